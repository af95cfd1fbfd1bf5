"""Missions: embassies, consulates, legations, liaison offices, since when, and first ambassadors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Span
from legation.identity.reference import actor
from legation.reading.document import (
    DateMention,
    Document,
    Found,
    Mention,
    PlaceMention,
    Sentence,
    StateMention,
)
from legation.reading.rules.clauses import clause, cover, date_of, other, states_in
from legation.reading.rules.missions import first_ambassadors, words
from legation.terms import concept

_REACH = 60
_MOST_PLACES = 12
#: How far below its heading a mission stands in a list of missions.
_LIST = 5


@dataclass(slots=True)
class _Mission:
    """One mission as it is read: of whom, where, which kind, since when, and on what that rests."""

    noun: Mention
    kind: str
    sender: str
    host: str
    place: PlaceMention | None = None
    date: DateMention | None = None
    marks: list[Mention | Span] = field(default_factory=list)
    also: list[Span] = field(default_factory=list)

    @property
    def edtf(self) -> str:
        """When it was opened, empty if the text does not say."""
        return self.date.edtf.partition("/")[0] if self.date else ""


def read(doc: Document, found: Found) -> None:
    """Add the missions that a document says were opened or are there, and first ambassadors sent."""
    read_so_far: list[_Mission] = []
    for match in words.KIND.finditer(doc.norm, doc.sentences[0].start if doc.sentences else 0):
        kind = words.NAMES[int(str(match.lastgroup)[1:])]
        before = read_so_far[-1] if read_so_far else None
        read_so_far += _missions(doc, Mention(*match.span()), kind, before)
    for mission in _told_once(read_so_far):
        found.add(_claim(mission))
    first_ambassadors.read(doc, found)


def _told_once(missions: list[_Mission]) -> list[_Mission]:
    """Leave out what another mention tells as well, or better: with a date, or with a finer one.

    The mission that stays rests on both places.
    """
    told: dict[tuple[str, str, str], dict[tuple[str, object], _Mission]] = {}
    for one in missions:
        alike = told.setdefault((one.sender, one.host, one.kind), {})
        first = alike.setdefault((one.edtf, one.place and one.place.place), one)
        if first is not one:
            first.also.append(cover(one.marks))
    kept = []
    for group in told.values():
        alike_ones = list(group.values())
        for number, one in enumerate(alike_ones):
            better = [
                (other.edtf, -m)
                for m, other in enumerate(alike_ones)
                if (other.edtf, -m) > (one.edtf, -number)
                and other.edtf.startswith(one.edtf)
                and (one.place is None or other.place is None or _same_place(one, other))
            ]
            if better:
                alike_ones[-max(better)[1]].also += [cover(one.marks), *one.also]
            else:
                kept.append(one)
    return sorted(kept, key=lambda mission: mission.noun.start)


def _same_place(one: _Mission, two: _Mission) -> bool:
    return bool(one.place and two.place and one.place.place == two.place.place)


def _missions(doc: Document, noun: Mention, kind: str, before: _Mission | None) -> list[_Mission]:
    """Read the missions that one noun names: who opened it, where, and when."""
    sentence = doc.sentence_at(noun.start)
    if noun.start >= sentence.end:
        return []
    within = _own(doc, clause(doc, sentence, noun.start), noun)
    joined = before if before and before.noun.start >= sentence.start else None
    worded = _worded(doc, sentence, within, noun, joined)
    if worded is None:
        return []
    verb, having, within, back = worded
    stood = _raised_from(doc, within, noun, verb)
    mutual = words.MUTUAL.search(doc.norm, noun.end, within.end) and doc.pair
    places = [] if mutual else _places(doc, within, sentence.end, stood, max(verb.end, stood.end))
    host = _host(doc, within, stood, places[0] if places else None)
    sender = _sender(doc, within, stood, verb, host)
    if joined and verb.end <= joined.noun.end and not sender:
        sender = joined.sender if joined.sender != host else ""
    if not sender and words.BESIDES.match(doc.norm, verb.start):
        after = states_in(doc, noun.end, clause(doc, sentence, noun.start).end)
        sender = next((s.code for s in after if s.code != host), "")
    if having and not (places or host or mutual):
        return []
    if mutual and doc.pair:
        pairs = [doc.pair, doc.pair[::-1]]
    else:
        if joined and having and not host and sender == joined.sender:
            host = joined.host
        sender, host = sender or other(doc, host), host or other(doc, sender)
        pairs = [(sender, host)]
    date = date_of(doc, within, Mention(min(verb.start, noun.start), max(verb.end, noun.end)))
    if having and not _dates_having(doc, noun, date):
        date = None
    first = date if back and date and date.end <= within.end <= back.start else None
    date = back or date
    base: tuple[Mention, ...] = (noun, verb) if verb.start >= sentence.start else (noun,)
    found = []
    for one, two in pairs:
        if not one or not two or one == two:
            continue
        near = [
            s
            for s in states_in(doc, within.start, within.end)
            if s.code in {one, two} and abs(s.start - noun.start) < 2 * _REACH
        ]
        for place, since in _each(doc, places, date):
            if place and place.state not in {"", two}:
                place = None  # noqa: PLW2901
            rest = [m for m in (place, since) if m is not None and m.start >= sentence.start]
            found.append(_Mission(noun, kind, one, two, place, since, [*base, *near, *rest]))
            if first and first is not since:
                found.append(_Mission(noun, kind, one, two, place, first, [*base, *near, first]))
    return found


def _each(
    doc: Document, places: list[PlaceMention], date: DateMention | None
) -> list[tuple[PlaceMention | None, DateMention | None]]:
    """Give each place the date in its brackets; without any, all have the date of the clause."""
    if len(places) < 2:
        return [(places[0] if places else None, date)]
    beside = []
    for place in places:
        near = next(iter(doc.of(DateMention, Span(place.end, place.end + 40))), None)
        gap = doc.norm[place.end : near.start] if near else ""
        beside.append(near if re.fullmatch(r"\s?\([^(),]{0,20}", gap) else None)
    if not any(beside):
        return [(place, date) for place in places]
    return list(zip(places, beside, strict=True))


def _dates_having(doc: Document, noun: Mention, date: DateMention | None) -> bool:
    """Tell whether a date says since when a state has a mission."""
    if date is None or date.start < noun.end or date.start - noun.end > _REACH + 20:
        return False
    return bool(
        re.search(
            r"\b(?:từ|kể từ|since|mở|lập|opened|established)\b", doc.norm[noun.end : date.start]
        )
    )


def _worded(
    doc: Document, sentence: Sentence, within: Span, noun: Mention, joined: _Mission | None
) -> tuple[Mention, bool, Span, DateMention | None] | None:
    """Return what says that a mission is there, how far that goes, and when it was reopened."""
    verb, having = _opened(doc, within, noun, joined)
    if verb is None and _is_item(doc, sentence, noun, joined):
        verb, having = Mention(noun.start, noun.end), False
    closed = words.CLOSED.search(doc.norm, within.start, within.end)
    back = _reopened(doc, Span(closed.end(), within.end)) if closed else None
    if closed and back and (verb is None or closed.start() < noun.start):
        verb, having = Mention(closed.start(), closed.end()), False
    ahead = max(within.start, verb.start - _REACH) if verb else 0
    if verb is None or words.PLANNED.search(doc.norm, ahead, verb.start):
        return None
    if words.NOT_HAVING.search(doc.norm, ahead, verb.start):
        return None
    if closed and closed.start() < noun.start and not back:
        return None
    if closed and closed.start() > noun.start:
        within = Span(within.start, closed.start())
    return verb, having, within, back


def _reopened(doc: Document, within: Span) -> DateMention | None:
    """Return when a mission that had been closed was opened again."""
    for date in doc.of(DateMention, within):
        if words.REOPENED.search(doc.norm, within.start, date.start):
            return date
    return None


def _is_item(doc: Document, sentence: Sentence, noun: Mention, joined: _Mission | None) -> bool:
    """Tell whether a mission stands in a list of missions: "Embassy of Laos in Lima (1998)"."""
    begin = max(doc.norm.rfind(mark, sentence.start, noun.start) for mark in (";", "\n", ". "))
    begin = max(begin + 1, sentence.start)
    if not words.BULLET.fullmatch(doc.norm, begin, noun.start):
        return False
    ends = [
        n for n in (doc.norm.find(mark, noun.end, sentence.end) for mark in (";", "\n")) if n > 0
    ]
    end = min([*ends, sentence.end])
    kinds = (StateMention, PlaceMention, DateMention)
    known = [m for m in doc.of(Mention, Span(noun.end, end)) if isinstance(m, kinds)]
    rest, place = [], noun.end
    for mention in known:
        rest.append(doc.norm[place : mention.start])
        place = max(place, mention.end)
    told = {type(m) for m in known}
    if PlaceMention not in told or not words.ITEM.fullmatch(
        " ".join([*rest, doc.norm[place:end].rstrip(". ")])
    ):
        return False
    over = next(
        (
            h
            for h in doc.sentences[max(0, sentence.number - _LIST) : sentence.number][::-1]
            if h.heading
        ),
        None,
    )
    under = over is not None and words.UNDER.search(doc.norm, over.start, over.end)
    return DateMention in told or joined is not None or bool(under)


def _claim(mission: _Mission) -> Claim:
    values: dict[str, tuple[Value, ...]] = {
        "sender": (actor(mission.sender),),
        "host": (actor(mission.host),),
        "missionKind": (concept("mission", mission.kind),),
    }
    if mission.place:
        values["place"] = (mission.place.place,)
    if mission.edtf:
        values["edtf"] = (f"{mission.edtf}/",)
    spans = tuple(dict.fromkeys((cover(mission.marks), *sorted(mission.also))))
    return Claim("Mission", values, spans=spans, rule=f"missions.{mission.kind}")


def _own(doc: Document, within: Span, noun: Mention) -> Span:
    """Return the clause up to where the next mission is told of."""
    following = words.KIND.search(doc.norm, noun.end, within.end)
    if following is None or words.RAISED.search(doc.norm, noun.end, following.start()):
        return within
    cuts = [
        doc.norm.rfind(mark, noun.end, following.start())
        for mark in (",", " và ", " and ", " cũng như ", " while ", " còn ")
    ]
    return Span(within.start, max(cuts) if max(cuts) > 0 else following.start())


def _raised_from(doc: Document, within: Span, noun: Mention, verb: Mention) -> Mention:
    """Return the mission that became this one: "the Legation of A in B was raised to …"."""
    if not words.RAISED.fullmatch(doc.norm, verb.start, noun.start):
        return noun
    before = list(words.KIND.finditer(doc.norm, within.start, noun.start - 1))
    before = before or list(words.POST.finditer(doc.norm, within.start, verb.start))
    return Mention(*before[-1].span()) if before else noun


def _opened(
    doc: Document, within: Span, noun: Mention, joined: _Mission | None
) -> tuple[Mention | None, bool]:
    """Return the words that say that a mission was opened or is there, and if it is only there."""
    for begin in (noun.start, _adjective(doc, within, noun)):
        for pattern, having in (
            (words.OPENING, False),
            (words.RAISED, False),
            (words.HAVING, True),
        ):
            before = pattern.search(doc.norm, max(within.start, begin - 110), begin)
            if before:
                return Mention(before.start(), before.end() - 1), having
    if after := words.AT_WORK.match(doc.norm, noun.end, within.end):
        return Mention(after.end("gap"), after.end()), False
    begin = _adjective(doc, within, noun)
    if joined and (link := words.JOINED.search(doc.norm, joined.noun.end, begin)):
        opened = words.OPENING.search(
            doc.norm, max(within.start, joined.noun.start - 110), joined.noun.start
        )
        passive = words.AT_WORK.match(doc.norm, joined.noun.end, link.start())
        return joined.noun, not (opened or passive)
    return None, False


def _adjective(doc: Document, within: Span, noun: Mention) -> int:
    """Return where the state stands that is named right before a mission, else the mission's start."""
    named = states_in(doc, max(within.start, noun.start - 25), noun.start)
    close = named and re.fullmatch(r"'?s?\s(?:resident\s)?", doc.norm[named[-1].end : noun.start])
    return named[-1].start if close else noun.start


def _places(doc: Document, within: Span, end: int, noun: Mention, last: int) -> list[PlaceMention]:
    """Return the places behind "tại" or "in" after a mission, or the one right before "where"."""
    found: list[PlaceMention] = []
    for place in doc.of(PlaceMention, Span(noun.end, end)):
        gap = doc.norm[found[-1].end if found else noun.end : place.start]
        if found:
            if not words.ALSO_AT.fullmatch(gap) or words.KIND.search(gap):
                break
        elif place.start > min(within.end, last + 60) or not (words.AT.search(gap) or gap == " "):
            continue
        found.append(place)
        if len(found) == _MOST_PLACES:
            break
    if not found:
        for place in doc.of(PlaceMention, Span(max(within.start, noun.start - 120), noun.start)):
            if re.match(r",?\s(?:nơi|where)\b", doc.norm[place.end : place.end + 8]):
                found = [place]
    return [p for p in found if p.state in {"", found[0].state}]


def _host(doc: Document, within: Span, noun: Mention, place: PlaceMention | None) -> str:
    """Return the state in which a mission stands."""
    if place and place.state:
        return place.state
    for named in doc.of(StateMention, Span(noun.end, within.end)):
        if named.how == "demonym":
            continue
        close = words.TO.fullmatch(doc.norm[noun.end + 1 : named.start])
        if close or words.AT.search(doc.norm, noun.end, named.start):
            return named.code
    return ""


def _sender(doc: Document, within: Span, noun: Mention, verb: Mention, host: str) -> str:
    """Return the state whose mission it is: named beside it, else the subject of the verb."""
    for named in states_in(doc, noun.end, min(within.end, noun.end + 50)):
        if named.code != host and words.OF.match(doc.norm[noun.end : named.start]):
            return named.code
    close = states_in(doc, max(within.start, noun.start - 25), noun.start)
    if close and close[-1].start == _adjective(doc, within, noun):
        possessed = doc.norm[close[-1].end : noun.start].startswith("'")
        if close[-1].how == "demonym" or possessed:
            return close[-1].code
    before = [
        s.code for s in states_in(doc, within.start, min(verb.start, noun.start)) if s.code != host
    ]
    partner = other(doc, host)
    if partner and words.ITS.search(doc.norm, max(within.start, noun.start - 20), noun.start):
        return before[-1] if before and before[-1] == partner else partner
    return before[-1] if before else ""
