"""Dates told by the day of the week or by the week, counted from the day a document is of."""

from __future__ import annotations

import re
from datetime import date, timedelta

from legation.reading.dates import DOCUMENT
from legation.reading.document import DateMention

_DAYS = {
    "vi": ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
#: "thứ hai" is also "the second": only after one of these words, or with its week, is it a day.
_DAY = {
    "vi": re.compile(
        rf"(?:(?<=\bvào )|(?<=\bhôm )|(?<=\bsáng )|(?<=\btrưa )|(?<=\bchiều )|(?<=\btối )|(?<=\bđêm )|(?<=\bngày )|(?P<with>))"
        rf"(?P<day>{'|'.join(_DAYS['vi'])})\b(?:\s(?P<week>tuần này|tuần trước|tuần qua|tuần tới|tuần sau|vừa qua|tới|này))?"
    ),
    "en": re.compile(
        rf"\b(?:(?P<dir>last|next|this|coming)\s)?(?P<day>{'|'.join(_DAYS['en'])})\b(?:\s(?P<week>last week|next week|this week))?"
    ),
}
_WEEK = {
    "vi": re.compile(r"\btuần (?:(?P<before>trước|qua|vừa qua)|(?P<after>tới|sau)|(?P<now>này))\b"),
    "en": re.compile(r"\b(?:(?P<before>last)|(?P<after>next)|(?P<now>this)) week\b"),
}
_AHEAD = {
    "vi": re.compile(r"(?:\bsẽ\b|\bsắp\b|dự kiến|\btới\s\Z)[^.;\n]*\Z"),
    "en": re.compile(
        r"(?:\bwill\b|\bwould\b|\bshall\b|\bis (?:due|scheduled|expected|set) to\b|\bis to\b|\bdue to\b)[^.;\n]*\Z"
    ),
}
#: Beside a date of the month the weekday adds nothing: "on Monday, May 3", "thứ Hai (3/5)".
_DATED_AFTER = re.compile(
    r",?\s\(?(?:ngày\s)?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_DATED_BEFORE = re.compile(r"\d,?\s\(?\Z")
_CLAUSE = 120


def find(norm: str, language: str, issued: str = "") -> list[DateMention]:
    """Return the days that a text tells by their name, and the months of the weeks it names.

    A day without a week is the last one of that name, the document's own day among them, or the
    next one where the clause speaks of what will be. "Last week" gives its month, if it lies in
    one. Without a document's date of a full day nothing is told.

    >>> [m.edtf for m in find("he arrived on monday and will leave on friday", "en", "2013-05-01")]
    ['2013-04-29', '2013-05-03']
    >>> [m.edtf for m in find("đến vào thứ hai, là nước thứ ba trong tuần trước", "vi", "2013-05-15")]
    ['2013-05-13', '2013-05']
    """
    try:
        today = date.fromisoformat(issued) if len(issued) == len("2000-01-01") else None
    except ValueError:
        today = None
    if today is None:
        return []
    found = [_day(m, norm, language, today) for m in _DAY[language].finditer(norm)]
    found += [_week(m, today) for m in _WEEK[language].finditer(norm)]
    kept: list[DateMention] = []
    for mention in sorted((m for m in found if m), key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _day(match: re.Match[str], norm: str, language: str, today: date) -> DateMention | None:
    """Return the day of one match, counted from the document's."""
    got = match.groupdict()
    week = got.get("week") or got.get("dir") or ""
    if got.get("with") is not None and not week.startswith("tuần"):
        return None
    if _DATED_AFTER.match(norm, match.end()) or _DATED_BEFORE.search(
        norm, max(0, match.start() - 4), match.start()
    ):
        return None
    offset = _DAYS[language].index(match["day"]) - today.weekday()
    clause = norm[max(0, match.start() - _CLAUSE) : match.start()]
    if week in {"tuần này", "this week"}:
        pass
    elif week in {"tuần trước", "tuần qua", "last week"}:
        offset -= 7
    elif week in {"tuần tới", "tuần sau", "next week"}:
        offset += 7
    elif week in {"tới", "next", "coming", "này", "this"} or _AHEAD[language].search(clause):
        offset = offset % 7
    else:
        offset = -(-offset % 7)
    return DateMention(
        match.start("dir") if got.get("dir") else match.start("day"),
        match.end(),
        (today + timedelta(days=offset)).isoformat(),
        DOCUMENT,
    )


def _week(match: re.Match[str], today: date) -> DateMention | None:
    """Return the month of a week, if it lies in one."""
    shift = -7 if match["before"] else 7 if match["after"] else 0
    monday = today + timedelta(days=shift - today.weekday())
    sunday = monday + timedelta(days=6)
    if monday.month != sunday.month:
        return None
    return DateMention(match.start(), match.end(), f"{monday:%Y-%m}", DOCUMENT)
