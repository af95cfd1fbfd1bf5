"""``edtf:`` of a column, or of two, from one day to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.tables.dates import MISSING, PRECISIONS, SENTINELS, Reader, Unread, interval
from legation.tables.lined import Node, nearest
from legation.tables.model import Cells, Expression, Note, Result

if TYPE_CHECKING:
    from legation.tables.expressions import Scope

_KEYS = ("column", "from", "to", "formats", "sentinels", "precision", "end", "as")


def dated(node: Node, scope: Scope) -> Expression:
    """Return what makes a date of one column, or an interval of two.

    Raises
    ------
    BadDescription
        A format, a sentinel or a precision means nothing.

    """
    told = node.only(_KEYS, "a date")
    if ("column" in told) == ("from" in told or "to" in told):
        raise node.at.wrong("a date is made of one column, or goes from one to another")
    reader, exact, more = _reader(told, scope)
    missing = told["end"].scalar("end") if "end" in told else "open"
    if missing not in MISSING:
        raise told["end"].at.wrong(
            f"an end that is missing is {', '.join(MISSING[:-1])} or {MISSING[-1]}, not {missing!r}"
        )
    if "column" in told:
        return _single(scope.column(told["column"]), reader, exact, more)
    start = _named(told.get("from"), scope)
    end = _named(told.get("to"), scope)
    return _both(start, end, reader, missing)


def _named(node: Node | None, scope: Scope) -> tuple[str, ...]:
    """Return one or several columns; of several the first that is filled counts."""
    if node is None:
        return ()
    return tuple(scope.column(one) for one in (node.items or (node,)))


def _reader(told: dict[str, Node], scope: Scope) -> tuple[Reader, dict[str, str], str]:
    formats = tuple(told["formats"].texts("formats")) if "formats" in told else ("iso",)
    for form in formats:
        if form not in {"iso", "edtf"} and (
            "%" not in form or not any(f"%{x}" in form for x in "Yy")
        ):
            raise told["formats"].at.wrong(
                f"{form!r} is no form of dates", "say iso, edtf, or a pattern such as %d %b %Y"
            )
    sentinels = {}
    if "sentinels" in told:
        for cell, one in told["sentinels"].entries("sentinels").items():
            sentinels[cell] = one.scalar("a sentinel")
            if sentinels[cell] not in SENTINELS:
                raise one.at.wrong(
                    f"a sentinel stands for unknown or open, not {sentinels[cell]!r}"
                )
    exact: dict[str, str] = {}
    column, all_dates = "", "day"
    if "precision" in told:
        node = told["precision"]
        if node.pairs is None:
            all_dates = _precision(node)
        else:
            pairs = node.only(("column", "map"), "precision")
            if len(pairs) < 2:
                raise node.at.wrong("precision is day, month or year, or has a column and a map")
            column = scope.column(pairs["column"])
            exact = {cell: _precision(one) for cell, one in pairs["map"].entries("map").items()}
    return Reader(formats, sentinels, all_dates), exact, column


def _precision(node: Node) -> str:
    text = node.scalar("precision")
    if text not in PRECISIONS:
        raise node.at.wrong(f"precision is not {text!r}", nearest(text, PRECISIONS))
    return text


def _single(column: str, reader: Reader, exact: dict[str, str], fine: str) -> Expression:
    def read(cells: Cells) -> Result:
        try:
            found = reader.read(cells[column], exact.get(cells[fine], "") if fine else "")
        except Unread as error:
            return Result((), (Note(column, cells[column], str(error)),))
        return Result((found,)) if found not in {"", ".."} else Result()

    return Expression((column, fine) if fine else (column,), read)


def _both(
    starts: tuple[str, ...], ends: tuple[str, ...], reader: Reader, missing: str
) -> Expression:
    def read(cells: Cells) -> Result:
        notes: list[Note] = []
        found = []
        for columns in (starts, ends):
            filled = [c for c in columns if cells[c].strip()]
            column = filled[0] if filled else ""
            try:
                found.append(reader.read(cells[column]) if column else "")
            except Unread as error:
                notes.append(Note(column, cells[column], str(error)))
                found.append("")
        edtf, wrong = interval(found[0], found[1], missing)
        if wrong:
            column = next(c for c in ends if cells[c].strip())
            notes.append(Note(column, cells[column], wrong))
        return Result((edtf,) if edtf else (), tuple(notes))

    return Expression(tuple(dict.fromkeys((*starts, *ends))), read)
