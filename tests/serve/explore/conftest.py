"""The tour's graph in several versions, with a source that is withheld and one that is quoted only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

import legation
from legation.resources import shelf
from legation.serve.endpoint import Endpoint
from legation.serve.explore.editor import EndpointOrPage
from legation.serve.site import Settings, Site
from served_data import TITLE, WITHHELD, client


@pytest.fixture(scope="session")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of the graph; its versions 1 to 4 hold more and more."""
    place = tmp_path_factory.mktemp("explored") / "x.kg"
    kg = legation.open(place)
    kg.add(Path(str(shelf("sources") / "tour")))
    kg.add_text(WITHHELD, "secret", date="1992-04", language="en", policy="none", licence="secret")
    told = {"date": "1984-06", "language": "en", "title": TITLE, "licence": "CC-BY-4.0"}
    kg.add_text(
        "A first word. Mongolia and Chile established diplomatic relations on 4 May 1984. The end.",
        "hostile",
        policy="quote",
        **told,
    )
    kg.add_text(
        "Two-way trade between Mongolia and Chile reached 12.5 million US dollars in 2019.",
        "later",
        date="2020-01",
        language="en",
    )
    return place


@pytest.fixture(scope="session")
def explored(toured: Path) -> Site:
    """Return the site."""
    return Site(toured, Settings())


@pytest.fixture(scope="session")
def explorer(explored: Site) -> Iterator[TestClient]:
    """Return a client of the explorer, with real workers behind it."""
    sparql = Route("/sparql", EndpointOrPage(Endpoint(explored), explored))
    with client(explored, sparql, start=explored) as found:
        yield found
