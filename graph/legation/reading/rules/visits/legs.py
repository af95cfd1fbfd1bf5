"""What a clause tells of visits, spread over hosts, visitors and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legation.facts.evidence import Span
from legation.identity import reference
from legation.reading.dates import DOCUMENT
from legation.reading.document import DateMention, Document, PersonMention, Sentence, StateMention
from legation.reading.mentions.resolve import in_state
from legation.reading.rules.clauses import other
from legation.reading.rules.visits.dates import (
    date_before,
    dates_after,
    dates_beside,
    in_brackets,
    is_end,
    of_clause,
    stay,
    stay_behind,
)
from legation.reading.rules.visits.drafts import Draft, is_ahead, is_past
from legation.reading.rules.visits.hosts import seat
from legation.reading.rules.visits.people import Cast, explicit
from legation.reading.rules.visits.words import ENDS, PLANNED_FOR, Cue, rank_of

_RANK_BEFORE = 32
_RANK = re.compile(
    r"(?:(?:state|official|working|friendly|friendship|goodwill|high-level|private|transit|and|an?|\w+-day)\s)+\Z"
)
_RANK_AFTER = re.compile(
    r"[\s,(]*(?:hữu nghị |và )?(?:cấp nhà nước|chính thức|làm việc|on an? \w+ (?:\w+ )?visit|for an? (?:[\w-]+ ){1,3}visit|state visit|official visit|working visit)"
)
#: After a verb of arriving: "on Monday for an official visit".
_RANK_OF_STAY = re.compile(
    r"[^.;]{0,50}?\b(?:for|on|begin\w*|start\w*|cho|bắt đầu|thực hiện)\s(?:an?\s|his\s|her\s|một\s)?(?P<visit>(?:[\w-]+\s){0,4}visit\b|chuyến (?:viếng )?thăm(?:[^.;,]{0,30}))"
)
#: The rank behind a date: "on May 3 (working visit)", "on May 3, on an official visit".
_BEHIND_DATE = re.compile(
    r"\s?\([^()]{2,60}\)|,?\s(?:on|for|during)\san?\s(?:[\w-]+\s){1,3}visit\b|,\s(?:official|working|chính thức|làm việc)\b(?=[;)])"
)
_RESPECTIVELY = re.compile(r"\brespectively\b|lần lượt")
_STAY_REACH = 60
_ENDS_REACH = 80


@dataclass(frozen=True, slots=True)
class Told:
    """Who goes where by one word for a visit; what it tells reaches up to ``right``."""

    cast: Cast
    sentence: Sentence
    part: Span
    cue: Cue
    hosts: Sequence[StateMention]
    who: Sequence[PersonMention]
    right: int
    status: str
    rule: str
    #: Where the leg before this one begins, if this one only goes on with it: its dates are
    #: not this one's.
    apart: int = -1

    def visits(self) -> Iterator[Draft]:
        """Make a visit to each host for each visitor and each date."""
        doc, cue, hosts, who = self.cast.doc, self.cue, self.hosts, self.who
        codes = {h.code for h in hosts}
        ends = ENDS[doc.language].search(
            doc.norm, max(self.part.start, cue.start - _ENDS_REACH), cue.start
        )
        for host in hosts:
            words = Span(cue.start, max(cue.end, host.end))
            rank = self._rank(host)
            own, shared = self._dates(host)
            days = self._stay(host) if len(hosts) == 1 else 0
            for number, stated in enumerate(who):
                person = self._placed(stated, codes)
                if cue.stays and not stated.state:
                    continue
                if not person.state or reference.present(person.state) == reference.present(
                    host.code
                ):
                    continue
                stop = who[number + 1].start if number + 1 < len(who) else cue.start
                beside = dates_beside(doc, stated.end, stop) if stated.end <= cue.start else []
                # A tour of several states that ends on a day ends in the last of them.
                dates = beside or self._respective(own or shared, number) or own or shared
                passed = ends and host is not hosts[-1] and dates and dates[0].start < cue.start
                when: Sequence[DateMention | None] = [None] if passed else dates or [None]
                for named in when:
                    stated_date = of_clause(doc, named, self.part.start) if named else None
                    date, last = self._bounds(stated_date, ends=bool(ends))
                    yield Draft(
                        person,
                        host.code,
                        self._rank_behind(stated_date) if rank == "unspecified" else rank,
                        self._status(stated_date),
                        self.rule,
                        date,
                        seat(doc, host),
                        cue=words,
                        marks=[stated],
                        stay=days,
                        last=last,
                    )

    def _respective(self, dates: list[DateMention], number: int) -> list[DateMention]:
        """Return the one of several dates that is a visitor's own: "in 2010 and 2012 respectively"."""
        if len(dates) < 2 or len(dates) != len(self.who):
            return []
        told = _RESPECTIVELY.search(self.cast.doc.norm, self.part.start, self.part.end)
        return [dates[number]] if told else []

    def _bounds(
        self, date: DateMention | None, *, ends: bool
    ) -> tuple[DateMention | None, DateMention | None]:
        """Return the date of a visit and, where it is told, its last day."""
        doc, cue = self.cast.doc, self.cue
        if date is None or "/" in date.edtf:
            return date, None
        if cue.again and date.basis == DOCUMENT:  # which July did she return in?
            return None, None
        if self.status == "upcoming" and date.start < cue.start and is_past(doc, date, day=True):
            return None, None
        if is_end(doc, date) and date.start > cue.start:
            begins = date_before(doc, self.part.start, cue.start)
            return next((d for d in begins if len(d.edtf) == len(date.edtf)), None), date
        if ends and (date.start < cue.start or not self._begins_before()):
            return None, date
        if ends:
            return date, next(iter(date_before(doc, self.part.start, cue.start)), None)
        return date, None

    def _begins_before(self) -> bool:
        """Tell whether a date stands before the words for a visit."""
        return bool(date_before(self.cast.doc, self.part.start, self.cue.start))

    def elliptical(self) -> Iterator[Draft]:
        """Read "… visited Y in 1976, President Z in 1998": the verb holds for what follows too."""
        cast, doc, cue, who, right = self.cast, self.cast.doc, self.cue, self.who, self.right
        host = self.hosts[-1]
        words = Span(cue.start, max(cue.end, host.end))
        people = [p for p in cast.within(words.end, right) if p not in who]
        for number, person in enumerate(people):
            stop = people[number + 1].start if number + 1 < len(people) else right
            if not person.offices or not cast.acts(person, cue.end):
                continue
            sender = person.state or who[0].state or other(doc, host.code)
            to, rank = host.code, self._rank(host)
            known = explicit(person) or (person.name and sender in (doc.pair or ()))
            if sender == host.code and known:  # the visit the other way
                to, rank = self.cast.holder(who[0], {to}).state, "unspecified"
            if not sender or not to or sender == to:
                continue
            for date in dates_beside(doc, person.end, stop):
                yield Draft(
                    in_state(person, sender),
                    to,
                    rank,
                    self._status(date),
                    "visits.list",
                    date,
                    cue=words,
                    marks=[person],
                )

    def _placed(self, person: PersonMention, hosts: set[str]) -> PersonMention:
        """Give a visitor of no known state the one he or she can only be of."""
        held = self.cast.holder(person, hosts)
        if held.state:
            return held
        partners = {other(self.cast.doc, code) for code in hosts} - hosts - {""}
        return in_state(person, next(iter(partners))) if len(partners) == 1 else person

    def _dates(self, host: StateMention) -> tuple[list[DateMention], list[DateMention]]:
        """Return the dates beside one host, and those a clause gives for all its hosts."""
        doc, part, sentence = self.cast.doc, self.part, self.sentence
        cue, hosts, right = self.cue, self.hosts, self.right
        later = [h.start for h in hosts if h.start > host.start]
        stop = later[0] if later else right
        if told := dict(in_brackets(doc, max(host.end, cue.end), stop)):
            return list(told), []
        own = dates_beside(doc, max(host.end, cue.end), later[0] if later else right)
        if own:
            return own, []
        end = max(hosts[-1].end, cue.end)
        after = dates_after(doc, end, right)
        people = self.cast.within(end, after[0].start) if after else []
        if self.status in {"planned", "postponed"}:
            meant = after and PLANNED_FOR.search(doc.norm, end, after[0].start)
            return [], after if meant else []
        if after and not [
            p for p in people if p not in self.who and p.offices and self.cast.acts(p, end)
        ]:
            return [], after
        before = cue.end if cue.weak else cue.start  # "left Lima on Friday for …"
        if self.apart >= 0 and doc.of(DateMention, Span(self.apart, before)):
            return [], []
        return [], date_before(doc, part.start, before) or (
            date_before(doc, sentence.start, part.start) if part.start > sentence.start else []
        )

    def _stay(self, host: StateMention) -> int:
        """Return how many days the clause says that a visit lasts."""
        cue = self.cue
        end = min(self.part.end, max(host.end, cue.end, self.right) + _STAY_REACH)
        begin = max(self.part.start, cue.start - _RANK_BEFORE)
        told = stay(self.cast.doc, begin, min(end, cue.end + 2 * _STAY_REACH))
        return told or stay_behind(self.cast.doc, max(host.end, cue.end))

    def _rank(self, host: StateMention) -> str:
        """Return the rank stated before, in or after the words for a visit."""
        doc, cue = self.cast.doc, self.cue
        before = _RANK.search(
            doc.norm[max(0, cue.start - _RANK_BEFORE) : cue.start],
        )
        start = cue.start - len(before[0]) if before else cue.start
        rank = rank_of(doc, start, max(host.start, cue.end))
        if rank == "unspecified":
            behind = max(host.end, cue.end)
            after = _RANK_AFTER.match(doc.norm[behind : min(self.right + 12, behind + 60)])
            if after:
                return rank_of(doc, behind, behind + after.end())
            came = None if cue.noun else _RANK_OF_STAY.match(doc.norm, behind, self.part.end)
            return rank_of(doc, came.start("visit"), came.end()) if came else rank
        return rank

    def _rank_behind(self, date: DateMention | None) -> str:
        """Return the rank told in brackets behind a date."""
        doc = self.cast.doc
        for host in self.hosts if date else ():
            for told, rank in in_brackets(doc, max(host.end, self.cue.end), self.right):
                if date and told.span == date.span:
                    return rank
        match = _BEHIND_DATE.match(doc.norm, date.end, self.part.end) if date else None
        return rank_of(doc, match.start(), match.end()) if match else "unspecified"

    def _status(self, date: DateMention | None) -> str:
        """Return the status; what is dated after the document is upcoming, and before it was held."""
        if self.status == "upcoming" and date and is_past(self.cast.doc, date):
            return "held"
        ahead = self.status == "held" and date is not None and is_ahead(self.cast.doc, date)
        return "upcoming" if ahead else self.status


def is_stay(doc: Document, cue: Cue, end: int, stop: int) -> bool:
    """Tell whether "was in Y" is a visit: a month or day follows, or what the stay was."""
    if _RANK_OF_STAY.match(doc.norm, end, stop):
        return True
    near = dates_beside(doc, end, stop)
    past = not doc.norm.startswith(("is", "are", "đang"), cue.start)
    return past and bool(near) and len(near[0].edtf) > len("2000")
