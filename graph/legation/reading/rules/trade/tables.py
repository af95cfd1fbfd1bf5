"""Figures of trade in tables, as documents flatten them: one row a line, cells apart by ``|``, slashes or tabs.

Either each column is a flow and each row a period ("Year | Exports | Imports"), or the other way
round ("| 2015 | 2016"). Power of ten and currency stand in a heading or above the table; a table
that does not tell them is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from legation.errors import BadAmount
from legation.facts.claims import Claim, Value
from legation.facts.evidence import Span
from legation.reading.amounts import PREFIXES, UNITS
from legation.reading.document import DateMention, Document
from legation.reading.rules.trade.flows import Flow, balance, both, cues, direction, parties_named
from legation.reading.rules.trade.pairs import Pairs
from legation.terms import concept
from legation.values.amounts import SCALES, number

_LINE = re.compile(r"[^\r\n]+")
_CELL = re.compile(r"\s*(?:\||\t|\s{3,})\s*")
_SLASH = re.compile(r"\s/\s")
_SCALE = r"(?P<{0}>triệu|tỷ|tỉ|nghìn|ngàn|thousand|million|billion|mln|mn|bln|bn|mil)\b\.?"
_MONEY = (
    r"(?P<{0}>usd|us ?\$|\$|đô la(?: mỹ)?|đô-la(?: mỹ)?|us dollars?|dollars?|eur|euros?|rúp|rub)"
)
UNIT = re.compile(
    _SCALE.format("a")
    + r"\s?"
    + _MONEY.format("b")
    + "|"
    + _MONEY.format("c")
    + r"\s?(?:in\s)?"
    + _SCALE.format("d")
)
_FIGURE = re.compile(
    r"(?:(?:us\s?)?\$\s?)?(?P<n>-?\d{1,9}(?:[.,]\d{1,9}){0,4})\*{0,2}(?:\s?\(?(?P<g>[+-]\s?\d{1,3}(?:[.,]\d{1,3})?)\s?%\)?)?"
)
_YEAR = re.compile(
    r"(?:năm |year |fy\s?)?(?P<y>(?:19|20)\d\d)(?:[-/](?P<fy>\d\d|(?:19|20)\d\d))?\*{0,2}"
)
_MONTHS = re.compile(
    r"(?P<n>\d{1,2})\s?(?:t|tháng|months?)(?: đầu)?(?: năm)?(?: of)?\s?[/-]?\s?(?P<y>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)\s?\((?P<n2>\d{1,2})\s?(?:t|tháng|months?)(?: đầu năm)?\)"
)
_GROWTH = re.compile(r"tăng|giảm|tỷ lệ|growth|change|increase|%")
_TOTAL = re.compile(
    r"tổng(?: số| cộng| kn| kim ngạch)?|total|hai chiều|2 chiều|two-way|kn|turnover|bilateral"
)
_PLANNED = re.compile(r"dự kiến|kế hoạch|mục tiêu|forecast|target|projected|\(f\)")
#: How many lines above a table may tell its unit or whose trade it is.
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class _Column:
    """What a heading says its figures are: of a flow, or the growth of the flow before it."""

    span: Span
    flow: Flow | None


def lines(doc: Document) -> list[list[Span]]:
    r"""Return the lines of a document as their cells.

    >>> from legation.facts.evidence import Source
    >>> from legation.terms import Iri
    >>> doc = Document(Source(Iri("x:a")), "", "a | b\n\nc", "en", (), ())
    >>> [len(cells) for cells in lines(doc)]
    [2, 1]
    """
    found = []
    for line in _LINE.finditer(doc.norm):
        begin, cells = line.start(), []
        slashed = len(_SLASH.findall(line[0])) > 1  # "2009 / 48,5 / 60,1"
        for gap in (_SLASH if slashed else _CELL).finditer(doc.norm, line.start(), line.end()):
            cells.append(Span(begin, gap.start()))
            begin = gap.end()
        cells.append(Span(begin, line.end()))
        plain = line[0].strip()
        if len(plain) > 1 and plain[0] == plain[-1] == "|":
            cells = cells[1:-1]  # a frame all around
        found.append(cells)
    return found


def read(doc: Document, pairs: Pairs) -> Iterator[Claim]:
    """Yield one claim for each figure of each table of trade between two states."""
    if not any(mark in doc.norm for mark in ("|", "\t", "   ", " / ")):
        return
    rows, below = lines(doc), 0
    for place, head in enumerate(rows):
        if place < below or len(head) < 2:
            continue
        periods = [period_of(doc, cell) for cell in head[1:]]
        columns = _columns(doc, pairs, head[1:])
        by_year = sum(p is not None for p in periods) >= 2
        if not by_year and not any(c is not None and c.flow is not None for c in columns):
            continue
        above = rows[max(0, place - _ABOVE)][0].start
        unit = UNIT.search(doc.norm, above, head[-1].end)
        body = _body(rows, place)
        below = place + 1 + len(body)
        if not _is_between_two(doc, pairs, above, body[-1][0].end if body else head[-1].end):
            continue
        for row in body:
            if by_year:
                column = next(iter(_columns(doc, pairs, row[:1])), None)
                told = [(column, when, cell) for cell, when in zip(row[1:], periods, strict=False)]
            else:
                when = period_of(doc, row[0])
                told = [(c, when, cell) for cell, c in zip(row[1:], columns, strict=False)]
            for number_, (column, period, cell) in enumerate(told):
                if column is None or column.flow is None or period is None:
                    continue
                beside = told[number_ + 1] if not by_year and number_ + 1 < len(told) else None
                grown = beside is not None and beside[0] is not None and beside[0].flow is None
                growth = doc.norm[beside[2].start : beside[2].end] if beside and grown else ""
                heading = row[0] if by_year else column.span
                yield from figure(doc, column.flow, heading, period, cell, unit, growth)


def _body(rows: list[list[Span]], head: int) -> list[list[Span]]:
    """Return the rows below a heading that have cells as it has."""
    body = []
    for row in rows[head + 1 :]:
        if len(row) < 2 or len(row) > len(rows[head]) + 1:
            break
        body.append(row)
    return body


def _is_between_two(doc: Document, pairs: Pairs, start: int, end: int) -> bool:
    """Tell whether a table is of the trade of two states, and not of one with the world."""
    trade = {c.kind for c in cues(doc, start, end)} & {"turnover", "export", "import", "volume"}
    codes = {s.code for s in parties_named(doc, start, end)}
    of_pair = pairs.focused and codes >= {*(doc.pair or ("",))}
    return bool(trade) and (len(codes) == 2 or of_pair or both(doc, start, end))


def period_of(doc: Document, cell: Span) -> DateMention | None:
    """Return the period that a cell is, if it is one and nothing else."""
    text = doc.norm[cell.start : cell.end].strip(" .:*")
    if match := _MONTHS.fullmatch(text):
        months, year = match["n"] or match["n2"], match["y"] or match["y2"]
        if 0 < int(months) <= 12:
            return DateMention(cell.start, cell.end, f"{year}-01/{year}-{int(months):02}")
    if match := _YEAR.fullmatch(text):
        first, second = int(match["y"]), match["fy"]
        if second is None:
            return DateMention(cell.start, cell.end, match["y"])
        if (first + 1) % 100 == int(second[-2:]):
            return DateMention(cell.start, cell.end, f"{first}/{first + 1}")
    dated = doc.of(DateMention, cell)
    return dated[0] if len(dated) == 1 and cell.end - cell.start < 40 else None


def _columns(doc: Document, pairs: Pairs, cells: list[Span]) -> list[_Column | None]:
    """Return what each heading says; one that names no state goes on with the one before."""
    found: list[_Column | None] = []
    actor = ""
    for cell in cells:
        column = measured(doc, pairs, cell, actor)
        if column is not None and column.flow is not None:
            flow = column.flow
            actor = {"export": flow.first, "import": flow.second}.get(flow.kind, actor)
        found.append(column)
    return found


def measured(doc: Document, pairs: Pairs, cell: Span, actor: str) -> _Column | None:
    """Return what the figures beside or below a heading are."""
    text = doc.norm[cell.start : cell.end]
    words = [c for c in cues(doc, cell.start, cell.end) if c.kind not in {"other", "again"}]
    sentence = doc.sentence_at(cell.start)
    if not words:
        if _GROWTH.search(text):
            return _Column(cell, None)
        here = pairs.here(sentence) if _TOTAL.match(text) else None
        return _Column(cell, Flow("turnover", *here)) if here is not None else None
    cue = words[0]
    if _GROWTH.match(text):
        return _Column(cell, None)
    if {c.kind for c in words} >= {"export", "import"} or cue.kind in {"turnover", "volume"}:
        ends = pairs.between(sentence, cell.start, cell.end) or pairs.here(sentence)
        return _Column(cell, Flow("turnover", *ends)) if ends is not None else None
    if cue.kind == "balance":
        ends = pairs.here(sentence)
        told = ends and balance(doc, cue, ends, cell.start, cell.end)
        return _Column(cell, told) if told else None
    exporter, importer = direction(doc, cue, cell.start, cell.end)
    pair = pairs.here(sentence)
    if not exporter and not importer and pair is not None and doc.we in pair:
        exporter, importer = (doc.we, "") if cue.kind == "export" else ("", doc.we)
    elif not exporter and not importer and actor:
        exporter, importer = (actor, "") if cue.kind == "export" else ("", actor)
    ends = pairs.completed(sentence, exporter, importer)
    return _Column(cell, Flow(cue.kind, *ends)) if ends is not None else None


def figure(
    doc: Document,
    flow: Flow,
    heading: Span,
    when: DateMention,
    cell: Span,
    unit: re.Match[str] | None,
    beside: str,
) -> Iterator[Claim]:
    """Yield the claim of a cell, if it holds a figure and its unit is told."""
    text = doc.norm[cell.start : cell.end].strip()
    own = UNIT.search(text)
    if own is not None:
        text, unit = (text[: own.start()] + text[own.end() :]).strip(), own
    match = _FIGURE.fullmatch(text)
    value = _number(match["n"], doc.language) if match else None
    if match is None or value is None or value < 0 or unit is None:
        return
    growth = _number(match["g"] or beside, doc.language)
    issued = doc.source.issued[:4]
    label = doc.norm[when.start : when.end]
    ahead = (issued and when.edtf[:4] > issued) or _PLANNED.search(label)
    money = unit["b"] or unit["c"]
    values: dict[str, tuple[Value, ...]] = {
        "measure": (concept("measure", "trade"),),
        **flow.values(),
        "value": (value,),
        "multiplier": (SCALES[unit["a"] or unit["d"]],),
        "unit": (_currency(money),),
        "status": (concept("status", "forecast" if ahead else "actual"),),
        "asWritten": (doc.text[cell.start : cell.end].strip(),),
        "edtf": (when.edtf,),
    }
    if growth is not None:
        values["growth"] = (growth,)
    spans = tuple(sorted({cell, when.span, heading}))
    yield Claim("Observation", values, (cell, *(s for s in spans if s != cell)), "trade.table")


def _number(text: str, language: str) -> Decimal | None:
    plain = text.strip(" %+*()").replace(" ", "")
    try:
        value = number(plain.lstrip("-"), language)
    except BadAmount:
        return None
    return -value if plain.startswith("-") else value


def _currency(money: str) -> str:
    """Return the code of a currency as a heading writes it."""
    if money in PREFIXES:
        return PREFIXES[money]
    return next((c for c, form in UNITS.items() if re.fullmatch(form, money)), "USD")
