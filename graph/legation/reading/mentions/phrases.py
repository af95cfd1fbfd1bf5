"""Find the phrases of a gazetteer in one pass over the words of a text; the longest wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from legation.reading.text import normalise, words

T = TypeVar("T")
_JOINTS = frozenset({" ", "-", " - ", "- ", " -", "  ", "'", "   ", "\n"})
#: What may stand between the words of a phrase that is written with the sign.
_SIGNS = {".": frozenset({".", ". "}), "&": frozenset({" & ", "&"})}


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters and digits in the normal form."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase that stands at ``start`` to ``end``, with all that it may mean."""

    start: int
    end: int
    meanings: tuple[T, ...]


class Phrases(Generic[T]):
    """Phrases by their words, each with what it may mean.

    Words of a phrase may be joined by spaces or hyphens, so that "Bê la rút" is
    "Bê-la-rút"; only a phrase written with full stops or "&" may have them between its words.

    >>> capitals = Phrases([("Viêng Chăn", "LAO"), ("Min-xcơ", "BLR")])
    >>> [(h.start, h.meanings) for h in capitals.find(tokens("từ viêng-chăn đến min-xcơ"), "từ viêng-chăn đến min-xcơ")]
    [(3, ('LAO',)), (18, ('BLR',))]
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        found: dict[tuple[str, ...], list[T]] = {}
        joints: dict[tuple[str, ...], frozenset[str]] = {}
        for phrase, meaning in entries:
            norm = normalise(phrase)
            key = tuple(w[0] for w in words(norm))
            if not key:
                continue
            held = found.setdefault(key, [])
            if meaning not in held:
                held.append(meaning)
            for sign, between in _SIGNS.items():
                if sign in norm:
                    joints[key] = joints.get(key, _JOINTS) | between
        self._by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str], tuple[T, ...]]]] = {}
        for key in sorted(found, key=lambda k: (-len(k), k)):
            entry = key, joints.get(key, _JOINTS), tuple(found[key])
            self._by_first.setdefault(key[0], []).append(entry)

    def at(self, tokens: Sequence[Token], place: int, norm: str) -> tuple[Hit[T], int] | None:
        """Return the longest phrase that begins with the token at ``place``, and its length."""
        for key, joints, meanings in self._by_first.get(tokens[place].text, ()):
            if place + len(key) <= len(tokens) and _fits(tokens, place, key, norm, joints):
                last = tokens[place + len(key) - 1]
                return Hit(tokens[place].start, last.end, meanings), len(key)
        return None

    def find(self, tokens: Sequence[Token], norm: str) -> Iterator[Hit[T]]:
        """Yield the phrases of a text from left to right, none inside another."""
        place = 0
        while place < len(tokens):
            match = self.at(tokens, place, norm)
            if match is None:
                place += 1
                continue
            yield match[0]
            place += match[1]


def tokens(norm: str, start: int = 0) -> list[Token]:
    """Return the words of a normal form, or of what follows ``start``.

    >>> [t.text for t in tokens("ha-noi, 5")]
    ['ha', 'noi', '5']
    """
    return [Token(w[0], w.start(), w.end()) for w in words(norm, start)]


def _fits(
    tokens: Sequence[Token],
    place: int,
    key: tuple[str, ...],
    norm: str,
    joints: frozenset[str],
) -> bool:
    """Tell whether the words of a phrase follow one another with nothing but joints between."""
    for n, word in enumerate(key):
        token = tokens[place + n]
        if token.text != word:
            return False
        if n and norm[tokens[place + n - 1].end : token.start] not in joints:
            return False
    return True
