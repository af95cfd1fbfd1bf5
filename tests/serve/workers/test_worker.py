"""What a worker may leave out."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import QueryRefused, QuerySyntax
from legation.store.guard import is_harmless, look

_TOKENS = (
    *("SELECT * {", "ASK {", "{", "}", "(", ")", "[", "]", "<<", ">>", ".", ";", ",", "/", "^"),
    *("|", "?a", "?b ", "a", "1 ", "<x:y>", ":", "x:z ", "UNION", "VALUES ?a {", "FILTER(", "!"),
    *("service", "LOAD", "insert", "'", '"', "\\", "# ", "\n"),
)


@given(st.lists(st.sampled_from(_TOKENS), max_size=120).map("".join))
def test_what_is_called_harmless_is(text: str) -> None:
    """What is not scanned reaches out nowhere, and has nothing to be refused unless it is no SPARQL."""
    if not is_harmless(text):
        return
    try:
        assert not look(text).outward
    except QueryRefused:
        with pytest.raises(SyntaxError):
            ox.Store().query(text)


def test_what_has_something_in_it_is_scanned() -> None:
    """Length, brackets, quotation marks, escapes and words of updates are each a reason to look."""
    assert is_harmless("SELECT ?s { ?s a <x:y> } LIMIT 5 # 12")
    for text in ("", " \n", "ASK {" + " " * 200 + "}", "{" * 65, "ASK { ?s ?p '' }", "drop all",
                 "ASK { \\u0053ERVICE <x:y> {} }", "ASK{SERVICE<x:y>{}}"):  # fmt: skip
        assert not is_harmless(text), text
    with pytest.raises(QuerySyntax):
        look(" ")
