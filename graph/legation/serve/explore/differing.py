"""Disagreements looked up one page at a time, where there are too many to be asked for and sorted.

They come in the order of the store, which is none, but the same each time in one version. Their
rows are those of the question ``sources/disagreements``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import pyoxigraph as ox

from legation.network.names import Names, Resource
from legation.serve.explore.asking import Row, Term
from legation.terms import RDF, RDFS, Iri, lgn

_SETTLED = ox.DefaultGraph()
_TYPE = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")
_CONCERNS = ox.NamedNode(lgn("concerns"))
_SOURCE = re.compile(r"^.*/source/([^/]+)(?:/.*)?$")
KINDS = {"contradiction": "Contradiction", "discrepancy": "Discrepancy", "refinement": "Refinement"}

Value = ox.NamedNode | ox.BlankNode | ox.Literal


def counted(store: ox.Store) -> dict[str, int]:
    """Return how many disagreements of each kind there are.

    >>> counted(ox.Store())
    {'contradiction': 0, 'discrepancy': 0, 'refinement': 0}
    """
    found = {}
    for name, kind in KINDS.items():
        rows = store.query(f"SELECT (COUNT(*) AS ?n) {{ ?one a {ox.NamedNode(lgn(kind))} }}")
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - a SELECT
        found[name] = int(next(rows)["n"].value)
    return found


def of_both(store: ox.Store, one: str, other: str) -> list[Row]:
    """Return the rows of all disagreements that concern two states, as the question sorts them.

    >>> of_both(ox.Store(), "https://w3id.org/legation/state/VNM", "https://w3id.org/legation/state/BLR")
    []
    """
    ends = " , ".join(str(ox.NamedNode(iri)) for iri in (one, other))
    rows = store.query(f"SELECT ?me ?kind {{ ?me {_CONCERNS} {ends} ; a ?kind }}")
    assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - a SELECT
    names = {ox.NamedNode(lgn(kind)): name for name, kind in KINDS.items()}
    known = [(names[row[1]], row[0]) for row in rows if row[1] in names]
    look = Differing(store)
    found = [
        row for kind, me in known if isinstance(me, ox.NamedNode) for row in look.rows(kind, me)
    ]

    def place(row: Row) -> list[str]:
        return [
            row[n]["value"] if n in row else "" for n in ("kind", "about", "on", "disagreement")
        ]

    return sorted(found, key=place)


class Differing:
    """Looks up disagreements of a store; ``kind`` is ``""`` for all, ``about`` a state or ``""``."""

    def __init__(self, store: ox.Store, kind: str = "", about: str = "") -> None:
        self.store = store
        self.names = Names(store)
        self.kinds = {kind: KINDS[kind]} if kind else KINDS
        self.about = ox.NamedNode(about) if about else None

    def count(self, most: int) -> int:
        """Return how many there are, counted up to ``most``."""
        return sum(1 for _ in islice(self._all(), most))

    def page(self, first: int, many: int) -> list[Row]:
        """Return the rows of ``many`` disagreements from the one with the number ``first`` on."""
        chosen = islice(self._all(), first, first + many)
        return [row for kind, one in chosen for row in self.rows(kind, one)]

    def _all(self) -> Iterator[tuple[str, ox.NamedNode]]:
        if self.about is None:
            for name, kind in self.kinds.items():
                class_ = ox.NamedNode(lgn(kind))
                for quad in self.store.quads_for_pattern(None, _TYPE, class_, _SETTLED):
                    if isinstance(quad.subject, ox.NamedNode):
                        yield name, quad.subject
            return
        classes = {ox.NamedNode(lgn(kind)): name for name, kind in self.kinds.items()}
        for quad in self.store.quads_for_pattern(None, _CONCERNS, self.about, _SETTLED):
            if isinstance(me := quad.subject, ox.NamedNode):
                types = self.store.quads_for_pattern(me, _TYPE, None, _SETTLED)
                found = {classes[t.object] for t in types if t.object in classes}  # type: ignore[index]
                yield from ((name, me) for name in sorted(found))

    def rows(self, kind: str, me: ox.NamedNode) -> Iterator[Row]:
        """Yield what a disagreement tells: of two figures, or of the value kept and each one lost."""
        told: dict[str, Term] = {"kind": _text(kind), "disagreement": _term(me)}
        for name, column in (("delta", "difference"), ("deltaShare", "share")):
            if found := self._first(me, name):
                told[column] = _term(found)
        if about := self._first(me, "onProperty"):
            told["on"] = _text(Iri(about.value).local)
        sides = self.names.objects(me, "between")
        kept, fact = self._first(me, "kept"), self._first(me, "fact")
        if kept is None:
            yield from self._figures(told, [s for s in sides if not isinstance(s, ox.Literal)])
            return
        told |= {"firstBy": _text(_source(kept)), "first": self._said(me, "keptValue")}
        if fact is not None and not isinstance(fact, ox.Literal):
            told |= self._called(fact)
        lost = [one for one in sides if one != kept]
        for one in lost:
            second = {"secondBy": _text(_source(one)), "second": self._said(me, "lostValue")}
            yield told | second

    def _figures(self, told: Mapping[str, Term], facts: list[Resource]) -> Iterator[Row]:
        sides = [
            (amount, fact) for fact in facts if (amount := self._first(fact, "amount")) is not None
        ]
        sides.sort(key=lambda side: (float(side[0].value), side[1].value))
        if len(sides) < 2:
            return
        (less, one), (more, other) = sides[0], sides[-1]
        yield {
            **told,
            **self._called(one),
            "first": _term(less),
            "firstBy": self._whose(one),
            "second": _term(more),
            "secondBy": self._whose(other),
        }

    def _whose(self, fact: Resource) -> Term:
        whose = self._first(fact, "authority")
        if whose is None:
            return _text("")
        label = None if isinstance(whose, ox.Literal) else self._label(whose)
        return _term(label) if label else _text(_source(whose))

    def _said(self, me: Resource, name: str) -> Term:
        """Return a value: a thing by its label, else by the last part of its IRI."""
        value = self._first(me, name)
        if value is None or isinstance(value, ox.Literal):
            return _text("") if value is None else _term(value)
        label = self._label(value)
        return _term(label) if label else _text(Iri(value.value).local)

    def _called(self, fact: Resource) -> dict[str, Term]:
        label = self._label(fact)
        return {"about": _term(label)} if label else {}

    def _label(self, me: Resource) -> ox.Literal | None:
        quads = self.store.quads_for_pattern(me, _LABEL, None, _SETTLED)
        return min((q.object for q in quads if isinstance(q.object, ox.Literal)),
                   key=str, default=None)  # fmt: skip

    def _first(self, me: Resource, name: str) -> Value | None:
        return next(iter(self.names.objects(me, name)), None)


def _source(iri: Value) -> str:
    return _SOURCE.sub(r"\1", iri.value)


def _text(text: str) -> Term:
    return {"type": "literal", "value": text}


def _term(term: Value) -> Term:
    if isinstance(term, ox.Literal):
        tag = {"xml:lang": term.language} if term.language else {}
        return {"type": "literal", "value": term.value, **tag}
    return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}
