"""What belongs to a version besides its quads: files that all who write share, and private ones."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from legation.errors import RemoteRefused
from legation.store.durable import link
from legation.store.remote.dataset import State, shared

#: Shared with all who write, or kept where it is.
_SHARED = ("judgements.tsv", "sources/*/source.json", "sources/*/description.json")
_PRIVATE = ("forgotten.tsv",)


def files(version: Path) -> dict[str, str]:
    """Return the files of a version that are shared, as they may be shared."""
    found = sorted(place for pattern in _SHARED for place in version.glob(pattern))
    names = [place.relative_to(version).as_posix() for place in found]
    return {name: shared(name, (version / name).read_text("utf-8")) for name in names}


def checksums(version: Path) -> dict[str, str]:
    """Return the checksums of the files of a version that are private."""
    return {name: told for name in _PRIVATE if (told := _checksum(version / name))}


def take(path: Path, state: State, earlier: Iterable[Path], url: str) -> None:
    """Write what a store tells of sources into a version; their texts are here if they were added here.

    ``earlier`` are versions that are here, the newest first.

    Raises
    ------
    RemoteRefused
        The store names a file outside of a graph.

    """
    for name, text in sorted(state.files.items()):
        place = path / name
        if path not in place.resolve().parents:
            raise RemoteRefused(f"the store at {url} names a file outside of a graph")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    for before in earlier:
        for name, told in state.private.items():
            if not (path / name).is_file() and _checksum(before / name) == told:
                link(str(before / name), str(path / name))
        for copy in sorted((path / "sources").iterdir()):
            mine = before / "sources" / copy.name
            if not (copy / "original").is_file() and _same(mine, copy):
                shutil.rmtree(copy)
                shutil.copytree(mine, copy, copy_function=link)


def _checksum(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _same(mine: Path, copy: Path) -> bool:
    """Tell whether the copy of a source that is here is of the source that the store tells of."""
    name = "sources/x/source.json"
    try:
        texts = [(place / "source.json").read_text("utf-8") for place in (mine, copy)]
    except OSError:
        return False
    return shared(name, texts[0]) == shared(name, texts[1])
