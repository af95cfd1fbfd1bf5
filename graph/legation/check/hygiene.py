"""Hold the ontology itself against its rules of style, the queries of ``ontology/hygiene``."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from legation.check.findings import Finding
from legation.check.shapes import SH
from legation.knowledge import select
from legation.resources import shelf, texts
from legation.terms import LGN, OWL, RDF, REFERENCE, SKOS

#: Where hygiene rules find the parts of the ontology: ``GRAPH part:core { … }``.
_PART = REFERENCE + "ontology/"
_A, _ONTOLOGY = ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology")
_USED = re.compile(r"\b(?:lgn:|w3id\.org/legation/ns#)([A-Za-z][\w-]*)")


def check_ontology() -> tuple[Finding, ...]:
    """Run the rules of ``ontology/hygiene`` over core, vocabularies and alignments.

    A rule is a SELECT that returns the term at fault and a sentence: what is wrong; what to do.

    >>> check_ontology()
    ()
    """
    return tuple(sorted(hygiene(parts())))


def hygiene(store: ox.Store) -> Iterator[Finding]:
    """Yield what the rules have to say of an ontology that :func:`parts` made."""
    for rule in texts("ontology", "hygiene", ".rq").values():
        for row in select(store, rule):
            what, _, hint = row["sentence"].partition("; ")
            term = row["term"]
            named = f"lgn:{term.removeprefix(LGN)}" if term.startswith(LGN) else term
            yield Finding("violation", named, what, (), hint)


def parts() -> ox.Store:
    """Return the ontology as one store: each part a graph, the default graph without the shapes.

    Beside the parts there are the graphs ``files`` (what the core consists of), ``uses`` and
    ``examples`` (which file has which term), and ``outside`` (what is known of others' terms).
    """
    store = ox.Store()
    header = (shelf("ontology") / "legation.ttl").read_text("utf-8")
    store.load(header.encode(), ox.RdfFormat.TURTLE, base_iri=_PART)
    for part in ("core", "vocabularies", "alignments", "shapes"):
        graph = _part(part)
        for file, text in texts("ontology", part, ".ttl").items():
            store.load(text.encode(), ox.RdfFormat.TURTLE, to_graph=graph)
            if part == "core":
                store.add(ox.Quad(_part(f"core/{file}"), _A, _ONTOLOGY, _part("files")))
        if part != "shapes":
            store.extend(
                ox.Quad(q.subject, q.predicate, q.object)
                for q in store.quads_for_pattern(None, None, None, graph)
            )
    store.extend(_uses(store))
    store.extend(
        ox.Quad(ox.NamedNode(term), _A, ox.NamedNode(kind), _part("outside"))
        for term, kind in outside().items()
    )
    return store


def outside() -> dict[str, str]:
    """Return the terms of others that alignments point to, each with its class.

    >>> outside()["http://www.w3.org/ns/org#Post"]
    'http://www.w3.org/2002/07/owl#Class'
    """
    kinds = {"class": OWL + "Class", "property": RDF + "Property", "individual": OWL + "Thing"}
    text = (shelf("ontology") / "alignments" / "outside.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {term: kinds[kind] for term, kind, _source in rows}


def _uses(store: ox.Store) -> Iterator[ox.Quad]:
    """Yield which file uses which term, as ``file sh:path term``; examples in a graph of their own."""
    places = [("ontology", "rules"), ("ontology", "alignments")]
    places += [("queries", topic.name) for topic in shelf("queries").iterdir() if topic.is_dir()]
    for where, folder in places:
        for name, text in texts(where, folder, ".rq").items():
            yield from _used(f"{folder}/{name}", text, "uses")
    for quad in store.quads_for_pattern(None, ox.NamedNode(SH + "select"), None, _part("shapes")):
        yield from _used("shapes", str(quad.object), "uses")
    for name, text in texts("ontology", "examples", ".trig").items():
        yield from _used(f"examples/{name}", text, "examples")
    example = ox.NamedNode(SKOS + "example")
    for quad in store.quads_for_pattern(None, example, None, _part("core")):
        yield from _used("core", str(quad.object), "examples")


def _used(file: str, text: str, graph: str) -> Iterator[ox.Quad]:
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for term in sorted(set(_USED.findall(code))):
        path, used = ox.NamedNode(SH + "path"), ox.NamedNode(LGN + term)
        yield ox.Quad(_part(file), path, used, _part(graph))


def _part(name: str) -> ox.NamedNode:
    return ox.NamedNode(_PART + name)
