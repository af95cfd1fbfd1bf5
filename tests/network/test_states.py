"""Networks of states, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pyoxigraph as ox
import pytest

from legation.errors import BadParameter
from legation.network.states import Network, states_network
from legation.terms import state

MNG, CHL, GHA, EST = map(state, ("MNG", "CHL", "GHA", "EST"))
Told = Callable[[str], ox.Store]

VISITS = """
post:MNG-president lgn:officeKind lgn:office-president .
post:MNG-ambassador lgn:officeKind lgn:office-ambassador .
:v1 a lgn:Visit ; lgn:sender state:MNG ; lgn:host state:CHL ; lgn:status lgn:status-held ;
  lgn:capacity post:MNG-president , post:MNG-ambassador ;
  lgn:earliest "1997-04-01"^^xsd:date ; lgn:latest "1997-04-30"^^xsd:date .
:v2 a lgn:Visit ; lgn:sender state:MNG ; lgn:host state:CHL ; lgn:status lgn:status-held ;
  lgn:capacity post:MNG-ambassador ; lgn:earliest "2004-01-05"^^xsd:date ; lgn:latest "2004-01-05"^^xsd:date .
:v3 a lgn:Visit ; lgn:sender state:CHL ; lgn:host state:MNG ; lgn:status lgn:status-held .
:v4 a lgn:Visit ; lgn:sender state:GHA ; lgn:host state:MNG ; lgn:status lgn:status-planned ;
  lgn:earliest "1997-04-01"^^xsd:date .
"""
TREATIES = """
:all a lgn:Agreement ; lgn:party state:MNG , state:CHL , state:GHA .
:s0 lgn:agreement :all ; lgn:action lgn:action-signature ; lgn:earliest "1960-01-01"^^xsd:date ; lgn:latest "1960-12-31"^^xsd:date .
:s1 lgn:agreement :all ; lgn:action lgn:action-accession ; lgn:actor state:GHA ; lgn:earliest "1985-06-01"^^xsd:date ; lgn:latest "1985-06-01"^^xsd:date .
:s2 lgn:agreement :all ; lgn:action lgn:action-termination ; lgn:actor state:CHL ; lgn:earliest "1950-01-01"^^xsd:date .
:two a lgn:Agreement ; lgn:party :court , :other-court ; lgn:involves state:MNG , state:CHL .
:court a lgn:Organisation . :other-court a lgn:Organisation .
:s3 lgn:agreement :two ; lgn:action lgn:action-signature ; lgn:earliest "1990-03-01"^^xsd:date ; lgn:latest "1990-03-01"^^xsd:date .
"""


def _edges(graph: Network) -> dict[tuple[str, str], float]:
    codes = {node: str(data["code"]) for node, data in graph.nodes(data=True)}
    return {(codes[a], codes[b]): data["weight"] for a, b, data in graph.edges(data=True)}


def test_visits_that_were_held_go_from_sender_to_host(told: Told) -> None:
    """A planned visit is no visit; the edge tells the first and the last day."""
    graph = states_network(told(VISITS), "visits")
    assert _edges(graph) == {("MNG", "CHL"): 2, ("CHL", "MNG"): 1}
    assert graph.edges[MNG, CHL] == {
        "weight": 2.0,
        "facts": 2,
        "first": "1997-04-01",
        "last": "2004-01-05",
    }
    assert graph.nodes[MNG] == {"label": "Mongolia", "code": "MNG", "kind": "State"}


def test_a_period_holds_dated_facts_and_says_how_many_have_no_date(told: Told) -> None:
    """The visit without a date is left out and counted."""
    graph = states_network(told(VISITS), "visits", since="1990", until="1999-12")
    assert _edges(graph) == {("MNG", "CHL"): 1}
    assert graph.graph["undated"] == 1
    assert graph.graph["period"] == "1990-01-01/1999-12-31"


def test_rank_weighs_a_visit_by_the_highest_office_of_the_visitor(told: Told) -> None:
    """Of 20 places of protocol the president has the second, the ambassador the eighteenth."""
    graph = states_network(told(VISITS), "visits", weight="rank")
    president, ambassador, unknown = Fraction(19, 20), Fraction(3, 20), Fraction(1, 20)
    assert _edges(graph) == pytest.approx(
        {("MNG", "CHL"): float(president + ambassador), ("CHL", "MNG"): float(unknown)}
    )


def test_labels_are_in_the_language_of_the_reader(told: Told) -> None:
    """Where there is no name in it, the English one stands."""
    graph = states_network(told(VISITS), "visits", language="vi")
    assert [graph.nodes[n]["label"] for n in graph] == ["Chile", "Mông Cổ"]


def test_agreements_tie_every_two_parties_and_organs_bind_their_states(told: Told) -> None:
    """One of three and one of two courts: the pair that has both has two."""
    graph = states_network(told(TREATIES), "agreements")
    assert not graph.is_directed()
    assert _edges(graph) == {("CHL", "MNG"): 2, ("CHL", "GHA"): 1, ("GHA", "MNG"): 1}


def test_an_agreement_of_n_parties_may_be_shared_among_them(told: Told) -> None:
    """Each of its edges weighs 1/(n-1), so that it adds 1 to the strength of each party."""
    graph = states_network(told(TREATIES), "agreements", weight="share")
    half = Fraction(1, 3 - 1)
    assert _edges(graph) == {
        ("CHL", "MNG"): float(half + 1),
        ("CHL", "GHA"): float(half),
        ("GHA", "MNG"): float(half),
    }
    assert dict(graph.degree(weight="weight"))[GHA] == 1


def test_a_treaty_ties_two_states_from_when_the_later_one_joined(told: Told) -> None:
    """The termination by one party is no way of joining."""
    store = told(TREATIES)
    assert _edges(states_network(store, "agreements", until="1970")) == {("CHL", "MNG"): 1}
    later = states_network(store, "agreements", since="1980", until="1989")
    assert _edges(later) == {("CHL", "GHA"): 1, ("GHA", "MNG"): 1}


FIGURES = """
:f1 lgn:measure lgn:measure-trade ; lgn:unit "USD" ; lgn:flow lgn:flow-export ; lgn:status lgn:status-actual ;
  lgn:exporter state:CHL ; lgn:importer state:MNG ; lgn:authority state:CHL ; lgn:edtf "2001" ; lgn:amount 100.5 .
:f2 lgn:measure lgn:measure-trade ; lgn:unit "USD" ; lgn:flow lgn:flow-export ; lgn:status lgn:status-actual ;
  lgn:exporter state:CHL ; lgn:importer state:MNG ; lgn:authority state:CHL ; lgn:edtf "2003" ; lgn:amount 200.0 .
:f3 lgn:measure lgn:measure-trade ; lgn:unit "USD" ; lgn:flow lgn:flow-export ; lgn:status lgn:status-actual ;
  lgn:exporter state:CHL ; lgn:importer state:MNG ; lgn:authority state:MNG ; lgn:edtf "2001" ; lgn:amount 130.0 .
:f4 lgn:measure lgn:measure-trade ; lgn:unit "USD" ; lgn:flow lgn:flow-export ; lgn:status lgn:status-actual ;
  lgn:exporter state:CHL ; lgn:importer state:MNG ; lgn:authority state:CHL ; lgn:edtf "2003" ; lgn:amount 7.0 ; lgn:commodity :wine .
:f5 lgn:measure lgn:measure-trade ; lgn:unit "USD" ; lgn:flow lgn:flow-export ; lgn:status lgn:status-actual ;
  lgn:exporter state:CHL ; lgn:importer state:MNG ; lgn:authority state:CHL ; lgn:edtf "2003-05" ; lgn:amount 20.0 .
:f6 lgn:measure lgn:measure-trade ; lgn:unit "USD" ; lgn:flow lgn:flow-export ; lgn:status lgn:status-forecast ;
  lgn:exporter state:CHL ; lgn:importer state:MNG ; lgn:authority state:CHL ; lgn:edtf "2004" ; lgn:amount 900.0 .
:f7 lgn:measure lgn:measure-trade ; lgn:unit "USD" ; lgn:flow lgn:flow-export ; lgn:status lgn:status-actual ;
  lgn:exporter state:MNG ; lgn:importer state:GHA ; lgn:authority state:GHA ; lgn:edtf "2001" ; lgn:amount 5.0 .
:f8 lgn:measure lgn:measure-trade ; lgn:unit "GBP" ; lgn:flow lgn:flow-export ; lgn:status lgn:status-actual ;
  lgn:exporter state:MNG ; lgn:importer state:GHA ; lgn:authority state:GHA ; lgn:edtf "2001" ; lgn:amount 3.0 .
:f9 lgn:measure lgn:measure-trade ; lgn:unit "USD" ; lgn:flow lgn:flow-export ; lgn:status lgn:status-actual ;
  lgn:exporter state:GHA ; lgn:importer state:EST ; lgn:authority :almanac ; lgn:edtf "2001" ; lgn:amount 4.0 ; lgn:commodity :wine .
"""


def test_figures_of_both_sides_stand_on_the_edge_and_one_is_its_weight(told: Told) -> None:
    """Months, forecasts and commodities beside a total are no further money; nothing is averaged."""
    graph = states_network(told(FIGURES), "trade")
    assert graph.graph["unit"] == "USD"
    edge = graph.edges[CHL, MNG]
    assert (edge["weight"], edge["by_exporter"], edge["by_importer"]) == (300.5, 300.5, 130)
    assert (edge["whose"], edge["years_exporter"], edge["years_importer"]) == (
        "exporter",
        "2001–2003 (2)",
        "2001",
    )
    other = states_network(told(FIGURES), "trade", weight="importer").edges[CHL, MNG]
    assert (other["weight"], other["whose"]) == (130, "importer")


def test_where_a_side_has_no_figure_the_edge_says_whose_it_is(told: Told) -> None:
    """The other side's, then that of a source that is neither."""
    graph = states_network(told(FIGURES), "trade")
    assert (graph.edges[MNG, GHA]["weight"], graph.edges[MNG, GHA]["whose"]) == (5, "importer")
    assert (graph.edges[GHA, EST]["weight"], graph.edges[GHA, EST]["whose"]) == (4, "source")


def test_trade_may_be_that_of_the_latest_year(told: Told) -> None:
    """Of the latest year of each side in the period."""
    graph = states_network(told(FIGURES), "trade", weight="exporter-latest")
    assert graph.edges[CHL, MNG]["weight"] == 200
    early = states_network(told(FIGURES), "trade", until="2002", weight="exporter-latest")
    assert early.edges[CHL, MNG]["weight"] == 100.5


def test_trade_is_in_one_currency(told: Told) -> None:
    """Another one can be named; one that nobody counts in is refused with those that there are."""
    graph = states_network(told(FIGURES), "trade", unit="GBP")
    assert _edges(graph) == {("MNG", "GHA"): 3}
    with pytest.raises(BadParameter, match=r"^no figure of trade is in 'EUR';") as problem:
        states_network(told(FIGURES), "trade", unit="EUR")
    assert problem.value.hint == "known: USD, GBP"


RELATIONS = """
:r1 a lgn:RelationEvent ; lgn:party state:MNG , state:CHL ; lgn:change lgn:change-established ;
  lgn:level lgn:level-legation ; lgn:earliest "1950-01-01"^^xsd:date ; lgn:latest "1950-12-31"^^xsd:date .
:r2 a lgn:RelationEvent ; lgn:party state:MNG , state:CHL ; lgn:change lgn:change-upgraded ;
  lgn:level lgn:level-ambassador ; lgn:earliest "1970-01-01"^^xsd:date ; lgn:latest "1970-12-31"^^xsd:date .
:r3 a lgn:RelationEvent ; lgn:party state:MNG , state:GHA ; lgn:change lgn:change-established ;
  lgn:earliest "1961-01-01"^^xsd:date ; lgn:latest "1961-01-01"^^xsd:date .
:r4 a lgn:RelationEvent ; lgn:party state:MNG , state:GHA ; lgn:change lgn:change-severed ;
  lgn:earliest "1980-01-01"^^xsd:date ; lgn:latest "1980-01-01"^^xsd:date .
"""


def test_relations_stand_as_the_last_step_of_the_period_left_them(told: Told) -> None:
    """Those that were broken off are no edge afterwards, and the level is that of the time."""
    store = told(RELATIONS)
    now = states_network(store, "relations")
    assert _edges(now) == {("CHL", "MNG"): 1}
    assert (now.edges[CHL, MNG]["level"], now.edges[CHL, MNG]["change"]) == (
        "ambassador",
        "upgraded",
    )
    then = states_network(store, "relations", until="1965")
    assert _edges(then) == {("CHL", "MNG"): 1, ("GHA", "MNG"): 1}
    assert then.edges[CHL, MNG]["level"] == "legation"
    assert _edges(states_network(store, "relations", weight="steps")) == {("CHL", "MNG"): 2}


def test_offices_tie_persons_with_those_they_served(store: ox.Store) -> None:
    """A tenure is an edge of a person and a state; there are no others."""
    graph = states_network(store, "offices")
    assert graph.number_of_edges() > 0
    assert {graph.nodes[n]["kind"] for n in graph} == {"Person", "State"}
    for one, other in graph.edges():
        assert {graph.nodes[one]["kind"], graph.nodes[other]["kind"]} == {"Person", "State"}


def test_missions_go_from_who_sends_them_to_who_hosts_them(store: ox.Store) -> None:
    """The sample has one each way."""
    assert _edges(states_network(store, "missions")) == {("CHL", "MNG"): 1, ("MNG", "CHL"): 1}


def test_an_empty_graph_gives_empty_networks() -> None:
    """Nothing is told, nothing fails."""
    for what in ("visits", "agreements", "trade", "relations", "missions", "offices"):
        assert not states_network(ox.Store(), what)


@pytest.mark.parametrize(
    ("what", "weight", "says", "hint"),
    [
        ("visit", "", "there is no network 'visit'", "did you mean visits? "),
        ("visits", "ranks", "there is no weight 'ranks'", "did you mean rank? "),
    ],
)
def test_unknown_names_are_told_with_the_nearest(
    what: str, weight: str, says: str, hint: str
) -> None:
    """And with all that are known."""
    with pytest.raises(BadParameter, match=f"^{says};") as problem:
        states_network(ox.Store(), what, weight=weight)
    assert str(problem.value.hint).startswith(hint + "known: ")


def test_only_trade_has_a_unit() -> None:
    """Asked of anything else it is a mistake."""
    with pytest.raises(BadParameter, match=r"^visits have no unit;"):
        states_network(ox.Store(), "visits", unit="USD")
