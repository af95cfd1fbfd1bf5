"""What the rules of ``ontology/rules`` add to the settled graph.

A rule about facts sees what a fact and the things it names point to by the properties that such
rules name, no figures and no dates. So facts that point to the same things are given the same, and
a rule runs once for all of them. A rule about anything else runs over the whole graph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.identity.keys import POINTS_TO_FACT
from legation.knowledge import folder, select, value
from legation.resources import texts
from legation.settle.choose import Settled
from legation.terms import PREFIXES, RDF

_A, _STATED_IN = node(RDF + "type"), term("statedIn")
_SETTLED = ox.DefaultGraph()
_OF_FACTS = re.compile(r"CONSTRUCT\s*\{\s*\?fact\s")
_ANY_PROPERTY, _PROPERTY = re.compile(r"\?fact\s+\?"), re.compile(r"\blgn:(\w+)")
_ANY = node("urn:legation:source")

Shape = tuple[str, ...]
_Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
#: What a fact is given, and the same as text after its IRI.
Given = tuple[tuple[tuple[ox.NamedNode, _Object], ...], tuple[str, ...]]


@cache
def _rules() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rules about facts, and all others."""
    all_ = texts("ontology", "rules", ".rq").values()
    own = tuple(r for r in all_ if _OF_FACTS.search(r))
    return own, tuple(r for r in all_ if r not in own)


@cache
def _is_seen(name: str) -> bool:
    """Tell whether a rule about facts looks at a property of theirs."""
    own, _ = _rules()
    return any(_ANY_PROPERTY.search(r) or name in _PROPERTY.findall(r) for r in own)


@cache
def _classes() -> tuple[ox.NamedNode, ...]:
    """Return the classes that a kind of office gives its holders, from the vocabularies."""
    rows = select(folder("vocabularies"), "SELECT DISTINCT ?c { ?office lgn:holderClass ?c }")
    return tuple(node(row["c"]) for row in rows)


class World:
    """What facts name, and facts that others point to; ``describe`` yields what is known of an IRI."""

    def __init__(self, describe: Callable[[str], Iterable[ox.Quad]]) -> None:
        self._describe = describe
        self._store = ox.Store()
        self._described: set[str] = set()
        self._given: dict[Shape, Given] = {}

    def derive(self, facts: Sequence[Settled], pointed_at: Collection[str]) -> dict[str, Given]:
        """Return what the rules add to facts; those ``pointed_at`` are kept for the ones that follow."""
        shapes = {fact.iri: _shape(fact) for fact in facts}
        first: dict[Shape, Settled] = {}
        for fact in facts:
            if shapes[fact.iri] not in self._given:
                first.setdefault(shapes[fact.iri], fact)
        given = self._run(first)
        self._given |= {shape: found for shape, found in given.items() if _lasts(first[shape])}
        out = {}
        for fact in facts:
            shape = shapes[fact.iri]
            out[fact.iri] = self._given[shape] if shape in self._given else given[shape]
            if fact.iri in pointed_at:
                me = node(fact.iri)
                self._store.extend(_pointers(fact))
                self._store.extend(ox.Quad(me, p, o, _SETTLED) for p, o in out[fact.iri][0])
                self._described.add(fact.iri)
        return out

    def learn(self, quads: Iterable[ox.Quad]) -> None:
        """Take something up that is known of what facts name."""
        told = list(quads)
        self._store.extend(told)
        for quad in told:
            if isinstance(quad.object, ox.NamedNode):
                self._know(quad.object.value)

    def _run(self, first: Mapping[Shape, Settled]) -> dict[Shape, Given]:
        """Run the rules over one fact of each shape, until they add nothing more."""
        memory = self._store
        mine: set[ox.Quad] = set()
        for fact in first.values():
            for _, told in _told(fact):
                self._know(told.value)
            mine.update(_pointers(fact))
            mine.add(ox.Quad(node(fact.iri), _STATED_IN, _ANY, _SETTLED))
        memory.extend(mine)
        facts = {fact.iri for fact in first.values()}
        added: dict[str, list[tuple[ox.NamedNode, _Object]]] = {iri: [] for iri in facts}
        size = -1
        while size != len(mine):
            size = len(mine)
            for rule in _rules()[0]:
                for quad in _results(memory, rule):
                    if quad not in mine:
                        mine.add(quad)
                        memory.add(quad)
                        added[value(quad.subject)].append((quad.predicate, quad.object))
        for quad in mine:
            memory.remove(quad)
        return {
            shape: (tuple(added[fact.iri]), tuple(f" {p} {o} .\n" for p, o in added[fact.iri]))
            for shape, fact in first.items()
        }

    def _know(self, iri: str) -> None:
        todo = [iri]
        while todo:
            one = todo.pop()
            if one not in self._described:
                self._described.add(one)
                quads = list(self._describe(one))
                self._store.extend(quads)
                todo += [q.object.value for q in quads if isinstance(q.object, ox.NamedNode)]


def derive_others(store: ox.Store) -> None:
    """Run the rules that are not about facts over a store, and take out what they no longer give.

    They tell the class of an entity, so what they gave before is known by its object.
    """
    for rule in _rules()[1]:
        wanted = set(_results(store, rule))
        for class_ in _classes():
            for quad in list(store.quads_for_pattern(None, _A, class_, _SETTLED)):
                if quad not in wanted:
                    store.remove(quad)
        store.extend(wanted)


def _results(store: ox.Store, rule: str) -> Iterator[ox.Quad]:
    found = store.query(rule, prefixes=PREFIXES)
    if isinstance(found, ox.QueryTriples):
        for triple in list(found):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, _SETTLED)


def _told(fact: Settled) -> Iterator[tuple[str, ox.NamedNode]]:
    """Yield what a fact points to, as far as a rule sees it."""
    for name, terms in fact.values.items():
        if _is_seen(name):
            for told in terms:
                if isinstance(told, ox.NamedNode):
                    yield name, told


def _shape(fact: Settled) -> Shape:
    """Return all that a rule sees of a fact."""
    return (fact.kind, *[f"{name} {told.value}" for name, told in _told(fact)])


def _lasts(fact: Settled) -> bool:
    """Tell whether other facts may well have the shape of a fact."""
    return not POINTS_TO_FACT & fact.values.keys()


def _pointers(fact: Settled) -> Iterator[ox.Quad]:
    me = node(fact.iri)
    yield ox.Quad(me, _A, term(fact.kind), _SETTLED)
    for name, told in _told(fact):
        yield ox.Quad(me, term(name), told, _SETTLED)
