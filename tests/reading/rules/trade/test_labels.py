"""Figures of trade on lines of their own, below a heading that gives their unit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from legation.facts.claims import Claim
from legation.terms import Iri
from legation.values.amounts import scaled

Claims = Callable[..., list[Claim]]


def _told(claim: Claim) -> str:
    value, power = claim.one("value"), claim.one("multiplier")
    assert isinstance(value, Decimal)
    assert isinstance(power, int)
    sides = [*claim.values.get("party", ()), claim.one("exporter"), claim.one("importer")]
    codes = [s.local for s in sides if isinstance(s, Iri)]
    ends = ("=" if "party" in claim.values else ">").join(codes)
    return f"{ends} {scaled(value, power)} {claim.one('edtf')}"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Laos-Peru\n\n3. Trade with Peru (2011, customs; million US dollars)\nExports to Peru: 1,976.4\nImports from Peru: 24.9\n",
            ["LAO>PER 1976400000 2011", "PER>LAO 24900000 2011"],
        ),
        (
            "vi",
            "QUAN HỆ LÀO - PERU\n\nThương mại song phương (triệu USD)\n+ Lào xuất: 12,5 (2011)\n+ Lào nhập: 3,1 (2012)\n",
            ["LAO>PER 12500000 2011", "PER>LAO 3100000 2012"],
        ),
        (
            "vi",
            "QUAN HỆ LÀO - PERU\n\nKim ngạch thương mại (triệu USD):\n- Năm 2010: 12,5\n- Năm 2011: 14,1\n",
            ["LAO=PER 12500000 2010", "LAO=PER 14100000 2011"],
        ),
        ("en", "Laos-Peru\n\nTrade (2011)\nExports to Peru: 76.4\n", []),
        ("en", "Laos-Peru\n\nTrade (million USD)\nExports to Peru: 76.4\n", []),
    ],
)
def test_labelled_figures_take_unit_and_year_of_their_heading(
    claims: Claims, language: str, text: str, expected: list[str]
) -> None:
    """A figure with no unit above it, or of no year, is not read."""
    assert [_told(c) for c in claims(text, "trade", language=language)] == expected
