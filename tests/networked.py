"""Made-up settled graphs to look at, and a server of them in this process for a real browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette

from legation.errors import LegationError
from legation.facts.quads import node
from legation.serve.data.routes import routes
from legation.serve.data.site import Served
from legation.serve.refusals import handle
from legation.serve.shield import Shield
from legation.terms import DCT, RDF, RDFS, lgn, state
from served_data import Made

BASE = "https://example.org/kg/"
SOURCE = f"{BASE}source/register"
HOSTILE = "</script><img src=x onerror=alert(1)><b>ẩ</b>"
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Making:
    """A store that is filled with facts as settling leaves them."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self._quads: list[ox.Quad] = []
        self.say(SOURCE, RDF + "type", node(lgn("Source")))
        self.say(SOURCE, DCT + "title", ox.Literal("A register"))

    def say(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Add one statement to the settled graph."""
        self._quads.append(ox.Quad(node(subject), node(predicate), value))

    def entity(self, iri: str, kind: str, label: str) -> str:
        """Add an entity."""
        self.say(iri, RDF + "type", node(lgn(kind)))
        self.say(iri, RDFS + "label", ox.Literal(label, language="en"))
        return iri

    def state(self, code: str, label: str = "") -> str:
        """Add a state."""
        self.say(state(code), lgn("code"), ox.Literal(code))
        return self.entity(state(code), "State", label or f"State {code}")

    def fact(self, kind: str, name: str, year: int, label: str = "", **roles: str) -> str:
        """Add a fact of one year with the entities that play a part in it."""
        iri = f"{BASE}{kind.lower()}/{name}"
        self.say(iri, RDF + "type", node(lgn(kind)))
        self.say(iri, RDFS + "label", ox.Literal(label or f"{kind} {name}", language="en"))
        self.say(iri, lgn("statedIn"), node(SOURCE))
        self.say(iri, lgn("edtf"), ox.Literal(str(year)))
        for end, day in (("earliest", "01-01"), ("latest", "12-31")):
            self.say(iri, lgn(end), ox.Literal(f"{year}-{day}", datatype=node(_XSD + "date")))
        for role, other in roles.items():
            self.say(iri, lgn(role), node(other))
            if "/state/" in other:
                self.say(iri, lgn("involves"), node(other))
        return iri

    def done(self) -> ox.Store:
        """Return the store with all that was said."""
        self.store.extend(self._quads)
        self._quads = []
        return self.store


def small() -> Making:
    """Make two states with visits, trade, a quarrel, a forecast, and a third state behind a person."""
    graph = Making()
    one, other, third = (
        graph.state("MNG", "Mongolia"),
        graph.state("CHL", "Chile"),
        graph.state("LAO", "Laos"),
    )
    people = [graph.entity(f"{BASE}person/{n}", "Person", n.title()) for n in ("ana", "bat", "cuc")]
    graph.say(people[0], lgn("actsFor"), node(other))
    for i, year in enumerate((1990, 1991, 2005)):
        iri = graph.fact("Visit", f"v{i}", year, sender=other, host=one, visitor=people[i % 2])
        graph.say(iri, lgn("rank"), node(lgn("rank-state" if i else "rank-official")))
        graph.say(iri, lgn("status"), node(lgn("status-held" if i else "status-planned")))
    for year in (1995, 2024):
        iri = graph.fact("Observation", f"o{year}", year, exporter=one, importer=other)
        graph.say(iri, lgn("flow"), node(lgn("flow-export")))
    graph.fact("Visit", "v9", 2010, HOSTILE, sender=third, host=other, visitor=people[2])
    graph.fact("Visit", "v8", 2011, sender=third, host=one, visitor=people[2])
    quarrel = f"{BASE}discrepancy/1"
    graph.say(quarrel, RDF + "type", node(lgn("Discrepancy")))
    for year in (1995, 2024):
        graph.say(quarrel, lgn("between"), node(f"{BASE}observation/o{year}"))
    return graph


def crowd(visits: int, states: int = 30) -> ox.Store:
    """Return a graph in which persons of many states visit one state, a person a visit."""
    made = Making()
    home = made.state("AAA", "Home")
    codes = [f"X{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(states)]
    for code in codes:
        made.state(code)
    for i in range(visits):
        person = made.entity(f"{BASE}person/p{i}", "Person", f"Person {i}")
        sender = state(codes[i % states])
        made.fact("Visit", str(i), 1950 + i % 70, sender=sender, host=home, visitor=person)
    return made.done()


@contextmanager
def looked_at(site: Served) -> Iterator[str]:
    """Serve the pages of a site from a thread; yield its address."""
    app = Starlette(routes=routes(site), exception_handlers={LegationError: handle})  # type: ignore[dict-item]
    app.router.redirect_slashes = False
    config = uvicorn.Config(Shield(app, ["127.0.0.1"]), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def made(store: ox.Store) -> Made:
    """Return a site over a store."""
    return Made(store, BASE)
