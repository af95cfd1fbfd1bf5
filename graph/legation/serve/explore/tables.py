"""Rows of answers as a page shows them: in the reader's words, with links, cut where they are many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox
from babel.numbers import format_decimal, format_percent

from legation.facts.quads import node_or_none
from legation.knowledge import folder
from legation.network.names import label, title, word
from legation.serve.data.content import Teller
from legation.serve.data.things import Word
from legation.serve.explore.asking import Row
from legation.terms import RDF, RDFS, Iri, concept, lgn, source
from legation.view.labels import when

#: So many rows of a section are shown; the question has all.
SHOWN = 50
_SETTLED = ox.DefaultGraph()
_LABEL = ox.NamedNode(RDFS + "label")
#: Languages in which names may stand in an answer; a text of none may be any of them.
_LANGUAGES = ("en", "vi", "")
_LOCALES = {"en": "en_GB", "vi": "vi"}

#: A cell: one thing or several.
Cell = tuple[Word, ...]


@dataclass(slots=True)
class Table:
    """A table: a caption or none, the columns by name and heading, the rows, and how many there are."""

    columns: list[tuple[str, str]]
    rows: list[list[Cell]]
    total: int
    caption: str = ""
    numbers: frozenset[int] = frozenset()
    summary: str = ""


@dataclass(slots=True)
class Cells:
    """Tells the cells of one fact; ``teller`` knows the store and the reader's language."""

    teller: Teller
    say: Mapping[str, str]
    _titles: dict[str, Word] = field(default_factory=dict)
    _called: dict[tuple[str, str], Word | None] = field(default_factory=dict)

    def table(
        self, rows: Sequence[Row], fact: str, columns: Mapping[str, str], **told: Any
    ) -> Table:
        """Return rows as a table; a column that is empty in all of them is left out."""
        cells = [
            [self.cell(row, fact, name, how) for name, how in columns.items()]
            for row in rows[: told.pop("shown", SHOWN)]
        ]
        kept = [n for n in range(len(columns)) if any(line[n] for line in cells)]
        names = list(columns)
        hows = list(columns.values())
        return Table(
            columns=[(names[n], self.heading(names[n])) for n in kept],
            rows=[[line[n] for n in kept] for line in cells],
            total=len(rows),
            numbers=frozenset(
                place for place, n in enumerate(kept) if hows[n] in {"number", "amount", "share"}
            ),
            **told,
        )

    def heading(self, name: str) -> str:
        """Return how a column is called."""
        return self.say.get(f"col.{name}", name)

    def cell(self, row: Row, fact: str, name: str, how: str) -> Cell:
        """Return what one column tells of one row."""
        text = row[name]["value"] if name in row else ""
        me = ox.NamedNode(row[fact]["value"])
        kind, _, what = how.partition(" ")
        if kind == "value":
            return tuple(self.values(me, what)) or ((self.name(row[name]),) if text else ())
        if kind == "dated":
            said = when(text, self.language) if text else self.say["undated"]
            return (Word(said, self.teller.places.path(me.value)),)
        if not text:
            return ()
        tell: dict[str, Callable[[], Cell]] = {
            "date": lambda: (Word(when(text, self.language)),),
            "concept": lambda: (Word(self.concept(what, text)),),
            "sources": lambda: tuple(self.source(one) for one in text.split(" ")),
            "fact": lambda: (Word(text, self.teller.places.path(me.value), self.tag(row[name])),),
            "differing": lambda: (
                Word(
                    word(lgn(text.capitalize()), self.language), self.teller.places.path(me.value)
                ),
            ),
            "number": lambda: (Word(self.number(text)),),
            "share": lambda: (Word(self.share(text)),),
            "property": lambda: (Word(word(lgn(text), self.language)),),
            "about": lambda: (self.about(me) or Word(text, "", self.tag(row[name])),),
            "whose": lambda: (self.named(text, self.tag(row[name])) or self.source(text),),
            "said": lambda: (self.said(row, row[name]),),
        }
        return tell[kind]() if kind in tell else (Word(text, "", self.tag(row[name])),)

    @property
    def language(self) -> str:
        """The language of the reader."""
        return self.teller.language

    def tag(self, term: Mapping[str, str]) -> str:
        """Return the language of a text where it is not the reader's."""
        tag = term.get("xml:lang", "")
        return tag if tag != self.language else ""

    def values(self, me: ox.NamedNode, name: str) -> Iterable[Word]:
        """Yield what a fact has as a property, by name."""
        found = self.teller.store.quads_for_pattern(me, ox.NamedNode(lgn(name)), None, _SETTLED)
        for one in sorted((q.object for q in found if isinstance(q.object, ox.NamedNode)), key=str):
            yield self.teller.called(one)

    def concept(self, scheme: str, name: str) -> str:
        """Return a notation in words; one that the vocabulary does not have stays as it is."""
        for known in (scheme, "office", "status"):
            told = word(concept(known, name), self.language)
            if told != name.replace("-", " "):
                return told
        return told

    def about(self, me: ox.NamedNode) -> Word | None:
        """Return the fact that sources disagree on, as the reader calls it."""
        for name in ("fact", "between"):
            for one in self.teller.names.objects(me, name):
                if isinstance(one, ox.NamedNode) and self.teller.names.is_fact(one):
                    return self.teller.called(one)
        return None

    def source(self, name: str) -> Word:
        """Return a source by its short name, with its title; what is none is text."""
        if name not in self._titles:
            me, store = node_or_none(source(self.teller.places.base, name)), self.teller.store
            type_ = ox.NamedNode(RDF + "type")
            known = me and next(store.quads_for_pattern(me, type_, None, _SETTLED), None)
            if me is None or not known:
                self._titles[name] = Word(name)
            else:
                told = title(store, me)
                self._titles[name] = Word(name, self.teller.places.path(me.value), title=told)
        return self._titles[name]

    def named(self, text: str, tag: str = "") -> Word | None:
        """Return what is called so in the graph, as its reader calls it, unless several are."""
        if (text, tag) not in self._called:
            labels = [
                ox.Literal(text, language=code) if code else ox.Literal(text)
                for code in ((tag,) if tag else _LANGUAGES)
            ]
            things = {
                quad.subject
                for one in labels
                for quad in self.teller.store.quads_for_pattern(None, _LABEL, one, _SETTLED)
                if isinstance(quad.subject, ox.NamedNode)
            }
            only = things.pop() if len(things) == 1 else None
            self._called[text, tag] = self.teller.called(only) if only is not None else None
        return self._called[text, tag]

    def name(self, term: Mapping[str, str]) -> Word:
        """Return a name that an answer holds: as the reader calls what has it, else as it is."""
        named = self.named(term["value"], term.get("xml:lang", ""))
        return named or Word(term["value"], "", self.tag(term))

    def said(self, row: Row, term: Mapping[str, str]) -> Word:
        """Return one of two values that differ: a date, a figure, something with a name, or a text."""
        text, about = term["value"], row["on"]["value"] if "on" in row else ""
        if about == "edtf":
            return Word(when(text, self.language))
        if about in {"value", "amount"}:
            return Word(self.number(text))
        concept = node_or_none(lgn(text))
        told = concept and label(folder("vocabularies"), concept, self.language)
        return Word(told) if told else self.name(term)

    def number(self, text: str) -> str:
        """Return a number with its thousands apart."""
        try:
            return str(
                format_decimal(text, locale=_LOCALES[self.language], decimal_quantization=False)
            )
        except (ValueError, ArithmeticError):
            return text

    def share(self, text: str) -> str:
        """Return a share of one in per cent."""
        try:
            return str(format_percent(float(text), locale=_LOCALES[self.language]))
        except ValueError:
            return text


def state_of(store: ox.Store, fact: str, name: str) -> str:
    """Return the code of the state that a fact has as a property, ``""`` for none."""
    quads = store.quads_for_pattern(ox.NamedNode(fact), ox.NamedNode(lgn(name)), None, _SETTLED)
    return next(
        (Iri(q.object.value).local for q in quads if isinstance(q.object, ox.NamedNode)), ""
    )
