"""Short names, pronouns and offices alone in visits: whom they mean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.terms import post

Told = list[tuple[str, str, str, str]]
Visits = Callable[..., Told]
Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (
            "Peruvian Foreign Minister Ana Rojas spoke first. Rojas visited Laos in March 2011.",
            "en",
            ("Ana Rojas", "PER", "LAO", "2011-03"),
        ),
        (
            "Peruvian Foreign Minister Ana Rojas is a lawyer. She visited Laos in March 2011.",
            "en",
            ("Ana Rojas", "PER", "LAO", "2011-03"),
        ),
        (
            "The President of Peru, Juan Quispe, spoke in Lima. The President will visit Laos on 3 June 2013.",
            "en",
            ("Juan Quispe", "PER", "LAO", "2013-06-03"),
        ),
        (
            "In Peru, the delegation met Prime Minister Luis Mamani. Mr. Mamani had visited Mongolia in May 2010.",
            "en",
            ("Luis Mamani", "PER", "MNG", "2010-05"),
        ),
        (
            "Tổng thống Peru Juan Quispe phát biểu hôm nay. Ông Quispe từng thăm Mông Cổ năm 2009.",
            "vi",
            ("Juan Quispe", "PER", "MNG", "2009"),
        ),
        (
            "Tổng thống Peru Juan Quispe phát biểu hôm nay. Ông đã thăm Mông Cổ năm 2009.",
            "vi",
            ("Juan Quispe", "PER", "MNG", "2009"),
        ),
    ],
)
def test_who_is_meant(
    visits: Visits, text: str, language: str, told: tuple[str, str, str, str]
) -> None:
    """A surname, a pronoun or an office is the person whom the text names in full."""
    assert visits(text, language=language) == [told]


def test_a_short_name_has_the_office_of_the_full_one(claims: Claims) -> None:
    """The capacity of a visitor stands where the text gives it."""
    text = "Peruvian Foreign Minister Ana Rojas spoke. Mrs. Rojas visited Laos in March 2011."
    (visit,) = claims(text, "visits", language="en")
    assert visit.values["capacity"] == (post("PER", "foreign-minister"),)
    assert any("Ana Rojas" in text[s.start : s.end] for s in visit.spans)


def test_two_of_one_surname_stay_apart(visits: Visits) -> None:
    """A surname that two persons bear recalls neither."""
    text = (
        "President Ana Rojas of Peru met President Luis Rojas of Chile. Rojas visited Laos in 2011."
    )
    assert visits(text, language="en") == []
