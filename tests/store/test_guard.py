"""The scan before the engine: what must not reach it is refused by a sentence."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import QueryRefused, QuerySyntax
from legation.store.engine import query
from legation.store.guard import scan


@pytest.mark.parametrize(
    ("sparql", "sentence"),
    [
        ("SELECT * " + "{" * 4000, "the query is nested deeper than 64 brackets; make it flatter"),
        (
            "ASK { FILTER" + "(" * 7000 + "1" + ")" * 7000 + "}",
            "the query is nested deeper than 64 brackets; make it flatter",
        ),
        (
            "SELECT * { SERVICE SILENT <http://localhost:1/> { ?s ?p ?o } }",
            "SERVICE asks another endpoint, and legation stays on this machine; ask it there",
        ),
        (
            "PREFIX e: <x:> INSERT DATA { e:a e:b e:c }",
            "INSERT changes a graph, and a query only asks; use 'legation add' and 'legation remove'",
        ),
        (
            "load <file:///etc/hostname>",
            "LOAD changes a graph, and a query only asks; use 'legation add' and 'legation remove'",
        ),
        ("ASK { " + "{} UNION " * 1001 + "{} }", "the query has more than 1000 UNIONs; use VALUES"),
        (
            "ASK { ?s ?p '" + "x" * 300_000 + "' }",
            "the query is longer than 256 KiB; ask for less at once",
        ),
    ],
    ids=["braces", "brackets", "service", "insert", "load", "union", "long"],
)
def test_what_must_not_run_is_refused(sparql: str, sentence: str) -> None:
    """Deep nesting, other endpoints, updates and endless queries never reach the engine."""
    with pytest.raises(QueryRefused) as caught:
        query(ox.Store(), sparql)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?s ?p 'SERVICE {{{' }",
        'ASK { ?s ?p """SERVICE "quoted" {""" }',
        "ASK { ?s <http://example.org/SERVICE> ?service } # SERVICE",
        "PREFIX service: <x:> SELECT ?insert { ?insert service:LOAD ?load }",
        "PREFIX insert: <x:> ASK { ?s insert:x ?o }",
    ],
)
def test_words_in_strings_iris_names_and_comments_do_not_count(sparql: str) -> None:
    """Only a token is a token."""
    query(ox.Store(), sparql)


@pytest.mark.parametrize("sparql", ["", " \n"])
def test_an_empty_query_is_told(sparql: str) -> None:
    """Nothing asked is nothing answered."""
    with pytest.raises(QuerySyntax, match="the query is empty; give SPARQL, or -f FILE"):
        scan(sparql)


@given(st.text(alphabet="{}()[]'\"\\\\#<>?: aSERVIC\n", max_size=300))
def test_the_scan_never_breaks(text: str) -> None:
    """Whatever is typed, the scan passes it or refuses it."""
    with suppress(QueryRefused, QuerySyntax):
        scan(text)
