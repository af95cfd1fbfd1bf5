"""Which of several states a value means: not those of another value, only those that words name.

``besides: host`` leaves out the states that another value of the row holds, such as the host of
a mission in a list of all states that it is accredited to. ``named_in: title`` keeps those whose
English names stand in a text, such as who acceded among all who then belonged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.facts.claims import Value
from legation.facts.evidence import Named
from legation.tables.codes import called_in
from legation.tables.lined import Node, nearest
from legation.tables.model import Cells, Expression, Result
from legation.tables.texts import text_of
from legation.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legation.tables.expressions import Scope

#: What a description writes beside a value that is read as states.
NARROWING = ("besides", "named_in")


def narrowed(inner: Expression, told: Mapping[str, Node], scope: Scope) -> Expression:
    """Return an expression that keeps of the values of another those that are meant.

    Raises
    ------
    BadDescription
        It names a value that the row does not have, or a column that is not there.

    """
    columns = inner.columns
    other: Expression | None = None
    if "besides" in told:
        other = _property(told["besides"], scope)
        columns += other.columns
    text, more = text_of(told.get("named_in"), scope)
    columns += more

    def read(cells: Cells) -> Result:
        found = inner.read(cells)
        values = found.values
        if other is not None:
            away = {_entity(value) for value in other.read(cells).values}
            values = tuple(v for v in values if _entity(v) not in away)
        if "named_in" in told:
            called = called_in(text(cells))
            values = tuple(v for v in values if Iri(_entity(v)).local in called)
        return Result(values, found.notes)

    return Expression(tuple(dict.fromkeys(columns)), read, inner.spelt)


def _property(node: Node, scope: Scope) -> Expression:
    name = node.scalar("besides")
    there = {**scope.nodes, **scope.given}
    if name not in there:
        raise node.at.wrong(f"this row has no value for {name!r}", nearest(name, there))
    return scope.property(name)


def _entity(value: Value) -> str:
    return value.known if isinstance(value, Named) else str(value)
