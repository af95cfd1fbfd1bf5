"""The facts that a network view is about, read once from the settled graph and kept for a while.

Everything a view can be asked for (kinds, years, ranks, offices, sources, bundles) is worked out
from these records, so that a change of the view asks nothing of the store but names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pyoxigraph as ox

from legation.facts.kinds import vocabulary
from legation.network.names import Names, Resource
from legation.terms import LGN, RDF, Iri, lgn, notation

#: How many facts are read for a view that is about no entity; of more, none is.
MOST_WHOLE = 30_000
#: A fact of more states than this is a crowd: it joins those asked about, not all with each other.
PARTIES = 8
_SETTLED = ox.DefaultGraph()
_TYPE = ox.NamedNode(RDF + "type")
_DERIVED = {"involves", "affects"}
DISAGREEMENTS = {"Contradiction", "Discrepancy", "Refinement"}
_SILENT = {"status", "memberKind", "rank", "statedIn", "flow", "measure"}
_AGREEMENT, _SIGNATURE = ox.NamedNode(lgn("agreement")), "signature"
#: Statuses of what has not happened, or not yet.
AHEAD = frozenset({"planned", "upcoming", "postponed", "cancelled", "drafting"})
_OF = ("actsFor", "postOf", "locatedIn", "accreditedTo", "memberState")


@dataclass(frozen=True, slots=True)
class Fact:
    """One settled fact as a view needs it; ``first`` and ``last`` are years, ``None`` if open.

    ``crowd`` tells that very many states are involved, as in a multilateral agreement; ``step`` is
    the kind of the treaty action whose date an agreement has.
    """

    iri: str
    kind: str
    roles: tuple[tuple[str, str], ...]
    edtf: str = ""
    first: int | None = None
    last: int | None = None
    status: str = ""
    rank: str = ""
    aspect: str = ""
    offices: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    disputes: tuple[str, ...] = ()
    crowd: bool = False
    step: str = ""

    @property
    def others(self) -> list[str]:
        """The IRIs of all who play a part, each once, in the order of the roles."""
        return list(dict.fromkeys(iri for _, iri in self.roles))


class Signed(NamedTuple):
    """When an agreement was signed, and by which action that is known; ``step`` is empty for none."""

    edtf: str = ""
    first: int | None = None
    last: int | None = None
    step: str = ""


@dataclass(slots=True)
class Scope:
    """Some entities and the facts between or around them; ``left_out`` counts what was too much.

    ``cut`` says that there are so many facts that nobody counted. With ``light`` they were read
    lightly, and that reader reads one whole; ``is_filled`` says that ranks, offices and sources
    are known nevertheless.
    """

    store: ox.Store
    focus: tuple[str, ...]
    facts: list[Fact] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    quarrels: dict[str, str] = field(default_factory=dict)
    left_out: int = 0
    cut: bool = False
    light: Reader | None = None
    is_filled: bool = False
    _of: dict[str, str] = field(default_factory=dict)

    def whole(self, fact: Fact) -> Fact:
        """Return a fact with all that a view can show of it."""
        if self.light is None:
            return fact
        return replace(self.light.fact(ox.NamedNode(fact.iri)) or fact, disputes=fact.disputes)

    def of(self, iri: str) -> str:
        """Return the state that a person, post or committee belongs to, ``""`` for none."""
        if iri not in self._of:
            names, me = Names(self.store), ox.NamedNode(iri)
            self._of[iri] = next((found for p in _OF if (found := names.value(me, p))), "")
        return self._of[iri]


class Reader:
    """Reads facts of one store as records."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.names = Names(store)
        self.kinds = vocabulary().kinds
        self.quarrels: dict[str, str] = {}
        self.offices: dict[str, str] = {}
        self.entities: dict[str, str] = {}
        self.cut = False

    def pointing(self, node: Resource) -> set[ox.NamedNode]:
        """Return what points to a node in the settled graph, facts and others."""
        quads = self.store.quads_for_pattern(None, None, node, _SETTLED)
        return {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    def all_facts(self, kinds: frozenset[str]) -> set[ox.NamedNode]:
        """Return every fact of the graph, or of some kinds; none if they are too many for a picture."""
        found: set[ox.NamedNode] = set()
        for kind in sorted(set(self.kinds) & kinds or self.kinds):
            class_ = ox.NamedNode(lgn(kind))
            for quad in self.store.quads_for_pattern(None, _TYPE, class_, _SETTLED):
                if isinstance(quad.subject, ox.NamedNode):
                    found.add(quad.subject)
                if len(found) > MOST_WHOLE:
                    self.cut = True
                    return set()
        return found

    def scope(self, focus: tuple[str, ...], nodes: Iterable[ox.NamedNode]) -> Scope:
        """Read the facts among some nodes, and the facts that are about these facts."""
        facts: dict[str, Fact] = {}
        waiting = sorted(nodes, key=lambda node: node.value)
        known = set(waiting)
        while waiting:
            again: list[ox.NamedNode] = []
            for node in waiting:
                fact = self.fact(node)
                if fact is None:
                    continue
                disputes: list[str] = []
                for other in self.pointing(node) if focus else ():
                    if kind := self.quarrel(other):
                        disputes.append(other.value)
                        self.quarrels[other.value] = kind
                    elif other not in known:
                        known.add(other)
                        again.append(other)
                facts[fact.iri] = replace(fact, disputes=tuple(sorted(disputes)))
            waiting = sorted(again, key=lambda node: node.value)
        ordered = sorted(facts.values(), key=newest)
        return Scope(
            self.store,
            focus,
            ordered,
            self.entities,
            self.quarrels,
            cut=self.cut,
        )

    def quarrel(self, node: ox.NamedNode) -> str:
        """Return the kind of a disagreement, ``""`` for anything else."""
        for quad in self.store.quads_for_pattern(node, _TYPE, None, _SETTLED):
            name = Iri(quad.object.value).local if isinstance(quad.object, ox.NamedNode) else ""
            if name in DISAGREEMENTS:
                return name
        return ""

    def fact(self, node: ox.NamedNode) -> Fact | None:
        """Return the record of a fact, ``None`` for any other node."""
        kind = ""
        literals: dict[str, str] = {}
        concepts: dict[str, str] = {}
        stated: list[tuple[str, str]] = []
        derived: list[tuple[str, str]] = []
        sources, offices = set(), set()
        for quad in self.store.quads_for_pattern(node, None, None, _SETTLED):
            iri, value = quad.predicate.value, quad.object
            if not iri.startswith(LGN):
                if iri == _TYPE.value and isinstance(value, ox.NamedNode):
                    name = value.value.removeprefix(LGN)
                    kind = name if name in self.kinds else kind
                continue
            name = iri.removeprefix(LGN)
            if isinstance(value, ox.Literal):
                literals.setdefault(name, value.value)
            elif not isinstance(value, ox.NamedNode):
                continue
            elif name == "statedIn":
                sources.add(value.value)
            elif name in _SILENT:
                concepts[name] = value.value
            elif found := self.names.kind(value):
                if found not in self.kinds:
                    self.entities[value.value] = found
                (derived if name in _DERIVED else stated).append((name, value.value))
                if name in {"capacity", "post"}:
                    offices.add(self.office(value))
        if not kind:
            return None
        told = {iri for _, iri in stated}
        roles = sorted({*stated, *((n, iri) for n, iri in derived if iri not in told)})
        first, last = years(literals)
        dated = Signed()
        if kind == "Agreement" and first is None and last is None:
            dated = self.signed(node)
            first, last = dated.first, dated.last
        return Fact(
            node.value,
            kind,
            tuple(roles),
            dated.edtf or literals.get("edtf", "") or literals.get("signedYear", ""),
            first,
            last,
            notation(concepts.get("status", "")),
            notation(concepts.get("rank", "")),
            concepts.get("flow", "") or concepts.get("measure", ""),
            frozenset(offices - {""}),
            frozenset(sources),
            crowd=sum(name == "involves" for name, _ in derived) > PARTIES,
            step=dated.step,
        )

    def signed(self, agreement: ox.NamedNode) -> Signed:
        """Return when an agreement was signed, or else the first that is told to have been done with it.

        What is only planned dates nothing.
        """
        found: list[tuple[bool, str, Signed]] = []
        for quad in self.store.quads_for_pattern(None, _AGREEMENT, agreement, _SETTLED):
            told: dict[str, str] = {}
            for its in self.store.quads_for_pattern(quad.subject, None, None, _SETTLED):
                if isinstance(its.object, ox.Literal | ox.NamedNode):
                    told[its.predicate.value.removeprefix(LGN)] = its.object.value
            first, last = years(told)
            day = told.get("earliest") or told.get("latest")
            if day and notation(told.get("status", "")) not in AHEAD:
                step = notation(told.get("action", ""))
                dated = Signed(told.get("edtf", ""), first, last, step or "other")
                found.append((step != _SIGNATURE, day, dated))
        return min(found, key=lambda one: (*one[:2], one[2].edtf))[2] if found else Signed()

    def office(self, post: ox.NamedNode) -> str:
        """Return the kind of office of a post, as its notation."""
        if post.value not in self.offices:
            self.offices[post.value] = notation(self.names.value(post, "officeKind"))
        return self.offices[post.value]


def newest(fact: Fact) -> tuple[int, str]:
    """Return what puts the newest fact first; one without a date comes last."""
    year = fact.last if fact.last is not None else fact.first
    return (9999 - year if year is not None else 99_999, fact.iri)


def years(literals: dict[str, str]) -> tuple[int | None, int | None]:
    """Return the first and the last year of a fact, ``None`` for an end that is open."""
    signed = literals.get("signedYear", "")
    return _year(literals.get("earliest") or signed), _year(literals.get("latest") or signed)


def _year(text: str | None) -> int | None:
    told = (text or "")[:4]
    return int(told) if told.isdigit() else None
