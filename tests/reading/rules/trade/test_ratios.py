"""How many times one flow is another."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from legation.facts.claims import Claim

Claims = Callable[..., list[Claim]]


def test_times_another_flow(claims: Claims) -> None:
    """A multiple of a flow is a ratio; a multiple of nothing is none."""
    (ratio,) = claims(
        "The deficit of Laos is 4 times the exports of Laos to Peru.", "trade", language="en"
    )
    assert (ratio.one("ratio"), ratio.rule) == (Decimal(4), "trade.ratio")
    assert claims("Trade of Laos and Peru grew 4 times.", "trade", language="en") == []
