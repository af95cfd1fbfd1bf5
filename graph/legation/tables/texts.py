"""Texts beside a value: the name, the key or the detail of what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.tables.conditions import condition
from legation.tables.lined import Node
from legation.tables.lookups import fields, filled
from legation.tables.model import Cells
from legation.tables.readers import Getter, nothing

if TYPE_CHECKING:
    from legation.tables.expressions import Scope


def text_of(node: Node | None, scope: Scope) -> tuple[Getter, tuple[str, ...]]:
    """Return what gives the text of a column or of a template."""
    if node is None:
        return nothing, ()
    if node.pairs is not None:
        return _chosen_text(node, scope)
    text = node.scalar("a column or template")
    if "{" not in text:
        column = scope.column(node)
        return lambda cells: cells[column], (column,)
    columns = fields(text, node.at, scope.header, "the table")

    def get(cells: Cells) -> str:
        return filled(text, cells) if all(cells[c] for c in columns) else ""

    return get, columns


def _chosen_text(node: Node, scope: Scope) -> tuple[Getter, tuple[str, ...]]:
    """Return what gives a constant or a column, perhaps only where a condition holds.

    ``after`` are words of the column behind which the text begins; without them there is none.
    """
    told = node.only(("constant", "column", "after", "when"), "a text")
    if ("constant" in told) == ("column" in told):
        raise node.at.wrong("a text is a constant or a column")
    if "after" in told and "constant" in told:
        raise told["after"].at.wrong("a constant has nothing after it; say 'column:'")
    when = condition(told.get("when"), scope)
    if "constant" in told:
        fixed = told["constant"].scalar("a constant")
        return (lambda cells: fixed if when.holds(cells) else ""), when.columns
    column = scope.column(told["column"])
    after = told["after"].scalar("after") if "after" in told else ""

    def get(cells: Cells) -> str:
        if not when.holds(cells):
            return ""
        return cells[column].partition(after)[2] if after else cells[column]

    return get, (*when.columns, column)
