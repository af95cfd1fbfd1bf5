"""`KnowledgeGraph`: the Python face of the same house."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

import legation
from legation.errors import (
    BadMetadata,
    GraphDamaged,
    GraphExists,
    GraphMissing,
    SourceMissing,
    UnknownSource,
    WrongFormat,
)
from legation.store.opening import versions
from legation.store.settings import PLAIN

NOTE = "Mongolia and Chile established diplomatic relations on 4 May 1984.\n"
TRADE = "Two-way trade between Mongolia and Chile reached 12.5 million US dollars in 2019.\n"


@pytest.fixture
def kg() -> legation.KnowledgeGraph:
    """Return a graph with one note."""
    graph = legation.open("x.kg")
    graph.add_text(NOTE + TRADE, "note", date="2020-05", publisher="A desk")
    return graph


def test_opening_makes_nothing() -> None:
    """A graph is made by the first write, never by looking."""
    graph = legation.open("x.kg")
    assert not graph.exists()
    with pytest.raises(GraphMissing):
        graph.query("ASK { ?s ?p ?o }")
    assert not Path("x.kg").exists()


def test_answers_know_their_version(kg: legation.KnowledgeGraph) -> None:
    """An answer tells which version it came from; a later write gives another."""
    assert kg.query("SELECT ?s { ?s a lgn:RelationEvent }").version == "1"
    kg.add_text("Mongolia opened an embassy in Santiago in 2012.", "other", date="2020")
    assert kg.ask("relations/steps", a="MNG", b="CHL").version == "2"
    assert kg.version == 2


def test_an_answer_becomes_a_data_frame(kg: legation.KnowledgeGraph) -> None:
    """Numbers and dates come as Python's own."""
    frame = kg.ask("trade/figures", a="MNG", b="CHL").to_pandas()
    assert list(frame["period"]) == ["2019"]
    assert float(frame["value"][0]) == 12_500_000


def test_the_dataset_is_rdflib_over_the_same_store(kg: legation.KnowledgeGraph) -> None:
    """Rdflib sees the settled graph as default graph, and each source as a named one."""
    dataset = kg.dataset
    assert len(dataset.default_graph) == sum(1 for _ in kg.query("SELECT * { ?s ?p ?o }"))
    named = {str(graph.identifier) for graph in dataset.graphs()}
    assert f"{kg.base}source/note" in named


def test_the_network_is_networkx(kg: legation.KnowledgeGraph) -> None:
    """A pair, an entity and the whole graph are networkx graphs."""
    pair, entity, whole = kg.network("MNG", "CHL"), kg.network("Chile"), kg.network()
    assert all(isinstance(network, nx.MultiDiGraph) for network in (pair, entity, whole))
    assert {"Mongolia", "Chile"} <= {label for _, label in pair.nodes(data="label")}


def test_a_view_saves_and_shows_itself(kg: legation.KnowledgeGraph) -> None:
    """The same object writes a file and is drawn in a notebook."""
    view = kg.view("MNG", "CHL")
    assert view.save("pair.html").read_text("utf-8") == view.html
    assert "<iframe" in view._repr_html_()


def test_an_answer_can_be_drawn(kg: legation.KnowledgeGraph) -> None:
    """What an answer names is drawn as a network."""
    view = kg.view(answer=kg.ask("relations/steps", a="MNG", b="CHL"))
    assert "Mongolia" in view.html


def test_a_moved_file_keeps_its_name(tmp_path: Path) -> None:
    """A file that was moved is the source it was; a copy beside it is a source of its own."""
    graph = legation.open("x.kg")
    Path("a.txt").write_text(NOTE, encoding="utf-8")
    graph.add("a.txt")
    Path("a.txt").rename("b.txt")
    assert graph.add("b.txt").unchanged == ("a",)
    Path("a.txt").write_text(NOTE, encoding="utf-8")
    assert graph.add("b.txt").added == ("b",)


def test_what_was_told_stays_until_something_else_is_told(tmp_path: Path) -> None:
    """Adding again without the options keeps them: a withheld text is not shown by forgetting."""
    graph = legation.open("x.kg")
    Path("a.txt").write_text(NOTE, encoding="utf-8")
    graph.add("a.txt", policy="none", publisher="A desk")
    assert graph.add("a.txt").unchanged == ("a",)
    Path("a.txt").write_text(NOTE + TRADE, encoding="utf-8")
    graph.add("a.txt")
    (source,) = graph.sources()
    assert (source.policy, source.publisher) == ("none", "A desk")
    assert graph.add("a.txt", policy="quote").changed == ("a",)


def test_a_graph_that_changed_meanwhile_is_looked_at_again(tmp_path: Path) -> None:
    """Two adds of equally named files at once lose neither."""
    for folder, text in (("one", NOTE), ("two", TRADE)):
        Path(folder).mkdir()
        Path(f"{folder}/note.txt").write_text(text, encoding="utf-8")
    graph, other = legation.open("x.kg"), legation.open("x.kg")
    meanwhile = iter(["two/note.txt"])

    def progress(*_: object) -> None:
        for path in meanwhile:
            other.add(path)

    graph.add("one/note.txt", progress=progress)
    assert [source.name for source in graph.sources()] == ["note", "note-2"]
    assert len(graph.query("SELECT * { ?f lgn:statedIn ?s }")) == 2


def test_a_rebuild_mends_a_broken_store(kg: legation.KnowledgeGraph) -> None:
    """The store is made anew from the copies of the sources."""
    before = kg.export("turtle", "before.ttl").read_bytes()
    Path("x.kg/versions/000001/store/CURRENT").write_text("rubbish")
    again = legation.open("x.kg")
    with pytest.raises(GraphDamaged, match="does not open"):
        again.query("ASK { ?s ?p ?o }")
    again.rebuild()
    assert again.export("turtle", "after.ttl").read_bytes() == before


def test_two_files_of_one_stem_are_two_sources(tmp_path: Path) -> None:
    """Files of the same name in two folders do not replace each other."""
    for folder, text in (("one", NOTE), ("two", TRADE)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(text, encoding="utf-8")
    graph = legation.open("x.kg")
    graph.add("one/note.txt", "two/note.txt")
    assert [source.name for source in graph.sources()] == ["note", "note-2"]


def test_the_order_of_adding_plays_no_part(tmp_path: Path) -> None:
    """Two graphs made from the same files in another order have the same settled graph."""
    for name, text in (
        ("a", NOTE),
        ("b", TRADE),
        ("c", "Chile and Mongolia established diplomatic relations in 1984."),
    ):
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    exports = []
    for order in ("abc", "cba", "bca"):
        graph = legation.open(f"{order}.kg")
        for name in order:
            graph.add(f"{name}.txt", date="2020")
        exports.append(graph.export("turtle", f"{order}.ttl").read_bytes())
    assert exports[0] == exports[1] == exports[2]


def test_sources_tell_what_is_known_of_them(kg: legation.KnowledgeGraph) -> None:
    """A source has its name, publisher, date, language, policy and how much was read."""
    (source,) = kg.sources()
    assert (source.name, source.publisher, source.issued) == ("note", "A desk", "2020-05")
    assert (source.language, source.policy, source.claims) == ("en", "quote", 2)
    assert kg.text("note") == NOTE + TRADE


def test_an_unknown_source_is_told_with_what_there_is(kg: legation.KnowledgeGraph) -> None:
    """Removing what is not there changes nothing and names what is."""
    with pytest.raises(UnknownSource) as caught:
        kg.remove("nota")
    assert str(caught.value) == "the graph has no source 'nota'; it has: note"
    assert kg.version == 1


def test_an_unknown_field_is_refused(kg: legation.KnowledgeGraph) -> None:
    """A misspelt option is no silent loss."""
    with pytest.raises(BadMetadata) as caught:
        kg.add_text(NOTE, "other", publsher="x")
    assert str(caught.value) == "other has an unknown key 'publsher'; did you mean 'publisher'?"


def test_reading_does_not_store(tmp_path: Path) -> None:
    """`legation.read` gives claims with their spans and leaves no graph behind."""
    Path("note.txt").write_text(NOTE, encoding="utf-8")
    reading = legation.read("note.txt")
    (claim,) = reading.claims
    start, end = claim.spans[0].start, claim.spans[0].end
    assert "4 May 1984" in reading.document.text[start:end]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["note.txt"]
    with pytest.raises(SourceMissing):
        legation.read("gone.txt")


def test_rebuilding_gives_the_same_graph(kg: legation.KnowledgeGraph) -> None:
    """A rebuild from the sources gives the same quads."""
    before = kg.export("nquads", "before.nq").read_bytes()
    assert kg.rebuild().version == 2
    assert kg.export("nquads", "after.nq").read_bytes() == before


def test_a_base_of_ones_own_begins_every_new_iri() -> None:
    """A publisher names the base; reference entities keep theirs."""
    graph = legation.open("x.kg")
    graph.create("https://example.org/kg/")
    graph.add_text(NOTE, "note", date="2020")
    (row,) = graph.query(
        "SELECT ?r ?p { ?r a lgn:RelationEvent ; lgn:party ?p } ORDER BY ?p LIMIT 1"
    )
    assert str(row["r"]).startswith("https://example.org/kg/relations/")
    assert str(row["p"]) == "https://w3id.org/legation/state/CHL"


@pytest.mark.parametrize("base", ["kg", "https://example.org/k g/", "https://example.org/kg", ""])
def test_a_base_that_is_no_iri_is_refused(base: str) -> None:
    """IRIs are made from the base, so it must be one."""
    with pytest.raises(BadMetadata) as caught:
        legation.open("x.kg").create(base)
    assert str(caught.value) == "the base is no IRI; write it like https://example.org/kg/"


def test_a_graph_is_not_made_twice(kg: legation.KnowledgeGraph) -> None:
    """Making a graph where there is one would lose it."""
    with pytest.raises(GraphExists) as caught:
        kg.create()
    assert str(caught.value) == "x.kg is a graph already; name another directory with --graph"


def test_an_empty_graph_answers(tmp_path: Path) -> None:
    """A graph that was only begun has a version and no sources."""
    graph = legation.open("x.kg")
    graph.create()
    assert (graph.version, graph.sources()) == (1, ())
    assert len(graph.ask("visits/between", a="MNG", b="CHL")) == 0


def test_nothing_to_draw_is_told(kg: legation.KnowledgeGraph) -> None:
    """An answer that names nothing gives no empty picture."""
    with pytest.raises(WrongFormat) as caught:
        kg.view(answer=kg.query("SELECT (1 AS ?one) {}"))
    assert str(caught.value) == (
        "there is nothing to draw; choose a question that names facts or entities"
    )


@pytest.mark.parametrize("state", ["a b", "ZZZ", "http://["])
def test_a_publisher_of_no_state_is_refused(kg: legation.KnowledgeGraph, state: str) -> None:
    """The state of a publisher is a state, by code or name."""
    with pytest.raises(BadMetadata, match="no state is called"):
        kg.add_text(NOTE, "other", publisher_state=state)
    kg.add_text(NOTE, "other", publisher_state="Viet Nam")
    (row,) = kg.query("SELECT ?state { ?s lgn:publisherState ?state }")
    assert str(row["state"]) == "https://w3id.org/legation/state/VNM"


def test_a_compact_store_says_the_same_in_fewer_pieces(tmp_path: Path) -> None:
    """What several loads have left lies in fewer files, as a version that undo takes back."""
    kg = legation.open(tmp_path / "x.kg")
    kg.create(plain=True)
    with versions(tmp_path / "x.kg").write("test", kind=PLAIN) as draft:
        for load in range(3):  # of four the engine begins to make one by itself
            lines = (f"<x:s{load + 3 * n}> <x:p> <x:o{load + 3 * n}> .\n" for n in range(300))
            draft.store.bulk_load("".join(lines), ox.RdfFormat.N_QUADS)
    before = set(kg.store)
    assert (kg.compact(), len(before)) == (3, 900)
    assert set(kg.store) == before
    pieces = [len(list(tmp_path.glob(f"x.kg/versions/00000{n}/store/*.sst"))) for n in (2, 3)]
    assert pieces[1] < pieces[0]
    assert kg.undo() == 2


def test_there_is_nothing_to_compact_where_no_graph_is(tmp_path: Path) -> None:
    """The message is that of every command, and no directory is made."""
    with pytest.raises(GraphMissing, match=r"^there is no graph at .*x\.kg"):
        legation.open(tmp_path / "x.kg").compact()
    assert not list(tmp_path.iterdir())


def test_a_rebuild_keeps_where_retired_iris_lead(kg: legation.KnowledgeGraph) -> None:
    """What an IRI once meant is known after a rebuild too."""
    visit = "Mongolian President Khaltmaa Battulga will pay a State visit to Chile."
    kg.add_text(visit, "visit", date="2019-05-01")
    kg.add_text(visit.replace("Chile.", "Chile on May 7-8, 2019."), "visit", date="2019-05-01")
    query = "SELECT ?old ?new { GRAPH ?i { ?old dct:isReplacedBy ?new } }"
    before = kg.query(query).serialize("csv")
    assert before.count(b"\n") == 2
    kg.rebuild()
    assert kg.query(query).serialize("csv") == before
