"""Figures of trade told line by line below a heading that gives their unit.

"Trade with A (2015, million USD)", then "Exports: 12.5" and "Imports: 8.1", each on its own line.
The year stands in the heading, in the label, or in parentheses after the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.facts.claims import Claim
from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document
from legation.reading.rules.trade.pairs import Pairs
from legation.reading.rules.trade.tables import UNIT, figure, measured, period_of

_LINE = re.compile(r"[^\r\n]+")
_TRADE = re.compile(
    r"thương mại|buôn bán|mậu dịch|kim ngạch|xuất nhập khẩu|\b(?:trade|commerce|exports?|imports?)\b"
)
_LABELLED = re.compile(
    r"[\s*+\u2022-]*(?P<label>[^:=\n]{2,70}?)\s?[:=]\s*(?P<n>[^\s:=(]{1,20}(?: \([+-][^()]{1,8}%\))?)\s*(?:\((?P<y>(?:19|20)\d\d)\))?[.;]?\s*"
)
_YEAR = re.compile(r"(?<![\w/.,-])(?:19|20)\d\d(?![\w/.,-]\w)")
_LONGEST = 140


def read(doc: Document, pairs: Pairs) -> Iterator[Claim]:
    r"""Yield one claim for each labelled figure below such a heading.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru\n\nTrade of Laos with Peru (2015; million USD)\nExports to Peru: 4.5\n"
    >>> doc = prepare(text, Source(Iri("https://e.org/source/a"), language="en"))
    >>> [(c.one("asWritten"), c.one("edtf")) for c in read(doc, Pairs.of(doc))]
    [('4.5', '2015')]
    """
    unit: re.Match[str] | None = None
    year: DateMention | None = None
    heading = Span(0, 0)
    for line in _LINE.finditer(doc.norm):
        told = _LABELLED.fullmatch(line[0]) if unit is not None else None
        if told is None:
            unit = UNIT.search(doc.norm, *line.span()) if _is_heading(line[0]) else None
            year = _year(doc, line.start(), line.end()) if unit is not None else None
            heading = Span(*line.span())
            continue
        label = Span(*(line.start() + place for place in told.span("label")))
        cell = Span(*(line.start() + place for place in told.span("n")))
        own = Span(*(line.start() + place for place in told.span("y"))) if told["y"] else label
        dated = period_of(doc, label)
        when = dated or _year(doc, own.start, own.end) or year
        what = measured(doc, pairs, heading if dated is not None else label, "")
        if what is not None and what.flow is not None and when is not None:
            yield from figure(doc, what.flow, label, when, cell, unit, "")


def _is_heading(line: str) -> bool:
    return len(line) < _LONGEST and _TRADE.search(line) is not None and "|" not in line


def _year(doc: Document, start: int, end: int) -> DateMention | None:
    """Return the one year of a stretch."""
    years = list(_YEAR.finditer(doc.norm, start, end))
    return DateMention(*years[0].span(), years[0][0]) if len(years) == 1 else None
