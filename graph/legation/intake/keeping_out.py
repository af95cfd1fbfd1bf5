"""Keeping out who was forgotten: sources are read without the names, and kept without them.

A document keeps its length: letters of names become blanks. A row of a table that names the
person is kept out and stays as a row of blanks, so that all others keep their numbers; in other
cells names are blanked. What is left is read like any source, and the originals are not kept:
neither are those that may have a name where nothing is read, in a comment or beside the cells.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from legation import terms
from legation.errors import BadMetadata, SourceUnreadable
from legation.facts.evidence import Source
from legation.facts.quads import node, term
from legation.identity.forgotten import Forgotten, blanked, words
from legation.identity.judgements import Name
from legation.identity.named import Names
from legation.intake import tabling
from legation.intake.given import Item, Made, make
from legation.intake.reports import Read
from legation.intake.rewriting import Rewriting, Spared, is_plain
from legation.knowledge import value
from legation.reading.files import checksum
from legation.store import copies
from legation.tables import shipped
from legation.tables.files import Table
from legation.tables.model import Description
from legation.tables.report import Report
from legation.terms import DCT, LGN, Iri, notation

_ROUNDS = 50
_ROW = re.compile(rb"/row/(\d+)")
_FORM = b"/name/"
_TAG = re.compile(r"<[^>]*>")
_PAGES = ("HTML", "Markdown")
_TAKEN_OUT = "names of a person who was forgotten were taken out"
_ONLY_TEXT = "only its text is kept: the file may name a person who was forgotten"
#: What a source says of itself, and how that is told again when its text is all that is left.
_ABOUT = {
    DCT + "title": "title",
    LGN + "publisher": "publisher",
    LGN + "publisherState": "publisher_state",
    LGN + "issued": "date",
    LGN + "language": "language",
    LGN + "licence": "licence",
    LGN + "origin": "origin",
    LGN + "textPolicy": "policy",
}


@dataclass(frozen=True, slots=True)
class Veil:
    """What is taken out of one source: ``ours`` are names to go, ``others`` longer ones that stay."""

    forgotten: Forgotten
    ours: frozenset[tuple[str, ...]] = frozenset()
    others: frozenset[tuple[str, ...]] = frozenset()

    @staticmethod
    def over(forgotten: Forgotten, names: Iterable[Name]) -> Veil:
        """Return what is taken out of a source that has these names."""
        told = {(words(name.text), forgotten.knows(name)) for name in names}
        ours = frozenset(name for name, known in told if known)
        return Veil(forgotten, ours, frozenset(n for n, known in told if not known) - ours)

    def lifted(self, text: str) -> str:
        """Return a text without the names, as long as it was."""
        composed = unicodedata.normalize("NFC", text)
        places = self.forgotten.hits(composed, self.ours, self.others)
        return blanked(composed, places) if places else text

    def strict(self) -> Veil:
        """Return what is taken out where a word alone is no name: cells, titles, descriptions."""
        return replace(self, ours=frozenset(name for name in self.ours if len(name) > 1))

    def sparing(self, names: Iterable[Name]) -> Veil:
        """Return what is taken out where namesakes are told apart by their rows."""
        kept = {words(name.text) for name in names if not self.forgotten.knows(name)}
        return replace(self, ours=self.ours - kept, others=self.others | kept)


def document(
    item: Item, data: bytes, made: Made, base: str, forgotten: Forgotten
) -> tuple[Item, bytes, Made, copies.Copy]:
    """Return a document as it is kept: as it was read, or as its text without names of the forgotten.

    Raises
    ------
    SourceUnreadable
        A name cannot be taken out of it.
    BadMetadata
        It is called by such a name.

    """
    given, lifted, taken = _given(item, checksum(data)), False, False
    item = replace(item, path=Path(item.place))
    for _ in range(_ROUNDS if forgotten else 0):
        names = list(_names(made.quads, base).values())
        veil = Veil.over(forgotten, names)
        text = veil.lifted(made.text)
        other = text != made.text or _hides(data, made.format, made.encoding, veil)
        told = _told(item, made.quads, base) if other else item.told
        better = _without(replace(item, told=told), veil)
        if not other and better == item:
            if veil.ours:
                raise SourceUnreadable(
                    f"{item.path} names a person who was forgotten, in a way that cannot be taken out",
                    hint="take the name out of the file",
                )
            break
        lifted, taken = True, taken or text != made.text or better.told != told
        data = text.encode()
        item = replace(better, data=data, kept=None, format="text")
        made = make(item, data, base)
    if lifted:
        made = replace(made, notes=(*made.notes, _TAKEN_OUT if taken else _ONLY_TEXT))
    return item, data, made, replace(made.copy(item, data), checksum=given)


def table(
    item: Item,
    base: str,
    quads: BinaryIO,
    place: Path,
    forgotten: Forgotten,
    *,
    strict: bool,
    reader: tabling.Reader = tabling.here,
) -> tuple[Item, Read]:
    """Write what a table states, and its copy, without the rows that name somebody forgotten.

    Raises
    ------
    BadMetadata
        It is called by a person who was forgotten.
    SourceError, MissingExtra
        It cannot be read.

    """
    begin = quads.tell()
    if not forgotten:
        return item, tabling.stage(item, base, quads, place, strict=strict, reader=reader)
    out: list[int] = []
    read = tabling.stage(item, base, quads, place, strict=strict, reader=_sparing(reader, out))
    staged = copies.one(place, item.name).checksum
    given, emptied = _given(item, staged), set[int]()
    # A file may have more in it than its cells, and so a name there; what was rewritten has not.
    whole = given == staged and not is_plain(place / item.name / "original", item.format)
    item = replace(item, path=Path(item.place))
    for _ in range(_ROUNDS):
        quads.flush()
        written, file = Path(quads.name), place / item.name / "original"
        names = _names(_lines(written, begin, _of_form), base)
        known = {iri.encode() for iri, name in names.items() if forgotten.knows(name)}
        veil = Veil.over(forgotten, names.values()).strict().sparing(names.values())
        emptied |= _rows(written, begin, known)
        opened = _opened(item, file, base)
        if any(veil.lifted(name) != name for name in opened.header):
            raise SourceUnreadable(
                f"{veil.lifted(str(item.path))} has a column that is called by a person who was"
                " forgotten",
                hint="give the column another name",
            )
        better = _without(item, veil)
        rewriting = Rewriting(opened, emptied, veil.lifted)
        if not (whole or better != item or rewriting.changes()):
            break
        scratch = place / ".lifted"
        format = rewriting.write(scratch / item.name / "original")
        quads.seek(begin)
        quads.truncate()
        item, whole = replace(better, kept=scratch, format=format), False
        reads = _sparing(tabling.here, out)
        read = tabling.stage(item, base, quads, place, strict=False, reader=reads)
        copies.drop(scratch, item.name)
    if out:
        rows, *others = read.notes
        told = (
            "1 row kept out: it names" if sum(out) == 1 else f"{sum(out)} rows kept out: they name"
        )
        note = f"{told} a person who was forgotten"
        read = replace(read, notes=(rows, note, *others))
    copies.told(place, replace(copies.one(place, item.name), checksum=given))
    return item, read


def _given(item: Item, found: str) -> str:
    """Return the checksum of what a person gave, whatever was taken out of the copy since."""
    return found if item.kept is None else copies.one(item.kept, item.name).checksum


def _sparing(reader: tabling.Reader, out: list[int]) -> tabling.Reader:
    """Return a reader that passes over the rows that are kept out, and says how many in ``out``."""

    def read(plan: Description, source: Source, table: Table, report: Report) -> Iterator[str]:
        def count(number: int) -> None:
            report.rows += number
            out.append(number)

        out.clear()
        spared = Spared(table.path, table.header, table.form, count)
        return reader(plan, source, spared, report)

    return read


def _opened(item: Item, file: Path, base: str) -> Table:
    return shipped.kept(item.table).compiled(file, base, item.format)[1]


def _hides(data: bytes, format: str, encoding: str, veil: Veil) -> bool:
    """Tell whether a document may have a name where it is not read: in comments, in its head."""
    if format not in _PAGES:
        return format != "text"
    try:
        told = html.unescape(data.decode(encoding or "utf-8", "replace"))
    except LookupError:
        return True
    return any(
        veil.lifted(text) != text for text in (told, _TAG.sub("", told), _TAG.sub(" ", told))
    )


def _without(item: Item, veil: Veil) -> Item:
    """Return a source whose name, path and description say nothing of who was forgotten."""
    strict = veil.strict()
    if strict.lifted(item.name) != item.name:
        raise BadMetadata(
            f"{item.path} is called by a person who was forgotten", hint="rename the file"
        )
    told = {key: strict.lifted(text) for key, text in item.told.items()}
    review = b"".join(
        line
        for line in item.review.splitlines(keepends=True)
        if veil.lifted(line.decode("utf-8", "replace")) == line.decode("utf-8", "replace")
    )
    path = Path(strict.lifted(item.place))
    bundle = _bundle(item.table, strict.lifted) if item.table else ""
    return replace(item, path=path, told=told, review=review, table=bundle)


def _bundle(text: str, lift: Callable[[str], str]) -> str:
    """Return a description with its files, all of it lifted; its text if that changes nothing."""
    told = json.loads(text)
    files = {lift(name): lift(file) for name, file in told["files"].items()}
    better = {"files": files, **{key: lift(told[key]) for key in ("name", "file", "text")}}
    return text if better == told else json.dumps(better, ensure_ascii=False, indent=1) + "\n"


def _told(item: Item, quads: bytes, base: str) -> dict[str, str]:
    """Return what is told of a document, with what it said of itself by its format."""
    me = terms.source(base, item.name)
    found = {}
    for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS):
        name = _ABOUT.get(quad.predicate.value)
        if name and value(quad.subject) == me:
            said = value(quad.object)
            if name == "publisher_state":
                said = Iri(said).local
            found[name] = notation(said) if name == "policy" else said
    told = {key: said for key, said in item.told.items() if key != "encoding"}
    return found | told


def _names(quads: bytes, base: str) -> dict[str, Name]:
    """Return the names in the quads of a source by the IRIs of their forms."""
    store = ox.Store()
    told = b"\n".join(line for line in quads.splitlines() if _of_form(line))
    store.load(told, format=ox.RdfFormat.N_QUADS)
    return names_of(store, base)


def names_of(store: ox.Store, base: str, source: str | None = None) -> dict[str, Name]:
    """Return the names in a store, or in one source of it, by the IRIs of their forms."""
    known = Names(store, base)
    graph = node(source) if source else None
    found = (value(q.subject) for q in store.quads_for_pattern(None, term("nameType"), None, graph))
    return {iri: name for iri in found if (name := known.of_form(iri))}


def _of_form(line: bytes) -> bool:
    return _FORM in line.partition(b" ")[0]


def _lines(path: Path, begin: int, wanted: Callable[[bytes], bool]) -> bytes:
    with path.open("rb") as file:
        file.seek(begin)
        return b"".join(line for line in file if wanted(line))


def _rows(path: Path, begin: int, known: Collection[bytes]) -> set[int]:
    """Return the rows whose claims name one of some forms."""
    if not known:
        return set()
    pattern = re.compile(rb"> <(" + b"|".join(map(re.escape, known)) + rb")> <")
    lines = _lines(path, begin, lambda line: pattern.search(line) is not None)
    return {
        int(m[1]) for line in lines.splitlines() if (m := _ROW.search(line.partition(b"> <")[0]))
    }


def mentioned(sources: Path, item: Item, base: str, veil: Veil) -> bool:
    """Tell whether a copy of a source has a name that is to be taken out."""
    if _without(item, veil) != replace(item, path=Path(item.place)):
        return True
    if item.table:
        opened = _opened(item, sources / item.name / "original", base)
        return Rewriting(opened, (), veil.strict().lifted).changes()
    text, data = copies.text(sources, item.name), copies.original(sources, item.name)
    if veil.lifted(text) != text:
        return True
    copy = copies.one(sources, item.name)
    return copy.format in _PAGES and _hides(data, copy.format, copy.encoding, veil)


def is_opaque(sources: Path, item: Item) -> bool:
    """Tell whether a copy may have a name where it cannot be seen whether it has."""
    copy, file = copies.one(sources, item.name), sources / item.name / "original"
    if not item.table:
        return copy.format not in {"text", *_PAGES}
    return not is_plain(file, item.format) and tabling.checksum(file) == copy.checksum
