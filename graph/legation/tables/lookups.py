"""Spellings looked up in a table beside the description, or beside the table itself."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from legation.tables.lined import Place, nearest
from legation.values import names

#: Cells of a column repeat, and so do their words.
fold = lru_cache(maxsize=1 << 16)(names.fold)

#: No title or rank at the beginning of a text has more words.
_MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Lookup:
    """What spellings stand for; one may stand for several values.

    ``match`` is ``exact``, or ``start``: the longest spelling with which a text begins, as whole
    words. ``plain`` means that letter case and diacritics do not count.
    """

    name: str
    entries: Mapping[str, tuple[str, ...]]
    match: str = "exact"
    plain: bool = False
    default: str = ""

    def find(self, text: str) -> tuple[tuple[str, ...], str] | None:
        """Return the values, and what remains of the text after the spelling; or nothing.

        >>> Lookup("offices", {"prime minister": ("prime-minister",)}, "start", True).find("Prime Minister Oyun")
        (('prime-minister',), 'Oyun')
        """
        if self.match == "exact":
            found = self.entries.get(fold(text) if self.plain else text)
            return self._otherwise() if found is None else (found, "")
        words = text.split(" ")
        for count in range(min(len(words), _MOST_WORDS), 0, -1):
            start = " ".join(words[:count])
            for form in (start, start.rstrip(".,;:")):
                found = self.entries.get(fold(form) if self.plain else form)
                if found is not None:
                    return found, " ".join(words[count:]).strip()
        return self._otherwise()

    def _otherwise(self) -> tuple[tuple[str, ...], str] | None:
        return ((self.default,), "") if self.default else None


def build(
    name: str,
    rows: Iterable[tuple[str, str]],
    match: str = "exact",
    *,
    plain: bool = False,
    place: Place | None = None,
    many: bool = False,
) -> Lookup:
    """Make a lookup of pairs.

    Raises
    ------
    BadDescription
        One spelling stands for two values, and it may not.

    """
    entries: dict[str, list[str]] = {}
    for spelling, value in rows:
        found = entries.setdefault(fold(spelling) if plain else spelling, [])
        if value not in found:
            found.append(value)
        if len(found) > 1 and not many and place:
            raise place.wrong(
                f"lookup {name!r} has {found[0]!r} and {found[1]!r} for {spelling!r}",
                "keep one, or say 'many: true'",
            )
    return Lookup(name, {k: tuple(v) for k, v in entries.items()}, match, plain)


def fields(template: str, place: Place, columns: Iterable[str], what: str) -> tuple[str, ...]:
    """Return the columns that a template such as ``{chapter}-{number}`` names.

    Raises
    ------
    BadDescription
        It names one that is not there, or is no template.

    """
    known = list(columns)
    found = []
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise place.wrong(f"{template!r} is no template: {error}") from None
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if name not in known:
            raise place.wrong(f"{what} has no column {name!r}", nearest(name, known))
        if form or conversion:
            raise place.wrong(f"{template!r} has more than names in its braces")
        found.append(name)
    return tuple(found)


def filled(template: str, cells: Mapping[str, str]) -> str:
    """Fill a template; nothing but names stands in its braces, which `fields` has made sure of.

    >>> filled("{a}-{b}", {"a": "4", "b": "11"})
    '4-11'
    """
    return "".join(
        text + (cells[name] if name is not None else "")
        for text, name, _, _ in string.Formatter().parse(template)
    )
