"""Views of very many facts: counted by states and years, with the rest when it is asked for."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.facts.quads import node
from legation.serve.data.indexes import Indexes
from legation.serve.data.places import Places
from legation.serve.explore import network_files, network_gather, network_path
from legation.serve.explore.network_asked import asked
from legation.serve.explore.network_behind import behind
from legation.serve.explore.network_data import View, Views, data, notes
from legation.serve.explore.network_scope import PARTIES
from legation.terms import RDF, lgn, state
from networked import BASE, Making, made, small
from served_data import client


def many() -> Making:
    """Return the small graph with two agreements of all states, a planned visit and an undated one."""
    graph = small()
    others = [graph.state(f"Q{chr(65 + i)}A") for i in range(PARTIES + 2)]
    for name, year in (("m1", 1999), ("m2", 2001)):
        iri = graph.fact("Agreement", name, year, party=state("MNG"), other=state("CHL"))
        for one in others:
            graph.say(iri, lgn("party"), node(one))
            graph.say(iri, lgn("involves"), node(one))
    lone = f"{BASE}visit/lone"
    graph.say(lone, RDF + "type", node(lgn("Visit")))
    graph.say(lone, lgn("involves"), node(state("MNG")))
    for one in ("MNG", "CHL"):
        graph.say(f"{BASE}discrepancy/1", lgn("concerns"), node(state(one)))
    return graph


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Return that graph."""
    return many().done()


def view(store: ox.Store, url: str, *, whole: bool = False) -> View:
    """Return the view of a query."""
    given = dict(part.split("=", 1) for part in url.split("&") if part)
    site = made(store)
    return Views(site, Indexes(site)).view(asked(given), whole=whole)


def lines(seen: View) -> dict[tuple[str, ...], str]:
    """Return what is written on the lines between states, with what is unsure and disputed."""
    states = {n for n, its in seen.network.nodes(data=True) if its["kind"] == "State"}
    return {
        tuple(sorted((one, other))): f"{its['label']} {its['note']}"
        for one, other, its in seen.network.edges(data=True)
        if its["kind"] == "bundle" and {one, other} <= states
    }


@pytest.mark.parametrize(
    ("about", "between"),
    [
        ("MNG,CHL", "2 visits, 1 planned · 2 agreements · trade 1995–2024"),
        ("MNG", "2 visits, 1 planned · trade 1995–2024"),
    ],
)
def test_many_facts_are_counted_as_few_are(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch, about: str, between: str
) -> None:
    """Lines between states, kinds, years and totals are the same, however the facts were read."""
    whole = view(store, f"about={about}")
    assert whole.scope.light is None
    monkeypatch.setattr(network_gather, "LARGE", 0)
    light = view(store, f"about={about}")
    assert light.scope.light is not None
    assert lines(light) == lines(whole)
    assert lines(whole)[state("CHL"), state("MNG")].startswith(between)
    assert {k: line.total for k, line in light.seen.kinds.items()} == {
        k: line.total for k, line in whole.seen.kinds.items()
    }
    assert light.seen.years == whole.seen.years
    assert light.seen.undated == whole.seen.undated == (about == "MNG")


def test_a_fact_of_a_crowd_is_counted_without_a_line_to_each(store: ox.Store) -> None:
    """An agreement of ten states says nothing of two of them: none of the others is drawn."""
    seen = view(store, "about=MNG,CHL")
    assert not [n for n in seen.network if "/state/Q" in n]
    assert "2 facts of more than 8 states are counted, without a line to each of them" in notes(
        seen
    )
    opened = view(store, "about=MNG,CHL&open=Agreement")
    assert len([n for n in opened.network if "/state/Q" in n]) == PARTIES + 2


def test_what_was_not_read_comes_when_it_is_asked_for(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Choices are said to come later; a filter, an opened bundle and the details have them."""
    monkeypatch.setattr(network_gather, "LARGE", 0)
    first = view(store, "about=MNG,CHL")
    told = data(first, Places(BASE, "", 0))
    assert told["later"] is True
    assert told["choices"]["rank"] == []
    assert any(note.startswith("There are so many facts") for note in told["notes"])
    later = data(view(store, "about=MNG,CHL", whole=True), Places(BASE, "", 0))
    assert later["later"] is False
    assert {c["value"]: c["n"] for c in later["choices"]["rank"]} == {"state": 2, "official": 1}
    assert later["choices"]["source"][0]["n"] == 7
    assert lines(view(store, "about=MNG,CHL&rank=state"))[state("CHL"), state("MNG")] == "2 visits "
    opened = view(store, "about=MNG,CHL&open=MNG!CHL!Visit")
    assert f"{BASE}person/ana" in opened.network
    assert opened.network.has_edge(f"{BASE}visit/v0", state("MNG"), "host")
    groups = behind(first, "CHL!MNG", Places(BASE, "", 0)) or behind(
        first, "MNG!CHL", Places(BASE, "", 0)
    )
    assert groups["groups"][0]["facts"][0]["label"]


def test_choices_have_an_address(store: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page asks for them after the picture."""
    monkeypatch.setattr(network_gather, "LARGE", 0)
    with client(made(store)) as web:
        told = web.get("/network/choices.json?about=MNG,CHL").json()
        assert {one["value"] for one in told["choices"]["rank"]} == {"state", "official"}


def test_what_is_beyond_the_most_is_counted(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A view reads so many facts and no more, and says how many it leaves out."""
    monkeypatch.setattr(network_gather, "LARGE", 0)
    monkeypatch.setattr(network_gather, "MOST_FACTS", 3)
    seen = view(store, "about=MNG,CHL")
    assert len(seen.scope.facts) == 3
    assert "4 facts are too many to be counted and are left out" in notes(seen)


def test_a_saved_file_says_what_it_leaves_out(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turtle of very many facts begins with how many there are, and can be read."""
    monkeypatch.setattr(network_files, "MOST_SAVED", 2)
    told = network_files.turtle(view(store, "about=MNG,CHL"))
    assert told.startswith(b"# 2 of 7 facts; the query of this view (network.rq) finds all\n")
    ox.Store().load(told, format=ox.RdfFormat.TURTLE)


def test_a_shared_fact_is_a_path_without_a_search(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who share a fact are joined by it, even if no fact may be read in a search."""
    monkeypatch.setattr(network_path, "MOST_READ", 0)
    way = network_path.way(store, state("MNG"), state("CHL"))
    assert len(way.facts) == 1
    assert way.entities == (state("MNG"), state("CHL"))


def test_names_of_the_view_are_found_in_the_index(store: ox.Store) -> None:
    """Capitals and marks do not matter, several of one name are told, and a slip names the nearest."""
    graph = Making()
    graph.state("MNG", "Mongolia")
    for name in ("a", "b"):
        graph.entity(f"{BASE}person/{name}", "Person", "Bat Bold")
    with client(made(graph.done())) as web:
        assert web.get("/network.json?about=mONGOLIA").json()["title"] == "Mongolia"
        for typed, told in (
            ("bat bold", "names several things"),
            ("Mongolja", "did you mean Mongolia?"),
        ):
            refused = web.get(
                f"/network.json?about={typed}", headers={"Accept": "application/json"}
            )
            assert refused.status_code == 404
            assert told in refused.text
