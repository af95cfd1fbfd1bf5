"""Tests of the tokens: what is one, what is none, and texts made to be slow."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import QueryRefused, QuerySyntax
from legation.store.guard import look
from legation.store.tokens import tokens


@pytest.mark.parametrize(
    ("sparql", "says"),
    [
        ('ASK {\n ?s ?p "a }', "the text is no SPARQL at line 2, column 8: a string does not end"),
        ("ASK { \\ }", "the text is no SPARQL at line 1, column 7: a backslash stands alone"),
    ],
)
def test_what_no_engine_reads_on_from_ends_the_scan(sparql: str, says: str) -> None:
    """An open string or a stray backslash is told with its place."""
    with pytest.raises(QuerySyntax) as caught:
        look(sparql)
    assert caught.value.message == says


@pytest.mark.parametrize(
    ("part", "kinds"),
    [
        ("a.", {"word", "mark"}),
        ("é-", {"word", "mark"}),
        ("a.b:c ", {"term"}),
        ("'''a'b'''", {"term"}),
    ],
)
def test_long_runs_are_cut_into_their_tokens(part: str, kinds: set[str]) -> None:
    """However long a run of letters, dots and quotation marks is, each character is seen once or twice."""
    assert {token.kind for token in tokens(part * 60_000)} == kinds


def test_what_is_smaller_than_what_is_no_iri() -> None:
    """In an expression an IRI cannot follow an operand; in a pattern it can."""
    assert [t.text for t in tokens(r"?s<x:\u0041(>?o")] == ["?s", r"<x:\u0041(>", "?o"]
    look("ASK { ?s<x:(((>?o FILTER(?o = <x:(((> || ?o != <x:(((>) }")
    with pytest.raises(QueryRefused, match="nested deeper"):
        look(f"ASK {{ FILTER(?a<{'(' * 70}1{')' * 70}&&1>0) }}")


@given(st.text(alphabet="aé.:-_ \n'\"\\<>?{}(1#@%e", max_size=60))
def test_tokens_stand_where_they_say(text: str) -> None:
    """Whatever the text is, tokens follow each other and are cut out of it."""
    end = 0
    with suppress(QuerySyntax):
        for token in tokens(text):
            assert token.start >= end
            end = token.end
            assert text[token.start : end] == token.text
