"""What a description says, once it is read: how each value of a claim is made of cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from legation.facts.claims import Value
from legation.tables.files import Form
from legation.tables.report import Range

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Note:
    """Something about one cell: why it was not read, or that only the table knows it."""

    column: str
    value: str
    reason: str
    unresolved: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The values that an expression makes of some cells, and what is to be said of them."""

    values: tuple[Value, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """Makes values of the cells of some columns; the same cells always give the same values.

    ``spelt`` are those whose cells do not stand in the values as they are written: codes and
    names that were resolved; each with what cuts it into several. ``depends`` tells on what of
    some cells the values depend, where that is less than all of them.
    """

    columns: tuple[str, ...]
    read: Callable[[Cells], Result]
    spelt: tuple[tuple[str, str], ...] = ()
    depends: Callable[[Cells], tuple[object, ...]] | None = None

    def on(self, cells: Cells) -> tuple[object, ...]:
        """Return what of some cells the values depend on: where it is the same, so are they."""
        if self.depends is not None:
            return self.depends(cells)
        return tuple([cells[column] for column in self.columns])


@dataclass(frozen=True, slots=True)
class Condition:
    """Tells whether cells of some columns are such that something applies."""

    columns: tuple[str, ...] = ()
    holds: Callable[[Cells], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Template:
    """One claim that a row states.

    ``values`` are by property. ``refers`` maps a property to the template whose claim it points
    to. ``once`` are columns: only the first row with their cells states the claim, and all such
    rows refer to that. ``each`` is a property of whose values each makes a claim of its own.
    ``needs`` are properties without which nothing is stated; ``cells`` are
    columns kept as they are written.
    """

    name: str
    kind: str
    values: Mapping[str, Expression]
    refers: Mapping[str, str] = field(default_factory=dict)
    when: Condition = Condition()
    once: tuple[str, ...] = ()
    each: str = ""
    needs: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    claimant: Expression | None = None
    origin: Expression | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """Rows that are left out on purpose, and why."""

    when: Condition
    why: str


@dataclass(frozen=True)
class Description:
    """A description of a table, compiled against its header.

    ``about`` is what is told of the source, by the names of `legation.reading.metadata`;
    ``empty`` are cells that hold nothing.
    """

    name: str
    about: Mapping[str, str]
    form: Form
    templates: tuple[Template, ...]
    left: tuple[Left, ...]
    key: tuple[str, ...]
    empty: frozenset[str]
    rows: Range | None
    claims: Mapping[str, Range]
    unread: Range | None
    notes: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns that anything looks at, sorted."""
        found = set(self.key)
        for template in self.templates:
            found |= {*template.when.columns, *template.once, *template.cells}
            extra = [e for e in (template.claimant, template.origin) if e]
            for expression in (*template.values.values(), *extra):
                found |= set(expression.columns)
        for left in self.left:
            found |= set(left.when.columns)
        return tuple(sorted(found))
