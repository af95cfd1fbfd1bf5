"""The period of a figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("language", "text", "periods"),
    [
        (
            "en",
            "Trade between Laos and Peru: 2005: $1 million; 2006: $2 million.",
            ["2005", "2006"],
        ),
        ("vi", "Thương mại Lào - Peru: 2005: 1 triệu USD, 2006: 2 triệu USD.", ["2005", "2006"]),
        ("en", "Laos-Peru trade was $3 million in 2019-20.", ["2019/2020"]),
        ("en", "In FY 2018/19 trade between Laos and Peru was $3 million.", ["2018/2019"]),
        ("vi", "Năm tài chính 2018-19, thương mại Lào - Peru đạt 3 triệu USD.", ["2018/2019"]),
        (
            "vi",
            "Tính đến hết tháng 9/2011, kim ngạch Lào - Peru đạt 3 triệu USD.",
            ["2011-01/2011-09"],
        ),
        (
            "vi",
            "Từ tháng 1 đến tháng 6/2011, kim ngạch Lào - Peru đạt 3 triệu USD.",
            ["2011-01/2011-06"],
        ),
        (
            "en",
            "From January to June 2011, two-way trade of Laos and Peru came to $3 million.",
            ["2011-01/2011-06"],
        ),
        (
            "en",
            "Trade of Laos and Peru rose from $1 million in 2005 to $2 million in 2009.",
            ["2005", "2009"],
        ),
        ("vi", "Kim ngạch Lào - Peru tăng từ 1 triệu USD lên 2 triệu USD năm 2009.", ["2009"]),
        (
            "vi",
            "Kim ngạch Lào - Peru năm 2009 đạt 3 triệu USD, tăng 50% so với năm 2008 (2 triệu USD).",
            ["2009", "2008"],
        ),
        (
            "vi",
            "Lào xuất sang Peru 5 triệu USD, nhập 3 triệu USD trong năm 2011.",
            ["2011", "2011"],
        ),
        (
            "en",
            "Trade of Laos and Peru in 2016 and 2017 was $5 million and $6 million respectively.",
            ["2016", "2017"],
        ),
    ],
)
def test_the_period_of_each_figure(
    claims: Claims, language: str, text: str, periods: list[str | None]
) -> None:
    """A figure goes for the date beside it; what others are set against has its own, or none."""
    found = claims(text, "trade", language=language, issued="2021-01-01")
    assert [c.one("edtf") for c in found] == periods


def test_what_is_summed_up_says_so(claims: Claims) -> None:
    """Months counted from January are an inference that is recorded."""
    (figure,) = claims(
        "Tính đến hết tháng 9/2011, kim ngạch Lào - Peru đạt 3 triệu USD, tăng 5% so với cùng kỳ năm trước.",
        "trade",
    )
    assert [r.reason for r in figure.repairs] == ["counted from the beginning of the year"]
    assert figure.one("growthBase") == "2010-01/2010-09"
