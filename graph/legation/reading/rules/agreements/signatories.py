"""Who signed: the subject of the sentence, those it speaks of, or the two its paragraph is about.

"The two countries" are not always the two the document is about: in an item on several visits
they are sender and host of the visit that the paragraph tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.facts.claims import Claim
from legation.facts.evidence import Span
from legation.reading.document import Document, Found, PersonMention, Sentence, StateMention
from legation.reading.mentions.gazetteer import unions
from legation.reading.rules.agreements.instruments import Party, parties
from legation.reading.rules.trade.flows import parties_named, two_before
from legation.terms import Iri

#: Signers who are told only as two, several, or by what they are.
_TOGETHER = re.compile(
    r"\b(?:hai|hai vị|các|đôi)\s(?:nước|bên|phía|quốc gia|nhà lãnh đạo|vị|nguyên thủ|chính phủ|bộ|bộ trưởng|thứ trưởng|thủ tướng|tổng thống|chủ tịch|ngoại trưởng|ngành)|"
    r"đại diện|song phương|\b(?:the )?(?:two|both|their)\s(?:\w+ )?(?:countries|sides|nations|states|leaders|heads|governments|ministers|presidents|delegations|ministries|foreign ministers)|"
    r"\bbilateral\b|\bthey\b|\b(?:he|she) and\b|\bmutual\b|witness\w*|chứng kiến"
)
_SECTION = re.compile(
    r"quan hệ (?:\w+ ){0,3}(?:với|giữa|song phương|việt)|quan hệ [^\n]{1,60} - |\brelations\b|bilateral(?! trade| commerce| econom)"
)
#: With one state named: that the other is meant, and is not left out.
_WITH = re.compile(r"\b(?:với|giữa|thăm|chuyến|ta|bạn|with|between|visit\w*|trip|talks)\b")
#: What a state does to an accord of many.
_JOINS = re.compile(r"gia nhập|phê chuẩn|\bratif\w+|\bacced\w+|\bjoin(?:ed|s|ing)?\b")
_BACK = 4
_FAR = 6
_VISITS = 40


@dataclass(frozen=True, slots=True)
class Signatories:
    """Finds who signed in one document; ``relations`` is where its part on relations begins.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.document import Found
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed a treaty."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> who = Signatories.of(doc, Found()).who(doc.sentences[0], 0, 13)
    >>> [party.code for party in who]
    ['LAO', 'PER']
    """

    doc: Document
    found: Found
    relations: int

    @staticmethod
    def of(doc: Document, found: Found) -> Signatories:
        """Look once for the heading of the part on relations: what stands before is one country's.

        A fact sheet first describes the country; what that part tells as signed, with nobody
        named, is that country's own history.
        """
        headings = (
            s.start
            for s in doc.sentences[2:]
            if s.heading and _SECTION.search(doc.norm, s.start, s.end)
        )
        return Signatories(doc, found, next(headings, 0))

    def who(self, sentence: Sentence, start: int, end: int) -> tuple[Party, ...]:
        """Return the two who signed, by the stretch that should name them, else by what is around."""
        doc = self.doc
        if named := parties(doc, sentence, start, end, standing=False):
            return named
        if named := parties(doc, sentence, sentence.start, sentence.end, standing=False):
            return tuple(Party(p.code) for p in named)  # the bodies sign another title
        told = _told(doc, sentence)
        if len(told) == 2:
            return _pair(told)
        for visit in self.found.within("Visit", sentence):
            ends = _ends(visit)
            if len(ends) == 2 and (len(told) > 2 or set(told) <= set(ends)):
                return _pair(ends)
        together = _TOGETHER.search(doc.norm, sentence.start, sentence.end) is not None
        if (
            len(told) == 1
            and not together
            and _JOINS.search(doc.norm, sentence.start, sentence.end)
        ):
            return ()
        people = doc.of(PersonMention, Span(sentence.start, end))
        if len(told) == 1 and not together and len(people) < 2 and end < sentence.end:
            subject = doc.of(StateMention, Span(start, end))
            if subject and not _WITH.search(doc.norm, sentence.start, sentence.end):
                return ()  # what one state signs is of many, or of others
        if not together and sentence.start < self.relations:
            return ()
        if len(told) > 2 and not together:
            return ()
        near = self._paragraph(sentence) if together or told else ()
        for two in (near, two_before(doc, sentence) or ()):
            if two and (set(told) <= set(two) or set(two) <= set(told)):
                return _pair(two)
        if together and not told and (two := self._before(sentence)):
            return _pair(two)
        if len(told) == 1 and together and (other := self._partner(told[0])):
            return _pair((*told, other))
        if len(told) == 1 and together and doc.we not in {"", *told}:
            return _pair((*told, doc.we))
        return ()

    def _before(self, sentence: Sentence) -> tuple[str, ...]:
        """Return the two states that the nearest sentence before names together."""
        for earlier in reversed(
            self.doc.sentences[max(0, sentence.number - _FAR) : sentence.number]
        ):
            told = _told(self.doc, earlier)
            if told:
                return told if len(told) == 2 else ()
        return ()

    def _partner(self, code: str) -> str:
        """Return with whom a state exchanges the visits that the document tells, if with one."""
        others: set[str] = set()
        before = len(self.doc.norm) + 1
        for _ in range(_VISITS):
            near = self.found.last("Visit", before)
            if near is None:
                break
            before = near[1].spans[0].start
            for visit in self.found.within("Visit", Span(before, before + 1)):
                ends = _ends(visit)
                others |= set(ends) - {code} if code in ends else set()
        return others.pop() if len(others) == 1 else ""

    def _paragraph(self, sentence: Sentence) -> tuple[str, ...]:
        """Return the two states that the sentences before in the paragraph are about."""
        before = self.doc.sentences[max(0, sentence.number - _BACK) : sentence.number]
        for earlier in reversed(before):
            if earlier.paragraph != sentence.paragraph:
                return ()
            for visit in reversed(self.found.within("Visit", earlier)):
                if len(ends := _ends(visit)) == 2:
                    return ends
            if len(told := _told(self.doc, earlier)) == 2:
                return told
        return ()


def codes(who: tuple[Party, ...]) -> frozenset[str]:
    """Return the states and unions of parties.

    >>> sorted(codes((Party("PER"), Party("LAO"))))
    ['LAO', 'PER']
    """
    return frozenset(p.code for p in who if p.code)


def _pair(two: tuple[str, ...]) -> tuple[Party, ...]:
    return tuple(Party(code) for code in two)


def _told(doc: Document, sentence: Sentence) -> tuple[str, ...]:
    """Return the states that a sentence names, and those of the persons it names."""
    named = [(s.start, s.code) for s in parties_named(doc, sentence.start, sentence.end)]
    named += [(p.start, p.state) for p in doc.of(PersonMention, sentence) if p.state]
    left_out = unions()
    return tuple(dict.fromkeys(code for _, code in sorted(named) if code not in left_out))


def _ends(visit: Claim) -> tuple[str, ...]:
    """Return sender and host of a visit."""
    return tuple(v.local for v in (visit.one("sender"), visit.one("host")) if isinstance(v, Iri))
