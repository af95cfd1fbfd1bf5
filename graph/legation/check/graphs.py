"""Validate a graph with the shapes: the settled facts, and the claims of all sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from legation.check.findings import Finding
from legation.check.shapes import constraints, violations
from legation.facts.records import sources
from legation.knowledge import folder, select
from legation.terms import LGN, RDF, Iri

_A = ox.NamedNode(RDF + "type")
_SOURCE, _POLICY = ox.NamedNode(LGN + "Source"), ox.NamedNode(LGN + "textPolicy")


def check(store: ox.Store) -> tuple[Finding, ...]:
    """Validate the settled graph with what ties claims to it, then the claims of all sources.

    Each side is held against its shapes (``ontology/shapes``) together with the core and the
    vocabularies, which say what classes, properties and concepts there are; ``sh:message`` of
    a shape is the sentence that is told. Violations come first.
    """
    default: ox.DefaultGraph | ox.NamedNode = ox.DefaultGraph()
    named = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    told = set(sources(store))
    settled = list(store.quads_for_pattern(None, None, None, default))
    facts = [*settled, *_quads(store, named - told)]
    # What a source is, is told of its description among the facts; claims ask only for its policy.
    described = {q.subject for q in store.quads_for_pattern(None, _A, _SOURCE, default)}
    claims = [q for q in _quads(store, told) if q.subject not in described]
    claims += [q for q in settled if q.subject in described and q.predicate == _POLICY]
    stated = _stated_in(store)
    findings = set(find("facts", facts, stated))
    findings |= set(find("claims", claims, _made_in(store, told)))
    return tuple(sorted(findings, key=lambda f: (f.severity != "violation", f)))


def find(
    side: str, data: Iterable[ox.Quad], stated: dict[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Yield what the shapes of ``facts`` or ``claims`` have to say of triples."""
    memory = ox.Store()
    for quads in (data, folder("core"), folder("vocabularies")):
        memory.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    for constraint in constraints(side):
        for focus, message in violations(memory, constraint):
            what, _, hint = message.replace(LGN, "lgn:").partition("; ")
            names = tuple(Iri(s).local for s in stated.get(focus, ()))
            yield Finding(constraint.severity, focus, what, names, hint)


def _quads(store: ox.Store, graphs: Iterable[str]) -> Iterator[ox.Quad]:
    for graph in sorted(graphs):
        yield from store.quads_for_pattern(None, None, None, ox.NamedNode(graph))


def _stated_in(store: ox.Store) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in select(store, "SELECT ?f ?s { ?f lgn:statedIn ?s } ORDER BY ?f ?s"):
        found.setdefault(row["f"], []).append(row["s"])
    return {fact: tuple(names) for fact, names in found.items()}


def _made_in(store: ox.Store, told: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each node in the graphs of sources whose graph it is."""
    found: dict[str, set[str]] = {}
    for source in told:
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(source)):
            if isinstance(quad.subject, ox.NamedNode):
                found.setdefault(quad.subject.value, set()).add(source)
    return {node: tuple(sorted(names)) for node, names in found.items()}
