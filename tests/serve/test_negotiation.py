"""Which form of an answer a client wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.serve.negotiation import ROWS, TRIPLES, best, language


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
        ('text/csv;header="a,b";q=1, application/json;q=0.5', "text/csv"),
        ("text/csv;q=high, application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_the_form_that_fits_best_is_chosen(accept: str | None, media: str) -> None:
    """Qualities, wildcards and parameters are read as HTTP says."""
    form = best(accept, ROWS)
    assert form is not None
    assert form.media == media


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "*/*;q=0", "text/html"])
def test_nothing_fits(accept: str) -> None:
    """What is not offered, or refused with q=0, gives nothing."""
    assert best(accept, ROWS) is None


def test_triples_have_their_forms() -> None:
    """JSON is JSON-LD for triples, text says that it is UTF-8."""
    form = best("application/json", TRIPLES)
    assert form is not None
    assert form.made_as == "application/ld+json"
    turtle = best("text/turtle", TRIPLES)
    assert turtle is not None
    assert turtle.content_type == "text/turtle; charset=utf-8"


@given(st.text())
def test_any_header_can_be_read(accept: str) -> None:
    """Nonsense is no error: it is passed over."""
    form = best(accept, ROWS)
    assert form is None or form in ROWS
    assert language(accept) in {"en", "vi"}
