"""What a person names becomes files: files, folders with all in them, patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from legation.errors import SourceMissing, SourceUnreadable
from legation.reading import review_file
from legation.reading.formats import SUFFIXES

_GRAPH = "legation.toml"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in a folder that was passed over, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """The files that were meant, in a fixed order, each once; those passed over; what is wrong."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...]
    missing: tuple[tuple[str, SourceMissing | SourceUnreadable], ...]


def find(names: Iterable[str | Path]) -> Found:
    """Return the files that names mean.

    A name that is there means itself; a folder means the documents in it and below, sorted;
    a pattern (``notes/**/*.html``) the files it fits, sorted. In folders only files whose name
    ends like that of a document are taken, and nothing hidden; links to folders are not followed.

    >>> find(["gone-*.txt"]).missing[0][1].message
    "no file fits 'gone-*.txt'"
    """
    files: dict[Path, None] = {}
    skipped: dict[str, Skipped] = {}
    missing: list[tuple[str, SourceMissing | SourceUnreadable]] = []
    for name in names:
        path = Path(name)
        try:
            for found in _meant(str(name), path):
                if isinstance(found, Skipped):
                    skipped.setdefault(found.path, found)
                else:
                    files.setdefault(found)
        except (SourceMissing, SourceUnreadable) as error:
            missing.append((str(name), error))
    chosen = {str(path) for path in files}
    return Found(
        tuple(files), tuple(s for s in skipped.values() if s.path not in chosen), tuple(missing)
    )


def _meant(name: str, path: Path) -> Iterator[Path | Skipped]:
    if os.path.isdir(path):  # noqa: PTH112 - a name with a null byte is no error here
        yield from _folder(path)
    elif glob.has_magic(name) and not os.path.lexists(path):
        fitting = [Path(p) for p in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 - absolute patterns too
        inside = [p for p in fitting if not p.is_dir()]
        if not fitting:
            raise SourceMissing(f"no file fits {name!r}", hint="check the spelling")
        if inside:
            yield from inside
        else:
            for folder in fitting:
                yield from _folder(folder)
    else:
        yield path


def _sidecar(path: Path) -> bool:
    """Tell whether a file only says something of the document beside it."""
    return any(
        path.name.endswith(suffix) and path.with_name(path.name.removesuffix(suffix)).exists()
        for suffix in (".toml", review_file.SUFFIX)
    )


def _folder(folder: Path) -> Iterator[Path | Skipped]:
    """Yield what is in a folder and below; an empty one is told as such."""
    problems: list[OSError] = []
    some = False
    for place, folders, names in os.walk(folder, onerror=problems.append):
        here = Path(place)
        if _GRAPH in names:
            folders.clear()
            yield Skipped(str(here), "a graph of legation")
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or _sidecar(path):
                continue
            if path.suffix.lower() in SUFFIXES:
                some = True
                yield path
            else:
                yield Skipped(str(path), "no document that legation reads, by its name")
    for problem in problems:
        yield Skipped(str(problem.filename), f"cannot be opened: {problem.strerror}")
    if not some:
        raise SourceMissing(
            f"there is no document in the folder {folder}",
            hint=f"legation reads files that end in {', '.join(SUFFIXES)}",
        )
