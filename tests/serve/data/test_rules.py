"""Rules are told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import legation.reading
from legation.serve.data.rules import rule

_NAMED = re.compile(
    r'"((?:visits|agreements|offices|relations|trade|missions|people|committees|commodities'
    r'|decisions)\.[a-z-]+)"'
)
RULES = sorted(
    {
        name
        for file in Path(legation.reading.__file__).parent.rglob("*.py")
        for name in _NAMED.findall(file.read_text("utf-8"))
    }
)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_of_the_reader_is_told_in_both_languages(name: str) -> None:
    """None is left with its name alone, and none with the words of its family alone."""
    for language in ("en", "vi"):
        assert rule(name, language) not in {name, rule(name.partition(".")[0], language)}


def test_a_rule_of_the_reader_may_not_be_told_by_its_family_alone() -> None:
    """There are such rules, so that the test above says something."""
    assert len(RULES) > 20
