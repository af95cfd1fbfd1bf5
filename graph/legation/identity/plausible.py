"""Which names are worth comparing: a quick look at consonants, before sounds are weighed.

`legation.values.names.similarity` weighs every sound and is slow; most pairs of names share
hardly a consonant. What is left out here would be no match, or one by accident.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from legation.values import names

_T = TypeVar("_T")
#: What is kept under skeletons, with its name.
_Places = dict[str, list[tuple[str, _T]]]
#: Share of consonants that may differ, in surnames and in given names.
_SURNAMES, _GIVEN = 0.34, 0.5
_DIGRAPHS = (("ch", "t"), ("ts", "t"), ("kh", "k"), ("ng", "n"))
#: Consonants that texts take for each other are one; vowels do not count.
_CLASSES = str.maketrans("tdsjzckgqhpbfvwmnlr", "ttttttkkkkpppppnnll", "aeiouy'")


@lru_cache(maxsize=20_000)
def skeleton(name: str) -> str:
    """Return the consonants of a surname in few classes; a Vietnamese name whole, with hyphens.

    >>> skeleton("Sergei Sidorsky") == skeleton("Xi-đo-rơ-xki"), skeleton("Trần Văn Lý")
    (True, 'tran-van-li')
    """
    key = names.key(name)
    if "-" in key:
        return key.replace("y", "i")
    for digraph, consonant in _DIGRAPHS:
        key = key.replace(digraph, consonant)
    return re.sub(r"(.)\1+", r"\1", key.translate(_CLASSES))


class Shelf(Generic[_T]):
    """Things by a name and an owner, to find those whose name may be the same.

    >>> shelf = Shelf[int]()
    >>> shelf.put("Pavel Novak", "CZE", 1), shelf.put("Jan Dvorak", "CZE", 2)
    (None, None)
    >>> shelf.near("P. Novak", "CZE"), shelf.near("P. Novak", "SVK"), shelf.near("P. Novak", "")
    ([1], [], [1])
    """

    def __init__(self) -> None:
        self._owners: dict[str, _Names[_T]] = {}

    def put(self, name: str, owner: str, thing: _T) -> None:
        """Keep a thing under a name; one without an owner may be anybody's."""
        self._owners.setdefault(owner, _Names()).put(name, thing)

    def near(self, name: str, owner: str) -> list[_T]:
        """Return the things whose name may be another spelling of this one."""
        found: dict[int, _T] = {}
        for whose in {owner, ""} if owner else self._owners:
            if whose in self._owners:
                for other, thing in self._owners[whose].near(name):
                    if _given_agree(name, other):
                        found[id(thing)] = thing
        return list(found.values())


class _Names(Generic[_T]):
    """Names of one owner by the skeletons of their surnames; a single word may be all of a name."""

    def __init__(self) -> None:
        self._surnames: _Places[_T] = defaultdict(list)
        self._words: _Places[_T] = defaultdict(list)
        self._wholes: _Places[_T] = defaultdict(list)

    def put(self, name: str, thing: _T) -> None:
        kept = name, thing
        self._surnames[skeleton(name)].append(kept)
        if _is_word(name):
            self._words[skeleton(name)].append(kept)
        elif whole := _whole(name):
            self._wholes[whole].append(kept)

    def near(self, name: str) -> Iterator[tuple[str, _T]]:
        yield from _near(skeleton(name), self._surnames)
        if _is_word(name):
            yield from _near(skeleton(name), self._wholes)
        elif whole := _whole(name):
            yield from _near(whole, self._words)


def _is_word(name: str) -> bool:
    return len(name.split()) == 1


@lru_cache(maxsize=20_000)
def _whole(name: str) -> str:
    """Return the skeleton of a name without a gap, which a single word may spell; none with initials."""
    if "." in name or "-" in skeleton(name):
        return ""
    return skeleton("".join(names.words(name)))


def _near(place: str, places: _Places[_T]) -> Iterator[tuple[str, _T]]:
    """Yield what has a skeleton near one; Vietnamese and other names need a closer look."""
    if not place:
        chosen = list(places)
    elif "-" in place:
        chosen = [p for p in places if "-" not in p or p == place]
    else:
        scorer = Levenshtein.normalized_distance
        close = process.extract(
            place, list(places), scorer=scorer, score_cutoff=_SURNAMES, limit=None
        )
        chosen = [p for p, *_ in close] + [p for p in places if not p or "-" in p]
    for other in chosen:
        yield from places[other]


def _given_agree(one: str, other: str) -> bool:
    """Tell whether given names may be the same; initials and what is left out may."""
    first, second = _given(one), _given(other)
    if not first or not second:
        return True
    return any(Levenshtein.normalized_distance(a, b) <= _GIVEN for a in first for b in second)


@lru_cache(maxsize=20_000)
def _given(name: str) -> tuple[str, ...]:
    """Return the skeletons of given names, if all are spelled out and this is telling."""
    if "." in name or "-" in skeleton(name):
        return ()
    found = tuple(skeleton(word) for word in names.words(name)[:-1])
    return found if all(found) else ()
