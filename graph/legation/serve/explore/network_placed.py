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
#: A view of bundles: how far the poles and the columns outside stand from the middle, and how close rows.
_POLE, _OUTSIDE, _PITCH, _SIDED = 250.0, 450.0, 64.0, 60
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
    focus = [node for node in network.graph["focus"] if node in network]
    facts = any(its["type"] == "fact" for _, its in network.nodes(data=True))
    if not facts and len(focus) in {1, 2} and len(network) <= _SIDED:
        return _sides(network, focus, column)
    return place(network, column)


def _sides(network: Network, focus: list[str], column: Mapping[str, int]) -> Places:
    """Set the focus in the middle and everybody else in one column on each side, from above.

    Names then stand outside the columns, where nothing crosses them.
    """
    others = [n for n in network if n not in focus and network.nodes[n]["type"] == "entity"]
    own = [n for n in network if n not in focus and network.nodes[n]["type"] != "entity"]
    sides: tuple[list[str], list[str]] = ([], [])
    for index, node in enumerate(others):
        sides[column[node] > 0 if len(focus) > 1 else index % 2].append(node)
    if len(focus) > 1:  # who stands between both may go where there is room
        less, more = sorted(sides, key=len)
        shared = [n for n in more if set(focus) <= {*nx.all_neighbors(network, n)}]
        while len(more) > len(less) + 1 and shared:
            more.remove(moved := shared.pop())
            less.append(moved)
    found = {
        node: (_POLE * (2 * i - 1) if len(focus) > 1 else 0.0, 0.0) for i, node in enumerate(focus)
    }
    for side, nodes in zip((-1, 1), sides, strict=True):
        for row, node in enumerate(nodes):
            found[node] = (side * _OUTSIDE, (row - (len(nodes) - 1) / 2) * _PITCH)
    deep = max((y for _, y in found.values()), default=0.0)
    for row, node in enumerate(own):
        found[node] = (0.0, max(deep / 2, _PITCH * 2) + row * _PITCH)
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
