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
    """Two figures that measure the same and differ; ``delta`` is in single units."""

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
            small, large = sorted(pair, key=lambda f: (amount(f), f.iri))
            if amount(small) != amount(large):
                yield _discrepancy(small, large, base)


def _discrepancy(small: Settled, large: Settled, base: str) -> Discrepancy:
    first, second = amount(small), amount(large)
    share = ((second - first) / first).quantize(_SHARE) if first else Decimal(0)
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


def amount(figure: Settled) -> Decimal:
    """Return what a figure amounts to in single units: value times multiplier."""
    power = figure.values.get("multiplier", ())
    scaled = Decimal(figure.values["value"][0].value).scaleb(int(power[0].value) if power else 0)
    return scaled.normalize() + 0
