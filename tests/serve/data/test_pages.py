"""Pages for people: in their language, with the sentence behind each fact, in pages that go on."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from legation.serve.data import content
from legation.serve.data.content import MOST_SEEN, SHOWN
from legation.serve.data.pages import words
from legation.terms import RDF, XSD, lgn, state
from served_data import Made, client

_ESTABLISHED = "On 24 January 1992, Belarus and Vietnam established diplomatic relations at ambassadorial level."


def test_home_tells_what_there_is_and_how_to_ask(web: TestClient) -> None:
    """Counts of the settled graph, the latest source first, an example that works."""
    page = web.get("/").text
    counted = re.search(r'<td><a href="([^"]*)">visit</a></td><td class="number">13</td>', page)
    assert counted is not None
    listing = parse_qs(urlsplit(unescape(counted[1])).query)["query"][0]
    assert listing == "SELECT ?it { ?it a <https://w3id.org/legation/ns#Visit> } LIMIT 200"
    assert page.index("short brief") < page.index("Tổng thống Belarus thăm cấp nhà nước")
    example = re.search(r"curl '(http[^']*)'", page)
    assert example is not None
    assert web.get(example[1].replace("&amp;", "&")).status_code == 200


def test_a_page_speaks_the_language_of_its_reader(web: TestClient) -> None:
    """By Accept-Language, and ``?lang=`` wins; every word of the pages has both languages."""
    asked = {"Accept-Language": "fr, vi;q=0.8, en;q=0.5"}
    assert "<h1>Việt Nam</h1>" in web.get("/state/VNM.html", headers=asked).text
    assert "<h1>Vietnam</h1>" in web.get("/state/VNM.html?lang=en", headers=asked).text
    assert words("en").keys() == words("vi").keys()
    assert all(words("en").values())
    assert all(words("vi").values())


def test_a_name_that_is_not_in_the_readers_language_says_so(web: TestClient) -> None:
    """The English title of a source is marked for a Vietnamese reader, and has its language."""
    page = web.get("/sources?lang=vi").text
    assert re.search(r'lang="en">Vietnam and Belarus: a short brief</a><sup class="tag"', page)


def test_an_entity_tells_its_facts_in_sentences_with_who_says_so(web: TestClient) -> None:
    """The earliest first, each with the words of its sources, by kind if asked."""
    page = web.get("/state/VNM.html").text
    assert page.index("Vietnam recognised Belarus") < page.index(_ESTABLISHED)
    assert "Who says so (3)" in page
    only = web.get("/state/VNM.html?kind=Visit").text
    assert _ESTABLISHED not in only
    assert "Lukashenko" in only
    assert web.get("/state/VNM.html?kind=%3Cscript%3E").status_code == 200


def test_a_fact_tells_where_sources_differ(web: TestClient) -> None:
    """Both sides, with the size of the difference."""
    page = web.get("/state/BLR.html?kind=Observation").text
    assert "Sources differ" in page
    assert 'class="dispute"' in page


def test_a_source_lists_its_claims_in_the_order_of_its_text(web: TestClient) -> None:
    """Each claim by its number with the fact it speaks of."""
    numbers = re.findall(r">(\d+)\. ", web.get("/source/fact-sheet.html").text)
    assert numbers[:4] == ["1", "2", "3", "4"]


def test_much_comes_in_pages(web: TestClient) -> None:
    """A page shows some facts and leads to the next; that there is nothing past the end is told."""
    del web
    store, kind = ox.Store(), ox.NamedNode(RDF + "type")
    for n in range(SHOWN + 1):
        fact = ox.NamedNode(f"https://example.org/kg/agreement/{n}")
        store.add(ox.Quad(fact, kind, ox.NamedNode(lgn("Agreement"))))
        store.add(ox.Quad(fact, ox.NamedNode(lgn("party")), ox.NamedNode(state("CHL"))))
    store.add(ox.Quad(ox.NamedNode(state("CHL")), kind, ox.NamedNode(lgn("State"))))
    served = client(Made(store))
    first, second = (served.get(f"/state/CHL.html?page={n}").text for n in (1, 2))
    assert (first.count("<article>"), second.count("<article>")) == (SHOWN, 1)
    assert 'rel="next" href="/state/CHL.html?page=2"' in first
    assert 'rel="next"' not in second
    beyond = served.get("/state/CHL.html?page=99")
    assert (beyond.status_code, "there is no such page" in beyond.text) == (404, True)


def test_of_what_has_more_than_a_page_looks_at_the_newest_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A state with thousands of facts lists its latest ones, each kind by itself, and says so."""
    store, me = ox.Store(), ox.NamedNode(state("CHL"))

    def told(fact: ox.NamedNode, name: str, to: ox.NamedNode | ox.Literal) -> None:
        iri = RDF + name if name == "type" else lgn(name)
        store.add(ox.Quad(fact, ox.NamedNode(iri), to))

    for n in range(MOST_SEEN + 5):
        kind = "Visit" if n == 3 else "Agreement"
        fact = ox.NamedNode(f"https://example.org/kg/{kind.lower()}/{n}")
        told(fact, "type", ox.NamedNode(lgn(kind)))
        told(fact, "party", me)
        told(fact, "statedIn", ox.NamedNode("https://example.org/kg/source/a"))
        day = ox.Literal(f"{1000 + n}-01-01", datatype=ox.NamedNode(XSD + "date"))
        told(fact, "earliest", day)
        told(fact, "edtf", ox.Literal(f"{1000 + n}"))
    store.add(ox.Quad(me, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("State"))))
    served = client(Made(store))
    page = served.get("/state/CHL.html").text
    latest = [n for n in range(MOST_SEEN + 4, 0, -1) if f'/agreement/{n}"' in page]
    assert latest == list(range(MOST_SEEN + 4, MOST_SEEN + 4 - SHOWN, -1))
    assert page.index(f'/agreement/{MOST_SEEN + 4}"') < page.index(f'/agreement/{MOST_SEEN}"')
    assert "Only the latest 2,000 are listed here; SPARQL has all." in page
    only = served.get("/state/CHL.html?kind=Visit").text
    assert ("/visit/3" in only, "Only the latest" in only) == (True, False)
    last = served.get(f"/state/CHL.html?page={MOST_SEEN // SHOWN}")
    assert (last.status_code, 'rel="next"' in last.text) == (200, False)
    # What far too much points to is not put in order for one page.
    monkeypatch.setattr(content, "MOST_ORDERED", 10)
    some = client(Made(store)).get("/state/CHL.html").text
    assert "Only 2,000 of them are looked at here; SPARQL has all." in some
    assert some.count("<article>") == SHOWN


def test_a_name_that_is_written_so_in_both_languages_has_no_mark() -> None:
    """A Vietnamese text may write a name as English ones do."""
    store, me = ox.Store(), ox.NamedNode("https://example.org/kg/person/a")
    named = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    store.add(ox.Quad(me, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("Person"))))
    store.add(ox.Quad(me, named, ox.Literal("Made Up", language="vi")))
    served = client(Made(store))
    assert '<h1 lang="vi">Made Up <sup' in served.get("/person/a.html?lang=en").text
    also = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    store.add(ox.Quad(me, also, ox.Literal("Made Up", language="en")))
    assert "<h1>Made Up</h1>" in client(Made(store)).get("/person/a.html?lang=en").text


def test_a_server_below_a_path_writes_that_path() -> None:
    """Behind a proxy at /kg all links begin there."""
    from legation.serve.site import Settings

    store = ox.Store()
    me = ox.NamedNode("https://example.org/kg/visit/a")
    store.add(ox.Quad(me, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("Visit"))))
    served = client(Made(store, settings=Settings(public="https://example.org/kg")))
    assert served.get("/visit/a").headers["location"] == "/kg/visit/a.html"
    page = served.get("/visit/a.html").text
    assert not re.search(r'href="/(?!kg/)', page)


def test_a_plain_graph_is_shown_as_it_is() -> None:
    """Any RDF has a home page with its classes, and a page for each thing with who points to it."""
    store = ox.Store()
    book, author = (ox.NamedNode(f"https://example.net/{n}") for n in ("book/1", "author/2"))
    store.add(ox.Quad(book, ox.NamedNode(RDF + "type"), ox.NamedNode("https://example.net/Book")))
    store.add(ox.Quad(book, ox.NamedNode("https://example.net/by"), author))
    web = client(Made(store, plain=True))
    home = web.get("/").text
    assert "RDF graph" in home
    assert ">Book</a></td>" in home
    page = web.get("/about.html?iri=https://example.net/author/2").text
    assert 'href="/about?iri=https%3A%2F%2Fexample.net%2Fbook%2F1"' in page
