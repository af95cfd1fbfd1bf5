"""A draft guesses what columns hold, says how sure it is, and compiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.resources import shelf
from legation.tables import shipped
from legation.tables.compile import compile_description
from legation.tables.draft import draft
from legation.tables.files import Form, table
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


@pytest.mark.parametrize(
    ("delimiter", "encoding", "told"),
    [
        (";", "utf-8", 'table: {delimiter: ";"}'),
        ("|", "cp1252", 'table: {encoding: cp1252, delimiter: "|"}'),
        (",", "utf-16", 'table: {encoding: "utf-16"}'),
    ],
)
def test_the_form_of_a_table_is_guessed(
    tmp_path: Path, delimiter: str, encoding: str, told: str
) -> None:
    """What stands between cells and how they are encoded is tried, and written into the draft."""
    path = tmp_path / "visits.csv"
    rows = [("id", "sender", "visitor", "start"), ("1", "MNG", "Ása Señor", "2031-02-03")]
    path.write_text("".join(delimiter.join(row) + "\n" for row in rows), encoding=encoding)
    text = draft(path)
    assert told in text
    assert "sender: {column: sender, codes: iso3, at: start}" in text
    form = Form(delimiter=delimiter, encoding=encoding)
    plan = compile_description(
        text, Shelf("d.yml", lambda _: None), table(path, form), DEFAULT_BASE
    )
    assert (plan.form.delimiter or ",", plan.form.encoding) == (delimiter, encoding)
