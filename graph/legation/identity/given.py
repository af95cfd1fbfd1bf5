"""Given names that sound alike and are two: Mario and Maria, Ian and Jan.

What is heard and spelled by ear varies in any letter. Where two names of one script stand spelled
out, the consonants of a short given name leave no room for that, nor does the ending that tells a
woman from a man.
"""

from __future__ import annotations

import re

from legation.identity.entities import rank
from legation.terms import ascii_fold
from legation.values import names

#: Letters of a given name that is too short to vary.
_SHORT = 4
_ENDINGS = "aoe"


def two_given_names(one: str, other: str) -> bool:
    """Tell whether names that sound alike have given names of two persons.

    >>> two_given_names("Mario Marlow", "Maria Marlow"), two_given_names("Ian Marlow", "Jan Marlow")
    (True, True)
    >>> two_given_names("Nuri Danko", "Nouri Danko"), two_given_names("Essa Danko", "Isa Danko")
    (False, False)
    >>> two_given_names("Muhammad Rashad", "Mohammed Rashad"), two_given_names("I. Marlow", "Jan Marlow")
    (False, False)
    """
    if not all(rank(text)[0] and rank(text)[1] for text in (one, other)):
        return False
    first, second = names.words(one), names.words(other)
    if len(first) != len(second):
        return False
    return any(
        _are_two(ascii_fold(a).casefold(), ascii_fold(b).casefold())
        for a, b in zip(first[:-1], second[:-1], strict=True)
    )


def _are_two(one: str, other: str) -> bool:
    if one == other:
        return False
    if min(len(one), len(other)) <= _SHORT and _consonants(one) != _consonants(other):
        return True
    like = one.rstrip(_ENDINGS) == other.rstrip(_ENDINGS)
    return like and one.endswith("a") != other.endswith("a")


def _consonants(name: str) -> str:
    """Return the consonants of a name, doubled ones once: Essa and Isa have the same."""
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouy]", "", name))
