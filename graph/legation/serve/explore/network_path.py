"""A short way between two entities over facts: who met whom, through which state or treaty.

The search goes from both ends, one round of facts at a time, and stops after a number of facts.
Places, subject fields, goods and posts join nearly everything and are not walked through.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyoxigraph as ox

from legation.network.kinds import QUIET
from legation.serve.explore.network_scope import Fact, Reader

#: How many facts a search reads, and how many a path may have.
MOST_READ = 4_000
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Way:
    """The facts of a path in order; ``cut`` says that the search stopped at its limit."""

    facts: tuple[Fact, ...] = ()
    entities: tuple[str, ...] = ()
    cut: bool = False
    kinds: dict[str, str] = field(default_factory=dict, repr=False, compare=False)


def way(store: ox.Store, one: str, other: str) -> Way:
    """Return a path with the fewest facts between two entities, the same each time.

    >>> way(ox.Store(), "urn:a", "urn:b")
    Way(facts=(), entities=(), cut=False)
    """
    if one == other:
        return Way(entities=(one,))
    return _shared(store, one, other) or _Search(store, one, other).run()


def _shared(store: ox.Store, one: str, other: str) -> Way | None:
    """Return the first fact that both play a part in: looked up, however many each has."""
    ends = ox.NamedNode(one), ox.NamedNode(other)
    rows = store.query("SELECT DISTINCT ?fact {{ ?fact ?as {} ; ?by {} }}".format(*ends))
    reader = Reader(store)
    for term in sorted((row[0] for row in rows), key=str):  # type: ignore[union-attr]
        if isinstance(term, ox.NamedNode) and (fact := reader.fact(term)):
            return Way((fact,), (one, other), kinds=reader.entities)
    return None


class _Search:
    def __init__(self, store: ox.Store, one: str, other: str) -> None:
        self.reader = Reader(store)
        self.ends = (one, other)
        self.facts: dict[str, Fact | None] = {}
        # for each end: entity -> the fact and the entity from which it was reached
        self.reached: tuple[dict[str, tuple[Fact, str] | None], ...] = ({one: None}, {other: None})

    def run(self) -> Way:
        fronts = [[self.ends[0]], [self.ends[1]]]
        for _ in range(LONGEST):
            side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
            if not fronts[side]:
                break
            fronts[side], met = self.step(side, fronts[side])
            if met:
                return self.told(met)
            if len(self.facts) >= MOST_READ:
                return Way(cut=True)
        return Way()

    def step(self, side: int, front: list[str]) -> tuple[list[str], str]:
        """Go one fact further on a side; return who was reached, and where the sides met."""
        mine, theirs = self.reached[side], self.reached[1 - side]
        fresh: list[str] = []
        meetings: list[str] = []
        for entity in front:
            for fact in self.around(entity):
                for iri in fact.others:
                    if iri in mine or self.reader.names.kind(ox.NamedNode(iri)) in QUIET:
                        continue
                    if iri in self.facts and self.facts[iri] is not None:
                        continue  # a fact about a fact: walked through the entities of both
                    mine[iri] = (fact, entity)
                    fresh.append(iri)
                    if iri in theirs:
                        meetings.append(iri)
                        return sorted(fresh), meetings[0]
            if len(self.facts) >= MOST_READ:
                break
        return sorted(fresh), ""

    def around(self, entity: str) -> list[Fact]:
        """Return the facts that an entity plays a part in, in a fixed order."""
        found = []
        for node in sorted(self.reader.pointing(ox.NamedNode(entity)), key=lambda n: n.value):
            if node.value not in self.facts:
                if len(self.facts) >= MOST_READ:
                    break
                self.facts[node.value] = self.reader.fact(node)
            fact = self.facts[node.value]
            if fact is not None:
                found.append(fact)
        return found

    def told(self, met: str) -> Way:
        """Return the whole way through where the two sides met."""
        facts: list[Fact] = []
        entities = [met]
        at = self.reached[0][met]
        while at is not None:
            facts.insert(0, at[0])
            entities.insert(0, at[1])
            at = self.reached[0][at[1]]
        at = self.reached[1][met]
        while at is not None:
            facts.append(at[0])
            entities.append(at[1])
            at = self.reached[1][at[1]]
        return Way(tuple(facts), tuple(entities), kinds=self.reader.entities)
