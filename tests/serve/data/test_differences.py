"""What a disagreement is called: what it is about, on which fact, how many values."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.network.names import Names
from legation.serve.data.differences import title
from legation.serve.data.pages import words
from legation.terms import RDF, XSD, lgn

ME, FACT = ox.NamedNode("https://e.org/d/1"), ox.NamedNode("https://w3id.org/legation/id/visit/1")


def _store(kind: str, about: str, kept: str, *lost: str) -> ox.Store:
    store = ox.Store()
    told: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (ME, RDF + "type", ox.NamedNode(lgn(kind))),
        (ME, lgn("fact"), FACT),
        (ME, lgn("onProperty"), ox.NamedNode(lgn(about))),
        (ME, lgn("keptValue"), ox.Literal(kept)),
        *((ME, lgn("lostValue"), ox.Literal(one)) for one in lost),
        (FACT, RDF + "type", ox.NamedNode(lgn("Visit"))),
        (FACT, lgn("statedIn"), ox.NamedNode("https://e.org/source/a")),
    ]
    store.extend(ox.Quad(s, ox.NamedNode(p), o) for s, p, o in told)
    return store


@pytest.mark.parametrize(
    ("kept", "lost", "language", "expected"),
    [
        ("2001-02/2001-03", ("2001-01/2001-03",), "en", "Start: A visits B: 2 values"),
        ("2001-02/2001-03", ("2001-02/2001-04",), "en", "End: A visits B: 2 values"),
        ("2001-02/2001-03", ("2001-01/2001-04",), "en", "Date: A visits B: 2 values"),
        ("2001-02", ("2001-03", "2001-04"), "vi", "Thời gian: A visits B: 3 giá trị"),
    ],
)
def test_a_disagreement_on_a_time(
    kept: str, lost: tuple[str, ...], language: str, expected: str
) -> None:
    """It says which end differs, and leaves out the date that is in doubt."""
    store = _store("Contradiction", "edtf", kept, *lost)
    told = title(
        Names(store, language), ME, words(language), lambda _: "A visits B (2001-02/2001-03)"
    )
    assert told == expected


def test_what_is_no_disagreement_has_no_such_title() -> None:
    """Other things keep their names."""
    store = ox.Store()
    store.add(ox.Quad(ME, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("Visit"))))
    store.add(
        ox.Quad(
            ME, ox.NamedNode(lgn("value")), ox.Literal("1", datatype=ox.NamedNode(XSD + "integer"))
        )
    )
    assert title(Names(store), ME, words("en"), str) == ""
