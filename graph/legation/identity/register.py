"""Who gets which IRI: what has one keeps it, and no two things ever share one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from legation.terms import Iri

#: Numbers that look like a month are left out, so that ``…/2007-12`` is never the twelfth ``…/2007``.
_MONTHS = range(10, 13)
_NUMBER = re.compile(r"-(?:[2-9]|(?!1[0-2]$)[1-9]\d+)$")


@dataclass(frozen=True, slots=True)
class Wish:
    """The IRI that a thing would have if it were alone, and those it may keep, with their weight."""

    stem: str
    had: Mapping[str, int] = field(default_factory=dict)


def assign(wishes: Sequence[Wish], others: Callable[[str], bool] = lambda _: False) -> list[Iri]:
    """Return an IRI for each wish, in their order: a kept one, else the plain stem, else a number.

    Where two could keep one IRI, it stays with the one that brings more weight, then comes first.
    ``others`` tells of IRIs that things have which wish for nothing.

    >>> assign([Wish("x/a"), Wish("x/a"), Wish("x/a-2"), Wish("x/b", {"x/c": 1})])
    ['x/a', 'x/a-3', 'x/a-2', 'x/c']
    """
    given: dict[int, Iri] = {}
    taken: set[str] = set()

    def give(place: int, iri: str) -> None:
        if place not in given and iri not in taken and not others(iri):
            taken.add(iri)
            given[place] = Iri(iri)

    offers = [(-n, iri, place) for place, wish in enumerate(wishes) for iri, n in wish.had.items()]
    for _, iri, place in sorted(offers):
        give(place, iri)
    for place, wish in enumerate(wishes):
        give(place, wish.stem)
    numbers: dict[str, Iterator[int]] = {}
    for place, wish in enumerate(wishes):
        while place not in given:
            number = next(numbers.setdefault(wish.stem, _numbers()))
            give(place, f"{wish.stem}-{number}")
    return [given[place] for place in range(len(wishes))]


def without_number(iri: str) -> str:
    """Return the stem of an IRI that may have a number to tell it from its like.

    >>> without_number("x/2008-2"), without_number("x/2008-02"), without_number("x/2008-12")
    ('x/2008', 'x/2008-02', 'x/2008-12')
    """
    return _NUMBER.sub("", iri)


def _numbers() -> Iterator[int]:
    number = 2
    while True:
        if number not in _MONTHS:
            yield number
        number += 1
