"""A document cut into paragraphs and runs of text: which claims rest on each, what was not read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from legation.facts.evidence import Repair, Span
from legation.reading.document import Document, Sentence
from legation.reading.read import Reading
from legation.reading.signals import signals


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind.

    ``claims`` are the numbers of the claims that rest on it (`numbered`), the narrowest first;
    ``begin`` is how many spans begin with it, ``end`` has the claims of each span that ends with
    it. ``left`` is the number of the sentence that was left unread, from 1, or 0; ``left_ends``
    tells that the sentence ends.
    """

    text: str
    claims: tuple[int, ...] = ()
    begin: int = 0
    end: tuple[tuple[int, ...], ...] = ()
    left: int = 0
    left_ends: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A sentence that gave no claim: its number, what it holds, whether it promises a fact."""

    number: int
    sentence: Sentence
    signals: tuple[str, ...]
    promises: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its runs, the claims first seen in it, the sentences left unread.

    ``repairs`` are for what is garbled in it though no claim rests on it.
    """

    runs: tuple[Run, ...]
    claims: tuple[int, ...]
    left: tuple[Left, ...]
    repairs: tuple[Repair, ...]
    heading: bool


def numbered(reading: Reading) -> tuple[int, ...]:
    """Return the places of the claims in the order of the text: the first is number 1."""
    starts = {
        place: min((span.start for span in claim.spans), default=0)
        for place, claim in enumerate(reading.claims)
    }
    return tuple(sorted(starts, key=lambda place: (starts[place], place)))


def left(reading: Reading) -> tuple[Left, ...]:
    """Return all sentences that gave no claim and hold what facts are told with, in order."""
    document, promising = reading.document, set(reading.unread)
    found = sorted({*promising, *reading.passed}, key=lambda s: s.start)
    return tuple(
        Left(number, sentence, signals(document, sentence), sentence in promising)
        for number, sentence in enumerate(found, 1)
    )


def paragraphs(reading: Reading) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document, in order; together their runs hold all its text."""
    spans = [
        (span, number)
        for number, place in enumerate(numbered(reading), 1)
        for span in reading.claims[place].spans
    ]
    told: set[int] = set()
    bounds = list(_bounds(reading.document))
    inside: dict[int, list[tuple[Span, int]]] = {}
    starts = [start for start, _, _ in bounds]
    missing_in: dict[int, list[Left]] = {}
    for one in left(reading):
        missing_in.setdefault(bisect_right(starts, one.sentence.start) - 1, []).append(one)
    garbled_in: dict[int, list[Repair]] = {}
    for repair in reading.repairs:
        garbled_in.setdefault(bisect_right(starts, repair.span.start) - 1, []).append(repair)
    for span, number in spans:
        for place in _touched(starts, span):
            inside.setdefault(place, []).append((span, number))
    for place, (start, end, heading) in enumerate(bounds):
        own = inside.get(place, [])
        missed = missing_in.get(place, [])
        first = {n for span, n in own if span.start >= start} - told
        told |= first
        runs = tuple(_runs(reading.document.text, start, end, own, missed))
        garbled = tuple(garbled_in.get(place, ()))
        yield Paragraph(runs, tuple(sorted(first)), tuple(missed), garbled, heading)


def _touched(starts: list[int], span: Span) -> range:
    return range(max(bisect_right(starts, span.start) - 1, 0), bisect_left(starts, span.end))


def _bounds(document: Document) -> Iterator[tuple[int, int, bool]]:
    """Yield where paragraphs begin and end: at lines, so that the sign of a list item is its own."""
    firsts: dict[int, Sentence] = {}
    begins: list[tuple[int, bool]] = []
    before = 0
    for sentence in document.sentences:
        if firsts.setdefault(sentence.paragraph, sentence) is sentence:
            line = document.text.rfind("\n", before, sentence.start) + 1
            begins.append((line or sentence.start, sentence.heading))
        before = sentence.end
    if not begins or begins[0][0] > 0:
        begins.insert(0, (0, False))
    ends = [start for start, _ in begins[1:]] + [len(document.text)]
    for (start, heading), end in zip(begins, ends, strict=True):
        yield start, end, heading


def _runs(
    text: str, start: int, end: int, spans: list[tuple[Span, int]], missed: list[Left]
) -> Iterator[Run]:
    cuts = {start, end}
    for span, _ in spans:
        cuts |= {max(span.start, start), min(span.end, end)}
    for one in missed:
        cuts |= {one.sentence.start, min(one.sentence.end, end)}
    for a, b in pairwise(sorted(cuts)):
        here = [(span, n) for span, n in spans if span.start <= a and b <= span.end]
        here.sort(key=lambda s: (s[0].end - s[0].start, s[1]))
        unread = next((m for m in missed if m.sentence.start <= a < m.sentence.end), None)
        yield Run(
            text[a:b],
            tuple(dict.fromkeys(n for _, n in here)),
            len({span for span, _ in here if span.start == a}),
            _ending(here, b),
            unread.number if unread else 0,
            bool(unread) and b >= min(unread.sentence.end, end) if unread else False,
        )


def _ending(spans: list[tuple[Span, int]], place: int) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the claims of each span that ends at a place, the narrowest first."""
    found: dict[Span, set[int]] = {}
    for span, number in spans:
        if span.end == place:
            found.setdefault(span, set()).add(number)
    return tuple(tuple(sorted(numbers)) for numbers in found.values())
