"""Groups of nodes that deal more with each other than with the rest."""

from __future__ import annotations

import networkx as nx

from legation.network.states import Network

#: The order in which nodes are visited is drawn with this seed: the same network, the same groups.
SEED = 1


def communities(graph: Network) -> dict[str, float]:
    """Return the number of the group of each node; 1 is the largest group.

    Means: Who has more dealings with each other than their totals would let expect: blocs,
    regions, empires and their former parts. Weights count, both directions together.

    Misleads: A number is a name, not a rank. Groups are always found, also where there are
    none; other runs, or a little other data, may draw the lines otherwise; small groups are
    swallowed in large networks (S. Fortunato, M. Barthélemy, Resolution limit in community
    detection, PNAS 104 (2007) 36–41). A group is no alliance: nobody has agreed on it.

    Source: V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, Fast unfolding of
    communities in large networks, Journal of Statistical Mechanics (2008) P10008, for the
    modularity of M. E. J. Newman, M. Girvan, Finding and evaluating community structure in
    networks, Physical Review E 69 (2004) 026113.

    >>> import networkx as nx
    >>> two = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(3))
    >>> list(communities(two).values())
    [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0]
    """
    names = list(graph)
    found = nx.community.louvain_communities(_undirected(graph), weight="weight", seed=SEED)
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    numbers = {index: number for number, group in enumerate(groups, 1) for index in group}
    return {name: float(numbers[index]) for index, name in enumerate(names)}


def _undirected(graph: Network) -> nx.Graph[int]:
    """Return the sums of both directions between numbered nodes.

    Sets of numbers are walked through in the same order in every process, sets of names are not.
    """
    number = {node: index for index, node in enumerate(graph)}
    sums: nx.Graph[int] = nx.Graph()
    sums.add_nodes_from(range(len(number)))
    for one, other, weight in graph.edges(data="weight", default=1.0):
        a, b = number[one], number[other]
        before = sums.edges[a, b]["weight"] if sums.has_edge(a, b) else 0.0
        sums.add_edge(a, b, weight=before + weight)
    return sums
