"""The answers of every question over the bundled corpus, compared with those that were looked at.

A case is a folder of ``tests/golden/questions``: ``params.toml`` and ``expected.csv``. After a
change that is meant, write the answers anew and look at the difference before keeping it::

    LEGATION_WRITE_GOLDEN=1 python -m pytest tests/queries/test_golden.py
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

import legation
from legation.ask.questions import catalogue
from legation.resources import shelf

CASES = Path(__file__).parents[1] / "golden" / "questions"
WRITE = "LEGATION_WRITE_GOLDEN"


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> legation.KnowledgeGraph:
    """Return a graph of the bundled corpus."""
    graph = legation.open(tmp_path_factory.mktemp("golden") / "tour.kg")
    graph.add(*sorted(Path(str(shelf("sources") / "tour")).glob("*.txt")))
    return graph


@pytest.mark.parametrize("question", [q.name for q in catalogue()])
def test_the_answer_is_the_one_that_was_looked_at(
    kg: legation.KnowledgeGraph, question: str
) -> None:
    """The rows, their order and their columns are those of the golden answer."""
    case = CASES / question.replace("/", "-")
    given = tomllib.loads((case / "params.toml").read_text("utf-8"))
    told = kg.ask(question, **given).serialize("csv").decode().replace("\r\n", "\n")
    if os.environ.get(WRITE):
        (case / "expected.csv").write_text(told, "utf-8", newline="\n")
    assert told == (case / "expected.csv").read_text("utf-8")


def test_every_case_is_of_a_question() -> None:
    """No golden answer is left of a question that is gone."""
    known = {q.name.replace("/", "-") for q in catalogue()}
    assert {folder.name for folder in CASES.iterdir() if folder.is_dir()} == known
