"""The order in which kinds are shown, and what many of one kind are called (``plurals.tsv``)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from legation.terms import lgn

#: Kinds that start hidden beside facts, because the facts tell them in words.
QUIET = frozenset({"Post", "Place", "Commodity", "Topic"})


@cache
def _table() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("plurals.tsv").read_text("utf-8")
    return {row["kind"]: row for row in csv.DictReader(text.splitlines(), delimiter="\t")}


def rank(kind: str) -> int:
    """Return the place of a kind in the order of the table; unknown kinds come last.

    >>> rank("Visit") < rank("Observation") < rank("State") < rank("Spaceship")
    True
    """
    names = list(_table())
    return names.index(kind) if kind in names else len(names)


def plural(kind: str, aspect: str = "", language: str = "en") -> str:
    """Return what many of a kind are called; ``aspect`` is the IRI of a flow or a measure.

    >>> plural("Observation", lgn("flow-export")), plural("Visit", language="vi")
    ('Exports', 'Chuyến thăm')
    """
    name = aspect.removeprefix(lgn(""))
    row = _table().get(f"{kind} {name}") or _table().get(kind)
    return (row.get(language) or row["en"]) if row else kind
