"""The dataset of an update by the protocol, as clauses of SPARQL."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.changes.using import using
from legation.errors import QuerySyntax


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (
            "INSERT { ?s ?p ?o } WHERE { ?s ?p ?o } ; DELETE WHERE { ?s ?p 'WHERE }' }",
            "INSERT { ?s ?p ?o } USING <x:g> WHERE { ?s ?p ?o } ; DELETE { ?s ?p 'WHERE }' } USING <x:g> WHERE { ?s ?p 'WHERE }' }",
        ),
        (
            "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { { SELECT * WHERE { ?s ?p ?o } } }",
            "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } USING <x:g> WHERE { { SELECT * WHERE { ?s ?p ?o } } }",
        ),
        ("INSERT DATA { <x:where> <x:p> 1 } # WHERE", "INSERT DATA { <x:where> <x:p> 1 } # WHERE"),
        ("CLEAR ALL; DROP GRAPH <x:y>", "CLEAR ALL; DROP GRAPH <x:y>"),
    ],
)
def test_each_operation_gets_the_graphs(update: str, expected: str) -> None:
    """Operations with WHERE get clauses; words in strings, comments and sub-selects are no WHERE."""
    found = using(update, ["x:g"], [])
    assert found == expected
    ox.Store().update(found.replace("DROP GRAPH", "DROP SILENT GRAPH"))


@pytest.mark.parametrize("word", ["USING", "WITH"])
def test_an_update_that_names_graphs_itself_is_refused(word: str) -> None:
    """Two datasets for one update make no sense (SPARQL 1.1 Protocol, 2.2.3)."""
    update = {
        "USING": "DELETE { ?s ?p ?o } USING <x:a> WHERE { ?s ?p ?o }",
        "WITH": "WITH <x:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    }[word]
    with pytest.raises(QuerySyntax) as caught:
        using(update, [], ["x:b"])
    assert str(caught.value) == (
        f"the update has {word} itself, and the request names graphs, too; leave one of them out"
    )
