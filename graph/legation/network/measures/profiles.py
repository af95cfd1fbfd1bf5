"""Which pairs of states have relations like those of one pair (competency question 40)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from legation.errors import UnknownName
from legation.network.measures.likeness import distance, likeness
from legation.network.period import Period
from legation.network.states import records
from legation.network.ties import Pair, ask
from legation.values.dates import Dating

_GOODS = "?fact lgn:exporter ?one ; lgn:importer ?other"
_FIGURES = f"SELECT ?one ?other (COUNT(?fact) AS ?n) {{ {_GOODS} }} GROUP BY ?one ?other"
_DATED_FIGURES = f"""SELECT ?one ?other ?date (COUNT(?fact) AS ?n) {{ {_GOODS} ; lgn:edtf ?date }}
  GROUP BY ?one ?other ?date"""

#: What the relations of a pair are told by, as in the question ``relations/similar``.
KINDS = ("visits", "agreements", "missions", "trade")


@dataclass(frozen=True, slots=True)
class Alike:
    """A pair of states, how many facts of each kind it has, and how like another pair it is."""

    one: str
    other: str
    counts: tuple[int, ...]
    distance: float
    similarity: float


def like_pairs(store: ox.Store, a: str, b: str, since: str = "", until: str = "") -> list[Alike]:
    """Return all pairs of states, those whose relations are most like those of a pair first.

    ``a`` and ``b`` are IRIs of states. A pair is told by the numbers of its visits, agreements,
    missions and figures of trade in the period.

    Means: For which other pairs the same mix of dealings is told; where to look for precedent.

    Misleads: Numbers speak of what the sources tell, too: a pair with many documents is like
    other pairs with many documents. One kind with many facts outweighs the others; look at the
    counts.

    Raises
    ------
    UnknownName
        Nothing is told of the pair in this period.

    """
    period = Period.read(since, until)
    counted = _counted(store, period)
    asked = (a, b) if a < b else (b, a)
    if asked not in counted:
        raise UnknownName(f"nothing is told of {a} and {b}", hint="try a longer period")
    mine = counted[asked]
    found = [
        Alike(
            *pair,
            tuple(int(counts.get(kind, 0)) for kind in KINDS),
            distance(mine, counts),
            likeness(mine, counts),
        )
        for pair, counts in counted.items()
    ]
    return sorted(found, key=lambda f: (-f.similarity, (f.one, f.other) != asked, f.one, f.other))


def _counted(store: ox.Store, period: Period) -> dict[Pair, dict[str, float]]:
    counted: dict[Pair, dict[str, float]] = {}
    for kind in KINDS:
        found = _figures(store, period) if kind == "trade" else _facts(store, kind, period)
        for (one, other), number in found:
            counts = counted.setdefault((one, other) if one < other else (other, one), {})
            counts[kind] = counts.get(kind, 0) + number
    return counted


def _facts(store: ox.Store, kind: str, period: Period) -> Iterator[tuple[Pair, int]]:
    for pair, edge in records(store, kind).edges(period).items():
        yield pair, edge.facts


def _figures(store: ox.Store, period: Period) -> Iterator[tuple[Pair, int]]:
    """Yield how many figures of goods each pair has, whatever the unit; the engine counts."""
    for row in ask(store, _DATED_FIGURES if period else _FIGURES):
        dates = Dating.parse(row["date"]) if "date" in row else Dating("")
        first, last = (day.isoformat() if day else "" for day in (dates.earliest, dates.latest))
        if row["one"] != row["other"] and period.holds(first, last):
            yield (row["one"], row["other"]), int(row["n"])
