"""Every question of the catalogue: told in both languages, safe to ask, and its parameters count."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from legation.ask.answers import Answer, ask
from legation.ask.questions import LANGUAGES, Question, catalogue
from legation.store.engine import query

QUESTIONS = {question.name: question for question in catalogue()}
#: What every question can be asked with, and what must then change its answer.
GIVEN = {"a": "MNG", "about": "Tserendorj Bold", "b": "CHL"}
OTHER = {
    "a": "FJI",
    "b": "FJI",
    "state": "FJI",
    "earlier": "FJI",
    "later": "FJI",
    "since": "2012",
    "until": "1991",
    "office": "monarch",
    "subject": "no such words",
    "words": "no such words",
    "kind": "refinement",
    "about": "Gerel Oyun",
    "entity": "Gerel Oyun",
    "source": "sheet",
    "written": "xx",
    "sentence": "vi",
    "by": "what",
    "also": "no such column",
    "of": "to",
    "column": "no such column",
    "value": "1",
    "holds": "1",
    "per": "year",
    "dated": "end",
    "label": "FJI",
    "parties": "to",
    "unit": "USD",
    "apart": "goods",
    "side": "both",
    "mission": "consulate",
    "reporter": "what",
    "partner": "what",
} | dict.fromkeys(["times", "days", "months", "missing", "factor", "foreign"], "99999")
CASES = [(name, p.name) for name, question in QUESTIONS.items() for p in question.parameters]
#: Options of the command line: a parameter of this name could not be given there.
TAKEN = {"graph", "format", "out", "language", "help"}


@pytest.fixture
def asked_of(request: pytest.FixtureRequest, name: str) -> ox.Store:
    """Return the graph to ask: audits find nothing in one that is well made."""
    store = request.getfixturevalue("wrong" if name.startswith("audits/") else "store")
    assert isinstance(store, ox.Store)
    return store


def _asked(store: ox.Store, question: Question, **given: str) -> Answer:
    needed = {p.name: GIVEN[p.name] for p in question.parameters if p.required}
    return ask(store, question, needed | given)


def _told(answer: Answer, question: Question) -> list[tuple[str, ...]]:
    """Return the rows without the parameters, which say in every row what was given."""
    mine = {p.name for p in question.parameters}
    kept = [n for n, name in enumerate(answer.columns) if name not in mine]
    return sorted(tuple(str(row[n]) for n in kept) for row in answer)


def _outside_subselects(sparql: str) -> str:
    """Return the WHERE part of a query without what stands in its sub-selects."""
    body = sparql[re.search(r"\bWHERE\s*\{", sparql).end() :]  # type: ignore[union-attr]
    while match := re.search(r"\{\s*SELECT\b", body):
        depth, end = 0, match.start()
        for end in range(match.start(), len(body)):
            depth += {"{": 1, "}": -1}.get(body[end], 0)
            if depth == 0:
                break
        body = body[: match.start()] + body[end + 1 :]
    return body


def test_there_are_enough_questions() -> None:
    """A country desk finds at least eighteen questions on ten topics."""
    assert len(QUESTIONS) >= 18
    assert len({question.topic for question in QUESTIONS.values()}) >= 8


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_told_in_both_languages(name: str) -> None:
    """Title, note and the meaning of each parameter stand in English and Vietnamese."""
    question = QUESTIONS[name]
    texts = [question.title, *(p.meaning for p in question.parameters)]
    texts += [question.note] if question.note else []
    assert all(text[language].strip() for text in texts for language in LANGUAGES)
    assert all(1 <= number <= 40 for number in question.competency)
    assert question.competency


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_stands_alone(name: str) -> None:
    """The file is a valid query by itself, declares its prefixes and orders its rows."""
    sparql = QUESTIONS[name].sparql
    ox.Store().query(sparql)
    declared = set(re.findall(r"^PREFIX (\w+):", sparql, re.MULTILINE))
    body = sparql[sparql.index("SELECT") :]
    assert set(re.findall(r"(?<![\w?])([a-z]+):(?=\w|\))", body)) <= declared
    assert "ORDER BY" in sparql
    assert not re.search(r"OPTIONAL \{ [^{}]* ; ", sparql), "the engine scans for such an OPTIONAL"
    assert sparql.count("GRAPH ?") <= 8


@pytest.mark.parametrize(("name", "parameter"), CASES)
def test_every_parameter_is_where_the_engine_puts_it_in(name: str, parameter: str) -> None:
    """A parameter is projected, used outside sub-selects, and never inside BOUND or COALESCE."""
    sparql = QUESTIONS[name].sparql
    query(ox.Store(), sparql, {parameter: ox.Literal("x")})
    body = _outside_subselects(sparql)
    assert re.search(rf"\?{parameter}\b", body)
    assert not re.search(rf"(BOUND|COALESCE)\([^()]*\?{parameter}\b", body)
    assert not re.search(rf"OPTIONAL \{{ \?\w+ \S+ \?{parameter} \}}", body)
    assert parameter not in TAKEN


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_an_answer(asked_of: ox.Store, name: str) -> None:
    """No question comes back empty from a graph that holds what it asks for."""
    assert len(_asked(asked_of, QUESTIONS[name])) > 0


@pytest.mark.parametrize(("name", "parameter"), CASES)
def test_every_parameter_changes_the_answer(asked_of: ox.Store, name: str, parameter: str) -> None:
    """Giving a parameter something else gives other rows, or fewer."""
    question = QUESTIONS[name]
    before = _told(_asked(asked_of, question), question)
    after = _told(_asked(asked_of, question, **{parameter: OTHER[parameter]}), question)
    assert before != after


@pytest.mark.parametrize("name", QUESTIONS)
def test_rows_are_not_repeated(asked_of: ox.Store, name: str) -> None:
    """Each row says something of its own."""
    told = [tuple(map(str, row)) for row in _asked(asked_of, QUESTIONS[name])]
    assert len(told) == len(set(told))
