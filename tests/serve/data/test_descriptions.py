"""The graph and the endpoint describe themselves over HTTP."""

from __future__ import annotations

import asyncio

import pyoxigraph as ox
import pytest
from starlette.requests import Request
from starlette.routing import Route
from starlette.testclient import TestClient

from legation.serve.data.answering import Desk
from legation.serve.data.descriptions import Descriptions
from legation.serve.refusals import Refusal
from legation.serve.site import Site
from served_data import Made, client

_VOID = ox.NamedNode("http://rdfs.org/ns/void#triples")


@pytest.mark.parametrize(
    "media",
    ["text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples", "application/trig"],
)  # fmt: skip
def test_void_has_the_counts_of_the_store_in_every_form(
    web: TestClient, site: Site, media: str
) -> None:
    """The number of triples is that of the settled graph."""
    answer = web.get("/.well-known/void", headers={"Accept": media})
    assert answer.headers["content-type"].startswith(media)
    form = ox.RdfFormat.from_media_type(media)
    assert form is not None
    me = ox.NamedNode("http://localhost/.well-known/void#graph")
    told = [
        q.object for q in ox.parse(answer.content, form) if (q.subject, q.predicate) == (me, _VOID)
    ]
    number = sum(1 for _ in site.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert [term.value for term in told if isinstance(term, ox.Literal)] == [str(number)]


def test_a_browser_gets_turtle_and_a_picture_is_refused(web: TestClient) -> None:
    """A description is RDF, whoever asks."""
    browser = web.get("/.well-known/void", headers={"Accept": "text/html"})
    assert browser.headers["content-type"].startswith("text/turtle")
    assert web.get("/.well-known/void", headers={"Accept": "image/png"}).status_code == 406


def test_counts_are_made_once_for_a_version() -> None:
    """A new version counts anew; the same one answers what it knows."""
    made = Made(ox.Store())
    described = Descriptions(made)
    first = described.counted.begun(made).result()
    made.store.add(ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.NamedNode("x:c")))
    assert described.counted.begun(made).result() is first
    made.mark = "m2"
    assert described.counted.begun(made).result().triples == 1


def test_the_endpoint_describes_itself() -> None:
    """The service description names the endpoint under its public address."""
    made = Made(ox.Store())
    described = Descriptions(made)

    async def endpoint(request: Request) -> object:
        return await described.endpoint(request)

    web = client(made, Route("/sparql", endpoint))
    body = web.get("/sparql", headers={"Accept": "application/n-triples"}).text
    assert "sparql-service-description#endpoint> <http://localhost/sparql> ." in body
    assert "SPARQL11Query" in body
    assert "SPARQL11Update" not in body


def test_pages_that_wait_too_long_in_line_are_refused() -> None:
    """A long queue is told to come again, and takes no memory."""
    desk = Desk(Made(ox.Store()))
    desk._waiting = 32
    with pytest.raises(Refusal, match="too many pages are being made") as refused:
        asyncio.run(desk.make(lambda: b""))
    assert refused.value.headers == {"Retry-After": "1"}
