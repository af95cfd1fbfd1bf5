"""Shapes as questions."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.check.shapes import constraints, violations
from legation.terms import DEFAULT_BASE, RDF, lgn, state


@pytest.mark.parametrize("side", ["facts", "claims"])
def test_every_constraint_can_be_asked(side: str) -> None:
    """Of an empty graph none has anything to say."""
    store = ox.Store()
    assert len(constraints(side)) > 20
    assert [v for one in constraints(side) for v in violations(store, one)] == []


def test_what_is_missing_is_said_of_its_node() -> None:
    """A visit without a host breaks the shape that asks for one."""
    store, visit = ox.Store(), ox.NamedNode(DEFAULT_BASE + "visit/1")
    store.add(ox.Quad(visit, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("Visit"))))
    store.add(ox.Quad(visit, ox.NamedNode(lgn("sender")), ox.NamedNode(state("MNG"))))
    told = [v for one in constraints("facts") for v in violations(store, one)]
    assert (visit.value, "does not have exactly one host; look at its source") in told
