"""The ontology as one file: its header, its core and its vocabularies, in four forms of RDF."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from legation.export import context, rdf
from legation.knowledge import folder
from legation.resources import shelf
from legation.store.files import replacing
from legation.terms import LGN, OWL, PREFIXES, RDF

#: The IRI of the ontology itself.
ONTOLOGY = LGN.removesuffix("#")
#: The files that `publish` writes, and what each is.
FILES = {
    "legation.ttl": "turtle",
    "legation.jsonld": "jsonld",
    "legation.rdf": "rdfxml",
    "legation.nt": "ntriples",
    "context.jsonld": "context",
}


def merged() -> ox.Store:
    """Return the ontology in one graph; what its header imports is there, the imports are not.

    >>> visit = ox.NamedNode(LGN + "Visit")
    >>> any(merged().quads_for_pattern(visit, None, None))
    True
    """
    store = ox.Store()
    header = (shelf("ontology") / "legation.ttl").read_text("utf-8")
    store.load(header.encode(), ox.RdfFormat.TURTLE, base_iri=ONTOLOGY)
    imports = ox.NamedNode(f"{OWL}imports")
    for quad in list(store.quads_for_pattern(None, imports, None)):
        store.remove(quad)
    for name in ("core", "vocabularies"):
        store.extend(folder(name))
    kinds = (ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{OWL}Ontology"))
    for module in [q.subject for q in store.quads_for_pattern(None, *kinds)]:
        if module != ox.NamedNode(ONTOLOGY):  # one file is one ontology
            for quad in list(store.quads_for_pattern(module, None, None)):
                store.remove(quad)
    return store


def publish(out: Path) -> list[Path]:
    """Write the files of `FILES` into a directory and return their paths.

    Raises
    ------
    NotWritten
        The system refuses.

    """
    store, written = merged(), []
    for name, form in FILES.items():
        with replacing(out / name) as file:
            if form == "context":
                file.write(context.document(context.made()).encode())
            elif form == "turtle":
                file.write(_turtle(store))
            else:
                rdf.write(store, form, file)
        written.append(out / name)
    return written


def _turtle(store: ox.Store) -> bytes:
    """Return Turtle by rdflib, which writes a list as ``( … )`` where the engine names its links."""
    import rdflib

    lines = BytesIO()
    rdf.write(store, "ntriples", lines)
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    graph.bind("schema", "https://schema.org/")
    graph.parse(data=lines.getvalue(), format="nt")
    return graph.serialize(format="turtle", encoding="utf-8")
