"""Networks from the settled graph: nodes are entities and facts, edges are roles."""

from collections import Counter

import networkx as nx
import pyoxigraph as ox
import pytest

from legation.errors import UnknownName
from legation.network.build import Network, answer, entity, pair, whole
from legation.terms import DEFAULT_BASE, lgn, state

VISIT = DEFAULT_BASE + "visit/MNG-CHL/altan/1997"
PERSON = DEFAULT_BASE + "person/quiroga"


def kinds(network: Network) -> Counter[str]:
    """Count the nodes of each kind."""
    return Counter(data["kind"] for _, data in network.nodes(data=True))


def test_a_pair_holds_the_facts_of_both_and_of_no_other(store: ox.Store) -> None:
    """The pair Mongolia – Chile has its ten visits, and nothing of Ghana and Estonia."""
    network = pair(store, "MNG", "CHL")
    assert kinds(network)["Visit"] == 10
    assert state("GHA") not in network
    assert network.graph["title"] == "Mongolia – Chile"
    assert network.graph["focus"] == (state("MNG"), state("CHL"))


def test_a_fact_tells_what_it_is(store: ox.Store) -> None:
    """A node has its label, kind, date, status, sources and a title in plain text."""
    told = pair(store, "MNG", "CHL").nodes[VISIT]
    assert told["label"] == "President Altan Boldyn in Chile"
    assert (told["kind"], told["type"], told["status"]) == ("Visit", "fact", "held")
    assert told["date"] == "1997-04-21"
    assert told["sources"] == "Mongolia and Chile: facts of the relations; Register of visits"
    assert told["title"] == "visit: President Altan Boldyn in Chile · 1997-04-21 · held"


def test_edges_are_roles(store: ox.Store) -> None:
    """An edge goes from the fact to who plays the role, and says which."""
    network = pair(store, "MNG", "CHL")
    edge = network.edges[VISIT, state("CHL"), "host"]
    assert edge == {"label": "host state", "kind": "host", "iri": lgn("host")}


def test_a_derived_role_only_fills_a_gap(store: ox.Store) -> None:
    """A visit is not said to involve its host; an agreement of academies involves both states."""
    network = pair(store, "MNG", "CHL")
    assert not network.has_edge(VISIT, state("CHL"), "involves")
    agreement = DEFAULT_BASE + "agreement/CHL-MNG/science/2006"
    assert network.has_edge(agreement, state("CHL"), "involves")
    assert network.has_edge(agreement, DEFAULT_BASE + "organisation/mng-academy", "party")


def test_two_figures_that_differ_are_joined(store: ox.Store) -> None:
    """A discrepancy is an edge between the two figures, with its size."""
    network = pair(store, "MNG", "CHL")
    quarrels = [data for *_, data in network.edges(data=True) if data["kind"] == "Discrepancy"]
    assert [edge["label"] for edge in quarrels] == ["discrepancy · 23%"]


def test_a_contradiction_marks_its_fact(store: ox.Store) -> None:
    """A fact on which sources contradict each other says so, and is not joined to itself."""
    network = pair(store, "MNG", "CHL")
    visit = DEFAULT_BASE + "visit/MNG-CHL/saran/2018"
    assert network.nodes[visit]["disagreement"] == "contradiction"
    assert nx.number_of_selfloops(network) == 0


def test_labels_come_in_the_language_that_is_asked_for(store: ox.Store) -> None:
    """In Vietnamese a state and a role have Vietnamese names; what has none keeps its own."""
    network = pair(store, "MNG", "CHL", language="vi")
    assert network.nodes[state("MNG")]["label"] == "Mông Cổ"
    assert network.edges[VISIT, state("CHL"), "host"]["label"] == "nước tiếp nhận"
    assert network.nodes[PERSON]["label"] == "Tomás Quiroga"


def test_an_entity_brings_its_facts_and_who_is_in_them(store: ox.Store) -> None:
    """Around a person stand the visits and the tenure, and the states and posts in them."""
    network = entity(store, PERSON)
    assert kinds(network) == {
        "Visit": 2,
        "Tenure": 1,
        "State": 2,
        "Post": 1,
        "Person": 1,
        "Place": 1,
    }


def test_a_fact_can_stand_in_the_middle(store: ox.Store) -> None:
    """Around an agreement stand its parties, and its signature."""
    network = entity(store, DEFAULT_BASE + "agreement/CHL-MNG/air/1998")
    assert kinds(network)["TreatyAction"] == 1
    assert kinds(network)["Organisation"] == 2


def test_an_answer_is_drawn_from_what_its_rows_name(store: ox.Store) -> None:
    """Facts bring their roles, a claim stands for its fact, entities of one row are joined."""
    claim = ox.NamedNode(DEFAULT_BASE + "source/archive/claim/2")
    rows: list[list[object]] = [
        [claim, ox.Literal("x")],
        [state("GHA"), state("EST")],
        ["not an <IRI>", None],
    ]
    network = answer(store, rows)
    assert VISIT in network
    assert network.has_edge(VISIT, state("CHL"), "host")
    assert network.has_edge(state("GHA"), state("EST"), "row")


def test_an_answer_without_entities_is_empty(store: ox.Store) -> None:
    """Numbers and words draw nothing."""
    assert len(answer(store, [[ox.Literal("42")], ["Chile"]])) == 0


def test_the_whole_graph_has_every_fact_once(store: ox.Store) -> None:
    """All facts and entities of the settled graph are nodes; sources and claims are not."""
    network = whole(store)
    assert kinds(network)["Visit"] == 12
    assert not [n for n in network if "/source/" in n]
    assert list(network) == sorted(network)


def test_an_unknown_entity_is_refused(store: ox.Store) -> None:
    """A code or an IRI that the graph does not know is told, with what to do."""
    with pytest.raises(UnknownName) as caught:
        pair(store, "MNG", "XXX")
    assert str(caught.value) == (
        "the graph has no entity and no fact XXX; legation show finds it by name"
    )
