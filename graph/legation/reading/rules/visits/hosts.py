"""Where a visit leads: the states after its words, and those it leaves to what stands before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.facts.evidence import Named, Span
from legation.reading.document import (
    DateMention,
    Document,
    Mention,
    PersonMention,
    PlaceMention,
    Sentence,
    StateMention,
)
from legation.reading.rules.clauses import other, states_in
from legation.reading.rules.visits.words import Cue
from legation.terms import Iri

_NEXT_HOST = re.compile(
    r"(?:\s\([^)]*\))?(?:\s?,\s(?:và\s|and\s|rồi\s)?|\svà\s|\sand\s|\srồi\s)(?:to\s|then\s|the\s|nước\s|thăm\s|sang\s|vương quốc\s|cộng hòa\s|cộng hoà\s)?"
)
_DATE_GAP = re.compile(r"[\s(]*(?:(?:từ|ngày|vào|tháng|on|from|in)\s?)*")
_BEFORE_NOUN = re.compile(
    r"[^.;]{0,40}\b(?:during|for|on|in|cho|trong|nhân|nhân dịp|để|kết thúc|hoàn thành|thực hiện)\s(?:(?:his|her|the|this|an?|một|các|\w+-day|state|official|working|first|brief)\s){0,4}"
)
_IN = re.compile(r"\b(?:in|at|to|tại|ở|đến|tới|rời|left)\s(?:the\s|thủ đô\s|nước\s)?\Z")
#: A city of no known state, joined to a seat of government: "visited Nampula and Maputo".
_CITY_AND = re.compile(r"[\w-]{3,20}(?:\s[\w-]{3,20})?\s(?:and|và)\s")
_CAPITAL_OF = re.compile(r"(?:'s)?\scapital\b")
_BACKWARD = 90
_DURING = re.compile(
    r"\b(?:during|on the occasion of|nhân dịp|nhân|trong dịp|trong|dịp)\s(?:(?:the|an?|state|official|working|các)\s){0,3}\Z"
)
_THE_TWO = re.compile(
    r"\bhai (?:nước|bên)\b|\b(?:the two|both) (?:countries|sides|governments|states|nations)\b"
)
#: What a paragraph is on: "Với Peru, …", "As for Peru, …".
_TOPIC = re.compile(r"\W*(?:với|về phía|về|riêng với|đối với|with|as for|regarding|on)\s(?:the\s)?")
_NAMED_NEXT = 60
_HERE = re.compile(r"\s(?:here|tại đây)\b")
_DATELINE = re.compile(
    r",?\s(?:\(|[-\u2013]|(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^.;]{0,30}[-\u2013])"
)
#: How many sentences in a dateline may stand, after titles.
_FIRST = 8
_TITLE = 120
#: A verb of visiting whose host the context tells: "visited in 1999", "thăm năm 1999".
_NO_OBJECT = re.compile(
    r"\s?(?:(?:it|again|back|here|there|earlier|later|once more|planned|scheduled|the country|nước này|lại|chính thức|cấp nhà nước|hữu nghị|làm việc|và|,)\s?){0,4}(?:\s?(?:in|on|of|from|for|vào|hồi|từ|tháng|năm|ngày|trong|\()\s?){0,3}\Z"
)


def hosts_at(doc: Document, cue: Mention, place: int, end: int) -> list[StateMention]:
    """Return the states a visit leads to: the one at ``place`` and those joined to it."""
    found: list[StateMention] = []
    for state in _any_states(doc, cue.end, end):
        if not found:
            city = _CITY_AND.match(doc.norm, place) if state.how == "capital" else None
            at = city.end() if city and doc.text[place].isupper() else place
            if state.start <= at < state.end and _is_place(doc, state):
                found.append(state)
            continue
        if not _is_place(doc, state) or not _joined(doc, found[-1].end, state.start):
            break
        if state.code != found[-1].code:
            found.append(state)
    return found


def host_before(doc: Document, start: int, cue: Cue) -> StateMention | None:
    """Return where someone is whose visit is told without its host: "in Lima during his visit"."""
    for state in reversed(_any_states(doc, max(start, cue.start - _BACKWARD), cue.start)):
        if _IN.search(doc.norm, max(start, state.start - 25), state.start) and _is_place(
            doc, state
        ):
            tail = _CAPITAL_OF.match(doc.norm, state.end)
            gap = doc.norm[tail.end() if tail else state.end : cue.start]
            return state if _BEFORE_NOUN.fullmatch(gap) else None
    return None


def dateline(doc: Document, cue: Cue) -> StateMention | None:
    """Return where "here" is: the place from which a text is dated, "LIMA, May 14 -"."""
    if not _HERE.match(doc.norm, cue.end):
        return None
    for sentence in doc.sentences[:_FIRST]:
        for state in doc.of(StateMention, sentence)[:1]:
            if state.start == sentence.start and _DATELINE.match(doc.norm, state.end):
                return state
    return None


def lacks_object(doc: Document, cue: Cue, end: int) -> bool:
    """Tell whether after a verb of visiting comes at once the date."""
    dates = doc.of(DateMention, Span(cue.end, end))[:1]
    return bool(dates) and _NO_OBJECT.fullmatch(doc.norm, cue.end, dates[0].start) is not None


def seat(doc: Document, host: StateMention) -> Iri | Named | None:
    """Return the city a visit leads to, where the text names it instead of the state."""
    if host.how != "capital":
        return None
    places = doc.of(PlaceMention, Span(host.start, host.end))
    return places[0].place if places else None


def of_the_two(
    doc: Document, sentence: Sentence, cue: Cue, visitor: PersonMention
) -> list[StateMention]:
    """Return the host of "during the visit of Minister A, the two countries signed …".

    The other of the two the document is about, or the one that a paragraph begins with:
    "With Peru, …".
    """
    if not visitor.offices or not visitor.state:
        return []
    if not _DURING.search(doc.norm, sentence.start, cue.start):
        return []
    if not _THE_TWO.search(doc.norm, visitor.end, sentence.end):
        return []
    host = ""
    if doc.pair:
        host = other(doc, visitor.state)
    else:
        first = sentence
        for before in reversed(doc.sentences[max(0, sentence.number - _FIRST) : sentence.number]):
            first = before if before.paragraph == sentence.paragraph else first
        begin = first.start
        named = doc.of(StateMention, Span(begin, sentence.end))[:1]
        if named and _TOPIC.fullmatch(doc.norm, begin, named[0].start):
            host = named[0].code
    if not host or host == visitor.state:
        return []
    return [StateMention(cue.start, cue.end, host, "heading")]


def _is_place(doc: Document, state: StateMention) -> bool:
    """Tell whether a state is named as a place: itself, its seat, or "the Peruvian capital".

    "Lao" in "the visit of Lao Prime Minister A" is none.
    """
    if _CAPITAL_OF.match(doc.norm, state.end):
        return True
    titles = doc.of(PersonMention, Span(state.start, min(len(doc.text), state.end + _TITLE)))
    return state.how != "demonym" and not any(p.start == state.start for p in titles)


def _leads_abroad(doc: Document, city: PlaceMention) -> bool:
    """Tell whether a city that is no seat of government stands for its state.

    It does where the document is about that state, or names it at once: "Lyon, France".
    """
    if city.state in (doc.pair or ()):
        return True
    near = doc.of(StateMention, Span(city.end, min(len(doc.text), city.end + _NAMED_NEXT)))
    return any(
        s.code == city.state and doc.norm[city.end : s.start].strip(" (,") in {"", "the"}
        for s in near
    )


def _joined(doc: Document, start: int, end: int) -> bool:
    """Tell whether a host is joined to the one before, each perhaps with its own dates."""
    dates = doc.of(DateMention, Span(start, end))
    if not dates:
        return _NEXT_HOST.fullmatch(doc.norm, start, end) is not None
    if not _DATE_GAP.fullmatch(doc.norm, start, dates[0].start):
        return False
    last = dates[-1].end
    closed = last + (doc.norm[last : last + 1] == ")")
    return _NEXT_HOST.fullmatch(doc.norm, closed, end) is not None


def _any_states(doc: Document, start: int, end: int) -> Sequence[StateMention]:
    """Return states, seats of government among them: "thăm Hà Nội" leads to a state too."""
    plain = {s.start: s for s in states_in(doc, start, end)}
    for capital in doc.of(StateMention, Span(start, end)):
        if capital.how == "capital":
            plain.setdefault(capital.start, capital)
    for city in doc.of(PlaceMention, Span(start, end)):
        if city.state and city.start not in plain and _leads_abroad(doc, city):
            plain[city.start] = StateMention(city.start, city.end, city.state, "capital")
    return [plain[n] for n in sorted(plain)]
