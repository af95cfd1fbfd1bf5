"""The phrases of each language."""

from __future__ import annotations

import pytest

from legation.reading.mentions.gazetteer import gazetteer, unions
from legation.reading.mentions.phrases import tokens
from legation.reading.text import normalise


@pytest.mark.parametrize(
    ("language", "text", "kind", "code"),
    [
        ("vi", "CHDCND Lào", "state", "LAO"),
        ("vi", "Mông Cổ", "state", "MNG"),
        ("vi", "Chủ tịch Thượng viện", "office", "parliament-speaker"),
        ("vi", "đô la Mỹ", "block", ""),
        ("en", "Mongolian", "state", "MNG"),
        ("en", "Lok Sabha Speaker", "office", "parliament-speaker"),
        ("en", "Ulaanbaatar", "place", "MNG"),
    ],
)
def test_what_phrases_mean(language: str, text: str, kind: str, code: str) -> None:
    """States, offices with their houses, places, and longer words that hide them."""
    norm = normalise(text)
    hit = next(gazetteer(language).find(tokens(norm), norm))
    assert (hit.start, hit.end) == (0, len(text))
    assert (hit.meanings[0].kind, hit.meanings[0].code) == (kind, code)


def test_unions_are_no_states() -> None:
    """A union acts, but is no party to a visit."""
    assert "ASEAN" in unions()
    assert "MNG" not in unions()


@pytest.mark.parametrize(
    ("name", "language", "code"),
    [("Mumbai", "en", "IND"), ("Thượng Hải", "vi", "CHN"), ("Frankfurt am Main", "vi", "DEU")],
)
def test_cities_tell_their_state(name: str, language: str, code: str) -> None:
    """A city that is no seat of government is a place of its state."""
    norm = normalise(name)
    (hit,) = gazetteer(language).find(tokens(norm), norm)
    assert [(m.kind, m.code, m.how) for m in hit.meanings] == [("place", code, "city")]


def test_no_city_is_named_like_a_seat_or_a_state() -> None:
    """What another table has is not in the table of cities."""
    hits = [
        hit
        for name in ("lima", "hanoi", "panama")
        for hit in gazetteer("en").find(tokens(name), name)
    ]
    assert all(m.how != "city" for hit in hits for m in hit.meanings)
