"""Recognition: who recognised whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.terms import Iri

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (
            "Ngày 5/7/1975, Pê-ru thừa nhận Chính phủ cách mạng lâm thời Cộng hoà Lào.",
            "vi",
            ("PER", "LAO", "1975-07-05"),
        ),
        (
            "Peru recognised the independence of Laos on 5 July 1975.",
            "en",
            ("PER", "LAO", "1975-07-05"),
        ),
        (
            "Peru was the first Latin American country to recognise Laos, on 5 July 1975.",
            "en",
            ("PER", "LAO", "1975-07-05"),
        ),
        ("Laos was recognised by Peru in 1975.", "en", ("PER", "LAO", "1975")),
        (
            "In July 1975, the independence of Laos was formally recognised by Peru.",
            "en",
            ("PER", "LAO", "1975-07"),
        ),
        ("Lào được Peru công nhận ngày 5/7/1975.", "vi", ("PER", "LAO", "1975-07-05")),
        (
            "Năm 1975, Lào đã được Peru chính thức công nhận.",
            "vi",
            ("PER", "LAO", "1975"),
        ),
    ],
)
def test_recognition(claims: Claims, text: str, language: str, told: tuple[str, str, str]) -> None:
    """A government in exile stands for its state, a region for none; "by" names who recognises."""
    (claim,) = claims(text, "relations.recognition", language=language)
    one, two = claim.one("recogniser"), claim.one("recognised")
    assert isinstance(one, Iri)
    assert isinstance(two, Iri)
    assert (one.local, two.local, claim.one("edtf")) == told


def test_diplomas_are_not_states(claims: Claims) -> None:
    """Recognising a diploma or not recognising a state is no recognition."""
    assert (
        claims(
            "Laos recognised the diplomas of Peru in 1999.", "relations.recognition", language="en"
        )
        == []
    )
