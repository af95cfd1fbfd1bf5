"""When: the dates beside a person or a host, after a verb, in brackets, and how long a visit lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document
from legation.reading.rules.visits.words import rank_of

_DATE_WORDS = (
    r"năm|tháng|ngày|vào|hồi|từ|trong|đầu|cuối|giữa|in|on|from|during|early|late|of|the|visit|official|"
    r"state|thăm|chính thức|cấp nhà nước|làm việc|hữu nghị|working|again|lần lượt|lại|trip|most recently|latest|last|"
    r"gần đây nhất là|gần đây nhất|mới đây nhất|và|and|&"
)
_NEXT_TO = re.compile(rf"[\s,:(-]*(?:(?:{_DATE_WORDS})[\s,:]*){{0,5}}\Z")
#: What each of several dates was for may stand in brackets behind it.
_JOINED = re.compile(
    r"(?:\s?\([^()]{2,90}\))?[\s,()]*(?:(?:và|and|&|ngày|tháng|năm|in|on|again|từ|rồi|vào|lại|from|then)[\s,(]*){0,3}\Z"
)
_NOT_THIS = re.compile(
    r"(?:từ khi|kể từ|từ năm|trước|sau|kỷ niệm[^.;]{0,50}|since|after|before|following|until|prior to|anniversary[^.;]{0,40}|thiết lập[^.;]{0,40}|established[^.;]{0,40}|ký[^.;]{0,40}|signed[^.;]{0,40}|giai đoạn|period)\s(?:ngày\s|năm\s|tháng\s|đó\s|the\s|on\s|in\s)*\Z"
)
#: What happens "during the visit" happens inside it, so its date is one of the visit.
_SINCE = re.compile(
    r"(?:từ khi|kể từ|từ năm|trước|sau|since|after|before|following|until|prior to|giai đoạn|period)\s(?:ngày\s|năm\s|tháng\s|đó\s|the\s|on\s|in\s)*\Z"
)
_DURING = re.compile(
    r"(?:\bduring|on the occasion of|nhân(?: dịp)?|trong(?: dịp| khuôn khổ)?|within the framework of|in the course of)\s[^.;]{0,60}\Z"
)
_OTHER_EVENT = re.compile(
    r"[;]|\b(?:ký|signed|signing|kể từ|since|kỷ niệm|anniversary|established|thiết lập|sau khi|sau chuyến|trước khi|trước đó|gặp|met|last visit|lần trước|nhiệm kỳ|nơi|where|while|trong khi|elected|sinh năm|following|after)\b"
)
_REACH = 170
#: A day of a month, or several: no year, and no word for the document's day.
_YEARLESS = re.compile(
    r"(?:ngày\s|từ\s)*\d{1,2}\b[^\d]{0,16}(?:\d{1,2}\b[^\d]{0,16}){0,3}|[a-z]{3,9}\.?\s\d{1,2}(?:\s?-\s?\d{1,2})?"
)
_FROM_DAY = re.compile(r"\s(?:(?:trong\s)?\w+ ngày,?\s)?(?:kể|bắt đầu)\s(?:từ\s)?(?:ngày\s)?")
_STARTING = re.compile(
    r",?\s(?:starting|beginning|bắt đầu)\s(?:(?:on|from|từ|vào|hôm|ngày)\s){0,2}"
)
_NUMBERS = {
    w: n
    for n, words in enumerate(
        (
            "một one",
            "hai two",
            "ba three",
            "bốn four",
            "năm five",
            "sáu six",
            "bảy seven",
            "tám eight",
            "chín nine",
            "mười ten",
        ),
        1,
    )
    for w in words.split()
}
_COUNT = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
_STAY = re.compile(
    rf"\b(?:(?P<a>{_COUNT})[- ]days?\b|(?:trong |dài |kéo dài )(?P<b>{_COUNT}) ngày\b|(?:thăm|việc|thức|nghị|nước|viếng)\s(?P<c>{_COUNT}) ngày\b|\b(?P<d>{_COUNT}) ngày(?=\s(?:của|kể từ|bắt đầu|tới|từ)\b))"
)
_BEHIND_HOST = re.compile(rf"\s(?:trong\s)?(?P<a>{_COUNT}) ngày\b(?!\s\d)")
_MOST_DAYS = 31
_LASTS_TO = re.compile(
    r"(?:(?:kéo dài|diễn ra|ở lại|lasts?|lasting|runs?|ends?|ending|continues?)\s(?:đến|tới|until|till|through|to|on)?|\b(?:đến|tới|until|till|through))\s?(?:hết\s)?(?:ngày\s)?\Z"
)
_SEGMENT = re.compile(r";|,\s(?:và|and)\s|\s(?:và|and)\s|,\s")
_BRACKET = re.compile(r"\s?(?:\([^()\d]*\)\s?,?\s?)?\(")


def dates_beside(doc: Document, start: int, end: int) -> list[DateMention]:
    """Return the dates that follow a person or a host at once: "(4/1997, 5/2008)"."""
    found: list[DateMention] = []
    at = start
    for date in doc.of(DateMention, Span(start, end)):
        gap = doc.norm[at : date.start]
        if not (_JOINED if found else _NEXT_TO).match(gap) or not may_date(date):
            break
        found.append(date)
        at = date.end
    return _begun(doc, found[-1], end) or found if found else []


def dates_after(doc: Document, start: int, end: int) -> list[DateMention]:
    """Return the dates that a clause gives after the host, the first and what is joined to it."""
    beside = dates_beside(doc, start, end)
    if beside:
        return beside
    near = doc.of(DateMention, Span(start, min(end, start + _REACH)))
    for date in [d for d in near if may_date(d)][:1]:
        gap = doc.norm[start : date.start]
        if _FROM_DAY.fullmatch(gap):
            return [date]
        if _OTHER_EVENT.search(gap) or _NOT_THIS.search(gap):
            return []
        return [date, *dates_joined(doc, date, end)]
    return []


def may_date(date: DateMention) -> bool:
    """Tell whether a date may be one of a visit: "nine times from 2001 to 2010" is a period."""
    first, _, last = date.edtf.partition("/")
    return not last or len(first) > len("2000-01") or first[:4] == last[:4]


def _begun(doc: Document, coarse: DateMention, end: int) -> list[DateMention]:
    """Return the first day that follows a vaguer date: "next week, starting on Monday"."""
    for date in doc.of(DateMention, Span(coarse.end, min(end, coarse.end + _REACH)))[:1]:
        if _STARTING.fullmatch(doc.norm, coarse.end, date.start) and len(date.edtf) > len(
            coarse.edtf
        ):
            return [date]
    return []


def of_clause(doc: Document, date: DateMention, start: int) -> DateMention:
    """Return a day without a year in the year of the date before it in a clause.

    "On 10-11 May 2006 he came, as the last leg of a tour of Peru (7 May)": not in the year of
    the document.
    """
    if not _YEARLESS.fullmatch(doc.norm, date.start, date.end):
        return date
    before = doc.of(DateMention, Span(start, date.start))
    dated = [d for d in before if d.edtf[:4] in doc.norm[d.start : d.end]][-1:]
    if not dated or len(dated[0].edtf) < len("2000-01-01"):
        return date
    year = dated[0].edtf[:4]
    told = date.edtf[:4]
    near = dated[0].edtf[5:7] == date.edtf[5:7]
    return replace(date, edtf=date.edtf.replace(told + "-", year + "-")) if near else date


def dates_joined(doc: Document, first: DateMention, end: int) -> list[DateMention]:
    """Return the dates that "and" or a comma joins to one."""
    found, at = [], first.end
    for date in doc.of(DateMention, Span(first.end, end)):
        if not _JOINED.match(doc.norm[at : date.start]):
            break
        found.append(date)
        at = date.end
    return found


def date_before(doc: Document, start: int, end: int) -> list[DateMention]:
    """Return the last date before a verb that frames its clause."""
    for date in reversed(doc.of(DateMention, Span(start, end))):
        before = doc.norm[max(start, date.start - 60) : date.start]
        foreign = _SINCE if _DURING.search(doc.norm, date.end, end) else _NOT_THIS
        if not foreign.search(before):
            finer = doc.of(DateMention, Span(max(start, date.start - 30), date.start))[-1:]
            if finer and not doc.norm[finer[0].end : date.start].strip(" ,"):
                return [finer[0] if len(finer[0].edtf) > len(date.edtf) else date]
            return [date]
    return []


def in_brackets(doc: Document, start: int, end: int) -> Iterator[tuple[DateMention, str]]:
    """Yield the dates in the brackets after a person, each with the rank told beside it.

    "(January 2004, State visit; October 2008 - summit)" are two visits, the first of rank state.
    """
    opened = _BRACKET.match(doc.norm, start, end)
    if not opened:
        return
    close = doc.norm.find(")", opened.end(), end)
    close = end if close < 0 else close
    inside = doc.of(DateMention, Span(opened.end(), close))
    going = "unspecified"
    for number, date in enumerate(inside):
        floor = inside[number - 1].end if number else opened.end()
        marks = [m.end() for m in _SEGMENT.finditer(doc.norm, floor, date.start)]
        begin = marks[-1] if marks else floor
        before = doc.norm[begin : date.start]
        if number and not marks and not _JOINED.match(before):
            continue
        if _NOT_THIS.search(before + " ") or not _NEXT_TO.match(before) or not may_date(date):
            continue
        going = _rank_before(doc, begin, floor, date) or going
        ceiling = inside[number + 1].start if number + 1 < len(inside) else close
        segments = [m.start() for m in _SEGMENT.finditer(doc.norm, date.end, ceiling)]
        behind = segments[-1] if segments and ceiling < close else ceiling
        rank = rank_of(doc, date.end, behind)
        yield date, rank if rank != "unspecified" else going


def _rank_before(doc: Document, begin: int, floor: int, date: DateMention) -> str:
    """Return the rank told right before a date, which holds for those that follow it too.

    "unspecified" ends what held before: "official visit 2001; 2004 for a summit".
    """
    rank = rank_of(doc, begin, date.start)
    if rank == "unspecified" and doc.norm[floor - 1] == "(" and begin > floor:
        rank = rank_of(doc, floor, date.start)  # "(official visit, 2001"
    if rank != "unspecified":
        return rank
    return "unspecified" if ";" in doc.norm[floor:begin] else ""


def bracket_end(doc: Document, start: int, end: int) -> int:
    """Return where the brackets after a person end, ``start`` if there are none."""
    opened = _BRACKET.match(doc.norm, start, end)
    close = doc.norm.find(")", opened.end(), end) if opened else -1
    return close + 1 if close >= 0 else start


def stay(doc: Document, start: int, end: int) -> int:
    """Return how many days a stretch says that a visit lasts, 0 if it does not."""
    match = _STAY.search(doc.norm, start, end)
    if not match:
        return 0
    word = match["a"] or match["b"] or match["c"] or match["d"]
    count = _NUMBERS.get(word) or int(word)
    return count if count <= _MOST_DAYS else 0


def stay_behind(doc: Document, host_end: int) -> int:
    """Return how many days are told right behind a host: "thăm chính thức Peru hai ngày"."""
    match = _BEHIND_HOST.match(doc.norm, host_end)
    return (_NUMBERS.get(match["a"]) or int(match["a"])) if match else 0


def is_end(doc: Document, date: DateMention) -> bool:
    """Tell whether a date is said to be the last of a visit: "lasts until May 4"."""
    return _LASTS_TO.search(doc.norm, max(0, date.start - 40), date.start) is not None
