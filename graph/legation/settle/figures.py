"""Figures of two authorities for the same thing: neither is wrong by itself, both are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from legation.facts.kinds import kind
from legation.facts.quads import literal
from legation.facts.records import Term
from legation.settle.choose import Settled
from legation.terms import digest, fact, slug

_SHARE = Decimal("0.0001")


@dataclass(frozen=True, slots=True, order=True)
class Discrepancy:
    """Two figures that measure the same and differ; ``delta`` is in the unit of the first."""

    iri: str
    smaller: str
    larger: str
    delta: Term
    share: Term


def discrepancies(facts: Iterable[Settled], base: str) -> Iterator[Discrepancy]:
    """Compare figures that agree in everything but whose they are."""
    same: dict[tuple[str, ...], list[Settled]] = defaultdict(list)
    for figure in facts:
        if figure.kind == "Observation" and "value" in figure.values:
            same[_without_authority(figure)].append(figure)
    for key in sorted(same):
        for pair in combinations(sorted(same[key], key=lambda f: f.iri), 2):
            small, large = sorted(pair, key=lambda f: (_value(f), f.iri))
            if _value(small) != _value(large):
                yield _discrepancy(small, large, base)


def _discrepancy(small: Settled, large: Settled, base: str) -> Discrepancy:
    first, second = _value(small), _value(large)
    power = int(small.values["multiplier"][0].value) if "multiplier" in small.values else 0
    share = ((second - first) / first).quantize(_SHARE) if first else Decimal(0)
    name = slug(small.iri.removeprefix(base))[:40].strip("-")
    return Discrepancy(
        iri=fact(base, "disagreement", ("figures", f"{name}-{digest(small.iri + large.iri)}")),
        smaller=small.iri,
        larger=large.iri,
        delta=literal(((second - first) / Decimal(10) ** power).normalize()),
        share=literal(share.normalize()),
    )


def _without_authority(figure: Settled) -> tuple[str, ...]:
    names = [n for n in (*kind("Observation").key, "edtf") if n != "authority"]
    return tuple(",".join(sorted(str(t) for t in figure.values.get(n, ()))) for n in names)


def _value(figure: Settled) -> Decimal:
    power = figure.values.get("multiplier", ())
    return Decimal(figure.values["value"][0].value) * Decimal(10) ** (
        int(power[0].value) if power else 0
    )
