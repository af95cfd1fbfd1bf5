"""What could not be read, cell by cell, and whether there is as much as was expected."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from legation.errors import UnreadCell

#: So many troubles of each sort are kept; all are counted, and all go to whoever listens.
_KEPT = 100
#: So many characters of a cell are told in a sentence; the report has all of them.
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Trouble:
    """One cell that could not be read, or a row that states nothing, and why.

    ``unresolved`` is a cell that was read, but names what only the table knows: it is kept
    under the name that the table has for it.
    """

    row: int
    column: str
    value: str
    reason: str
    unresolved: bool = False

    def __str__(self) -> str:
        where = f"row {self.row}, column {self.column}" if self.column else f"row {self.row}"
        if not self.column:
            return f"{where}: {self.reason}"
        shown = self.value if len(self.value) <= _SHOWN else f"{self.value[:_SHOWN]}…"
        return f"{where}: {shown!r}: {self.reason}"

    def line(self) -> str:
        """Return it as a line of JSON."""
        told = {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
            "unresolved": self.unresolved,
        }
        return json.dumps(told, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Range:
    """From how many to how many; where only one number is expected, both are that."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"

    def holds(self, number: int) -> bool:
        """Tell whether a number is expected."""
        return self.low <= number <= self.high


@dataclass(slots=True)
class Report:
    """What became of a table.

    ``claims`` counts by kind of fact, ``ignored`` rows that the description leaves out by the
    reason it gives, ``unread`` cells and rows that could not be used, ``unresolved`` names that
    only the table knows (each once). The first of each sort are in ``troubles``.
    """

    strict: bool = False
    tell: Callable[[Trouble], None] | None = None
    rows: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    unread: int = 0
    unresolved: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _sorts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, trouble: Trouble) -> None:
        """Take a trouble down.

        Raises
        ------
        UnreadCell
            The report is strict and a cell could not be read.

        """
        if trouble.unresolved:
            self.unresolved += 1
        else:
            self.unread += 1
            if self.strict:
                raise UnreadCell(
                    str(trouble), hint="without --strict the row is reported, and the rest go on"
                )
        sort = trouble.column, trouble.reason
        self._sorts[sort if len(self._sorts) < _KEPT else ("", "")] += 1
        if self._sorts[sort] <= 1 or len(self.troubles) < _KEPT:
            self.troubles.append(trouble)
        if self.tell:
            self.tell(trouble)

    def expect(self, rows: Range | None, claims: Mapping[str, Range], unread: Range | None) -> None:
        """Hold the counts against what was expected; what lies outside is a warning."""
        told = [("rows", self.rows, rows), ("unread cells", self.unread, unread)]
        told += [(f"claims of {kind}", self.claims[kind], claims[kind]) for kind in sorted(claims)]
        for what, number, expected in told:
            if expected is not None and not expected.holds(number):
                self.warnings.append(f"{number} {what}, but {expected} expected")
