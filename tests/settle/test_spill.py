"""Claims on their way to their facts come back as they were, by partition, from memory or disk."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
import pytest

from legation.facts.records import Record, Term
from legation.settle import spill
from legation.settle.spill import Spill
from legation.terms import XSD


def _record(number: int, kind: str) -> Record:
    values: dict[str, tuple[Term, ...]] = {
        "host": (ox.NamedNode(f"x:host-{number % 7}"),),
        "title": (ox.Literal(f"tab\there {number}", language="vi"), ox.Literal("plain")),
        "value": (ox.Literal("1.5", datatype=ox.NamedNode(XSD + "decimal")),),
    }
    return Record(f"x:{number}", "x:s", kind, "2020", values)


@pytest.mark.parametrize("in_memory", [1000, 10, 0])
def test_partitions_stay_together(monkeypatch: pytest.MonkeyPatch, in_memory: int) -> None:
    """Nothing is lost, changed or mixed up, whether it fits into memory or not."""
    monkeypatch.setattr(spill, "_IN_MEMORY", in_memory)
    given = [_record(n, ("Visit", "Mission")[n % 2]) for n in range(100)]
    with Spill() as held:
        for record in given:
            held.put(record, record.one("host"))
        buckets = {kind: list(held.buckets(kind)) for kind in ("Visit", "Mission", "Session")}
    back = [r for found in buckets.values() for bucket in found for r in bucket]
    assert sorted(back, key=lambda r: r.iri) == sorted(given, key=lambda r: r.iri)
    assert not buckets["Session"]
    where: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind, found in buckets.items():
        for number, bucket in enumerate(found):
            for record in bucket:
                where[kind, record.one("host")].add(number)
    assert all(len(numbers) == 1 for numbers in where.values())
