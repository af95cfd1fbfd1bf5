"""What is said beside a read document: notes on claims and unread sentences, coverage, the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from legation.facts.evidence import Repair
from legation.network.names import word
from legation.reading.files import Original
from legation.reading.read import Reading, Rejected
from legation.reading.review import RULE
from legation.terms import concept
from legation.view.labels import drawn, when, words
from legation.view.marked import Left, numbered
from legation.view.told import Told, tell

#: So many words of an unread sentence tell which one is meant.
_FIRST = 6


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of one claim: the claim in words, and what a person judged of it."""

    number: int
    kind: str
    colour: str
    told: Told
    confirmed: bool = False
    was: Told | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A reading that was rejected and not replaced: what it said, its words, and why."""

    told: Told
    words: str
    why: str
    by: str


def all_notes(reading: Reading, language: str) -> list[Note]:
    """Return the notes on all claims, in the order of the text."""
    before = {r.instead: r for r in reading.rejected}
    return [
        _note(reading, n, p, before.get(p), language) for n, p in enumerate(numbered(reading), 1)
    ]


def _note(
    reading: Reading, number: int, place: int, before: Rejected | None, language: str
) -> Note:
    claim = reading.claims[place]
    return Note(
        number,
        claim.kind,
        drawn().get(claim.kind, drawn()["Remark"])["colour"],
        tell(claim, reading.claims, language),
        place in reading.confirmed,
        _tell_rejected(before, reading, language) if before and claim.rule == RULE else None,
        _reason(before, language) if before else "",
    )


def gone(reading: Reading, language: str) -> Iterator[Gone]:
    """Yield the readings that a person rejected and put nothing in the place of."""
    for one in reading.rejected:
        if one.instead is None:
            span = one.claim.spans[0] if one.claim.spans else None
            text = reading.document.text[span.start : span.end] if span else ""
            told = _tell_rejected(one, reading, language)
            yield Gone(told, " ".join(text.split()), _reason(one, language), one.by)


def _tell_rejected(one: Rejected, reading: Reading, language: str) -> Told:
    every = [*reading.claims, *(r.claim for r in reading.rejected)]
    return tell(one.claim, every, language)


def _reason(one: Rejected, language: str) -> str:
    by = words(language)["read.reviewer"].format(name=one.by) if one.by else ""
    return ", ".join(part for part in (one.why, by) if part)


def because(repair: Repair, language: str) -> str:
    """Say why garbled words were read as they were, and how sure that is where it was judged.

    >>> from legation.facts.evidence import Span
    >>> because(Repair("Whitehall", "Belarus", "white", Span(0, 9), "likely"), "en")
    'white (likely)'
    """
    sure = word(concept("certainty", repair.certainty), language) if repair.certainty else ""
    return f"{repair.reason} ({sure})" if sure else repair.reason


def beginning(one: Left, reading: Reading) -> str:
    """Return the first words of an unread sentence, to tell it from its neighbours."""
    text = reading.document.text[one.sentence.start : one.sentence.end].split()
    return f"“{' '.join(text[:_FIRST])} …”" if len(text) > _FIRST else f"“{' '.join(text)}”"


def holds(one: Left, language: str) -> str:
    """Say why an unread sentence is worth a look.

    >>> from legation.reading.document import Sentence
    >>> holds(Left(1, Sentence(0, 0, 0, 9), ("date", "person"), True), "en")
    'it holds a date, a person and a word that facts are told with'
    """
    said = words(language)
    held = [said[f"read.{signal}"] for signal in one.signals]
    told = ", ".join(held)
    if one.promises:
        told = f"{told} {said['read.promises']}".strip().removeprefix("and ").removeprefix("và ")
    return said["read.holds"].format(what=told)


def coverage(reading: Reading, language: str) -> str:
    """Say how many of the sentences that promise a fact gave one.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import read
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru established diplomatic relations on 3 May 1994."
    >>> coverage(read(text, Source(Iri("x:y"))), "en")
    '1 of 1 sentences that promise a fact gave one: 100 %'
    """
    said = words(language)
    if not reading.promising:
        return said["read.none"]
    read = reading.promising - len(reading.unread)
    # all is said only of all
    share = 100 if not reading.unread else min(round(100 * reading.coverage), 99)
    return said["read.coverage"].format(read=read, all=reading.promising, share=share)


def passed(reading: Reading, language: str) -> str:
    """Say how many other sentences may hold a fact, or nothing if none does."""
    return (
        words(language)["read.passed"].format(count=len(reading.passed)) if reading.passed else ""
    )


def count(number: int, language: str) -> str:
    """Say how many claims there are.

    >>> count(1, "en"), count(3, "en")
    ('1 claim', '3 claims')
    """
    said = words(language)
    return said["read.claim"] if number == 1 else said["read.claims"].format(count=number)


def about(original: Original, reading: Reading, language: str) -> list[tuple[str, str]]:
    """Return what is known of a source: publisher, date, language, format, policy, origin."""
    said, source = words(language), reading.source
    told = {
        "read.publisher": source.publisher,
        "read.issued": when(source.issued, language) if source.issued else said["read.no.date"],
        "read.language": said.get(f"language.{source.language}", source.language),
        "read.format": ", ".join(part for part in (original.format, original.encoding) if part),
        "read.policy": said[f"policy.{source.policy}"],
        "read.licence": source.licence,
        "read.origin": source.origin,
    }
    return [(said[name], value) for name, value in told.items() if value]
