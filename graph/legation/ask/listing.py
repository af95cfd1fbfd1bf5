"""Rows of one kind, to look at in a notebook, to walk over, or to take along as a data frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from legation.errors import MissingExtra
from legation.values.calm import calm

if TYPE_CHECKING:
    import pandas as pd
    from _typeshed import DataclassInstance

    R = TypeVar("R", bound=DataclassInstance)
else:
    R = TypeVar("R")
#: So many rows are shown; all are there.
SHOWN = 60


def frame(rows: Sequence[Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a data frame, each column of the type that all its values have.

    Raises
    ------
    MissingExtra
        pandas is not installed.

    """
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtra(
            "a data frame needs pandas", hint="pip install legation[pandas]"
        ) from None
    return pd.DataFrame(rows, columns=list(columns), dtype=object).infer_objects()


class Listing(Sequence[R], Generic[R]):
    """Rows of one class, in order; ``notes`` are sentences about them.

    >>> from dataclasses import make_dataclass
    >>> Row = make_dataclass("Row", ["name", "visits"])
    >>> listing = Listing(Row, [Row("Peru", 2), Row("<b>", 1)])
    >>> listing[0].name, len(listing), listing.columns
    ('Peru', 2, ('name', 'visits'))
    >>> "<b>" in listing._repr_html_()
    False
    """

    def __init__(self, kind: type[R], rows: Sequence[R], notes: Sequence[str] = ()) -> None:
        self.columns = tuple(field.name for field in fields(kind))
        self.notes = tuple(notes)
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[R, ...]: ...
    def __getitem__(self, place: int | slice) -> R | tuple[R, ...]:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        rows = [*map(repr, self._rows[:SHOWN]), *self.notes]
        return "\n".join(rows) or "nothing found"

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame.

        Raises
        ------
        MissingExtra
            pandas is not installed.

        """
        return frame([astuple(row) for row in self._rows], self.columns)

    def _repr_html_(self) -> str:
        return table(self.columns, [astuple(row) for row in self._rows], self.notes)


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]], notes: Sequence[str] = ()) -> str:
    """Return a table as HTML that a notebook shows; whatever a source has written is only text.

    >>> "<td>&lt;i&gt;</td>" in table(["a"], [["<i>"]])
    True
    """
    head = "".join(f"<th>{_cell(name)}</th>" for name in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>" for row in rows[:SHOWN]
    )
    told = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    if len(rows) > SHOWN:
        told = f"the first {SHOWN} of {told}"
    said = "".join(f"<p>{_cell(note)}</p>" for note in (told, *notes))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{said}"


def _cell(value: object) -> str:
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return escape(calm(text))
