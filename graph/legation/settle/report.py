"""What a settled graph holds, in numbers, and what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from legation.facts.kinds import vocabulary
from legation.facts.quads import node, term
from legation.identity.entities import Doubt
from legation.knowledge import value
from legation.terms import PREFIXES, RDF

_DISAGREEMENTS = ("Contradiction", "Discrepancy", "Refinement")
_A, _CLAIM, _REASON = node(RDF + "type"), term("claim"), term("reason")
_CANDIDATE = term("candidate")


@dataclass(frozen=True, slots=True)
class Report:
    """What is settled: facts by kind, disagreements by type, and what is in doubt."""

    facts: Mapping[str, int]
    disagreements: Mapping[str, int]
    doubts: tuple[Doubt, ...]


def report(store: ox.Store, identity: ox.NamedNode) -> Report:
    """Count what a store holds, and read what is in doubt."""
    found = dict(_counts(store, vocabulary().kinds)), dict(_counts(store, _DISAGREEMENTS))
    reviews = store.quads_for_pattern(None, _A, term("Review"), identity)
    return Report(
        *found, tuple(sorted((_doubt(store, q.subject, identity) for q in reviews), key=str))
    )


def _counts(store: ox.Store, classes: Iterable[str]) -> Iterator[tuple[str, int]]:
    for name in sorted(classes):
        found = store.query(f"SELECT (COUNT(*) AS ?n) {{ ?x a lgn:{name} }}", prefixes=PREFIXES)
        if isinstance(found, ox.QuerySolutions):
            number = int(value(next(found)["n"]))
            if number:
                yield name, number


def _doubt(store: ox.Store, review: object, identity: ox.NamedNode) -> Doubt:
    def told(predicate: ox.NamedNode) -> list[str]:
        quads = store.quads_for_pattern(review, predicate, None, identity)  # type: ignore[arg-type]
        return sorted(value(quad.object) for quad in quads)

    (subject,), (reason,) = told(_CLAIM), told(_REASON)
    return Doubt(subject, tuple(told(_CANDIDATE)), reason)
