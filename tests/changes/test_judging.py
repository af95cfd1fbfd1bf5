"""Judging a graph: a new version that obeys, in any order of sources, after a rebuild, until undone."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

import legation
from legation.errors import BadJudgement, UnknownName
from legation.graph import KnowledgeGraph

TEXTS = {
    "one": "Prime Minister Ana Diaz of Peru visited Chile on 4 May 2031.",
    "two": "Prime Minister A. Diaz of Peru visited Mongolia on 9 June 2031.",
    "three": "President Pablo Roca of Peru visited Chile on 5 July 2032.",
    "four": "President Pablo Roca of Peru visited Chile on 25 July 2032.",
}
ABOUT = {"date": "2033", "language": "en"}


def _graph(path: str = "legation.kg", order: tuple[str, ...] = tuple(TEXTS)) -> KnowledgeGraph:
    kg = legation.open(path)
    for name in order:
        kg.add_text(TEXTS[name], name, **ABOUT)
    return kg


def _persons(kg: KnowledgeGraph) -> int:
    return len(list(kg.query("SELECT ?p { ?p a lgn:Person }")))


def _visits(kg: KnowledgeGraph) -> int:
    return len(list(kg.query("SELECT ?v { ?v a lgn:Visit }")))


def test_a_judgement_is_obeyed_rebuilt_and_undone() -> None:
    """It is in the version that it made, and in no earlier one."""
    kg = _graph()
    assert _persons(kg) == 2
    line = kg.different("Ana Diaz", "A. Diaz", why="a cousin", when=date(2033, 1, 2))
    assert (str(line.one), _persons(kg)) == ("Person PER Ana Diaz", 3)
    kg.rebuild()
    assert _persons(kg) == 3
    kg.undo()
    kg.undo()
    assert (_persons(kg), kg.judgements().lines) == (2, ())


def test_a_judgement_holds_in_any_order_of_sources() -> None:
    """Sources that come, go and come again find it there."""
    kg = _graph()
    kg.same("Ana Diaz", "Pablo Roca", why="a stage name")
    kg.remove("three")
    kg.remove("one")
    for order in permutations(["one", "three"]):
        for name in order:
            kg.add_text(TEXTS[name], name, **ABOUT)
        assert _persons(kg) == 1
        for name in order:
            kg.remove(name)


def test_nothing_of_when_and_by_whom_stands_in_the_graph() -> None:
    """The same judgement on another day gives the same quads."""
    quads = []
    for number, day in enumerate((date(2033, 1, 2), date(2033, 3, 4))):
        kg = _graph(f"{number}.kg")
        kg.same("Ana Diaz", "Pablo Roca", why="a stage name", when=day, by=f"person {number}")
        quads.append(sorted(map(str, kg.store)))
        (line,) = kg.judgements().lines
        assert line.when == str(day)
    assert quads[0] == quads[1]
    assert sum("judged the same: a stage name" in quad for quad in quads[0]) == 3


def test_facts_are_judged_and_the_doubt_is_answered() -> None:
    """Two visits near each other are one open question, with its sources and the answer to it."""
    kg = _graph()
    (question,) = kg.doubts()
    assert (question.kind, question.claims, question.sources) == ("Visit", 2, ("four", "three"))
    assert 0 < question.likeness < 0.5
    assert question.command().startswith("legation same 'Visit 2032-07-")
    asked = "SELECT ?one ?other { GRAPH ?i { ?r a lgn:Review ; lgn:claim ?one ; lgn:candidate ?other } }"
    ((one, other),) = kg.query(asked)
    assert {str(iri).rpartition("/source/")[2].partition("/")[0] for iri in (one, other)} == {
        "four",
        "three",
    }
    before = _visits(kg)
    kg.same(*question.arguments, why="one journey")
    assert (_visits(kg), kg.doubts()) == (before - 1, ())
    kg.undo()
    kg.different(*question.arguments, why="two journeys")
    assert (_visits(kg), kg.doubts()) == (before, ())


def test_the_most_alike_come_first() -> None:
    """Names that are nearly one before dates that are near."""
    kg = _graph()
    kg.add_text("Prime Minister Anna Dias of Peru visited Laos on 1 July 2031.", "five", **ABOUT)
    kg.add_text("Prime Minister Antonia Diaz of Peru visited Laos on 1 May 2030.", "six", **ABOUT)
    likeness = [question.likeness for question in kg.doubts()]
    assert likeness == sorted(likeness, reverse=True)
    assert {question.kind for question in kg.doubts()} == {"Person", "Visit"}
    for question in kg.doubts():
        kg.different(*question.arguments, why="looked up")
    assert kg.doubts() == ()


def test_a_thing_is_named_in_many_ways() -> None:
    """By a name, an IRI, its last part, a short form, or as the file has it."""
    kg = _graph()
    ((iri,),) = kg.query("SELECT ?p { ?p a lgn:Person ; rdfs:label 'Ana Diaz'@en }")
    part = str(iri).removeprefix(f"{kg.base}person/")
    ((fact,),) = kg.query("SELECT ?v { ?v a lgn:Visit ; lgn:edtf '2031-05-04' }")
    for name in (str(iri), part, f"person/{part}", "Ana Diaz", "Person PER Ana Diaz"):
        assert str(kg.same(name, "Pablo Roca", why="x").one) == "Person PER Ana Diaz"
        kg.undo()
    line = kg.same(str(fact), "source/three/claim/1", why="x")
    assert [str(line.one), str(line.other)] == [
        "Visit 2031-05-04 source/one/claim/1",
        "Visit 2032-07-05 source/three/claim/1",
    ]


def test_what_cannot_be_judged_is_told() -> None:
    """Unknown and ambiguous names, states, other kinds, and no reason."""
    kg = _graph()
    kg.add_text("President Pablo Roca of Chile visited Laos on 5 July 2030.", "six", **ABOUT)
    with pytest.raises(UnknownName, match="'Pablo Roca' names several things; choose one: 'Person"):
        kg.same("Pablo Roca", "Ana Diaz", why="x")
    with pytest.raises(UnknownName, match="did you mean"):
        kg.same("Anna Bolt Dizon", "Ana Diaz", why="x")
    with pytest.raises(UnknownName, match="'CHL' is no person, organ or fact"):
        kg.same("CHL", "Ana Diaz", why="x")
    with pytest.raises(BadJudgement, match="of two kinds; a Person is never a Visit"):
        kg.same("Ana Diaz", "source/one/claim/1", why="x")
    with pytest.raises(BadJudgement, match="a judgement says why"):
        kg.same("Ana Diaz", "A. Diaz", why=" ")
    version = kg.version
    kg.same("Ana Diaz", "A. Diaz", why="x")
    with pytest.raises(BadJudgement, match=r"line 5: .* cannot be different, by line 4 they are"):
        kg.different("A. Diaz", "Ana Diaz", why="x")
    assert kg.version == version + 1


def test_a_file_of_judgements_takes_the_place_of_all() -> None:
    """A wrong line changes nothing; a line that is taken out is taken back."""
    kg = _graph()
    kg.different("Ana Diaz", "A. Diaz", why="a cousin")
    Path("j.tsv").write_text("verdict\tone\tother\twhy\nsame\tAna\tB\tx\n", encoding="utf-8")
    with pytest.raises(BadJudgement, match=r"^j.tsv, line 2: 'Ana' names nothing"):
        kg.judge("j.tsv")
    assert _persons(kg) == 3
    Path("j.tsv").write_text("verdict\tone\tother\twhy\n", encoding="utf-8")
    assert kg.judge("j.tsv").lines == ()
    assert _persons(kg) == 2
