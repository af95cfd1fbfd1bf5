"""First ambassadors: that a state sent its first one, with or without a name."""

from __future__ import annotations

import re

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Named, Span
from legation.reading.document import Document, Found, Mention, PersonMention, StateMention
from legation.reading.rules.clauses import clause, cover, date_of, other, states_in
from legation.reading.rules.missions import words
from legation.terms import Iri, post

_REACH = 60


def read(doc: Document, found: Found) -> None:
    """Add the first ambassadors that a document says were sent or appointed."""
    for match in words.FIRST.finditer(doc.norm):
        _first_ambassador(doc, found, Mention(*match.span()))


def _first_ambassador(doc: Document, found: Found, cue: Mention) -> None:
    """Read that a state sent its first (resident) ambassador; a name is kept if there is one."""
    told = doc.norm[cue.start : cue.end]
    if not words.ORDINAL.search(told):
        return
    sentence = doc.sentence_at(cue.start)
    within = clause(doc, sentence, cue.start)
    if words.PLANNED.search(doc.norm, max(within.start, cue.start - _REACH), cue.start):
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
    if words.RESIDENT.search(told):
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
