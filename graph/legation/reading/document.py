"""What the rules see of a document: its text, sentences and mentions, and what was found so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from legation.facts.claims import Claim, ClaimRef
from legation.facts.evidence import Named, Repair, Source, Span
from legation.terms import Iri


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the text that means something: characters ``start`` to ``end``."""

    start: int
    end: int

    @property
    def span(self) -> Span:
        """The same stretch as a span."""
        return Span(self.start, self.end)


M = TypeVar("M", bound=Mention)


@dataclass(frozen=True, slots=True)
class StateMention(Mention):
    """A state, union or former state by ``code``; ``how``: name, demonym, capital, deixis."""

    code: str
    how: str = "name"


@dataclass(frozen=True, slots=True)
class PlaceMention(Mention):
    """A place: a capital of the reference, or a name the text only calls a place."""

    place: Iri | Named
    state: str = ""


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """A date as EDTF; ``basis`` says what filled in what the text leaves out ("document date")."""

    edtf: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class AmountMention(Mention):
    """A number with its power of ten and its unit ("USD", "%", "persons", "" for none)."""

    value: Decimal
    multiplier: int = 0
    unit: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class OfficeMention(Mention):
    """The words of an office before or after a name: which kind, of which state, which detail."""

    office: str
    state: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PersonMention(Mention):
    """A person by name, or by office alone (``name`` is ``None``), with all offices stated there.

    ``start`` to ``end`` covers offices and name; ``name.spans`` covers the name alone.
    ``offices`` are the words behind ``posts``, also where the state of a post is not known;
    ``repairs`` say what the words were taken for where they are garbled.
    """

    name: Named | None
    posts: tuple[Iri, ...] = ()
    state: str = ""
    offices: tuple[OfficeMention, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or list item: ``number`` counts from 0 through the document."""

    number: int
    paragraph: int
    start: int
    end: int
    heading: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A text made ready for the rules.

    ``text`` is NFC; ``norm`` has exactly one character for each of ``text`` (lower case,
    plain spaces, dashes and quotes, one tone placement), so offsets hold in both. ``pair``:
    the codes of the two states the document is about, if it is about two; ``we`` and
    ``they``: whom "ta" and "Bạn" mean.
    """

    source: Source
    text: str
    norm: str
    language: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    pair: tuple[str, str] | None = None
    we: str = ""
    they: str = ""

    def of(self, type: type[M], within: Span | Sentence) -> tuple[M, ...]:
        """Return the mentions of one type that lie inside a sentence or span, in text order."""
        first = bisect_left(self.mentions, within.start, key=_start)
        last = bisect_right(self.mentions, within.end, lo=first, key=_start)
        near = self.mentions[first:last]
        return tuple(m for m in near if isinstance(m, type) and m.end <= within.end)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds the character at ``offset`` (the last one before it)."""
        place = bisect_right(self.sentences, offset, key=_start)
        return self.sentences[max(place - 1, 0)]


def _start(stretch: Mention | Sentence) -> int:
    """Where a mention or sentence begins: both stand in the order of the text."""
    return stretch.start


@dataclass(slots=True)
class Found:
    """The claims found so far, in the order in which the rules made them."""

    claims: list[Claim] = field(default_factory=list)
    _begins: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    _dated: dict[object, int] = field(default_factory=dict)

    def add(self, claim: Claim) -> ClaimRef:
        """Keep a claim and return the reference by which later claims may point to its fact.

        A dated fact that is told once more, with all the same values, is one claim that rests on
        both places. Without a date two such sentences may tell of two facts.
        """
        number = len(self.claims)
        if "edtf" in claim.values and claim.spans:
            same = (claim.kind, claim.claimant, frozenset(claim.values.items()))
            if (first := self._dated.setdefault(same, number)) != number:
                return self._told_again(first, claim)
        self.claims.append(claim)
        if claim.spans:  # of claims that begin at one place the first made comes last
            insort(self._begins.setdefault(claim.kind, []), (claim.spans[0].start, -number))
        return ClaimRef(number)

    def _told_again(self, number: int, claim: Claim) -> ClaimRef:
        known = self.claims[number]
        spans = tuple(dict.fromkeys((*known.spans, *claim.spans)))
        repairs = tuple(dict.fromkeys((*known.repairs, *claim.repairs)))
        self.claims[number] = replace(known, spans=spans, repairs=repairs)
        if claim.spans[0] not in known.spans:
            insort(self._begins[claim.kind], (claim.spans[0].start, -number))
        return ClaimRef(number)

    def last(self, kind: str, before: int) -> tuple[ClaimRef, Claim] | None:
        """Return the nearest claim of a kind that begins before an offset of the text."""
        begins = self._begins.get(kind, [])
        place = bisect_left(begins, (before,))
        if not place:
            return None
        number = -begins[place - 1][1]
        return ClaimRef(number), self.claims[number]

    def within(self, kind: str, stretch: Span | Sentence) -> list[Claim]:
        """Return the claims of a kind that begin in a stretch of the text."""
        begins = self._begins.get(kind, [])
        first, last = bisect_left(begins, (stretch.start,)), bisect_left(begins, (stretch.end,))
        return [self.claims[n] for n in dict.fromkeys(-n for _, n in begins[first:last])]

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)
