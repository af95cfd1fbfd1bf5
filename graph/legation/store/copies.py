"""The copies of the sources that a version keeps: the bytes, the text, and what was told of them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import IO

from legation.errors import GraphDamaged, UnknownSource

_REVIEW = "review.tsv"
_TABLE = "description.json"
_TROUBLES = "troubles.jsonl"


@dataclass(frozen=True, slots=True)
class Copy:
    """One source as it was added.

    ``told`` is what options and sidecar said of it, ``format`` and ``encoding`` what it was read as;
    ``review`` is the checksum of its review file, if it has one; ``table`` that of the
    description, if it is a table.
    """

    name: str
    path: str
    checksum: str
    told: dict[str, str]
    claims: int = 0
    unread: int = 0
    format: str = ""
    encoding: str = ""
    review: str = ""
    table: str = ""


def all_copies(sources: Path) -> dict[str, Copy]:
    """Return the copies in a version by name.

    Raises
    ------
    GraphDamaged
        What was told of one cannot be read.

    """
    found = {}
    if not sources.is_dir():
        raise GraphDamaged(
            f"the copies of the sources are gone from {sources}", hint="try 'legation undo'"
        )
    for place in sorted(p for p in sources.iterdir() if p.is_dir()):
        found[place.name] = one(sources, place.name)
    return found


def one(sources: Path, name: str) -> Copy:
    """Return one copy.

    Raises
    ------
    GraphDamaged
        What was told of it cannot be read.

    """
    try:
        return Copy(**json.loads((sources / name / "source.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise GraphDamaged(
            f"the copy of source {name} is broken: {error}", hint="try 'legation undo'"
        ) from error


def named(sources: Path, name: str) -> str:
    """Return the name of a source that is meant by its name or by the path of its file.

    Raises
    ------
    UnknownSource
        There is none; the hint names what is near.

    """
    kept = all_copies(sources)
    by_path = {copy.path: copy.name for copy in kept.values()}
    found = by_path.get(str(Path(name).absolute()), name)
    if found not in kept:
        near = get_close_matches(found, kept, 3) or list(kept)[:5]
        hint = f"it has: {', '.join(near)}" if near else "it is empty"
        raise UnknownSource(f"the graph has no source {name!r}", hint=hint)
    return found


def original(sources: Path, name: str) -> bytes:
    """Return the bytes of a source.

    Raises
    ------
    GraphDamaged
        They are gone.

    """
    try:
        return (sources / name / "original").read_bytes()
    except OSError as error:
        raise _gone(name, error) from error


def _gone(name: str, error: OSError) -> GraphDamaged:
    return GraphDamaged(
        f"the copy of source {name} is gone: {error.strerror}",
        hint=f"add its file again, or 'legation remove {name}'",
    )


def text(sources: Path, name: str) -> str:
    """Return the stored NFC text of a source, the one that spans point into.

    Raises
    ------
    GraphDamaged
        It is gone, or on the machine from which it was added to a store elsewhere.

    """
    try:
        return (sources / name / "text.txt").read_bytes().decode("utf-8")
    except OSError as error:
        raise _gone(name, error) from error


def review(sources: Path, copy: Copy) -> bytes:
    """Return the review file of a source, empty if it has none.

    Raises
    ------
    GraphDamaged
        It is gone.

    """
    if not copy.review:
        return b""
    try:
        return (sources / copy.name / _REVIEW).read_bytes()
    except OSError as error:
        raise GraphDamaged(
            f"the review of source {copy.name} is gone: {error.strerror}",
            hint="try 'legation undo'",
        ) from error


def keep(sources: Path, copy: Copy, data: bytes, nfc: str, review: bytes = b"") -> None:
    """Write a copy, in place of an older one of its name.

    The older files may be shared with earlier versions by hard links, so they are unlinked,
    never written into.
    """
    drop(sources, copy.name)
    place = sources / copy.name
    place.mkdir(parents=True)
    (place / "original").write_bytes(data)
    (place / "text.txt").write_bytes(nfc.encode("utf-8"))
    if review:
        (place / _REVIEW).write_bytes(review)
    told(sources, copy)


def table(sources: Path, copy: Copy) -> str:
    """Return the description of a table with the files it needs, empty if the source is none.

    Raises
    ------
    GraphDamaged
        It is gone.

    """
    if not copy.table:
        return ""
    try:
        return (sources / copy.name / _TABLE).read_text("utf-8")
    except OSError as error:
        raise GraphDamaged(
            f"the description of source {copy.name} is gone: {error.strerror}",
            hint="try 'legation undo'",
        ) from error


def troubles(sources: Path, copy: Copy) -> Iterator[str]:
    """Yield what of a table could not be read, each as a line of JSON; nothing of a document.

    Raises
    ------
    GraphDamaged
        It is gone.

    """
    if not copy.table:
        return
    try:
        with (sources / copy.name / _TROUBLES).open(encoding="utf-8") as log:
            yield from log
    except OSError as error:
        raise _gone(copy.name, error) from error


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal; empty of none."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


@contextmanager
def keeping_table(sources: Path, copy: Copy, file: Path, description: str) -> Iterator[IO[str]]:
    """Copy a table with its description; give the file for what could not be read of it."""
    drop(sources, copy.name)
    place = sources / copy.name
    place.mkdir(parents=True)
    shutil.copyfile(file, place / "original")
    (place / "text.txt").write_bytes(b"")
    (place / _TABLE).write_text(description, encoding="utf-8")
    with (place / _TROUBLES).open("w", encoding="utf-8") as log:
        yield log
    told(sources, copy)


def told(sources: Path, copy: Copy) -> None:
    """Write what is told of a copy, anew."""
    text = json.dumps(asdict(copy), ensure_ascii=False, indent=1, sort_keys=True)
    place = sources / copy.name / "source.json"
    place.unlink(missing_ok=True)
    place.write_text(text + "\n", encoding="utf-8")


def drop(sources: Path, name: str) -> None:
    """Remove a copy if it is there."""
    shutil.rmtree(sources / name, ignore_errors=True)
