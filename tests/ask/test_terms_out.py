"""Terms leave the engine as rdflib terms, Python values or short text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from legation.ask.terms_out import shorten, shown, to_python, to_rdflib
from legation.terms import PREFIXES, XSD


def _typed(text: str, type_: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + type_))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (_typed("12", "integer"), 12),
        (_typed("95.8", "decimal"), Decimal("95.8")),
        (_typed("2008-04-07", "date"), date(2008, 4, 7)),
        (_typed("2008-04-07T10:00:00Z", "dateTime"), datetime(2008, 4, 7, 10, tzinfo=UTC)),
        (_typed("true", "boolean"), True),
        (_typed("1E2", "double"), 100.0),
        (_typed("much", "integer"), "much"),
        (_typed("2008", "gYear"), "2008"),
        (ox.Literal("Minsk", language="en"), "Minsk"),
        (ox.NamedNode("https://e.org/a"), "https://e.org/a"),
        (None, None),
    ],
)
def test_a_term_becomes_a_value_of_python(term: ox.Literal | None, value: object) -> None:
    """Numbers and days become Python's own; what is no such value stays text."""
    told = to_python(term)
    assert told == value
    assert type(told) is type(value)


@given(st.text(), st.sampled_from(["", "vi", "en"]))
def test_text_keeps_its_language_in_rdflib(text: str, language: str) -> None:
    """Text arrives letter by letter, with the language it had."""
    term = ox.Literal(text, language=language) if language else ox.Literal(text)
    assert to_rdflib(term) == rdflib.Literal(text, lang=language or None)


def test_other_terms_in_rdflib() -> None:
    """IRIs, blank nodes, typed literals and nothing each have their counterpart."""
    assert to_rdflib(ox.NamedNode("https://e.org/a")) == rdflib.URIRef("https://e.org/a")
    assert to_rdflib(ox.BlankNode("b1")) == rdflib.BNode("b1")
    assert to_rdflib(_typed("12", "integer")) == rdflib.Literal(12)
    assert to_rdflib(None) is None


@given(st.sampled_from(sorted(PREFIXES)), st.text("abcXYZ019-/", min_size=1))
def test_a_short_form_keeps_all_of_the_iri(prefix: str, local: str) -> None:
    """A shortened IRI can be made whole again."""
    short = shorten(PREFIXES[prefix] + local, "https://e.org/")
    used, _, rest = short.partition(":")
    assert PREFIXES[used] + rest == PREFIXES[prefix] + local


def test_the_base_of_the_graph_is_left_out() -> None:
    """What a graph made itself is shown without the base, everything else as it is."""
    assert shorten("https://e.org/visit/a", "https://e.org/") == "visit/a"
    assert shorten("https://other.org/a", "https://e.org/") == "https://other.org/a"
    assert shown(ox.NamedNode("https://e.org/visit/a"), "https://e.org/") == "visit/a"
