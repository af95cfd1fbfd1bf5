"""Which flow a figure is of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.terms import concept, state

Claims = Callable[..., list[Claim]]
LAO, PER, CHL = state("LAO"), state("PER"), state("CHL")


def _flows(found: list[Claim]) -> list[str]:
    return [c.rule.partition(".")[2] for c in found]


@pytest.mark.parametrize(
    ("language", "text", "flows"),
    [
        ("vi", "KNTM 2 chiều Lào - Peru năm 2009 đạt 5 triệu USD.", ["turnover"]),
        ("vi", "Giá trị thương mại giữa Lào và Peru đạt 5 triệu đô.", ["turnover"]),
        ("vi", "Lào là bạn của Peru, với kim ngạch trung bình đạt 5 triệu USD.", ["turnover"]),
        ("vi", "Lào và Peru phấn đấu đưa kim ngạch lên 5 triệu USD vào năm 2015.", ["turnover"]),
        (
            "vi",
            "Kim ngạch Lào - Peru năm 2009 đạt 9 triệu USD (Lào xuất 5 triệu; nhập 4 triệu); năm 2010 đạt 12 triệu USD.",
            ["turnover", "export", "import", "turnover"],
        ),
        (
            "vi",
            "Kim ngạch Lào - Peru đạt 9 triệu USD, trong đó Lào xuất 5 triệu USD; năm 2010: 12 triệu USD.",
            ["turnover", "export", "turnover"],
        ),
        ("vi", "XK của Lào sang Peru đạt 5 triệu USD, NK đạt 4 triệu USD.", ["export", "import"]),
        ("en", "Trade in goods between Laos and Peru totalled $5m.", ["turnover"]),
        ("en", "Laos and Peru agreed to raise trade to $5 billion by 2030.", ["turnover"]),
        (
            "en",
            "Laos exported goods worth $5 million to Peru while imports totalled $4 million, leaving a surplus of $1 million.",
            ["export", "import", "balance"],
        ),
        (
            "en",
            "Trade of Laos and Peru was $5 million in 2010. In 2011, it rose to $6 million.",
            ["turnover", "turnover"],
        ),
        (
            "en",
            "Trade of Laos and Peru was $5 million in 2010. The leaders set a target of $9 million by 2030.",
            ["turnover", "turnover"],
        ),
        (
            "vi",
            "Năm 2010, thương mại Lào - Peru đạt 5 triệu USD. Năm 2011 đạt 6 triệu USD.",
            ["turnover", "turnover"],
        ),
    ],
)
def test_the_word_that_says_the_flow(
    claims: Claims, language: str, text: str, flows: list[str]
) -> None:
    """Each figure has the flow that its clause, or the sentence before, is about."""
    assert _flows(claims(text, "trade", language=language, issued="2021-01-01")) == flows


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "GDP của Peru đạt 90 tỷ USD, kim ngạch xuất nhập khẩu đạt 40 tỷ USD. Lào và Peru."),
        ("vi", "Kim ngạch XNK của Peru năm 2008 đạt 40 tỷ USD. Lào và Peru là bạn."),
        ("en", "Total trade of Peru with the world stood at $40 billion. Laos and Peru talked."),
        ("en", "Bilateral trade in services between Laos and Peru was $5 million."),
        ("en", "Trade of Laos and Peru exceeded its target of $5 million."),
        ("en", "Exports to Peru fell 6 percent ($2 million). Laos and Peru talked."),
    ],
)
def test_other_money(claims: Claims, language: str, text: str) -> None:
    """Trade of one state with all others, services, targets passed and differences are left."""
    assert claims(text, "trade", language=language) == []


def test_each_paragraph_of_a_tour_has_its_pair(claims: Claims) -> None:
    """The two countries are those of the paragraph, not those of the title."""
    text = (
        "Lao President visits Peru and Chile\n\nThe Lao President left on Monday.\n\n"
        "In Peru he met the Peruvian President. Bilateral trade was $5 million in 2019.\n\n"
        "In Chile he met the Chilean President. Trade between the two countries was $7 million in 2019.\n\n"
        "Laos is a member of many organisations.\n"
    )
    peru, chile = claims(text, "trade", language="en", issued="2021-01-01")
    assert set(peru.values["party"]) == {LAO, PER}
    assert set(chile.values["party"]) == {LAO, CHL}


def test_a_date_of_the_aiming_is_not_the_one_aimed_at(claims: Claims) -> None:
    """An aim is dated to when it is to be reached, if that is told."""
    first, second = claims(
        "Năm 2010, Lào và Peru đặt mục tiêu nâng kim ngạch lên 5 triệu USD. "
        "Năm 2011, Lào và Peru đặt mục tiêu nâng kim ngạch lên 9 triệu USD vào năm 2030.",
        "trade",
    )
    assert first.one("status") == second.one("status") == concept("status", "forecast")
    assert (first.one("edtf"), second.one("edtf")) == (None, "2030")
