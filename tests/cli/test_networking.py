"""The command network."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result

import legation
from legation.cli.networking import network

NOTE = """President Ana Soto of Chile paid an official visit to Mongolia in June 2001.
President Bat Dorj of Mongolia paid an official visit to Chile in May 2003.
Prime Minister Ina Vega of Chile visited Mongolia on 4 April 2012.
Mongolia and Chile established diplomatic relations on 4 May 1984.
"""


@pytest.fixture(autouse=True)
def _graph() -> None:
    """Make a graph of one note."""
    legation.open().add_text(NOTE, "note", date="2015")


def _run(*words: str) -> Result:
    return CliRunner().invoke(network, words, catch_exceptions=False)


def test_edges_are_told_without_a_measure() -> None:
    """Who visited whom, how often, from when to when."""
    found = _run("visits", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(found.output)))
    assert [(r["from"], r["to"], r["facts"]) for r in rows] == [
        ("Chile", "Mongolia", "2"),
        ("Mongolia", "Chile", "1"),
    ]
    assert rows[0]["first"] == "2001-06-01"
    assert rows[0]["last"] == "2012-04-04"


def test_a_number_never_comes_without_what_it_means() -> None:
    """Below the table stand meaning, warning and source; --top cuts rows only."""
    found = _run("visits", "--measure", "out-strength", "--top", "1")
    assert "Chile" in found.output
    assert "2 nodes, 2 edges" in found.output
    assert "How much a state does towards others" in found.output
    assert "PNAS 101" in found.output


def test_the_reader_s_language_is_that_of_names_and_meanings() -> None:
    """Vietnamese names and sentences."""
    found = _run("visits", "--measure", "reciprocity", "--language", "vi")
    assert "Mông Cổ" in found.output
    assert "Quan hệ có được đáp lại không" in found.output


def test_a_period_and_its_steps() -> None:
    """Decades, each with its own numbers."""
    words = ("--since", "2000", "--until", "2019", "--every", "10", "--format", "json")
    found = json.loads(_run("visits", "--measure", "strength", *words).output)
    assert [(r["period"][:4], r["code"], r["strength"]) for r in found] == [
        ("2000", "CHL", 2),
        ("2000", "MNG", 2),
        ("2010", "CHL", 1),
        ("2010", "MNG", 1),
    ]


def test_pairs_that_are_like_a_pair() -> None:
    """The pair itself comes first."""
    words = ("--about", "MNG", "--about", "Chile", "--format", "json")
    found = json.loads(_run("pairs", *words).output)
    assert [(r["first"], r["second"], r["visits"], r["similarity"]) for r in found] == [
        ("Chile", "Mongolia", 3, 1)
    ]


def test_similarity_is_to_one_state() -> None:
    """It needs to know to which."""
    found = _run("visits", "--measure", "similarity", "--about", "MNG", "--format", "csv")
    assert found.output == "name,code,similarity\nChile,CHL,0.0\n"
    assert "similarity needs one state" in _run("visits", "--measure", "similarity").output


def test_files_are_written_by_their_ending() -> None:
    """GraphML has the network with its numbers, Turtle the numbers."""
    assert "wrote f.graphml" in _run("visits", "--measure", "degree", "--out", "f.graphml").output
    graph = nx.read_graphml("f.graphml")
    assert set(dict(graph.nodes(data="degree")).values()) == {1.0}
    _run("visits", "--out", "f.gexf")
    assert nx.read_gexf("f.gexf").number_of_edges() == 2
    _run("visits", "--measure", "degree", "--out", "f.ttl")
    assert "qb:DataSet" in Path("f.ttl").read_text("utf-8")
    _run("visits", "--measure", "degree", "--out", "f.csv")
    assert Path("f.csv").read_text("utf-8").splitlines()[0] == "name,code,degree"


def test_numbers_are_saved_beside_the_sources() -> None:
    """A new version has them in a graph of their own, which SPARQL reaches by its name."""
    kg = legation.open()
    before = kg.version
    found = _run("visits", "--measure", "degree", "--save")
    assert found.output.startswith(f"version {before + 1}: 2 numbers in https://w3id.org/legation/")
    asked = kg.query(
        "PREFIX cube: <https://w3id.org/legation/cube/> "
        "SELECT ?set ?who { GRAPH ?set { ?one cube:about ?who } } ORDER BY ?who"
    )
    assert [str(row["who"])[-3:] for row in asked] == ["CHL", "MNG"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("visits", "--measure", "fame"), "there is no measure 'fame'; known: degree,"),
        (("visits", "--out", "f.xls"), "f.xls is no file of .csv"),
        (("visits", "--out", "f.ttl"), "only numbers are RDF: name a --measure."),
        (("visits", "--save"), "only numbers are RDF: name a --measure."),
        (("visits", "--every", "10"), "--about and --every go with a --measure."),
        (("visits", "--measure", "degree", "--about", "MNG"), "--about goes with similarity"),
        (("pairs", "--about", "MNG"), "pairs need two states and no more"),
        (("pairs", "--about", "MNG", "--about", "CHL", "--out", "f.gexf"), "holds one network"),
        (
            ("offices", "--measure", "degree", "--save"),
            "numbers of persons are not kept in a graph, where forgetting would miss them",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(words: tuple[str, ...], says: str) -> None:
    """With a sentence that says why."""
    found = _run(*words)
    assert found.exit_code == 2
    assert says in " ".join(found.output.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["visits", "--measure", "betweeness"], "did you mean betweenness? known: degree, "),
        (["visits", "--measure", "centrality"], "there is no measure 'centrality'; known: "),
        (["visit"], "'visit' is not one of 'visits'"),
    ],
)
def test_a_slip_is_told_with_what_is_near(words: list[str], said: str) -> None:
    """A measure that is not there is answered with those that are, the likeliest first."""
    found = _run(*words)
    assert found.exit_code == 2
    assert said in " ".join(found.output.split())


@pytest.mark.parametrize("words", [["visits", "--measure", "similarity"], ["pairs"]])
def test_a_state_of_which_nothing_is_told_is_named(words: list[str]) -> None:
    """Peru is a state, but this graph does not speak of it: that is another slip than a wrong name."""
    others = ["--about", "CHL"] if words == ["pairs"] else []
    with pytest.raises(legation.LegationError, match="this graph tells nothing of Peru"):
        _run(*words, "--about", "PER", *others)
    with pytest.raises(legation.LegationError, match="nothing in this graph is called 'Atlantis'"):
        _run(*words, "--about", "Atlantis", *others)


def test_an_empty_network_says_that_it_is_empty() -> None:
    """Nothing found is a sentence, with the period if one was asked for."""
    assert "no source of this graph tells of missions\n" in _run("missions").output
    told = _run("visits", "--since", "1950", "--until", "1960").output
    assert "tells of visits between 1950-01-01 and 1960-12-31" in told


def test_the_help_names_every_measure_and_weight() -> None:
    """Who reads the help need not guess."""
    from legation.network.measures import MEASURES
    from legation.network.states import WEIGHTS

    told = " ".join(_run("--help").output.split())
    for word in [*MEASURES, "similarity", *WEIGHTS, *(w for ws in WEIGHTS.values() for w in ws)]:
        assert word in told


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en", ["What it means: ", "Where it misleads: ", "Source: "]),
        ("vi", ["Ý nghĩa: ", "Dễ hiểu sai: ", "Nguồn: "]),
    ],
)
def test_what_stands_below_a_measure_has_a_name(language: str, heads: list[str]) -> None:
    """Meaning, warning and source are told apart."""
    lines = _run("visits", "--measure", "degree", "--language", language).output.splitlines()
    assert [line for line in lines if line.startswith(tuple(heads))] == lines[-3:]
