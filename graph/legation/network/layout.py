"""Where nodes stand: columns that read from left to right, the same for the same network.

A flat network in a force layout is a hairball; diplomatic facts have sides. The first of the
entities in focus stands on the left, the second on the right, what joins them between, ordered
by kind and date, and everybody else on the outside, level with the facts they play a part in.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from legation.network.build import Network
from legation.network.fold import order

#: Sizes in pixels at full scale: cards, and the room between them.
WIDTH = {"fact": 300, "entity": 196}
PITCH = 76
GAP = 72
#: A column of n nodes wraps into √(WRAP·n), which keeps about the shape of a screen.
WRAP = 0.16

_FROM = {"visitor", "holder", "decider", "sender", "exporter", "recogniser"}
_OFFICES = {"capacity", "post"}
_TO = {"place", "host", "importer", "recognised", "beneficiary"}


def columns(graph: Network) -> dict[str, int]:
    """Return the column of every node: −2 and 2 outside, −1 and 1 the focus, 0 the facts.

    >>> import networkx as nx
    >>> g = nx.MultiDiGraph(focus=("a", "b"))
    >>> g.add_nodes_from([("a", {"type": "entity"}), ("b", {"type": "entity"}),
    ...                   ("v", {"type": "fact"}), ("p", {"type": "entity", "of": "b"})])
    >>> columns(g)
    {'a': -1, 'b': 1, 'v': 0, 'p': 2}
    """
    left, right = _poles(graph)
    found: dict[str, int] = {}
    load = Counter({-2: 0, 2: 0})
    for node, data in graph.nodes(data=True):
        if node in (left, right):
            found[node] = -1 if node == left else 1
        elif data.get("type") != "entity":
            found[node] = 0
        elif not right:
            found[node] = 2
        else:
            side = _side(graph, node, left, right)
            found[node] = side or min((-2, 2), key=lambda column: (load[column], -column))
            load[found[node]] += 1
    return found


def place(
    graph: Network, column_of: Mapping[str, int] | None = None
) -> dict[str, tuple[float, float]]:
    """Return x and y of every node, in pixels around the middle of the picture.

    ``column_of`` are the columns of a larger network, of which ``graph`` is what is shown.

    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("v", type="fact", kind="Visit")
    >>> place(g)
    {'v': (0.0, 0.0)}
    """
    column_of = columns(graph) if column_of is None else column_of
    ys: dict[str, float] = {}
    x_of: dict[str, float] = {}
    x = 0.0
    stacks = {c: [n for n in graph if column_of.get(n, 0) == c] for c in (0, -2, -1, 1, 2)}
    for column, nodes in stacks.items():
        level = {n: _level(graph, n, ys) for n in nodes} if column else {}
        nodes.sort(key=lambda n: (level.get(n, 0.0), order(graph, n)))
        ys |= zip(nodes, _stack(len(nodes), _wraps(len(nodes))), strict=True)
    for column in sorted(stacks):
        nodes = stacks[column]
        wraps = _wraps(len(nodes))
        width = WIDTH["entity" if column else "fact"]
        rows = math.ceil(len(nodes) / wraps) if nodes else 0
        for index, n in enumerate(nodes):
            x_of[n] = x + (index // rows) * (width + GAP / 2) + width / 2
        if nodes:
            x += wraps * (width + GAP / 2) - GAP / 2 + GAP
    middle = (x - GAP) / 2
    return {n: (round(x_of[n] - middle, 1), round(ys[n], 1)) for n in graph}


def _wraps(count: int) -> int:
    return max(1, round(math.sqrt(WRAP * count)))


def _stack(count: int, wraps: int) -> list[float]:
    """Return the heights of a column of ``count`` nodes wrapped into ``wraps``, each centred."""
    rows = math.ceil(count / wraps) if count else 0
    heights = []
    for index in range(count):
        column, row = divmod(index, rows)
        inside = min(rows, count - column * rows)
        heights.append((row - (inside - 1) / 2) * PITCH)
    return heights


def _level(graph: Network, node: str, ys: dict[str, float]) -> float:
    """Return the mean height of a node's neighbours, so that its lines run level."""
    near = [ys[n] for n in {*graph.predecessors(node), *graph.successors(node)} if n in ys]
    return sum(near) / len(near) if near else 0.0


def _poles(graph: Network) -> tuple[str, str]:
    focus = [n for n in graph.graph.get("focus", ()) if n in graph]
    focus = [n for n in focus if graph.nodes[n].get("type") == "entity"]
    if not focus and not graph.graph.get("focus"):
        entities = [n for n, d in graph.nodes(data=True) if d.get("type") == "entity"]
        entities.sort(key=lambda n: (-graph.degree(n), n))
        focus = entities[:2]
    return (*focus, "", "")[0], (*focus, "", "")[1]


def _side(graph: Network, node: str, left: str, right: str) -> int:
    """Return the side an entity is on: its state's, else that of the roles it plays; 0: none."""
    sides = {left: -2, right: 2}
    if graph.nodes[node].get("of") in sides:
        return sides[graph.nodes[node]["of"]]
    votes: Counter[int] = Counter()
    for fact, _, role in graph.in_edges(node, keys=True):
        roles = _FROM if role in _FROM else _TO if role in _TO else set()
        for _, other, their in graph.out_edges(fact, keys=True):
            of = graph.nodes[other].get("of") if their in _OFFICES and roles is _FROM else ""
            meant = of or (other if their in roles else "")
            if meant in sides:
                votes[sides[meant]] += 1
    return min(votes, key=lambda side: (-votes[side], side)) if votes else 0
