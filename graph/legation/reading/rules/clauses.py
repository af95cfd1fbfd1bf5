"""What several rules ask of a sentence: its clauses, the states and the date of a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.facts.evidence import Span
from legation.reading.document import DateMention, Document, Mention, Sentence, StateMention
from legation.reading.mentions.gazetteer import unions

_BREAK = re.compile(r";")
_NEAR = 70
#: How many sentences back "the two countries" may have been named.
_BACK = 3


def clause(doc: Document, sentence: Sentence, place: int) -> Span:
    """Return the part of a sentence between semicolons that holds a place.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos met Peru; Chile met Fiji."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> clause(doc, doc.sentences[0], 20)
    Span(start=14, end=30)
    """
    start, end = sentence.start, sentence.end
    for mark in _BREAK.finditer(doc.norm, sentence.start, sentence.end):
        if mark.end() <= place:
            start = mark.end()
        elif mark.start() >= place:
            end = mark.start()
            break
    return Span(start, end)


def states_in(doc: Document, start: int, end: int) -> list[StateMention]:
    """Return the states that a stretch names, without unions and seats of government.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> doc = prepare("Laos and Peru met.", Source(Iri("https://e.org/a"), language="en"))
    >>> [state.code for state in states_in(doc, 0, 18)]
    ['LAO', 'PER']
    """
    left_out = unions()
    found = doc.of(StateMention, Span(start, end))
    return [s for s in found if s.how != "capital" and s.code not in left_out]


def other(doc: Document, code: str) -> str:
    """Return the other of the two states the document is about, empty if there is none.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru met. Laos and Peru signed."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> other(doc, "LAO")
    'PER'
    """
    if doc.pair is None or code not in doc.pair:
        return ""
    return doc.pair[1] if doc.pair[0] == code else doc.pair[0]


def parties(doc: Document, within: Span, cue: Mention) -> tuple[str, str] | None:
    """Return the two states between which a clause says that something happens.

    "Between A and B" and "with B" after the words decide; else the last two states before
    them, else one of them and the other state of the pair, else the pair.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos established relations with Peru."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> parties(doc, Span(0, 37), Mention(5, 26))
    ('LAO', 'PER')
    """
    after = states_in(doc, cue.end, min(within.end, cue.end + 160))
    before = [s.code for s in states_in(doc, within.start, cue.start)]
    if after:
        link = doc.norm[cue.end : after[0].start]
        codes = list(dict.fromkeys(s.code for s in after))
        if re.search(r"\b(?:giữa|between)\b", link) and len(codes) >= 2:
            return codes[0], codes[1]
        if re.fullmatch(r"\s(?:ngoại giao\s)?(?:đầy đủ\s)?(?:với|with)(?: nước| the)?\s", link):
            subject = next((c for c in reversed(before) if c != codes[0]), "") or other(
                doc, codes[0]
            )
            return (subject, codes[0]) if subject else None
    distinct = list(dict.fromkeys(reversed(before)))
    if len(distinct) >= 2:
        return distinct[1], distinct[0]
    if len(distinct) == 1 and (partner := other(doc, distinct[0])):
        return distinct[0], partner
    return None if distinct else _standing(doc, within)


def _standing(doc: Document, within: Span) -> tuple[str, str] | None:
    """Return the two states that the paragraph spoke of last, else those of the document."""
    here = doc.sentence_at(within.start)
    for before in reversed(doc.sentences[max(0, here.number - _BACK) : here.number]):
        if before.paragraph != here.paragraph:
            break
        codes = list(dict.fromkeys(s.code for s in states_in(doc, before.start, before.end)))
        if len(codes) == 2:
            return codes[0], codes[1]
        if codes and not set(codes) <= {*(doc.pair or ())}:
            return None
    return doc.pair


def date_of(doc: Document, within: Span, cue: Mention) -> DateMention | None:
    """Return the date that goes with some words: right after them, else the last before.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "In 1994 they met; they met again in 1996."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> found = date_of(doc, Span(0, 16), Mention(8, 16))
    >>> found and found.edtf
    '1994'
    """
    dates = doc.of(DateMention, within)
    after = [d for d in dates if cue.end <= d.start <= cue.end + _NEAR]
    if after and not re.search(
        r"[;]|\b(?:và|and|trước|before|sau|after|đến|until)\b", doc.norm[cue.end : after[0].start]
    ):
        return after[0]
    before = [d for d in dates if d.end <= cue.start]
    if before:
        return before[-1]
    return after[0] if after else None


def cover(marks: Sequence[Mention | Span]) -> Span:
    """Return the tightest stretch that holds all of some mentions.

    >>> cover([Span(4, 9), Span(1, 3)])
    Span(start=1, end=9)
    """
    return Span(min(m.start for m in marks), max(m.end for m in marks))
