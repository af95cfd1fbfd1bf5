"""Figures that differ though they measure the same: nothing is averaged, all are kept.

Those of two authorities are a discrepancy, neither is wrong by itself. Those that the publications
of one authority give of one flow have a spread, whatever each of them counts in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True, order=True)
class Spread:
    """What one authority's figures of one flow and period reach from and to, in single units.

    ``figures`` are those of one kind of goods or of all; ``whole`` is then the spread of the flow.
    ``numbers`` tells how many amounts differ, ``publications`` in how many they stand.
    """

    iri: str
    figures: tuple[str, ...]
    lowest: Term
    highest: Term
    numbers: int
    publications: int
    whole: str = ""


def spreads(facts: Iterable[Settled], base: str) -> Iterator[Spread]:
    """Compare what claims say of one figure, and of one flow whatever the goods."""
    for flow in _alike(facts, "commodity"):
        whole = _spread(flow, base) if len(flow) > 1 else None
        if whole:
            yield whole
        for figure in flow:
            if own := _spread([figure], base):
                yield replace(own, whole=whole.iri if whole else "")


def _spread(told: Sequence[Settled], base: str) -> Spread | None:
    numbers = {amount(figure.values) for figure in told}
    for figure in told:
        lost = (d.lost_value for d in figure.disputes if d.property == "value")
        numbers |= {Decimal(value.value) for value in lost}
    if len(numbers) == 1:
        return None
    figures = tuple(sorted(figure.iri for figure in told))
    return Spread(
        iri=_called("spread", base, *figures),
        figures=figures,
        lowest=literal(min(numbers)),
        highest=literal(max(numbers)),
        numbers=len(numbers),
        publications=len({name for figure in told for name in figure.publications}),
    )


def discrepancies(facts: Iterable[Settled], base: str) -> Iterator[Discrepancy]:
    """Compare figures that agree in everything but whose they are, each with the smallest.

    Figures of no stated period are not compared: they may be of different years.
    """
    for told in _alike(facts, "authority"):
        smallest, *others = sorted(told, key=lambda f: (amount(f.values), f.iri))
        for other in others:
            ours = smallest.values.get("authority") == other.values.get("authority")
            if not ours and not agree(smallest.values, other.values):
                yield _discrepancy(smallest, other, base)


def _discrepancy(small: Settled, large: Settled, base: str) -> Discrepancy:
    first, second = amount(small.values), amount(large.values)
    return Discrepancy(
        iri=_called("figures", base, small.iri, large.iri),
        smaller=small.iri,
        larger=large.iri,
        delta=literal(second - first),
        share=literal(share(first, second)),
    )


def share(small: Decimal, large: Decimal) -> Decimal:
    """Return how much larger one amount is than another, as a share of the smaller; 0 of nothing.

    >>> share(Decimal(100), Decimal(125))
    Decimal('0.25')
    """
    found = (large - small) / abs(small) if small else Decimal(0)
    return (found.quantize(_SHARE) if found.adjusted() < _HUGE else found).normalize()


def _called(what: str, base: str, *figures: str) -> str:
    name = slug(figures[0].removeprefix(base))[:40].strip("-")
    return fact(base, "disagreement", (what, f"{name}-{digest(''.join(figures))}"))


def _alike(facts: Iterable[Settled], but: str) -> list[list[Settled]]:
    """Return the figures of stated periods, those together that agree in their key but for one property."""
    names = [n for n in (*kind("Observation").key, "edtf") if n != but]
    same: dict[tuple[tuple[Term, ...], ...], list[Settled]] = defaultdict(list)
    for figure in facts:
        if figure.kind == "Observation" and {"value", "edtf"} <= figure.values.keys():
            same[tuple([_ordered(figure.values.get(n, ())) for n in names])].append(figure)
    return list(same.values())


def _ordered(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=str)) if len(terms) > 1 else terms
