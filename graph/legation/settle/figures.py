"""Figures of two authorities for the same thing: neither is wrong by itself, both are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from legation.facts.kinds import kind
from legation.facts.quads import literal
from legation.facts.records import Term
from legation.settle.amounts import agree, amount
from legation.settle.choose import Settled
from legation.terms import digest, fact, slug

_SHARE = Decimal("0.0001")
#: A share with more digits before its point is no longer cut after it.
_HUGE = 20


@dataclass(frozen=True, slots=True, order=True)
class Discrepancy:
    """Two figures that measure the same and differ; ``delta`` is in single units."""

    iri: str
    smaller: str
    larger: str
    delta: Term
    share: Term


def discrepancies(facts: Iterable[Settled], base: str) -> Iterator[Discrepancy]:
    """Compare figures that agree in everything but whose they are, each with the smallest.

    Figures of no stated period are not compared: they may be of different years.
    """
    same: dict[tuple[str, ...], list[Settled]] = defaultdict(list)
    for figure in facts:
        if figure.kind == "Observation" and {"value", "edtf"} <= figure.values.keys():
            same[_without_authority(figure)].append(figure)
    for key in sorted(same):
        smallest, *others = sorted(same[key], key=lambda f: (amount(f.values), f.iri))
        for other in others:
            ours = smallest.values.get("authority") == other.values.get("authority")
            if not ours and not agree(smallest.values, other.values):
                yield _discrepancy(smallest, other, base)


def _discrepancy(small: Settled, large: Settled, base: str) -> Discrepancy:
    first, second = amount(small.values), amount(large.values)
    share = (second - first) / abs(first) if first else Decimal(0)
    share = share.quantize(_SHARE) if share.adjusted() < _HUGE else share
    name = slug(small.iri.removeprefix(base))[:40].strip("-")
    return Discrepancy(
        iri=fact(base, "disagreement", ("figures", f"{name}-{digest(small.iri + large.iri)}")),
        smaller=small.iri,
        larger=large.iri,
        delta=literal(second - first),
        share=literal(share.normalize()),
    )


def _without_authority(figure: Settled) -> tuple[str, ...]:
    names = [n for n in (*kind("Observation").key, "edtf") if n != "authority"]
    return tuple(",".join(sorted(str(t) for t in figure.values.get(n, ()))) for n in names)
