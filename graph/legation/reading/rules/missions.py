"""Missions: embassies, consulates, legations, liaison offices, since when, and first ambassadors."""

from __future__ import annotations

import re

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.identity.reference import actor
from legation.reading.document import (
    Document,
    Found,
    Mention,
    PersonMention,
    PlaceMention,
    StateMention,
)
from legation.reading.rules.clauses import clause, cover, date_of, other, states_in
from legation.terms import Iri, concept, post

_KINDS = {
    "consulate-general": r"tổng lãnh sự quán|tlsq|consulates?[ -]general",
    "consulate": r"lãnh sự quán|lsq|consulates?",
    "liaison-office": r"văn phòng liên lạc|cơ quan liên lạc|liaison offices?",
    "legation": r"công sứ quán|legations?",
    "trade-office": r"văn phòng (?:đại diện )?(?:kinh tế|thương mại)|cơ quan đại diện thương mại|trade (?:representative )?offices?",
    "embassy": r"đại sứ quán|đsq|sứ quán|cơ quan đại diện ngoại giao|embass(?:y|ies)|high commissions?|(?:resident|diplomatic) missions?",
}
_NAMES = tuple(_KINDS)
_KIND = re.compile(
    r"\b(?:" + "|".join(f"(?P<k{n}>{w})" for n, w in enumerate(_KINDS.values())) + r")\b"
)
_OPENING = re.compile(
    r"\b(?:lập|thành lập|mở|mở lại|đặt|khai trương|khánh thành|thiết lập|có|opened|open|opening of|set up|setting up|"
    r"established|establishment of|inaugurated|reopened|has had|have had|had)"
    r"(?:\s(?:lại|its|their|an?|the|resident|first|own|full-fledged|new|cơ quan|of|\w+ese|\w+ian|\w+an|\w+ish)){0,4}\s\Z"
)
_HAVING = re.compile(r"\b(?:có|had|has had|have had)\b[^.;]{0,30}\Z")
_AT_WORK = re.compile(
    r"(?P<gap>[^.;]{0,90}?)\b(?:đi vào hoạt động|bắt đầu hoạt động|hoạt động (?:từ|kể từ)|(?:được|đã) (?:chính thức )?(?:thành lập|mở|khai trương|khánh thành|lập)|"
    r"(?:was|were|has been|have been) (?:\w+ly )?(?:opened|set up|established|inaugurated|functioning|operational|reopened)|"
    r"(?:opened|started functioning|became operational|began (?:work|operation)))\b"
)
_RAISED = re.compile(
    r"\b(?:nâng(?: cấp)?|upgraded|raised|elevated)\s[^.;]{0,80}?(?:lên|thành|to)\s(?:the\s|an?\s|cấp\s|full\s|level of\s|status of\s){0,3}\Z"
)
_PLANNED = re.compile(
    r"(?:\bsẽ|dự kiến|\bchưa|sớm|xem xét|sắp|khả năng|đề nghị|will|would|plans?|planned|intends?|decided to|proposed|proposal|to be|before|trước khi)\s[^.;,]{0,30}\Z"
)
_CLOSED = re.compile(r"\b(?:đóng cửa|closed|closure)\b")
_AT = re.compile(r"\b(?:tại|ở|in|at)(?: the| thủ đô| thành phố| nước| tp\.?)*\s\Z")
_OF = re.compile(r"\A\s(?:của\s|of\s(?:the\s)?|cộng hòa\s|nước\s)?\Z")
_MUTUAL = re.compile(
    r"của nhau|mỗi nước|each other|both capitals|respective capitals|in the two capitals"
)
_FIRST = re.compile(
    r"\b(?:cử|bổ nhiệm|sent|appointed|dispatched|named)\s(?:[^\s.;,]+\s){0,4}?(?:đại sứ|ambassador)\b(?!\squán)[^.;,]{0,70}"
)
_ORDINAL = re.compile(r"đầu tiên|thứ nhất|\bfirst\b")
_REACH = 60
_RESIDENT = re.compile(r"thường trú|\bresident\b")


def read(doc: Document, found: Found) -> None:
    """Add the missions that a document says were opened, and first ambassadors sent."""
    for match in _KIND.finditer(doc.norm, doc.sentences[0].start if doc.sentences else 0):
        _mission(doc, found, Mention(*match.span()), _NAMES[int(str(match.lastgroup)[1:])])
    for match in _FIRST.finditer(doc.norm):
        _first_ambassador(doc, found, Mention(*match.span()))


def _mission(doc: Document, found: Found, noun: Mention, kind: str) -> None:
    """Read one mission: who opened it, where, and when."""
    sentence = doc.sentence_at(noun.start)
    within = _own(doc, clause(doc, sentence, noun.start), noun)
    verb = _opened(doc, within, noun)
    if verb is None or _PLANNED.search(
        doc.norm, max(within.start, verb.start - _REACH), verb.start
    ):
        return
    if _CLOSED.search(doc.norm, within.start, within.end):
        return
    stood = _raised_from(doc, within, noun, verb)
    last = max(verb.end, stood.end)
    date = date_of(doc, within, Mention(min(verb.start, noun.start), max(verb.end, noun.end)))
    if date is None and _HAVING.search(doc.norm, within.start, noun.start):
        return
    place = _place(doc, within, stood, last)
    host = _host(doc, within, stood, place)
    sender = _sender(doc, within, stood, verb, host)
    marks: list[Mention | Span] = [
        noun,
        verb,
        *([date] if date else []),
        *([place] if place else []),
    ]
    if _MUTUAL.search(doc.norm, noun.end, within.end) and doc.pair:
        pairs = [doc.pair, doc.pair[::-1]]
    else:
        sender, host = sender or other(doc, host), host or other(doc, sender)
        pairs = [(sender, host)]
    for one, two in pairs:
        if not one or not two or one == two:
            continue
        named = [s for s in states_in(doc, within.start, within.end) if s.code in {one, two}]
        near = [s for s in named if abs(s.start - noun.start) < 120]
        values: dict[str, tuple[Value, ...]] = {
            "sender": (actor(one),),
            "host": (actor(two),),
            "missionKind": (concept("mission", kind),),
        }
        if place and place.state in {"", two}:
            values["place"] = (place.place,)
        if date:
            values["edtf"] = (f"{date.edtf.partition('/')[0]}/",)
        found.add(
            Claim("Mission", values, spans=(cover([*marks, *near]),), rule=f"missions.{kind}")
        )


def _own(doc: Document, within: Span, noun: Mention) -> Span:
    """Return the clause up to where the next mission is told of."""
    following = _KIND.search(doc.norm, noun.end, within.end)
    if following is None or _RAISED.search(doc.norm, noun.end, following.start()):
        return within
    cuts = [doc.norm.rfind(mark, noun.end, following.start()) for mark in (",", " và ", " and ")]
    return Span(within.start, max(cuts) if max(cuts) > 0 else following.start())


def _raised_from(doc: Document, within: Span, noun: Mention, verb: Mention) -> Mention:
    """Return the mission that became this one: "the Legation of A in B was raised to …"."""
    if not _RAISED.fullmatch(doc.norm, verb.start, noun.start):
        return noun
    before = list(_KIND.finditer(doc.norm, within.start, verb.start))
    return Mention(*before[-1].span()) if before else noun


def _opened(doc: Document, within: Span, noun: Mention) -> Mention | None:
    """Return the words that say that a mission was opened, before or after its name."""
    for pattern in (_OPENING, _RAISED):
        before = pattern.search(doc.norm, max(within.start, noun.start - 110), noun.start)
        if before:
            return Mention(before.start(), before.end() - 1)
    named = next((s for s in states_in(doc, max(within.start, noun.start - 25), noun.start)), None)
    if named and (before := _OPENING.search(doc.norm, within.start, named.start)):
        return Mention(before.start(), before.end() - 1)
    after = _AT_WORK.match(doc.norm, noun.end, within.end)
    return Mention(after.end("gap"), after.end()) if after else None


def _place(doc: Document, within: Span, noun: Mention, last: int) -> PlaceMention | None:
    """Return the place right after "tại" or "in" behind the name of a mission."""
    for place in doc.of(PlaceMention, Span(noun.end, min(within.end, last + 60))):
        if _AT.search(doc.norm, noun.end, place.start):
            return place
    return None


def _host(doc: Document, within: Span, noun: Mention, place: PlaceMention | None) -> str:
    """Return the state in which a mission stands."""
    if place and place.state:
        return place.state
    for named in doc.of(StateMention, Span(noun.end, within.end)):
        if named.how != "demonym" and _AT.search(doc.norm, noun.end, named.start):
            return named.code
    return ""


def _sender(doc: Document, within: Span, noun: Mention, verb: Mention, host: str) -> str:
    """Return the state whose mission it is: named beside it, else the subject of the verb."""
    for named in states_in(doc, noun.end, min(within.end, noun.end + 50)):
        if named.code != host and _OF.match(doc.norm[noun.end : named.start]):
            return named.code
    close = states_in(doc, max(within.start, noun.start - 25), noun.start)
    if close and close[-1].how == "demonym" and doc.norm[close[-1].end : noun.start] == " ":
        return close[-1].code
    before = [
        s.code for s in states_in(doc, within.start, min(verb.start, noun.start)) if s.code != host
    ]
    return before[-1] if before else ""


def _first_ambassador(doc: Document, found: Found, cue: Mention) -> None:
    """Read that a state sent its first (resident) ambassador; a name is kept if there is one."""
    words = doc.norm[cue.start : cue.end]
    if not _ORDINAL.search(words):
        return
    sentence = doc.sentence_at(cue.start)
    within = clause(doc, sentence, cue.start)
    if _PLANNED.search(doc.norm, max(within.start, cue.start - _REACH), cue.start):
        return
    hosts = [
        s
        for s in doc.of(StateMention, Span(cue.start, within.end))
        if re.search(r"\b(?:tại|ở|tới|đến|sang|to|in)(?: the)?\s\Z", doc.norm[cue.start : s.start])
    ]
    host = hosts[0].code if hosts else ""
    before = [s.code for s in states_in(doc, within.start, cue.start) if s.code != host]
    sender = before[-1] if before else other(doc, host)
    date = date_of(doc, within, Mention(cue.start, hosts[0].end if hosts else cue.end))
    if not sender:
        return
    values: dict[str, tuple[Value, ...]] = {
        "post": (_ambassador(sender, host or other(doc, sender)),),
        "ordinal": (1,),
    }
    if _RESIDENT.search(words):
        values["resident"] = (True,)
    if date:
        values["edtf"] = (f"{date.edtf.partition('/')[0]}/",)
    name = _named(doc, cue)
    if name:
        values["holder"] = (name,)
    marks = [cue if not hosts else Mention(cue.start, hosts[0].end), *([date] if date else [])]
    found.add(Claim("Tenure", values, spans=(cover(marks),), rule="missions.first-ambassador"))


def _ambassador(sender: str, host: str) -> Iri:
    return post(sender, "ambassador", host)


def _named(doc: Document, cue: Mention) -> Named | None:
    people = doc.of(PersonMention, Span(cue.start, cue.end + 60))
    return next((p.name for p in people if p.name and p.end <= cue.end + 60), None)
