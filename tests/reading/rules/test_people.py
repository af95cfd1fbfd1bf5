"""Communities and students."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "language", "value", "of", "group"),
    [
        ("Hiện có hơn 300 người Lào sinh sống tại Peru.", "vi", 300, ("LAO", "PER"), "people"),
        ("Cộng đồng Lào ở Peru có khoảng 300 người.", "vi", 300, ("LAO", "PER"), "people"),
        (
            "Hiện nay, 30 sinh viên Lào đang theo học tại Peru.",
            "vi",
            30,
            ("LAO", "PER"),
            "students",
        ),
        ("Some 40 Peruvian students study in Laos.", "en", 40, ("PER", "LAO"), "students"),
        ("About 1,500 Vietnamese are living in Chile.", "en", 1500, ("VNM", "CHL"), "people"),
    ],
)
def test_whose_people_and_where(
    claims: Claims, text: str, language: str, value: int, of: tuple[str, str], group: str
) -> None:
    """A count of people says of which state they are, in which they are, and what they do."""
    (count,) = claims(text, "people", language=language)
    population = count.one("population")
    assert isinstance(population, Named)
    assert (population.of, population.detail) == (of, group)
    assert count.one("value") == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "Peru đã đào tạo 300 sinh viên Lào.",
        "Đoàn Lào gồm 30 người làm việc tại Peru.",
        "Mỗi năm 2000 người Lào sang lao động tại Peru.",
    ],
)
def test_other_counts_are_no_populations(claims: Claims, text: str) -> None:
    """Graduates, delegations and yearly streams are no people who live somewhere."""
    assert claims(text, "people") == []
