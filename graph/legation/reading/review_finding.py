"""Which claim a line of a review file speaks of, when document or rules have changed since."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from legation.facts.evidence import Span
from legation.reading import fields
from legation.reading.fields import Fields
from legation.reading.read import Reading
from legation.reading.review_file import Entry, Mark

_WORD = re.compile(r"\S+")
#: A kind, and the values by which a fact of it is known.
_Known = tuple[str, frozenset[tuple[str, str]]]


class Finder:
    """Finds the claims of one reading; what it looks up in text and claims is made once.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading import review_file
    >>> from legation.reading.read import read
    >>> from legation.terms import Iri
    >>> reading = read("Laos and Peru established diplomatic relations on 3 May 1994.", Source(Iri("x:y")))
    >>> Finder(reading).find(review_file.entry(reading.claims[0], reading.document.text, ()))
    [0]
    """

    def __init__(self, reading: Reading) -> None:
        self._claims = reading.claims
        self._text = _Text(reading.document.text)
        self._says: dict[int, Fields] = {}

    def find(self, one: Entry) -> list[int]:
        """Return the places of the claims that a line speaks of.

        Such a claim is of the same kind, rests on the same words or some of them, and agrees in
        what the judgement is about: for a correction what the fact is known by and the values
        that are wrong, else all that the line says. Other values that later rules add do not
        matter. Where the words are no longer in the document, the one claim that says all of it
        is meant. Of several the likest are meant.
        """
        spans = self._text.places(one.words)
        if not spans:
            whole = {*one.says, *fields.key(one.kind), "edtf"}
            known = self._known.get(_known(one.kind, one.says), [])
            same = [number for number in known if not _unlike(one, self._said(number), whole)]
            return same if len(same) == 1 else []
        ranked: dict[tuple[bool, bool], list[int]] = {}
        for number in self._near(one.kind, spans):
            says = self._said(number)
            if not _unlike(one, says, _matters(one)):
                same_values = not _unlike(one, says, {*one.says, *says})
                same_words = not spans.isdisjoint(self._claims[number].spans)
                ranked.setdefault((same_values, same_words), []).append(number)
        return ranked[max(ranked)] if ranked else []

    def lost(self, one: Entry) -> str:
        """Say of a line that finds no claim what there is instead."""
        near = self._near(one.kind, self._text.places(one.words))
        if not near:
            return f"no {one.kind} is read any more from “{one.words}”; delete the line if that is right"
        matters = _matters(one)
        says = min(map(self._said, near), key=lambda says: len(_unlike(one, says, matters)))
        if one.change and all(set(says.get(n, ())) == set(v) for n, v in one.change.items()):
            return f"the {one.kind} is read like this by itself now; the line can go"
        now = fields.told({name: says.get(name, ()) for name in _unlike(one, says, matters)})
        return f"the {one.kind} is now read with {now}; judge it again (`legation review` adds its line)"

    def _near(self, kind: str, spans: set[Span]) -> list[int]:
        """Return the claims of a kind that rest on some stretches of the text."""
        placed, longest = self._placed.get(kind, ([], 0))
        found: set[int] = set()
        for span in spans:
            first = bisect_left(placed, (span.start - longest, 0, 0))
            last = bisect_left(placed, (span.end, 0, 0))
            found |= {n for _, end, n in placed[first:last] if span.start < end}
        return sorted(found)

    @cached_property
    def _placed(self) -> dict[str, tuple[list[tuple[int, int, int]], int]]:
        """The stretches of the claims of each kind, sorted, and how long the longest is."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        for number, claim in enumerate(self._claims):
            for span in claim.spans:
                found.setdefault(claim.kind, []).append((span.start, span.end, number))
        return {
            kind: (sorted(placed), max(end - start for start, end, _ in placed))
            for kind, placed in found.items()
        }

    @cached_property
    def _known(self) -> dict[_Known, list[int]]:
        """The claims by kind, what facts of the kind are known by, and date."""
        found: dict[_Known, list[int]] = {}
        for number, claim in enumerate(self._claims):
            found.setdefault(_known(claim.kind, self._said(number)), []).append(number)
        return found

    def _said(self, number: int) -> Fields:
        if number not in self._says:
            self._says[number] = fields.fields(self._claims[number], self._claims)
        return self._says[number]


class _Text:
    """A text in which words are looked for whatever white space stands between them."""

    def __init__(self, text: str) -> None:
        self._begin: list[int] = []
        self._at: list[int] = []
        self._words: dict[str, list[int]] = {}
        self._found: dict[str, set[Span]] = {}
        words, at = [], 0
        for match in _WORD.finditer(text):
            self._begin.append(match.start())
            self._at.append(at)
            words.append(match[0])
            self._words.setdefault(match[0], []).append(at)
            at += len(match[0]) + 1
        self._text = " ".join(words)

    def places(self, words: str) -> set[Span]:
        """Return where words stand."""
        wanted = " ".join(words.split())
        if wanted not in self._found:
            self._found[wanted] = set(self._all(wanted)) if wanted else set()
        return self._found[wanted]

    def _all(self, wanted: str) -> Iterator[Span]:
        """Yield where words stand, none in another, by the rarest of the whole words."""
        end = 0
        for at in self._candidates(wanted):
            if at >= end and self._text.startswith(wanted, at):
                end = at + len(wanted)
                yield Span(self._place(at), self._place(end - 1) + 1)

    def _candidates(self, wanted: str) -> Iterator[int]:
        words = wanted.split()
        if inner := words[1:-1]:
            rarest = min(inner, key=lambda word: len(self._words.get(word, ())))
            before = len(" ".join(words[: words.index(rarest, 1)])) + 1
            yield from (at - before for at in self._words.get(rarest, ()) if at >= before)
            return
        at = self._text.find(wanted)
        while at >= 0:
            yield at
            at = self._text.find(wanted, at + 1)

    def _place(self, at: int) -> int:
        """Return where a character stands in the text as it was."""
        word = bisect_right(self._at, at) - 1
        return self._begin[word] + at - self._at[word]


def _known(kind: str, says: Fields) -> _Known:
    names = {*fields.key(kind), "edtf"}
    return kind, frozenset((name, value) for name in names for value in says.get(name, ()))


def _matters(one: Entry) -> set[str]:
    return {*one.change, *fields.key(one.kind)} if one.mark is Mark.FIX else set(one.says)


def _unlike(one: Entry, says: Fields, matters: set[str]) -> list[str]:
    """Return the fields in which a line and a claim differ."""
    return [n for n in sorted(matters) if set(one.says.get(n, ())) != set(says.get(n, ()))]
