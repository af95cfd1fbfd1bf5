"""The way from cells to values, and on what of the cells these depend."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legation.tables.model import Cells, Condition, Expression, Result
from legation.tables.steps import only_when, together

_CELLS = st.fixed_dictionaries(
    {name: st.sampled_from(("", "a", "b", "c")) for name in ("side", "left", "right")}
)


def _of(column: str) -> Expression:
    return Expression((column,), lambda cells: Result((cells[column],)))


def _when(column: str, text: str, inner: Expression) -> Expression:
    return only_when(Condition((column,), lambda cells: cells[column] == text), inner)


_SIDED = together((_when("side", "a", _of("left")), _when("side", "b", _of("right"))))


@given(_CELLS, _CELLS)
def test_cells_that_give_as_much_give_the_same(one: Cells, other: Cells) -> None:
    """Where what the values depend on is the same, the values are."""
    if _SIDED.on(one) == _SIDED.on(other):
        assert _SIDED.read(one) == _SIDED.read(other)


def test_only_what_is_looked_at_counts() -> None:
    """A cell that is not read where its condition fails makes no difference."""
    cells = {"side": "a", "left": "b", "right": "c"}
    assert _SIDED.on(cells) == _SIDED.on(cells | {"right": "a"})
    assert _SIDED.on(cells) != _SIDED.on(cells | {"left": "c"})
    assert _of("left").on(cells) == ("b",)
