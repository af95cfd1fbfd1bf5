"""Which pictures suit an answer, and the picture of an answer.

A view suits by what the columns are: dates make a line of time, two states in a row a map and a
network, figures of periods a chart. There is always the table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from legation.errors import WrongFormat
from legation.values.dates import Dating
from legation.view.labels import status as status_in_words
from legation.view.pictures.chart import Point, Series, chart
from legation.view.pictures.columns import (
    LISTED,
    Cell,
    Given,
    Role,
    figure,
    parties,
    place,
    readable,
    shown,
)
from legation.view.pictures.flows import FLOWS, Flow, flows_map
from legation.view.pictures.picture import Picture
from legation.view.pictures.said import words
from legation.view.pictures.scales import in_words
from legation.view.pictures.timeline import HOLLOW, Event, timeline

if TYPE_CHECKING:
    from legation.ask.answers import Answer

TIMELINE, MAP, CHART, NETWORK, TABLE = "timeline", "map", "chart", "network", "table"
#: Other names of a view, as questions have them in their headers.
ALIASES = {"trade": CHART}
_MANY, _WAYS = 12, 8  # a lane for each sort or way, if there are no more


def suits(answer: Answer | Given) -> tuple[str, ...]:
    """Return the views that suit an answer, the best first; ``table`` is always the last.

    >>> import pyoxigraph as ox
    >>> from legation.ask.answers import run
    >>> suits(run(ox.Store(), "SELECT ?date { VALUES ?date { '2004-05' } }"))
    ('timeline', 'table')
    """
    if not isinstance(answer, Given):
        if answer.shape == "graph":
            return (NETWORK, TABLE) if answer else (TABLE,)
        if answer.shape != "table":
            return (TABLE,)
        answer = Given.of(answer)
    found = [TIMELINE] if answer.date is not None else []
    if any(_pairs(answer)):
        found.append(MAP)
    if _has_figures(answer):  # what has a unit is better seen as a chart
        found.insert(0 if answer.all(Role.UNIT) else len(found), CHART)
    if answer.first(Role.ENTITY, Role.STATE, Role.PARTIES) is not None:
        found.append(NETWORK)
    return (*found, TABLE)


def picture(
    answer: Answer | Given, view: str = "", language: str = "en", title: str = ""
) -> Picture:
    """Return a picture of an answer; without a view the best that suits it.

    Raises
    ------
    WrongFormat
        The view does not suit the answer, or is no picture (a network is drawn by
        `legation.view.page`); the hint names those that do.

    """
    fitting = [one for one in suits(answer) if one != NETWORK]
    chosen = ALIASES.get(view, view) or fitting[0]
    if chosen not in fitting:
        raise WrongFormat(
            f"this answer has no view {view!r}", hint=f"choose one of: {', '.join(fitting)}"
        )
    if chosen == TABLE:
        table = answer.table if isinstance(answer, Given) else answer.table(language)
        notes = (table.note,) if table.note else ()
        return Picture(
            TABLE, title or words(language)[TABLE], "", table, notes, 0, 0, language, answer.version
        )
    given = answer if isinstance(answer, Given) else Given.of(answer, language)
    drawn = _DRAW[chosen](given, language, title)
    if "[" in drawn.svg and given.has_fallen_back(language):
        return replace(drawn, notes=(*drawn.notes, words(language)["fallback"]))
    return drawn


def write_picture(
    answer: Answer | Given,
    view: str,
    out: str | Path,
    language: str = "en",
    title: str = "",
) -> Picture:
    """Write a picture of an answer to a file, ``.html`` or ``.svg``, and return it.

    Raises
    ------
    WrongFormat
        The view does not suit the answer.
    UnknownFormat
        The name of the file ends in something else.
    NotWritten
        The system refuses.

    """
    drawn = picture(answer, view, language, title)
    drawn.save(out)
    return drawn


def _timeline(given: Given, language: str, title: str) -> Picture:
    """Draw the rows by their first column of dates."""
    when, last = given.date, given.last
    status = given.first(Role.STATUS)
    lanes = _lanes(given)
    label, few = _label(given, lanes), given.parting()
    number, unit = _number(given), given.first(Role.UNIT)

    def events() -> Iterator[Event]:
        for row in given.rows:
            lane = _joined(given, row, lanes, language)
            what = shown(row[label], Role.TEXT, language) if label is not None else ""
            if label in few and (value := figure(row[number]) if number is not None else None):
                of = row[unit].text if unit is not None else ""
                what = f"{what}: {in_words(value, of, language)}"
            yield Event(
                date=_day(row[when]) if when is not None else "",
                label=what or _joined(given, row, _rest(given, lanes), language) or lane,
                lane=lane,
                status=row[status].text if status is not None else "",
                last=_day(row[last]) if last is not None else "",
            )

    return timeline(events(), title, language).of(given.table, given.version)


def _day(cell: Cell) -> str:
    """Return a date of a cell as EDTF: of a moment its day."""
    return cell.value.partition("T")[0] if cell.datatype.endswith("dateTime") else cell.value


def _lanes(given: Given) -> list[int]:
    """Return the columns that make lanes: two states, else the first that parts into few."""
    states = given.all(Role.STATE)[:2]
    if len(states) == 2:
        sorts = {(row[states[0]].text, row[states[1]].text) for row in given.rows}
        if len(sorts) <= _WAYS:
            return states
    few = [n for n in given.parting() if len(given.different(n)) <= _MANY]
    few = [n for n in few if len(given.different(n)) * 2 <= given.filled(n)]
    return few[:1]


def _label(given: Given, lanes: list[int]) -> int | None:
    """Return the column that names a row: the first text that is not a lane."""
    texts = [n for n in given.all(Role.TEXT) if n not in lanes and given.names[n] not in LISTED]
    few = given.parting()
    return next((n for n in texts if n not in few), next(iter(texts), None))


def _rest(given: Given, lanes: list[int]) -> list[int]:
    """Return the columns that name a row which has no text of its own."""
    named = {Role.STATE, Role.PARTIES, Role.TEXT}
    return [n for n, role in enumerate(given.roles) if role in named and n not in lanes] or [
        n for n, role in enumerate(given.roles) if role in {Role.ENTITY, Role.FIGURE}
    ][:1]


def _joined(given: Given, row: tuple[Cell, ...], columns: list[int], language: str) -> str:
    states = len(columns) == 2 and all(given.roles[n] is Role.STATE for n in columns)
    told = [shown(row[n], given.roles[n], language) for n in columns]
    return (" → " if states else " · ").join(text for text in told if text)


def _pairs(given: Given) -> Iterator[tuple[str, str, int]]:
    """Yield pairs of states that a row joins, with the number of the row."""
    states = given.all(Role.STATE)[:2]
    listed = given.first(Role.PARTIES)
    for number, row in enumerate(given.rows):
        if len(states) == 2:
            ends = [place(row[n].value or row[n].text) for n in states]
        else:
            ends = parties(row[listed].text) if listed is not None else []
        if len(ends) == 2 and all(ends) and ends[0] != ends[1]:
            yield ends[0], ends[1], number


def _map(given: Given, language: str, title: str) -> Picture:
    """Draw which states the rows join; a number of each row is its width if a pair has one row."""
    directed = len(given.all(Role.STATE)) >= 2
    pairs = [
        ((a, b) if directed else (min(a, b), max(a, b)), number) for a, b, number in _pairs(given)
    ]
    rows = Counter(pair for pair, _ in pairs)
    column, unit = _number(given), ""
    figures: dict[tuple[str, str], Decimal] = {}
    if column is not None and max(rows.values()) == 1:
        units = given.first(Role.UNIT)
        known = given.different(units) if units is not None else set()
        found = {pair: figure(given.rows[number][column]) for pair, number in pairs}
        if len(known) <= 1:
            figures = {pair: value for pair, value in found.items() if value and value > 0}
            unit = next(iter(known), "")
    said = words(language)
    what = given.names[column] if figures and column is not None else said["map.rows"]
    ahead = {} if figures else _ahead(given, pairs)
    numbers: Mapping[tuple[str, str], Decimal] = figures or {
        pair: Decimal(n - ahead[pair].total() if pair in ahead else n) or Decimal(n)
        for pair, n in rows.items()
    }

    def flow(pair: tuple[str, str]) -> Flow:
        """Return how many rows a pair has, and apart from them those of what has not happened."""
        counted = sorted(ahead.get(pair, Counter()).items())
        apart = ", ".join(f"{n} {status_in_words(name, language)}" for name, n in counted)
        alone = pair in ahead and ahead[pair].total() == rows[pair]
        return Flow(*pair, numbers[pair], directed, apart, alone)

    drawn = flows_map(
        map(flow, numbers),
        title,
        language,
        what,
        unit,
    )
    shown_ = sorted(numbers, key=lambda pair: (-numbers[pair], pair))[:FLOWS]
    lost = len(given.rows) - sum(rows[pair] for pair in numbers)
    return drawn.of_rows(
        len(given.rows), sum(rows[p] for p in shown_), said["out.parties"], lost, given.version
    )


def _ahead(
    given: Given, pairs: Sequence[tuple[tuple[str, str], int]]
) -> dict[tuple[str, str], Counter[str]]:
    """Return of each pair how many of its rows tell of what has not happened, by status."""
    found: dict[tuple[str, str], Counter[str]] = {}
    if (column := given.first(Role.STATUS)) is not None:
        for pair, number in pairs:
            if (told := given.rows[number][column].text) in HOLLOW:
                found.setdefault(pair, Counter())[told] += 1
    return found


def _has_figures(given: Given) -> bool:
    """Tell whether there are figures of periods: a day's figure is no series."""
    column = _number(given)
    if column is None or given.date is None:
        return False
    periods = {
        row[given.date].value
        for row in given.rows
        if row[given.date].text and figure(row[column]) is not None
    }
    single = sum(_is_day(period) for period in periods)
    return len(periods) > 1 and single * 2 <= len(periods)


def _is_day(period: str) -> bool:
    return not readable(period) or Dating.parse(period).precision == "day"


def _number(given: Given) -> int | None:
    """Return the first column of figures that most rows have."""
    figures = [n for n in given.all(Role.FIGURE) if given.filled(n) * 2 >= len(given.rows)]
    return figures[0] if figures else None


def _chart(given: Given, language: str, title: str) -> Picture:
    """Draw the figures of each authority.

    A column of sorts right after figures says whose they are. Where none stands there, the last
    column of sorts does, and only the first figures are drawn. The other sorts make panels.
    """
    when, status, unit = given.date, given.first(Role.STATUS), given.first(Role.UNIT)
    sorts = given.sorts()
    owned: list[tuple[int, int | None]] = [
        (n, n + 1) for n in given.all(Role.FIGURE) if n + 1 in sorts
    ]
    first = _number(given) or 0
    drawn = owned or [(first, sorts[-1] if sorts else None)]
    owners = {owner for _, owner in drawn}
    panels = [n for n in sorts if n not in owners]
    found: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for row in given.rows:
        of = row[unit].text if unit is not None else ""
        for column, owner in drawn:
            whose = _joined(given, row, [owner], language) if owner is not None else ""
            value = figure(row[column])
            found[_panel(given, row, panels, language), whose, of].append(
                Point(
                    period=_day(row[when]) if when is not None else "",
                    value=value if value is not None else Decimal("NaN"),
                    status=row[status].text if status is not None else "",
                )
            )
    series = [
        Series(label or given.names[first], tuple(points), of, panel)
        for (panel, label, of), points in found.items()
    ]
    told = words(language)["chart.columns"].format(
        columns=", ".join(given.names[column] for column, _ in drawn)
    )
    return chart(series, title, language).of(given.table, given.version, told)


def _panel(given: Given, row: tuple[Cell, ...], columns: list[int], language: str) -> str:
    """Return the name of a panel: two states that stand beside each other have an arrow."""
    states = [n for n in columns if given.roles[n] is Role.STATE]
    way = _joined(given, row, states, language)
    others = [n for n in columns if n not in states]
    return " · ".join(part for part in (way, _joined(given, row, others, language)) if part)


_DRAW: Mapping[str, Callable[[Given, str, str], Picture]] = {
    TIMELINE: _timeline,
    MAP: _map,
    CHART: _chart,
}
