"""The sources of a graph as a list."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from legation.serve.data.content import Teller
from legation.serve.data.things import Word
from legation.terms import RDF, Iri, lgn, notation
from legation.view.labels import when

_SETTLED = ox.DefaultGraph()
_TYPE = ox.NamedNode(RDF + "type")


@dataclass(frozen=True, slots=True)
class Listed:
    """A source in a list."""

    name: str
    title: Word
    publisher: str
    date: str
    language: str
    licence: str
    policy: str
    triples: int


def sources(teller: Teller, graphs: dict[str, int]) -> list[Listed]:
    """Return the sources of a graph, the latest first; ``graphs`` has the sizes of their graphs."""
    value, found = teller.names.value, []
    kind = ox.NamedNode(lgn("Source"))
    for quad in teller.store.quads_for_pattern(None, _TYPE, kind, _SETTLED):
        me = quad.subject
        if not isinstance(me, ox.NamedNode):
            continue
        entry = Listed(
            name=Iri(me.value).local,
            title=teller.called(me),
            publisher=value(me, "publisher"),
            date=when(value(me, "issued"), teller.language),
            language=value(me, "language"),
            licence=value(me, "licence"),
            policy=notation(value(me, "textPolicy")),
            triples=graphs.get(me.value, 0),
        )
        found.append((value(me, "issued"), entry))
    ordered = sorted(found, key=lambda pair: pair[1].name)
    return [entry for _, entry in sorted(ordered, key=lambda pair: pair[0], reverse=True)]
