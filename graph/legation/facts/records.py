"""Claims and name forms read back from the named graphs of a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.knowledge import value
from legation.terms import LGN, RDF, Iri
from legation.values.dates import Dating

Term = ox.NamedNode | ox.Literal
_TYPE = RDF + "type"
#: What stands on a claim but is no part of what it states.
_ABOUT_CLAIM = {"kind", "span", "sentence", "claimant", "rule", "uses", "origin", "row"}


@dataclass(frozen=True, slots=True)
class Record:
    """One claim as it stands in a source's graph; values are terms, sorted, by property."""

    iri: str
    source: str
    kind: str
    claimant: str
    rule: str
    issued: str
    values: Mapping[str, tuple[Term, ...]]

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


@dataclass(frozen=True, slots=True)
class Stated:
    """Everything one source states."""

    source: str
    records: tuple[Record, ...]
    forms: tuple[Form, ...]
    about: tuple[ox.Quad, ...]


def sources(store: ox.Store) -> list[str]:
    """Return the IRIs of all sources of a store, sorted.

    >>> sources(ox.Store())
    []
    """
    kind = term("Source")
    found = store.quads_for_pattern(None, node(_TYPE), kind, None)
    return sorted({value(q.subject) for q in found if q.subject == q.graph_name})


def read(store: ox.Store, source: str) -> Stated:
    """Return the claims and name forms of one source, in the order of the document."""
    subjects: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    about: list[ox.Quad] = []
    for quad in store.quads_for_pattern(None, None, None, node(source)):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(
            quad.object, ox.NamedNode | ox.Literal
        ):
            subjects[quad.subject.value][quad.predicate.value].append(quad.object)
            if quad.subject.value == source:
                about.append(quad)
    issued = next((t.value for t in subjects[source][LGN + "issued"]), "")
    of_type: dict[str, list[str]] = defaultdict(list)
    for subject, told in subjects.items():
        for type_ in told[_TYPE]:
            of_type[type_.value].append(subject)
    claims = sorted(of_type[LGN + "Claim"], key=_number)
    return Stated(
        source=source,
        records=tuple(_record(iri, source, issued, subjects[iri]) for iri in claims),
        forms=tuple(_form(iri, source, subjects[iri]) for iri in sorted(of_type[LGN + "NameForm"])),
        about=tuple(sorted(about, key=str)),
    )


def _number(iri: str) -> tuple[int, str]:
    tail = iri.rpartition("/")[2]
    return (int(tail) if tail.isdigit() else 0, iri)


def _record(iri: str, source: str, issued: str, told: Mapping[str, list[Term]]) -> Record:
    own = dict(_own(told))
    return Record(
        iri=iri,
        source=source,
        kind=Iri(own["kind"][0].value).local,
        claimant=own["claimant"][0].value if "claimant" in own else source,
        rule=own["rule"][0].value if "rule" in own else "",
        issued=issued,
        values={name: terms for name, terms in own.items() if name not in _ABOUT_CLAIM},
    )


def _own(told: Mapping[str, list[Term]]) -> Iterator[tuple[str, tuple[Term, ...]]]:
    for predicate, terms in sorted(told.items()):
        if predicate.startswith(LGN):
            yield predicate.removeprefix(LGN), tuple(sorted(terms, key=str))


def _form(iri: str, source: str, told: Mapping[str, list[Term]]) -> Form:
    def one(name: str) -> str:
        return next((t.value for t in told.get(LGN + name, [])), "")

    text = told[LGN + "text"][0]
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
