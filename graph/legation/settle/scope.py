"""Which claims are settled again, and which facts they were about until now.

When only some sources have changed, everything that a changed claim may touch is found in the
settled graph itself: what the changed sources stated before, facts whose key could be that of a
new claim, facts that name an entity which is now another one, and what points to any of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product

import pyoxigraph as ox

from legation.facts.kinds import Kind, vocabulary
from legation.facts.quads import node, term
from legation.facts.records import Record, Term, claim
from legation.identity.keys import POINTS_TO_FACT, key
from legation.identity.minting import NO_PART, partition
from legation.knowledge import value
from legation.settle.spill import Spill
from legation.terms import LGN, RDF, concept

_A, _ABOUT = node(RDF + "type"), term("about")
_SETTLED = ox.DefaultGraph()
_SIGNATURE = concept("action", "signature")
#: So many keys are looked up one by one; for more, all facts of their kind are looked through.
_FEW = 500


def translated(record: Record, names: Mapping[str, str]) -> Record:
    """Return a claim whose values are the entities and facts that its own values stand for."""
    values = {
        name: tuple(sorted((_known(t, names) for t in terms), key=str))
        for name, terms in record.values.items()
        if any(t.value in names for t in terms)
    }
    return record.with_values({**record.values, **values}) if values else record


def _known(value: Term, names: Mapping[str, str]) -> Term:
    if isinstance(value, ox.NamedNode) and value.value in names:
        return node(names[value.value])
    return value


def points_to_claim(value: Term) -> bool:
    """Tell whether a value of a claim is another claim."""
    iri = value.value
    return isinstance(value, ox.NamedNode) and ("/claim/" in iri or "/row/" in iri)


@dataclass
class Scope:
    """Takes claims into ``spill``, with the entities that their names stand for.

    ``judged`` are kinds of facts of which a person judged some to be one or two.
    ``before`` tells which fact a claim was about; ``facts`` are the old facts that are made again
    or vanish, ``claims`` what was about them. ``points`` are the claims that others point to,
    ``signed`` the years in which the agreements of claims were signed.
    """

    store: ox.Store
    identity: ox.NamedNode
    spill: Spill
    entities: Mapping[str, str]
    stand_ins: Mapping[str, str]
    judged: frozenset[str] = frozenset()
    before: dict[str, str] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    points: set[str] = field(default_factory=set)
    signed: dict[str, str] = field(default_factory=dict)
    _partitions: dict[str, str] = field(default_factory=dict)
    _stood_for: dict[str, list[str]] = field(default_factory=dict)
    _keys: dict[str, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        for iri, other in sorted(self.stand_ins.items()):
            self._stood_for.setdefault(other, []).append(iri)

    def take(self, records: Iterable[Record], *, alone: bool = False) -> None:
        """Take claims; ``alone`` if nothing that is settled already may meet them."""
        for record in records:
            self._put(record, alone=alone)

    def touch(self, facts: Iterable[str], changed: Collection[str]) -> None:
        """Take the claims of old facts, and of all facts that these or claims taken before may touch.

        The claims of ``changed`` sources have been taken.
        """
        todo = list(facts)
        while True:
            while todo:
                iri = todo.pop()
                if iri not in self.facts:
                    self.facts.add(iri)
                    todo += self._again(iri, changed)
            keys, self._keys = self._keys, defaultdict(dict)
            found = (self._sharing(vocabulary().kinds[k], keys[k]) for k in sorted(keys))
            todo = [iri for facts in found for iri in facts if iri not in self.facts]
            if not todo:
                return

    def _put(self, record: Record, *, alone: bool) -> None:
        own = [
            t
            for terms in record.values.values()
            for t in terms
            if isinstance(t, ox.NamedNode) and "/source/" in t.value
        ]
        if own:
            record = translated(record, self.entities)
            self.points.update(t.value for t in own if points_to_claim(t))
        if record.one("action") == _SIGNATURE and (year := record.one("edtf")[:4]):
            self.signed[record.one("agreement")] = year
        kind = vocabulary().kinds[record.kind]
        part = self._part(kind, record)
        if not alone and not POINTS_TO_FACT & set(kind.key) and kind.key:
            self._keys[record.kind].setdefault(part, record)
        self.spill.put(record, part)

    def _again(self, fact: str, changed: Collection[str]) -> Iterator[str]:
        """Take the claims about an old fact, and yield the facts that point to it or them."""
        for quad in self.store.quads_for_pattern(None, _ABOUT, node(fact), self.identity):
            iri = value(quad.subject)
            self.before[iri] = fact
            record = claim(self.store, iri)
            if record is not None and record.source not in changed:
                self._put(record, alone=False)
            for one in self.store.quads_for_pattern(None, None, node(iri), None):
                if one.graph_name != self.identity:
                    yield from self._about(value(one.subject))
        for quad in self.store.quads_for_pattern(None, None, node(fact), _SETTLED):
            if self._is_fact(value(quad.subject)):
                yield value(quad.subject)

    def _about(self, claim: str) -> Iterator[str]:
        for quad in self.store.quads_for_pattern(node(claim), _ABOUT, None, self.identity):
            yield value(quad.object)

    def _is_fact(self, iri: str) -> bool:
        return any(self.store.quads_for_pattern(node(iri), term("statedIn"), None, _SETTLED))

    def _sharing(self, kind: Kind, wanted: Mapping[str, Record]) -> Iterator[str]:
        """Yield the settled facts of a kind that may share their key with one of some claims."""
        if len(wanted) > _FEW:
            yield from (iri for iri in self._all(kind) if self._partition(kind, iri) in wanted)
            return
        # Claims of one table name the same few states again and again: each is looked up once.
        having = cache(self._having)
        for part, record in sorted(wanted.items()):
            told = {} if kind.name in self.judged else key(kind, record)
            pairs = [
                (name, t)
                for name, terms in told.items()
                for t in terms
                if name not in NO_PART
                and isinstance(t, ox.NamedNode)
                and t in record.values.get(name, ())
            ]
            near = set() if pairs else set(self._all(kind))
            for ends in product(*map(self._alike, pairs)) if pairs else ():
                least, *others = sorted((having(*end) for end in ends), key=len)
                near.update(iri for iri in least.intersection(*others) if self._is_a(iri, kind))
            yield from (iri for iri in sorted(near) if self._partition(kind, iri) == part)

    def _alike(self, pair: tuple[str, ox.NamedNode]) -> list[tuple[str, ox.NamedNode]]:
        """Return a value of a key with all that stand for the same in a key."""
        name, told = pair
        one = self.stand_ins.get(told.value, told.value)
        return [(name, node(iri)) for iri in [one, *self._stood_for.get(one, ())]]

    def _having(self, name: str, end: ox.NamedNode) -> frozenset[str]:
        """Return the settled facts of any kind with this value."""
        found = self.store.quads_for_pattern(None, term(name), end, _SETTLED)
        return frozenset(value(quad.subject) for quad in found)

    def _all(self, kind: Kind) -> Iterator[str]:
        for quad in self.store.quads_for_pattern(None, _A, term(kind.name), _SETTLED):
            yield value(quad.subject)

    def _is_a(self, iri: str, kind: Kind) -> bool:
        return ox.Quad(node(iri), _A, term(kind.name), _SETTLED) in self.store

    def _partition(self, kind: Kind, fact: str) -> str:
        """Return the partition of a settled fact."""
        if fact in self._partitions:
            return self._partitions[fact]
        values: dict[str, list[Term]] = defaultdict(list)
        for quad in self.store.quads_for_pattern(node(fact), None, None, _SETTLED):
            name = quad.predicate.value.removeprefix(LGN)
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                values[name].append(quad.object)
        told = {name: tuple(sorted(terms, key=str)) for name, terms in values.items()}
        found = self._partitions[fact] = self._part(kind, Record(fact, "", kind.name, "", told))
        return found

    def _part(self, kind: Kind, record: Record) -> str:
        """Return the partition of a claim; all facts of a kind share one that a person judged of."""
        return kind.name if kind.name in self.judged else partition(kind, record, self.stand_ins)
