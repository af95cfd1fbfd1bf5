"""Claims become facts: matched, called something, settled and written, bucket by bucket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from legation.facts.kinds import Kind, vocabulary
from legation.facts.quads import literal, node, term
from legation.facts.records import Record
from legation.identity import reference
from legation.identity.entities import Doubt, Entity, Resolution
from legation.identity.judgements import Judgements
from legation.identity.keys import POINTS_TO_FACT
from legation.identity.matching import match
from legation.identity.minting import mint
from legation.knowledge import value
from legation.settle import posts
from legation.settle.choose import Settled
from legation.settle.choose import settle as choose
from legation.settle.derived import Given, World
from legation.settle.figures import discrepancies, spreads
from legation.settle.names import Names
from legation.settle.scope import Scope, points_to_claim, translated
from legation.settle.used import descriptions, members
from legation.settle.writing import (
    discrepancy_lines,
    dispute_lines,
    entity_quads,
    fact_lines,
    form_quads,
    lines,
    review_quads,
    spread_lines,
)
from legation.terms import DCT, special, state

_ABOUT, _STATED_IN, _INVOLVES = term("about"), term("statedIn"), term("involves")
_TITLE = node(DCT + "title")
_SETTLED = ox.DefaultGraph()


@dataclass
class Work:
    """Settles the claims of a scope; ``used`` is all that facts, entities and sources name."""

    store: ox.Store
    base: str
    now: Resolution
    judged: Judgements
    scope: Scope
    retired: dict[str, str]
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._identity = node(special(self.base, "identity"))
        self._entities = {entity.iri: entity for entity in self.now.entities}
        self._places = {
            e.iri: state(e.of[0]) for e in self.now.entities if e.type == "Place" and e.of
        }
        self._names = Names(self.store, self.now.entities)
        self._world = World(_describing(self.store, self._entities))
        self._moved = dict(self.now.moved)
        self._gone: dict[str, str] = dict(self.now.moved)
        self._doubts: list[Doubt] = list(self.now.doubts)
        self._about: dict[str, str] = {}
        self._pointed_at: set[str] = set()
        self._unions: set[str] = set()
        self._minted: set[str] = set(self._entities)
        self._later: list[tuple[str, tuple[Record, ...]]] = []
        self._nothing_settled = not any(self.store.quads_for_pattern(None, None, None, _SETTLED))

    def quads(self, entities: Iterable[Entity], about: Iterable[ox.Quad]) -> Iterator[str]:
        """Yield all that the claims, ``entities`` and what is known ``about`` sources give, as N-Quads."""
        for entity in entities:
            yield lines(self._using(entity_quads(entity)))
            yield lines(form_quads(entity, self._identity))
        about = list(about)
        for quad in about:
            if quad.predicate == _TITLE:
                self._names.titles[value(quad.subject)] = value(quad.object)
        yield lines(self._using(ox.Quad(q.subject, q.predicate, q.object) for q in about))
        for kind in _in_order():
            for bucket in self.scope.spill.buckets(kind.name):
                yield from self._bucket(kind, bucket)
        yield from self._facts([self._choose(iri, group) for iri, group in self._later])
        yield lines(descriptions(self.used, self._unions))
        for old, new in sorted((self.retired | self._gone).items()):
            if not self._is_live(old):
                yield f"<{old}> <{DCT}isReplacedBy> <{new}> {self._identity} .\n"
        for doubt in self._doubts:
            yield lines(review_quads(doubt, self.base, self._identity))

    def _bucket(self, kind: Kind, claims: Iterable[Record]) -> Iterator[str]:
        """Settle all claims of a kind that may speak of the same facts."""
        scope = self.scope
        records = [self._pointing(self._signed(record)) for record in claims]
        matched = match(kind, records, scope.stand_ins, self.judged)
        found = mint(kind, matched.groups, self.base, scope.before, self._moved, self._is_taken)
        self._moved |= found.retired
        self._gone |= found.retired
        self._doubts += matched.doubts
        if scope.before:
            self._minted |= found.groups.keys()
        about = f"> {_ABOUT} <"
        end = f"> {self._identity} .\n"
        yield "".join([f"<{claim}{about}{iri}{end}" for claim, iri in found.about.items()])
        for claim in scope.points & found.about.keys():
            self._about[claim] = found.about[claim]
            self._pointed_at.add(found.about[claim])
        if kind.name in self.judged.kinds:
            for claim, told in self.judged.over_claims(records, kind.name).reasons.items():
                for reason in dict.fromkeys(told):
                    yield f"<{claim}> {term('reason')} {literal(reason)} {self._identity} .\n"
        facts = []
        for iri, group in found.groups.items():
            if scope.points and any(self._is_open(record) for record in group):
                self._later.append((iri, group))
            else:
                facts.append(self._choose(iri, group))
        yield from self._facts(facts)

    def _choose(self, iri: str, group: Iterable[Record]) -> Settled:
        return choose(iri, [self._pointing(record) for record in group], self._is_inside)

    def _facts(self, facts: list[Settled]) -> Iterator[str]:
        for fact in facts:
            if fact.iri in self._pointed_at:
                self._names.facts[fact.iri] = fact
            told = {t for name in ("party", "subject") for t in fact.values.get(name, ())}
            unions = {t.value for t in told if isinstance(t, ox.NamedNode)}
            for union in sorted(unions - self._unions):
                if states := list(members(union)):
                    self._unions.add(union)
                    self._world.learn(states)
        named = {t for fact in facts for terms in fact.values.values() for t in terms}
        self.used.update(t.value for t in named if isinstance(t, ox.NamedNode))
        for fact in facts:
            yield fact_lines(fact, self._names)
        derived = self._world.derive(facts, self._pointed_at)
        yield "".join([f"<{iri}>{tail}" for iri, (_, tails) in derived.items() for tail in tails])
        for fact in facts:
            if fact.disputes:
                yield from dispute_lines(fact, self.base, _involved(derived[fact.iri]))
        for found in discrepancies(facts, self.base):
            yield discrepancy_lines(found, _involved(derived[found.smaller]))
        for spread in spreads(facts, self.base):
            yield spread_lines(spread)

    def _using(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        for quad in quads:
            if isinstance(quad.object, ox.NamedNode):
                self.used.add(quad.object.value)
            yield quad

    def _signed(self, record: Record) -> Record:
        """Return an agreement with the year of its signature: it tells agreements apart."""
        year = self.scope.signed.get(record.iri) if record.kind == "Agreement" else None
        return (
            record.with_values({**record.values, "signedYear": (literal(year),)})
            if year
            else record
        )

    def _pointing(self, record: Record) -> Record:
        """Return a claim that points to facts where it points to claims, as far as these are known."""
        if not self.scope.points:
            return record
        told = {
            t.value: fact
            for terms in record.values.values()
            for t in terms
            if points_to_claim(t) and (fact := self._fact(t.value))
        }
        return translated(record, told) if told else record

    def _is_open(self, record: Record) -> bool:
        """Tell whether a claim points to another of which it is not known yet which fact it is about."""
        return any(
            points_to_claim(t) and not self._fact(t.value)
            for terms in record.values.values()
            for t in terms
        )

    def _fact(self, claim: str) -> str:
        """Return the fact that a claim is about: settled just now, or not settled again."""
        if claim in self._about:
            return self._about[claim]
        for quad in self.store.quads_for_pattern(node(claim), _ABOUT, None, self._identity):
            return value(quad.object)
        return ""

    def _is_inside(self, place: str, other: str) -> bool:
        return other in {self._places.get(place), reference.seat_state(place)}

    def _is_taken(self, iri: str) -> bool:
        """Tell whether a fact that is not settled again has an IRI."""
        if self._nothing_settled:
            return False
        return any(self.store.quads_for_pattern(node(iri), None, None, _SETTLED))

    def _is_live(self, iri: str) -> bool:
        return iri in self._minted or self._is_taken(iri)


def _describing(
    store: ox.Store, entities: Mapping[str, Entity]
) -> Callable[[str], Iterable[ox.Quad]]:
    """Return what tells what is known of something that a fact names."""

    def describe(iri: str) -> Iterable[ox.Quad]:
        if iri in entities:
            return entity_quads(entities[iri])
        if posts.is_post(iri):
            return posts.quads(iri)
        if told := list(reference.quads([iri])):
            return told
        found = store.quads_for_pattern(node(iri), None, None, _SETTLED)
        return (quad for quad in found if quad.predicate != _STATED_IN)  # no rule runs for it again

    return describe


def _involved(given: Given) -> list[str]:
    """Return the states that a fact has to do with."""
    return [o.value for p, o in given[0] if p == _INVOLVES and isinstance(o, ox.NamedNode)]


def _in_order() -> list[Kind]:
    """Return the kinds of facts, those last whose keys name other facts."""
    return sorted(
        vocabulary().kinds.values(), key=lambda k: (bool(POINTS_TO_FACT & set(k.key)), k.name)
    )
