"""The answer of a question as a page tells it: heads, names, concepts, dates and numbers in words.

An answer is made for machines and for one language; here each cell is told to a reader. What is
the name of something in the graph is its name in the reader's language, with a link. What is no
such thing, nor a notation, a date or a number, stays as the answer has it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pyoxigraph as ox

from legation.ask.questions import Question
from legation.errors import BadDate
from legation.facts.kinds import vocabulary
from legation.knowledge import folder
from legation.network.names import entity_classes, word
from legation.serve.data.content import Teller
from legation.serve.data.differences import title
from legation.serve.data.things import Word
from legation.serve.explore.differing import KINDS
from legation.serve.explore.tables import Cell, Cells, Table
from legation.terms import SKOS, XSD, lgn
from legation.values.dates import Dating
from legation.view.labels import when
from legation.view.labels import words as plain

#: So many rows are shown; the files have all.
ROWS = 500
_NOTATION = ox.NamedNode(SKOS + "notation")
_BOOLEAN = XSD + "boolean"
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
#: Of which vocabulary a notation is that several have, unless the column is called after one.
_SCHEMES = ("office", "status", "mission")
#: Columns of shares of one; other shares are in per cent.
_SHARES = frozenset({"sources/disagreements share"})
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
        text, tag, kind = term["value"], term.get("xml:lang", ""), term.get("datatype", "")
        if term["type"] == "uri":
            return (self._linked(ox.NamedNode(text)),)
        cells = self._cells
        if name in _SOURCES:
            return tuple(cells.named(one) or cells.source(one) for one in text.split(" "))
        if name == "authority":
            return (cells.named(text, tag) or cells.source(text),)
        if kind == _BOOLEAN:
            return (Word(plain(self.teller.language)["yes" if text == "true" else "no"]),)
        if kind in _NUMBERS and not _YEARS.search(name):
            return (Word(cells.share(text) if self._is_share(name) else cells.number(text)),)
        said = self.asked.told(text, self.teller.language)
        if said != text or name in _QUOTED:
            return (Word(said, "", cells.tag(term)),)
        if (dated := self._dated(text)) is not None:
            return (Word(dated),)
        return tuple(self._told(name, part, tag) for part in text.split("; "))

    def _linked(self, me: ox.NamedNode) -> Word:
        """Return a thing by its name; a disagreement, which has none, by what it is about."""
        told = self.teller.value(me)
        named = title(self.teller.names, me, self.say, lambda node: self.teller.called(node).text)
        return replace(told, text=named, language="") if named else told

    def _is_share(self, name: str) -> bool:
        return f"{self.asked.name} {name}" in _SHARES

    def _told(self, name: str, text: str, tag: str) -> Word:
        concept = "" if tag else self._concept(name, text)
        return Word(concept) if concept else self._cells.name({"value": text, "xml:lang": tag})

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
        """Return a notation in the words of its vocabulary, a word of the ontology in its own."""
        found = {
            iri.rpartition("#")[2].partition("-")[0]: iri for iri in _notations().get(text, ())
        }
        scheme = next((one for one in (name, *_SCHEMES) if one in found), "")
        if scheme or len(found) == 1:
            return word(found[scheme] if scheme else found.popitem()[1], self.teller.language)
        local = text.capitalize() if name == "kind" and text.islower() else text
        return word(lgn(local), self.teller.language) if local in _words(name) else ""


def _counts(name: str, bindings: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a column holds numbers, which stand right in a table."""
    filled = [row[name] for row in bindings if name in row]
    return all(term.get("datatype", "") in _NUMBERS for term in filled)


def _words(name: str) -> Collection[str]:
    """Return which words of the ontology a column may hold by their own names."""
    if name == "kind":
        return {*vocabulary().kinds, *entity_classes(), *KINDS.values()}
    return vocabulary().properties if name == "on" else ()


@cache
def _notations() -> Mapping[str, tuple[str, ...]]:
    """Return the concepts of all vocabularies by their notation."""
    found: dict[str, list[str]] = {}
    for quad in folder("vocabularies").quads_for_pattern(None, _NOTATION, None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            found.setdefault(quad.object.value, []).append(quad.subject.value)
    return {text: tuple(sorted(iris)) for text, iris in found.items()}
