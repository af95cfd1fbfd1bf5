"""What a measure says of each node, with its name, the highest first."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from legation.network.measures import Measure
from legation.network.names import Names
from legation.network.states import Network

#: What stands before the meaning of a measure, its warning and its source.
_HEADS = {
    "en": ("What it means", "Where it misleads", "Source"),
    "vi": ("Ý nghĩa", "Dễ hiểu sai", "Nguồn"),
}


def explained(measure: Measure, language: str = "en") -> list[str]:
    """Return what a measure means, where it misleads and whose it is, a sentence or more for each.

    >>> from legation.network.measures import MEASURES
    >>> [told.partition(":")[0] for told in explained(MEASURES["degree"], "vi")]
    ['Ý nghĩa', 'Dễ hiểu sai', 'Nguồn']
    """
    parts = (measure.meaning, measure.misleads, {"en": measure.source})
    heads = _HEADS.get(language, _HEADS["en"])
    return [
        f"{head}: {part.get(language) or part['en']}"
        for head, part in zip(heads, parts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Measured:
    """The number of one state or person."""

    name: str
    code: str
    value: float
    iri: str


def told(store: ox.Store, graph: Network, measure: Measure, language: str = "en") -> list[Measured]:
    """Return the numbers of a network, the highest first; groups by their number, then by name.

    >>> import networkx as nx
    >>> from legation.network.measures import MEASURES
    >>> graph = nx.DiGraph([("https://e.org/a", "https://e.org/b")])
    >>> [(row.name, row.value) for row in told(ox.Store(), graph, MEASURES["in-strength"])]
    [('b', 1.0), ('a', 0.0)]

    Raises
    ------
    BadParameter
        The measure speaks of directions and the network has none.
    UnknownName
        The network does not have the node that others are compared with.

    """
    names, sign = Names(store, language), 1 if measure.nominal else -1
    found = []
    for node, value in measure.of(graph).items():
        thing = ox.NamedNode(node)
        found.append(Measured(names.called(thing), names.value(thing, "code"), value, node))
    return sorted(found, key=lambda row: (sign * row.value, row.name, row.iri))
