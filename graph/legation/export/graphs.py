"""The settled graph as GraphML and GEXF, for Gephi, yEd, Cytoscape and networkx: the same bytes each time."""

from __future__ import annotations

import re
from typing import IO

import networkx as nx
import pyoxigraph as ox

from legation.network.build import Network, whole

# XML 1.0 has no place for these characters, escaped or not.
_NOT_XML = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]")
_RUN = re.compile(r' lastmodifieddate="[^"]*"')


def graphml(store: ox.Store, out: IO[bytes]) -> None:
    """Write the settled graph as GraphML: facts and entities are nodes, roles are edges.

    Reference: http://graphml.graphdrawing.org/specification.html

    >>> from io import BytesIO
    >>> out = BytesIO()
    >>> graphml(ox.Store(), out)
    >>> b'edgedefault="directed"' in out.getvalue()
    True
    """
    write_graphml(whole(store), out)


def gexf(store: ox.Store, out: IO[bytes]) -> None:
    """Write the settled graph as GEXF 1.2; the date on which it was written stays out.

    Reference: https://gexf.net/schema.html
    """
    write_gexf(whole(store), out)


def write_graphml(network: Network, out: IO[bytes]) -> None:
    """Write a network of facts and entities as GraphML."""
    nx.write_graphml_xml(_plain(network), out, encoding="utf-8", prettyprint=True)
    out.write(b"\n")


def write_gexf(network: Network, out: IO[bytes]) -> None:
    """Write a network of facts and entities as GEXF 1.2."""
    for line in nx.generate_gexf(_plain(network), encoding="utf-8", prettyprint=True):
        out.write(_RUN.sub("", line).encode() + b"\n")


def _plain(network: Network) -> Network:
    """Return the network with attributes that XML can hold; the key of an edge becomes its id."""
    plain = Network()
    for node, data in network.nodes(data=True):
        plain.add_node(node, **_told(data))
    for number, (one, other, data) in enumerate(network.edges(data=True), 1):
        plain.add_edge(one, other, f"e{number}", **_told(data))
    return plain


def _told(data: dict[str, str]) -> dict[str, str]:
    return {name: _NOT_XML.sub("", value) for name, value in data.items() if value}
