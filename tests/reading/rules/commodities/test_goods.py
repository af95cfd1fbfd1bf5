"""The goods of a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("language", "listed", "names"),
    [
        ("en", "tea, sugar and bulk minerals and ores", ["tea", "sugar", "bulk minerals and ores"]),
        ("en", "tea, articles of apparel, and iron and steel", None),
        ("en", "rice and tea", ["rice", "tea"]),
        ("vi", "chè, gỗ và sản phẩm gỗ", ["chè", "gỗ và sản phẩm gỗ"]),
        ("vi", "điện thoại và linh kiện, chè", ["điện thoại và linh kiện", "chè"]),
        ("vi", "chè, quế, gồm có cả gạo v.v...", ["chè", "quế", "gạo"]),
    ],
)
def test_what_and_joins(
    claims: Claims, language: str, listed: str, names: list[str] | None
) -> None:
    """The first "and" after commas joins the last good; what is one in statistics stays one."""
    lead = (
        "Laos exports to Peru mainly "
        if language == "en"
        else "Lào xuất khẩu sang Peru chủ yếu là "
    )
    (found,) = claims(f"{lead}{listed}.", "commodities", language=language)
    told = [m.text for m in found.values["member"] if isinstance(m, Named)]
    assert told == (names or ["tea", "articles of apparel", "iron and steel"])


def test_goods_in_general_are_no_good(claims: Claims) -> None:
    """Goods and services are no kinds of goods."""
    assert claims("Laos exports goods and services to Peru.", "commodities", language="en") == []
