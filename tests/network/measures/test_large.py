"""rustworkx and networkx give the same numbers."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.network.measures import between
from legation.network.states import Network

pytest.importorskip("rustworkx", reason="rustworkx is not installed")


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Return small networks of any density, directed or not, in one part or several."""
    size = draw(st.integers(1, 9))
    graph: Network = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    graph.add_nodes_from([f"n{i}" for i in range(size)])
    ends = st.sampled_from(list(graph))
    graph.add_edges_from((a, b) for a, b in draw(st.lists(st.tuples(ends, ends))) if a != b)
    return graph


@given(networks())
def test_large_and_small_networks_are_measured_alike(graph: Network) -> None:
    """Whichever library is chosen by size, the number is the same."""
    with pytest.MonkeyPatch.context() as patch:
        for measure in (between.betweenness, between.closeness):
            patch.setattr(between, "LARGE", 10**9)
            small = measure(graph)
            patch.setattr(between, "LARGE", -1)
            large = measure(graph)
            assert list(large) == list(small)
            assert large == pytest.approx(small)
