"""Tables for people without the columns that only repeat what stood in for a parameter.

A question projects its parameters. One that was left open holds, in every row, what stands in for
it: the first day of time, the last one. In a spreadsheet that reads as if a source had said so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping

from legation.ask.questions import Question

_QUOTED = frozenset('",\r\n')


def left_open(question: Question, given: Mapping[str, object]) -> frozenset[str]:
    """Return the parameters for which something stands in, because nobody gave them.

    >>> from legation.ask.questions import question
    >>> sorted(left_open(question("visits/between"), {"a": "VNM", "since": "2008"}))
    ['until']
    """
    return frozenset(p.name for p in question.parameters if p.has_default and p.name not in given)


def without(table: bytes, names: Collection[str], format: str) -> bytes:
    r"""Return a table in CSV or TSV, as the engine writes it, without the columns of these names.

    >>> without(b'a,b,c\r\n"1,""2",x,\r\n', {"b"}, "csv")
    b'a,c\r\n"1,""2",\r\n'
    >>> without(b"?a\t?b\n<x:y>\t1\n", {"b"}, "tsv")
    b'?a\n<x:y>\n'
    """
    text = table.decode()
    if format == "csv":
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))
        rows: Iterable[list[str]] = csv.reader(io.StringIO(text, newline=""))
        return _written(rows, names, ",", "\r\n")
    lines = text.removesuffix("\n").split("\n")
    return _written((line.split("\t") for line in lines), names, "\t", "\n")


def _written(rows: Iterable[list[str]], names: Collection[str], between: str, end: str) -> bytes:
    out, kept = [], None
    for row in rows:
        if kept is None:
            kept = [n for n, name in enumerate(row) if name.lstrip("?") not in names]
        cells = [row[n] for n in kept]
        out.append(between.join(map(_cell, cells) if between == "," else cells) + end)
    return "".join(out).encode()


def _cell(text: str) -> str:
    """Return a cell of CSV, quoted only where it must be (RFC 4180)."""
    if _QUOTED.isdisjoint(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
