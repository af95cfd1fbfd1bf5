"""A draft guesses what columns hold, says how sure it is, and compiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import SourceUnreadable
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
        "sender: {column: from_country, codes: iso3, at: start}   # perhaps: 2 of 2 different cells"
        in text
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


def _draft(tmp_path: Path, name: str, *lines: str) -> str:
    path = tmp_path / name
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return draft(path)


def test_an_office_is_told_by_its_column(tmp_path: Path) -> None:
    """What differs from row to row is no constant; days of a life are no days of an office."""
    text = _draft(
        tmp_path, "officials.csv",
        "yrborn,countryid,position,positionLabel,leader,start",
        "1950,Q711,Q1,President of Mongolia,A B,2031",
        "1960,Q298,Q2,Minister of Chile,C D,2032",
    )  # fmt: skip
    assert (
        "post: {constant: other, of: {column: countryid, codes: wikidata, at: start},"
        " detail: {column: positionLabel}}" in text
    )
    assert "edtf: {column: start}" in text


def test_parties_in_one_cell_are_parted(tmp_path: Path) -> None:
    """What stands between them is found, and how many of all the different parties are known."""
    text = _draft(
        tmp_path, "treaties.csv", "title,parties", "One,PERU ; LAOS", "Two,CHILE ; PERU ; NOWHERE"
    )
    assert 'party: {column: parties, split: " ; ", codes: name}   # perhaps: 3 of 4 different cells' in text  # fmt: skip


def test_few_codes_in_a_column_of_another_name_prove_nothing(tmp_path: Path) -> None:
    """Three times the same two letters are no states."""
    text = _draft(tmp_path, "visits.csv", "grade,visitor", "AU,A B", "AU,C D", "AU,E F")
    assert "sender: which column, or which state?" in text
    assert "  - grade\n" in text


def test_names_are_no_slugs(tmp_path: Path) -> None:
    """A code has the form of its system."""
    text = _draft(tmp_path, "visits.csv", "from_country,visitor", "Peru,A B", "South Korea,C D")
    assert "codes: name" in text


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.tsv"])
def test_bytes_that_are_no_table_are_refused(tmp_path: Path, name: str) -> None:
    """A picture that is called a table is told, not described."""
    path = tmp_path / name
    path.write_bytes(bytes(range(256)) * 9)
    with pytest.raises(SourceUnreadable) as caught:
        draft(path)
    assert str(caught.value) == (
        f"{path} is no table: its first line holds signs that no text has;"
        " is it packed, encrypted, or of another format than its name says?"
    )
