"""Dates, amounts and the words of the page."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import legation.view.labels as module
from legation.facts.kinds import vocabulary
from legation.network.names import entity_classes
from legation.view.labels import amount, drawn, status, when, words


def test_every_word_is_there_in_both_languages() -> None:
    """English and Vietnamese have the same words, and none is missing by accident."""
    text = Path(module.__file__).with_name("words.tsv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    assert [row["word"] for row in rows if not row["vi"] or not row["en"]] == ["held", "actual"]
    assert set(words("en")) == set(words("vi"))


def test_every_kind_has_a_shape_of_its_own() -> None:
    """No two kinds share a shape, so that colour is never the only difference."""
    kinds = {*vocabulary().kinds, *entity_classes()} - {"Entity"}
    assert kinds <= set(drawn())
    assert len({row["path"] for row in drawn().values()}) == len(drawn())


@pytest.mark.parametrize(
    ("edtf", "en", "vi"),
    [
        ("1992-01-24", "24 Jan 1992", "24/1/1992"),
        ("2011", "2011", "2011"),
        ("2018-01/2018-08", "January – August 2018", "tháng 1 – tháng 8 năm 2018"),
        ("2005/2008", "2005–2008", "2005–2008"),
        ("/1998", "until 1998", "đến 1998"),
        ("../1998", "until 1998", "đến 1998"),
        ("2004-12?", "perhaps December 2004", "có lẽ tháng 12 năm 2004"),
        ("2004-12/2005", "December 2004–2005", "tháng 12 năm 2004–2005"),
        ("19XX", "19XX", "19XX"),
        ("", "", ""),
    ],
)
def test_dates_are_told_and_never_sharpened(edtf: str, en: str, vi: str) -> None:
    """A month stays a month, an open end stays open, what is not understood stays as it is."""
    assert when(edtf) == en
    assert when(edtf, "vi") == vi


@given(st.text(max_size=12))
def test_any_text_can_stand_where_a_date_should(text: str) -> None:
    """A malformed date is shown, not raised."""
    assert isinstance(when(text), str)


def test_amounts_keep_every_digit() -> None:
    """No digit is rounded away; an unknown multiplier is written out."""
    assert amount("1234.5678", "6", "USD") == "1,234.5678 million USD"
    assert amount("3", "5", "EUR") == "300,000 EUR"
    assert amount("many", "6", "USD") == "many USD"


def test_a_status_speaks_only_when_it_must() -> None:
    """Planned is said, held is not, an unknown one is said as it is."""
    assert [status(s, "vi") for s in ("planned", "held", "never-heard")] == [
        "dự kiến",
        "",
        "never heard",
    ]
