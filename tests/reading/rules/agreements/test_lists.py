"""Lists of agreements under labels and headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim

Claims = Callable[..., list[Claim]]
Row = tuple[object, object]


def _rows(found: list[Claim]) -> list[Row]:
    titles = [c.one("title") for c in found if c.kind == "Agreement"]
    dates = [c.one("edtf") for c in found if c.kind == "TreatyAction"]
    return list(zip(titles, dates, strict=True))


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        (
            "en",
            (
                "Agreements: Trade Agreement (1991); Air Services Agreement (March 1994), MoU on Sports and "
                "Youth (5 May 2001)."
            ),
            [
                ("Trade Agreement", "1991"),
                ("Air Services Agreement", "1994-03"),
                ("MoU on Sports and Youth", "2001-05-05"),
            ],
        ),
        (
            "en",
            (
                "Important bilateral documents\nTrade Agreement (May 1991)\nExtradition Treaty (3 June 1999)\n"
                "Agreement on Fish Meal (under negotiation)"
            ),
            [("Trade Agreement", "1991-05"), ("Extradition Treaty", "1999-06-03")],
        ),
        (
            "en",
            (
                "The following agreements have been signed:\n(i) Cultural Agreement, 1985\n(ii) Agreement for "
                "Mining Cooperation, 3 April 1992\n(iii) MoU on Consultations"
            ),
            [
                ("Cultural Agreement", "1985"),
                ("Agreement for Mining Cooperation", "1992-04-03"),
                ("MoU on Consultations", None),
            ],
        ),
        (
            "en",
            "The two countries have signed Agreements on Trade (1991), Air Services (1994) and Culture (2000).",
            [("Trade", "1991"), ("Air Services", "1994"), ("Culture", "2000")],
        ),
        (
            "en",
            "They concluded three Friendship Agreements (1961, 1979 and 2000).",
            [("Friendship Agreements", y) for y in ("1961", "1979", "2000")],
        ),
        (
            "vi",
            (
                "5. Các hiệp định, thoả thuận đã ký: Hiệp định Thương mại (1994), Hiệp định Hàng không (26/8/1996); "
                "Ý định thư về mỏ (2006)."
            ),
            [
                ("Hiệp định Thương mại", "1994"),
                ("Hiệp định Hàng không", "1996-08-26"),
                ("Ý định thư về mỏ", "2006"),
            ],
        ),
        (
            "vi",
            "Hai nước đã ký Hiệp định về chăn nuôi vào các năm 1961, 1979 và 2000.",
            [("Hiệp định về chăn nuôi", y) for y in ("1961", "1979", "2000")],
        ),
        (
            "vi",
            "Hai nước đã ký Hiệp định Thương mại năm 1994, Hiệp định Hàng không năm 1996.",
            [("Hiệp định Thương mại", "1994"), ("Hiệp định Hàng không", "1996")],
        ),
        (
            "vi",
            "Hai nước đã ký nhiều hiệp định, thoả thuận như Hiệp định Thương mại (1994), Hiệp định Du lịch (1999).",
            [("Hiệp định Thương mại", "1994"), ("Hiệp định Du lịch", "1999")],
        ),
        ("vi", "Các văn kiện dự kiến ký: Hiệp định Thương mại, Hiệp định Hàng không (2014).", []),
        ("en", "Agreements under negotiation: Trade Agreement (2014).", []),
    ],
)
def test_each_title_of_a_list_has_its_date(
    claims: Claims, language: str, text: str, rows: list[Row]
) -> None:
    """A list under a label, in lines or running on, gives each title with the date behind it."""
    title = "QUAN HỆ LÀO - PERU" if language == "vi" else "LAOS-PERU RELATIONS"
    assert _rows(claims(f"{title}\n\n{text}", "agreements", language=language)) == rows


def test_lines_take_over_the_day_that_their_label_tells(claims: Claims) -> None:
    """What was signed "on 5 May 2010" as the lines say was signed on that day."""
    found = claims(
        "Laos and Peru on 5 May 2010 signed the following documents:\n- Agreement on Mining\n- MoU on Sports",
        "agreements",
        language="en",
    )
    assert _rows(found) == [("Agreement on Mining", "2010-05-05"), ("MoU on Sports", "2010-05-05")]
