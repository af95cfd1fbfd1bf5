"""Files that are there as a whole, and stay after a crash."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from legation.errors import GraphReadOnly

#: What to do about it, by what the system refuses.
_HINTS = {
    errno.EACCES: "check its permissions",
    errno.EPERM: "check its permissions",
    errno.ENOSPC: "make room on its disk and try again",
    errno.EDQUOT: "make room within your quota and try again",
    errno.EFBIG: "allow larger files (ulimit -f) and try again",
    errno.EROFS: "its file system is read-only; copy it to another disk or mount it for writing",
}


@contextmanager
def writable(place: Path, what: str = "", hint: str = "") -> Iterator[None]:
    """Turn what the system refuses into a sentence; ``what`` says what the place is for.

    Raises
    ------
    GraphReadOnly
        No permission, no space left, a read-only file system, a quota, or files too large.

    """
    try:
        yield
    except OSError as error:
        number = refused(error)
        if number not in _HINTS:
            raise
        named = f"{what}, {place}," if what else str(place)
        raise GraphReadOnly(
            f"{named} cannot be written to: {os.strerror(number)}", hint=hint or _HINTS[number]
        ) from error


def refused(error: OSError) -> int:
    """Return the number of what the system refused; the engine tells it only in words.

    >>> refused(OSError("IO error: While appending to file: x.sst: No space left on device"))
    28
    """
    if error.errno is not None:
        return error.errno
    said = str(error)
    return next((number for number in _HINTS if os.strerror(number) in said), 0)


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
