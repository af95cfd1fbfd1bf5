"""Offices that one person holds at once."""

from __future__ import annotations

import pytest

from legation.reading.mentions.together import another, apart


@pytest.mark.parametrize(
    ("office", "held", "two"),
    [
        ("foreign-minister", {"deputy-prime-minister"}, False),
        ("prime-minister", {"president"}, True),
        ("foreign-minister", {"foreign-minister"}, True),
        ("minister", {"minister"}, False),
    ],
)
def test_another_person(office: str, held: set[str], two: bool) -> None:
    """Two of the highest offices, or the same one twice, are those of two persons."""
    assert another(office, held) is two


@pytest.mark.parametrize("seated", ["president", "minister", "foreign-minister"])
def test_a_head_of_mission_sits_in_no_government(seated: str) -> None:
    """An ambassador is no minister, whichever of the two is named first."""
    assert apart("ambassador", {seated})
    assert apart(seated, {"ambassador"})
    assert not apart("ambassador", {"other"})
