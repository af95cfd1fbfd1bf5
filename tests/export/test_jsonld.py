"""JSON-LD: readable, with its context inside, and the same graph to three readers of JSON-LD."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import WrongFormat
from legation.export import context, jsonld, rdf
from legation.terms import LGN, PREFIXES, RDF, RDFS, XSD

A, B = ox.NamedNode("https://e.org/a"), ox.NamedNode("https://e.org/b")
LABEL = ox.NamedNode(f"{RDFS}label")


def written(store: ox.Store) -> bytes:
    """Return a graph as JSON-LD."""
    out = BytesIO()
    rdf.write(store, "jsonld", out)
    return out.getvalue()


def holding(*triples: tuple[ox.NamedNode, ox.NamedNode, Any]) -> ox.Store:
    """Return a store with triples in the default graph."""
    store = ox.Store()
    store.extend([ox.Quad(*triple) for triple in triples])
    return store


def node(*triples: tuple[ox.NamedNode, ox.NamedNode, Any]) -> dict[str, Any]:
    """Return how the one node that triples tell of is written, without its id."""
    (told,) = json.loads(written(holding(*triples)))["@graph"]
    return {name: value for name, value in told.items() if name != "id"}


def lgn(name: str) -> ox.NamedNode:
    """Return a word of the ontology."""
    return ox.NamedNode(LGN + name)


def typed(value: str, datatype: str) -> ox.Literal:
    """Return a literal of an XSD datatype."""
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def by_engine(text: bytes) -> set[ox.Quad]:
    """Read JSON-LD with the engine."""
    store = ox.Store()
    store.load(text, ox.RdfFormat.JSON_LD)
    return set(store)


def by_rdflib(text: bytes) -> set[ox.Quad]:
    """Read JSON-LD with rdflib."""
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="json-ld")
    store = ox.Store()
    store.load(dataset.serialize(format="nquads").encode(), ox.RdfFormat.N_QUADS)
    return set(store)


def by_pyld(text: bytes) -> set[ox.Quad]:
    """Read JSON-LD with PyLD, which may load nothing from anywhere."""
    pyld = pytest.importorskip("pyld.jsonld", reason="PyLD is in the extra test")

    def refuse(url: str, _options: object) -> None:
        raise AssertionError(f"asked for {url}")

    quads = pyld.to_rdf(
        json.loads(text), {"format": "application/n-quads", "documentLoader": refuse}
    )
    store = ox.Store()
    store.load(quads.encode(), ox.RdfFormat.N_QUADS)
    return set(store)


# Inside, rdflib uses what rdflib itself has given up.
RDFLIB_WARNS = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
READERS = [by_engine, by_rdflib, by_pyld]


@RDFLIB_WARNS
@pytest.mark.parametrize("reader", READERS)
def test_the_same_graph_comes_back(store: ox.Store, reader: Any) -> None:
    """Claims, facts and names of a whole dataset, read by three libraries."""
    assert reader(written(store)) == set(store)


ODD = [
    (A, ox.NamedNode(f"{RDF}type"), lgn("Visit")),
    (A, ox.NamedNode(f"{RDF}type"), ox.Literal("no class")),
    (A, LABEL, ox.Literal("plain")),
    (A, LABEL, ox.Literal("thăm", language="vi")),
    (B, LABEL, typed("2.5", "decimal")),
    (A, lgn("sender"), ox.Literal("state:MNG")),
    (A, lgn("sender"), lgn("Visit")),
    (A, lgn("edtf"), ox.NamedNode("https://w3id.org/legation/state/MNG")),
    (A, lgn("edtf"), typed("5", "integer")),
    (A, lgn("earliest"), ox.Literal("2001-01-01")),
    (A, lgn("earliest"), typed("2001-01-01", "date")),
    (A, lgn("ordinal"), typed("12345678901234567890", "integer")),
    (A, lgn("ordinal"), typed("2.5", "decimal")),
    (A, lgn("complete"), typed("true", "boolean")),
    (A, lgn("complete"), ox.Literal("true")),
    (A, lgn("title"), typed("1.0E0", "double")),
    (A, lgn("kind"), lgn("Visit")),
    (A, B, lgn("Visit")),
    (ox.NamedNode("urn:x:y"), B, ox.NamedNode("https://w3id.org/legation/post/VNM-president")),
]


@RDFLIB_WARNS
@pytest.mark.parametrize("reader", READERS)
def test_values_that_do_not_fit_their_property_come_back_too(reader: Any) -> None:
    """Text where a node belongs, a node where text belongs, numbers of other types."""
    store = holding(*ODD)
    assert reader(written(store)) == set(store)


names = st.sampled_from(["visitor", "edtf", "earliest", "ordinal", "party", "value", "x"])
iris = st.one_of(
    names.map(lgn),
    st.sampled_from([A, B, LABEL, ox.NamedNode(PREFIXES["state"] + "MNG")]),
)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
literals = st.one_of(
    texts.map(ox.Literal),
    texts.map(lambda text: ox.Literal(text, language="vi")),
    st.integers().map(lambda number: typed(str(number), "integer")),
    st.booleans().map(ox.Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(
        lambda number: typed(f"{number:f}", "decimal")
    ),
)
quads = st.builds(
    ox.Quad, iris, iris, st.one_of(iris, literals), st.one_of(st.just(ox.DefaultGraph()), iris)
)


@given(st.lists(quads, max_size=12))
def test_any_dataset_comes_back(some: list[ox.Quad]) -> None:
    """Whatever the words, values and graphs: the engine reads the same quads again."""
    store = ox.Store()
    store.extend(some)
    assert by_engine(written(store)) == set(store)


@given(st.lists(quads, max_size=6))
def test_an_independent_library_reads_any_dataset(some: list[ox.Quad]) -> None:
    """PyLD reads what the engine reads."""
    store = ox.Store()
    store.extend(some)
    text = written(store)
    assert by_pyld(text) == by_engine(text)


def test_keys_of_the_sample_are_short(store: ox.Store) -> None:
    """Nothing but names of the context and prefixed names; no key is an IRI."""
    graphs = json.loads(written(store))["@graph"]
    nodes = [n for g in graphs for n in g.get("@graph", [g])]
    keys = {key for n in nodes for key in n if key != "@graph"}
    assert {key for key in keys if "//" in key} == set()
    assert {"id", "type", "label", "sender", "host", "statedIn"} <= keys


def test_a_visit_reads_like_a_record() -> None:
    """Nodes by short names, numbers as numbers, labels by language, sets as lists."""
    told = node(
        (A, ox.NamedNode(f"{RDF}type"), lgn("Visit")),
        (A, LABEL, ox.Literal("visit", language="en")),
        (A, LABEL, ox.Literal("chuyến thăm", language="vi")),
        (A, lgn("sender"), ox.NamedNode(PREFIXES["state"] + "MNG")),
        (A, lgn("capacity"), ox.NamedNode(PREFIXES["post"] + "MNG-president")),
        (A, lgn("earliest"), typed("2006-02-01", "date")),
        (A, lgn("ordinal"), typed("6", "integer")),
        (A, lgn("resident"), ox.Literal(value=True)),
    )
    assert told == {
        "type": "Visit",
        "label": {"en": "visit", "vi": "chuyến thăm"},
        "capacity": ["legation:post/MNG-president"],
        "earliest": "2006-02-01",
        "ordinal": 6,
        "resident": True,
        "sender": "state:MNG",
    }


def test_a_decimal_is_never_a_number_of_json() -> None:
    """JSON's numbers would come back as doubles."""
    assert node((A, B, typed("95.8", "decimal"))) == {
        B.value: {"@type": "xsd:decimal", "@value": "95.8"}
    }


def test_the_context_is_inside() -> None:
    """No reader has to fetch anything: the context is an object, not an address."""
    assert json.loads(written(ox.Store()))["@context"] == context.published()


def test_an_iri_that_reads_as_a_short_name_is_refused() -> None:
    """JSON-LD cannot say <title:x> while `title` is a word of the context."""
    with pytest.raises(WrongFormat) as raised:
        written(holding((ox.NamedNode("title:x"), B, A)))
    assert str(raised.value) == (
        "JSON-LD would take <title:x> for a short name: title means something else in it; "
        "write the graph as trig or nquads"
    )


def test_a_triple_as_a_term_is_refused() -> None:
    """Terms of RDF 1.2 have no form in JSON-LD."""
    triple = ox.Triple(A, B, ox.Triple(A, B, A))
    with pytest.raises(WrongFormat, match=r"^JSON-LD has no form for the term "):
        jsonld.write([(ox.DefaultGraph(), [triple])], BytesIO())
