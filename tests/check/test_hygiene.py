"""The ontology against its rules of style."""

from __future__ import annotations

import pyoxigraph as ox

from legation.check.hygiene import check_ontology, hygiene, parts
from legation.terms import OWL, RDF, lgn


def test_our_own_ontology_is_clean() -> None:
    """No rule has anything to say of it."""
    assert check_ontology() == ()


def test_a_bare_class_is_found() -> None:
    """A class without label and definition is named, with what to do."""
    store = parts()
    bare = ox.Quad(
        ox.NamedNode(lgn("Bare")), ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Class")
    )
    core = next(
        graph
        for graph in store.named_graphs()
        if isinstance(graph, ox.NamedNode) and graph.value.endswith("/core")
    )
    store.add(bare)
    store.add(ox.Quad(bare.subject, bare.predicate, bare.object, core))
    found = [finding for finding in hygiene(store) if finding.where == "lgn:Bare"]
    assert found
    assert all(finding.severity == "violation" and finding.hint for finding in found)
