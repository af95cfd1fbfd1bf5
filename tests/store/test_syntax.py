"""What is said of SPARQL that is none: where, at what, and never in the words of a parser."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import QueryError, QuerySyntax
from legation.store.engine import query


@pytest.mark.parametrize(
    ("sparql", "line", "column", "why"),
    [
        ("SELEC * WHERE { ?s ?p ?o }", 1, 1, "it is not understood from 'SELEC * WHERE"),
        ("SELECT * {\n ?s ?p ?o FILTR(?o > 1) }", 2, 11, "it is not understood from 'FILTR(?o"),
        ("SELECT * { ?s ?p ?o } ORDR BY ?s", 1, 23, "it is not understood from 'ORDR BY ?s' on"),
        ("SELECT * { ?s ?p ?o } LIMIT ten", 1, 29, "it is not understood from 'ten' on"),
        ("SELECT * {\n ?s foo:bar ?o }", 2, 5, "the prefix 'foo:' is not declared"),
        ("PREFIX a: <urn:a>\nASK { ?s a:b b:c }", 2, 14, "the prefix 'b:' is not declared"),
        ("SELECT * WHERE { ?s ?p [ ?q ?r }", 1, 32, "nothing is open that this '}' closes"),
        ("SELECT * WHERE {\n { ?s ?p ?o }", 1, 16, "this '{' is not closed"),
        ("SELECT * { ?s ?p ?o } }", 1, 23, "nothing is open that this '}' closes"),
        (
            "SELECT ?s (COUNT(?x) AS ?n) { ?s ?p ?x }",
            *(1, 41, "the SELECT contains a variable that is unbound"),
        ),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 34, "SELECT * is not authorized with GROUP BY"),
        ("CONSTRUCT { ?s ?p ?o }", 1, 23, "it ends too early, or something before is wrong"),
    ],
)
def test_the_place_and_the_token_are_told(sparql: str, line: int, column: int, why: str) -> None:
    """What does not fit is named, and stands at the line and the column that are told."""
    with pytest.raises(QueryError) as refused:
        query(ox.Store(), sparql)
    told = f"the query is no SPARQL at line {line}, column {column}: {why}"
    assert refused.value.message.startswith(told)
    assert "expected" not in refused.value.message


WORDS = ["SELECT", "*", "?s", "{", "}", "(", ")", "foo:bar", "<urn:x>", "'a'", "FILTER", "\n", "1"]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_whatever_is_written_has_a_sentence(sparql: str) -> None:
    """Any row of tokens is answered or refused, at a place that lies in the text or at its end."""
    error = None
    try:
        query(ox.Store(), sparql)
    except QuerySyntax as refused:
        error = refused
    if error is not None and error.line:
        lines = sparql.split("\n")
        assert error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
