"""Which offices one person holds at once: a minister of two fields, but no two presidents."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

#: One may hold several of these, but only one of any other kind.
_MANIFOLD = frozenset({"minister", "deputy-minister", "party-official", "other"})
#: No person is two of these at once, so "the President and the Prime Minister" are two.
_HIGHEST = frozenset({"president", "prime-minister", "parliament-speaker", "monarch"})
_POSTED = frozenset({"ambassador", "charge-daffaires"})
_SEATED = frozenset(
    {"minister", "foreign-minister", "deputy-prime-minister", "vice-president", "governor-general"}
)


def another(office: str, held: AbstractSet[str]) -> bool:
    """Tell whether an office joined to others by "and" is that of another person.

    >>> another("prime-minister", {"president"}), another("minister", {"minister"})
    (True, False)
    """
    return office in held - _MANIFOLD or (office in _HIGHEST and bool(held & _HIGHEST))


def apart(office: str, held: AbstractSet[str]) -> bool:
    """Tell whether no one holds an office with the others: who heads a mission heads no ministry.

    >>> apart("ambassador", {"minister"}), apart("ambassador", {"other"})
    (True, False)
    """
    every = {office, *held}
    return bool(every & _POSTED and every & (_HIGHEST | _SEATED))
