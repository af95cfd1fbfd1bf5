"""A language that was chosen is kept from page to page, and by nobody who did not choose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from legation.serve.app import make
from legation.serve.site import Site


@pytest.fixture
def browser(site: Site, web: TestClient) -> Iterator[TestClient]:
    """Return a client that keeps cookies, of the whole application."""
    with TestClient(make(site), base_url="http://localhost") as found:
        yield found


def test_a_chosen_language_is_that_of_the_next_pages(browser: TestClient) -> None:
    """Who follows the link to the other language reads on in it, until choosing again."""
    english = {"Accept": "text/html", "Accept-Language": "en"}
    assert "<h1>Vietnam</h1>" in browser.get("/state/VNM.html", headers=english).text
    assert "set-cookie" not in browser.get("/state/VNM.html", headers=english).headers
    chosen = browser.get("/state/VNM.html?lang=vi", headers=english)
    assert "lang=vi; " in chosen.headers["set-cookie"]
    assert "<h1>Việt Nam</h1>" in browser.get("/state/VNM.html", headers=english).text
    assert "set-cookie" not in browser.get("/?lang=vi", headers=english).headers
    browser.get("/?lang=en", headers=english)
    assert "<h1>Vietnam</h1>" in browser.get("/state/VNM.html", headers=english).text


def test_caches_are_told_that_pages_depend_on_the_choice(browser: TestClient) -> None:
    """What has a language varies by the cookie, too; what has none does not."""
    assert "Cookie" in browser.get("/state/VNM.html").headers["vary"]
    assert "Cookie" not in browser.get("/sparql?query=ASK{}").headers.get("vary", "")


@pytest.mark.parametrize("strange", ["fr", "vivi", "<b>", "vi\tx"])
def test_a_strange_choice_is_no_choice(browser: TestClient, strange: str) -> None:
    """A language that pages do not have is neither kept nor believed."""
    asked = browser.get(
        "/state/VNM.html", params={"lang": strange}, headers={"Cookie": f"lang={strange}"}
    )
    assert '<html lang="en">' in asked.text
    assert "set-cookie" not in asked.headers
