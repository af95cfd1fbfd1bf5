"""Question files are read strictly: what is wrong in a header is said with its place."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from legation.ask.questions import Question, catalogue, parse, question
from legation.errors import BadQuestion, UnknownQuestion
from legation.terms import PREFIXES

TITLE = "#+ title: {en: Something, vi: Gì đó}\n"
QUERY = "SELECT ?a WHERE { ?a ?b ?c }\n"


def _parameter(text: str) -> str:
    return f"{TITLE}#+ parameters:\n#+   a: {{{text}}}\n{QUERY}"


def test_a_header_becomes_a_question() -> None:
    """Title, view, numbers, parameters and the whole text of the query are there."""
    text = _parameter("type: date, bound: low, en: from, vi: từ").replace(
        QUERY, "#+ view: timeline\n#+ competency: [2]\n" + QUERY
    )
    read = parse("topic/name", text)
    assert (read.topic, read.view, read.competency, read.sparql) == (
        "topic",
        "timeline",
        (2,),
        text,
    )
    (parameter,) = read.parameters
    assert (parameter.name, parameter.bound, parameter.required) == ("a", "low", False)
    assert parameter.meaning == {"en": "from", "vi": "từ"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (QUERY, "queries/t/n.rq has no header; begin its first lines with '#+ title:'"),
        ("#+ title: [\n" + QUERY, "queries/t/n.rq: its header is no YAML"),
        ("#+ title: {en: Only}\n" + QUERY, "queries/t/n.rq: title must be told in en and vi"),
        (
            TITLE + "#+ colour: red\n" + QUERY,
            "header has the unknown key 'colour'; known: alike, competency, note, parameters, says, title, view",
        ),
        (TITLE + "#+ view: pie\n" + QUERY, "queries/t/n.rq: no view is called 'pie'"),
        (_parameter("type: colour, en: a, vi: a"), "parameter a has the type 'colour'"),
        (_parameter("type: date, en: a, vi: a"), "must say 'bound: low' or 'bound: high'"),
        (_parameter("type: concept, en: a, vi: a"), "must name its 'scheme'"),
        (_parameter("type: choice, en: a, vi: a"), "must list its 'choices'"),
        (_parameter("type: text, en: a"), "parameter a must be told in en and vi"),
    ],
)
def test_a_wrong_header_is_refused(text: str, said: str) -> None:
    """Each mistake is named with the file it stands in."""
    with pytest.raises(BadQuestion) as caught:
        parse("t/n", text)
    assert said in str(caught.value)


def test_an_unknown_question_names_the_nearest() -> None:
    """A slip of the finger gets the questions that look like it."""
    with pytest.raises(UnknownQuestion) as caught:
        question("visit/betwen")
    assert str(caught.value).startswith("no question is called 'visit/betwen'; did you mean visits")
    assert "'legation ask' lists all of them" in caught.value.hint


def test_the_catalogue_is_sorted() -> None:
    """Questions come by topic and name, always in the same order."""
    names = [q.name for q in catalogue()]
    assert names == sorted(names)


def test_what_a_question_says_is_told_in_the_language_of_the_reader() -> None:
    """A phrase of the query is translated; what comes from the graph stays as it is."""
    asked = question("agreements/former-parties")
    note = "no successor is known in this graph"
    assert asked.told(note, "en") == note
    assert asked.told(note, "vi") == "đồ thị này không có chủ thể kế tiếp"
    assert asked.told("Peru", "vi") == "Peru"


@pytest.mark.parametrize("asked", [q for q in catalogue() if q.says], ids=lambda q: q.name)
def test_phrases_are_those_that_the_query_writes(asked: Question) -> None:
    """Every phrase stands in the query, and every note of the query is a phrase."""
    code = "\n".join(line for line in asked.sparql.splitlines() if not line.startswith("#"))
    english = [phrase["en"] for phrase in asked.says]
    parts = {part for words in english for part in words.split(", ")}
    assert [part for part in parts if part not in code] == []
    written = re.findall(r'"([a-z][a-z,:;() CIFOB-]* [a-zCIFOB,:;() -]*)"', code)
    known = " ".join(english)
    assert [words for words in written if words.strip(" ,") not in known] == []


def test_a_line_may_stand_only_when_parameters_are_given() -> None:
    """``#? a b`` keeps a line when all are given, ``#! a b`` when not; other comments are left."""
    header = (
        f"{TITLE}#+ parameters:\n"
        "#+   a: {type: state, optional: true, en: x, vi: x}\n"
        "#+   b: {type: state, optional: true, en: x, vi: x}\n"
    )
    lines = ["SELECT ?a ?b {", "?x ?y ?a . #? a b", "?x ?z ?b . #! a b", "?x ?p ?o . # any", "}"]
    read = parse("t/n", header + "\n".join(lines))
    assert read.asking({"a", "b"}).splitlines()[4:] == [lines[0], lines[1], lines[3], lines[4]]
    assert read.asking({"a"}).splitlines()[4:] == [lines[0], lines[2], lines[3], lines[4]]
    with pytest.raises(BadQuestion, match=r"^queries/t/n\.rq: a line depends on 'c', which is no"):
        parse("t/n", header + "SELECT ?a {\n?x ?y ?a #? c\n}")


@pytest.mark.parametrize(
    "asked", [q for q in catalogue() if "#?" in q.sparql], ids=lambda q: q.name
)
def test_every_way_of_asking_a_question_is_sparql(asked: Question) -> None:
    """With any of its parameters given a question of the catalogue is a query of its columns."""
    names = [parameter.name for parameter in asked.parameters]
    for number in range(2 ** len(names)):
        given = [name for place, name in enumerate(names) if number >> place & 1]
        found = ox.Store().query(asked.asking(given), prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        assert {variable.value for variable in found.variables} >= set(names)
