"""The commands read and review."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from legation.cli import run

TEXT = """Mongolia and Chile established diplomatic relations on 4 May 1984.
President Ana Soto of Chile paid an official visit to Mongolia in June 2001.
The embassy asked in 2004 for a larger house.
"""
REVIEW = Path("a.txt.review.tsv")


@pytest.fixture(autouse=True)
def _document() -> None:
    """Write a document to read."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def _mark(kind: str, mark: str, change: str = "", why: str = "") -> None:
    """Judge the claim of a kind, as a person would with an editor."""
    lines = REVIEW.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        cells = line.split("\t")
        if cells[1:2] == [kind]:
            lines[number] = "\t".join([mark, *cells[1:3], change, cells[4], why])
    REVIEW.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_where_there_is_no_terminal_the_text_is_plain(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Brackets and numbers, one line a paragraph, no escapes."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    code, out, err = _said(capsys, "read", "a.txt")
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    assert "[Mongolia and Chile established diplomatic relations on 4 May 1984]1." in out
    assert out.endswith("3 claims; 2 of 3 sentences that promise a fact gave one: 67 %\n")


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        """Pretend to be one."""
        return True


@pytest.mark.parametrize("colour", [True, False])
def test_a_terminal_gets_colour_and_short_lines(
    monkeypatch: pytest.MonkeyPatch, colour: bool
) -> None:
    """Eighty columns hold it; NO_COLOR leaves brackets and numbers."""
    raw = io.BytesIO()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "stdout", _Terminal(raw, encoding="utf-8"))
    assert run(["read", "a.txt"]) == 0
    sys.stdout.flush()
    told = raw.getvalue().decode()
    assert ("\x1b[36m" in told) == colour
    plain = re.sub("\x1b\\[[0-9;]*m", "", told)
    assert max(map(len, plain.splitlines())) <= 80
    assert "]1." in plain


def test_a_page_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """`--format html --out` for several documents is one page."""
    Path("b.txt").write_text(TEXT, encoding="utf-8")
    words = ["read", "a.txt", "b.txt", "--format", "html", "--out", "r.html", "--told-in", "vi"]
    code, out, err = _said(capsys, *words)
    assert (code, out, err) == (0, "", "wrote r.html\n")
    html = Path("r.html").read_text("utf-8")
    assert html.startswith("<!DOCTYPE html>\n")
    assert html.count("<article") == 2


def test_a_review_is_written_judged_and_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    """Marks survive a second writing; read, add and rebuild obey them."""
    assert _said(capsys, "review", "a.txt") == (
        0,
        "a.txt.review.tsv: 3 lines, 0 judged, 3 to look at\n",
        "",
    )
    _mark("Visit", "fix", "edtf=2001-07", "a misprint")
    _mark("Tenure", "no")
    assert _said(capsys, "review", "a.txt")[1] == (
        "a.txt.review.tsv: 3 lines, 2 judged, 1 to look at\n"
    )
    out = _said(capsys, "read", "a.txt", "--format", "jsonl")[1]
    facts = [json.loads(line) for line in out.splitlines()]
    assert [(f["kind"], f["rule"]) for f in facts] == [
        ("relations", "relations.established"),
        ("visit", "review"),
    ]
    assert _said(capsys, "add", "a.txt")[0] == 0
    query = "SELECT ?date { ?v a lgn:Visit ; lgn:edtf ?date }"
    told = "date\n2001-07\n"
    assert _said(capsys, "query", query, "--format", "csv")[1].replace("\r", "") == told
    run(["export", "--format", "nquads", "--out", "before.nq"])
    REVIEW.unlink()
    Path("a.txt").unlink()
    assert run(["rebuild"]) == 0
    run(["export", "--format", "nquads", "--out", "after.nq"])
    assert Path("before.nq").read_bytes() == Path("after.nq").read_bytes()
    assert "no publisher" in _said(capsys, "check")[1]


def test_a_changed_review_is_read_again(capsys: pytest.CaptureFixture[str]) -> None:
    """The text is the same, the judgement is not; without the file the judgement stays."""
    assert _said(capsys, "add", "a.txt")[1].startswith("added a; version 1")
    run(["review", "a.txt"])
    capsys.readouterr()
    _mark("Visit", "no")
    told = _said(capsys, "add", "a.txt")[1]
    assert told.startswith("read again a; version 2")
    assert "Visit" not in told
    assert _said(capsys, "add", "a.txt")[1].startswith("unchanged a; version 2")
    kept = REVIEW.read_bytes()
    REVIEW.unlink()
    assert _said(capsys, "add", "a.txt")[1].startswith("unchanged a; version 2")
    REVIEW.write_bytes(kept)
    _mark("Visit", "?")
    assert "1 Visit" in _said(capsys, "add", "a.txt")[1]


def test_a_judgement_that_finds_nothing_is_told_everywhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By read and review on standard error, by add with the name of the source."""
    run(["review", "a.txt"])
    _mark("Visit", "no")
    Path("a.txt").write_text(TEXT.replace("2001", "2002"), encoding="utf-8")
    capsys.readouterr()
    lost = (
        "a.txt.review.tsv, line 8: no Visit is read any more from "
        "“President Ana Soto of Chile paid an official visit to Mongolia in June 2001”; "
        "delete the line if that is right\n"
    )
    assert _said(capsys, "read", "a.txt", "--format", "jsonl")[2] == lost
    assert f"a: {lost}" in _said(capsys, "add", "a.txt")[1]
    assert "line 1" in _said(capsys, "review", "a.txt")[2]


def test_a_bad_line_stops_its_document_only(capsys: pytest.CaptureFixture[str]) -> None:
    """The others are read; the file of the person is not written over."""
    Path("b.txt").write_text(TEXT, encoding="utf-8")
    run(["review", "a.txt"])
    _mark("Visit", "never")
    before = REVIEW.read_bytes()
    capsys.readouterr()
    said = "legation: a.txt.review.tsv, line 8: 'never' is no mark; say ok, no, fix or ?\n"
    assert _said(capsys, "read", "a.txt") == (4, "", said)
    code, out, err = _said(capsys, "read", "a.txt", "b.txt", "--format", "jsonl")
    assert (code, err) == (10, said)
    assert {json.loads(line)["document"] for line in out.splitlines()} == {"b.txt"}
    code, out, err = _said(capsys, "review", "a.txt", "b.txt")
    assert (code, err) == (10, said)
    assert out == "b.txt.review.tsv: 3 lines, 0 judged, 3 to look at\n"
    assert REVIEW.read_bytes() == before


def test_a_review_file_is_no_document_of_its_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """It only says something of the one beside it."""
    Path("notes").mkdir()
    Path("notes/a.txt").write_text(TEXT, encoding="utf-8")
    run(["review", "notes/a.txt"])
    capsys.readouterr()
    assert "skipped" not in _said(capsys, "add", "notes")[1]


def test_reviews_are_obeyed_by_any_number_of_jobs(capsys: pytest.CaptureFixture[str]) -> None:
    """The review travels to the process that reads."""
    Path("b.txt").write_text(TEXT.replace("1984", "1985"), encoding="utf-8")
    run(["review", "a.txt"])
    _mark("Visit", "no")
    for jobs in ("1", "2"):
        words = ["add", "a.txt", "b.txt", "--jobs", jobs, "--graph", f"{jobs}.kg"]
        assert run(words) == 0
        run(["export", "--graph", f"{jobs}.kg", "--format", "nquads", "--out", f"{jobs}.nq"])
    one, two = Path("1.nq").read_text("utf-8"), Path("2.nq").read_text("utf-8")
    assert one == two
    assert one.count("#RejectedReading>") == 1


def test_a_review_of_nothing_says_why_and_ends_as_a_source_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Patterns and names that mean no file, and standard input, which has no place for it."""
    for words in (["nosuch*"], ["nosuch.txt", "no*such"]):
        code, out, err = _said(capsys, "review", *words)
        assert (code, out) == (4, "")
        assert err.count("legation: ") == len(words)
    assert _said(capsys, "review", "-") == (
        4,
        "",
        (
            "legation: a review stands beside a file, and standard input (-) is none; "
            "save it to a file and name that\n"
        ),
    )


def test_a_name_with_a_line_break_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Every line that is printed is one thing that is told."""
    Path("a\nb.txt").write_text(TEXT, encoding="utf-8")
    assert _said(capsys, "review", "a\nb.txt")[1] == (
        "a b.txt.review.tsv: 3 lines, 0 judged, 3 to look at\n"
    )


def test_a_report_is_written_when_everything_failed(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever runs it at night reads in the report what went wrong."""
    for names in (["gone.txt"], ["gone.txt", "no*such"]):
        assert _said(capsys, "add", *names, "--report", "r.json")[0] == 4
        report = json.loads(Path("r.json").read_text("utf-8"))
        assert sorted(failed["path"] for failed in report["failed"]) == names
        assert (report["version"], report["read"]) == (0, [])
