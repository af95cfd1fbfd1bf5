"""Visits told from the side that receives: "Peru hosted President A in May 1999"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation.facts.evidence import Span
from legation.reading.document import PersonMention, StateMention
from legation.reading.mentions.resolve import in_state
from legation.reading.rules.clauses import other
from legation.reading.rules.visits.dates import date_before, dates_after, in_brackets
from legation.reading.rules.visits.drafts import Draft, is_ahead
from legation.reading.rules.visits.hosts import seat
from legation.reading.rules.visits.people import Cast
from legation.reading.rules.visits.words import rank_of

_RECEIVES = {
    "vi": re.compile(r"(?:\s(?:cũng|đã|vừa|lần lượt|từng|được))*\s(?:đón tiếp|tiếp đón|đón)\b"),
    "en": re.compile(
        r"(?:\s(?:has|have|had|also|in turn|recently))*\s(?:hosted|welcomed|received)\b"
    ),
}
_IS_RECEIVED = re.compile(
    r"\s(?:was|were|has been|had been)\s(?:\w+ly\s)?(?:received|welcomed|hosted|greeted)\s(?:\w+ly\s)?in\s\Z"
)
_TITLES = re.compile(
    r"\s(?:(?:the|then|ngài|ông|bà|các đoàn|đoàn|của|h\.e\.|visits?|from|by)\s)*\Z"
)
_NEXT = re.compile(r"\s?(?:,\s)?(?:(?:và|and|cùng)\s)?(?:(?:the|then|ngài|ông|bà|from|by)\s)*\Z")
_FOR_VISIT = re.compile(
    r"\s(?:for|on) an?\s(?:[\w-]+\s){0,4}visit\b|\s(?:sang )?thăm\b[^.;,()]{0,30}"
)
_STAY = re.compile(r"[\s,]*(?:(?:on|for|who|thăm|sang|paid)\b[^.;,()]{0,60})?\Z")


def received(cast: Cast, part: Span) -> Iterator[Draft]:
    """Yield the visits of those whom a state is said to have received, each with a date.

    Without a date, or where someone of the same state is received, nothing is told.
    """
    doc = cast.doc
    for host in doc.of(StateMention, part):
        if match := _RECEIVES[doc.language].match(doc.norm, host.end, part.end):
            if host.how != "demonym":
                yield from _hosted(cast, host, Span(match.end(), part.end))
        elif host.how == "capital":
            guest = cast.within(part.start, host.start)[-1:]
            if guest and _IS_RECEIVED.fullmatch(doc.norm, guest[0].end, host.start):
                yield from _draft(cast, guest[0], host, Span(host.end, part.end), host.span)


def _hosted(cast: Cast, host: StateMention, within: Span) -> Iterator[Draft]:
    """Yield the visits of the guests of one host, as long as one follows the other."""
    doc, at, gap = cast.doc, within.start, _TITLES
    people = cast.within(within.start, within.end)
    for number, guest in enumerate(people):
        if not gap.fullmatch(doc.norm, at, guest.start):
            return
        stop = people[number + 1].start if number + 1 < len(people) else within.end
        told = list(_draft(cast, guest, host, Span(guest.end, stop), Span(host.start, at)))
        yield from told
        if not told or told[-1].date is None:
            return
        closed = told[-1].date.end
        at, gap = closed + (doc.norm[closed : closed + 1] == ")"), _NEXT


def _draft(
    cast: Cast, stated: PersonMention, host: StateMention, behind: Span, words: Span
) -> Iterator[Draft]:
    """Yield the visits of one guest, with the dates and ranks told behind."""
    doc = cast.doc
    guest = in_state(stated, stated.state or other(doc, host.code)) if stated.offices else stated
    if not guest.state or guest.state == host.code:
        return
    told = list(in_brackets(doc, behind.start, behind.end))
    if not told:
        dates = dates_after(doc, behind.start, behind.end)
        if dates and (
            host.how == "capital" or _STAY.fullmatch(doc.norm[behind.start : dates[0].start])
        ):
            told = [(d, rank_of(doc, behind.start, d.end)) for d in dates]
        elif not dates and (stay := _FOR_VISIT.match(doc.norm, behind.start, behind.end)):
            begin = doc.sentence_at(words.start).start
            told = [(d, rank_of(doc, *stay.span())) for d in date_before(doc, begin, words.start)]
    for date, rank in told:
        status = "upcoming" if is_ahead(doc, date) else "held"
        yield Draft(
            guest, host.code, rank, status, "visits.received", date, seat(doc, host), cue=words
        )
