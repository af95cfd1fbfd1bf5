"""One contract for all stores: the same commands, the same graph, the same answers.

The embedded graph is the measure: what a remote one answers is compared with it.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pyoxigraph as ox
import pytest

import legation
import sparql_servers as servers
from legation.ask.questions import catalogue
from legation.errors import GraphChanged, NothingToUndo, QuerySyntax
from legation.graph import KnowledgeGraph
from legation.store.opening import versions

CASES = Path(__file__).parents[2] / "golden" / "questions"
QUERIES = (
    "SELECT ?v ?date { ?v a lgn:Visit ; lgn:edtf ?date } ORDER BY ?v ?date",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?source (COUNT(*) AS ?n) { GRAPH ?source { ?c a lgn:Claim } } GROUP BY ?source ORDER BY ?source",
    "SELECT ?s ?complete { ?s lgn:complete ?complete } ORDER BY ?s",
    "SELECT ?s ?value { ?s lgn:value ?value } ORDER BY ?s ?value",
    "SELECT ?s ?day { ?s lgn:earliest ?day FILTER(?day >= '2008-01-01'^^xsd:date) } ORDER BY ?s ?day",
    "SELECT ?s ?label { ?s rdfs:label ?label FILTER(LANG(?label) = 'vi') } ORDER BY ?s ?label",
    "SELECT ?place { state:VNM ^lgn:host/lgn:place ?place } ORDER BY ?place",
    "ASK { state:BLR a lgn:State }",
    "ASK { state:BLR a lgn:Visit }",
)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory, tour: list[Path]) -> KnowledgeGraph:
    """Return the graph of the tour on this machine."""
    kg = legation.open(tmp_path_factory.mktemp("embedded") / "tour.kg")
    kg.add(*tour)
    return kg


@pytest.fixture(scope="module")
def told(server: servers.Server) -> Iterator[servers.Server]:
    """Return a store, with its secrets in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        yield server


@pytest.fixture(scope="module")
def remote(
    told: servers.Server, tour: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> KnowledgeGraph:
    """Return the same graph in a store elsewhere."""
    kg = opened(told, tmp_path_factory.mktemp("mirror") / "tour.kg")
    kg.add(*tour)
    return kg


def opened(server: servers.Server, home: Path) -> KnowledgeGraph:
    """Return a graph whose directory only says where its store is."""
    home.mkdir(parents=True)
    (home / "legation.toml").write_text(f'[store]\nquery = "{server.query}"\n', "utf-8")
    return legation.open(home)


def test_the_graph_is_the_one_that_is_made_here(
    remote: KnowledgeGraph, embedded: KnowledgeGraph
) -> None:
    """Sources, quads and exports are those of the embedded graph."""
    assert set(remote.store) == set(embedded.store)
    assert remote.sources() == embedded.sources()


def test_another_machine_sees_the_same(
    told: servers.Server, remote: KnowledgeGraph, embedded: KnowledgeGraph, tmp_path: Path
) -> None:
    """What comes back out of the store is what went in: letters, numbers, dates, yes and no."""
    other = opened(told, tmp_path / "other.kg")
    assert set(other.store) == set(embedded.store)
    assert [s.name for s in other.sources()] == [s.name for s in embedded.sources()]
    assert other.version == remote.version
    other.export("trig", tmp_path / "other.trig")
    embedded.export("trig", tmp_path / "embedded.trig")
    assert (tmp_path / "other.trig").read_bytes() == (tmp_path / "embedded.trig").read_bytes()


@pytest.mark.parametrize("question", [q.name for q in catalogue()])
def test_a_question_has_the_same_answer(
    remote: KnowledgeGraph, embedded: KnowledgeGraph, question: str
) -> None:
    """Every question of the catalogue is answered as by the embedded graph."""
    case = CASES / question.replace("/", "-") / "params.toml"
    given = tomllib.loads(case.read_text("utf-8"))
    assert remote.ask(question, **given).serialize("csv") == embedded.ask(
        question, **given
    ).serialize("csv")


@pytest.mark.parametrize("sparql", QUERIES)
def test_a_query_has_the_same_answer(
    remote: KnowledgeGraph, embedded: KnowledgeGraph, sparql: str
) -> None:
    """Plain patterns ask the settled graph, and GRAPH the sources, whatever a store calls default."""
    answer = remote.query(sparql)
    assert answer.serialize("json") == embedded.query(sparql).serialize("json")
    assert answer.version == str(remote.version)


def test_a_construct_has_the_same_triples(remote: KnowledgeGraph, embedded: KnowledgeGraph) -> None:
    """Graphs compare as graphs."""
    sparql = "CONSTRUCT { ?v ?p ?o } { ?v a lgn:Visit ; ?p ?o }"
    both = [kg.query(sparql).serialize("ntriples").splitlines() for kg in (remote, embedded)]
    assert sorted(both[0]) == sorted(both[1])


def test_what_is_no_sparql_is_not_sent(remote: KnowledgeGraph) -> None:
    """Line and column are those of what the person wrote."""
    with pytest.raises(QuerySyntax) as refused:
        remote.query("SELECT ?s {\n ?s ?p }")
    assert refused.value.line == 2


def test_a_long_answer_comes_as_a_whole(
    told: servers.Server, remote: KnowledgeGraph, embedded: KnowledgeGraph
) -> None:
    """A store that cuts answers is asked for the rest."""
    if told.name == "oxigraph":
        pytest.skip("it never cuts")
    sparql = "SELECT ?a ?b { ?a a lgn:State . ?b a lgn:State }"
    rows = list(csv.reader(io.StringIO(remote.query(sparql).serialize("csv").decode())))
    assert len(rows) == len(embedded.query(sparql)) + 1
    assert len(rows) == len({tuple(row) for row in rows})


def test_removing_and_adding_again_leaves_nothing(
    told: servers.Server, remote: KnowledgeGraph, embedded: KnowledgeGraph, tour: list[Path]
) -> None:
    """Every write is a version, and the store holds nothing but the current one."""
    before = remote.version
    remote.remove("brief")
    assert set(remote.store) != set(embedded.store)
    remote.add(*tour)
    assert set(remote.store) == set(embedded.store)
    assert remote.version == before + 2
    left = remote.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert not [row for row in left if "staging" in str(row.g)], told.name
    with pytest.raises(NothingToUndo):
        remote.undo()


def test_rebuilding_gives_the_same(remote: KnowledgeGraph, embedded: KnowledgeGraph) -> None:
    """Where the copies of the sources are, the graph can be made again."""
    remote.rebuild()
    assert set(remote.store) == set(embedded.store)


def test_parts_are_loaded(remote: KnowledgeGraph, embedded: KnowledgeGraph, tmp_path: Path) -> None:
    """What was read elsewhere goes into the store as into a directory, and out again."""
    note = tmp_path / "note.txt"
    note.write_text(
        "# date: 2020-05\nMongolia opened an embassy in Chile on 5 May 2012.\n", "utf-8"
    )
    parts = str(tmp_path / "parts")
    remote.stage(parts, note)
    here = legation.open(copytree(embedded.path, tmp_path / "here.kg"))
    assert remote.load(parts).added == here.load(parts).added == ("note",)
    assert set(remote.store) == set(here.store) != set(embedded.store)
    remote.remove("note")
    assert set(remote.store) == set(embedded.store)


def test_a_judgement_settles_the_graph_again(
    remote: KnowledgeGraph, embedded: KnowledgeGraph, tmp_path: Path
) -> None:
    """Two names judged to be one are one in the store too, until the judgement is taken back."""
    here = legation.open(copytree(embedded.path, tmp_path / "here.kg"))
    people = here.query("SELECT ?p { ?p a lgn:Person } ORDER BY ?p LIMIT 2")
    one, other = (str(row[0]) for row in people)
    for kg in (here, remote):
        kg.same(one, other, why="a test of the store", when=date(2026, 1, 1))
    assert set(remote.store) == set(here.store) != set(embedded.store)
    (tmp_path / "none.toml").touch()
    for kg in (here, remote):
        kg.judge(tmp_path / "none.toml")
    assert remote.judgements().lines == ()
    assert set(remote.store) == set(here.store) == set(embedded.store)


def test_a_compact_copy_is_the_same_graph(remote: KnowledgeGraph, embedded: KnowledgeGraph) -> None:
    """Putting the copy in order is a version, and changes nothing in the store."""
    before = remote.version
    assert remote.compact() == before + 1
    assert set(remote.store) == set(embedded.store)


def test_it_is_seen_as_the_one_that_is_made_here(
    remote: KnowledgeGraph, embedded: KnowledgeGraph
) -> None:
    """The network of two states has the same nodes and lines, and a page is drawn of it."""
    there, here = (kg.network("VNM", "BLR") for kg in (remote, embedded))
    assert {n: there.nodes[n] for n in there} == {n: here.nodes[n] for n in here}
    assert sorted(there.edges) == sorted(here.edges)
    assert remote.view("VNM", "BLR").summary == embedded.view("VNM", "BLR").summary


def test_of_two_writers_one_is_told(
    told: servers.Server, remote: KnowledgeGraph, tmp_path: Path
) -> None:
    """A version that was written meanwhile is not overwritten."""
    assert remote.exists()
    home = tmp_path / "slow.kg"
    opened(told, home)
    slow = versions(home)
    writing = slow.write("a slow write")
    writing.__enter__().store.add(_quad(ox.Literal("slow")))
    remote.add_text("Mongolia and Chile established diplomatic relations in 1984.", "quick")
    with pytest.raises(GraphChanged, match="another process has changed"):
        writing.__exit__(None, None, None)
    remote.remove("quick")
    assert not remote.query("ASK { ?s ?p 'slow' }")


TERMS: tuple[ox.Literal | ox.NamedNode, ...] = (
    ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
    ox.Literal("false", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
    ox.Literal("95.8", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    ox.Literal(
        "1200000000000.25", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    ),
    ox.Literal("-7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.Literal(
        "1200000000000", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    ),
    ox.Literal("2008-04-07", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
    ox.Literal("1984", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear")),
    ox.Literal(""),
    ox.Literal("  two  spaces and a\ttab\nand a line"),
    ox.Literal("\"quoted\", it's \\ {|} <b> $x ?y @z"),
    ox.Literal("Chủ tịch nước Việt Nam – Мінск 𝄞", language="vi"),
    ox.Literal("x" * 9_000),
    ox.NamedNode("https://example.org/" + "long/" * 300),
    ox.NamedNode("https://example.org/Việt%20Nam"),
)  # fmt: skip


def test_terms_come_back_as_they_were(
    told: servers.Server, remote: KnowledgeGraph, tmp_path: Path
) -> None:
    """What a store is given is what it gives, to who wrote it and to others."""
    writer = versions(remote.path)
    given = {
        ox.Quad(ox.NamedNode(f"https://example.org/thing/{n}"), _SAYS, term, ox.DefaultGraph())
        for n, term in enumerate(TERMS)
    }
    with writer.write("terms") as draft:
        draft.store.extend(given)
    other = opened(told, tmp_path / "other.kg")
    try:
        for kg in (remote, other):
            assert set(kg.store.quads_for_pattern(None, _SAYS, None, None)) == given
    finally:
        with writer.write("no terms") as draft:
            for quad in given:
                draft.store.remove(quad)


_SAYS = ox.NamedNode("https://example.org/says")


def _quad(value: ox.Literal | ox.NamedNode) -> ox.Quad:
    return ox.Quad(ox.NamedNode("https://example.org/thing"), _SAYS, value, ox.DefaultGraph())
