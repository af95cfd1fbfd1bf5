"""Small made-up tables and descriptions, and the quads that they make."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from legation.facts.evidence import Source, TextPolicy
from legation.tables.compile import compile_description, form
from legation.tables.files import Batch, table
from legation.tables.lines import lines
from legation.tables.model import Description
from legation.tables.report import Report
from legation.tables.shelves import Shelf
from legation.terms import DEFAULT_BASE, source

VISITS = """rows:
  - kind: Visit
    values:
      sender: {column: from, codes: iso3, at: day}
      host: CHL
      visitor: {column: who, of: sender}
      status: held
      edtf: {column: day}
"""
ROWS = "from,who,day\nMNG,Made-Up Person,2031-02-03\n"


def planned(
    folder: Path, description: str, rows: str, files: dict[str, str] | None = None
) -> tuple[Description, list[Batch]]:
    """Compile a description for rows of CSV."""
    path = folder / "t.csv"
    path.write_text(rows, encoding="utf-8")
    opened = table(path, form(description, "t.yml"))
    shelf = Shelf("t.yml", (files or {}).get)
    return compile_description(description, shelf, opened, DEFAULT_BASE), list(opened.batches())


def written(
    plan: Description, batches: list[Batch], policy: TextPolicy = TextPolicy.FULL
) -> tuple[set[str], Report]:
    """Return the quads of a table as comparable text, and what could not be read."""
    report = Report()
    told = Source(source(DEFAULT_BASE, "t"), title="t", language="en", policy=policy)
    text = "".join(lines(plan, told, batches, report))
    return {str(q) for q in ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS)}, report


def objects(quads: set[str], property: str) -> set[str]:
    """Return what stands behind a property, shortened to its last part or its text."""
    found = set()
    for quad in quads:
        subject_predicate, _, rest = quad.partition(f"#{property}> ")
        if rest and " " in subject_predicate:
            value = rest.rsplit(" <", 1)[0]
            found.add(
                value.strip("<>").rpartition("/")[2].rpartition("#")[2]
                if value[0] == "<"
                else value
            )
    return found
