"""Which joint committees, dialogues and forums of two states a sentence names, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.facts.evidence import Named, Span
from legation.reading.document import Document, Sentence
from legation.reading.rules.trade.flows import parties_named, partner, two_before

#: Bodies that stand, and meetings that are only spoken of by their number.
_STANDING_VI = (
    r"\bub(?:lcp|hh|hthh)\b|\b(?:tiểu |phân )?ủy ban (?=[^,;.:()]{0,120}?(?:liên chính phủ|hỗn hợp|liên hợp|song phương|hợp tác|chung))|"
    r"\btiểu ban (?=hỗn hợp|hợp tác)|\bhội đồng (?=hỗn hợp|hợp tác song phương)"
)
_MEETING_VI = (
    r"\bdiễn đàn (?=đối tác|hợp tác|[^,;.:()]{0,60}?liên chính phủ)|\bnhóm (?=điều hành|công tác (?:chung|hỗn hợp|chiến lược|song phương))|"
    r"\bđối thoại (?=chiến lược|chính sách|quốc phòng|an ninh|chính trị|kinh tế|nhân quyền|hợp tác|2\+2)|"
    r"\btham (?:khảo|vấn) chính trị|\bcơ chế (?=tham khảo|tham vấn|đối thoại|giám sát)"
)
_NAME_VI = re.compile(rf"(?P<standing>{_STANDING_VI})|(?P<meeting>{_MEETING_VI})")
_W = r"[\w-]{1,40}"
_NAME_EN = re.compile(
    rf"\b(?:(?P<standing>(?:joint|inter-?governmental|mixed|bilateral|high-level)(?: {_W}(?: and {_W})?){{0,5}}? (?:sub-?)?(?:committee|commission)|sub-?committee(?= on| for))|"
    rf"(?P<meeting>(?:(?:joint|bilateral|high-level)(?: {_W}){{0,4}}? (?:working group|steering group|task force|council)|"
    r"(?:strategic|political|policy|economic|security|defen[cs]e|human rights|energy|partnership|trade|ministerial)(?: (?:and|&) \w{1,30}| \w{1,30}){0,3}? (?:dialogue|mechanism|forum|consultations?|steering group|consultation mechanism)|"
    rf"2\+2 (?:{_W} ){{0,2}}?(?:meeting|dialogue|gathering|talks|consultations)|"
    r"foreign (?:office|ministry) consultations|political consultations?|(?:annual )?(?:leaders'|senior officials'?|(?:\w+ )?ministers') (?:meetings?|talks|dialogue|consultations))))\b"
    rf"(?: (?:on|for|of) (?:the )?{_W}(?:,? (?:and )?{_W}){{0,7}}?(?= (?:held|met|meets|meeting|has|have|will|was|were|is|are|convened|took|in|at|on)\b|[,.;:)(]|$))?"
)
_NAME_END = re.compile(
    r",(?!\s(?:thương mại|khoa học|khkt|kỹ thuật|văn hóa|công nghệ|kinh tế|đầu tư|giáo dục|an ninh)\b)|[;:.()]|\s(?:đã|sẽ|dự kiến|họp|duy trì|tổ chức|được|nhóm|tiến hành|vừa|lần|khóa|(?<!hoa\s)kỳ|phiên|tại|ở|vào|ngày|tháng|năm|do|đang|là|ký|nhằm|diễn ra|cũng|trong (?!lĩnh vực)|từ|dưới|hai nước|thành lập|với sự|gồm|giữa (?:hai|2))\b"
)
_LEAD = re.compile(r"(?:(?:[\w'.]+|&)[ -]){0,12}\Z")
_UNKNOWN = re.compile(r"\b[A-Z]{2,3}-[A-Z][a-z]{2,20}\s\Z")
_LARGER = re.compile(r"\b(?:asean|apec|asem|united nations|liên hợp quốc|arf|g-?20|wto|eu-asean)\b")


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee by its name and place; ``standing`` unless it is only a series of meetings.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "The Laos-Peru Joint Committee met."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> (found,) = committees(doc, doc.sentences[0])
    >>> found.standing
    True
    """

    named: Named
    start: int
    end: int
    standing: bool


def committees(doc: Document, sentence: Sentence) -> Iterator[Committee]:
    """Yield the joint committees a sentence names, where it is clear whose they are.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "The Laos-Peru Joint Committee met."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [found.named.text for found in committees(doc, doc.sentences[0])]
    ['Laos-Peru Joint Committee']
    """
    norm = doc.norm
    pattern = _NAME_EN if doc.language == "en" else _NAME_VI
    reached = sentence.start
    for match in pattern.finditer(norm, sentence.start, sentence.end):
        if match.start() < reached:
            continue
        start, end = match.span()
        if doc.language == "en":
            start = _from_states(doc, sentence, start)
        else:
            end = _name_end(doc, end, sentence.end)
        reached = end
        codes = _of(doc, sentence, start, end)
        if len(codes) != 2 or _LARGER.search(norm, max(sentence.start, start - 20), end):
            continue
        start += len("the ") * norm.startswith("the ", start)  # "the Philippines-Laos ..."
        text = " ".join(doc.text[start:end].split())
        named = Named(
            "JointCommittee", text, codes, language=doc.language, spans=(Span(start, end),)
        )
        yield Committee(named, start, end, match["standing"] is not None)


def enclosing(doc: Document, sentence: Sentence, place: int) -> Span:
    """Return the parentheses that hold a place of a sentence, else the sentence.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "The minister (who co-chaired the talks) left."
    >>> doc = prepare(text, Source(Iri("https://e.org/source/a"), language="en"))
    >>> inside = enclosing(doc, doc.sentences[0], 20)
    >>> text[inside.start : inside.end]
    'who co-chaired the talks'
    """
    opening = doc.norm.rfind("(", sentence.start, place)
    closing = doc.norm.find(")", place, sentence.end)
    if opening < 0 or closing < 0 or doc.norm.find(")", opening, place) >= 0:
        return Span(sentence.start, sentence.end)
    return Span(opening + 1, closing)


def _of(doc: Document, sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """Return the two states whose committee it is: of its name, its sentence, or the text."""
    around = enclosing(doc, sentence, start)
    codes = list(dict.fromkeys(s.code for s in parties_named(doc, start, end)))
    if len(codes) == 1 and (other := partner(doc, codes[0])):
        codes.append(other)
    if len(codes) != 2 and _UNKNOWN.search(doc.text, max(0, start - 40), start):
        return ()  # "the XY-Peru Joint Commission": one of the two is not known
    if len(codes) != 2:
        near = dict.fromkeys(s.code for s in parties_named(doc, around.start, around.end))
        codes = list(near) if len(near) == 2 else list(two_before(doc, sentence) or ())
    return tuple(codes)


def _name_end(doc: Document, start: int, limit: int) -> int:
    """Return where a Vietnamese name ends: no word within the name of a state ends it."""
    states = parties_named(doc, start, limit)
    for stop in _NAME_END.finditer(doc.norm, start, limit):
        if not any(state.start <= stop.start() < state.end for state in states):
            return stop.start()
    return limit


def _from_states(doc: Document, sentence: Sentence, start: int) -> int:
    """Return where an English name begins: with the names of its states, if they stand there."""
    lead = _LEAD.search(doc.norm, max(sentence.start, start - 120), start)
    floor = lead.start() if lead else start
    named = [s for s in parties_named(doc, floor, start) if s.how in {"name", "demonym"}]
    if len(named) >= 2 and doc.norm[named[-1].end : start].strip(" '-") in {"", "s"}:
        return named[-2].start
    return start
