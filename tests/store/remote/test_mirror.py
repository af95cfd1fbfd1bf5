"""What a store elsewhere holds, what is kept here, and what neither does."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from SPARQLWrapper import JSON, POST, SPARQLWrapper

import legation
import sparql_servers as servers
from legation.cli import run
from legation.errors import (
    GraphDamaged,
    GraphMissing,
    GraphReadOnly,
    NotAGraph,
    RemoteRefused,
    SourceError,
)
from legation.store.opening import versions

NOTE = "Mongolia and Chile established diplomatic relations on 4 May 1984."


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[servers.Server]:
    """Return an empty store."""
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "server"
    folder.mkdir()
    with servers.oxigraph(folder) as running:
        yield running


def _update(store: servers.Server, text: str) -> None:
    wrapper = SPARQLWrapper(store.query, store.query.replace("/query", "/update"))
    wrapper.setMethod(POST)
    wrapper.setQuery(text)
    wrapper.query().response.close()


def test_an_empty_store_has_no_graph(store: servers.Server) -> None:
    """Reading makes nothing; the sentence says where."""
    kg = legation.open(store.query)
    assert not kg.exists()
    with pytest.raises(GraphMissing, match=f"no graph of legation at {store.query} yet"):
        kg.sources()
    assert not kg.path.exists()


def test_a_url_is_enough(store: servers.Server) -> None:
    """The mirror is kept in the cache, with the number that the store tells."""
    kg = legation.open(store.query)
    kg.add_text(NOTE, "note")
    assert (kg.version, [s.name for s in kg.sources()]) == (1, ["note"])
    assert legation.open(store.query).ask("relations/steps", a="MNG", b="CHL")
    assert kg.text("note") == NOTE


def test_the_base_is_told_by_the_store(store: servers.Server, tmp_path: Path) -> None:
    """Who opens it later makes the same IRIs."""
    kg = legation.open(store.query)
    kg.create("https://example.org/kg/")
    kg.add_text(NOTE, "note")
    home = tmp_path / "other.kg"
    home.mkdir()
    (home / "legation.toml").write_text(f'[store]\nquery = "{store.query}"\n', "utf-8")
    assert legation.open(home).base == "https://example.org/kg/"


def test_where_a_file_lay_is_not_told(store: servers.Server, tmp_path: Path) -> None:
    """Nor is its text: what is shared is what is needed to go on writing."""
    secret = tmp_path / "a-private-folder"
    secret.mkdir()
    (secret / "note.txt").write_text(NOTE, "utf-8")
    legation.open(store.query).add(secret / "note.txt", policy="none", language="en")
    wrapper = SPARQLWrapper(store.query, returnFormat=JSON)
    wrapper.setQuery("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
    told = wrapper.query().response.read().decode()
    assert "note.txt" in told
    assert "a-private-folder" not in told
    assert "established diplomatic" not in told


def test_another_machine_goes_on(store: servers.Server, tmp_path: Path) -> None:
    """It knows what is there unchanged, and says what it lacks for making all again."""
    note = tmp_path / "note.txt"
    note.write_text(NOTE, "utf-8")
    legation.open(store.query).add(note)
    home = tmp_path / "other.kg"
    home.mkdir()
    (home / "legation.toml").write_text(f'[store]\nquery = "{store.query}"\n', "utf-8")
    other = legation.open(home)
    with pytest.raises((SourceError, GraphDamaged), match="note"):
        other.rebuild()
    with pytest.raises(GraphDamaged, match="the copy of source note is gone"):
        other.text("note")
    other.add_text("Mongolia and Peru established diplomatic relations in 1985.", "more")
    assert other.version == 2
    assert other.remove("note").changed == ("note",)
    assert [s.name for s in legation.open(store.query).sources()] == ["more"]


def test_who_was_forgotten_is_not_told(store: servers.Server, tmp_path: Path) -> None:
    """The list stays where it was made; elsewhere nothing is written without it."""
    kg = legation.open(store.query)
    kg.add_text("President Ana Diaz of Peru visited Chile on 4 May 2031.", "visit")
    kg.forget("Ana Diaz")
    home = tmp_path / "other.kg"
    home.mkdir()
    (home / "legation.toml").write_text(f'[store]\nquery = "{store.query}"\n', "utf-8")
    other = legation.open(home)
    assert "Diaz" not in "\n".join(str(quad) for quad in other.store)
    with pytest.raises(GraphReadOnly, match="is not on this machine"):
        other.add_text(NOTE, "note")


def test_data_of_others_is_read_and_left_alone(store: servers.Server, tmp_path: Path) -> None:
    """A store that legation did not write answers queries, and is no place for a graph."""
    _update(store, "INSERT DATA { <x:a> <x:b> 'c' GRAPH <x:g> { <x:d> <x:e> 1 } }")
    kg = legation.open(store.query)
    assert kg.query("ASK { <x:a> <x:b> 'c' }")
    kg.export("nquads", tmp_path / "all.nq")
    assert len((tmp_path / "all.nq").read_text("utf-8").splitlines()) == 2
    with pytest.raises(NotAGraph, match="holds data that legation did not write"):
        kg.add_text(NOTE, "note")


FOREIGN = "the store at {} holds data that legation did not write; 'legation query' and 'export'"


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "visits/between", "--a", "VNM", "--b", "BLR"],
        ["show", "VNM"],
        ["search", "Hanoi"],
        ["view", "VNM", "BLR", "--out", "never.html"],
        ["network", "visits"],
        ["dossier", "VNM", "BLR"],
        ["check"],
        ["audit"],
        ["doubts"],
        ["sources"],
        ["judgements"],
        ["same", "a", "b", "--why", "a test"],
        ["remove", "note"],
        ["rebuild"],
        ["init"],
    ],
    ids=lambda words: str(words[0]),
)
def test_data_of_others_is_not_taken_for_an_empty_graph(
    store: servers.Server,
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every command that needs facts or sources says in one sentence that there are none."""
    monkeypatch.chdir(tmp_path)
    _update(store, "INSERT DATA { <x:a> <x:b> 'c' }")
    assert run([*words, "--graph", store.query]) == 3
    told = capsys.readouterr().err
    assert told.startswith(f"legation: {FOREIGN.format(store.query)}")
    assert told.count("\n") == 1
    assert not list(tmp_path.glob("*.html"))


def test_facts_that_others_have_put_there_are_found(store: servers.Server, tmp_path: Path) -> None:
    """A store into which an export was loaded answers questions, though it is no graph to add to."""
    kg = legation.open(tmp_path / "here.kg")
    kg.add_text(NOTE, "note", date="2020-05")
    told = kg.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }").serialize("ntriples").decode()
    _update(store, f"INSERT DATA {{ {told} }}")
    elsewhere = legation.open(store.query)
    asked = {"a": "MNG", "b": "CHL"}
    assert elsewhere.ask("relations/steps", **asked).serialize("csv") == kg.ask(
        "relations/steps", **asked
    ).serialize("csv")
    with pytest.raises(NotAGraph):
        elsewhere.sources()


def test_a_graph_is_made_in_a_store_once(
    store: servers.Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """Making it says where it is; a second time, or a plain one, is refused with the address."""
    words = ["init", "--graph", store.query]
    assert run([*words, "--plain"]) == 3
    assert f"{store.query} lies in another store, and legation writes" in capsys.readouterr().err
    assert run([*words, "--base", "https://example.org/kg/"]) == 0
    assert legation.open(store.query).base == "https://example.org/kg/"
    assert run(words) == 3
    assert capsys.readouterr().err == (
        f"legation: there is a graph of legation at {store.query} already; 'legation add FILE' "
        "adds to it, with the same --graph\n"
    )


def test_a_store_that_takes_no_updates(store: servers.Server, tmp_path: Path) -> None:
    """It says so, and nothing is left here that is not there."""
    folder = tmp_path / "server"
    command = str(Path(sysconfig.get_path("scripts")) / "oxigraph")
    port = servers.free_port()
    start = f"http://127.0.0.1:{port}"
    ox.Store(str(tmp_path / "data")).flush()
    reading = [command, "serve-read-only", "--location", str(tmp_path / "data")]
    with servers.running([*reading, "--bind", start[7:]], folder, f"{start}/query"):
        kg = legation.open(f"{start}/query")
        with pytest.raises(RemoteRefused, match="takes no updates"):
            kg.add_text(NOTE, "note")
        assert not kg.exists()


def test_a_store_that_changes_values_is_refused(
    store: servers.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is put aside is read back before it is moved; nothing of it stays."""
    kg = legation.open(store.query)
    kg.add_text(NOTE, "note")
    before = set(kg.store)
    writer = versions(store.query)
    dataset = writer.dataset  # type: ignore[attr-defined] # a store elsewhere has one
    given = dataset.triples
    lost = ox.Triple(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal("c"))
    monkeypatch.setattr(dataset, "triples", lambda graph: given(graph) - {lost})
    with (
        pytest.raises(RemoteRefused, match='does not keep <x:a> <x:b> "c"'),
        writer.write("a loss") as draft,
    ):
        draft.store.add(ox.Quad(lost.subject, lost.predicate, lost.object, ox.DefaultGraph()))
    again = legation.open(store.query)
    assert set(again.store) == before
    assert not again.query("ASK { GRAPH ?g { ?s ?p 'c' } }")


def test_a_write_that_was_cut_is_seen(
    store: servers.Server, caplog: pytest.LogCaptureFixture
) -> None:
    """Its token is no version that anybody knows; making all again mends it."""
    kg = legation.open(store.query)
    kg.add_text(NOTE, "note")
    whole = set(kg.store)
    property_ = "<https://w3id.org/legation/store#token>"
    _update(
        store,
        f"DELETE {{ GRAPH ?g {{ ?g {property_} ?t }} }} INSERT {{ GRAPH ?g {{ ?g {property_} 'cut~' }} }}"
        f" WHERE {{ GRAPH ?g {{ ?g {property_} ?t }} }} ;"
        " DELETE WHERE { ?fact a <https://w3id.org/legation/ns#RelationEvent> }",
    )
    again = legation.open(store.query)
    assert set(again.store) != whole
    again.rebuild()
    assert "'legation rebuild' makes the graph whole again" in caplog.text
    assert set(legation.open(store.query).store) == whole


def test_a_store_that_lost_its_graph(store: servers.Server) -> None:
    """What is here is not written over it in silence."""
    kg = legation.open(store.query)
    kg.add_text(NOTE, "note")
    _update(store, "DROP ALL")
    with pytest.raises(GraphDamaged, match="is empty, and its copy in"):
        legation.open(store.query).add_text(NOTE, "other")


def test_the_commands_take_a_url(store: servers.Server) -> None:
    """The command line needs nothing more than --graph."""
    from click.testing import CliRunner

    from legation.cli import commands

    legation.open(store.query).add_text(NOTE, "note")
    words = ["query", "--graph", store.query, "--format", "csv"]
    done = CliRunner().invoke(commands, [*words, "SELECT ?d { ?r lgn:change ?c ; lgn:edtf ?d }"])
    assert done.stdout_bytes == b"d\r\n1984-05-04\r\n"


def test_a_graph_may_stand_beside_the_graphs_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every graph has a name, those of others do not count: there is no graph of legation yet."""
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path / "cache"))
    (tmp_path / "server").mkdir()
    with servers.oxigraph(tmp_path / "server", "--union-default-graph") as store:
        _update(store, "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 'c' } }")
        home = tmp_path / "beside.kg"
        home.mkdir()
        told = f'[store]\nquery = "{store.query}"\nunion-default = true\n'
        (home / "legation.toml").write_text(told, "utf-8")
        kg = legation.open(home)
        assert kg.query("ASK { GRAPH <x:g> { <x:a> <x:b> 'c' } }")
        with pytest.raises(GraphMissing, match="there is no graph of legation at"):
            kg.ask("relations/steps", a="MNG", b="CHL")
        kg.add_text(NOTE, "note")
        assert [s.name for s in kg.sources()] == ["note"]
