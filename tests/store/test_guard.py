"""The scan before the engine: what must not reach it is refused by a sentence."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import QueryReachesOut, QueryRefused, QuerySyntax
from legation.store.engine import query
from legation.store.guard import FORMS, look, look_at_update


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
        (
            "ASK { " + "?s ?p ?o . " * 101 + "}",
            "the query has more than 100 triple patterns and path steps in one group; ask in several queries",
        ),
        (
            "SELECT * { VALUES (?a ?b) { " + "(1 UNDEF) " * 10_001 + "} }",
            "the query has more than 10000 rows of VALUES; ask in several queries",
        ),
        (
            "ASK { " + "BIND(1 AS ?x) " * 501 + "}",
            "the query has more than 1000 of OPTIONAL, MINUS, BIND, FILTER and AS; ask in several queries",
        ),
        (
            "ASK { FILTER(" + "!" * 5_001 + "true) }",
            "the query has more than 5000 operators in expressions; use IN or VALUES",
        ),
        ("ASK { " + "{} UNION " * 1001 + "{} }", "the query has more than 1000 UNIONs; use VALUES"),
        (
            "ASK { ?s ?p '" + "x" * 300_000 + "' }",
            "the query is longer than 256 KiB; ask for less at once",
        ),
    ],
    ids=[
        "braces",
        "brackets",
        "service",
        "insert",
        "load",
        "patterns",
        "rows",
        "clauses",
        "operators",
        "union",
        "long",
    ],
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
        look(sparql)


@given(st.text(alphabet="{}()[]'\"\\\\#<>?: aSERVIC\n", max_size=300))
def test_the_scan_never_breaks(text: str) -> None:
    """Whatever is typed, the scan passes it or refuses it."""
    with suppress(QueryRefused, QuerySyntax):
        look(text)


@pytest.mark.parametrize(
    "patterns",
    [
        "?a ?b ?c ; ?d ?e " * 101,
        "?a ?b " + ", ".join("?c" for _ in range(102)),
        "?a " + "/".join("<x:p>" for _ in range(102)) + " ?b",
        "?a (" + "|".join("<x:p>" for _ in range(102)) + ")+ ?b",
        "?a " + "/".join("^<x:p>" for _ in range(51)) + " ?b",
        "?a ?b (" + "1 " * 101 + ")",
        "?a ?b [ ?c ?d ] . " * 60,
        "?a ?b 1. " * 101,
        "{ ?a ?b ?c } " * 101,
        "GRAPH ?g { ?a ?b ?c } " * 101,
        "FILTER(true) ?a ?b ?c " * 101,
        "BIND(1 AS ?x) ?a ?b ?c " * 101,
        "?a ?b ?c {} " * 101,
        "VALUES ?a { 1 } " * 101,
        "{ SELECT ?a {} } " * 101,
        "?a ?b ?c OPTIONAL {} " * 101,
        "{ SELECT * { " + "?a ?b ?c . " * 101 + "} }",
        "OPTIONAL { " + "?a ?b ?c . " * 101 + "}",
        "FILTER EXISTS { " + "?a ?b ?c . " * 101 + "}",
        "{} UNION { " + "?a ?b ?c . " * 101 + "}",
    ],
)
def test_patterns_are_counted_however_they_are_written(patterns: str) -> None:
    """No way to write many patterns for one plan hides them from the count."""
    with pytest.raises(QueryRefused, match="more than 100 triple patterns and path steps"):
        look(f"SELECT * {{ {patterns} }}")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s ?p ?o FILTER(" + " || ".join(f"?o = {n}" for n in range(500)) + ") }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + ", ".join(map(str, range(500))) + ")) }",
        "SELECT * { ?s ?p ?o FILTER(" + " / ".join("?o" for n in range(200)) + " > 1) }",
        "SELECT * { VALUES ?s { " + "<x:s> " * 9_000 + "} ?s ?p ?o }",
        "SELECT * { " + " UNION ".join("{ ?s ?p ?o . ?o ?q ?r }" for _ in range(200)) + "}",
        "SELECT " + "?v " * 300 + "{ ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } ORDER BY " + "?v " * 300,
        "SELECT * { ?s ?p '" + ". ; , / " * 500 + "' }",
        "CONSTRUCT { " + "?s ?p ?o . " * 300 + "} WHERE { ?s ?p ?o }",
        "SELECT * { " + "OPTIONAL { ?s ?p ?o . ?o ?q ?r } " * 90 + "}",
    ],
)
def test_what_is_long_but_easy_passes(sparql: str) -> None:
    """Alternatives, lists, rows and templates are no patterns that are planned together."""
    assert look(sparql).form in {"SELECT", "CONSTRUCT"}


def test_every_question_passes() -> None:
    """All questions of the catalogue are far from the limits."""
    from legation.ask.questions import catalogue

    for question in catalogue():
        assert look(question.sparql).form in FORMS


def test_what_is_inserted_as_it_stands_may_be_long() -> None:
    """The limits of an update are those of its patterns, not of its data."""
    look_at_update("INSERT DATA { " + "<x:s> <x:p> 1 . " * 500 + "}")
    look_at_update("DELETE DATA { GRAPH <x:g> { " + "<x:s> <x:p> 1 . " * 500 + "} }")
    look_at_update("INSERT { " + "?s ?p 1 . " * 500 + "} WHERE { ?s ?p ?o }")
    with pytest.raises(QueryRefused, match="the update has more than 100 triple patterns"):
        look_at_update("DELETE WHERE { " + "?s ?p ?o . " * 101 + "}")


@pytest.mark.parametrize(
    ("sparql", "error"),
    [
        ("SELECT * { SERVICE <x:y> { ?s ?p ?o } ", QuerySyntax),
        ("SELECT * { SERVICE <x:y> { ?s ?p } }", QuerySyntax),
        ("SELECT * { SERVICE SILENT ?e { ?s ?p ?o } }", QueryReachesOut),
        ("SELECT * { ?s <x:a.SERVICE> 'SERVICE'@service }", None),
        ("PREFIX e: <x:> SELECT * { ?s e:a.SERVICE e:b\\,LOAD }", None),
    ],
)
def test_what_reaches_out_is_parsed_first(sparql: str, error: type[Exception] | None) -> None:
    """Whoever writes SERVICE wrongly is told where; only sound SPARQL is refused for reaching out."""
    if error is None:
        query(ox.Store(), sparql)
        return
    with pytest.raises(error):
        query(ox.Store(), sparql)


@pytest.mark.parametrize(
    ("update", "harmless"),
    [
        ("LOAD <x:y>", "CLEAR SILENT GRAPH <x:y>"),
        ("LOAD SILENT <x:y> ; LOAD <x:a> INTO GRAPH <x:b>", None),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <x:y> { ?s ?p ?o } }", None),
    ],
)
def test_what_stands_for_reaching_out_is_sparql(update: str, harmless: str | None) -> None:
    """The words put in the place of LOAD and SERVICE give an update that the engine takes."""
    found = look_at_update(update).harmless
    ox.Store().update(found)
    assert harmless in {None, found}


@given(st.text(alphabet="?a<x>{}[]()'\"\\.;,/|^ \n#SERVICE", max_size=80))
def test_looking_never_fails_otherwise(sparql: str) -> None:
    """Any text is looked at, or refused by an error of ours."""
    with suppress(QueryRefused, QuerySyntax):
        look(sparql)
