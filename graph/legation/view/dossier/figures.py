"""Trade as each authority counts it, side by side: never a mean, never one for the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import Iri
from legation.view.dossier.gathered import Known
from legation.view.dossier.parts import ROWS, Teller, figure_of
from legation.view.dossier.sheet import Block, Line, Picture, Table
from legation.view.phrases import date, figure

_WAYS = {"turnover": 0, "export": 1, "balance": 3}


@dataclass(slots=True)
class _Row:
    """One flow in one period: what each authority says of it."""

    period: str
    earliest: str
    order: int
    way: str
    goods: str
    said: dict[int, list[Known]] = field(default_factory=dict)


def side_by_side(facts: Sequence[Known], teller: Teller) -> list[Block]:
    """Return the figures of trade as a table and a drawing; nothing where there are none."""
    rows = _rows(facts, teller)
    if not rows:
        return []
    return [*_drawing(rows, teller), _table(rows, teller)]


def _rows(facts: Sequence[Known], teller: Teller) -> list[_Row]:
    found: dict[tuple[str, str, str], _Row] = {}
    for fact in facts:
        claim = fact.claim
        if claim.one("value") is None:
            continue
        period, way, goods = str(claim.one("edtf") or ""), teller.way(claim), _goods(claim, teller)
        row = found.setdefault(
            (period, way, goods), _Row(period, fact.earliest, _order(claim, teller), way, goods)
        )
        row.said.setdefault(_whose(claim, teller), []).append(fact)
    return sorted(found.values(), key=lambda r: (r.goods, r.earliest, r.period, r.order, r.way))


def _goods(claim: Claim, teller: Teller) -> str:
    value = claim.one("commodity")
    if isinstance(value, Named):
        return value.text
    return teller.call(value, teller.language) if isinstance(value, Iri) else ""


def _order(claim: Claim, teller: Teller) -> int:
    return _WAYS.get(str(claim.one("flow")).rpartition("-")[2], 4) + (
        claim.one("exporter") == teller.pair[1]
    )


def _whose(claim: Claim, teller: Teller) -> int:
    """Return the column of a figure: the first state's, the second's, or what a source gives."""
    authority = claim.one("authority")
    return next((n for n, one in enumerate(teller.pair) if one == authority), 2)


def _columns(rows: Sequence[_Row], teller: Teller) -> list[tuple[int, str]]:
    names = [teller.call(one, teller.language) for one in teller.pair]
    titles = [teller.words["by.state"].format(state=name) for name in names]
    every = enumerate([*titles, teller.words["by.source"]])
    return [(n, title) for n, title in every if n < 2 or any(n in row.said for row in rows)]


def _table(rows: Sequence[_Row], teller: Teller) -> Table:
    columns = _columns(rows, teller)
    goods = any(row.goods for row in rows)
    said = teller.words
    head = [said["column.edtf"], said["column.flow"]]
    head += [said["column.commodity"]] if goods else []
    lines = []
    for row in rows[:ROWS]:
        cells = [Line(date(row.period, "bare", teller.language)), Line(row.way)]
        cells += [Line(row.goods)] if goods else []
        cells += [Line(_figures(row.said.get(n, ()), teller)) for n, _ in columns]
        behind = [iri for facts in row.said.values() for fact in facts for iri in fact.behind]
        lines.append((*cells, teller.evidence.places(behind)))
    title = said["trade.table"]
    if len(rows) > ROWS:
        title += " " + said["rows.left"].format(shown=ROWS, all=len(rows))
    start = len(head)
    head += [*(title for _, title in columns), said["column.source"]]
    return Table(title, tuple(head), tuple(lines), tuple(range(start, start + len(columns))))


def _figures(facts: Sequence[Known], teller: Teller) -> str:
    if not facts:
        return "–"
    return "; ".join(dict.fromkeys(_one(fact.claim, teller) for fact in facts))


def _one(claim: Claim, teller: Teller) -> str:
    told = figure_of(claim, teller.language)
    growth = claim.one("growth")
    if isinstance(growth, Decimal):
        sign = "+" if growth > 0 else "−" if growth < 0 else ""
        told += f" ({sign}{figure(abs(growth), teller.language)}%)"
    status = str(claim.one("status") or "").rpartition("status-")[2]
    mark = teller.words.get(f"figure.{status}", "")
    return f"{told} {mark}".strip()


def _drawing(rows: Sequence[_Row], teller: Teller) -> list[Picture]:
    """Return a chart with a series for each authority; nothing of a single figure."""
    from legation.view.pictures import Point, Series, chart

    names = dict(_columns(rows, teller))
    found: dict[tuple[str, str, str], list[Point]] = {}
    for row in sorted(rows, key=lambda row: (row.goods, row.order)):
        panel = f"{row.way}, {row.goods}" if row.goods else row.way
        for column, facts in sorted(row.said.items()):
            for fact in facts:
                status = str(fact.claim.one("status") or "").rpartition("status-")[2]
                unit = str(fact.claim.one("unit") or "")
                points = found.setdefault((panel, names[column], unit), [])
                points.append(Point(row.period, _amount(fact.claim), status))
    series = [
        Series(whose, tuple(dict.fromkeys(points)), unit, panel)
        for (panel, whose, unit), points in found.items()
    ]
    if sum(len(one.points) for one in series) < 2:
        return []
    drawn = chart(series, teller.words["trade.chart"], teller.language)
    return [Picture(drawn.title, drawn.svg, drawn.notes, "trade")] if drawn.svg else []


def _amount(claim: Claim) -> Decimal:
    power = claim.one("multiplier")
    return Decimal(str(claim.one("value"))).scaleb(power if isinstance(power, int) else 0)
