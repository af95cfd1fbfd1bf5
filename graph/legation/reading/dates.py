"""Find the dates that running text states, as EDTF of level 0, and say what filled their gaps.

The forms stand in `legation.reading.dates_grammar`, and `legation.reading.dates_calendar` puts
their parts together; this module finds them and works out the year, month or day that a text
leaves to its context ("năm ngoái", "last July", "22/10"). What cannot be worked out is left out:
a day or a year is never invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from legation.reading import dates_calendar
from legation.reading.dates_grammar import (
    GRAMMARS,
    RELATIVE_DAYS,
    RELATIVE_MONTHS,
    RELATIVE_YEARS,
)
from legation.reading.document import DateMention, Document, Sentence

DOCUMENT = "document date"
SENTENCE = "year of the sentence"
PARAGRAPH = "year of the paragraph"
LATEST = "latest date of the text"
BEFORE = "period of the figure before"
BASE = "the period it is compared with"

_LINK = re.compile(r"\s{0,3}(?:,|;|và|and|&|,\s{0,2}and)\s{1,3}(?:(?:ngày|năm|tháng|in)\s{1,3})?\Z")
_FRAME = re.compile(r"(?:(?:trong|vào|tính đến|hết|in|during|by)\s{1,3})?(?:cả\s{1,3})?\Z")
_SAME_YEAR = re.compile(
    r",?\s(?:of |in )?(?:cùng năm|năm đó|năm ấy|the same year|that(?: same)? year)\b"
)
#: The sign of an item before a date that frames it: "• October 2009: …".
_BULLETS = " \t\n•·-–—*+"
_YEAR_LINE = re.compile(
    r"(?:\A|\n)[ •*+#-]{0,4}(?:(?:năm|in)\s)?(?P<year>(?:19|20)\d\d)[ ]?:?[ ]?\n{1,2}"
)
_BREAK = re.compile(r"[.!?…]\s|\n")
_REACH = 400
#: How many sentences back a paragraph is searched for the date that frames it.
_FRAMED = 100


@dataclass(slots=True)
class _Context:
    """What the text has said so far, and when it was written."""

    norm: str
    issued: date | None
    issued_parts: int
    latest: int | None
    found: list[DateMention] = field(default_factory=list)


def find(norm: str, language: str, issued: str = "") -> list[DateMention]:
    """Return the dates of a text in its normal form, in text order, none overlapping another.

    ``issued`` is the date of the document in EDTF; without it, what is told by its distance
    from the document ("this year") rests on the latest month the text dates, and days told
    so are left out.

    >>> [m.edtf for m in find("từ 3-5/9/2007 và trong 8 tháng đầu năm nay", "vi", "2009-11-03")]
    ['2007-09-03/2007-09-05', '2009-01/2009-08']
    >>> [(m.edtf, m.basis) for m in find("they met last july", "en", "2015-12-08")]
    [('2015-07', 'document date')]
    """
    raw = _raw(norm, language)
    context = _Context(norm, *_issued(issued), _latest_year(raw))
    for number, match in enumerate(raw):
        following = raw[number + 1] if number + 1 < len(raw) else None
        mention = _read(match, following, context)
        if mention is not None and dates_calendar.exists(mention.edtf):
            context.found.append(mention)
    return context.found


def inherited(doc: Document, sentence: Sentence) -> DateMention | None:
    """Return the year that a sentence takes over from the one that frames its paragraph.

    A date at the very beginning of an earlier sentence ("Năm 2007, ...") goes for those that
    follow in the paragraph, up to the next such date; of a finer date only the year does.
    """
    for earlier in reversed(doc.sentences[max(0, sentence.number - _FRAMED) : sentence.number]):
        if earlier.paragraph != sentence.paragraph:
            return None
        for mention in doc.of(DateMention, earlier)[:1]:
            if _FRAME.fullmatch(doc.norm, earlier.start, mention.start):
                year = mention.edtf[:4]
                same = mention.edtf.rpartition("/")[2].startswith(year)
                return DateMention(mention.start, mention.end, year, PARAGRAPH) if same else None
    return None


def _raw(norm: str, language: str) -> list[re.Match[str]]:
    """Return the stretches that the grammar takes for dates, in text order."""
    taken = bytearray(len(norm) + 1)
    found = []
    for pattern in GRAMMARS[language]:
        for match in pattern.finditer(norm):
            start, end = _start(match), match.end()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(match)
    return sorted(found, key=_start)


def _start(match: re.Match[str]) -> int:
    """Return where the date itself begins, after its cue."""
    return match.end("cue") if "cue" in match.re.groupindex and match["cue"] else match.start()


def _issued(edtf: str) -> tuple[date | None, int]:
    """Return the day a document is of, and how many of its parts are known."""
    parts = [int(p) for p in edtf.partition("/")[0].split("-") if p.isdecimal()]
    try:
        return (date(*[*parts, 1, 1][:3]), len(parts)) if parts else (None, 0)
    except ValueError:
        return None, 0


def _latest_year(raw: list[re.Match[str]]) -> int | None:
    """Return the latest year to which the text dates a month or a day."""
    years = []
    for match in raw:
        got = match.groupdict()
        if got.get("m2") or got.get("m") or got.get("mon2") or got.get("mon"):
            years += [int(y) for y in (got.get("y2") or got.get("y"),) if y]
    return max(years, default=None)


def _read(
    match: re.Match[str], following: re.Match[str] | None, context: _Context
) -> DateMention | None:
    """Return the date of one match, or ``None`` if it is none or cannot be worked out."""
    got = {name: value for name, value in match.groupdict().items() if value is not None}
    start = _start(match)
    if "skip" in got or ("chain" in got and not _linked(context, start)):
        return None
    if "fy" in got:
        fiscal = dates_calendar.fiscal(got)
        return DateMention(start, match.end(), fiscal) if fiscal else None
    if "rd" in got:
        return _day_from_issue(got["rd"], start, match.end(), context)
    if {"sy", "sd", "nd", "later"} & got.keys():
        return _that(got, start, match.end(), context)
    if "same" in got:
        return _same_period(got, start, match.end(), context)
    if "rm" in got:
        return _month_from_issue(got["rm"], start, match.end(), context)
    if "ago" in got or "ago2" in got:
        if context.issued is None:
            return None
        years = context.issued.year - int(got.get("ago") or got["ago2"])
        return DateMention(start, match.end(), str(years), DOCUMENT) if years > 1500 else None
    last_month = dates_calendar.month(got, "2") or dates_calendar.month(got)
    year2, basis = _stated_year(got, start, context)
    if year2 is None:
        year2, basis = _year(got, last_month, following, start, match.end(), context)
    if year2 is None:
        return None
    edtf = dates_calendar.edtf(got, year2)
    return DateMention(start, match.end(), edtf, basis) if edtf else None


def _stated_year(got: dict[str, str], start: int, context: _Context) -> tuple[int | None, str]:
    """Return the year that is written, or told by its distance."""
    if stated := got.get("y2") or (got.get("y") if not ({"d2", "m2", "mon2"} & got.keys()) else ""):
        return int(stated), ""
    word = got.get("ry")
    if word is None:
        return None, ""
    if word in {"trước", "a year earlier", "the previous year"}:
        near = next(_near(context, start), None)
        return (int(near.edtf[:4]) - 1, BASE) if near else (None, "")
    if word == "the year":
        return None, ""
    year, basis = _now(context)
    return (year + RELATIVE_YEARS[word], basis) if year else (None, "")


def _year(
    got: dict[str, str],
    month: int,
    following: re.Match[str] | None,
    start: int,
    end: int,
    context: _Context,
) -> tuple[int | None, str]:
    """Work out a year that is not written: from its list, its sentence, or the document."""
    if following is not None and _LINK.fullmatch(context.norm, end, _start(following)):
        later = following.groupdict()
        if stated := later.get("y") or later.get("y2"):
            return int(stated), SENTENCE
    if context.found and _SAME_YEAR.match(context.norm, end):
        return int(context.found[-1].edtf.rpartition("/")[2][:4]), SENTENCE
    if "chain" in got and "y" not in got:
        return int(context.found[-1].edtf[:4]), SENTENCE
    if "n" in got or "part" in got:
        for mention in islice(_near(context, start, whole_paragraph=True), 40):
            if mention.edtf[5:7] == "01" and "/" in mention.edtf:
                return int(mention.edtf[:4]), PARAGRAPH
        return _now(context)
    for mention in islice(_near(context, start), 12):
        if _opens_sentence(context, mention):
            return int(mention.edtf[:4]), SENTENCE
    if month and (year := _heading(context, start)):
        return year, PARAGRAPH
    for mention in islice(_near(context, start, whole_paragraph=True), 1):
        if len(mention.edtf) == 10 and int(mention.edtf[5:7]) == month and "d" in got:
            return int(mention.edtf[:4]), PARAGRAPH  # "on August 5, 1995 ... on August 6"
    if context.issued is None:
        return None, ""
    return _nearest_year(month, got.get("dir", ""), context), DOCUMENT


def _nearest_year(month: int, direction: str, context: _Context) -> int:
    """Return the year that brings a month closest to the document's date, on the side told."""
    issued = context.issued
    if issued is None:
        raise ValueError("the document has no date")
    if context.issued_parts == 1 or not month:
        return issued.year
    away = month - issued.month
    if direction in {"last", "vừa qua", "qua"}:
        return issued.year - (away > 0)
    if direction in {"next", "tới", "sau"}:
        return issued.year + (away < 0)
    if direction:
        return issued.year
    return issued.year + (away < -8) - (away > 6)


def _now(context: _Context) -> tuple[int | None, str]:
    if context.issued is not None:
        return context.issued.year, DOCUMENT
    return context.latest, LATEST


def _near(context: _Context, start: int, *, whole_paragraph: bool = False) -> Iterator[DateMention]:
    """Yield the dates before an offset, last first, in its sentence or paragraph."""
    for mention in reversed(context.found):
        between = context.norm[mention.end : start]
        limit = "\n" in between if whole_paragraph else _BREAK.search(between)
        if limit or len(between) > _REACH * (1 + 4 * whole_paragraph):
            return
        yield mention


def _opens_sentence(context: _Context, mention: DateMention) -> bool:
    """Tell a date that frames its sentence: "Năm 2007, ..."."""
    before = context.norm[max(0, mention.start - 40) : mention.start]
    *_, begin = [0 if mention.start <= 40 else -1] + [m.end() for m in _BREAK.finditer(before)]
    return begin >= 0 and _FRAME.fullmatch(before[begin:].lstrip(_BULLETS)) is not None


def _heading(context: _Context, start: int) -> int | None:
    """Return the year that stands alone above the lines of a list: "2009", then "March: …"."""
    above = list(_YEAR_LINE.finditer(context.norm, max(0, start - 5 * _REACH), start))
    if not above or "\n\n" in context.norm[above[-1].end() : start]:
        return None
    return int(above[-1]["year"])


def _linked(context: _Context, start: int) -> bool:
    """Tell whether a bare date goes on a list of dates."""
    return bool(context.found and _LINK.fullmatch(context.norm, context.found[-1].end, start))


def _day_from_issue(words: str, start: int, end: int, context: _Context) -> DateMention | None:
    if context.issued is None or context.issued_parts < 3:
        return None
    word = words if words in RELATIVE_DAYS else words.rsplit(maxsplit=1)[-1]
    try:
        day = context.issued + timedelta(days=RELATIVE_DAYS[word])
    except OverflowError:  # the first or the last day there is
        return None
    return DateMention(start, end, day.isoformat(), DOCUMENT)


def _month_from_issue(word: str, start: int, end: int, context: _Context) -> DateMention | None:
    if context.issued is None or context.issued_parts < 2:
        return None
    count = context.issued.year * 12 + context.issued.month - 1 + RELATIVE_MONTHS[word]
    return DateMention(start, end, f"{count // 12:04}-{count % 12 + 1:02}", DOCUMENT)


def _that(got: dict[str, str], start: int, end: int, context: _Context) -> DateMention | None:
    """Return the date that "the same year" and "a day later" mean after the one told last."""
    last = context.found[-1] if context.found and "later" in got else None
    near = last or next(_near(context, start, whole_paragraph=True), None)
    edtf = near.edtf.rpartition("/")[2] if near and start - near.end < _REACH * 5 else ""
    if "sy" in got or "later" in got:
        if not edtf[:4].isdigit():
            return None
        later = got.get("later", "0")
        year = int(edtf[:4]) + dates_calendar.count(later)
        return DateMention(start, end, f"{year:04}", PARAGRAPH)
    if len(edtf) != len("2000-01-01"):
        return None
    day = date.fromisoformat(edtf)
    try:
        day += timedelta(days="nd" in got)
    except OverflowError:  # the last day there is
        return None
    return DateMention(start, end, day.isoformat(), PARAGRAPH)


def _same_period(
    got: dict[str, str], start: int, end: int, context: _Context
) -> DateMention | None:
    """Return the period of the sentence, moved to the year named or to the year before."""
    period = next((m.edtf for m in _near(context, start) if len(m.edtf) != 10), "")
    if not period:
        return None
    year = int(got["y"]) if "y" in got else int(period[:4]) - 1
    shift = int(period[:4]) - year
    moved = re.sub(r"\d{4}", lambda m: f"{int(m[0]) - shift:04}", period)
    return DateMention(start, end, moved, BASE)
