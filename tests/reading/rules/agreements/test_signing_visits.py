"""Tests of which visit a signing belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim

Claims = Callable[..., list[Claim]]
RULES = ("visits", "agreements")


def _signed(claims: list[Claim]) -> list[object]:
    return [claim.one("edtf") for claim in claims if claim.kind == "TreatyAction"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "vi",
            (
                "Ngày 12/5, Thủ tướng Lào Khăm Phan thăm chính thức Peru.\n\nHai bên nhắc lại chuyến thăm"
                " Lào của Tổng thống Peru Pedro Quispe tháng 4/1992.\n\nNhân dịp này, đại diện hai nước"
                " ký Hiệp định hàng không."
            ),
        ),
        (
            "en",
            (
                "President Ram Thapa of Nepal visited Fiji on May 12.\n\nPrime Minister Sela Vane of Fiji"
                " visited Nepal in April 1992.\n\nOn this occasion the two countries signed a trade treaty."
            ),
        ),
    ],
)
def test_a_report_dates_by_the_visit_it_tells_of(claims: Claims, language: str, text: str) -> None:
    """The visit of an earlier year, told in another paragraph, dates nothing that is new."""
    found = claims(text, *RULES, language=language, issued="2015-05-15")
    assert _signed(found) == ["2015-05-12"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hai nước Lào và Peru đến nay đã ký Hiệp định thương mại và Hiệp định hàng không.",
        "Lào và Peru trước đó đã ký Hiệp định thương mại và Hiệp định hàng không.",
    ],
)
def test_what_sums_up_is_not_dated_by_the_visit(claims: Claims, sentence: str) -> None:
    """What was signed so far has no date from the visit that the report tells of."""
    text = f"Ngày 12/5, Thủ tướng Lào Khăm Phan thăm chính thức Peru.\n\n{sentence}"
    found = claims(text, *RULES, language="vi", issued="2015-05-15")
    assert _signed(found) == [None, None]


def test_a_planned_visit_dates_nothing(claims: Claims) -> None:
    """Nothing was signed on a visit that is still to come."""
    text = (
        "Thủ tướng Lào Khăm Phan sẽ thăm Peru từ ngày 20/5.\n\nHai nước Lào và Peru ký Hiệp định"
        " thương mại."
    )
    assert _signed(claims(text, *RULES, language="vi", issued="2015-05-15")) == [None]
