"""Questions to which two states are alike answer the same, at whichever the engine begins."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.ask.cells import FUNCTIONS, in_order
from legation.ask.parameters import resolve
from legation.ask.questions import Question, catalogue
from legation.store import engine
from legation.terms import DEFAULT_BASE

ALIKE = [asked for asked in catalogue() if asked.alike]


def _rows(store: ox.Store, asked: Question, given: dict[str, str], *, exchanged: bool) -> list[str]:
    values = resolve(asked, given, store, DEFAULT_BASE)
    found = engine.query(
        store, in_order(asked.asking(values, exchanged=exchanged)), values, FUNCTIONS
    )
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return sorted(str(dict(zip(names, map(str, row), strict=True))) for row in found)


@pytest.mark.parametrize("asked", ALIKE, ids=lambda asked: asked.name)
def test_states_that_are_alike_may_be_exchanged(asked: Question, store: ox.Store) -> None:
    """At whichever of the two the engine begins, the answer has the same rows in its columns."""
    for pair in (("URY", "KEN"), ("KEN", "URY"), ("VNM", "BLR"), ("VNM", "VNM")):
        given = dict(zip(asked.alike, pair, strict=True))
        as_given = _rows(store, asked, given, exchanged=False)
        assert as_given == _rows(store, asked, given, exchanged=True)
        if pair == ("URY", "KEN") and asked.name == "relations/timeline":
            assert as_given
