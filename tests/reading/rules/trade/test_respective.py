"""Figures in the order of what they measure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from legation.facts.claims import Claim
from legation.terms import state

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "In 2018, exports of Laos to Peru and imports from Peru were $5 million and $3 million respectively.",
        ),
        (
            "vi",
            "Xuất khẩu và nhập khẩu của Lào với Peru năm 2018 lần lượt đạt 5 triệu USD và 3 triệu USD.",
        ),
        (
            "vi",
            "Năm 2018, Lào xuất khẩu và nhập khẩu với Peru đạt tương ứng 5 triệu USD và 3 triệu USD.",
        ),
    ],
)
def test_each_figure_has_its_flow(claims: Claims, language: str, text: str) -> None:
    """The first figure is that of the first flow, the second that of the second."""
    exports, imports = claims(text, "trade", language=language, issued="2021-01-01")
    assert (exports.one("exporter"), exports.one("value")) == (state("LAO"), Decimal(5))
    assert (imports.one("exporter"), imports.one("value")) == (state("PER"), Decimal(3))
    assert exports.one("edtf") == imports.one("edtf") == "2018"


def test_without_the_word_nothing_is_paired(claims: Claims) -> None:
    """Two figures of one flow stay figures of that flow."""
    first, second = claims(
        "Trade between Laos and Peru was $5 million in 2016 and $6 million in 2017.",
        "trade",
        language="en",
        issued="2021-01-01",
    )
    assert first.values["flow"] == second.values["flow"]
