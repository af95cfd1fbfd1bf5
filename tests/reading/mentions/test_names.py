"""Where names of persons begin and end."""

from __future__ import annotations

import pytest

from legation.reading.mentions.names import Scan, person_name, skip_honorific
from legation.reading.text import normalise


def _name(text: str, language: str = "vi", place: int = 0) -> str | None:
    scan = Scan(text, normalise(text), language)
    end = person_name(scan, place)
    return None if end is None else text[scan.tokens[place].start : scan.tokens[end - 1].end]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lê Đức Nga thăm", "Lê Đức Nga"),
        ("A.B. Pê-rê-đa (4/2001)", "A.B. Pê-rê-đa"),
        ("Khan bin Omar đến", "Khan bin Omar"),
        ("Juan de la Cruz sang", "Juan de la Cruz"),
        ("Carl XVI Gustaf, vua", "Carl XVI Gustaf"),
        ("Kim Jong-su đã", "Kim Jong-su"),
        ("V.Pê-rô thăm", "V.Pê-rô"),
        ("Lê Tấn Sang đã", "Lê Tấn Sang"),
        ("Quispe Việt Nam", "Quispe"),
        ("Quispe Tháng", "Quispe"),
        ("thăm", None),
        ("Lào", None),
        ("A.", None),
    ],
)
def test_names_end_where_they_should(text: str, name: str | None) -> None:
    """Surnames, initials, particles and respelled names; a state or an office stops a name."""
    assert _name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le Van Trong in 2001", "Le Van Trong"),
        ("Bold's visit", "Bold"),
        ("O'Neill and", "O'Neill"),
        ("Theresa May said", "Theresa May"),
        ("Quispe May 2015", "Quispe"),
    ],
)
def test_names_in_english_texts(text: str, name: str) -> None:
    """A possessive ends a name; a month does, unless it is a surname."""
    assert _name(text, "en") == name


def test_honorifics_are_skipped() -> None:
    """The name begins after "H.E. Mr."."""
    text = "H.E. Mr. Bold"
    scan = Scan(text, text.lower(), "en")
    assert scan.word(skip_honorific(scan, 0)) == "bold"


@pytest.mark.parametrize("piece", ["A.", "Bê-"])
def test_what_goes_on_and_on_is_no_name(piece: str) -> None:
    """Initials and syllables without an end are letters, not a person."""
    assert _name(piece * 40 + "Na") is None
