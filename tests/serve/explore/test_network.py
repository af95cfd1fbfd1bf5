"""The network view without a browser: what is seen, counted, joined, placed, and saved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from legation.facts.quads import node
from legation.serve.data.indexes import Indexes
from legation.serve.explore import network_placed
from legation.serve.explore.network_asked import Asked, Short, asked
from legation.serve.explore.network_data import View, Views, notes
from legation.serve.explore.network_files import behind, sparql
from legation.serve.explore.network_view import told_date
from legation.store.engine import query
from legation.terms import RDF, lgn, state
from networked import BASE, SOURCE, crowd, made, small
from served_data import client


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Return the small graph."""
    return small().done()


@pytest.fixture
def web(store: ox.Store) -> Iterator[TestClient]:
    """Return a client of the small graph."""
    with client(made(store)) as found:
        yield found


def view(store: ox.Store, url: str, language: str = "en") -> View:
    """Return the view of a query."""
    given = dict(part.split("=", 1) for part in url.split("&") if part)
    site = made(store)
    return Views(site, Indexes(site)).view(asked(given, language))


def seen(store: ox.Store, url: str) -> set[str]:
    """Return the labels of the nodes of a view."""
    return {data["label"] for _, data in view(store, url).network.nodes(data=True)}


def test_a_pair_opens_on_one_counted_bundle(web: TestClient) -> None:
    """Two states and their visitors; the facts between them are told on one line."""
    told = web.get("/network.json?about=MNG,CHL").json()
    assert told["title"] == "Mongolia – Chile"
    assert {n["label"] for n in told["nodes"]} == {"Mongolia", "Chile", "Ana", "Bat"}
    (line,) = [one for one in told["lines"] if {one["from"], one["to"]} == {"MNG", "CHL"}]
    assert line["label"] == "2 visits, 1 planned · trade 1995–2024"
    assert line["note"] == "2 disputed"
    assert told["said"] == "4 nodes and 4 lines are shown; 5 facts stand behind them"


def test_it_speaks_vietnamese(web: TestClient) -> None:
    """The bundle, the sentence and the words are Vietnamese; names that fell back are marked."""
    told = web.get("/network.json?about=MNG,CHL&lang=vi").json()
    assert "2 chuyến thăm, 1 dự kiến · thương mại 1995–2024" in [
        one["label"] for one in told["lines"]
    ]
    assert told["said"].startswith("Hiển thị 4 nút")
    assert {n.get("language") for n in told["nodes"]} == {"en"}


def test_a_kind_opens_into_facts_and_the_counts_follow(store: ox.Store) -> None:
    """Visits become nodes with their roles and leave the bundle; folding brings them back."""
    found = view(store, "about=MNG,CHL&open=Visit")
    kinds = {
        name: (line.total, line.seen, line.bundled, line.hidden)
        for name, line in found.seen.kinds.items()
    }
    assert kinds == {"Visit": (3, 3, 0, 0), "Observation": (2, 0, 2, 0)}
    assert found.network.has_edge(f"{BASE}visit/v0", state("MNG"), "host")
    one_bundle = view(store, "about=MNG,CHL&open=MNG!CHL!Visit")
    assert set(one_bundle.network) == set(found.network)


def test_disagreements_join_the_facts_that_disagree(store: ox.Store) -> None:
    """Both figures are seen, marked, and joined by a line of the kind of disagreement."""
    found = view(store, "about=MNG,CHL&open=Observation")
    one, other = (f"{BASE}observation/o{year}" for year in (1995, 2024))
    assert found.network.has_edge(other, one, "Discrepancy") or found.network.has_edge(
        one, other, "Discrepancy"
    )
    assert found.network.nodes[one]["disagreement"] == "discrepancy"


@pytest.mark.parametrize(
    ("url", "facts"),
    [
        ("", 5),
        ("&kinds=Visit", 3),
        ("&rank=state", 2),
        ("&rank=nonsense", 0),
        ("&since=1991", 4),
        ("&since=1991&until=1995", 2),
        ("&source=urn:other", 0),
        ("&hide=~/visit/v1", 4),
        ("&since=soon", 5),
    ],
)
def test_filters_narrow_what_is_counted(store: ox.Store, url: str, facts: int) -> None:
    """Kind, rank, source, years and hidden nodes; what is no year is passed over."""
    assert len(behind(view(store, f"about=MNG,CHL{url}"))) == facts


@pytest.mark.parametrize(
    "url", ["", "&kinds=Visit", "&rank=state", "&since=1991&until=2005", "&hide=~/visit/v1"]
)
def test_the_query_finds_the_facts_of_the_view(store: ox.Store, url: str) -> None:
    """The SPARQL that is saved with a picture gives the same facts when it is run."""
    found = view(store, f"about=MNG,CHL{url}")
    rows = query(store, sparql(found).decode())
    assert isinstance(rows, ox.QuerySolutions)
    assert {row["fact"].value for row in rows} == {fact.iri for fact in behind(found)}


def signed() -> ox.Store:
    """Return two states with agreements: signed and ratified, only ratified, only to be signed, undated."""
    graph = small()
    for name in ("both", "late", "ahead", "bare"):
        iri = f"{BASE}agreement/{name}"
        graph.say(iri, RDF + "type", node(lgn("Agreement")))
        graph.say(iri, lgn("statedIn"), node(SOURCE))
        for code in ("MNG", "CHL"):
            graph.say(iri, lgn("party"), node(state(code)))
            graph.say(iri, lgn("involves"), node(state(code)))
    for name, action, year, status in (
        ("both", "ratification", 1993, ""),
        ("both", "signature", 1994, ""),
        ("both", "signature", 1997, ""),
        ("late", "entry-into-force", 2003, ""),
        ("late", "ratification", 2001, ""),
        ("ahead", "signature", 2030, "planned"),
    ):
        act = graph.fact("TreatyAction", f"{name}-{action}-{year}", year)
        graph.say(act, lgn("agreement"), node(f"{BASE}agreement/{name}"))
        graph.say(act, lgn("action"), node(lgn(f"action-{action}")))
        if status:
            graph.say(act, lgn("status"), node(lgn(f"status-{status}")))
    return graph.done()


@pytest.mark.parametrize("large", [2_000, 0])
def test_an_agreement_has_the_date_of_its_signature(
    monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """Else that of the first that was done with it; what is planned dates nothing. So in every reading."""
    monkeypatch.setattr("legation.serve.explore.network_gather.LARGE", large)
    found = view(signed(), "about=MNG,CHL&kinds=Agreement")
    assert dict(found.seen.years) == {1994: 1, 2001: 1}
    assert found.seen.undated == 2
    opened = view(signed(), "about=MNG,CHL&kinds=Agreement&open=Agreement").network
    both = opened.nodes[f"{BASE}agreement/both"]
    assert told_date(both, "en") == "1994 (signature)"
    assert told_date(opened.nodes[f"{BASE}agreement/late"], "vi") == "2001 (phê chuẩn)"
    assert told_date(opened.nodes[f"{BASE}agreement/ahead"], "en") == ""


@pytest.mark.parametrize(
    ("years", "names"),
    [
        ("", {"both", "late", "ahead", "bare"}),
        ("&since=1994&until=1994", {"both"}),
        ("&since=1995", {"late"}),
        ("&until=1993", set()),
        ("&until=2001", {"both", "late"}),
    ],
)
def test_the_query_dates_agreements_as_the_view_does(years: str, names: set[str]) -> None:
    """A range of years finds agreements by their signature, and so does the query that is saved."""
    store = signed()
    found = view(store, f"about=MNG,CHL&kinds=Agreement{years}")
    assert {fact.iri for fact in behind(found)} == {f"{BASE}agreement/{name}" for name in names}
    rows = query(store, sparql(found).decode())
    assert isinstance(rows, ox.QuerySolutions)
    dates = {row["fact"].value: row["date"] and row["date"].value for row in rows}
    assert set(dates) == {fact.iri for fact in behind(found)}
    assert dates.get(f"{BASE}agreement/both", "1994") == "1994"


def test_what_was_not_held_is_named_apart(web: TestClient) -> None:
    """In lines and in the legend a planned visit is no visit; it is told beside those that were held."""
    told = web.get("/network.json?about=MNG,CHL").json()
    (visits,) = [kind for kind in told["kinds"] if kind["kind"] == "Visit"]
    assert (visits["total"], visits["ahead"], visits["apart"]) == (3, 1, "1 planned")
    (line,) = [one for one in told["lines"] if {one["from"], one["to"]} == {"MNG", "CHL"}]
    assert line["unsure"] == 1


def test_behind_a_node_stand_its_facts_with_their_sentences(web: TestClient) -> None:
    """As behind a line: by kind, the first of them, and how many there are."""
    told = web.get("/network/behind.json?about=MNG,CHL&node=~/person/ana").json()
    (group,) = told["groups"]
    assert (group["name"], group["total"]) == ("1 visit, 1 planned", 2)
    assert {fact["label"] for fact in group["facts"]} == {"Visit v0", "Visit v2"}
    assert all("claims" in fact for fact in group["facts"])


@pytest.mark.parametrize(
    ("url", "since", "until", "note"),
    [
        (
            "since=2010&until=2008",
            2008,
            2010,
            "The first year came after the last; they changed places",
        ),
        ("since=99999", None, None, "“99999” is no year from 0 to 2999 and is passed over"),
        ("since=-5&until=2000", None, 2000, "“-5” is no year from 0 to 2999 and is passed over"),
    ],
)
def test_years_that_cannot_be_are_put_right_or_passed_over(
    store: ox.Store, url: str, since: int | None, until: int | None, note: str
) -> None:
    """And the view says so."""
    found = view(store, f"about=MNG,CHL&{url}")
    assert (found.asked.since, found.asked.until) == (since, until)
    assert note in notes(found)


def test_years_are_counted_whatever_range_is_shown(web: TestClient) -> None:
    """The histogram holds all years that the other filters let through."""
    told = web.get("/network.json?about=MNG,CHL&since=2000&kinds=Visit").json()
    assert told["years"] == [[1990, 1], [1991, 1], [2005, 1]]


def test_a_path_goes_over_facts(store: ox.Store) -> None:
    """Ana and Cuc never met: Ana went to Mongolia or acts for Chile, Cuc went to both."""
    found = view(store, "about=MNG,CHL&path=~/person/ana,~/person/cuc")
    assert found.way is not None
    assert len(found.way.facts) == 2
    assert set(found.way.entities) <= set(found.network)


def test_a_path_is_told_in_sentences(web: TestClient) -> None:
    """Each step names its two ends, their parts and the fact; the table's nodes have their places."""
    told = web.get("/network.json?about=MNG,CHL&path=~/person/ana,~/person/cuc").json()
    one, other = told["path"]
    assert (one["from"]["label"], other["to"]["label"]) == ("Ana", "Cuc")
    assert one["to"] | {"role": ""} == other["from"] | {"role": ""}
    assert one["from"]["role"] == "visitor"
    assert one["text"].endswith(".")
    assert one["href"].startswith("/")
    assert sorted(n["path"] for n in told["nodes"] if "path" in n) == [1, 2, 3, 4, 5]
    assert "A path of 2 facts" in told["notes"]
    short = web.get("/network.json?about=MNG,CHL&path=MNG,CHL").json()
    assert "A path of one fact" in short["notes"]


@pytest.mark.parametrize("url", ["", "&kinds=Observation", "&since=2024", "&hide=~/visit/v8"])
def test_the_query_finds_the_facts_of_a_path(store: ox.Store, url: str) -> None:
    """Whatever else is filtered; a fact of it that is hidden is not seen and not found."""
    found = view(store, f"about=MNG,CHL&path=~/person/ana,~/person/cuc{url}")
    rows = query(store, sparql(found).decode())
    assert isinstance(rows, ox.QuerySolutions)
    assert {row["fact"].value for row in rows} == {fact.iri for fact in behind(found)}
    assert found.way is not None
    assert {fact.iri for fact in found.way.facts} & {fact.iri for fact in behind(found)}


def test_an_island_has_no_path() -> None:
    """Two states without a fact in common are told apart in words."""
    graph = small()
    graph.state("ISL", "Island")
    with client(made(graph.done())) as web:
        told = web.get("/network.json?about=MNG,CHL&path=MNG,ISL").json()
    assert told["notes"] == ["No path of at most 6 facts was found"]


def test_names_are_understood_and_unknown_ones_refused(web: TestClient) -> None:
    """A name in any case stands for its code; a name that nothing has is a 404 with the name in it."""
    told = web.get("/network.json?about=mongolia,chile").json()
    assert told["query"] == "about=MNG%2CCHL"
    refused = web.get("/network.json?about=Atlantis", headers={"Accept": "application/json"})
    assert refused.status_code == 404
    assert "Atlantis" in refused.text


def test_a_crowd_opens_on_forty_nodes() -> None:
    """Of 330 entities around one state 40 are seen, and the rest is counted and said."""
    with client(made(crowd(300))) as web:
        told = web.get("/network.json?about=AAA").json()
        assert len(told["nodes"]) == 40
        assert told["notes"] == ["291 more entities are not shown"]
        whole = web.get("/network.json?about=AAA&open=*").json()
        assert len(whole["nodes"]) == 631


def test_a_thousand_nodes_are_the_most_around_an_entity() -> None:
    """What does not fit is counted and said."""
    told = view(crowd(900), "about=AAA&open=Visit")
    assert len(told.network) <= 1_000
    assert told.seen.unopened > 0


def test_large_networks_are_laid_out_the_same_each_time() -> None:
    """Above some hundred nodes rustworkx places the core; twice the same, and no two nodes at one place."""
    store = crowd(600)
    one, other = (view(store, "open=*").places for _ in range(2))
    assert len(one) > network_placed.SMALL
    assert one == other
    assert len(set(one.values())) == len(one)


def test_pins_stay_and_the_state_is_written_back(store: ox.Store) -> None:
    """A pinned node stands where it was put; the query of a view gives the same view."""
    found = view(store, "about=MNG,CHL&pin=MNG@12@-30&open=Visit&since=1990")
    assert found.places[state("MNG")] == (12, -30)
    again = dict(
        part.split("=", 1)
        for part in found.asked.query().replace("%2C", ",").replace("%40", "@").split("&")
    )
    assert asked(again) == found.asked


def test_short_forms_survive_every_letter() -> None:
    """Commas and signs of the state's own within an IRI come back."""
    short = Short(BASE)
    for iri in (BASE + "a,b@c!d~e", state("VNM"), "https://e.org/x~y"):
        assert short.iri(short.of(iri)) == iri


def test_what_is_behind_a_bundle_is_told_with_its_facts(web: TestClient) -> None:
    """A line gives its kinds, the facts of each, and what quarrels."""
    told = web.get("/network/behind.json?about=MNG,CHL&node=MNG!CHL").json()
    assert [group["name"] for group in told["groups"]] == [
        "2 visits, 1 planned",
        "trade 1995–2024",
    ]
    assert len(told["groups"][0]["facts"]) == 3
    assert told["groups"][1]["facts"][0]["disagreements"][0]["kind"] == "discrepancy"
    assert web.get("/network/behind.json?about=MNG,CHL&node=nothing").status_code == 404


def test_exports_hold_what_is_seen(web: TestClient) -> None:
    """GraphML and GEXF are read back by networkx, Turtle by the engine, and the SVG is well-formed."""
    url = "about=MNG,CHL&open=Visit"
    nodes = {n["label"] for n in web.get(f"/network.json?{url}").json()["nodes"]}
    graphml = nx.parse_graphml(web.get(f"/network.graphml?{url}").text)
    assert {data["label"] for _, data in graphml.nodes(data=True)} == nodes
    assert web.get(f"/network.gexf?{url}").text.count("<node ") == len(nodes)
    turtle = ox.Store()
    turtle.load(web.get(f"/network.ttl?{url}").content, format=ox.RdfFormat.TURTLE)
    assert turtle.contains_named_graph(ox.DefaultGraph()) or len(turtle) > 30
    picture = web.get(f"/network.svg?{url}")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    texts = set(ET.fromstring(picture.text).itertext())  # noqa: S314 - our own picture
    assert {"Mongolia", "Chile", "Ana"} <= texts


def test_a_hostile_label_stays_text_in_every_form(web: TestClient) -> None:
    """No form of a view holds the tag of a label as a tag."""
    url = "about=LAO&open=*"
    for form in ("svg", "graphml", "gexf"):
        told = web.get(f"/network.{form}?{url}").text
        assert "<img" not in told
        ET.fromstring(told)  # noqa: S314 - our own picture
    page = web.get(f"/network?{url}&rank=%3Cimg%20src=x%3E").text
    assert "<img src=x" not in page
    assert json.loads(web.get(f"/network.json?{url}").text)


def test_the_page_names_no_other_place(web: TestClient) -> None:
    """No script or style within the page, no address of another server, and a still picture without scripts."""
    page = web.get("/network?about=MNG,CHL").text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "style=" not in page
    assert re.findall(r'(?:src|href)="(https?:)?//', page) == []
    assert "/network.svg?about=MNG,CHL" in page


def test_libraries_are_served_by_name_and_nothing_else_is(web: TestClient) -> None:
    """Scripts come with their type; a path upward or an unknown name is not there."""
    script = web.get("/web/network-page.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert web.get("/web/vis-network.min.js").status_code == 200
    for name in ("network.py", "..%2fnetwork.py", "nothing.js"):
        assert web.get(f"/web/{name}").status_code == 404


def test_without_an_entity_the_whole_graph_is_seen(store: ox.Store) -> None:
    """Kinds choose what of it; entities are joined through their facts."""
    assert seen(store, "kinds=Visit&open=*") >= {"Mongolia", "Chile", "Laos", "Cuc"}
    assert Asked().query() == ""


def test_too_large_a_graph_is_not_read_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit the whole graph is refused in a sentence, and an entity of it still opens."""
    monkeypatch.setattr("legation.serve.explore.network_scope.MOST_WHOLE", 10)
    with client(made(crowd(30))) as web:
        told = web.get("/network.json?open=*").json()
        assert told["nodes"] == []
        assert told["notes"][0].startswith("There are too many facts for one picture")
        assert len(web.get("/network.json?about=AAA").json()["nodes"]) == 40


def test_more_nodes_than_can_be_drawn_stay_bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole network above the limit is aggregated, and that is said."""
    monkeypatch.setattr("legation.serve.explore.network_fold.WHOLE", 50)
    with client(made(crowd(100))) as web:
        told = web.get("/network.json?open=*&kinds=Visit").json()
    assert len(told["nodes"]) <= 40
    assert any(note.startswith("Too many nodes to draw one by one") for note in told["notes"])
