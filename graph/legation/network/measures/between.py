"""Who stands between others, and how near: betweenness and closeness, in steps.

networkx where it is quick; rustworkx, if it is installed, where networkx takes longer than
about a second. Both give the same numbers (tested); rustworkx works in one thread, because
several would add the same fractions in another order each time.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import networkx as nx

from legation.network.states import Network

if TYPE_CHECKING:
    import rustworkx as rx

#: Nodes times edges from which on the work takes networkx longer than about a second.
LARGE = 5_000_000
_ONE_THREAD = 2**31


def betweenness(graph: Network) -> dict[str, float]:
    """Return the share of the shortest paths of all others that lead through each node.

    Means: How often a state is a link of the shortest chain between two that have no dealings
    with each other; 1 is the middle of a star, 0 somebody who is never between. A broker has
    much of it, and so may a neutral host.

    Misleads: Every edge is one step: one visit in a century is as good a bridge as a hundred.
    Diplomacy need not pass along shortest chains at all. Where one source tells only of one
    state's dealings, that state stands between all by the making of the table; where treaties
    of all the world tie everybody, nobody stands between. Look at the network before the number.

    Source: L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry 40
    (1977) 35–41; computed as in U. Brandes, A faster algorithm for betweenness centrality,
    Journal of Mathematical Sociology 25 (2001) 163–177.

    >>> import networkx as nx
    >>> betweenness(nx.star_graph(3))
    {0: 1.0, 1: 0.0, 2: 0.0, 3: 0.0}
    """
    if not _is_large(graph):
        return dict(nx.betweenness_centrality(graph))
    import rustworkx as rx

    compact = _compact(graph)
    if isinstance(compact, rx.PyDiGraph):
        found = rx.digraph_betweenness_centrality(compact, parallel_threshold=_ONE_THREAD)
    else:
        found = rx.graph_betweenness_centrality(compact, parallel_threshold=_ONE_THREAD)
    return {node: found[index] for index, node in enumerate(graph)}


def closeness(graph: Network) -> dict[str, float]:
    """Return how few steps each node is from those that can reach it.

    Means: How directly others come to a state: 1 if everybody deals with it themselves, 1/2 if
    they are two steps away on the average. In a directed network the steps lead towards the
    state: who visits those who visit it.

    Misleads: In a dense network all values lie near each other, and differences of the third
    digit mean nothing. In one that falls into parts the value is scaled by the part that is
    reached, so that it can be small for somebody who is central where it lives.

    Source: L. C. Freeman, Centrality in social networks: conceptual clarification, Social
    Networks 1 (1978/79) 215–239; scaled for networks in several parts as in
    S. Wasserman, K. Faust, Social network analysis, Cambridge University Press 1994, p. 201.

    >>> import networkx as nx
    >>> closeness(nx.path_graph(["a", "b", "c"]))["b"]
    1.0
    """
    if not _is_large(graph):
        return dict(nx.closeness_centrality(graph))
    import rustworkx as rx

    compact = _compact(graph)
    if isinstance(compact, rx.PyDiGraph):
        found = rx.digraph_closeness_centrality(compact, parallel_threshold=_ONE_THREAD)
    else:
        found = rx.graph_closeness_centrality(compact, parallel_threshold=_ONE_THREAD)
    return {node: found[index] for index, node in enumerate(graph)}


def _is_large(graph: Network) -> bool:
    size = graph.number_of_nodes() * graph.number_of_edges()
    return size > LARGE and importlib.util.find_spec("rustworkx") is not None


def _compact(graph: Network) -> rx.PyDiGraph[None, None] | rx.PyGraph[None, None]:
    """Return the same network without names and weights, its nodes numbered in their order."""
    import rustworkx as rx

    number = {node: index for index, node in enumerate(graph)}
    compact: rx.PyDiGraph[None, None] | rx.PyGraph[None, None]
    compact = rx.PyDiGraph() if graph.is_directed() else rx.PyGraph()
    compact.add_nodes_from([None] * len(number))
    compact.add_edges_from_no_data([(number[one], number[other]) for one, other in graph.edges()])
    return compact
