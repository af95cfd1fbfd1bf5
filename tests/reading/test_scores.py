"""The reader against documents with gold facts, where they are given; nothing of them is known here."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import legation
from legation import resources
from legation.reading import jsonl

PACKAGE = Path(legation.__file__).parent


@pytest.fixture
def without_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the bundled texts away: reading must not know them."""
    shelf = resources.shelf

    def only_knowledge(name: str) -> object:
        assert name != "sources", "the reader looked at the bundled sources"
        return shelf(name)

    monkeypatch.setattr(resources, "shelf", only_knowledge)


def _score(eval_folder: Path, name: str, out: Path) -> dict[str, list[float]]:
    predicted = out / "predicted"
    predicted.mkdir()
    for text in sorted((eval_folder / name).glob("*.txt")):
        lines = "".join(f"{line}\n" for line in jsonl.lines(legation.read(text)))
        (predicted / f"{text.stem}.jsonl").write_text(lines, encoding="utf-8")
    scored = out / "score.json"
    script = [
        sys.executable,
        str(eval_folder / "score.py"),
        str(eval_folder / name),
        str(predicted),
    ]
    subprocess.run([*script, "--json", str(scored)], check=True, capture_output=True)
    kinds: dict[str, list[float]] = json.loads(scored.read_text("utf-8"))["kinds"]
    return kinds


@pytest.mark.usefixtures("without_sources")
@pytest.mark.parametrize(("name", "f1", "precision"), [("seeds", 0.95, 0.95), ("dev", 0.80, 0.85)])
def test_scores_do_not_fall(
    eval_folder: Path, tmp_path: Path, name: str, f1: float, precision: float
) -> None:
    """Micro F1 and precision stay above what was reached."""
    got = _score(eval_folder, name, tmp_path)["micro"]
    assert got[0] >= precision
    assert got[2] >= f1


def test_every_fact_has_offsets_and_a_rule(eval_folder: Path) -> None:
    """Each printed fact points into the text and names the rule that read it."""
    for text in sorted(eval_folder.glob("*/*.txt")):
        reading = legation.read(text)
        for line in jsonl.lines(reading):
            fact = json.loads(line)
            assert 0 <= fact["start_char"] < fact["end_char"] <= len(reading.document.text)
            assert fact["rule"]


def _knowledge() -> Iterator[str]:
    """Yield what reading knows: every data file, and every string in code that is no docstring."""
    for path in Path(str(resources.shelf("ontology"))).rglob("*"):
        if path.suffix in {".ttl", ".tsv", ".yaml", ".rq"}:
            yield path.read_text("utf-8")
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        told = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in told
            ):
                yield node.value


def test_no_person_of_a_gold_document_stands_in_the_knowledge(eval_folder: Path) -> None:
    """No rule and no gazetteer knows a person of the documents that are scored."""
    names: set[str] = set()
    for gold in eval_folder.glob("seeds/*.gold.jsonl"):
        for line in gold.read_text("utf-8").splitlines():
            fact = json.loads(line)
            names |= {fact.get(key) for key in ("canonical", "person", "visitor")} - {None}
    text = "\n".join(_knowledge())
    known = {name for name in names if re.search(rf"\b{re.escape(name)}\b", text)}
    assert known == set()
