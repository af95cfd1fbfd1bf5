"""The commands by which a person judges."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from legation.cli import run

NOTES = {
    "one": "Prime Minister Ana Diaz of Peru visited Chile on 4 May 2031.",
    "two": "Prime Minister Ana Diaz of Peru visited Chile on 24 May 2031.",
    "three": "President Pablo Roca of Peru visited Laos on 5 July 2032.",
}


@pytest.fixture(autouse=True)
def _graph(capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in NOTES.items():
        Path(f"{name}.txt").write_text(f"# date: 2033\n# language: en\n{text}\n", "utf-8")
    assert run(["add", *(f"{name}.txt" for name in NOTES)]) == 0
    capsys.readouterr()


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def test_a_doubt_is_listed_with_its_answer_and_gone_when_answered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What it is, why, what rests on it, and the command to type."""
    _, out, _ = _said(capsys, "doubts")
    assert out == (
        "0.39  Visit: Ana Diaz visits Chile (2031-05-04) | Ana Diaz visits Chile (2031-05-24)\n"
        "      same key, dates near each other: 2031-05-04 and 2031-05-24; 2 claims in one, two\n"
        "      legation same 'Visit 2031-05-04 source/one/claim/1'"
        " 'Visit 2031-05-24 source/two/claim/1' --why \"…\"\n"
        "1 open question. 'legation different' answers no instead.\n"
    )
    _, out, _ = _said(capsys, "doubts", "--format", "json", "--graph", "./legation.kg")
    (row,) = json.loads(out)
    assert row["different"].startswith("legation different 'Visit")
    assert row["different"].endswith("--graph ./legation.kg")
    code, out, _ = _said(
        capsys,
        "different",
        "Visit 2031-05-04 source/one/claim/1",
        "Visit 2031-05-24 source/two/claim/1",
        "--why",
        "two programmes",
        "--when",
        "2033-02-01",
        "--by",
        "the desk",
    )
    assert code == 0
    assert out == (
        "Visit 2031-05-04 source/one/claim/1 is different from "
        "Visit 2031-05-24 source/two/claim/1: two programmes; version 2 of legation.kg\n"
    )
    assert _said(capsys, "doubts")[1] == "0 open questions\n"
    assert _said(capsys, "judgements")[1].endswith("\ttwo programmes\t2033-02-01\tthe desk\n")


def test_judgements_are_edited_as_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Printed, changed and taken back; what is wrong is told with its line."""
    assert _said(capsys, "same", "Ana Diaz", "Pablo Roca", "--why", "a stage name")[0] == 0
    _, printed, _ = _said(capsys, "judgements")
    Path("j.tsv").write_text(printed.replace("Person PER Ana", "Somebody"), "utf-8")
    code, out, err = _said(capsys, "judgements", "j.tsv")
    assert (code, out) == (5, "")
    assert err.startswith("legation: j.tsv, line 4: 'Somebody Diaz' names nothing that can")
    Path("j.tsv").write_text(printed.replace("a stage name", "her own word"), "utf-8")
    assert _said(capsys, "judgements", "j.tsv")[1] == "1 judgement; version 3 of legation.kg\n"
    monkeypatch.setattr(click, "edit", lambda text, **_: text)
    assert _said(capsys, "judgements", "--edit")[1] == "nothing was changed\n"
    monkeypatch.setattr(click, "edit", lambda text, **_: text.rpartition("same\t")[0])
    assert _said(capsys, "judgements", "--edit")[1] == "0 judgements; version 4 of legation.kg\n"


def test_forgetting_asks_first(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No leaves all as it is; yes is told without the name."""
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
    code, out, err = _said(capsys, "forget", "Pablo Roca")
    assert (code, err) == (130, "legation: interrupted; nothing was changed\n")
    assert out.startswith("Pablo Roca: 2 claims; named Pablo Roca\nOlder versions are removed too.")
    _, out, _ = _said(capsys, "forget", "Pablo Roca", "--yes", "--why", "a wish")
    assert out.splitlines()[-1] == (
        "forgotten: 2 claims in 1 source; version 2 of legation.kg is the only one now"
    )
    code, _, err = _said(capsys, "forget", "Pablo Roca", "--yes")
    assert code == 5
    assert "nothing in this graph is called 'Pablo Roca'" in err


def test_a_judgement_needs_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --why nothing is judged."""
    code, _, err = _said(capsys, "same", "Ana Diaz", "Pablo Roca")
    assert (code, err) == (2, "legation: Missing option '--why'. See: legation same --help\n")
