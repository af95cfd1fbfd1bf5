"""On which visit something was signed: the one a sentence speaks of, or the one a report tells of.

A report tells of a visit that was under way, or just over, when it was written; the visits of
earlier years that it mentions are history, and nothing is dated by them from another paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from legation.facts.claims import Claim, ClaimRef
from legation.facts.evidence import Named, Span
from legation.reading.document import Document, Found, PersonMention, Sentence
from legation.terms import Iri, notation

_OWN_VISIT = re.compile(
    r"(?:chuyến thăm|chuyến đi)[^,.;]{0,40}của\s|during [\w. ]{1,40}?'s? (?:[\w-]+ ){0,3}(?:visit|trip)"
)
_OWNER = re.compile(r"(?P<name>[A-Z][\w-]+)'s?\s")
_PLANNED_VISIT = {"planned", "upcoming", "postponed", "cancelled"}
#: What sums up all that was ever signed, or looks back, is no news of the visit.
_HISTORY = re.compile(
    r"đến nay|hiện nay|tới nay|từ trước|trước đó|từng|so far|to date|until now|previously|earlier|\balready\b|in force|hiệu lực|"
    r"\b(?:have|has|had) (?:also |previously |so far )?(?:signed|concluded)|đã ký(?: kết)?(?: được)?(?: hơn| gần| khoảng| trên)? \d\d"
)
_VISITS_BACK = 8
_MOST = 40
#: How many days before its report a visit may have begun.
_RECENT = 35
_DAY = len("2000-01-01")


def visit_of(
    doc: Document, found: Found, sentence: Sentence, who: Collection[str], *, told: bool
) -> tuple[ClaimRef, Claim] | None:
    """Return the visit on which those of ``who`` signed; ``told``: the sentence speaks of one.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.document import Found
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> doc = prepare("They signed it.", Source(Iri("https://e.org/a"), language="en"))
    >>> visit_of(doc, Found(), doc.sentences[0], ("LAO",), told=True) is None
    True
    """
    owner = _owner(doc, sentence) if told else ""
    now = None if owner else _current(doc, found, sentence, who, told=told)
    before = sentence.end
    for _ in range(_VISITS_BACK * (5 if owner else 1)):
        near = found.last("Visit", before)
        if near is None:
            break
        before = near[1].spans[0].start
        home = doc.sentence_at(before)
        apart = home.paragraph != sentence.paragraph
        beside = [v for v in found.within("Visit", home) if _fits(v, who, owner)]
        here = [v for v in beside if v.spans[0].start == before]
        if here:
            if apart and now is not None:
                return now
            one = len({v.one("edtf") for v in beside}) == 1
            follows = not apart and sentence.number - home.number <= 3
            if (told or follows) and (one or owner):
                return _ref(found, near[0], here[0]), here[0]
            return now
        if not told and apart:
            break
    return now


def _ref(found: Found, first: ClaimRef, visit: Claim) -> ClaimRef:
    """Return the reference of a visit that begins where the first made of several does."""
    numbers = range(first.number, len(found.claims))
    return ClaimRef(next(n for n in numbers if found.claims[n] is visit))


def _visits(found: Found, before: int) -> Iterator[tuple[ClaimRef, Claim]]:
    """Yield the visits told before a place, last first; of those told at one place all."""
    for _ in range(_MOST):
        near = found.last("Visit", before)
        if near is None:
            return
        before = near[1].spans[0].start
        for visit in found.within("Visit", Span(before, before + 1)):
            yield _ref(found, near[0], visit), visit


def _current(
    doc: Document, found: Found, sentence: Sentence, who: Collection[str], *, told: bool
) -> tuple[ClaimRef, Claim] | None:
    """Return the one visit of those who sign that was held when the report was written."""
    if len(doc.source.issued) != _DAY or not who:
        return None
    if not told and _HISTORY.search(doc.norm, sentence.start, sentence.end):
        return None
    visits = [
        (ref, visit)
        for ref, visit in _visits(found, len(doc.norm) + 1)
        if _fits(visit, who, "") and _recent(str(visit.one("edtf") or ""), doc.source.issued)
    ]
    days = {visit.one("edtf") for _, visit in visits}
    return visits[-1] if len(days) == 1 else None


def _recent(edtf: str, issued: str) -> bool:
    """Tell whether a visit began not long before a day, and not after it."""
    if len(edtf) < len("2000-01"):
        return False
    if len(edtf) < _DAY:
        return edtf == issued[: len(edtf)]
    passed = (date.fromisoformat(issued) - date.fromisoformat(edtf[:_DAY])).days
    return 0 <= passed <= _RECENT


def _owner(doc: Document, sentence: Sentence) -> str:
    """Return the name of whose visit a sentence speaks of: "during Premier Bo's visit"."""
    words = _OWN_VISIT.search(doc.norm, sentence.start, sentence.end)
    if words is None:
        return ""
    reach = Span(words.start(), min(sentence.end, words.end() + 60))
    person = next((p.name for p in doc.of(PersonMention, reach) if p.name), None)
    if person is not None:
        return person.text
    bare = _OWNER.search(doc.text[words.start() : words.end()])
    return bare["name"] if bare is not None else ""


def _fits(visit: Claim, who: Collection[str], owner: str) -> bool:
    """Tell whether something of these states may have been signed on a visit, and on whose."""
    status = visit.one("status")
    if isinstance(status, str) and notation(status) in _PLANNED_VISIT:
        return False
    ends = {v.local for v in (visit.one("sender"), visit.one("host")) if isinstance(v, Iri)}
    if who and not (ends <= set(who) or (len(ends & set(who)) == 1 and _union(who))):
        return False
    visitor = visit.one("visitor")
    return not owner or (
        isinstance(visitor, Named) and owner.rsplit(maxsplit=1)[-1] in visitor.text.split()
    )


def _union(who: Collection[str]) -> bool:
    """Tell whether a union is among those who sign: it has no visits of its own."""
    return any(len(code) != len("AAA") for code in who)
