"""Agreements that are only counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.terms import state


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (
            (
                "Năm 2005, hai nước Lào và Cu-ba đã ký 2 Hiệp định: Hiệp định hợp tác giữa Bộ Y tế Lào và Bộ Y tế Cu-ba; "
                "Hiệp định vận tải giữa Chính phủ Lào và Chính phủ Cu-ba."
            ),
            ("LAO", "CUB"),
        ),
        (
            (
                "In 2005 Laos and Cuba signed two agreements, including one between the Ministry of Health of Laos "
                "and the Ministry of Health of Cuba."
            ),
            ("LAO", "CUB"),
        ),
        ("In 2005 two agreements between Laos and Cuba were signed.", ("LAO", "CUB")),
    ],
)
def test_the_parties_are_those_who_are_counted_for(
    claims: Callable[..., list[Claim]], text: str, pair: tuple[str, str]
) -> None:
    """A listed agreement between two ministries does not make them the parties of the group."""
    language = "vi" if text.startswith("Năm") else "en"
    (group,) = (c for c in claims(text, "agreements", language=language) if c.kind == "OpenSet")
    assert set(group.values["party"]) == {state(code) for code in pair}
