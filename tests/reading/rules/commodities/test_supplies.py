"""Goods that one state buys from another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import state

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("language", "text", "exporter", "good"),
    [
        ("en", "Laos buys copper from Peru.", "PER", "copper"),
        ("en", "Peru is the largest supplier of copper to Laos.", "PER", "copper"),
        ("en", "Laos sells rice to Peru.", "LAO", "rice"),
        ("vi", "Lào mua đồng từ Peru.", "PER", "đồng"),
        ("vi", "Lào là nguồn cung gạo lớn của Peru.", "LAO", "gạo"),
        ("vi", "Lào là nhà cung cấp gạo lớn nhất cho Peru.", "LAO", "gạo"),
    ],
)
def test_who_supplies_what(
    claims: Claims, language: str, text: str, exporter: str, good: str
) -> None:
    """Verbs of buying and selling give one good and its direction."""
    (found,) = claims(text, "commodities", language=language)
    (member,) = found.values["member"]
    assert isinstance(member, Named)
    assert (found.one("exporter"), member.text) == (state(exporter), good)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Laos bought shares from Peru."),
        ("en", "Laos plans to buy copper from Peru."),
        ("en", "Laos sells rice abroad."),
        ("vi", "Lào cung cấp thông tin cho Peru."),
        ("vi", "Lào sẽ bán gạo cho Peru."),
    ],
)
def test_what_is_no_trade(claims: Claims, language: str, text: str) -> None:
    """Plans, and what is no known good, are left alone."""
    assert claims(text, "commodities", language=language) == []
