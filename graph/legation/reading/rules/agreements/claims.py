"""Claims of one agreement and of its signature."""

from __future__ import annotations

import re

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Repair, Span
from legation.reading.document import DateMention, Document, Found, Sentence
from legation.reading.rules.agreements.instruments import Party, kind_of, parties
from legation.reading.rules.agreements.lists import Entry
from legation.reading.rules.agreements.signing import When
from legation.reading.rules.agreements.title_dates import place
from legation.reading.rules.agreements.titles import Title, names_one
from legation.reading.rules.agreements.topics import topics
from legation.terms import concept

_TAIL = ' .,;:"-'


def add_agreement(
    doc: Document,
    found: Found,
    sentence: Sentence,
    entry: Entry,
    default: tuple[Party, ...],
    when: When,
    dated: DateMention | None,
    garbled: tuple[Repair, ...] = (),
) -> ClaimRef | None:
    """Add one agreement and its signature; return what points to it, ``None`` if it names none.

    ``dated`` is the date that stands behind the title.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.document import Found
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed a trade treaty."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> found, entry, who = Found(), Entry(Title(23, 35), ()), (Party("LAO"), Party("PER"))
    >>> _ = add_agreement(doc, found, doc.sentences[0], entry, who, When("1994"), None)
    >>> [claim.one("edtf") for claim in found]
    [None, '1994']
    """
    norm = doc.norm
    start, end = entry.title.start, entry.title.end
    while end > start and norm[end - 1] in _TAIL:
        end -= 1
    if norm[end - 1] == ")" and "(" not in norm[start:end]:
        end -= 1
    who = parties(doc, sentence, start, end, standing=False) or default
    kind = entry.kind or kind_of(norm, start, end)
    if len(who) != 2 or kind is None:
        return None
    if not entry.kind and not names_one(doc, Title(start, end)):
        return None
    span = Span(start, end if dated is None or dated.start < end else dated.end)
    bodies = [s for p in who if p.body for s in p.body.spans]
    values: dict[str, tuple[Value, ...]] = {
        "party": tuple(p.value for p in who),
        "agreementKind": (concept("agreement", kind),),
        "title": (" ".join(doc.text[start:end].split()),),
        "topic": topics(norm, start, end, bodies),
    }
    ref = found.add(Claim("Agreement", values, (span,), "agreements.signed", repairs=garbled))
    initialled = re.search(r"ký tắt|initiall?ed", norm[max(sentence.start, start - 30) : start])
    values = {
        "agreement": (ref,),
        "action": (concept("action", "initialling" if initialled else "signature"),),
        **when.values(),
    }
    until = sentence.end
    if dated is not None:
        mark = re.compile(r"[;,(.]").search(norm, dated.end, sentence.end)
        until = mark.start() if mark else until
    where = place(doc, end, until)
    if where is not None:
        values["place"] = (where.place,)
    repairs = (*garbled, *when.repairs)
    spans = when.spans(span)
    found.add(Claim("TreatyAction", values, spans, "agreements.signature", repairs=repairs))
    return ref
