"""From files to claims in a draft: what is new, what it is called, what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from legation import terms
from legation.facts.evidence import Span
from legation.facts.quads import claim_quads, source_quads
from legation.reading import files, metadata
from legation.reading.files import Original
from legation.reading.read import Reading
from legation.reading.read import read as read_text
from legation.reading.text import header
from legation.store import copies
from legation.store.engine import replace
from legation.store.versions import Draft

#: Called with what is being done, the number done and the number in all.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Item:
    """One document on its way in: its name in the graph, its text, what is told of it."""

    name: str
    original: Original
    told: dict[str, str]
    known: bool = False

    def read(self, base: str) -> Reading:
        """Read the document; what options and sidecar tell wins over its own first lines."""
        where = str(self.original.path)
        first_lines = metadata.known(header(self.original.text)[0], where)
        iri = terms.source(base, self.name)
        source = metadata.describe(iri, {**first_lines, **self.told}, self.original.checksum, where)
        return read_text(self.original.text, source)

    def store(self, draft: Draft, reading: Reading) -> None:
        """Put the claims into the draft in place of older ones, and keep a copy of the document."""
        source = reading.document.source
        sentences = [Span(s.start, s.end) for s in reading.document.sentences]
        claims = claim_quads(source, self.original.text, reading.claims, reading.names, sentences)
        replace(draft.store, ox.NamedNode(source.iri), [*source_quads(source), *claims])
        copy = copies.Copy(
            name=self.name,
            path=_place(self.original),
            checksum=self.original.checksum,
            told=self.told,
            claims=len(reading.claims),
            unread=len(reading.unread),
        )
        copies.keep(draft.sources, copy, self.original.data, self.original.text)


def from_file(path: Path, about: Mapping[str, str]) -> tuple[Original, dict[str, str]]:
    """Load a file with what options and its sidecar tell of it; options win."""
    return files.load(path), metadata.sidecar(path) | _checked(about, str(path))


def from_text(text: str, name: str, about: Mapping[str, str]) -> tuple[Original, dict[str, str]]:
    """Take a text under a name of its own."""
    data = files.bytes_of(text, name)
    original = Original(Path(name), data, files.text_of(data, name), from_file=False)
    return original, _checked(about, name)


def from_copy(sources: Path, copy: copies.Copy) -> Item:
    """Take a document from the copy that a version keeps."""
    data = copies.original(sources, copy.name)
    original = Original(Path(copy.path), data, files.text_of(data, copy.name), from_file=False)
    return Item(copy.name, original, copy.told, known=True)


def sort_out(
    given: Iterable[tuple[Original, dict[str, str]]], there: Mapping[str, copies.Copy]
) -> tuple[list[Item], list[str]]:
    """Return what has to be read, under the names it gets, and the names of what has not changed.

    A document that came from the same file before keeps its name, and so does one with the same
    bytes whose file was moved here.
    """
    by_path = {copy.path: copy.name for copy in there.values()}
    by_text = {copy.checksum: copy.name for copy in there.values() if not Path(copy.path).exists()}
    taken = set(there)
    todo: dict[str, Item] = {}
    unchanged: list[str] = []
    for original, told in given:
        place = _place(original)
        name = by_path.get(place) or by_text.get(original.checksum)
        if name is None:
            name = _free(terms.slug(original.path.name.split(".")[0]) or "document", taken)
        by_path[place] = name
        taken.add(name)
        copy = there.get(name)
        # What was told of a source stays true until something else is told: a text that may not
        # be shown is not shown because an option was left out the second time.
        known = {**copy.told, **told} if copy else told
        if copy and copy.checksum == original.checksum and copy.told == known:
            unchanged.append(name)
        else:
            todo[name] = Item(name, original, known, known=copy is not None)
    return list(todo.values()), unchanged


def _place(original: Original) -> str:
    """Return where a document came from; a text that was no file has only its name."""
    return str(original.path.absolute()) if original.from_file else str(original.path)


def _checked(about: Mapping[str, str], where: str) -> dict[str, str]:
    return metadata.known({k: v for k, v in about.items() if v}, where, strict=True)


def _free(stem: str, taken: set[str]) -> str:
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name
