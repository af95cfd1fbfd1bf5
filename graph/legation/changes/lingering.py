"""Where a surname alone stays behind when a person is forgotten: it may be somebody else's.

In a document a surname is taken out where it was read as the person's. In the cells of a table,
and where nothing was read, nobody has said whose it is: it stays, and whoever forgets is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from legation.identity.forgotten import Forgotten, words
from legation.identity.judgements import Name
from legation.intake.given import Item, from_copy
from legation.store import copies
from legation.tables import shipped
from legation.values.names import key

#: So many rows are told by their numbers.
_ROWS = 5


@dataclass(frozen=True, slots=True)
class Lingering:
    """A source in whose copy a surname is left: how often, and the first rows of a table."""

    source: str
    places: int
    rows: tuple[int, ...] = ()

    @property
    def told(self) -> str:
        """The same in a line, without the surname.

        >>> Lingering("travels", 7, (3, 5)).told
        'travels (7 rows: 3, 5, …)'
        >>> Lingering("note", 1).told
        'note (1 place)'
        """
        if not self.rows:
            return f"{self.source} ({self.places} place{'' if self.places == 1 else 's'})"
        more = ", …" if self.places > len(self.rows) else ""
        which = ", ".join(map(str, self.rows)) + more
        return f"{self.source} ({self.places} row{'' if self.places == 1 else 's'}: {which})"


def lingering(
    sources: Path, base: str, names: Iterable[Name], others: Iterable[Name]
) -> tuple[Lingering, ...]:
    """Return the sources of a version in whose copies a surname of a person is left.

    Within a name of ``others`` it is theirs.
    """
    ours = {(told,) for name in names if (told := _surname(name.text))}
    theirs = {words(name.text) for name in others}
    theirs = {told for told in theirs if len(told) > 1 and any((word,) in ours for word in told)}

    @lru_cache(maxsize=100_000)
    def places(text: str) -> int:
        return len(Forgotten().hits(text, ours, theirs))

    found = []
    for name, copy in sorted(copies.all_copies(sources).items()) if ours else ():
        if copy.table:
            rows = list(_rows(from_copy(sources, copy), base, places))
            found += [Lingering(name, len(rows), tuple(rows[:_ROWS]))] if rows else []
        elif number := places(copies.text(sources, name)):
            found.append(Lingering(name, number))
    return tuple(found)


def _surname(text: str) -> str:
    """Return the word of a name that stands for its person alone; of a Vietnamese name none does."""
    told = words(text)
    alone = bool(told) and len(told[-1]) > 1 and (len(told) == 1 or "-" not in key(text))
    return told[-1] if alone else ""


def _rows(item: Item, base: str, places: Callable[[str], int]) -> Iterator[int]:
    """Yield the rows of a table in which something is left."""
    table = shipped.kept(item.table).compiled(item.file, base, item.format)[1]
    for batch in table.batches():
        rows = zip(batch.numbers, zip(*batch.columns.values(), strict=True), strict=True)
        yield from (number for number, cells in rows if any(map(places, cells)))
