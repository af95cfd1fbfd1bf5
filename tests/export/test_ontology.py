"""The ontology as one file in four forms of RDF."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.export import ontology
from legation.terms import OWL, RDF

FORMS = {
    "legation.ttl": ox.RdfFormat.TURTLE,
    "legation.rdf": ox.RdfFormat.RDF_XML,
    "legation.nt": ox.RdfFormat.N_TRIPLES,
    "legation.jsonld": ox.RdfFormat.JSON_LD,
}


def _canonical(store: ox.Store) -> ox.Dataset:
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("name", FORMS)
def test_each_form_holds_the_whole_ontology(tmp_path: Path, name: str) -> None:
    """Header, core and vocabularies come back the same, lists included."""
    ontology.publish(tmp_path)
    store = ox.Store()
    store.load(path=str(tmp_path / name), format=FORMS[name])
    assert set(_canonical(store)) == set(_canonical(ontology.merged()))


def test_the_whole_imports_nothing() -> None:
    """One file stands alone: what the header imports is in it."""
    imports = ox.NamedNode(f"{OWL}imports")
    assert list(ontology.merged().quads_for_pattern(None, imports, None)) == []


def test_one_file_is_one_ontology() -> None:
    """The modules that the header imports are ontologies themselves; the whole is one."""
    store = ontology.merged()
    kinds = (ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{OWL}Ontology"))
    found = [quad.subject for quad in store.quads_for_pattern(None, *kinds)]
    assert found == [ox.NamedNode(ontology.ONTOLOGY)]


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """What is published can be compared."""
    first = {path.name: path.read_bytes() for path in ontology.publish(tmp_path)}
    assert {path.name: path.read_bytes() for path in ontology.publish(tmp_path)} == first
    assert set(first) == set(ontology.FILES)
