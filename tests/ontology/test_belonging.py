"""What the ontology says about where properties belong is what graphs really hold."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

import legation
from legation.cli import run
from legation.knowledge import folder, select
from legation.resources import texts
from legation.terms import REFERENCE

_INCLUDES = "https://schema.org/%sIncludes"


def _above() -> dict[str, set[str]]:
    """Return each class of the core with all classes above it and itself."""
    rows = select(folder("core"), "SELECT ?c ?a { ?c a owl:Class ; rdfs:subClassOf* ?a }")
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["c"], set()).add(row["a"])
    return found


def _included(side: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in select(folder("core"), f"SELECT ?p ?c {{ ?p <{_INCLUDES % side}> ?c }}"):
        found.setdefault(row["p"], set()).add(row["c"])
    return found


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """Return the graph of the tour."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("tour"))
        assert run(["tour"]) == 0
        graph = legation.open("legation-tour/tour.kg")
        memory = ox.Store()
        memory.extend(graph.store)
        return memory


def _strangers(rows: list[dict[str, str]], side: str) -> set[tuple[str, str]]:
    """Return the pairs of property and class that the ontology does not know of."""
    above, included = _above(), _included(side)
    pairs: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        pairs.setdefault((row["x"], row["p"]), set()).add(row["c"])
    return {
        (p, min(classes))
        for (_, p), classes in pairs.items()
        if p in included and not included[p] & set().union(*(above.get(c, {c}) for c in classes))
    }


@pytest.fixture(scope="module")
def shelves() -> ox.Store:
    """Return all data on the shelves: the examples, the reference, polities in time."""
    store = ox.Store()
    for shelf in ("examples", "history", "reference"):
        for suffix, form in ((".trig", ox.RdfFormat.TRIG), (".ttl", ox.RdfFormat.TURTLE)):
            for text in texts("ontology", shelf, suffix).values():
                store.load(text.encode(), form, base_iri=REFERENCE)
    return store


@pytest.fixture(params=["toured", "shelves"])
def data(request: pytest.FixtureRequest) -> ox.Store:
    """Return one store of data, then the other."""
    store: ox.Store = request.getfixturevalue(request.param)
    return store


def test_facts_and_entities_have_only_what_belongs_to_them(data: ox.Store) -> None:
    """Each property of a settled thing names the class of that thing in schema:domainIncludes."""
    rows = select(data, "SELECT DISTINCT ?x ?p ?c { ?x a ?c ; ?p ?v }")
    assert _strangers(rows, "domain") == set()


def test_claims_have_only_what_belongs_to_their_kind(data: ox.Store) -> None:
    """Each property of a claim belongs to claims, or to facts of the kind it speaks of."""
    claims = select(
        data,
        """SELECT DISTINCT ?x ?p ?c { GRAPH ?source { ?x a lgn:Claim ; lgn:kind ?kind ; ?p ?v }
            VALUES ?own { true false } BIND(IF(?own, lgn:Claim, ?kind) AS ?c) }""",
    )
    assert claims
    assert _strangers(claims, "domain") == set()


def test_values_are_of_the_classes_that_properties_hold(data: ox.Store) -> None:
    """Each typed value in the settled graph is of a class that schema:rangeIncludes names."""
    rows = select(
        data,
        "SELECT DISTINCT ?x ?p ?c { ?s ?p ?v . ?v a ?c BIND(STR(?v) AS ?x) FILTER(isIRI(?v)) }",
    )
    assert _strangers(rows, "range") == set()


def test_literals_are_of_the_datatypes_that_properties_hold(data: ox.Store) -> None:
    """A property that holds dates, numbers or truth values holds nothing else."""
    included = _included("range")
    exact = {p: c for p, c in included.items() if all("XMLSchema#" in one for one in c)}
    wrong = {
        (row["p"], row["t"])
        for row in select(
            data,
            """SELECT DISTINCT ?p ?t { { ?s ?p ?v } UNION { GRAPH ?source { ?s ?p ?v } }
                FILTER(isLiteral(?v)) BIND(DATATYPE(?v) AS ?t) }""",
        )
        if row["p"] in exact and row["t"] not in exact[row["p"]]
    }
    assert wrong == set()
