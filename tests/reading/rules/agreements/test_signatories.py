"""Who signed, where the sentence leaves it to what surrounds it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.terms import state

Claims = Callable[..., list[Claim]]


def _parties(found: list[Claim]) -> list[set[object]]:
    return [set(c.values["party"]) for c in found if c.kind in {"Agreement", "OpenSet"}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "vi",
            (
                "Thủ tướng Peru A. Costa thăm Lào và Mông Cổ.\n\nNgày 2/2, Thủ tướng Peru hội đàm với Thủ tướng "
                "Mông Cổ. Hai bên đã ký 7 văn kiện."
            ),
        ),
        (
            "en",
            (
                "Leaders of Laos, Peru and Mongolia toured the region.\n\nPeru's president met Mongolia's "
                "prime minister on February 2. The two sides signed seven documents."
            ),
        ),
    ],
)
def test_the_two_sides_are_those_of_the_paragraph(claims: Claims, language: str, text: str) -> None:
    """In an item on several countries "the two sides" are the two just spoken of."""
    found = claims(text, "visits", "agreements", language=language)
    assert _parties(found) == [{state("PER"), state("MNG")}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Laos-Peru relations\n\nLaos signed the Kyoto Protocol in 1998."),
        (
            "en",
            "Laos-Peru relations\n\nLaos ratified the Convention on Cluster Bombs, signed in 2008.",
        ),
        (
            "en",
            "Laos-Peru relations\n\nLaos has signed 52 investment agreements with other countries.",
        ),
        ("vi", "Quan hệ Lào - Peru\n\nPeru đã ký Hiệp định về quần đảo năm 1955."),
        (
            "vi",
            (
                "PERU VÀ QUAN HỆ LÀO - PERU\n\nI. Khái quát\nNăm 1955 ký Hiệp định khôi phục biên giới.\n\n"
                "II. Quan hệ với Lào\nHai nước có quan hệ tốt."
            ),
        ),
    ],
)
def test_what_one_state_signs_is_not_between_the_two(
    claims: Claims, language: str, text: str
) -> None:
    """Accords of many states, and a country's own history, are not given to the pair."""
    assert _parties(claims(text, "agreements", language=language)) == []
