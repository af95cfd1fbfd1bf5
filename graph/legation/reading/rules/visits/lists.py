"""Lists of visits: persons with dates under a heading, and nothing that only stands below one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from legation.facts.evidence import Span
from legation.identity import reference
from legation.reading.document import DateMention, Document, PersonMention
from legation.reading.mentions.resolve import in_state
from legation.reading.rules.visits.dates import bracket_end, dates_beside, in_brackets
from legation.reading.rules.visits.drafts import Draft, is_ahead
from legation.reading.rules.visits.people import Cast, explicit
from legation.reading.rules.visits.sections import Direction
from legation.reading.rules.visits.words import rank_of

#: Before the first of a list stand its sign, a number, "and", or the words for a delegation.
_OPENS = re.compile(
    r"[\W\d_]*(?:[a-zđ]\)\s|(?:và|and|the|then|rồi|đoàn|đoàn của|do|có|gồm|visits? (?:by|of)|those (?:by|of)|(?:các )?chuyến thăm của|các đoàn(?: của)?|former|nguyên|cố|late|h\.\s?e\.|ngài|ông|bà|mr|mrs|ms)[\s:.]+){0,4}(?:\w{2,5}\s)?\Z"
)
_SEPARATES = re.compile(r"\s?[:,–-]?\s{1,2}(?:the\s|ngài\s|h\.e\.\s)?\Z")
_CLOSED = re.compile(r"\s*(?:[;.,(&]|\Z|and\b|và\b|v\.\s?v|-)")
#: "từ 2014" after an office is when it began; "sinh năm", "elected in" are no visits either.
_SINCE = re.compile(r"\b(?:từ|since|from|kể từ)\b[\s\w]*\Z")
_GOES_ON = re.compile(
    r"[\s,]*(?:dẫn đầu|làm trưởng đoàn|dự|tham dự|sang|cùng|và phu nhân|and (?:his )?(?:wife|spouse)|accompanied|led|leading|for|to attend|attended|at the head|trên đường|nhân|thăm|on an?|đi|quá cảnh|visit|who|tháp tùng)\b"
)
_NOT_LISTED = re.compile(
    r"\b(?:gặp|hội đàm|hội kiến|tiếp|ký|signed|met|talks|sinh|born|elected|bầu|bổ nhiệm|appointed|nhậm chức|mời|invited|là|was|is|won|giải|qua đời|died)\b"
)
#: The Latin form of a name in brackets: "(João Melo)".
_LATIN = re.compile(r"\s?\([^()\d]{2,60}\)")
_VISIT_OF = re.compile(r"(?:thăm|đoàn) của\s\Z")
_LONGEST_GAP = 130


def items(cast: Cast, start: int, end: int, direction: Direction, rule: str) -> Iterator[Draft]:
    """Read persons with dates under a heading that says from where to where."""
    doc = cast.doc
    words = direction.span or Span(start, end)
    shared = rank_of(doc, words.start, words.end) if direction.span else "unspecified"
    everyone = cast.within(start, end)
    people = [
        p for p in everyone if cast.acts(p, start) or _VISIT_OF.search(doc.norm, start, p.start)
    ]
    for number, stated in enumerate(people):
        begin = people[number - 1].end if number else start
        stop = people[number + 1].start if number + 1 < len(people) else end
        person = _of_sender(cast, stated, direction)
        sender = person.state or direction.sender
        host = direction.host
        if not sender or not host or reference.present(sender) == reference.present(host):
            continue
        if direction.sender and sender != direction.sender:
            continue
        for date, rank in _dated(doc, stated, begin, stop, first=not number, last=stop == end):
            yield Draft(
                in_state(person, sender),
                host,
                rank if rank != "unspecified" else shared,
                "upcoming" if is_ahead(doc, date) else "held",
                rule,
                date,
                cue=words,
                marks=[stated],
            )


def is_item(cast: Cast, start: int, end: int) -> bool:
    """Tell whether a line is built like an item: a person at its beginning, and a date beside."""
    people = cast.within(start, end)
    if not people or not _OPENS.match(cast.doc.norm[start : people[0].start]):
        return bool(people) and bool(_date_first(cast.doc, people[0], start, end))
    stop = people[1].start if len(people) > 1 else end
    return next(_dated(cast.doc, people[0], start, stop, first=True, last=True), None) is not None


def _of_sender(cast: Cast, person: PersonMention, direction: Direction) -> PersonMention:
    """Return someone whom only the look of the name puts on the other side as the list has it."""
    if person.state == direction.host and direction.sender and not explicit(person):
        return in_state(person, direction.sender)
    return person if person.state else cast.holder(person, {direction.host})


def _dated(
    doc: Document, person: PersonMention, begin: int, stop: int, *, first: bool, last: bool
) -> Iterator[tuple[DateMention, str]]:
    """Yield the dates of one person of a list, each with the rank told beside it."""
    if first and not _OPENS.match(doc.norm[begin : person.start]):
        dates: Sequence[DateMention] = _date_first(doc, person, begin, stop)
        yield from ((date, rank_of(doc, person.end, stop)) for date in dates)
        return
    told = list(in_brackets(doc, person.end, stop))
    latin = None if told else _LATIN.match(doc.norm, person.end, stop)
    behind = latin.end() if latin else person.end
    if told:
        tail = rank_of(doc, bracket_end(doc, person.end, stop), stop) if first and last else ""
        for date, rank in told:
            yield date, tail if tail and rank == "unspecified" and len(told) == 1 else rank
        return
    dates = dates_beside(doc, behind, stop)
    if not dates and last and first:
        dates = _date_later(doc, person, stop)
    if not dates:
        dates = _date_first(doc, person, begin, stop)
    if dates and dates[0].start > person.end:
        gap = doc.norm[behind : dates[0].start]
        if _SINCE.search(gap) and "/" not in dates[0].edtf:
            return
    rank = rank_of(doc, person.end, stop)
    yield from ((date, rank) for date in dates)


def _date_first(doc: Document, person: PersonMention, begin: int, stop: int) -> list[DateMention]:
    """Return the date before a person: "June 1993: Prime Minister A"."""
    for date in doc.of(DateMention, Span(begin, person.start))[-1:]:
        lead, gap = doc.norm[begin : date.start], doc.norm[date.end : person.start]
        opens = re.fullmatch(r"[\W\d_]*(?:(?:in|on|ngày|tháng|năm|and|và|từ|from)\s)*", lead)
        closed = _CLOSED.match(doc.norm, person.end, stop) or ":" in gap
        if opens and _SEPARATES.match(gap) and closed:
            if _NOT_LISTED.search(doc.norm, person.end, stop):
                return []
            return [date]
    return []


def _date_later(doc: Document, person: PersonMention, stop: int) -> list[DateMention]:
    """Return the date after what a visitor came for: "A, leading a delegation, in May 1999"."""
    dates = doc.of(DateMention, Span(person.end, min(stop, person.end + _LONGEST_GAP)))[:1]
    if not dates or not _GOES_ON.match(doc.norm, person.end, stop):
        return []
    return [] if _NOT_LISTED.search(doc.norm, person.end, dates[0].start) else list(dates)
