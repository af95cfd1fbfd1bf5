"""What happens to a cell before it is read: it is split, sifted, looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from legation.facts.claims import Value
from legation.tables.dates import Unread
from legation.tables.lookups import Lookup
from legation.tables.model import Cells, Condition, Expression, Note, Result
from legation.tables.readers import Reader

MISSING = ("report", "skip", "keep")


@dataclass(frozen=True, slots=True)
class Steps:
    """The way from a cell to texts that a reader takes.

    ``split`` cuts a cell into several; ``keeps`` sifts them; ``strip`` takes away what a lookup
    finds at the beginning; ``lookup`` puts something in their place. What it does not find is
    reported, skipped, or kept as it is.
    """

    split: str = ""
    first: bool = False
    keeps: tuple[Callable[[str], bool], ...] = ()
    strip: Lookup | None = None
    lookup: Lookup | None = None
    missing: str = "report"

    def parts(self, cell: str) -> list[str]:
        """Return the texts that a cell holds."""
        parts = cell.split(self.split) if self.split else [cell]
        found = [p.strip() for p in parts if p.strip()]
        found = [p for p in found if all(keep(p) for keep in self.keeps)]
        if self.first:
            del found[1:]
        if self.strip is None:
            return found
        rests = [(text, self.strip.find(text)) for text in found]
        return [hit[1] if hit and hit[1] else text for text, hit in rests]

    def known(self, text: str) -> tuple[str, ...]:
        """Return what a text stands for.

        Raises
        ------
        Unread
            The lookup does not know it, and that is to be reported.

        """
        if self.lookup is None:
            return (text,)
        if (hit := self.lookup.find(text)) is not None:
            return hit[0]
        if self.missing == "report":
            raise Unread(f"not in the lookup {self.lookup.name!r}")
        return (text,) if self.missing == "keep" else ()


def of_column(
    column: str, steps: Steps, reader: Reader, also: tuple[str, ...], *, spelt: bool = False
) -> Expression:
    """Make an expression of one column; ``also`` are columns that the reader looks at."""

    def read(cells: Cells) -> Result:
        cell = cells[column]
        if not cell:
            return Result()
        return _taken(column, cell, cells, steps, reader)

    kept = ((column, steps.split),) if spelt else ()
    return Expression(tuple(dict.fromkeys((column, *also))), read, kept)


def of_text(
    fill: Callable[[Cells], str],
    columns: tuple[str, ...],
    steps: Steps,
    reader: Reader,
    also: tuple[str, ...],
) -> Expression:
    """Make an expression of a text that is filled from some columns, or of a constant."""
    told = ", ".join(columns)

    def read(cells: Cells) -> Result:
        if any(not cells[column] for column in columns):
            return Result()
        return _taken(told, fill(cells), cells, steps, reader)

    return Expression(tuple(dict.fromkeys((*columns, *also))), read)


def only_when(when: Condition, inner: Expression) -> Expression:
    """Make an expression that has values only where a condition holds."""

    def read(cells: Cells) -> Result:
        return inner.read(cells) if when.holds(cells) else Result()

    def depends(cells: Cells) -> tuple[object, ...]:
        return (inner.on(cells) if when.holds(cells) else None,)

    columns = tuple(dict.fromkeys((*when.columns, *inner.columns)))
    return Expression(columns, read, inner.spelt, depends)


def together(parts: tuple[Expression, ...]) -> Expression:
    """Make one expression of several; their values stand one after the other."""
    if len(parts) == 1:
        return parts[0]

    def read(cells: Cells) -> Result:
        results = [part.read(cells) for part in parts]
        values = tuple(dict.fromkeys(v for r in results for v in r.values))
        return Result(values, tuple(n for r in results for n in r.notes))

    def depends(cells: Cells) -> tuple[object, ...]:
        return tuple([part.on(cells) for part in parts])

    columns = dict.fromkeys(c for part in parts for c in part.columns)
    spelt = dict.fromkeys(c for part in parts for c in part.spelt)
    less = depends if any(part.depends for part in parts) else None
    return Expression(tuple(columns), read, tuple(spelt), less)


def _taken(column: str, cell: str, cells: Cells, steps: Steps, reader: Reader) -> Result:
    values: list[Value] = []
    notes = []
    for text in steps.parts(cell):
        try:
            for known in steps.known(text):
                found, remark = reader(known, cells)
                values += found
                if remark:
                    notes.append(Note(column, text, remark, unresolved=True))
        except Unread as error:
            notes.append(Note(column, text, str(error)))
    return Result(tuple(dict.fromkeys(values)), tuple(notes))
