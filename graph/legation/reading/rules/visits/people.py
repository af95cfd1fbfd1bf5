"""Who goes: the persons around a word for a visit, and whom a bare name, a pronoun or an office means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container
from dataclasses import replace

from legation.facts.evidence import Span
from legation.reading.document import (
    DateMention,
    Document,
    Mention,
    PersonMention,
)
from legation.reading.mentions.resolve import in_state
from legation.reading.rules.visits.names import Names
from legation.reading.rules.visits.words import (
    AFTER_COMPANY,
    INVITED_BY,
    NOT_SUBJECT,
    PRONOUN,
    RECEIVED,
)

_LISTED = re.compile(
    r"[\s,()&.+-]*(?:(?:và|and|cùng|rồi|năm|tháng|ngày|in|on|from|từ|vào|lần lượt|hồi|cuối|đầu|(?:thăm\s)?(?:chính thức|làm việc|cấp nhà nước|hữu nghị)|(?:official|state|working)(?:\svisit)?)[\s,()&]*){0,4}\Z"
)
#: Nothing but auxiliaries between a person and the verb.
_BESIDE = re.compile(
    r"\s(?:(?:đã|sẽ|đang|đi|sang|đến|tới|nhân dịp|nhân|on (?:his|her|an?)|during (?:his|her))\s){0,3}\Z"
)
#: Between a visitor and a verb of going anywhere.
_SMALL = {
    "vi": r"(?:(?:và|cùng) phu nhân|đã|sẽ|đang|từng|vừa|cũng|mới|sau đó|vào|ngày|sáng|chiều|tối|hôm|người|rồi|tiếp tục|\s|,)*+",
    "en": r"(?:and h(?:is wife|er husband)|who|has|had|have|also|then|later|on|in|recently|is|was|will|early|late|earlier|this morning|\s|,)*+",
}
_CLOSE = {
    "vi": re.compile(rf"{_SMALL['vi']}(?:(?:cùng đoàn|rời)\b[^,.;]{{0,40}})?,?\s?{_SMALL['vi']}"),
    "en": re.compile(rf"{_SMALL['en']}(?:left\b[^,.;]{{0,30}}\sand)?{_SMALL['en']}"),
}
#: "the first minister to visit", "no president": an office, and nobody in it.
_ANY = re.compile(r"\b(?:first|an?|any|no|another|last|every|một|mọi|bất kỳ)\s\Z")
#: A relative clause after a name that was not read belongs to its bearer.
_OF_ANOTHER = re.compile(r"[^\W\d_][\w'-]*\s[A-ZÀ-ỸĐ][\w'-]+,?\s(?:who|người)\b")
#: "the delegation of the Speaker": the one who leads it acts.
_DELEGATION_OF = re.compile(
    r"(?:\b(?:đoàn|phái đoàn)(?: đại biểu| cấp cao| của)*|\bdelegations?|\bvisits?)\s(?:của|do|of|by|from|led by|headed by)\s(?:ngài\s|ông\s|bà\s|đồng chí\s|the\s)?\Z"
)
#: "where he is on a visit, Minister A said": the pronoun is of who follows.
_OF_NEXT = re.compile(r"\b(?:nơi|khi|trong|sau|where|when|while|as|after|before|during|on)\b")
_BLANKS = re.compile(r"\s+")
_SENTENCES_BACK = 2
#: How many of those named in an office are asked, before and after.
_NEAREST = 12


class Cast:
    """The persons of a document: those mentioned, and those a bare name or a pronoun recalls."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self._all = Names(doc, doc.of(PersonMention, Span(0, len(doc.text)))).persons
        self._in_post: dict[str, list[PersonMention]] = {}
        for person in self._all:
            if person.name and person.state:
                for office in person.offices:
                    self._in_post.setdefault(office.office, []).append(person)

    def within(self, start: int, end: int) -> list[PersonMention]:
        """Return the persons of a stretch who can act; one named inside another's title cannot."""
        first = bisect_left(self._all, start, key=_start)
        last = bisect_right(self._all, end, lo=first, key=_start)
        found: list[PersonMention] = []
        reach, before = 0, Span(-1, -1)
        for person in self._all[first:last]:  # the longer stands first
            if person.end <= end and (person.span == before or person.end > reach):
                found.append(person)
                reach, before = person.end, person.span
        return found

    def acts(self, person: PersonMention, start: int) -> bool:
        """Tell whether a person is no companion, no host, no one who invites or is met."""
        before = self.doc.norm[max(start, person.start - 70) : person.start]
        language = self.doc.language
        if person.name is None and (
            all(o.office == "other" for o in person.offices) or _ANY.search(before)
        ):
            return False
        if _DELEGATION_OF.search(before):
            return True
        return not (NOT_SUBJECT[language].search(before) or INVITED_BY[language].search(before))

    def subjects(self, start: int, end: int, hosts: Container[str] = ()) -> list[PersonMention]:
        """Return the persons who are the subject of a verb at ``end``: one, or all of a list.

        Who belongs to a host state cannot be meant, unless nobody else is named. Where only a
        pronoun stands, it is the subject of the sentence before.
        """
        doc, found = self.doc, list[PersonMention]()
        for person in reversed(self.within(start, end)):
            if not found and person.state and person.state in hosts:
                continue
            gap = doc.norm[person.end : end]
            if not found and _OF_ANOTHER.search(doc.text, person.end, end):
                return []
            beside = not found and _BESIDE.match(gap)
            received = (
                beside and RECEIVED.search(doc.norm, max(start, person.start - 40), person.start)
            ) or (not found and AFTER_COMPANY[doc.language].match(gap))
            if not self.acts(person, start) and not received:
                if found:
                    break
                continue
            if found and not self._is_list_gap(person.end, found[0].start):
                break
            if found and found[-1].name and not person.name:  # "invited by the Speaker, Mr. A came"
                break
            found.insert(0, person)
            if received:
                break
        return found or self._pronoun(start, end)

    def beside(self, start: int, end: int, hosts: Container[str]) -> list[PersonMention]:
        """Return the subjects of a verb of going anywhere: only who stands right before it."""
        found = self.subjects(start, end, hosts)
        return (
            found
            if found and _CLOSE[self.doc.language].fullmatch(self.undated(found[-1].end, end))
            else []
        )

    def undated(self, start: int, end: int) -> str:
        """Return the words of a stretch without its dates, with single blanks."""
        words, at = "", start
        for date in self.doc.of(DateMention, Span(start, end)):
            words, at = words + self.doc.norm[at : date.start], date.end
        return _BLANKS.sub(" ", words + self.doc.norm[at:end])

    def holder(self, person: PersonMention, hosts: Container[str]) -> PersonMention:
        """Return someone told by office alone, of no state, as the one last named in that office."""
        if person.name or person.state or not person.offices:
            return person
        named = self._in_post.get(person.offices[0].office, [])
        place = bisect_right(named, person.start, key=_start)
        before = [
            p for p in reversed(named[max(0, place - _NEAREST) : place]) if p.state not in hosts
        ]
        later = [p for p in named[place : place + _NEAREST] if p.state not in hosts]
        if not before and len({p.state for p in later}) != 1:
            return person
        told = (before or later)[0]
        return replace(in_state(person, told.state), name=told.name)

    def _pronoun(self, start: int, end: int) -> list[PersonMention]:
        """Return whom "he" or "ông" before a verb recalls: the subject before."""
        doc = self.doc
        told = None
        # Room for what must stand behind a pronoun: a search to the end would read all of the text.
        for match in PRONOUN[doc.language].finditer(doc.norm, start, end + 16):
            if match.end() > end:
                break
            told = match
        if told is None or any(p.start <= told.start() < p.end for p in self.within(start, end)):
            return []
        here = doc.sentence_at(told.start())
        for number in range(here.number, here.number - _SENTENCES_BACK - 1, -1):
            sentence = doc.sentences[number] if number >= 0 else here
            if number < 0 or sentence.paragraph not in {here.paragraph, here.paragraph - 1}:
                break
            stop = told.start() if sentence is here else sentence.end
            people = self.within(sentence.start, stop)
            spoken = PRONOUN[doc.language].search(doc.norm, sentence.start, stop)
            if (
                sentence is not here
                and spoken
                and people
                and spoken.start() < people[0].start
                and not _OF_NEXT.search(doc.norm, sentence.start, spoken.start())
            ):
                continue  # "there she will see Minister A": the subject stands further before
            acting = [p for p in people if p.name and self.acts(p, sentence.start)]
            if acting:
                return [replace(acting[0], start=told.start(), end=told.end())]
        return []

    def _is_list_gap(self, start: int, end: int) -> bool:
        """Tell whether between two persons stand only dates and commas."""
        doc, pieces, at = self.doc, list[str](), start
        for date in doc.of(DateMention, Span(start, end)):
            pieces.append(doc.norm[at : date.start])
            at = date.end
        pieces.append(doc.norm[at:end])
        return all(_LISTED.match(piece) for piece in pieces)


def explicit(person: PersonMention) -> bool:
    """Tell whether the words of a person's office name a state."""
    return any(o.state for o in person.offices)


def _start(mention: Mention) -> int:
    return mention.start
