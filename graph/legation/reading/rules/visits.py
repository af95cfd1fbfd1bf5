"""Visits: who went from which state to which, in which office, when, and with what rank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from legation.facts.evidence import Named, Span
from legation.identity import reference
from legation.reading.document import (
    DateMention,
    Document,
    Found,
    PersonMention,
    PlaceMention,
    Sentence,
    StateMention,
)
from legation.reading.mentions.resolve import in_state
from legation.reading.rules.visit_drafts import Draft, Holders, claim, merged
from legation.reading.rules.visit_lists import (
    Direction,
    acts,
    completed,
    date_before,
    dates_after,
    dates_beside,
    direction_of,
    hosts_at,
    is_visits_heading,
    listed,
    persons_in,
    subjects,
)
from legation.reading.rules.visit_words import (
    BY_AFTER_HOST,
    INVITED_BY,
    OF_PERSON,
    TO_HOST,
    Cue,
    cues,
    link,
    rank_of,
    status_of,
)
from legation.terms import Iri
from legation.values.dates import Dating

_SEMICOLON = re.compile(r";\s*|(?<=[\w)]):\s")
_RANK_BEFORE = 32
#: Between "during a visit to H (May 2001), this morning," and the visitor.
_PARTICIPLE = re.compile(r"(?:\s?\([^)]*\))?(?:[^,;.]{0,45},\s){1,2}(?:the\s)?")


def read(doc: Document, found: Found) -> None:
    """Add every visit a document tells of, past, present or announced, once per destination.

    What is said again without a date, or with a coarser one, adds its rank and its place in the
    text to the visit it repeats.
    """
    visits: list[Draft] = []
    direction: Direction | None = None
    section = False
    for sentence in doc.sentences:
        colon = doc.text[sentence.start : sentence.end].rstrip().endswith(":")
        if sentence.heading or colon:
            direction, section = _under(doc, sentence, section=section)
        here = list(_sentence(doc, sentence, direction, section=section))
        if not here and direction and not sentence.heading and (direction.sender or direction.host):
            here = list(_items(doc, sentence.start, sentence.end, direction, "visits.items"))
        visits += here
    holders = Holders(doc)
    for visit in merged(visits):
        found.add(claim(doc, visit, holders))


def _under(doc: Document, sentence: Sentence, *, section: bool) -> tuple[Direction | None, bool]:
    """Return what a heading says of the list below it, and whether that is a list of visits."""
    announces = is_visits_heading(doc, sentence.start, sentence.end)
    direction = direction_of(doc, sentence.start, sentence.end, section=section)
    if direction and (announces or section):
        return completed(doc, direction), True
    return None, announces


def _sentence(
    doc: Document, sentence: Sentence, above: Direction | None, *, section: bool
) -> Iterator[Draft]:
    """Read the clauses of a sentence; a clause without a verb goes on with the list before it."""
    going: Direction | None = None
    for part in _parts(doc, sentence):
        told = list(_clause(doc, sentence, part, above))
        if told:
            host = told[-1].host
            going = Direction(told[-1].person.state, host, told[-1].cue)
            yield from told
            continue
        colon = doc.norm[part.end : part.end + 1] == ":"
        heading = direction_of(doc, part.start, part.end, section=section) if colon else None
        section = section or (colon and is_visits_heading(doc, part.start, part.end))
        if heading:
            going = completed(doc, heading)
        elif going and (going.sender or going.host) and not _denied(doc, part):
            yield from _items(doc, part.start, part.end, going, "visits.list")


def _denied(doc: Document, part: Span) -> bool:
    """Tell whether a clause has words for a visit that are none."""
    return any(status_of(doc, part, cue, cue.end) is None for cue in cues(doc, part))


def _parts(doc: Document, sentence: Sentence) -> list[Span]:
    marks = [m.span() for m in _SEMICOLON.finditer(doc.norm, sentence.start, sentence.end)]
    starts = [sentence.start, *(end for _, end in marks)]
    ends = [*(begin for begin, _ in marks), sentence.end]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


def _items(doc: Document, start: int, end: int, direction: Direction, rule: str) -> Iterator[Draft]:
    """Read persons with dates under a heading that says from where to where."""
    words = direction.span or Span(start, end)
    people = listed(doc, start, end, direction)
    for number, (person, dates) in enumerate(people):
        sender = person.state or direction.sender
        host = direction.host
        if direction.sender and sender != direction.sender:
            continue
        if not sender or not host or sender == host:
            continue
        stop = people[number + 1][0].start if number + 1 < len(people) else end
        rank = rank_of(doc, person.end if len(people) > 1 else start, stop)
        if rank == "unspecified":
            rank = rank_of(doc, words.start, words.end)
        for date in dates:
            status = "upcoming" if _is_ahead(doc, date) else "held"
            yield Draft(
                in_state(person, sender), host, rank, status, rule, date, cue=words, marks=[person]
            )


def _clause(
    doc: Document, sentence: Sentence, part: Span, above: Direction | None
) -> Iterator[Draft]:
    """Read the visits of one clause, verb by verb."""
    found = list(cues(doc, part))
    invited = _invited(doc, part) if found else None
    left, last = part.start, list[PersonMention]()
    for number, cue in enumerate(found):
        right = found[number + 1].start if number + 1 < len(found) else part.end
        if cue.start < left:
            continue
        who, hosts, rule = _who_and_where(doc, part, cue, left, right)
        in_brackets = doc.norm.rfind("(", part.start, cue.start) > doc.norm.rfind(
            ")", part.start, cue.start
        )
        if not hosts and above and above.host and who and not in_brackets:
            host_end = cue.end
            hosts = [StateMention(cue.start, cue.end, above.host, "heading")]
        elif hosts:
            host_end = hosts[-1].end
        else:
            continue
        who = who or (last if not cue.noun else [])
        status = status_of(doc, part, cue, host_end)
        if status is None or not who:
            left = left if status is None else max(left, cue.end)
            continue
        last, left = who, cue.end
        for host in hosts:
            for visit in _visits(doc, sentence, part, cue, host, hosts, who, right, status, rule):
                visit.invited = invited
                yield visit
        yield from _elliptical(doc, cue, hosts[-1], who, right, status)


def _who_and_where(
    doc: Document, part: Span, cue: Cue, left: int, right: int
) -> tuple[list[PersonMention], list[StateMention], str]:
    """Find visitors and hosts around the words for a visit."""
    place = link(doc, cue)
    hosts = hosts_at(doc, cue.end, place, right)
    people = persons_in(doc, cue.end, part.end)
    if hosts:
        behind = next((p for p in people if p.start >= hosts[-1].end), None)
        if behind and BY_AFTER_HOST[doc.language].match(doc.norm[hosts[-1].end : behind.start]):
            return [behind], hosts, "visits.noun"
        before = subjects(doc, left, cue.start)
        if before:
            return before, hosts, "visits.list" if len(before) > 1 else "visits.verb"
        if behind and _PARTICIPLE.fullmatch(doc.norm, hosts[-1].end, behind.start):
            return [behind], hosts, "visits.participle"
        return [], hosts, "visits.verb"
    first = next((p for p in people if p.start < right), None)
    if first and OF_PERSON[doc.language].match(doc.norm[cue.end : first.start]):
        for named in doc.of(StateMention, Span(first.end, min(right, first.end + 140))):
            if (
                TO_HOST[doc.language].search(doc.norm[first.end : named.start])
                and named.how != "demonym"
            ):
                return [first], hosts_at(doc, first.end, named.start, right), "visits.noun"
    return subjects(doc, left, cue.start), [], "visits.verb"


def _visits(
    doc: Document,
    sentence: Sentence,
    part: Span,
    cue: Cue,
    host: StateMention,
    hosts: Sequence[StateMention],
    who: Sequence[PersonMention],
    right: int,
    status: str,
    rule: str,
) -> Iterator[Draft]:
    """Make a visit to one host for each visitor and each date."""
    words = Span(cue.start, max(cue.end, host.end))
    rank = _rank(doc, cue, host, right)
    shared = _shared_dates(doc, sentence, part, cue, host, hosts, right, status)
    for number, person in enumerate(who):
        sender = person.state or _sender(doc, host.code)
        if not sender or reference.present(sender) == reference.present(host.code):
            continue
        stop = who[number + 1].start if number + 1 < len(who) else cue.start
        own = dates_beside(doc, person.end, stop) if person.end <= cue.start else []
        visitor = in_state(person, sender)
        when: Sequence[DateMention | None] = own or shared or [None]
        for date in when:
            yield Draft(
                visitor,
                host.code,
                rank,
                _status(doc, status, date),
                rule,
                date,
                _place(doc, host),
                cue=words,
                marks=[person],
            )


def _elliptical(
    doc: Document,
    cue: Cue,
    host: StateMention,
    who: Sequence[PersonMention],
    right: int,
    status: str,
) -> Iterator[Draft]:
    """Read "… visited Y in 1976, President Z in 1998": the verb holds for what follows too."""
    words = Span(cue.start, max(cue.end, host.end))
    people = [p for p in persons_in(doc, max(cue.end, host.end), right) if p not in who]
    for number, person in enumerate(people):
        stop = people[number + 1].start if number + 1 < len(people) else right
        if not person.offices or not acts(doc, person, cue.end):
            continue
        sender = person.state or who[0].state or _sender(doc, host.code)
        if not sender or sender == host.code:
            continue
        for date in dates_beside(doc, person.end, stop):
            rank = _rank(doc, cue, host, right)
            visitor = in_state(person, sender)
            yield Draft(
                visitor,
                host.code,
                rank,
                _status(doc, status, date),
                "visits.list",
                date,
                cue=words,
                marks=[person],
            )


def _shared_dates(
    doc: Document,
    sentence: Sentence,
    part: Span,
    cue: Cue,
    host: StateMention,
    hosts: Sequence[StateMention],
    right: int,
    status: str,
) -> list[DateMention]:
    """Return the dates a clause gives for all its visitors to one host."""
    later = [h.start for h in hosts if h.start > host.start]
    own = dates_beside(doc, max(host.end, cue.end), later[0] if later else right)
    if own or status in {"planned", "postponed"}:
        return own
    end = max(hosts[-1].end, cue.end)
    after = dates_after(doc, end, right)
    people = persons_in(doc, end, after[0].start) if after else []
    if after and not [p for p in people if p.offices and acts(doc, p, end)]:
        return after
    return date_before(doc, part.start, cue.start) or (
        date_before(doc, sentence.start, part.start) if part.start > sentence.start else []
    )


def _rank(doc: Document, cue: Cue, host: StateMention, right: int) -> str:
    """Return the rank stated before, in or after the words for a visit."""
    before = re.search(
        r"(?:(?:state|official|working|friendly|friendship|goodwill|high-level|private|and|an?|\w+-day)\s)+\Z",
        doc.norm[max(0, cue.start - _RANK_BEFORE) : cue.start],
    )
    start = cue.start - len(before[0]) if before else cue.start
    rank = rank_of(doc, start, max(host.start, cue.end))
    if rank == "unspecified":
        behind = max(host.end, cue.end)
        after = re.match(
            r"[\s,(]*(?:cấp nhà nước|chính thức|làm việc|on an? \w+ (?:\w+ )?visit|for an? \w+ visit|state visit|official visit|working visit)",
            doc.norm[behind : min(right + 12, behind + 45)],
        )
        return rank_of(doc, behind, behind + after.end()) if after else rank
    return rank


def _sender(doc: Document, host: str) -> str:
    """Return the state of visitors whom no word places: the other of the pair."""
    if doc.pair and host in doc.pair:
        return doc.pair[1] if doc.pair[0] == host else doc.pair[0]
    return ""


def _status(doc: Document, status: str, date: DateMention | None) -> str:
    """Return the status; what is dated after the document is upcoming."""
    return "upcoming" if status == "held" and date is not None and _is_ahead(doc, date) else status


def _is_ahead(doc: Document, date: DateMention) -> bool:
    if not doc.source.issued:
        return False
    begins, issued = Dating.parse(date.edtf).earliest, Dating.parse(doc.source.issued).latest
    return begins is not None and issued is not None and begins > issued


def _place(doc: Document, host: StateMention) -> Iri | Named | None:
    """Return the city a visit leads to, where the text names it instead of the state."""
    if host.how != "capital":
        return None
    places = doc.of(PlaceMention, Span(host.start, host.end))
    return places[0].place if places else None


def _invited(doc: Document, part: Span) -> PersonMention | None:
    """Return who invited."""
    for person in persons_in(doc, part.start, part.end):
        if INVITED_BY[doc.language].search(doc.norm[max(0, person.start - 60) : person.start]):
            return person
    return None
