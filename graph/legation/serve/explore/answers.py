"""The answer of a question as a page tells it: heads, names, concepts, dates and numbers in words.

An answer is made for machines and for one language; here each cell is told to a reader. What is
the name of something in the graph is its name in the reader's language, with a link. What is no
such thing, nor a notation, a date or a number, stays as the answer has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyoxigraph as ox

from legation.ask.questions import Question
from legation.errors import BadDate
from legation.knowledge import folder
from legation.network.names import word
from legation.serve.data.content import Teller, Word
from legation.serve.explore.tables import Cell, Cells, Table
from legation.terms import RDFS, SKOS, XSD
from legation.values.dates import Dating
from legation.view.labels import when

#: So many rows are shown; the files have all.
ROWS = 500
_SETTLED = ox.DefaultGraph()
_LABEL, _NOTATION = ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "notation")
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
#: Languages in which names may stand in an answer; a text of none may be any of them.
_LANGUAGES = ("en", "vi", "")
#: Columns that hold short names of sources, several of them apart by spaces.
_SOURCES = frozenset({"sources", "saidIn", "announcedIn", "only", "firstBy", "secondBy", "cited"})
#: Columns whose numbers count years, which nobody groups by thousands.
_YEARS = re.compile(r"year", re.IGNORECASE)
#: Columns of texts as sources have them: what they hold is quoted, not told.
_QUOTED = frozenset({"title", "text", "sentence", "passage", "surface", "spelling", "value", "key"})
_DATE = re.compile(r"[\d.X]{2,4}[-\d~?%X./]*[-/~?%][-\d~?%X./]*")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(slots=True)
class Answered:
    """Tells the cells of one answer; what was looked up once is kept."""

    teller: Teller
    asked: Question
    say: Mapping[str, str]
    _called: dict[tuple[str, str], Word | None] = field(default_factory=dict)
    _cells: Cells = field(init=False)

    def __post_init__(self) -> None:
        self._cells = Cells(self.teller, self.say)

    def table(self, given: Mapping[str, str], found: Mapping[str, Any]) -> Table:
        """Return the rows; what the reader gave is not repeated, an empty column is left out."""
        bindings = found.get("results", {}).get("bindings", [])
        told = {p.name for p in self.asked.parameters if p.name in given or p.has_default}
        names = [
            name
            for name in found.get("head", {}).get("vars", [])
            if name not in told and any(name in row for row in bindings)
        ]
        rows = [
            [self.cell(name, row[name]) if name in row else () for name in names]
            for row in bindings[:ROWS]
        ]
        numbers = {n for n, name in enumerate(names) if _counts(name, bindings)}
        return Table(
            columns=[(name, self.heading(name)) for name in names],
            rows=rows,
            total=len(bindings),
            numbers=frozenset(numbers),
        )

    def heading(self, name: str) -> str:
        """Return how a column is called; one without words is called by its own, apart."""
        found = self.say.get(f"head.{name}") or self.say.get(f"col.{name}")
        return found or _HUMP.sub(" ", name).capitalize()

    def cell(self, name: str, term: Mapping[str, str]) -> Cell:
        """Return what one cell tells."""
        text, tag = term["value"], term.get("xml:lang", "")
        if term["type"] == "uri":
            return (self.teller.value(ox.NamedNode(text)),)
        cells = self._cells
        if name in _SOURCES:
            return tuple(self._named(one, "") or cells.source(one) for one in text.split(" "))
        if name == "authority":
            return (self._named(text, tag) or cells.source(text),)
        if term.get("datatype", "") in _NUMBERS and not _YEARS.search(name):
            return (Word(cells.number(text)),)
        said = self.asked.told(text, self.teller.language)
        if said != text or name in _QUOTED:
            return (Word(said, "", tag if tag != self.teller.language else ""),)
        if (dated := self._dated(text)) is not None:
            return (Word(dated),)
        return tuple(self._told(name, part, tag) for part in text.split("; "))

    def _told(self, name: str, text: str, tag: str) -> Word:
        concept = "" if tag else self._concept(name, text)
        if concept:
            return Word(concept)
        named = self._named(text, tag)
        return named or Word(text, "", tag if tag != self.teller.language else "")

    def _dated(self, text: str) -> str | None:
        """Return a date in words; a year alone stays, for it may as well be a number."""
        if not _DATE.fullmatch(text):
            return None
        try:
            Dating.parse(text)
        except BadDate:
            return None
        return when(text, self.teller.language)

    def _concept(self, name: str, text: str) -> str:
        """Return a notation in the words of its vocabulary: the one that the column is called after."""
        found = _notations().get(text, ())
        wanted = [iri for iri in found if iri.rpartition("#")[2].startswith(name)] or list(found)
        told = sorted({word(iri, self.teller.language) for iri in wanted})
        return told[0] if len(told) == 1 else ""

    def _named(self, text: str, tag: str) -> Word | None:
        """Return what is called so in the graph, as its reader calls it, unless several are."""
        if (text, tag) not in self._called:
            labels = [ox.Literal(text, language=one) if one else ox.Literal(text) for one in (
                (tag,) if tag else _LANGUAGES
            )]  # fmt: skip
            things = {
                quad.subject
                for label in labels
                for quad in self.teller.store.quads_for_pattern(None, _LABEL, label, _SETTLED)
                if isinstance(quad.subject, ox.NamedNode)
            }
            one = things.pop() if len(things) == 1 else None
            self._called[text, tag] = self.teller.called(one) if one is not None else None
        return self._called[text, tag]


def _counts(name: str, bindings: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a column holds numbers, which stand right in a table."""
    filled = [row[name] for row in bindings if name in row]
    return all(term.get("datatype", "") in _NUMBERS for term in filled)


@cache
def _notations() -> Mapping[str, tuple[str, ...]]:
    """Return the concepts of all vocabularies by their notation."""
    found: dict[str, list[str]] = {}
    for quad in folder("vocabularies").quads_for_pattern(None, _NOTATION, None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            found.setdefault(quad.object.value, []).append(quad.subject.value)
    return {text: tuple(sorted(iris)) for text, iris in found.items()}
