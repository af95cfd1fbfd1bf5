"""Claims and name forms read back from the named graphs of a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.knowledge import value
from legation.terms import LGN, RDF, Iri
from legation.values.dates import Dating

Term = ox.NamedNode | ox.Literal
_TYPE, _CLAIM = node(RDF + "type"), term("Claim")
#: What stands on a claim and no fact takes from it: how it was read, its words, days that its date gives.
NOT_SETTLED = frozenset(
    [
        "kind",
        "span",
        "sentence",
        "claimant",
        "rule",
        "uses",
        "origin",
        "row",
        "asWritten",
        "worded",
        "earliest",
        "startBy",
        "endFrom",
        "latest",
    ]
)


@dataclass(frozen=True, slots=True)
class Record:
    """One claim as it stands in a source's graph; values are terms, sorted, by property.

    Only what a fact may take from it is there, and the publication it was taken from, if any.
    """

    iri: str
    source: str
    kind: str
    issued: str
    values: Mapping[str, tuple[Term, ...]]
    origin: str = ""

    def one(self, name: str) -> str:
        """Return the first value of a property as a string, or nothing."""
        found = self.values.get(name, ())
        return found[0].value if found else ""

    @property
    def dating(self) -> Dating | None:
        """The date of what the claim speaks of, if it states one."""
        edtf = self.one("edtf")
        return Dating.parse(edtf) if edtf else None

    def with_values(self, values: Mapping[str, tuple[Term, ...]]) -> Record:
        """Return this claim with other values."""
        return replace(self, values=values)


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """One name form as it stands in a source's graph; ``of`` holds codes of states."""

    iri: str
    source: str
    type: str
    text: str
    language: str
    of: tuple[str, ...]
    detail: str
    latin: str
    known: str


def sources(store: ox.Store) -> list[str]:
    """Return the IRIs of all sources of a store, sorted.

    >>> sources(ox.Store())
    []
    """
    found = store.quads_for_pattern(None, _TYPE, term("Source"), None)
    return sorted({value(q.subject) for q in found if q.subject == q.graph_name})


def described(store: ox.Store, source: str) -> list[ox.Quad]:
    """Return what is known of a source itself."""
    return sorted(store.quads_for_pattern(node(source), None, None, node(source)), key=str)


def claims(store: ox.Store, source: str) -> Iterator[Record]:
    """Yield the claims of one source, in no order, one at a time."""
    graph = node(source)
    issued = _issued(store, graph)
    for quad in store.quads_for_pattern(None, _TYPE, _CLAIM, graph):
        yield record(value(quad.subject), source, issued, _told(store, quad.subject, graph))


def claim(store: ox.Store, iri: str) -> Record | None:
    """Return one claim, whichever source states it; nothing if none does."""
    me = node(iri)
    for quad in store.quads_for_pattern(me, _TYPE, _CLAIM, None):
        graph = quad.graph_name
        if isinstance(graph, ox.NamedNode):
            return record(iri, graph.value, _issued(store, graph), _told(store, me, graph))
    return None


def forms(store: ox.Store, source: str) -> list[Form]:
    """Return the name forms of one source, sorted."""
    graph = node(source)
    found = store.quads_for_pattern(None, _TYPE, term("NameForm"), graph)
    return sorted(form(value(q.subject), source, _told(store, q.subject, graph)) for q in found)


def _issued(store: ox.Store, source: ox.NamedNode) -> str:
    for quad in store.quads_for_pattern(source, term("issued"), None, source):
        return value(quad.object)
    return ""


def _told(store: ox.Store, me: object, graph: ox.NamedNode) -> dict[str, list[Term]]:
    """Return the values of a node of a source by property of legation, each list sorted."""
    found: dict[str, list[Term]] = {}
    for quad in store.quads_for_pattern(me, None, None, graph):  # type: ignore[arg-type]
        predicate = quad.predicate.value
        if predicate.startswith(LGN) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            found.setdefault(predicate[len(LGN) :], []).append(quad.object)
    for terms in found.values():
        if len(terms) > 1:
            terms.sort(key=str)
    return found


def record(iri: str, source: str, issued: str, told: Mapping[str, list[Term]]) -> Record:
    """Return a claim of which all values are known, each list sorted."""
    return Record(
        iri=iri,
        source=source,
        kind=Iri(told["kind"][0].value).local,
        issued=issued,
        values={name: tuple(told[name]) for name in sorted(told) if name not in NOT_SETTLED},
        origin=next((t.value for t in told.get("origin", ())), ""),
    )


def form(iri: str, source: str, told: Mapping[str, list[Term]]) -> Form:
    """Return a name form of which all values are known, each list sorted."""

    def one(name: str) -> str:
        return next((t.value for t in told.get(name, [])), "")

    text = told["text"][0]
    codes = (Iri(one(name)).local for name in ("nameOf", "nameIn"))
    return Form(
        iri=iri,
        source=source,
        type=Iri(one("nameType")).local,
        text=text.value,
        language=(text.language or "") if isinstance(text, ox.Literal) else "",
        of=tuple(code for code in codes if code),
        detail=one("nameDetail"),
        latin=one("latin"),
        known=one("names"),
    )
