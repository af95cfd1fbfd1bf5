"""The bundled corpus: it gives what its source.yml says, and it is in legation's own words."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

import legation
from legation.resources import shelf

CORPUS = Path(str(shelf("sources"))) / "tour"
EXPECTED = yaml.safe_load((CORPUS / "source.yml").read_text("utf-8"))
TEXTS = sorted(CORPUS.glob("*.txt"))


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.name)
def test_each_text_is_read_as_counted(text: Path) -> None:
    """Claims per kind are those of source.yml, and no sentence that promises a fact is left."""
    reading = legation.read(text)
    assert dict(Counter(claim.kind for claim in reading.claims)) == EXPECTED["claims"][text.name]
    assert reading.unread == ()


def test_the_corpus_settles_as_counted(tmp_path: Path) -> None:
    """Facts and disagreements of all three together are those of source.yml."""
    report = legation.open(tmp_path / "tour.kg").add(*TEXTS).report
    assert report is not None
    assert dict(report.facts) == EXPECTED["facts"]
    assert dict(report.disagreements) == EXPECTED["disagreements"]


def test_changing_a_figure_in_the_text_changes_the_answer(tmp_path: Path) -> None:
    """88 million made 90 is answered as 90, and the discrepancy shrinks."""
    changed = (CORPUS / "fact-sheet.vi.txt").read_text("utf-8").replace("88 triệu", "90 triệu")
    (tmp_path / "fact-sheet.vi.txt").write_text(changed, "utf-8")
    kg = legation.open(tmp_path / "tour.kg")
    kg.add(tmp_path / "fact-sheet.vi.txt")
    (row,) = kg.ask("sources/disagreements", kind="discrepancy")
    assert [str(row[name]) for name in ("first", "second", "difference")] == [
        "90000000",
        "110000000",
        "20000000",
    ]


def test_no_sentence_is_anyone_elses(eval_folder: Path) -> None:
    """No twelve words in a row stand in the documents that legation is measured on."""
    mine = {run for text in TEXTS for run in _runs(text.read_text("utf-8"))}
    others = sorted(eval_folder.rglob("*.txt"))
    assert [t.name for t in others if mine & _runs(t.read_text("utf-8"))] == []


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 12]) for n in range(len(words) - 11)}
