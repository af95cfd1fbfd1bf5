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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "In 1970, the King of Norway visited Peru. So far, Laos and Cuba have signed 5 treaties.",
        ),
        ("en", "In 1970, Chile fought Fiji. To date, Laos and Cuba have signed five agreements."),
        ("vi", "Năm 1970, Vua Na Uy thăm Peru. Đến nay, Lào và Cu-ba đã ký 5 hiệp định."),
    ],
)
def test_a_running_total_is_of_no_one_time(
    claims: Callable[..., list[Claim]], language: str, text: str
) -> None:
    """What was signed "so far" takes no date from the sentence before."""
    (group,) = (c for c in claims(text, "agreements", language=language) if c.kind == "OpenSet")
    assert group.one("edtf") is None
