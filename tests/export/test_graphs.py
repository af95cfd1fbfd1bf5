"""GraphML and GEXF of the settled graph."""

from io import BytesIO

import networkx as nx
import pyoxigraph as ox
import pytest

from legation.export.graphs import gexf, graphml
from legation.network.build import whole
from legation.terms import RDF, RDFS, lgn, state


@pytest.mark.parametrize("write", [graphml, gexf])
def test_two_writings_are_equal_and_undated(store: ox.Store, write: object) -> None:
    """The same graph gives the same bytes, whatever the day."""
    assert callable(write)
    one, other = BytesIO(), BytesIO()
    write(store, one)
    write(store, other)
    assert one.getvalue() == other.getvalue()
    assert b"lastmodifieddate" not in one.getvalue()


def test_graphml_comes_back_with_its_nodes_and_edges(store: ox.Store) -> None:
    """Networkx reads what was written: the same nodes, as many edges, the same labels."""
    out, network = BytesIO(), whole(store)
    graphml(store, out)
    again = nx.read_graphml(BytesIO(out.getvalue()), force_multigraph=True)
    assert set(again) == set(network)
    assert again.number_of_edges() == network.number_of_edges()
    assert again.nodes[state("MNG")]["label"] == "Mongolia"


def test_gexf_comes_back_with_its_nodes_and_edges(store: ox.Store) -> None:
    """Every edge has an id of its own."""
    out, network = BytesIO(), whole(store)
    gexf(store, out)
    again = nx.read_gexf(BytesIO(out.getvalue()))
    assert set(again) == set(network)
    ids = [data["id"] for *_, data in again.edges(data=True)]
    assert len(ids) == len(set(ids)) == network.number_of_edges()


@pytest.mark.parametrize("write", [graphml, gexf])
def test_characters_that_xml_lacks_are_left_out(write: object) -> None:
    """A control character in a label does not break the file."""
    assert callable(write)
    store = ox.Store()
    node = ox.NamedNode(state("MNG"))
    store.add(ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("State"))))
    store.add(ox.Quad(node, ox.NamedNode(RDFS + "label"), ox.Literal("a\x0bb")))
    out = BytesIO()
    write(store, out)
    assert b"ab" in out.getvalue()
