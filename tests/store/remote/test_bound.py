"""Queries as another engine gets them; the embedded engine judges whether they mean the same."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.store.remote.bound import paged, with_prefixes, with_values

ONE = {"a": ox.NamedNode("x:one")}


@pytest.mark.parametrize(
    ("sparql", "bound"),
    [
        ("SELECT ?a { ?a ?p ?o }", "SELECT ?a { VALUES (?a) {(<x:one>)} ?a ?p ?o }"),
        (
            "CONSTRUCT { ?a ?p ?o } WHERE { ?a ?p ?o }",
            "CONSTRUCT { ?a ?p ?o } WHERE { VALUES (?a) {(<x:one>)} ?a ?p ?o }",
        ),
        (
            "SELECT ?a { VALUES ?p { <x:p> } ?a ?p ?o }",
            "SELECT ?a { VALUES (?a) {(<x:one>)} VALUES ?p { <x:p> } ?a ?p ?o }",
        ),
        (
            "SELECT ?a { { SELECT ?o { ?a ?p ?o } } }",
            "SELECT ?a { VALUES (?a) {(<x:one>)} { SELECT ?o { ?a ?p ?o } } }",
        ),
        (
            "SELECT ?a { ?a ?p '{ ?a' OPTIONAL { ?s ?q ?o } }",
            "SELECT ?a { VALUES (?a) {(<x:one>)} ?a ?p '{ ?a' OPTIONAL { ?s ?q ?o } }",
        ),
    ],
)
def test_values_stand_where_they_can_be_seen(sparql: str, bound: str) -> None:
    """In groups, not in data or templates, and in a sub-select only if it hands them on."""
    assert with_values(sparql, ONE) == bound


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_value_is_a_term_and_never_text(value: str) -> None:
    """Whatever a person gives, it comes back as the value of the variable."""
    term = ox.Literal(value)
    (row,) = ox.Store().query(with_values("SELECT ?a { }", {"a": term}))  # type: ignore[misc] # a SELECT
    assert row["a"] == term


def test_only_what_is_used_and_not_declared_gets_a_prefix() -> None:
    """Lines keep their numbers."""
    text = "PREFIX lgn: <x:> SELECT ?s\n{ ?s a lgn:A ; rdfs:label 'skos:x' }"
    assert with_prefixes(text) == f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {text}"


def test_pages_make_the_whole() -> None:
    """Each row is on one page."""
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"x:{n}"), ox.NamedNode("x:p"), ox.Literal(n)) for n in range(25)
    )
    text = "PREFIX e: <x:> SELECT ?s ?n { ?s e:p ?n } ORDER BY DESC(?n)"
    pages = [list(store.query(paged(text, ("s", "n"), 10, start))) for start in (0, 10, 20)]  # type: ignore[arg-type]
    found = [solution["n"].value for page in pages for solution in page]
    assert found == [str(n) for n in reversed(range(25))]
