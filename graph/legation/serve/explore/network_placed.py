"""Where the nodes of a view stand, reckoned on the server: the same for the same view.

A view about entities reads from left to right, in the columns of `legation.network.layout`. A
network about no entity is laid out by forces: with networkx up to 450 nodes, above with
rustworkx for those that join the most, around whom the others are set.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

import networkx as nx

from legation.network.build import Network
from legation.network.layout import columns, place

#: Up to how many nodes networkx lays out (from 500 on it wants scipy), and how many rustworkx does.
SMALL = 450
CORE = 1_200
_SEED = 7
_SPREAD = 60.0
_BETWEEN = 190.0
_GOLDEN = math.pi * (3 - math.sqrt(5))

Places = dict[str, tuple[float, float]]


def placed(network: Network, pins: Mapping[str, tuple[float, float]]) -> Places:
    """Return x and y of every node; what the reader has pinned stays where it was put.

    >>> placed(Network(focus=()), {})
    {}
    """
    if not network:
        return {}
    found = _columns(network) if network.graph.get("focus") else forces(network)
    return found | {node: place for node, place in pins.items() if node in found}


def _columns(network: Network) -> Places:
    column = columns(network)
    poles = {c: n for n, c in column.items() if abs(c) == 1}
    for node, c in column.items():
        if abs(c) == 2 and len(poles) == 2:
            near = {*network.predecessors(node), *network.successors(node)} & set(poles.values())
            if len(near) == 1:
                column[node] = 2 * column[near.pop()]
    found = place(network, column)
    if 0 not in column.values():  # room for what a bundle says of its facts
        return {n: (x + _BETWEEN * (1 if column[n] > 0 else -1), y) for n, (x, y) in found.items()}
    return found


def forces(network: Network) -> Places:
    """Return a layout by forces, seeded."""
    if len(network) <= SMALL:
        simple: nx.Graph[str] = nx.Graph()
        simple.add_nodes_from(network)
        simple.add_edges_from((a, b) for a, b in network.edges() if a != b)
        found = nx.spring_layout(simple, seed=_SEED, k=2.2 / math.sqrt(len(simple)), iterations=80)
        scale = _SPREAD * math.sqrt(len(simple))
        return {n: _rounded(x * scale, y * scale) for n, (x, y) in found.items()}
    return _around(network, _core(network))


def _core(network: Network) -> Places:
    """Lay out by forces those who have the most neighbours, joined through what lies between."""
    import rustworkx as rx

    degree = dict(network.degree())
    ranked = sorted(
        (n for n in network if network.nodes[n]["type"] == "entity"), key=lambda n: (-degree[n], n)
    )
    core = sorted(ranked[:CORE])
    number = {node: index for index, node in enumerate(core)}
    weights: dict[tuple[int, int], int] = {}
    for node in network:
        near = sorted({number[o] for o in nx.all_neighbors(network, node) if o in number})
        if node in number:
            pairs = [(number[node], other) for other in near if other > number[node]]
        else:
            pairs = list(pairwise(near))
        for pair in pairs:
            weights[pair] = weights.get(pair, 0) + 1
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(core)
    graph.add_edges_from([(a, b, float(w)) for (a, b), w in sorted(weights.items())])
    found = rx.spring_layout(
        graph, k=2.0 / math.sqrt(max(1, len(core))), num_iter=60, seed=_SEED, weight_fn=math.sqrt
    )
    scale = _SPREAD * math.sqrt(len(network))
    return {core[i]: (found[i][0] * scale, found[i][1] * scale) for i in range(len(core))}


def _around(network: Network, core: Places) -> Places:
    """Set everybody else at the middle of their neighbours, in spirals so that none cover others."""
    found = dict(core)
    turns: dict[tuple[str, ...], int] = {}
    for _ in range(3):
        for node in network:
            if node in found:
                continue
            near = sorted({o for o in nx.all_neighbors(network, node) if o in found})
            if not near:
                continue
            turn = turns[tuple(near)] = turns.get(tuple(near), 0) + 1
            x = sum(found[o][0] for o in near) / len(near)
            y = sum(found[o][1] for o in near) / len(near)
            far = 9.0 * math.sqrt(turn)
            found[node] = (x + far * math.cos(turn * _GOLDEN), y + far * math.sin(turn * _GOLDEN))
    edge = max((math.hypot(x, y) for x, y in found.values()), default=0.0)
    for turn, node in enumerate((n for n in network if n not in found), 1):
        far = edge + 20 + 9.0 * math.sqrt(turn)
        found[node] = (far * math.cos(turn * _GOLDEN), far * math.sin(turn * _GOLDEN))
    return {node: _rounded(*found[node]) for node in network}


def _rounded(x: float, y: float) -> tuple[float, float]:
    return round(float(x), 1), round(float(y), 1)
