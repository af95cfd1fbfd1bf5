"""Tell all that the graph knows of an entity or a fact, with the sentences behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import fill
from typing import Any

import pyoxigraph as ox

from legation.ask.naming import find
from legation.identity import reference
from legation.knowledge import plain
from legation.store.engine import query as ask
from legation.terms import DEFAULT_BASE, Iri
from legation.values.calm import calm
from legation.view.details import details

_FACTS = """SELECT DISTINCT ?fact ?earliest { ?fact ?role ?thing ; lgn:statedIn ?source
  OPTIONAL { ?fact lgn:earliest ?earliest } } ORDER BY ?earliest ?fact"""
_FORMS = """SELECT ?text ?language ?source ?title {
  GRAPH ?identity { ?form lgn:sameEntity ?thing } GRAPH ?source { ?form lgn:text ?text }
  BIND(LANG(?text) AS ?language) OPTIONAL { ?source dct:title ?title } } ORDER BY ?text ?source"""
_LINE = 96


@dataclass(frozen=True, slots=True)
class Shown:
    """An entity or a fact with its name forms, its facts, and the claims behind each."""

    iri: str
    told: dict[str, Any]
    forms: tuple[dict[str, str], ...] = ()
    facts: tuple[dict[str, Any], ...] = field(default=())

    def text(self) -> str:
        """Return all of it as text for a terminal."""
        return calm("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        yield f"{self.told['label']} — {self.told['kind']}"
        yield f"<{self.iri}>"
        names = [n for n in self.told.get("names", []) if n not in {f["text"] for f in self.forms}]
        if names:
            yield from _wrapped(f"also: {', '.join(names)}")
        for form in self.forms:
            yield f"written {form['text']!r} in {form.get('title') or Iri(form['source']).local}"
        if "claims" in self.told:
            yield from _fact(self.told, "")
        for fact in self.facts:
            yield ""
            yield f"• {fact['label']}"
            yield from _fact(fact, "  ")


def show(store: ox.Store, name: str, language: str = "en", base: str = DEFAULT_BASE) -> Shown:
    """Return an entity with its facts, or a fact; each with the sentences it rests on.

    Raises
    ------
    UnknownName
        Nothing in the graph is called so; the nearest names are told.

    """
    iri = find(store, name, base)
    node = ox.NamedNode(iri)
    told = details(store, [iri], language).get(iri)
    if told is None:
        told = {"label": reference.label(iri, language), "kind": Iri(iri).local, "names": []}
    if "claims" in told:
        return Shown(iri, told)
    bound = {"thing": node}
    forms = _bound(store, _FORMS.replace("SELECT", "SELECT ?thing", 1), bound)
    rows = _bound(store, _FACTS.replace("DISTINCT", "DISTINCT ?thing", 1), bound)
    known = details(store, [row["fact"] for row in rows], language)
    facts = [known[row["fact"]] for row in rows if row["fact"] in known]
    return Shown(iri, told, tuple(forms), tuple(facts))


def _bound(store: ox.Store, query: str, values: dict[str, ox.NamedNode]) -> list[dict[str, str]]:
    solutions = ask(store, query, values)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("a SELECT was expected")
    names = [v.value for v in solutions.variables]
    rows = ({n: plain(row[n]) for n in names} for row in solutions)
    return [{n: v for n, v in row.items() if v is not None} for row in rows]


def _fact(fact: dict[str, Any], indent: str) -> Iterator[str]:
    if fact["date"]:
        yield f"{indent}  {fact['date']}"
    for name, value, *_ in fact["values"]:
        yield from _wrapped(f"{name}: {value}", indent + "  ")
    for claim in fact["claims"]:
        view = f"; according to {claim['claimant']}" if claim["claimant"] else ""
        yield f"{indent}  ← {claim['title'] or claim['source']}, {claim['date'] or 'no date'}{view} [{claim['rule']}]"
        if claim["withheld"]:
            yield f"{indent}    (text withheld by the policy of the source; {claim['where']})"
        for text in claim["text"]:
            yield from _wrapped(f"“{' '.join(text.split())}”", indent + "    ")
    for found in fact["disagreements"]:
        sides = "; ".join(" ".join(filter(None, side[:2])) for side in found["sides"])
        told = f"≠ {found['kind']}, {found['on']}: {sides}"
        yield from _wrapped(", ".join(filter(None, (told, found["size"]))), indent + "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return fill(text, _LINE, initial_indent=indent, subsequent_indent=indent + "  ").splitlines()
