"""Answers come in every form, straight from the engine, and know what they cannot be."""

from __future__ import annotations

import builtins
import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from claims import put, turnover, visit
from legation.ask.answers import Answer, ask, run
from legation.ask.formats import GRAPH, TABLE, fitting
from legation.ask.questions import question
from legation.errors import (
    BadParameter,
    MissingExtra,
    NotWritten,
    QuerySyntax,
    UnknownFormat,
    WrongFormat,
)
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, PREFIXES, state

VISITS = "SELECT ?visit ?earliest ?place { ?visit a lgn:Visit ; lgn:earliest ?earliest OPTIONAL { ?visit lgn:place ?place } } ORDER BY ?earliest"
ALL = "CONSTRUCT { ?visit lgn:host ?host } WHERE { ?visit lgn:host ?host }"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Return a graph with two visits and a figure."""
    store = ox.Store()
    put(store, "sheet", [visit("1997-04"), visit("1999-05-01"), turnover("75.5", "2007")])
    settle(store, DEFAULT_BASE)
    return store


def test_rows_have_terms_of_rdflib_by_place_and_by_name(store: ox.Store) -> None:
    """A row is rdflib's own; what is unbound is None."""
    answer = run(store, VISITS, version="7")
    first, second = answer
    assert first["earliest"] == first[1] == rdflib.Literal(date(1997, 4, 1))
    assert isinstance(first.visit, rdflib.URIRef)
    assert "place" not in first.asdict()
    assert second["earliest"] == rdflib.Literal(date(1999, 5, 1))
    assert (answer.columns, len(answer), bool(answer)) == (("visit", "earliest", "place"), 2, True)
    assert answer.version == "7"


@pytest.mark.parametrize("format", fitting(TABLE)[:-1])
def test_a_table_is_written_by_the_engine(store: ox.Store, format: str) -> None:
    """The bytes are those of the engine, as often as they are asked for."""
    from legation.ask.formats import named

    engine = named(format).engine
    assert isinstance(engine, ox.QueryResultsFormat)
    raw = store.query(VISITS, prefixes=PREFIXES)
    assert isinstance(raw, ox.QuerySolutions)
    expected = raw.serialize(format=engine)
    answer = run(store, VISITS)
    assert answer.serialize(format) == expected
    assert len(answer) == 2
    assert answer.serialize(format) == expected


@pytest.mark.parametrize("format", fitting(GRAPH)[1:])
def test_a_graph_is_the_same_in_every_format(store: ox.Store, format: str) -> None:
    """Every RDF format holds the triples that the query made."""
    from legation.ask.formats import named

    engine = named(format).engine
    assert isinstance(engine, ox.RdfFormat)
    answer = run(store, ALL)
    made = store.query(ALL, prefixes=PREFIXES)
    assert isinstance(made, ox.QueryTriples)
    assert {q.triple for q in ox.parse(answer.serialize(format), engine)} == set(made)
    assert len(answer) == 2


def test_a_graph_can_be_had_in_rdflib(store: ox.Store) -> None:
    """It is the graph that the Turtle holds, with the same prefixes."""
    answer = run(store, ALL)
    read = rdflib.Graph().parse(data=answer.serialize("turtle"), format="turtle")
    assert isomorphic(read, answer.to_graph())
    assert dict(answer.to_graph().namespaces())["lgn"] == rdflib.URIRef(PREFIXES["lgn"])


def test_turtle_has_the_known_prefixes(store: ox.Store) -> None:
    """A reader sees lgn:host, not the whole IRI."""
    assert b"lgn:host" in run(store, ALL).serialize("turtle")


@pytest.mark.parametrize("format", ["json", "xml", "csv", "markdown"])
def test_yes_or_no_has_its_forms(store: ox.Store, format: str) -> None:
    """An ASK is true in each of them, and true by itself."""
    answer = run(store, "ASK { ?visit a lgn:Visit }")
    assert b"true" in answer.serialize(format)
    assert answer
    assert not run(store, "ASK { ?visit a lgn:Session }")


@pytest.mark.parametrize(
    ("sparql", "format", "said"),
    [
        (VISITS, "turtle", "a table cannot be written as turtle; choose one of: csv, tsv, json"),
        (ALL, "csv", "a graph cannot be written as csv; choose one of: markdown, turtle"),
        ("ASK { ?s ?p ?o }", "trig", "a yes or no cannot be written as trig; choose one of: csv"),
    ],
)
def test_a_form_that_an_answer_has_not(
    store: ox.Store, sparql: str, format: str, said: str
) -> None:
    """A table is no Turtle, a graph is no CSV."""
    with pytest.raises(WrongFormat) as caught:
        run(store, sparql).serialize(format)
    assert str(caught.value).startswith(said)


def test_an_unknown_format_and_a_table_as_graph(store: ox.Store) -> None:
    """Both are refused before anything is written."""
    with pytest.raises(UnknownFormat, match="no format is called 'docx'"):
        run(store, VISITS).serialize("docx")
    with pytest.raises(WrongFormat, match="cannot be written as an rdflib graph"):
        run(store, VISITS).to_graph()


def test_an_answer_is_written_to_a_path_or_an_open_file(store: ox.Store, tmp_path: Path) -> None:
    """Both hold what serialize returns; a place that refuses is an error of legation."""
    answer = run(store, VISITS)
    answer.write("csv", tmp_path / "a.csv")
    out = io.BytesIO()
    answer.write("csv", out)
    assert (tmp_path / "a.csv").read_bytes() == out.getvalue() == answer.serialize("csv")
    assert list(tmp_path.iterdir()) == [tmp_path / "a.csv"]
    with pytest.raises(NotWritten, match="could not be written"):
        answer.write("csv", tmp_path / "no" / "a.csv")


def test_pandas_gets_values_of_python(store: ox.Store) -> None:
    """Days are days, numbers are numbers, IRIs are text."""
    sparql = "SELECT ?figure ?value ?multiplier { ?figure lgn:value ?value ; lgn:multiplier ?multiplier }"
    frame = run(store, sparql).to_pandas()
    figure, value, multiplier = frame.iloc[0]
    assert (value, multiplier) == (Decimal("75.5"), 6)
    assert str(figure).startswith(DEFAULT_BASE)
    assert run(store, VISITS).to_pandas()["earliest"].tolist() == [
        date(1997, 4, 1),
        date(1999, 5, 1),
    ]


def test_without_pandas_it_says_what_to_install(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The optional library is named with the command that brings it."""
    known = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtra, match=r"pip install legation\[pandas\]"):
        run(store, VISITS).to_pandas()


def test_markdown_and_table_are_for_people(store: ox.Store) -> None:
    """IRIs are short, bars are escaped, and what was given is not repeated in each row."""
    bar = run(store, 'SELECT ("a|b\\n c" AS ?x) (<https://w3id.org/legation/state/MNG> AS ?y) {}')
    assert bar.markdown() == "| x | y |\n| --- | --- |\n| a\\|b c | state:MNG |\n"
    asked = ask(store, question("visits/between"), {"a": "MNG", "b": "CHL"})
    assert {"a", "b", "since"} & set(asked.table().columns) == set()
    assert {"a", "b", "since"} < set(asked.columns)
    assert "visit/MNG-CHL/" in asked.markdown()


def test_an_open_parameter_keeps_its_column_when_it_found_something(store: ox.Store) -> None:
    """Without the other state each row says which it was."""
    table = ask(store, question("visits/between"), {"a": "MNG"}).table()
    assert [row[table.columns.index("b")] for row in table.rows] == ["state:CHL", "state:CHL"]


def test_values_are_never_pasted_into_the_query(store: ox.Store) -> None:
    """Text that looks like SPARQL is looked for, not run."""
    given = {"a": "MNG", "subject": '")) } DROP ALL #'}
    assert len(ask(store, question("agreements/between"), given)) == 0
    assert len(store) > 0


def test_a_value_for_what_is_not_returned_is_refused(store: ox.Store) -> None:
    """The engine would not see it; the hint says what to do."""
    with pytest.raises(
        BadParameter, match="put every variable that is given a value in the SELECT"
    ):
        run(store, "SELECT ?s { ?s ?p ?o }", {"host": ox.NamedNode(state("MNG"))})


def test_a_syntax_error_is_raised_at_once_with_its_place(store: ox.Store) -> None:
    """Line and column count from one."""
    with pytest.raises(QuerySyntax) as caught:
        run(store, "SELECT ?s {\n ?s ?p }")
    assert caught.value.line == 2


def test_csv_and_json_of_a_question_agree(store: ox.Store) -> None:
    """The same rows in both forms."""
    answer = ask(store, question("visits/month-only"))
    rows = list(csv.DictReader(io.StringIO(answer.serialize("csv").decode())))
    bindings = json.loads(answer.serialize("json"))["results"]["bindings"]
    assert [row["month"] for row in rows] == [b["month"]["value"] for b in bindings] == ["1997-04"]
    assert isinstance(answer, Answer)
    assert repr(answer).startswith("<Answer: table of month, earliest")
