"""Names worth comparing: quick, and never at the cost of a match."""

from __future__ import annotations

import pytest

from legation.identity.plausible import Shelf


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("V. Ia-nu-cô-vích", "Viktor Yanukovych"),
        ("Lu-ca-sen-cô", "Alexander Lukashenko"),
        ("Trần Đức Lý", "Tran Duc Ly"),
        ("Tập Cận Bình", "Xi Jinping"),
        ("Petr Iao", "Petr Novak"),
        ("Novak, Petr", "P. Novak"),
        ("Novak, Petr, Jr.", "Petr Novak"),
        ("Novak", "Petr Novak"),
        ("Băng-cốc", "Bang Kok"),
        ("Tập Cận Bình", "Xijinping"),
    ],
)
def test_what_may_be_one_name_is_found(one: str, other: str) -> None:
    """Respellings, initials, readings and names that tell nothing are all looked at."""
    shelf = Shelf[int]()
    shelf.put(other, "AAA", 1)
    assert shelf.near(one, "AAA") == [1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Michal Novak", "Michal Dvorak"),
        ("Michal Novak", "Bohumil Novak"),
        ("Trần Văn Lý", "Trần Đức Lý"),
        ("Dvorak", "Petr Novak"),
        ("Olaf", "Petr Novak of Olafsburg"),
    ],
)
def test_what_is_no_match_is_passed_over(one: str, other: str) -> None:
    """Other surnames, other given names and other Vietnamese names are not compared."""
    shelf = Shelf[int]()
    shelf.put(other, "AAA", 1)
    assert shelf.near(one, "AAA") == []
