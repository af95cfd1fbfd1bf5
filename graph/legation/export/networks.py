"""Networks of states as GraphML and GEXF: weights and numbers stay numbers, the rest is text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO

import networkx as nx

from legation.network.states import Network

# XML 1.0 has no place for these characters, escaped or not.
_NOT_XML = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]")
_RUN = re.compile(r' lastmodifieddate="[^"]*"')


def graphml(graph: Network, out: IO[bytes]) -> None:
    """Write a network as GraphML.

    Reference: http://graphml.graphdrawing.org/specification.html

    >>> from io import BytesIO
    >>> out = BytesIO()
    >>> graphml(nx.Graph([("a", "b", {"weight": 0.5})]), out)
    >>> b'attr.type="double"' in out.getvalue()
    True
    """
    nx.write_graphml_xml(_plain(graph), out, encoding="utf-8", prettyprint=True)
    out.write(b"\n")


def gexf(graph: Network, out: IO[bytes]) -> None:
    """Write a network as GEXF 1.2; the date on which it was written stays out.

    Reference: https://gexf.net/schema.html
    """
    for line in nx.generate_gexf(_plain(graph), encoding="utf-8", prettyprint=True):
        out.write(_RUN.sub("", line).encode() + b"\n")


def _plain(graph: Network) -> Network:
    """Return the network with attributes that XML can hold."""
    plain: Network = nx.DiGraph() if graph.is_directed() else nx.Graph()
    for node, data in graph.nodes(data=True):
        plain.add_node(node, **_told(data))
    for one, other, data in graph.edges(data=True):
        plain.add_edge(one, other, **_told(data))
    return plain


def _told(data: Mapping[str, str | float]) -> dict[str, str | float]:
    told = {n: _NOT_XML.sub("", v) if isinstance(v, str) else v for n, v in data.items()}
    return {name: value for name, value in told.items() if value != ""}
