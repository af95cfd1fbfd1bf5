"""Trade as each side counts it, in one row for each flow and period, with how far they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from legation.serve.data.things import Word
from legation.serve.explore.asking import Row
from legation.serve.explore.tables import SHOWN, Cell, Cells, Table, state_of
from legation.terms import Iri, state
from legation.view.labels import status, when

_NO_FIGURE = Decimal(0)


@dataclass(slots=True)
class _Flow:
    """What is said of one flow in one period, by who says it."""

    period: str
    flow: str
    way: tuple[str, str]
    goods: str
    unit: str
    said: dict[str, list[Row]] = field(default_factory=dict)


def side_by_side(rows: Sequence[Row], pair: tuple[str, str], cells: Cells) -> Table:
    """Return figures as one row for each flow: what either state counts, what others do, the gap.

    The gap is that between the least and the largest actual figure, in per cent of the least, as
    the question ``trade/mirror`` has it.
    """
    flows = _flows(rows, cells)
    say = cells.say
    names = [cells.teller.called(_state(code)).text for code in pair]
    columns = [("period", say["col.period"]), ("flow", say["col.flow"])]
    columns += [("commodity", say["col.commodity"])] if any(flow.goods for flow in flows) else []
    columns += [
        (code, say["by.state"].format(state=n)) for code, n in zip(pair, names, strict=True)
    ]
    columns += [("others", say["by.others"]), ("gap", say["col.gap"])]
    lines: list[list[Cell]] = []
    for flow in flows[:SHOWN]:
        line: list[Cell] = [
            (Word(when(flow.period, cells.language)),),
            (Word(_called(flow, cells)),),
        ]
        line += [(Word(flow.goods),)] if columns[2][0] == "commodity" else []
        line += [_figures(flow, (code,), cells) for code in pair]
        others = [who for who in flow.said if who not in pair]
        lines.append([*line, _figures(flow, others, cells, named=True), _gap(flow, cells)])
    kept = [n for n in range(len(columns)) if n < 2 or any(line[n] for line in lines)]
    return Table(
        columns=[columns[n] for n in kept],
        rows=[[line[n] for n in kept] for line in lines],
        total=len(flows),
        numbers=frozenset(
            place for place, n in enumerate(kept) if columns[n][0] in {*pair, "others", "gap"}
        ),
    )


def _state(code: str) -> ox.NamedNode:
    return ox.NamedNode(state(code))


def _flows(rows: Sequence[Row], cells: Cells) -> list[_Flow]:
    found: dict[tuple[str, ...], _Flow] = {}
    store = cells.teller.store
    for row in rows:

        def told(name: str, row: Row = row) -> str:
            return row[name]["value"] if name in row else ""

        figure = told("figure")
        way = state_of(store, figure, "exporter"), state_of(store, figure, "importer")
        key = (told("period"), told("flow"), *way, told("commodity"), told("unit"))
        flow = found.setdefault(key, _Flow(key[0], key[1], way, key[4], key[5]))
        whose = state_of(store, figure, "authority") or told("authority")
        flow.said.setdefault(whose, []).append(row)
    return list(found.values())


def _called(flow: _Flow, cells: Cells) -> str:
    name = cells.concept("flow", flow.flow) if flow.flow else ""
    if not all(flow.way):
        return name
    ends = [cells.teller.called(_state(code)).text for code in flow.way]
    return f"{name}: {' → '.join(ends)}"


def _figures(flow: _Flow, whose: Iterable[str], cells: Cells, *, named: bool = False) -> Cell:
    told = []
    for who in whose:
        for row in flow.said.get(who, ()):
            mark = status(row["status"]["value"], cells.language) if "status" in row else ""
            text = f"{cells.number(row['value']['value'])} {flow.unit}".strip()
            text += f" ({mark})" if mark else ""
            name = cells.source(row["authority"]["value"]).text if named else ""
            text = f"{Iri(name).local or name}: {text}" if name else text
            told.append(Word(text, cells.teller.places.path(row["figure"]["value"])))
    return tuple(dict.fromkeys(told))


def _gap(flow: _Flow, cells: Cells) -> Cell:
    found = [
        (_amount(row), who)
        for who, rows in flow.said.items()
        for row in rows
        if row.get("status", {}).get("value", "actual") == "actual"
    ]
    if len({who for _, who in found}) < 2:
        return ()
    low, high = min(found)[0], max(found)[0]
    if low == high:
        return (Word("="),)
    told = cells.number(format(high - low, "f"))
    if low > _NO_FIGURE:
        told += f" ({cells.share(str((high - low) / low))})"
    return (Word(f"≠ {told}"),)


def _amount(row: Row) -> Decimal:
    try:
        return Decimal(row["value"]["value"])
    except InvalidOperation:
        return _NO_FIGURE
