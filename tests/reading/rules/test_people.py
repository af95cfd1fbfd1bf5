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
        ("There are about 3,000 Indians in Peru.", "en", 3000, ("IND", "PER"), "people"),
        (
            "About 1,600 Peruvians are enrolled at Lao colleges.",
            "en",
            1600,
            ("PER", "LAO"),
            "students",
        ),
        ("The NRI community in Peru is around 450.", "en", 450, ("IND", "PER"), "people"),
        ("Peruvian nationals in Laos number about 600.", "en", 600, ("PER", "LAO"), "people"),
        ("Peru is home to 25,000 Mongolians.", "en", 25000, ("MNG", "PER"), "people"),
        ("Peru hosts 120 Lao students.", "en", 120, ("LAO", "PER"), "students"),
        ("Cộng đồng người Việt tại Peru khoảng 300 người.", "vi", 300, ("VNM", "PER"), "people"),
        ("Việt kiều tại Peru: khoảng 70 người.", "vi", 70, ("VNM", "PER"), "people"),
        (
            "Số sinh viên Lào đang theo học tại Peru là 25 người.",
            "vi",
            25,
            ("LAO", "PER"),
            "students",
        ),
        ("Peru có khoảng 400 kiều bào Lào.", "vi", 400, ("LAO", "PER"), "people"),
        (
            "Đào tạo, cộng đồng: hiện có 75 sinh viên Lào tại Peru.",
            "vi",
            75,
            ("LAO", "PER"),
            "students",
        ),
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
        "Peru có khoảng 30 triệu người sinh sống.",
        "Hàng năm Lào cấp 20 học bổng cho sinh viên Peru.",
        "Mỗi năm 2000 người Lào sang lao động tại Peru.",
    ],
)
def test_other_counts_are_no_populations(claims: Claims, text: str) -> None:
    """Graduates, delegations and yearly streams are no people who live somewhere."""
    assert claims(text, "people") == []


def test_each_clause_counts_its_own_people(claims: Claims) -> None:
    """People of both sides in one sentence, and what was long ago, do not mix."""
    first, second = claims(
        "Some 7,000 Lao nationals live in Peru, while 200 Peruvians reside in Laos.",
        "people",
        language="en",
    )
    of = [c.one("population") for c in (first, second)]
    assert [p.of for p in of if isinstance(p, Named)] == [("LAO", "PER"), ("PER", "LAO")]
    (now,) = claims(
        "Cộng đồng người Lào tại Peru có 600 người; trước năm 1990 Peru đã tiếp nhận 50 lao động Lào.",
        "people",
    )
    assert now.one("value") == Decimal(600)


def test_in_the_country_is_the_one_the_paragraph_is_about(claims: Claims) -> None:
    """Where a text says only "in the country", it is the partner of the people's state."""
    text = "Laos and Peru are friends. In Peru all is well. There are about 30 Laotians in the country."
    (count,) = claims(text, "people", language="en")
    population = count.one("population")
    assert isinstance(population, Named)
    assert population.of == ("LAO", "PER")
