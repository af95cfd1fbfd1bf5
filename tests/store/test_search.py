"""Names are found by their beginnings, with or without marks, whatever is typed."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import GraphDamaged, NotWritten
from legation.store.search import NAME, Search, build
from legation.terms import RDF, RDFS, SKOS, concept, lgn, special, state

BASE = "https://example.org/kg/"


def _named(store: ox.Store, iri: str, kind: str, *names: tuple[str, str, str]) -> None:
    me = ox.NamedNode(iri)
    store.add(ox.Quad(me, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn(kind))))
    for predicate, text, language in names:
        said = ox.Literal(text, language=language) if language else ox.Literal(text)
        store.add(ox.Quad(me, ox.NamedNode(predicate), said))


def _filled() -> ox.Store:
    """Return a store of two states, a person with a spelling of a source, and an agreement."""
    store = ox.Store()
    label, other = RDFS + "label", SKOS + "altLabel"
    _named(store, state("CHL"), "State", (label, "Chile", "en"), (label, "Chi-lê", "vi"))
    _named(store, state("MNG"), "State", (label, "Mongolia", "en"), (other, "Mông Cổ", "vi"),
           (lgn("code"), "MNG", ""))  # fmt: skip
    person = BASE + "person/dorj"
    _named(store, person, "Person", (label, "Dorjiin Bold", ""))
    source, form = ox.NamedNode(BASE + "source/a"), ox.NamedNode(BASE + "source/a/name/1")
    identity = ox.NamedNode(special(BASE, "identity"))
    store.add(ox.Quad(form, ox.NamedNode(lgn("sameEntity")), ox.NamedNode(person), identity))
    store.add(
        ox.Quad(form, ox.NamedNode(lgn("text")), ox.Literal("Đo-gi Bôn", language="vi"), source)
    )
    stands = ox.NamedNode(concept("name", "transliteration"))
    store.add(ox.Quad(form, ox.NamedNode(lgn("nameStatus")), stands, source))
    _named(
        store, BASE + "agreement/1", "Agreement", (lgn("title"), "Agreement on Chilean wool", "en")
    )
    return store


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    """Return the index of a small store."""
    place = tmp_path_factory.mktemp("index") / NAME
    assert build(_filled(), place) == 8
    return Search(place)


def test_marks_capitals_and_hyphens_do_not_matter(search: Search) -> None:
    """A name is found as written, without marks, in parts, and by a spelling of a source."""
    for words in ("Chi-lê", "chi le", "CHILE", "chi"):
        assert search.find(words)[0].iri == state("CHL"), words
    found = search.find("do gi bon")[0]
    assert (found.label, found.text, found.language) == ("Dorjiin Bold", "Đo-gi Bôn", "vi")
    assert found.status == "transliteration"


def test_states_come_before_what_only_speaks_of_them(search: Search) -> None:
    """The name itself comes first, then what begins with it, then what holds it."""
    assert [hit.kind for hit in search.find("chile")] == ["State", "Agreement"]


def test_a_thing_comes_once_under_its_name_in_the_language(search: Search) -> None:
    """Several forms are one hit, told in the reader's language, else in another, with which."""
    (found,) = search.find("chi", language="vi")[:1]
    assert (found.label, found.label_language) == ("Chi-lê", "vi")
    (other,) = search.find("mong", language="vi")
    assert (other.label, other.label_language) == ("Mongolia", "en")
    assert len(search.find("mng")) == 1


def test_where_no_name_has_all_words_those_with_one_are_near(search: Search) -> None:
    """They are marked, so that nobody takes them for what was looked for."""
    found = search.find("chile zzz")
    assert found
    assert all(hit.near for hit in found)
    assert not any(hit.near for hit in search.find("chile"))


@pytest.mark.parametrize(
    "words",
    ["", " ", "\0", '"', "'", '" OR 1', "NEAR(chile mongolia)", "*", "chile*", "^", "a AND", "-chile",
     "folded:chile", "\ud800", "x" * 10_000, "chile " * 5_000, "'; DROP TABLE name; --", "%", "_"],
)  # fmt: skip
def test_what_is_typed_is_never_syntax(search: Search, words: str) -> None:
    """Quotes, operators, NUL, lone surrogates and very long words are harmless."""
    assert isinstance(search.find(words), list)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_is_answered(search: Search, words: str) -> None:
    """Whatever is typed, the answer is a list of things of the graph."""
    assert {hit.kind for hit in search.find(words)} <= {"State", "Person", "Agreement"}


def test_any_rdf_has_names(tmp_path: Path) -> None:
    """Where nothing is legation's, labels and titles of whatever are found."""
    store = ox.Store()
    book = ox.NamedNode("https://example.net/book")
    store.add(ox.Quad(book, ox.NamedNode(RDFS + "label"), ox.Literal("A History", language="en")))
    build(store, tmp_path / NAME)
    assert [hit.iri for hit in Search(tmp_path / NAME).find("history")] == [book.value]


def test_an_index_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    """A folder that is not there takes none; what is no index is told, with what to do."""
    with pytest.raises(NotWritten, match="the index of names could not be written"):
        build(ox.Store(), tmp_path / "none" / NAME)
    broken = tmp_path / NAME
    broken.write_text("no index", encoding="utf-8")
    with pytest.raises(GraphDamaged, match="cannot be read"):
        Search(broken).find("chile")
    build(_filled(), broken)
    assert Search(broken).find("chile")
    assert [p.name for p in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Mongolja", "Mongolia"),
        ("mnogolia", "Mongolia"),
        ("Chlie", "Chile"),
        ("dorjin bolt", "Dorjiin Bold"),
        ("dorjiin bolt", "Dorjiin Bold"),
    ],
)
def test_a_slip_proposes_the_nearest_name(search: Search, typed: str, label: str) -> None:
    """A letter missing, changed, too many or in the wrong place; words that are right stay."""
    assert not [hit for hit in search.find(typed) if not hit.near]
    assert search.meant(typed)[0].label == label


@pytest.mark.parametrize("typed", ["Mongolia", "mong", "", "xy", "qqqqqqqq", '"', "Chile Mongolia"])
def test_what_is_no_slip_proposes_nothing(search: Search, typed: str) -> None:
    """A word that begins a name is none, and neither is one that nothing comes near."""
    assert search.meant(typed) == []


@settings(max_examples=60)
@given(words=st.text(max_size=40), limit=st.integers(0, 4))
def test_any_text_may_be_a_slip(words: str, limit: int, search: Search) -> None:
    """Whatever is typed there are at most so many proposals, each thing once."""
    found = search.meant(words, limit)
    assert len({hit.iri for hit in found}) == len(found) <= limit
