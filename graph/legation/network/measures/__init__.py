"""Numbers of networks: what each means for diplomacy, where it misleads, and who defined it.

``MEASURES`` holds them by name. What a number means and where it misleads stands in the
docstring of the function that computes it; ``words.tsv`` has the titles, and the same in
Vietnamese.

>>> import networkx as nx
>>> MEASURES["betweenness"].of(nx.path_graph(["a", "b", "c"]))
{'a': 0.0, 'b': 1.0, 'c': 0.0}
>>> MEASURES["betweenness"].title["vi"]
'độ trung gian'
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from inspect import cleandoc
from pathlib import Path
from types import MappingProxyType

from legation.errors import BadParameter
from legation.network.measures.between import betweenness, closeness
from legation.network.measures.groups import communities
from legation.network.measures.likeness import like_states
from legation.network.measures.partners import degree, in_strength, out_strength, strength
from legation.network.measures.returned import reciprocity
from legation.network.states import Network

_PART = re.compile(r"^(Means|Misleads|Source): (.*?)(?=\n\n|\Z)", re.DOTALL | re.MULTILINE)


@cache
def _words() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("words.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["name"]: row for row in rows}


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that each node of a network has."""

    name: str
    compute: Callable[[Network], dict[str, float]]
    #: Whether it speaks of the two directions of an edge.
    directed: bool = False
    #: Whether the number is a name (of a group), so that more is not higher.
    nominal: bool = False
    #: The node that the others are compared with, if it is a comparison.
    about: str = ""

    @property
    def title(self) -> dict[str, str]:
        """What it is called, by language."""
        row = _words()[self.name]
        return {"en": row["en"], "vi": row["vi"]}

    @property
    def meaning(self) -> dict[str, str]:
        """What the number says of diplomacy, by language."""
        return {"en": self._told("Means"), "vi": _words()[self.name]["means_vi"]}

    @property
    def misleads(self) -> dict[str, str]:
        """Where it is easily misread, by language."""
        return {"en": self._told("Misleads"), "vi": _words()[self.name]["misleads_vi"]}

    @property
    def source(self) -> str:
        """Who defined it, and where."""
        return self._told("Source")

    def of(self, graph: Network) -> dict[str, float]:
        """Return the number of each node, in the order of the nodes.

        Raises
        ------
        BadParameter
            It speaks of directions and the network has none.

        """
        if self.directed and not graph.is_directed():
            raise BadParameter(
                f"{self.name} needs a network with directions",
                hint="visits, trade and missions have them",
            )
        return self.compute(graph)

    def _told(self, part: str) -> str:
        told = dict(_PART.findall(cleandoc(self.compute.__doc__ or "")))
        return " ".join(told.get(part, "").split())


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.name: measure
        for measure in (
            Measure("degree", degree),
            Measure("strength", strength),
            Measure("out-strength", out_strength, directed=True),
            Measure("in-strength", in_strength, directed=True),
            Measure("betweenness", betweenness),
            Measure("closeness", closeness),
            Measure("reciprocity", reciprocity, directed=True),
            Measure("communities", communities, nominal=True),
        )
    }
)


def named(name: str, about: str = "") -> Measure:
    """Return the measure of a name; ``about`` is the node that ``similarity`` compares with.

    >>> named("degree").name
    'degree'

    Raises
    ------
    BadParameter
        There is no such measure, or a node is wanting or too much; the hint says what is known.

    """
    if name == "similarity":
        if not about:
            raise BadParameter("similarity needs a state to compare with", hint="name it: about=")
        return similarity(about)
    if name not in MEASURES:
        known = [*MEASURES, "similarity"]
        near = difflib.get_close_matches(name, known, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise BadParameter(
            f"there is no measure {name!r}", hint=f"{guess}known: {', '.join(known)}"
        )
    if about:
        raise BadParameter(f"{name} compares with nobody", hint="only similarity does")
    return MEASURES[name]


def similarity(about: str) -> Measure:
    """Return the measure of how like one node all others are; see `like_states`.

    >>> similarity("https://w3id.org/legation/state/CHL").title["en"]
    'similarity of partners'
    """

    @wraps(like_states)
    def compute(graph: Network) -> dict[str, float]:
        return like_states(graph, about)

    return Measure("similarity", compute, about=about)
