"""The tour: it reads, answers, shows where sources differ, and follows its texts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import legation
from legation.cli import run
from legation.resources import shelf


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give tables the room of a wide terminal, so that no figure is broken in two."""
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """Write a note of one sentence."""
    path = tmp_path / "note.txt"
    path.write_text("Mongolia and Chile established diplomatic relations on 4 May 1984.\n")
    return path


CORPUS = Path(str(shelf("sources") / "tour"))


def test_the_tour_answers_with_sources_and_writes_a_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One command: what was read, three answers, the discrepancy with its size, a page."""
    assert run(["tour"]) == 0
    out = capsys.readouterr().out
    for told in (
        "Read:",
        "relations/steps",
        "visits/between",
        "trade/figures",
        "88000000",
        "110000000",
        "22000000",
        "0.25",
        "legation-tour/network.html",
    ):
        assert told in out
    page = Path("legation-tour/network.html").read_bytes()
    assert len(page) < 1_200_000


def test_a_changed_figure_changes_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The tour answers from its texts: another figure in the text is another answer."""
    corpus = tmp_path / "corpus"
    shutil.copytree(CORPUS, corpus)
    sheet = corpus / "fact-sheet.vi.txt"
    text = sheet.read_text("utf-8")
    assert text.count("88 triệu USD") == 1
    sheet.write_text(text.replace("88 triệu USD", "91 triệu USD"), encoding="utf-8")
    assert run(["tour", "--corpus", str(corpus)]) == 0
    out = capsys.readouterr().out
    assert "91000000" in out
    assert "19000000" in out
    assert "88000000" not in out


def test_the_tour_can_be_taken_again(capsys: pytest.CaptureFixture[str]) -> None:
    """A second tour begins anew and prints the same."""
    assert run(["tour"]) == 0
    first = capsys.readouterr().out
    assert run(["tour"]) == 0
    assert capsys.readouterr().out == first
    assert legation.open("legation-tour/tour.kg").version == 1


def test_a_corpus_without_texts_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty folder is wrong usage, told in one sentence."""
    assert run(["tour", "--corpus", str(tmp_path)]) == 2
    assert f"there are no texts (*.txt) in {tmp_path}." in capsys.readouterr().err


def test_a_tour_never_removes_sources_of_ones_own(
    note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where somebody has added to the graph of the tour, a second tour is refused."""
    assert run(["tour"]) == 0
    assert run(["add", str(note), "--graph", "legation-tour/tour.kg"]) == 0
    capsys.readouterr()
    assert run(["tour"]) == 2
    assert (
        "holds sources that are not of the tour (note); name another place with --out."
        in capsys.readouterr().err
    )
    assert len(legation.open("legation-tour/tour.kg").sources()) == 4
