"""Cells that join values have one order."""

from __future__ import annotations

from itertools import permutations

import pyoxigraph as ox
import pytest

from legation.ask.cells import FUNCTIONS, in_order
from legation.ask.questions import catalogue
from legation.store.engine import query

JOINED = (
    'SELECT ?s (GROUP_CONCAT(DISTINCT STR(?o); separator="; ") AS ?all) { ?s <x:p> ?o } GROUP BY ?s'
)


@pytest.mark.parametrize("order", list(permutations(["b; a", "c", "a"])))
def test_the_order_in_which_values_came_does_not_matter(order: tuple[str, ...]) -> None:
    """Values are sorted whole, even one that holds the separator."""
    values = ", ".join(f'"{value}"' for value in order)
    store = ox.Store()
    store.load(f"<x:s> <x:p> {values} .".encode(), ox.RdfFormat.TURTLE)
    found = query(store, in_order(JOINED), functions=FUNCTIONS)
    assert isinstance(found, ox.QuerySolutions)
    assert [str(row["all"].value) for row in found] == ["a; b; a; c"]


def test_every_question_joins_in_order() -> None:
    """No question joins values in a way that is not seen and sorted."""
    for question in catalogue():
        joined = question.sparql.count("GROUP_CONCAT")
        assert in_order(question.sparql).count("sorted>(GROUP_CONCAT") == joined, question.name


def test_a_query_without_such_cells_stays_as_it_is() -> None:
    """Nothing else is touched."""
    assert in_order("SELECT ?s { ?s ?p ?o }") == "SELECT ?s { ?s ?p ?o }"
