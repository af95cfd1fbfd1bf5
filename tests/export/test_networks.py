"""Networks of states and their numbers in files."""

from __future__ import annotations

from io import BytesIO

import networkx as nx
import pyoxigraph as ox

from legation.export.networks import gexf, graphml
from legation.export.numbers import Numbers, triples, turtle
from legation.network.measures import MEASURES
from legation.network.period import Period
from legation.network.states import Network
from legation.terms import PREFIXES, state


def _network() -> Network:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node(state("MNG"), label="Mông Cổ\x07 & <co>", code="MNG", kind="State")
    graph.add_node(state("CHL"), label="Chile", code="", kind="State", strength=2.5)
    graph.add_edge(state("MNG"), state("CHL"), weight=2.5, facts=3, first="1997-04-01")
    return graph


def test_graphml_is_read_again_with_numbers_as_numbers() -> None:
    """What XML has no place for is left out."""
    out = BytesIO()
    graphml(_network(), out)
    found = nx.read_graphml(BytesIO(out.getvalue()))
    assert found.edges[state("MNG"), state("CHL")] == {
        "weight": 2.5,
        "facts": 3,
        "first": "1997-04-01",
    }
    assert found.nodes[state("MNG")]["label"] == "Mông Cổ & <co>"
    assert found.nodes[state("CHL")]["strength"] == 2.5


def test_gexf_is_read_again_and_has_no_date_of_its_own() -> None:
    """The same network gives the same bytes."""
    one, other = BytesIO(), BytesIO()
    gexf(_network(), one)
    gexf(_network(), other)
    assert one.getvalue() == other.getvalue()
    assert b"lastmodified" not in one.getvalue()
    found = nx.read_gexf(BytesIO(one.getvalue()))
    assert found.edges[state("MNG"), state("CHL")]["weight"] == 2.5


def _numbers(*periods: Period) -> Numbers:
    whole = Period("1990-01-01", "1999-12-31")
    rows = tuple((state(c), p, 0.1) for p in periods or (whole,) for c in ("MNG", "CHL"))
    return Numbers(
        "visits", MEASURES["strength"], "count", whole, rows, 7, base="https://example.org/kg/"
    )


def test_numbers_are_observations_of_a_data_set_that_says_what_they_are() -> None:
    """Measure, period, version of the graph, who computed it, and where it misleads."""
    numbers = _numbers()
    assert numbers.name == (
        "https://example.org/kg/graph/network/visits/count/strength/1990-01-01-1999-12-31"
    )
    store = ox.Store()
    out = BytesIO()
    turtle(numbers, out)
    store.load(out.getvalue(), ox.RdfFormat.TURTLE)
    found = store.query(
        """PREFIX qb: <http://purl.org/linked-data/cube#>
        PREFIX cube: <https://w3id.org/legation/cube/>
        SELECT ?about ?value ?version ?time {
          ?one a qb:Observation ; qb:dataSet ?set ; cube:about ?about ;
            <http://purl.org/linked-data/sdmx/2009/measure#obsValue> ?value .
          ?set a qb:DataSet ; qb:structure/a qb:DataStructureDefinition ; dct:creator ?maker ;
            owl:versionInfo ?version ; dct:temporal ?time ; dct:description ?misleads .
          FILTER(LANG(?misleads) = "vi" && STRSTARTS(?maker, "legation")) } ORDER BY ?about""",
        prefixes=PREFIXES,
    )
    assert isinstance(found, ox.QuerySolutions)
    assert [[str(getattr(term, "value", "")) for term in row] for row in found] == [
        [state(code), "0.1", "7", "1990-01-01/1999-12-31"] for code in ("CHL", "MNG")
    ]


def test_steps_are_observations_of_their_own() -> None:
    """No two of a data set have the same node and period."""
    steps = (Period("1990-01-01", "1994-12-31"), Period("1995-01-01", "1999-12-31"))
    found = list(triples(_numbers(*steps)))
    seen = [t.subject for t in found if str(t.object).endswith("cube#Observation>")]
    assert len(seen) == len(set(seen)) == 4


def test_files_do_not_depend_on_the_order_of_rows() -> None:
    """Equal numbers, equal bytes."""
    one, numbers = BytesIO(), _numbers()
    turtle(numbers, one)
    other = BytesIO()
    turtle(
        Numbers(
            numbers.what,
            numbers.measure,
            numbers.weight,
            numbers.period,
            numbers.rows[::-1],
            7,
            base=numbers.base,
        ),
        other,
    )
    assert one.getvalue() == other.getvalue()
