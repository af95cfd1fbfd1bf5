"""RDF from outside: what is looked at before the parser sees it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import SourceUnreadable
from legation.store.foreign import load

XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'


def _load(text: str, format: ox.RdfFormat, graph: ox.NamedNode | None = None) -> ox.Store:
    store = ox.Store()
    path = Path("data")
    path.write_text(text, encoding="utf-8")
    load(store, path, format, graph=graph, base="http://example.org/")
    return store


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ('<urn:s> <urn:p> "' + "[" * 5000 + '" . # ' + "(" * 5000, ox.RdfFormat.TURTLE),
        ("<urn:s> <urn:p> '''" + "[\n" * 500 + "''' .", ox.RdfFormat.TURTLE),
        ("<urn:s> <urn:" + "(" * 500 + "> 'x' .", ox.RdfFormat.TURTLE),
        ("<urn:s> <urn:p> " + "( " * 250 + ") " * 250 + ".", ox.RdfFormat.TURTLE),
        ('{"@id": "urn:s", "urn:p": "' + "{" * 5000 + '"}', ox.RdfFormat.JSON_LD),
        (XML + '<rdf:Description rdf:about="urn:s" e:p="1"/></rdf:RDF>', ox.RdfFormat.RDF_XML),
    ],
)
def test_brackets_in_text_are_no_nesting(text: str, format: ox.RdfFormat) -> None:
    """Strings, IRIs and comments may hold any brackets; 250 levels are not too many."""
    assert len(_load(text, format))


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("<urn:s> <urn:p> " + "( " * 300 + ") " * 300 + ".", ox.RdfFormat.TURTLE),
        ("<urn:s> <urn:p> " + "[ <urn:p> " * 300, ox.RdfFormat.N3),
        ("<urn:s> <urn:p> " + "<< <urn:s> <urn:p> " * 300, ox.RdfFormat.TURTLE),
        ("[" * 300 + "]" * 300, ox.RdfFormat.JSON_LD),
        (XML + "<e:a><e:b>" * 150, ox.RdfFormat.RDF_XML),
    ],
)
def test_deep_nesting_is_refused(text: str, format: ox.RdfFormat) -> None:
    """What could end the process inside the parser does not reach it."""
    with pytest.raises(SourceUnreadable) as caught:
        _load(text, format)
    assert str(caught.value) == "the data is nested deeper than 256 levels"


def test_data_goes_to_the_graph_that_is_named() -> None:
    """Triples go to one graph; what names graphs itself may not go to another."""
    graph = ox.NamedNode("urn:g")
    store = _load("<> <urn:p> <x> .", ox.RdfFormat.TURTLE, graph)
    assert [str(quad) for quad in store] == [
        "<http://example.org/> <urn:p> <http://example.org/x> <urn:g>"
    ]
    with pytest.raises(SourceUnreadable) as caught:
        _load(
            '{"@id": "urn:h", "@graph": [{"@id": "urn:s", "urn:p": 1}]}',
            ox.RdfFormat.JSON_LD,
            graph,
        )
    assert str(caught.value) == "the data is no JSON-LD: Named graphs are not allowed"


def test_what_is_wrong_is_told_with_its_place() -> None:
    """Line and column are told, and not where the server keeps its files."""
    with pytest.raises(SourceUnreadable) as caught:
        _load("<urn:s> <urn:p> 1 .\n<urn:s> <urn:p> .", ox.RdfFormat.TURTLE)
    assert str(caught.value).startswith("the data is no Turtle: line 2 column 17: ")


@given(st.text(alphabet="<>\"'[](){}#\\ \nab:.", max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    """Any text is either loaded or refused by a sentence."""
    with suppress(SourceUnreadable):
        _load(text, ox.RdfFormat.TURTLE)
