"""Folding: at most so many nodes, counted bundles, and the way back."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from legation.network.build import Network, entity, pair
from legation.network.fold import readable
from legation.terms import DEFAULT_BASE, state


def crowd(visits: int, states: int) -> Network:
    """Return a network of visits to many states, each by somebody else."""
    network = Network(focus=("home",), language="en")
    network.add_node("home", kind="State", type="entity", label="Home")
    for index in range(visits):
        host = f"s{index % max(1, states)}"
        network.add_node(host, kind="State", type="entity", label=host)
        network.add_node(f"p{index}", kind="Person", type="entity", label=f"p{index}")
        network.add_node(f"v{index}", kind="Visit", type="fact", label=f"v{index}", date="2001")
        network.add_edge(f"v{index}", "home", "sender")
        network.add_edge(f"v{index}", host, "host")
        network.add_edge(f"v{index}", f"p{index}", "visitor")
    return network


def test_facts_of_one_kind_and_direction_become_a_counted_bundle(store: ox.Store) -> None:
    """Six visits one way and four the other are two bundles that say so."""
    overview = readable(pair(store, "MNG", "CHL"))
    labels = {bundle.label for bundle in overview.bundles.values()}
    assert {"Visits MNG→CHL · 6", "Visits CHL→MNG · 4", "Exports MNG→CHL · 4"} <= labels
    assert {"Agreements MNG–CHL · 6", "Turnover MNG–CHL · 3"} <= labels


def test_bundles_speak_the_language_of_the_network(store: ox.Store) -> None:
    """In Vietnamese the visits are chuyến thăm."""
    overview = readable(pair(store, "MNG", "CHL", "vi"))
    assert "Chuyến thăm MNG→CHL · 6" in {b.label for b in overview.bundles.values()}


def test_unfolding_shows_the_members_and_who_is_in_them(store: ox.Store) -> None:
    """The bundle gives way to its visits, and the visitors come with them."""
    overview = readable(pair(store, "MNG", "CHL"))
    bundle = next(b for b in overview.bundles.values() if b.label == "Visits MNG→CHL · 6")
    person = DEFAULT_BASE + "person/oyun"
    assert person not in overview.graph
    unfolded = overview.unfold(bundle.id)
    assert bundle.id not in unfolded.graph
    assert set(bundle.members) <= set(unfolded.graph)
    assert person in unfolded.graph
    assert unfolded.hidden < overview.hidden


def test_a_bundle_keeps_the_roles_that_all_members_share(store: ox.Store) -> None:
    """A bundle of visits is joined to sender and host, and to no single visitor."""
    overview = readable(pair(store, "MNG", "CHL"))
    bundle = next(b for b in overview.bundles.values() if b.label == "Visits MNG→CHL · 6")
    assert set(bundle.ends) == {(state("MNG"), "sender"), (state("CHL"), "host")}
    assert overview.graph.has_edge(bundle.id, state("CHL"), "host")


def test_a_bundle_tells_that_sources_disagree_inside(store: ox.Store) -> None:
    """The discrepancy of two figures is seen on their bundle."""
    overview = readable(pair(store, "MNG", "CHL"))
    bundle = next(b for b in overview.bundles.values() if b.label.startswith("Turnover"))
    assert overview.graph.nodes[bundle.id]["disagreement"] == "discrepancy"


def test_a_small_network_is_left_alone(store: ox.Store) -> None:
    """Nothing is folded that need not be."""
    overview = readable(entity(store, DEFAULT_BASE + "person/quiroga"))
    assert not overview.bundles


def test_quiet_kinds_start_hidden_unless_they_are_the_subject(store: ox.Store) -> None:
    """Posts and places are told in words beside the picture; a post that is asked for is shown."""
    overview = readable(pair(store, "MNG", "CHL"))
    assert "Place" not in {data["kind"] for _, data in overview.graph.nodes(data=True)}
    post = "https://w3id.org/legation/post/MNG-president"
    assert post in readable(entity(store, post)).graph


@given(st.integers(0, 150), st.integers(1, 90), st.integers(5, 60))
def test_the_limit_holds_for_any_network(visits: int, states: int, limit: int) -> None:
    """However many visits to however many states: the overview has at most so many nodes."""
    overview = readable(crowd(visits, states), limit)
    graph = overview.graph
    assert len(graph) <= limit
    assert "home" in graph
    folded = sum(len(overview.bundles[b].members) for b in overview.folded)
    shown = sum(data["type"] == "fact" for _, data in graph.nodes(data=True))
    assert shown + folded == visits
