"""Whether two names are of one time: a name alone says little where a century lies between.

Families give offices and names on: who has the name of a president of 1938 and is president in
2010 is another person. What a table tells of nobody in between cannot make them one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from legation.facts.records import Form

#: Years without a word of a person after which a name is another's; of a surname alone they are fewer.
_LONG, _BRIEF = 35, 15


class Years(NamedTuple):
    """The first and the last year in which somebody acted."""

    first: int
    last: int


#: Tells the years in which the person of a name form acted, as its source has it.
When = Callable[[Form], "Years | None"]


def untold(_form: Form) -> Years | None:
    """Return that nobody knows when."""
    return None


def between(some: Iterable[Years], others: Sequence[Years]) -> int:
    """Return how many years lie between what is told of two names, 0 if nothing is told of one.

    >>> between([Years(1965, 1986)], [Years(2022, 2024)]), between([Years(1990, 2001)], [])
    (36, 0)
    """
    gaps = [
        max(one.first - other.last, other.first - one.last, 0) for one in some for other in others
    ]
    return min(gaps, default=0)


def far_apart(gap: int, *, bare: bool) -> bool:
    """Tell whether so many years make two persons; ``bare`` if a surname stands against a full name.

    >>> far_apart(36, bare=False), far_apart(29, bare=True), far_apart(29, bare=False)
    (True, True, False)
    """
    return gap > (_BRIEF if bare else _LONG)


def parted(forms: Sequence[Form], told: Mapping[str, Years], *, bare: bool) -> list[list[Form]]:
    """Part forms of one name where the years ``told`` of them lie too far apart.

    Who has no years is with the earliest. The forms of a part keep their order.
    """
    parts: list[set[str]] = [set()]
    until = None
    for years, iri in sorted((told[form.iri], form.iri) for form in forms if form.iri in told):
        if until is not None and far_apart(years.first - until, bare=bare):
            parts.append(set())
        parts[-1].add(iri)
        until = years.last if until is None else max(until, years.last)
    parts[0] |= {form.iri for form in forms if form.iri not in told}
    return [[form for form in forms if form.iri in part] for part in parts]
