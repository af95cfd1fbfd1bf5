"""Keeping out who was forgotten: sources are read without the names, and kept without them.

A document keeps its length: letters of names become blanks. A row of a table that names the
person is emptied and stays as an empty row, so that all others keep their numbers; in other
cells names are blanked. What is left is read like any source, and the originals are not kept.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from legation import terms
from legation.errors import BadMetadata, SourceUnreadable
from legation.facts.quads import node, term
from legation.identity.forgotten import BLANK, Forgotten, blanked, words
from legation.identity.judgements import Name
from legation.identity.named import Names
from legation.intake import tabling
from legation.intake.given import Item, Made, make
from legation.intake.reports import Read
from legation.knowledge import value
from legation.reading.files import checksum
from legation.store import copies
from legation.tables import shipped
from legation.tables.files import Form, Table
from legation.terms import DCT, LGN, Iri, notation

_ROUNDS = 50
_ROW = re.compile(rb"/row/(\d+)")
_FORM = b"/name/"
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
    given, lifted = checksum(data), False
    item = replace(item, path=Path(item.place))
    for _ in range(_ROUNDS if forgotten else 0):
        names = list(_names(made.quads, base).values())
        veil = Veil.over(forgotten, names)
        text = veil.lifted(made.text)
        told = _told(item, made.quads, base) if text != made.text else item.told
        better = _without(replace(item, told=told), veil)
        if text == made.text and better == item:
            if veil.ours:
                raise SourceUnreadable(
                    f"{item.path} names a person who was forgotten, in a way that cannot be taken out",
                    hint="take the name out of the file",
                )
            break
        lifted = True
        data = text.encode()
        item = replace(better, data=data, kept=None, format="text")
        made = make(item, data, base)
    if lifted:
        made = replace(
            made, notes=(*made.notes, "names of a person who was forgotten were taken out")
        )
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
    read = tabling.stage(item, base, quads, place, strict=strict, reader=reader)
    if not forgotten:
        return item, read
    given, emptied = tabling.checksum(place / item.name / "original"), set[int]()
    item = replace(item, path=Path(item.place))
    for _ in range(_ROUNDS):
        quads.flush()
        written = Path(quads.name)
        names = _names(_lines(written, begin, _of_form), base)
        known = {iri.encode() for iri, name in names.items() if forgotten.knows(name)}
        veil = Veil.over(forgotten, names.values()).strict().sparing(names.values())
        emptied |= _rows(written, begin, known)
        better = _without(item, veil)
        scratch = place / ".lifted"
        if not _rewrite(place, better, base, scratch, emptied, veil) and better == item:
            break
        quads.seek(begin)
        quads.truncate()
        item = replace(better, kept=scratch, format=_written_as(item.format))
        read = tabling.stage(item, base, quads, place, strict=False)
        copies.drop(scratch, item.name)
    if emptied:
        note = f"{len(emptied)} rows that name a person who was forgotten were emptied"
        read = replace(read, notes=(*read.notes, note))
    copy = copies.one(place, item.name)
    copies.told(place, replace(copy, checksum=given))
    return item, read


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
    return replace(item, path=path, told=told, review=review, table=strict.lifted(item.table))


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
    if not item.table:
        text = copies.text(sources, item.name)
        return veil.lifted(text) != text
    _, opened, _ = shipped.kept(item.table).compiled(
        sources / item.name / "original", base, item.format
    )
    lift = _Lift(veil.strict())
    return any(lift(cells) != cells for _, cells in _cells(opened))


class _Lift:
    """Takes names out of cells; equal cells are looked at once."""

    def __init__(self, veil: Veil) -> None:
        self._veil = veil
        self._seen: dict[str, str] = {}

    def __call__(self, cells: Sequence[str]) -> list[str]:
        return [self._one(cell) for cell in cells]

    def _one(self, cell: str) -> str:
        if len(cell) < 3 or BLANK in cell or cell.isdigit():
            return cell
        found = self._seen.get(cell)
        if found is None:
            if len(self._seen) > 200_000:
                self._seen.clear()
            found = self._seen[cell] = self._veil.lifted(cell)
        return found


def _cells(table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table with their numbers, torn ones too."""
    for batch in table.batches():
        rows = zip(*(batch.columns[name] for name in table.header), strict=True)
        whole = [(n, list(row)) for n, row in zip(batch.numbers, rows, strict=True)]
        yield from sorted([*whole, *batch.torn])


def _rewrite(
    place: Path, item: Item, base: str, target: Path, emptied: Collection[int], veil: Veil
) -> bool:
    """Write a staged table anew without some rows and names; tell whether that changed it."""
    file = place / item.name / "original"
    _, opened, _ = shipped.kept(item.table).compiled(file, base, item.format)
    lift = _Lift(veil)
    changed = False

    def rows() -> Iterator[list[str]]:
        nonlocal changed
        for number, cells in _cells(opened):
            better = [""] * len(cells) if number in emptied else lift(cells)
            changed = changed or better != cells
            yield better

    out = target / item.name / "original"
    out.parent.mkdir(parents=True, exist_ok=True)
    _write(out, opened, rows())
    return changed


def _write(out: Path, table: Table, rows: Iterator[list[str]]) -> None:
    form: Form = table.form
    if form.format == "JSON lines":
        with out.open("w", encoding=form.encoding, errors="replace") as file:
            for row in rows:
                told = dict(zip(table.header, row, strict=False)) if any(row) else {}
                file.write(json.dumps(told, ensure_ascii=False) + "\n")
    elif form.format == "Parquet":
        import polars as pl

        pl.DataFrame(
            list(rows), schema=dict.fromkeys(table.header, pl.String), orient="row"
        ).write_parquet(out)
    else:
        usual = "\t" if form.format == "TSV" else ","
        with out.open("w", encoding=form.encoding, errors="replace", newline="") as file:
            writer = csv.writer(file, delimiter=form.delimiter or usual, lineterminator="\n")
            writer.writerow(table.header)
            writer.writerows(rows)


def _written_as(format: str) -> str:
    """Return the format in which a table is written anew: a sheet becomes CSV."""
    return "CSV" if format == "XLSX" else format
