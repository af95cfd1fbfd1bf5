"""The forty competency questions: each has a query, and an answer over the examples.

A case is a folder of ``tests/golden/competency`` whose name begins with the number of the
question: ``params.toml`` and ``expected.csv``. After a change that is meant, write the answers
and the table anew, and look at the difference before keeping it::

    LEGATION_WRITE_GOLDEN=1 python -m pytest tests/ontology/test_competency.py
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.ask.answers import ask
from legation.ask.competency import BEGIN, END, answered_by, competency, table, with_table
from legation.ask.questions import Question, catalogue, question
from legation.check import check
from legation.errors import KnowledgeError
from legation.knowledge import folder
from legation.resources import shelf, texts

BASE = "https://example.org/legation/"
CASES = Path(__file__).parents[1] / "golden" / "competency"
NAMES = sorted(case.name for case in CASES.iterdir() if case.is_dir())
WRITE = bool(os.environ.get("LEGATION_WRITE_GOLDEN"))
README = Path(str(shelf("ontology"))) / "README.md"


@pytest.fixture(scope="module")
def examples() -> ox.Store:
    """Return all examples in one store, with the vocabularies that name their concepts."""
    store = ox.Store()
    for text in texts("ontology", "examples", ".trig").values():
        store.load(text.encode(), ox.RdfFormat.TRIG)
    store.extend(folder("vocabularies"))
    return store


def _case(name: str) -> tuple[str, dict[str, str]]:
    told = tomllib.loads((CASES / name / "params.toml").read_text("utf-8"))
    return told["question"], told.get("given", {})


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_over_the_examples_is_the_one_that_was_thought_through(
    examples: ox.Store, name: str
) -> None:
    """The rows, their order and their columns are those of the golden answer, and there are some."""
    asked, given = _case(name)
    answer = ask(examples, question(asked), given, base=BASE)
    told = answer.serialize("csv").decode().replace("\r\n", "\n")
    expected = CASES / name / "expected.csv"
    if WRITE:
        expected.write_text(told, "utf-8", newline="\n")
    assert told == expected.read_text("utf-8")
    assert len(answer) > 0


def test_each_of_the_forty_questions_has_a_query_and_an_answer() -> None:
    """No number is left out, and no case asks a query that does not name the number."""
    assert sorted(competency()) == list(range(1, 41))
    assert [number for number in competency() if not answered_by(number)] == []
    assert {int(name[:2]) for name in NAMES} == set(competency())
    cases = {name: question(_case(name)[0]).competency for name in NAMES}
    assert [name for name, numbers in cases.items() if int(name[:2]) not in numbers] == []


@pytest.mark.parametrize("asked", [q for q in catalogue() if q.competency], ids=lambda q: q.name)
def test_absent_data_is_said(examples: ox.Store, asked: Question) -> None:
    """A question on states of which the examples tell nothing answers with a note."""
    given = {p.name: "FJI" for p in asked.parameters if p.type == "state"}
    if given:
        answer = ask(examples, asked, given, base=BASE)
        assert "No fact in it involves Fiji." in answer.note
        assert not answer


def test_the_examples_are_sound(examples: ox.Store) -> None:
    """Shapes find nothing wrong, and the rules have nothing to add."""
    assert [str(finding) for finding in check(examples) if finding.severity == "violation"] == []
    settled = {q.triple for q in examples.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    for rule in texts("ontology", "rules", ".rq").values():
        derived = examples.query(rule)
        assert isinstance(derived, ox.QueryTriples)
        assert set(derived) <= settled


def test_every_example_says_that_it_is_made_up() -> None:
    """Nobody takes an example for a fact."""
    found = texts("ontology", "examples", ".trig")
    assert found
    assert [name for name, text in found.items() if "# Made up" not in text[:300]] == []


def test_the_table_of_the_readme_is_the_present_one() -> None:
    """Questions, queries and terms in ``ontology/README.md`` are those of the files."""
    text = README.read_text("utf-8")
    if WRITE:
        README.write_text(with_table(text), "utf-8", newline="\n")
    assert README.read_text("utf-8") == with_table(text)
    assert table().count("\n") == len(competency()) + 1


def test_a_text_without_the_marks_is_refused() -> None:
    """The table is not put just anywhere."""
    with pytest.raises(KnowledgeError, match="no place for the table") as refused:
        with_table(BEGIN)
    assert END in str(refused.value)


def test_every_query_answers_a_competency_question() -> None:
    """Numbers in the headers of queries are those of the list."""
    assert [q.name for q in catalogue() if not set(q.competency) <= set(competency())] == []
