"""The made-up graph of Mongolia, Chile, Ghana and Estonia, and graphs of a few lines."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

PREFIXES = """@prefix lgn: <https://w3id.org/legation/ns#> .
@prefix state: <https://w3id.org/legation/state/> .
@prefix post: <https://w3id.org/legation/post/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://example.org/> .
state:MNG a lgn:State ; lgn:code "MNG" ; rdfs:label "Mongolia"@en ; skos:prefLabel "Mông Cổ"@vi .
state:CHL a lgn:State ; lgn:code "CHL" ; rdfs:label "Chile"@en .
state:GHA a lgn:State ; lgn:code "GHA" ; rdfs:label "Ghana"@en .
state:EST a lgn:State ; lgn:code "EST" ; rdfs:label "Estonia"@en .
"""


@pytest.fixture
def store() -> ox.Store:
    """Return a store in memory whose default graph is the settled graph of the sample."""
    store = ox.Store()
    sample = Path(__file__).parents[1] / "view" / "sample.trig"
    store.load(path=str(sample), format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture
def told() -> Callable[[str], ox.Store]:
    """Return what makes a graph of four states and some facts in Turtle."""

    def make(facts: str) -> ox.Store:
        store = ox.Store()
        store.load((PREFIXES + facts).encode(), ox.RdfFormat.TURTLE)
        return store

    return make
