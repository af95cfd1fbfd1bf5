"""How texts count the people of one state who live or study in another.

A count stands as ``300 LAO PER people``: how many, whose, where, and what they do.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.values.amounts import scaled

Claims = Callable[..., list[Claim]]
RULES = ("people",)

VIETNAMESE = [
    (
        "Hiện có khoảng 300 người Lào đang sinh sống, làm việc và học tập tại Peru.",
        ["300 LAO PER people"],
    ),
    (
        "Cộng đồng người Lào tại Peru hiện có khoảng 2.500 người, chủ yếu sống ở Lima.",
        ["2500 LAO PER people"],
    ),
    ("Tại Peru hiện có gần 1 vạn người Lào sinh sống.", ["10000 LAO PER people"]),
    ("Cộng đồng người Lào ở Peru: Hiện nay có trên 2.500 người.", ["2500 LAO PER people"]),
    ("Quan hệ Lào - Peru. Có 40 lưu học sinh Lào đang học tại Peru.", ["40 LAO PER students"]),
    (
        "Peru hiện có 250 sinh viên đang theo học tại các trường đại học của Lào.",
        ["250 PER LAO students"],
    ),
    ("Hiện khoảng 1,2 triệu người gốc Lào đang định cư tại Peru.", ["1200000 LAO PER people"]),
    ("Khoảng 5.000 lao động Lào đang làm việc tại Peru.", ["5000 LAO PER people"]),
    ("Số người Lào sinh sống ở Peru khoảng 500 người.", ["500 LAO PER people"]),
    ("Người Lào ở Peru có khoảng 500 người.", ["500 LAO PER people"]),
    ("Có khoảng 500 bà con người Lào làm ăn, sinh sống ở Peru.", ["500 LAO PER people"]),
    ("Hiện có 12 hộ gia đình với 50 người Lào tại Peru.", ["50 LAO PER people"]),
    ("Cộng đồng Lào tại Peru với hơn 500 người luôn hướng về quê hương.", ["500 LAO PER people"]),
    ("Chủ tịch thăm hỏi 500 kiều bào Lào đang sinh sống tại Peru.", ["500 LAO PER people"]),
    (
        "Quan hệ Lào - Peru. Người Lào tại Peru trước chỉ khoảng 600 người, nay đã lên 3.500 người.",
        ["3500 LAO PER people"],
    ),
    (
        "Cộng đồng người Lào tại Peru có khoảng 600 người, so với hơn 900 người tại Chile.",
        ["600 LAO PER people", "900 LAO CHL people"],
    ),
]
ENGLISH = [
    ("Around 2,500 Laotians live in Peru.", ["2500 LAO PER people"]),
    ("The Lao community in Peru numbers about 2,500.", ["2500 LAO PER people"]),
    ("The Lao community in Peru is estimated at 2,500 people.", ["2500 LAO PER people"]),
    ("There is a 2,500-strong Lao community in Peru.", ["2500 LAO PER people"]),
    ("A community of some 2,500 Lao people lives in Peru.", ["2500 LAO PER people"]),
    ("Peru has a Lao community of about 2,500.", ["2500 LAO PER people"]),
    ("More than 40 students from Laos are currently studying in Peru.", ["40 LAO PER students"]),
    (
        "As many as 250 Peruvian students are enrolled in universities in Laos.",
        ["250 PER LAO students"],
    ),
    ("There are 40 Lao students at Peruvian universities.", ["40 LAO PER students"]),
    ("The Indian diaspora in Peru is about 11,000 strong.", ["11000 IND PER people"]),
    ("About 11,000 people of Indian origin live in Peru.", ["11000 IND PER people"]),
    (
        "The 2006 census counted 2,500 people born in Laos who live in Peru.",
        ["2500 LAO PER people"],
    ),
    (
        "Approximately 11,000 Indian nationals reside in Peru, mostly in Lima.",
        ["11000 IND PER people"],
    ),
    ("Some 200 Lao workers are employed in Peru.", ["200 LAO PER people"]),
    ("There are estimated to be 11,000 Indians in Peru.", ["11000 IND PER people"]),
    ("Laos has 40 students in Peru.", ["40 LAO PER students"]),
    (
        "There are 28,000 Laotians in Peru. Chile is home to another 4,000, including seasonal workers.",
        ["28000 LAO PER people", "4000 LAO CHL people"],
    ),
    (
        "Laos-Peru. The census counted some 8,700 Laos-born residents of Peru. Lao students number about 180.",
        ["8700 LAO PER people", "180 LAO PER students"],
    ),
    (
        "Laos and Peru. Number of Lao nationals residing in Peru: 3,385 (as of October 2012)",
        ["3385 LAO PER people"],
    ),
    (
        "Laos-Peru. Peru is home to some 300 species. Laos is home to another 12 embassies.",
        [],
    ),
]


def told(claim: Claim) -> str:
    """Return a count of people in the short form of this module."""
    population, value, power = (claim.one(p) for p in ("population", "value", "multiplier"))
    assert isinstance(population, Named)
    assert isinstance(value, Decimal)
    assert isinstance(power, int)
    return " ".join([str(scaled(value, power)), *population.of, population.detail])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [*(("vi", *row) for row in VIETNAMESE), *(("en", *row) for row in ENGLISH)],
)
def test_every_count_of_a_sentence(
    claims: Claims, language: str, text: str, expected: list[str]
) -> None:
    """A sentence tells how many people of which state are in which other."""
    assert [told(c) for c in claims(text, *RULES, language=language)] == expected
