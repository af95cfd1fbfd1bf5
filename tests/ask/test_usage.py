"""How a question is asked, told for people."""

from __future__ import annotations

import shlex

import pyoxigraph as ox
import pytest

from legation.ask.answers import ask
from legation.ask.questions import catalogue, question
from legation.ask.usage import example, usage


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("name", [q.name for q in catalogue()])
def test_every_parameter_is_told(name: str, language: str) -> None:
    """Title, parameters with type and meaning, and an example stand in the text."""
    asked = question(name)
    told = usage(asked, language)
    joined = " ".join(told.split())
    assert told.startswith(f"{name}: {asked.title[language]}\n")
    assert all(f"--{p.name} {p.type.upper()}" in told for p in asked.parameters)
    assert all(p.meaning[language] in joined for p in asked.parameters)
    assert told.endswith(example(asked))


@pytest.mark.parametrize("name", [q.name for q in catalogue()])
def test_every_example_can_be_asked(name: str) -> None:
    """What the example gives is what the question takes."""
    asked = question(name)
    needed = {p.name for p in asked.parameters if p.required}
    words = shlex.split(example(asked))[3:]
    given = dict(zip((w.removeprefix("--") for w in words[::2]), words[1::2], strict=True))
    assert needed <= set(given)
    if not any(p.type in {"entity", "source"} for p in asked.parameters if p.required):
        assert ask(ox.Store(), asked, given).columns


def test_what_stands_in_for_a_parameter_is_told() -> None:
    """Defaults, choices and what may be left out are named."""
    told = " ".join(usage(question("visits/between")).split())
    assert "without it: the first day of time" in told
    assert "may be left out" in told
    assert "one of: contradiction, discrepancy, refinement" in usage(
        question("sources/disagreements")
    )


def test_a_question_without_parameters_says_so() -> None:
    """Nothing is listed where there is nothing to give."""
    asked = question("visits/between")
    bare = type(asked)(name="a/b", sparql="", title=asked.title)
    assert "It takes no parameters." in usage(bare)
    assert example(bare) == "legation ask a/b"
