"""A question that finds nothing says what the graph lacks and what it has."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.query import Result

from claims import put, turnover, visit
from legation.ask.absent import NOTE, kinds
from legation.ask.answers import Answer, ask, run
from legation.ask.questions import Question, catalogue, question
from legation.knowledge import folder, select
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, state

PAIR = {"a": "MNG", "b": "CHL"}
VISITS = "Nothing in this graph answers “Visits between two states”"
QUESTIONS = catalogue()


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Return a graph with two visits of Mongolia to Chile and a figure of the two."""
    store = ox.Store()
    put(store, "sheet", [visit("1997-04"), visit("1999-05-01"), turnover("75.5", "2007")])
    settle(store, DEFAULT_BASE)
    return store


def _between(store: ox.Store, **given: str) -> Answer:
    return ask(store, question("visits/between"), given)


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_every_question_says_so_when_nothing_is_known(asked: Question) -> None:
    """Of an empty graph every question says in both languages which facts there are not."""
    empty = ox.Store()
    empty.load(f"<{state('FJI')}> a <x:State> .".encode(), ox.RdfFormat.TURTLE)
    needed = {"a": "FJI", "b": "TON", "about": "state:FJI"}
    given = {p.name: needed[p.name] for p in asked.parameters if p.required}
    answer = ask(empty, asked, given)
    assert not answer
    assert answer.note.startswith(f"Nothing in this graph answers “{asked.title['en']}”")
    assert "is stated in any source" in answer.note
    told = answer.table("vi").note
    assert asked.title["vi"] in told
    assert "Không nguồn nào" in told
    rows = [row.asdict() for row in answer]
    assert [str(row[NOTE]) for row in rows] == [answer.note] * (NOTE in answer.columns)


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_every_question_is_about_kinds_that_the_ontology_names(asked: Question) -> None:
    """The kinds are classes of the core, with a name in both languages."""
    known = {row["c"] for row in select(folder("core"), "SELECT ?c { ?c a owl:Class }")}
    found = kinds(asked)
    assert found
    assert {f"https://w3id.org/legation/ns#{kind}" for kind in found} <= known


def test_kinds_are_those_that_the_query_is_about() -> None:
    """A class that is named counts, and a property that speaks for one kind."""
    assert kinds(question("committees/sessions")) == ("Session",)
    assert kinds(question("sources/repairs")) == ("Repair",)
    assert kinds(question("sources/support")) == ("Fact",)
    assert kinds(question("relations/steps")) == ("Recognition", "RelationEvent")


def test_a_state_of_which_nothing_is_told_is_named(store: ox.Store) -> None:
    """What is known of others is counted, what is known of both is not."""
    assert _between(store, a="MNG", b="FJI").note == (
        f"{VISITS} (a: Mongolia, b: Fiji). No fact in it involves Fiji."
        " It holds 2 of the kind “visit”."
    )


def test_a_time_in_which_nothing_lies_is_told(store: ox.Store) -> None:
    """Of the visits of the two none can lie in the time."""
    assert _between(store, **PAIR, since="2001").note == (
        f"{VISITS} (a: Mongolia, b: Chile, since: 2001). It holds 2 of the kind “visit”,"
        " 2 of them with Mongolia and Chile, 0 in that time."
    )
    assert _between(store, **PAIR, until="1997").note == ""


def test_what_fits_but_is_not_asked_for_is_told(store: ox.Store) -> None:
    """Both visits were held: none is a planned one."""
    assert ask(store, question("visits/planned"), {"state": "CHL"}).note.endswith(
        "It holds 2 of the kind “visit”, 2 of them with Chile; none is what is asked for."
    )


def test_a_disagreement_has_to_do_with_the_states_of_its_fact() -> None:
    """Two sources differ on a visit of the two: what they differ on is counted with the state."""
    store = ox.Store()
    put(store, "sheet", [visit("1997-04-10/1997-04-11")])
    put(store, "paper", [visit("1997-04-11/1997-04-12")])
    settle(store, DEFAULT_BASE)
    asked = question("sources/disagreements")
    note = ask(store, asked, {"kind": "refinement", "state": "CHL"}).note
    assert "It holds 1 of the kind “disagreement”, 1 of them with Chile; none is" in note
    note = ask(store, asked, {"kind": "refinement", "state": "FJI"}).note
    assert "No fact in it involves Fiji. It holds 1 of the kind “disagreement”." in note


def test_the_note_in_vietnamese(store: ox.Store) -> None:
    """States, kinds and the title are told in the language."""
    assert _between(store, **PAIR, since="2001").table("vi").note == (
        "Đồ thị này không có gì trả lời câu hỏi “Các chuyến thăm giữa hai nước”"
        " (a: Mông Cổ, b: Chile, since: 2001). Đồ thị có 2 mục thuộc loại “chuyến thăm”,"
        " 2 mục liên quan đến Mông Cổ và Chile, 0 mục có thể thuộc thời gian ấy."
    )


def test_a_table_for_people_is_the_note_alone(store: ox.Store) -> None:
    """Markdown has no empty table."""
    answer = _between(store, a="MNG", b="FJI")
    assert answer.table().rows == ()
    assert answer.markdown() == f"{answer.note}\n"


def test_data_without_a_column_for_it(store: ox.Store, tmp_path: Path) -> None:
    """JSON has a member, CSV its heads only; rdflib reads both as no rows."""
    answer = _between(store, a="MNG", b="FJI")
    written = json.loads(answer.serialize("json"))
    assert (written["note"], written["results"]["bindings"]) == (answer.note, [])
    answer.write("json", tmp_path / "answer.json")
    assert list(Result.parse(BytesIO((tmp_path / "answer.json").read_bytes()), format="json")) == []
    assert answer.serialize("csv").decode() == ",".join(answer.columns) + "\r\n"
    assert (len(answer), list(answer)) == (0, [])


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_data_with_a_column_for_it(store: ox.Store, format: str) -> None:
    """The note stands in a row of its own; whoever writes first or walks first, it is the same."""
    asked = question("relations/formation")
    answer = ask(store, asked, {"a": "MNG", "b": "FJI"})
    written = answer.serialize(format)
    assert answer.note.encode() in written.replace(b"&quot;", b'"')
    assert (len(answer), bool(answer)) == (1, False)
    assert str(next(iter(answer))[NOTE]) == answer.note
    assert answer.serialize(format) == written


def test_what_is_there_has_no_note(store: ox.Store) -> None:
    """Neither an answer with rows nor a query of one's own carries a note."""
    found = _between(store, **PAIR)
    assert found
    assert found.serialize("csv").count(b"\r\n") == 3
    assert (found.note, found.table().note) == ("", "")
    assert run(store, "SELECT ?s { ?s a lgn:Session }").note == ""
