"""RDF of a whole graph: the same graph gives the same bytes, and comes back."""

from io import BytesIO

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.export import rdf
from legation.terms import LGN, PREFIXES

EVERY = [*rdf.GRAPHS, *rdf.DATASETS]
names = st.sampled_from("abc").map(lambda name: ox.NamedNode(LGN + name))
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
literals = st.one_of(
    texts.map(ox.Literal),
    texts.map(lambda text: ox.Literal(text, language="vi")),
    st.integers(0, 9).map(ox.Literal),
)
graphs = st.one_of(st.just(ox.DefaultGraph()), names)
quads = st.lists(st.builds(ox.Quad, names, names, st.one_of(names, literals), graphs), max_size=12)


def written(store: ox.Store, format: str) -> bytes:
    """Return the bytes of a graph."""
    out = BytesIO()
    rdf.write(store, format, out)
    return out.getvalue()


@pytest.mark.parametrize("format", EVERY)
def test_the_order_of_adding_leaves_no_trace(store: ox.Store, format: str) -> None:
    """A graph filled backwards gives the same bytes."""
    other = ox.Store()
    for quad in reversed(list(store)):
        other.add(quad)
    assert written(other, format) == written(store, format)


@pytest.mark.parametrize("format", rdf.DATASETS)
def test_a_dataset_comes_back_whole(store: ox.Store, format: str) -> None:
    """What was written loads into the same graphs."""
    again = ox.Store()
    again.load(written(store, format), rdf.DATASETS[format])
    assert set(again) == set(store)


@pytest.mark.parametrize("format", rdf.GRAPHS)
def test_a_graph_form_holds_what_is_settled(store: ox.Store, format: str) -> None:
    """Turtle, N-Triples and RDF/XML hold the default graph and no claim."""
    again = ox.Store()
    again.load(written(store, format), rdf.GRAPHS[format])
    settled = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert set(again) == set(settled)


@settings(max_examples=60)
@given(quads)
def test_any_dataset_comes_back_from_every_dataset_form(some: list[ox.Quad]) -> None:
    """Whatever the letters: TriG and N-Quads give the same quads again."""
    store = ox.Store()
    store.extend(some)
    for format in ("trig", "nquads"):
        again = ox.Store()
        again.load(written(store, format), rdf.DATASETS[format])
        assert set(again) == set(store)


def test_nquads_are_sorted_lines(store: ox.Store) -> None:
    """Any tool that compares lines can compare two graphs."""
    lines = written(store, "nquads").splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(store)


def test_turtle_tells_one_subject_in_one_place(store: ox.Store) -> None:
    """Each subject is written once, with prefixes."""
    text = written(store, "turtle").decode()
    starts = [line.split()[0] for line in text.splitlines() if line and line[0] not in "\t@ "]
    assert len(starts) == len(set(starts))
    assert f"@prefix lgn: <{PREFIXES['lgn']}> ." in text


def test_withheld_text_is_in_no_form(store: ox.Store) -> None:
    """The register's policy is none: the words of its rows are nowhere."""
    for format in EVERY:
        assert b"arrived 21 April" not in written(store, format)


def test_blank_nodes_of_a_plain_graph_get_lasting_names() -> None:
    """A graph with blank nodes, loaded twice, gives the same bytes."""
    turtle = b'@prefix e: <https://e.org/> . e:a e:b [ e:c "1" ; e:d [ e:c "2" ] ] .'
    found = set()
    for _ in range(2):
        store = ox.Store()
        store.load(turtle, ox.RdfFormat.TURTLE)
        found.add(written(store, "trig"))
    assert len(found) == 1
