"""The JSON-LD context: made from the ontology, and the file on the shelf is what is made."""

from __future__ import annotations

import pytest

from legation.errors import KnowledgeError
from legation.export import context
from legation.knowledge import folder, select
from legation.resources import shelf
from legation.terms import LGN


def test_the_file_is_what_the_ontology_makes() -> None:
    """`legation ontology --out DIR` writes the context; commit it with the words it follows."""
    stored = (shelf("ontology") / "context.jsonld").read_text("utf-8")
    assert stored == context.document(context.made())


def test_every_class_and_property_has_its_local_name() -> None:
    """Whatever the core declares can be written by its local name."""
    query = (
        "SELECT ?t { VALUES ?k { owl:Class owl:ObjectProperty owl:DatatypeProperty } ?t a ?k "
        "FILTER(STRSTARTS(STR(?t), STR(lgn:))) }"
    )
    names = {row["t"].removeprefix(LGN) for row in select(folder("core"), query)}
    made = context.made()
    assert names - set(made) == set()
    assert len(names) > 100


def test_what_points_to_a_node_says_so_and_dates_carry_their_datatype() -> None:
    """Object properties take names, dates are dates, sets are lists."""
    made = context.made()
    assert made["sender"] == {"@id": "lgn:sender", "@type": "@vocab"}
    assert made["party"] == {"@id": "lgn:party", "@type": "@vocab", "@container": "@set"}
    assert made["latest"] == {"@id": "lgn:latest", "@type": "xsd:date"}
    assert made["edtf"] == "lgn:edtf"


def test_a_property_keeps_its_name_before_a_prefix() -> None:
    """`post` is the property; entities under …/post/ are written with `legation:`."""
    made = context.made()
    assert made["post"]["@id"] == "lgn:post"
    assert made["legation"] == "https://w3id.org/legation/"


def test_a_name_with_two_meanings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that is called like a borrowed one is told, not overwritten."""
    monkeypatch.setitem(context._BORROWED, "Visit", "https://e.org/visit")
    with pytest.raises(KnowledgeError) as raised:
        context.made()
    assert str(raised.value) == (
        "ontology/core: lgn:Visit would be the second meaning of 'Visit' in the context; "
        "give the word another name"
    )
