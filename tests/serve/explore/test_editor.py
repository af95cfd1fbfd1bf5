"""The page for queries, beside an endpoint that stays as it is."""

from __future__ import annotations

from html import unescape

import pytest
from starlette.testclient import TestClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
VISITS = (
    "SELECT ?date ?from ?to { ?visit a lgn:Visit ; lgn:edtf ?date ; "
    "lgn:sender/rdfs:label ?from ; lgn:host/rdfs:label ?to }"
)


def test_only_a_browser_without_a_query_gets_the_page(explorer: TestClient) -> None:
    """Programs get the description of the service, and a query its answer, whoever asks."""
    assert "<textarea" in explorer.get("/sparql", headers=BROWSER).text
    for accept in ("*/*", "text/turtle", "text/turtle, text/html;q=0.5"):
        got = explorer.get("/sparql", headers={"Accept": accept})
        assert got.headers["content-type"] == "text/turtle; charset=utf-8", accept
    answered = explorer.get("/sparql?query=ASK%20%7B%7D", headers=BROWSER)
    assert answered.headers["content-type"].startswith("application/")
    posted = explorer.post("/sparql", data={"query": "ASK {}"}, headers=BROWSER)
    assert posted.status_code == 200
    assert "<textarea" not in posted.text


def test_the_page_answers_without_a_script(explorer: TestClient) -> None:
    """The query stays in the form; the answer is a table with links, and can be taken."""
    page = explorer.get("/query", params={"query": f"{VISITS} LIMIT 5"}, headers=BROWSER).text
    assert "5 rows" in page
    assert VISITS in unescape(page)
    assert "/query.csv?query=SELECT" in page
    assert "<td><span>Belarus</span></td>" in page
    lines = explorer.get("/query.csv", params={"query": VISITS}).text.splitlines()
    assert (lines[0], len(lines)) == ("date,from,to", 14)
    assert explorer.get("/query.exe", params={"query": VISITS}).status_code == 406


@pytest.mark.parametrize("view", ["timeline", "map"])
def test_views_are_chosen_by_what_the_columns_are(explorer: TestClient, view: str) -> None:
    """Dates make a timeline, two states a map; both stand above their tables."""
    page = explorer.get("/query", params={"query": VISITS, "view": view}, headers=BROWSER).text
    assert "<svg" in page
    assert "pic-table" in page
    assert f'aria-current="page">{view.capitalize()}' in page
    plain = explorer.get("/query", params={"query": "SELECT ?s { ?s a lgn:Visit }", "view": view})
    assert "<svg" not in plain.text


def test_what_is_wrong_with_a_query_is_told_beside_it(explorer: TestClient) -> None:
    """Line and column; a query that reaches out is refused; nothing is lost of what was typed."""
    wrong = explorer.get("/query", params={"query": "SELECT\n <b>"}, headers=BROWSER)
    assert wrong.status_code == 400
    assert "line 2" in wrong.text
    assert "SELECT\n &lt;b&gt;" in wrong.text
    out = "SELECT * { SERVICE <http://localhost/x> { ?s ?p ?o } }"
    assert explorer.get("/query", params={"query": out}, headers=BROWSER).status_code == 403


def test_yes_or_no_and_triples_have_a_page_too(explorer: TestClient) -> None:
    """An ASK is a cell, a DESCRIBE is Turtle."""
    assert "<td><span>true</span></td>" in explorer.get("/query", params={"query": "ASK {}"}).text
    told = explorer.get("/query", params={"query": "DESCRIBE state:VNM"}).text
    assert "state:VNM" in told or "state/VNM" in told
    assert "/query.ttl?" in told


def test_answers_to_questions_have_views(explorer: TestClient) -> None:
    """Tabs above the answer; below it a link to the network of the states it was asked of."""
    path = "/questions/visits/between?a=VNM&b=BLR"
    page = explorer.get(path, headers=BROWSER).text
    assert 'href="/network?about=VNM%2CBLR"' in page
    assert "<svg" not in page
    assert "<svg" in explorer.get(f"{path}&view=timeline", headers=BROWSER).text
    assert (
        "<svg"
        in explorer.get("/questions/trade/figures?a=VNM&b=BLR&view=chart", headers=BROWSER).text
    )
    assert explorer.get(f"{path}&view=nonsense", headers=BROWSER).status_code == 200


def test_an_answer_of_two_things_opens_as_a_network(explorer: TestClient) -> None:
    """Its things are named, in the reader's language or with a mark; an answer of one has no such view."""
    ask = "SELECT ?who ?host { ?v a lgn:Visit ; lgn:visitor ?who ; lgn:host ?host }"
    page = explorer.get("/query", params={"query": ask, "view": "network"}, headers=BROWSER).text
    picture = page[page.index("<svg") : page.index("</svg>")]
    assert "Vietnam" in picture
    assert "Sergei Sidorsky" in picture
    assert "Nông Đức Mạnh" in picture
    assert "person/" not in picture
    one = explorer.get(
        "/query", params={"query": "SELECT ?v { ?v a lgn:Visit }", "view": "network"}
    )
    assert "<svg" not in one.text


def test_a_reader_of_vietnamese_is_told_that_the_query_was_not_asked(explorer: TestClient) -> None:
    """What is wrong with it is told as the engine says it, marked as English."""
    page = explorer.get("/query?lang=vi&query=SELECT%20*%20%7B", headers=BROWSER)
    assert page.status_code == 400
    said = (
        '<p class="warn" role="alert">Không thể hỏi như vậy: <span lang="en">the query is no SPARQL'
    )
    assert said in unescape(page.text)
    english = explorer.get("/query?lang=en&query=SELECT%20*%20%7B", headers=BROWSER).text
    assert '<p class="warn" role="alert"><span lang="en">the query is no SPARQL' in english
