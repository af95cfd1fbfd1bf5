"""A draft guesses what columns hold, says how sure it is, and compiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.resources import shelf
from legation.tables import shipped
from legation.tables.compile import compile_description
from legation.tables.draft import draft
from legation.tables.files import table
from legation.tables.shelves import Shelf
from legation.terms import DEFAULT_BASE


@pytest.mark.parametrize("name", shipped.names())
def test_a_draft_fits_its_table(tmp_path: Path, name: str) -> None:
    """A draft of any table is a description of it, with every column spoken of."""
    path = Path(str(shelf("sources"))) / name / "made-up.csv"
    plan = compile_description(
        draft(path), Shelf("d.yml", lambda _: None), table(path), DEFAULT_BASE
    )
    assert plan.templates


def test_guesses_say_how_sure_they_are(tmp_path: Path) -> None:
    """Kinds, codes and dates are guessed, with the share of cells that they fit."""
    path = tmp_path / "visits.csv"
    path.write_text(
        "id,from_country,visitor,start\n1,MNG,A B,3 Feb 2031\n2,CHL,C D,4 Feb 2031\n",
        encoding="utf-8",
    )
    text = draft(path)
    assert "  - kind: Visit" in text
    assert (
        "sender: {column: from_country, codes: iso3, at: start}   # sure: 100% of the cells" in text
    )
    assert 'edtf: {column: start, formats: ["%d %b %Y"]}' in text
    assert "key: id" in text
