"""The copies of the sources that a version keeps: the bytes, the text, and what was told of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path

from legation.errors import GraphDamaged, UnknownSource


@dataclass(frozen=True, slots=True)
class Copy:
    """One source as it was added. ``told`` is what options and sidecar said of it."""

    name: str
    path: str
    checksum: str
    told: dict[str, str]
    claims: int = 0
    unread: int = 0


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
        try:
            about = json.loads((place / "source.json").read_text("utf-8"))
            found[place.name] = Copy(**about)
        except (OSError, ValueError, TypeError) as error:
            raise GraphDamaged(
                f"the copy of source {place.name} is broken: {error}", hint="try 'legation undo'"
            ) from error
    return found


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
        raise GraphDamaged(
            f"the copy of source {name} is gone: {error.strerror}",
            hint=f"add its file again, or 'legation remove {name}'",
        ) from error


def text(sources: Path, name: str) -> str:
    """Return the stored NFC text of a source, the one that spans point into."""
    return (sources / name / "text.txt").read_bytes().decode("utf-8")


def keep(sources: Path, copy: Copy, data: bytes, nfc: str) -> None:
    """Write a copy, in place of an older one of its name.

    The older files may be shared with earlier versions by hard links, so they are unlinked,
    never written into.
    """
    drop(sources, copy.name)
    place = sources / copy.name
    place.mkdir(parents=True)
    (place / "original").write_bytes(data)
    (place / "text.txt").write_bytes(nfc.encode("utf-8"))
    told = json.dumps(asdict(copy), ensure_ascii=False, indent=1, sort_keys=True)
    (place / "source.json").write_text(told + "\n", encoding="utf-8")


def drop(sources: Path, name: str) -> None:
    """Remove a copy if it is there."""
    shutil.rmtree(sources / name, ignore_errors=True)
