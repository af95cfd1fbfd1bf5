"""Places: columns that read from left to right."""

from itertools import pairwise

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from legation.network.build import Network, pair
from legation.network.fold import readable
from legation.network.layout import PITCH, WIDTH, columns, place
from legation.terms import DEFAULT_BASE, state


def test_the_pair_stands_left_and_right_of_what_joins_it(store: ox.Store) -> None:
    """The first state is left of every fact, the second right of it."""
    graph = readable(pair(store, "MNG", "CHL")).graph
    places = place(graph)
    facts = [places[n][0] for n, data in graph.nodes(data=True) if data["type"] != "entity"]
    assert places[state("MNG")][0] < min(facts)
    assert places[state("CHL")][0] > max(facts)


def test_people_and_organs_stand_on_the_side_of_their_state(store: ox.Store) -> None:
    """The court of a state, its visitors and its deciders are on its side."""
    found = columns(pair(store, "MNG", "CHL"))
    assert found[DEFAULT_BASE + "organisation/mng-court"] == -2
    assert found[DEFAULT_BASE + "organisation/chl-court"] == 2
    assert found[DEFAULT_BASE + "person/oyun"] == -2
    assert found[DEFAULT_BASE + "person/vidal"] == 2


def test_the_same_network_is_placed_the_same(store: ox.Store) -> None:
    """Nothing is left to chance."""
    graph = readable(pair(store, "MNG", "CHL")).graph
    assert place(graph) == place(graph.copy())


@given(st.integers(0, 120), st.integers(0, 40))
def test_no_two_nodes_stand_in_one_place(facts: int, entities: int) -> None:
    """Cards never overlap: they are a row apart, or a column."""
    graph = Network(focus=())
    for index in range(facts):
        graph.add_node(f"f{index}", type="fact", kind="Visit", label=str(index))
    for index in range(entities):
        graph.add_node(f"e{index}", type="entity", kind="Person", label=str(index))
        if facts:
            graph.add_edge(f"f{index % facts}", f"e{index}", "visitor")
    places = sorted(place(graph).values())
    for (x, y), (other_x, other_y) in pairwise(places):
        assert other_x - x >= min(WIDTH.values()) or abs(other_y - y) >= PITCH
