"""Trade as ties from exporter to importer, each side's own figures kept apart.

What A says it sold to B and what B says it bought from A seldom agree (goods are valued with
freight or without, counted by origin or by the last port, in other years). Neither is averaged
with the other: an edge holds both sums and says which of them is its weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from legation.errors import BadParameter
from legation.network.period import Period
from legation.network.ties import Edge, Pair, ask, column, rows

# A whole column is read at once and joined by the engine; asked fact by fact the same takes twice
# as long where there are a hundred thousand facts.
_UNITS = f"""SELECT ?unit (COUNT(*) AS ?n) {{
  {column("unit")} {{ SELECT ?fact {{ ?fact lgn:measure lgn:measure-trade }} }} }}
  GROUP BY ?unit ORDER BY DESC(?n) ?unit"""
# Figures of single commodities are part of the totals, so the totals stand for them where both are.
_FIGURES = f"""SELECT ?unit ?exporter ?importer ?authority ?edtf ?amount ?commodity {{
  {column("unit")} {{ SELECT ?fact {{ ?fact lgn:flow lgn:flow-export }} }}
  {{ SELECT ?fact {{ ?fact lgn:status lgn:status-actual }} }}
  {" ".join(map(column, ("exporter", "importer", "authority", "edtf", "amount")))}
  OPTIONAL {column("commodity")} }}"""
#: Exporter, importer, whose figure, year, and by which authority.
_Key = tuple[str, str, str, str, str]
_NOTHING = Decimal(0)
_YEAR = re.compile(r"\d{4}")
#: Whose figures there are of what moves from an exporter to an importer.
SIDES = ("exporter", "importer", "source")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one side says that the exporter sold to the importer in a year."""

    one: str
    other: str
    side: str
    year: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of whole years in one unit; ``side`` says whose make the weight."""

    figures: tuple[Figure, ...]
    unit: str
    side: str
    latest: bool
    directed: bool = True
    undated: int = 0

    def edges(self, period: Period) -> dict[Pair, Edge]:
        """Return the edges of a period: the sums of the years, or the latest year of each side.

        Where the side that was asked for has no figure, the weight is the other's, then that of
        a source of which neither is the authority; ``whose`` says so.
        """
        told: dict[Pair, list[Figure]] = {}
        for figure in self.figures:
            if period.holds(f"{figure.year}-01-01", f"{figure.year}-12-31"):
                told.setdefault((figure.one, figure.other), []).append(figure)
        return {pair: self._edge(figures) for pair, figures in told.items()}

    def _edge(self, figures: list[Figure]) -> Edge:
        edge = Edge()
        for figure in figures:
            edge.add(0, f"{figure.year}-01-01", f"{figure.year}-12-31")
        sums = {side: self._sum(f for f in figures if f.side == side) for side in SIDES}
        for side, (amount, years) in sums.items():
            if years:
                edge.more |= {f"by_{side}": float(amount), f"years_{side}": years}
        whose = next(s for s in (self.side, *SIDES) if sums[s][1])
        edge.more |= {"whose": whose, "unit": self.unit}
        edge.weight = float(sums[whose][0])
        return edge

    def _sum(self, figures: Iterable[Figure]) -> tuple[Decimal, str]:
        """Return the sum of the years and the years, as ``1995`` or ``1995–1999 (3)``."""
        by_year = {figure.year: figure.amount for figure in figures}
        years = sorted(by_year)[-1:] if self.latest else sorted(by_year)
        total = sum((by_year[year] for year in years), _NOTHING)
        if len(years) < 2:
            return total, "".join(years)
        return total, f"{years[0]}–{years[-1]} ({len(years)})"


def trade(store: ox.Store, weight: str, unit: str = "") -> Figures:
    """Return the figures of goods sold, in the unit that was named or in the most frequent one.

    Only figures of whole years count: those of months would count twice beside them. Forecasts,
    turnovers and balances are left out. A side that tells of a pair and year both the total and
    single commodities counts with the total; without a total the commodities are summed.

    Raises
    ------
    BadParameter
        No figure is in this unit; the hint names those that are.

    """
    units = [row["unit"] for row in ask(store, _UNITS)]
    if unit and unit not in units:
        raise BadParameter(f"no figure of trade is in {unit!r}", hint=f"known: {', '.join(units)}")
    chosen = unit or next(iter(units), "")
    side, _, kept = weight.partition("-")
    found = rows(store, _FIGURES, unit=ox.Literal(chosen)) if chosen else ()
    totals: dict[_Key, Decimal] = {}
    parts: dict[_Key, Decimal] = {}
    for _, one, other, authority, year, said, goods in found:
        if one == other or not _YEAR.fullmatch(year):
            continue
        told = "exporter" if authority == one else "importer" if authority == other else "source"
        key, amount = (one, other, told, year, authority), Decimal(said)
        if goods:
            parts[key] = parts.get(key, _NOTHING) + amount
        else:
            totals[key] = max(amount, totals.get(key, amount))
    # Of several sources that are neither side, the first by its IRI tells of a year.
    first: dict[tuple[str, str, str, str], tuple[str, Decimal]] = {}
    for (one, other, told, year, authority), amount in (parts | totals).items():
        known = first.get((one, other, told, year))
        if known is None or authority < known[0]:
            first[one, other, told, year] = authority, amount
    figures = (Figure(*key, amount) for key, (_, amount) in first.items())
    return Figures(tuple(figures), chosen, side, kept == "latest")
