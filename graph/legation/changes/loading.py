"""Parts go into a graph: all that their manifest names, checked, as one version, or nothing."""

from __future__ import annotations

import gzip
import json
import shutil
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from legation.changes.parts import FORMAT, MANIFEST, Entry, Manifest
from legation.changes.writing import made_by, put
from legation.errors import BadParts, GraphMissing
from legation.identity import forgotten
from legation.identity.forgotten import Forgotten
from legation.intake.batch import Progress, Staged
from legation.intake.given import from_copy
from legation.intake.reports import Added
from legation.store import copies
from legation.store.copies import Copy
from legation.store.places import AGAIN, Kept, Place
from legation.store.versions import Versions

_BLOCK = 1 << 20


def load(versions: Versions, url: str, progress: Progress | None = None) -> Added:
    """Take parts into a graph; the graph is the one that `add` makes of the same files.

    Raises
    ------
    BadParts
        Something of them is missing or damaged, or they were made for another graph; nothing
        was changed.
    GraphBusy, GraphReadOnly
        The graph cannot be written to now.

    """
    place = Place(url)
    manifest = _manifest(place)
    there, seen, keep_out = _there(versions, manifest, url)
    names = [entry.copy.name for entry in manifest.sources]
    if all(there.get(entry.copy.name) == entry.copy for entry in manifest.sources):
        return Added(seen, (), (), tuple(names), 0, 0, None)
    with Staged(manifest.base) as staged, Staged(manifest.base, forgotten=keep_out) as again:
        with staged.filling() as (folder, quads):
            files = len(manifest.parts) + len(manifest.copies)
            for number, kept in enumerate((*manifest.parts, *manifest.copies)):
                if progress:
                    progress(kept.file, number, files)
                _fetch(place, kept, folder, quads if kept in manifest.parts else None)
            _check(manifest, folder, url)
            for entry in manifest.sources:
                item = replace(from_copy(folder, entry.copy), known=entry.copy.name in there)
                staged.take(replace(item, kept=None), entry.read)
                if keep_out:  # what is said of people who were forgotten is found by reading
                    again.read([item])
        done = again if keep_out else staged
        if done.failed:
            raise done.failed[0][1]
        with versions.write(made_by("load", names), manifest.base, after=seen) as draft:
            if progress:
                progress("settling", files, files)
            return put(done, draft, manifest.base, (), ())


def _manifest(place: Place) -> Manifest:
    if MANIFEST not in place.names():
        raise BadParts(
            f"{place.url} has no {MANIFEST}: there are no parts, or they were not finished",
            hint=AGAIN,
        )
    try:
        told = json.loads(place.take(MANIFEST))
        if told["format"] > FORMAT:
            raise BadParts(
                f"{place.url} has format {told['format']}, this legation knows formats up to {FORMAT}",
                hint="install a newer legation",
            )
        return Manifest(
            told["base"],
            tuple(Kept(**one) for one in told["parts"]),
            tuple(Kept(**one) for one in told["copies"]),
            tuple(
                Entry(Copy(**one["copy"]), one["read_as"], tuple(one["notes"]))
                for one in told["sources"]
            ),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadParts(f"{place.url}/{MANIFEST} is damaged: {error}", hint=AGAIN) from None


def _there(
    versions: Versions, manifest: Manifest, url: str
) -> tuple[Mapping[str, Copy], int, Forgotten]:
    """Return the copies in the graph, its version, and who is kept out; parts must fit to it."""
    try:
        current = versions.current()
    except GraphMissing:
        return {}, 0, Forgotten()
    if versions.base != manifest.base:
        raise BadParts(
            f"the parts in {url} are for a graph whose IRIs begin with {manifest.base},"
            f" and those of {versions.home} begin with {versions.base}",
            hint="write them again with --graph",
        )
    there = copies.all_copies(current.sources)
    by_path = {copy.path: name for name, copy in there.items()}
    for entry in manifest.sources:
        name, path = entry.copy.name, entry.copy.path
        other = there.get(name)
        if by_path.get(path, name) != name:
            raise BadParts(
                f"the parts call {path} {name!r}, and the graph calls it {by_path[path]!r}",
                hint=f"take it out first: legation remove {by_path[path]}",
            )
        if other and other.path != path and other.checksum != entry.copy.checksum:
            raise BadParts(
                f"the parts call {path} {name!r}, and so the graph calls {other.path}",
                hint=f"take that out first: legation remove {name}",
            )
    return there, current.number, forgotten.read(current.path)


def _fetch(place: Place, kept: Kept, folder: Path, quads: BinaryIO | None) -> None:
    """Unpack a file of parts: quads to the others, copies into their folder."""
    file = folder / "fetched"
    place.fetch(kept, file)
    try:
        if quads is None:
            with tarfile.open(file, "r:gz") as archive:
                archive.extractall(folder, filter="data")
        else:
            with gzip.open(file) as packed:
                shutil.copyfileobj(packed, quads, _BLOCK)
    except (EOFError, gzip.BadGzipFile, zlib.error, tarfile.TarError) as error:
        raise BadParts(f"{place.url}/{kept.file} is damaged: {error}", hint=AGAIN) from None
    file.unlink()


def _check(manifest: Manifest, folder: Path, url: str) -> None:
    """Hold that each source has its copy, the one that was told, and that nothing else came."""
    found = copies.all_copies(folder)
    told = {entry.copy.name: entry.copy for entry in manifest.sources}
    if found != told:
        wrong = sorted(n for n in {*found, *told} if found.get(n) != told.get(n))
        raise BadParts(
            f"the copies in {url} are not those of {MANIFEST}: {', '.join(wrong[:5])}", hint=AGAIN
        )
