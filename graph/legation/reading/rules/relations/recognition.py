"""Recognition: which state recognised which, and when."""

from __future__ import annotations

from collections.abc import Sequence

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Span
from legation.identity.reference import actor
from legation.reading.document import DateMention, Document, Found, Mention, StateMention
from legation.reading.rules.clauses import clause, cover, date_of, other, states_in
from legation.reading.rules.relations import words


def read(doc: Document, found: Found) -> None:
    """Add what a document says of one state recognising another."""
    for match in words.RECOGNISED.finditer(doc.norm):
        _recognition(doc, found, Mention(*match.span()))


def _recognition(doc: Document, found: Found, cue: Mention) -> None:
    """Read who recognised whom; "công nhận" of diplomas and standards has no state after it."""
    sentence = doc.sentence_at(cue.start)
    within = clause(doc, sentence, cue.start)
    if joined := words.AND_ESTABLISHED.match(doc.norm, cue.end, within.end):
        cue = Mention(cue.start, joined.end())
    if doc.language == "vi" and (by := _by_whom(doc, within, cue)):
        _passive(doc, found, within, cue, by)
        return
    if by_whom := words.BY.match(doc.norm, cue.end, within.end):
        for by in states_in(doc, by_whom.end(), within.end)[:1]:
            if by.start == by_whom.end():
                _passive(doc, found, within, cue, by)
        return
    after = states_in(doc, cue.start, min(within.end, cue.end + 60))
    after = [s for s in after if s.end > cue.end]
    if not after or after[0].start > cue.end:
        return
    if words.RECOGNISED_BY.search(doc.norm, max(within.start, cue.start - 30), cue.start):
        return
    recognised = after[0].code
    before = [s for s in states_in(doc, within.start, cue.start) if s.code != recognised]
    recogniser = before[-1].code if before else other(doc, recognised)
    date = date_of(doc, within, Mention(cue.start, after[0].end))
    if recogniser and date is not None:
        _add(found, recogniser, recognised, date, [*before[-1:], cue, after[0]])


def _by_whom(doc: Document, within: Span, cue: Mention) -> StateMention | None:
    """Return who recognises in "được B công nhận"."""
    for by in states_in(doc, within.start, cue.start)[-1:]:
        close = words.FORMALLY.fullmatch(doc.norm, by.end, cue.start)
        if close and words.IS.search(doc.norm, within.start, by.start):
            return by
    return None


def _passive(doc: Document, found: Found, within: Span, cue: Mention, by: StateMention) -> None:
    """Read "A was recognised by B": the subject is who is recognised."""
    before = states_in(doc, within.start, min(cue.start, by.start))
    recognised = before[-1].code if before else other(doc, by.code)
    whole = Mention(min(cue.start, by.start), max(cue.end, by.end))
    date = date_of(doc, within, whole)
    if recognised and recognised != by.code and date is not None:
        _add(found, by.code, recognised, date, [*before[-1:], whole])


def _add(
    found: Found, recogniser: str, recognised: str, date: DateMention, marks: Sequence[Mention]
) -> None:
    span = cover([date, *marks])
    values: dict[str, tuple[Value, ...]] = {
        "recogniser": (actor(recogniser),),
        "recognised": (actor(recognised),),
        "edtf": (date.edtf,),
    }
    found.add(Claim("Recognition", values, spans=(span,), rule="relations.recognised"))
