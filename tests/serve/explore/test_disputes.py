"""Where sources differ: by kind, by state, in pages."""

from __future__ import annotations

from html import unescape

from starlette.testclient import TestClient

HTML = {"Accept": "text/html"}


def test_all_kinds_are_counted_and_listed(explorer: TestClient) -> None:
    """The form tells how many there are of each; each leads to its fact and its sides."""
    page = unescape(explorer.get("/disagreements", headers=HTML).text)
    for counted in ("contradiction (1)", "discrepancy (1)", "refinement (3)"):
        assert counted in page
    assert 'href="/visit/BLR-VNM/lukasenko/2008"' in page
    assert 'href="/source/news"' in page
    assert "25%" in page


def test_a_kind_and_a_state_narrow_them(explorer: TestClient) -> None:
    """A state is given by any of its names; a page without any says so."""
    page = explorer.get(
        "/disagreements?kind=discrepancy&state=B%C3%AA-la-r%C3%BAt&lang=vi", headers=HTML
    ).text
    assert page.count("<tr>") == 2
    none = explorer.get("/disagreements?state=CHL", headers=HTML).text
    assert "No disagreement of this kind is known." in none
    assert explorer.get("/disagreements?kind=x", headers=HTML).status_code == 400
    assert explorer.get("/disagreements?state=Narnia", headers=HTML).status_code == 404
    assert explorer.get("/disagreements?page=99", headers=HTML).status_code == 200


def test_as_data_they_are_the_answer_to_the_question(explorer: TestClient) -> None:
    """CSV and JSON lead to the question with what was asked."""
    got = explorer.get("/disagreements.csv?state=BLR")
    assert got.status_code == 303
    assert got.headers["location"] == "/questions/sources/disagreements.csv?state=BLR"
    assert explorer.get(got.headers["location"]).text.count("\n") == 6
