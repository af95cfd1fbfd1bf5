"""Files that are there as a whole, and stay after a crash."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from legation.errors import GraphReadOnly


@contextmanager
def writable(home: Path) -> Iterator[None]:
    """Turn what the system refuses into a sentence.

    Raises
    ------
    GraphReadOnly
        No permission, no space left, a read-only file system, or a quota.

    """
    try:
        yield
    except PermissionError as error:
        raise GraphReadOnly(
            f"{home} cannot be written to: {error.strerror}", hint="check its permissions"
        ) from error
    except OSError as error:
        if error.errno in {28, 30, 122}:  # no space left, read-only file system, quota
            raise GraphReadOnly(f"{home} cannot be written to: {error.strerror}") from error
        raise


def link(source: str, target: str) -> None:
    """Give a file a second name, or copy it where the file system knows no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def write_durably(path: Path, text: str) -> None:
    """Put a text in the place of a file; after a crash there is the old one or the new one."""
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Make the names in a directory durable, where the system can."""
    flags = getattr(os, "O_DIRECTORY", None)
    if flags is None:  # Windows: directories cannot be synced
        return
    handle = os.open(path, os.O_RDONLY | flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(top: Path) -> None:
    """Make a new version durable, but for the files of the engine, which syncs them itself."""
    for place in sorted(top.rglob("*")):
        if place.is_dir():
            sync(place)
        elif place.parent != top / "store" and place.stat().st_nlink == 1:
            # The engine syncs its own files; what an older version shares was synced then.
            with place.open("rb") as file:
                os.fsync(file.fileno())
