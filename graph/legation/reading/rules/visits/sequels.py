"""Visits told after another one: "he was followed by B (1998)", "B did so in 1998"; legs of a tour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from legation.facts.evidence import Span
from legation.reading.document import (
    DateMention,
    Document,
    PersonMention,
    PlaceMention,
    StateMention,
)
from legation.reading.mentions.resolve import in_state
from legation.reading.rules.visits.dates import dates_beside, in_brackets
from legation.reading.rules.visits.drafts import Draft, is_ahead
from legation.reading.rules.visits.people import Cast, explicit

#: Behind these words come those who went the same way.
_THEN_CAME = {
    "vi": re.compile(
        r"\b(?:tiếp theo|tiếp đó|tiếp nối|nối tiếp|kế đó|kế tiếp|theo sau)(?:\s(?:đó|sau))?\s?(?:,\s)?(?:là|có|gồm)\s(?:(?:các )?(?:chuyến thăm|chuyến đi|đoàn)(?: của)?\s)?"
    ),
    "en": re.compile(
        r"\b(?:(?:was|were) (?:\w+ )?followed (?:\w+ )?by|after (?:him|her|them) came|next came|then came)\s(?:those of\s|(?:the\s)?visits? (?:of|by)\s)?(?:the\s)?"
    ),
}
#: Between a person and the date of the same journey.
_TOO = {
    "vi": re.compile(r"\s(?:cũng\s)?(?:tiếp bước|nối bước|làm điều tương tự)\s?,?\s?"),
    "en": re.compile(
        r"\s(?:also\s)?(?:followed(?: suit)?|did (?:so|the same|likewise))\s?,?\s?(?=(?:in|on|from|early|late)\s)"
    ),
}
_DAYS = len("2000-01-01/2000-01-02")
_FEWEST = 2
_LEG_REACH = 3
#: How far behind the days of a tour, and behind a place, those of its legs are looked for.
_TOUR_REACH = 4000
_DAYS_REACH = 80


def sequels(cast: Cast, part: Span, sender: str, hosts: Sequence[StateMention]) -> Iterator[Draft]:
    """Read who went after the visitor before: from the same state to the same host.

    Only where the visit before led to one state, and each with a date.
    """
    doc = cast.doc
    if not sender or len({h.code for h in hosts}) != 1:
        return
    host = hosts[0].code
    people = cast.within(part.start, part.end)
    came = _THEN_CAME[doc.language].search(doc.norm, part.start, part.end)
    if came:
        yield from _all(cast, [p for p in people if p.start >= came.end()], came, sender, host)
        return
    for number, person in enumerate(people):
        stop = people[number + 1].start if number + 1 < len(people) else part.end
        too = _TOO[doc.language].match(doc.norm, person.end, stop)
        if too and _may_go(person, sender):
            words = Span(too.start() + 1, too.end())
            dates = dates_beside(doc, too.end(), stop)
            yield from _drafts(
                doc, person, [(d, "unspecified") for d in dates], host, sender, words
            )


def _all(
    cast: Cast, people: Sequence[PersonMention], came: re.Match[str], sender: str, host: str
) -> Iterator[Draft]:
    """Yield the visits of a list, up to the first in it who has no date or no office."""
    doc, at = cast.doc, came.end()
    for number, person in enumerate(people):
        stop = people[number + 1].start if number + 1 < len(people) else doc.sentence_at(at).end
        if person.start - at > _LEG_REACH * 4 or not _may_go(person, sender):
            return
        told = list(in_brackets(doc, person.end, stop))
        told = told or [(d, "unspecified") for d in dates_beside(doc, person.end, stop)]
        if not told:
            return
        yield from _drafts(doc, person, told, host, sender, Span(came.start(), came.end()))
        at = max(d.end for d, _ in told)


def _may_go(person: PersonMention, sender: str) -> bool:
    """Tell whether someone in office may be of a state: no other is told."""
    return bool(person.offices) and (person.state in {"", sender} or not explicit(person))


def _drafts(
    doc: Document,
    person: PersonMention,
    told: Sequence[tuple[DateMention, str]],
    host: str,
    sender: str,
    words: Span,
) -> Iterator[Draft]:
    for date, rank in told:
        status = "upcoming" if is_ahead(doc, date) else "held"
        visitor = in_state(person, sender)
        yield Draft(visitor, host, rank, status, "visits.sequel", date, cue=words, marks=[person])


def legs(cast: Cast, visits: Sequence[Draft]) -> list[Draft]:
    """Give each leg of a tour its own days, where the text tells them in brackets behind its name.

    A range that a clause gives for all states of a tour is of none of them alone: once one has
    its own days, the others, whose days nobody tells, keep none.
    """
    doc = cast.doc
    tours: dict[int, list[Draft]] = {}
    for visit in visits:
        if visit.date and len(visit.date.edtf) == _DAYS:
            tours.setdefault(visit.date.start, []).append(visit)
    own: dict[int, Draft] = {}
    for tour in tours.values():
        if len({v.host for v in tour}) < _FEWEST or not tour[0].date:
            continue
        told = {v.host: _own_days(doc, v.host, tour[0].date) for v in tour}
        if any(told.values()):
            told[tour[-1].host] = told[tour[-1].host] or _rest(tour, told)
            own |= {id(v): _leg(v, told[v.host], tour) for v in tour}
    return [own.get(id(v), v) for v in visits]


def _rest(tour: Sequence[Draft], told: dict[str, DateMention | None]) -> DateMention | None:
    """Return what is left of a tour for its last leg, where all the others follow one another."""
    whole = tour[0].date
    if whole is None:
        return None
    at, _, ends = whole.edtf.partition("/")
    for visit in tour[:-1]:
        days = told[visit.host]
        begins, _, until = days.edtf.partition("/") if days else ("", "", "")
        if begins != at or not until:
            return None
        at = until
    return replace(whole, edtf=f"{at}/{ends}") if at < ends else None


def _leg(visit: Draft, days: DateMention | None, tour: Sequence[Draft]) -> Draft:
    """Return one leg with its days; of those nobody tells, the first and last day are the tour's."""
    if days or not visit.date:
        return replace(visit, date=days)
    begins, _, ends = visit.date.edtf.partition("/")
    if visit.host == tour[0].host:
        return replace(visit, date=replace(visit.date, edtf=begins))
    if visit.host == tour[-1].host:
        return replace(visit, date=None, last=replace(visit.date, edtf=ends))
    return replace(visit, date=None)


def _own_days(doc: Document, host: str, whole: DateMention) -> DateMention | None:
    """Return the days in brackets right behind a state, or its capital, within those of a tour."""
    first, _, last = whole.edtf.partition("/")
    behind = Span(whole.end, min(len(doc.text), whole.end + _TOUR_REACH))
    named = [s for s in doc.of(StateMention, behind) if s.code == host]
    for state in [*named, *(p for p in doc.of(PlaceMention, behind) if p.state == host)]:
        if not doc.norm.startswith((" (", "("), state.end):
            continue
        for date, _ in list(
            in_brackets(doc, state.end, min(len(doc.text), state.end + _DAYS_REACH))
        )[:1]:
            begins, _, ends = date.edtf.partition("/")
            if len(date.edtf) >= _DAYS // 2 and first <= begins <= (ends or begins) <= last:
                return date
    return None
