"""One clause on visits: word by word, who went and where to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from legation.facts.evidence import Span
from legation.reading.document import PersonMention, Sentence, StateMention
from legation.reading.rules.clauses import other
from legation.reading.rules.visits.dates import date_before, dates_beside
from legation.reading.rules.visits.drafts import Draft
from legation.reading.rules.visits.hosts import (
    dateline,
    host_before,
    hosts_at,
    lacks_object,
    of_the_two,
)
from legation.reading.rules.visits.legs import Told, is_stay
from legation.reading.rules.visits.people import Cast
from legation.reading.rules.visits.sections import Direction
from legation.reading.rules.visits.words import (
    BY_AFTER_HOST,
    INVITED_BY,
    OF_PERSON,
    RECEIVED_VISIT,
    SETTLES,
    TO_HOST,
    Cue,
    cues,
    link,
    status_of,
)

#: Between "during a visit to H (May 2001), this morning," and the visitor.
_PARTICIPLE = re.compile(
    r"(?:\s?\([^)]*\))?(?:[^,;.]{0,45},\s){1,2}(?:(?:the|on|in|ngày|tháng|vào|sáng|chiều|tối)\s)*"
)
#: "the Minister's visit in May": the noun alone, with its owner.
_POSSESSED = re.compile(r"\A(?:'s|')\s(?:[\w-]+\s){0,3}\Z")
#: A verb of going, and behind it what for.
_FOR = re.compile(
    r"\b(?:for|on|begin\w*|start\w*|cho|bắt đầu|thực hiện|nhân|trong)\s(?:an?\s|his\s|her\s|một\s)?(?:[\w-]+\s){0,3}\Z"
)
#: "since his visit in 2008": another visit of the same person to the same state.
_OWN_OTHER = re.compile(
    r"(?:\b(?:sau|kể từ|tiếp theo|đáp lại|after|following|since|on)\s(?:(?:his|her|the|an?|những|các)\s)?|\b(?:his|her)\s)(?:(?:last|first|previous|earlier|next|upcoming|official|state|working)\s)*\Z"
)
_AND_THEN = re.compile(
    r"[^.;(]{0,60}\b(?:and|then|before|rồi|và|sau đó)\s(?:(?:then|later|sau đó)\s)?\Z"
)
_RETURNS = re.compile(r"\breturn visit|đáp lễ|đáp lại")
_RANKED = 30
#: How far before the words for a visit the brackets and the person may stand that hold them.
_APPOSED = 200
_AGAIN = re.compile(r"[^.;]*(?:\b(?:and|và)\b[^.;]{0,20})\Z")
#: What one goes abroad for, besides the host: "attended the summit in Lima".
_OCCASION = re.compile(
    r"[^.;]{0,110}\b(?:funeral|inaugurat\w*|summits?|commemorat\w*|ceremony|celebrations?|opening|olympics?|games|anniversary|forum|conference|coronation|parade|hội nghị|lễ|quốc khánh|đại hội|diễn đàn|tang lễ|olympic|kỷ niệm)\b[^.;]{0,90}\b(?:in|at|tại|ở)\s(?:the\s|thủ đô\s)?"
)


@dataclass(slots=True)
class Standing:
    """Who went where in the clause before: what "and again in 1998" and "visited it" go on with."""

    sentence: int = -1
    paragraph: int = -1
    who: list[PersonMention] = field(default_factory=list)
    hosts: list[StateMention] = field(default_factory=list)
    sender: str = ""
    listing: bool = False

    def at(self, sentence: Sentence) -> Standing:
        """Return what still stands in a sentence: the visitors no longer, the host of a paragraph."""
        if sentence.number != self.sentence:
            self.who = []
        if sentence.paragraph != self.paragraph:
            self.hosts, self.sender, self.listing = [], "", False
        self.sentence, self.paragraph = sentence.number, sentence.paragraph
        return self


@dataclass(slots=True)
class Clause:
    """A clause with what stands above and before it."""

    cast: Cast
    sentence: Sentence
    part: Span
    standing: Standing
    above: Direction | None = None
    going: Direction | None = None

    def visits(self) -> Iterator[Draft]:
        """Read the visits of the clause, verb by verb."""
        doc, part = self.cast.doc, self.part
        found = [c for c in cues(doc, part) if self.apposed(c) is None]
        invited = self._invited() if found else None
        left = part.start
        for number, cue in enumerate(found):
            later = islice(found, number + 1, None)
            right = next(
                (c.start for c in later if not (c.attends or self._same(c, cue))), part.end
            )
            if cue.start < left:
                continue
            who, hosts, rule = self._who_and_where(cue, left, right)
            if not hosts and cue.again and lacks_object(doc, cue, right):
                who, hosts = who or self.standing.who, self._standing_hosts(cue)
            elif not hosts and not cue.weak and not cue.attends:
                who, hosts = self._untold_host(cue, left, right, who)
            if not hosts:
                continue
            who = who or self._going_on(cue, left, hosts)
            status = status_of(doc, part, cue, max(hosts[-1].end, cue.end))
            if status == "held" and who and who[-1].start >= cue.end:
                status = status_of(doc, part, cue, max(hosts[-1].end, who[-1].end))
            if status is None or not who:
                left = left if status is None else max(left, cue.end)
                continue
            apart = left if not cue.noun and self._then(cue, left) else -1
            self.standing.who, self.standing.hosts, left = who, hosts, cue.end
            self.standing.sender = self.cast.holder(who[0], {h.code for h in hosts}).state
            told = Told(self.cast, self.sentence, part, cue, hosts, who, right, status, rule, apart)
            for visit in told.visits():
                visit.invited = invited
                self.standing.sender = visit.person.state
                yield visit
            yield from told.elliptical()

    def bracketed(self) -> Iterator[Draft]:
        """Read "Prime Minister A (on the way to visit Y, May 1999)": a visit of A alone."""
        doc = self.cast.doc
        for cue in cues(doc, self.part):
            apposed = self.apposed(cue)
            if apposed is None:
                continue
            person, opened = apposed
            close = doc.norm.find(")", cue.end, self.part.end)
            inside = Span(opened, close if close >= 0 else self.part.end)
            hosts = hosts_at(doc, cue, link(doc, cue), inside.end)
            status = status_of(doc, inside, cue, hosts[-1].end) if hosts else None
            if status:
                yield from Told(
                    self.cast,
                    self.sentence,
                    inside,
                    cue,
                    hosts,
                    [person],
                    inside.end,
                    status,
                    "visits.verb",
                ).visits()

    def apposed(self, cue: Cue) -> tuple[PersonMention, int] | None:
        """Return whom the brackets around some words follow at once, and where they open."""
        doc, start = self.cast.doc, self.part.start
        opened = doc.norm.rfind("(", max(start, cue.start - _APPOSED), cue.start)
        if opened < 0 or doc.norm.find(")", opened, cue.start) >= 0:
            return None
        near = self.cast.within(max(start, opened - _APPOSED), opened)
        before = [p for p in near if opened - p.end <= 1]
        return (before[-1], opened + 1) if before else None

    def _same(self, noun: Cue, verb: Cue) -> bool:
        """Tell whether a noun only says what a verb is for: "left for Y on a working visit"."""
        return (
            noun.noun
            and not verb.noun
            and _FOR.search(self.cast.doc.norm, verb.end, noun.start) is not None
            and not hosts_at(self.cast.doc, noun, link(self.cast.doc, noun), self.part.end)
        )

    def _who_and_where(
        self, cue: Cue, left: int, right: int
    ) -> tuple[list[PersonMention], list[StateMention], str]:
        """Find visitors and hosts around the words for a visit."""
        cast, doc = self.cast, self.cast.doc
        hosts = hosts_at(doc, cue, link(doc, cue), right)
        codes = {h.code for h in hosts}
        people = cast.within(cue.end, self.part.end)
        if cue.attends:
            return self._attended(cue, left, right)
        if cue.weak:
            if not hosts or SETTLES.match(doc.norm, hosts[-1].end):
                return [], [], "visits.verb"
            if cue.stays and not is_stay(doc, cue, hosts[-1].end, self.part.end):
                return [], [], "visits.verb"
            return cast.beside(left, cue.start, set() if cue.again else codes), hosts, "visits.verb"
        if hosts:
            behind = next((p for p in people if p.start >= hosts[-1].end), None)
            gap = cast.undated(hosts[-1].end, behind.start) if behind else ""
            if behind and BY_AFTER_HOST[doc.language].match(gap):
                return [behind], hosts, "visits.noun"
            before = cast.subjects(left, cue.start, codes)
            if before:
                return before, hosts, "visits.list" if len(before) > 1 else "visits.verb"
            if behind and _PARTICIPLE.fullmatch(gap):
                return [behind], hosts, "visits.participle"
            return [], hosts, "visits.verb"
        first = next((p for p in people if p.start < right), None)
        if first and doc.norm[cue.start : first.start] == "visiting ":
            return self._visiting(first, left, cue, right)
        if first and OF_PERSON[doc.language].match(doc.norm[cue.end : first.start]):
            for named in doc.of(StateMention, Span(first.end, min(right, first.end + 140))):
                if (
                    TO_HOST[doc.language].search(doc.norm[first.end : named.start])
                    and named.how != "demonym"
                ):
                    led = Cue(first.start, first.end)
                    return [first], hosts_at(doc, led, named.start, right), "visits.noun"
            received = [
                s
                for s in doc.of(StateMention, Span(left, cue.start))
                if RECEIVED_VISIT.fullmatch(doc.norm, s.end, cue.start)
            ]
            received = received or of_the_two(doc, self.sentence, cue, first)
            if received:
                return [first], received, "visits.noun"
        return cast.subjects(left, cue.start), [], "visits.verb"

    def _visiting(
        self, person: PersonMention, left: int, cue: Cue, right: int
    ) -> tuple[list[PersonMention], list[StateMention], str]:
        """Read "met the visiting Minister A in Lima": where, or the state of who receives."""
        doc = self.cast.doc
        places = hosts_at(doc, person, link(doc, person), right)
        if not places:
            receivers = [p for p in self.cast.within(left, cue.start) if p.state]
            places = [StateMention(cue.start, cue.end, p.state, "heading") for p in receivers[:1]]
        return [person], places, "visits.participle"

    def _attended(
        self, cue: Cue, left: int, right: int
    ) -> tuple[list[PersonMention], list[StateMention], str]:
        """Read who went to the partner of the pair for an occasion: "attended the summit in Lima"."""
        doc, pair = self.cast.doc, self.cast.doc.pair or ()
        for place in doc.of(StateMention, Span(cue.end, min(right, cue.end + 220))):
            if place.code in pair and _OCCASION.fullmatch(doc.norm, cue.end, place.start):
                who = self.cast.beside(left, cue.start, {place.code})
                dated = dates_beside(doc, place.end, right) or date_before(doc, left, cue.start)
                partners = {"", other(doc, place.code)}
                if dated and who and all(p.state in partners for p in who):
                    return who, [place], "visits.attended"
        return [], [], "visits.attended"

    def _untold_host(
        self, cue: Cue, left: int, right: int, who: list[PersonMention]
    ) -> tuple[list[PersonMention], list[StateMention]]:
        """Find the host that a clause leaves to what stands before, above, or to the pair."""
        doc, above, standing = self.cast.doc, self.above, self.standing
        in_brackets = doc.norm.rfind("(", self.part.start, cue.start) > doc.norm.rfind(
            ")", self.part.start, cue.start
        )
        if above and above.host and who and not in_brackets:
            return who, [StateMention(cue.start, cue.end, above.host, "heading")]
        if here := dateline(doc, cue):
            return self.cast.subjects(left, cue.start, {here.code}), [here]
        if cue.noun and (here := host_before(doc, self.part.start, cue)):
            return self.cast.subjects(left, cue.start, {here.code}), [here]
        if not lacks_object(doc, cue, right):
            return who, []
        before = self.cast.undated(left, cue.start)
        if standing.who and not who and (_AGAIN.match(before) or _OWN_OTHER.search(before)):
            return standing.who, self._standing_hosts(cue)
        if self.going and self.going.host and who:
            return who, [StateMention(cue.start, cue.end, self.going.host, "heading")]
        own = bool(who) and _POSSESSED.match(doc.norm[who[-1].end : cue.start])
        if not who or (cue.noun and not own):
            return who, []
        host = other(doc, who[0].state)
        if not host and not who[0].state and len(standing.hosts) == 1:
            returns = _RETURNS.search(doc.norm, cue.start, min(cue.end + _RANKED, self.part.end))
            host = standing.sender if returns else standing.hosts[0].code
        return who, [StateMention(cue.start, cue.end, host, "heading")] if host else []

    def _standing_hosts(self, cue: Cue) -> list[StateMention]:
        """Return the hosts of the visit before as if these words named them."""
        return [StateMention(cue.start, cue.end, h.code, h.how) for h in self.standing.hosts]

    def _going_on(self, cue: Cue, left: int, hosts: list[StateMention]) -> list[PersonMention]:
        """Return the visitors before where nobody is named: "went to X, continuing a visit to X"."""
        if (cue.weak and not cue.again and not self._then(cue, left)) or cue.attends:
            return []
        same = {h.code for h in hosts} <= {h.code for h in self.standing.hosts}
        nobody = not self.cast.within(left, cue.start)
        return self.standing.who if not cue.noun or (same and nobody) else []

    def _then(self, cue: Cue, left: int) -> bool:
        """Tell whether a verb goes on with the one before: "and then travel on to X"."""
        return _AND_THEN.match(self.cast.doc.norm, left, cue.start) is not None

    def _invited(self) -> PersonMention | None:
        """Return who invited."""
        doc = self.cast.doc
        for person in self.cast.within(self.part.start, self.part.end):
            if INVITED_BY[doc.language].search(doc.norm[max(0, person.start - 60) : person.start]):
                return person
        return None
