"""Who goes, and when: the persons before a verb, after a host, or in a list under a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document, PersonMention, StateMention
from legation.reading.rules.clauses import states_in
from legation.reading.rules.visit_words import INVITED_BY, NOT_SUBJECT, RECEIVED

_DATE_WORDS = r"năm|tháng|ngày|vào|hồi|từ|trong|đầu|cuối|giữa|in|on|from|during|early|late|of|the|visit|official|state|thăm|chính thức|cấp nhà nước|làm việc|hữu nghị|working"
_NEXT_TO = re.compile(rf"[\s,:(]*(?:(?:{_DATE_WORDS})[\s,:]*){{0,5}}\Z")
_JOINED = re.compile(r"[\s,()]*(?:(?:và|and|&|ngày|tháng|năm|in|on|again in|từ|rồi)[\s,(]*){0,3}\Z")
_LISTED = re.compile(
    r"[\s,()&.+-]*(?:(?:và|and|cùng|rồi|năm|tháng|ngày|in|on|from|từ|vào|lần lượt|hồi|cuối|đầu)[\s,()&]*){0,4}\Z"
)
_NOT_THIS = re.compile(
    r"(?:từ khi|kể từ|từ năm|trước|sau|kỷ niệm[^.;]{0,50}|since|after|before|following|until|prior to|anniversary[^.;]{0,40}|thiết lập[^.;]{0,40}|established[^.;]{0,40}|ký[^.;]{0,40}|signed[^.;]{0,40}|giai đoạn|period)\s(?:ngày\s|năm\s|tháng\s|đó\s|the\s|on\s|in\s)*\Z"
)
_OTHER_EVENT = re.compile(
    r"[;]|\b(?:ký|signed|signing|kể từ|since|kỷ niệm|anniversary|established|thiết lập|sau khi|sau chuyến|trước khi|trước đó|gặp|met|last visit|lần trước|nhiệm kỳ|elected|sinh năm|following|after)\b"
)
#: Nothing but auxiliaries between a person and the verb.
_BESIDE = re.compile(
    r"\s(?:(?:đã|sẽ|đang|đi|sang|đến|tới|nhân dịp|nhân|on (?:his|her|an?)|during (?:his|her))\s){0,3}\Z"
)
_REACH = 170
_LABEL = 36


@dataclass(frozen=True, slots=True)
class Direction:
    """From where to where a list of visits leads, as far as its heading says."""

    sender: str = ""
    host: str = ""
    span: Span | None = None


def persons_in(doc: Document, start: int, end: int) -> list[PersonMention]:
    """Return the persons of a stretch who can act; one named inside the title of another cannot."""
    found: list[PersonMention] = []
    reach, last = 0, Span(-1, -1)
    for person in doc.of(PersonMention, Span(start, end)):  # the longer stands first
        if person.span == last or person.end > reach:
            found.append(person)
            reach, last = person.end, person.span
    return found


def acts(doc: Document, person: PersonMention, start: int) -> bool:
    """Tell whether a person is no companion, no host, no one who invites or is met."""
    before = doc.norm[max(start, person.start - 70) : person.start]
    language = doc.language
    if person.name is None and all(o.office == "other" for o in person.offices):
        return False
    return not (NOT_SUBJECT[language].search(before) or INVITED_BY[language].search(before))


def subjects(doc: Document, start: int, end: int) -> list[PersonMention]:
    """Return the persons who are the subject of a verb at ``end``: one, or all of a list."""
    found: list[PersonMention] = []
    for person in reversed(persons_in(doc, start, end)):
        beside = not found and _BESIDE.match(doc.norm[person.end : end])
        received = beside and RECEIVED.search(doc.norm, max(start, person.start - 40), person.start)
        if not acts(doc, person, start) and not received:
            if found:
                break
            continue
        if found and not _is_list_gap(doc, person.end, found[0].start):
            break
        if found and found[-1].name and not person.name:  # "invited by the Speaker, Mr. A came"
            break
        found.insert(0, person)
    return found


def _is_list_gap(doc: Document, start: int, end: int) -> bool:
    """Tell whether between two persons stand only dates and commas."""
    pieces, at = [], start
    for date in doc.of(DateMention, Span(start, end)):
        pieces.append(doc.norm[at : date.start])
        at = date.end
    pieces.append(doc.norm[at:end])
    return all(_LISTED.match(piece) for piece in pieces)


def dates_beside(doc: Document, start: int, end: int) -> list[DateMention]:
    """Return the dates that follow a person or a host at once: "(4/1997, 5/2008)"."""
    found: list[DateMention] = []
    at = start
    for date in doc.of(DateMention, Span(start, end)):
        gap = doc.norm[at : date.start]
        if not (_JOINED if found else _NEXT_TO).match(gap):
            break
        found.append(date)
        at = date.end
    return found


def dates_after(doc: Document, start: int, end: int) -> list[DateMention]:
    """Return the dates that a clause gives after the host, the first and what is joined to it."""
    beside = dates_beside(doc, start, end)
    if beside:
        return beside
    for date in doc.of(DateMention, Span(start, min(end, start + _REACH)))[:1]:
        gap = doc.norm[start : date.start]
        if _OTHER_EVENT.search(gap) or _NOT_THIS.search(gap):
            return []
        return [date, *dates_joined(doc, date, end)]
    return []


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
        if not _NOT_THIS.search(before):
            return [date]
    return []


def listed(
    doc: Document, start: int, end: int, direction: Direction
) -> list[tuple[PersonMention, list[DateMention]]]:
    """Return the persons of a list, each with the dates beside them; the undated are left out."""
    people = [p for p in persons_in(doc, start, end) if acts(doc, p, start)]
    found: list[tuple[PersonMention, list[DateMention]]] = []
    for number, person in enumerate(people):
        stop = people[number + 1].start if number + 1 < len(people) else end
        dates = dates_beside(doc, person.end, stop) or (
            dates_after(doc, person.end, stop) if len(people) == 1 else []
        )
        if not dates:
            begin = people[number - 1].end if number else start
            dates = list(doc.of(DateMention, Span(begin, person.start)))[-1:]
        if dates and (person.state != direction.host or not direction.host):
            found.append((person, dates))
    return found


_LIST_WORDS = re.compile(
    r"\bthăm\b|\bđoàn\b|chuyến|tiếp xúc|trao đổi đoàn|\bvisit|delegation|exchange of (?:high|visits)"
)
_SIDE = re.compile(
    r"\A(?:về\s)?(?:phía|từ|phía nước)\s|\Afrom\b|\A(?:on\s)?the \w+ side|\bside\s?:"
)
_TOWARDS = re.compile(
    r"(?:thăm|sang|đến|tới|vào)(?:\s(?:chính thức|cấp nhà nước|hữu nghị|làm việc|và|nước|tại))*\s\Z|\bto(?: the)?\s\Z|\bvisited(?: the)?\s\Z|\bvisiting(?: the)?\s\Z|\bin\s\Z"
)


def is_visits_heading(doc: Document, start: int, end: int) -> bool:
    """Tell whether a heading or introduction announces visits."""
    return _LIST_WORDS.search(doc.norm, start, end) is not None


def direction_of(doc: Document, start: int, end: int, *, section: bool) -> Direction | None:
    """Return from where to where the list leads that a heading announces.

    "Visits from A to B", "Đoàn A thăm B", "Visits by A leaders", "Phía A": one state may be
    missing, and is then the other of the pair. Within a ``section`` on visits the name of a
    state alone tells the side that goes.
    """
    named = [s for s in doc.of(StateMention, Span(start, end)) if s.how != "capital"]
    if not named or len({s.code for s in named}) > 2:
        return None
    label = section and end - start < _LABEL
    if not (label or is_visits_heading(doc, start, end) or _SIDE.search(doc.norm[start:end])):
        return None
    hosts = [s for s in named if s.how != "demonym" and _TOWARDS.search(doc.norm, start, s.start)]
    host = hosts[0].code if hosts else ""
    senders = [s.code for s in named if s.code != host]
    if not host and len(set(senders)) > 1:
        return None
    return Direction(senders[0] if senders else "", host, Span(start, end))


def completed(doc: Document, direction: Direction) -> Direction:
    """Fill the side that a heading leaves out from the pair of the document."""
    sender, host, pair = direction.sender, direction.host, doc.pair
    if pair and sender in pair and not host:
        host = pair[1] if pair[0] == sender else pair[0]
    elif pair and host in pair and not sender:
        sender = pair[1] if pair[0] == host else pair[0]
    return Direction(sender, host, direction.span)


def hosts_at(doc: Document, start: int, place: int, end: int) -> list[StateMention]:
    """Return the states a visit leads to: the one at ``place`` and those joined to it."""
    found: list[StateMention] = []
    for state in _any_states(doc, start, end):
        if not found:
            if state.start <= place < state.end and state.how != "demonym":
                found.append(state)
            continue
        gap = doc.norm[found[-1].end : state.start]
        if state.how == "demonym" or not re.fullmatch(
            r"(?:\s\([^)]*\))?(?:\s?,\s(?:và\s|and\s)?|\svà\s|\sand\s)(?:the\s|nước\s|thăm\s)?", gap
        ):
            break
        if state.code != found[-1].code:
            found.append(state)
    return found


def _any_states(doc: Document, start: int, end: int) -> Sequence[StateMention]:
    """Return states, seats of government among them: "thăm Hà Nội" leads to a state too."""
    plain = {s.start: s for s in states_in(doc, start, end)}
    for capital in doc.of(StateMention, Span(start, end)):
        if capital.how == "capital":
            plain.setdefault(capital.start, capital)
    return [plain[n] for n in sorted(plain)]
