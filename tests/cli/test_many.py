"""Many documents on the command line: what is printed, the exit code, the report."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from legation.cli import run
from old_encodings import tcvn3

NOTE = "# date: 2020-05\nMongolia and Chile established diplomatic relations on 4 May 1984.\n"
VIETNAMESE = "Việt Nam và Mông Cổ thiết lập quan hệ ngoại giao ngày 17/11/1954.\n"


@pytest.fixture(autouse=True)
def _notes() -> None:
    """Make a folder with an English note, an old Vietnamese one, a page, and a bad file."""
    Path("notes").mkdir()
    Path("notes/a.txt").write_text(NOTE, encoding="utf-8")
    Path("notes/b.txt").write_bytes(tcvn3(VIETNAMESE).encode("latin-1"))
    Path("notes/c.html").write_text(
        '<html lang="en"><meta name="pubdate" content="2011-02-03"><meta property="og:site_name" '
        'content="A site"><title>A page</title><p>Laos and Peru signed a treaty in May 2010.</p></html>'
    )
    Path("notes/d.csv").write_text("a,b")
    Path("notes/e.txt").write_bytes(b"a\0b")


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def test_a_folder_is_read_and_what_failed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The good ones are in, the bad one has its line, and the exit code says that some failed."""
    code, out, err = _said(capsys, "add", "notes", "--report", "report.json")
    assert code == 10
    assert out.splitlines()[:4] == [
        "added a, b, c; version 1 of legation.kg",
        "read as HTML: c",
        "read as text in TCVN3: b",
        "skipped 1 file: notes/d.csv",
    ]
    assert err.splitlines() == [
        "legation: notes/e.txt is a binary file; legation reads text, Markdown, HTML, PDF and DOCX",
        "legation: 1 document could not be read; the others are in the graph",
        "wrote report.json",
    ]
    report = json.loads(Path("report.json").read_text("utf-8"))
    assert [read["read_as"] for read in report["read"]] == ["", "text in TCVN3", "HTML"]
    assert report["failed"][0]["path"] == "notes/e.txt"
    assert report["skipped"] == [
        {"path": "notes/d.csv", "why": "no document that legation reads, by its name"}
    ]


def test_if_all_fail_each_has_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 4, and no graph is made."""
    code, out, err = _said(capsys, "add", "notes/e.txt", "gone.txt")
    assert (code, out) == (4, "")
    assert err.splitlines() == [
        "legation: there is no file gone.txt; check the spelling",
        "legation: notes/e.txt is a binary file; legation reads text, Markdown, HTML, PDF and DOCX",
        "legation: none of the 2 documents could be read; nothing was added",
    ]
    assert not Path("legation.kg").exists()


def test_what_a_page_says_of_itself_comes_last(capsys: pytest.CaptureFixture[str]) -> None:
    """Options win over the sidecar, the sidecar over the head of the page."""
    Path("notes/c.html.toml").write_text('publisher = "Beside"\n', encoding="utf-8")
    assert run(["add", "notes/c.html", "--title", "By option"]) == 0
    capsys.readouterr()
    query = "SELECT ?title ?publisher ?date { ?s a lgn:Source ; dct:title ?title ; lgn:publisher ?publisher ; lgn:issued ?date }"
    out = _said(capsys, "query", query, "--format", "csv")[1]
    assert out.splitlines()[1] == "By option,Beside,2011-02-03"


def test_standard_input_is_a_document(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` is read and added under a name of its own."""
    for words in (["read", "-", "--format", "jsonl"], ["add", "-", "--name", "piped"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
        code, out, _ = _said(capsys, *words)
        assert code == 0
        assert '"date": "1984-05-04"' in out or out.startswith("added piped; version 1")


def test_read_takes_many_and_names_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Each fact of several documents says which it is from; how one was read stands apart."""
    code, out, err = _said(capsys, "read", "notes/[ab].txt", "--format", "jsonl")
    facts = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(fact["document"], fact["date"]) for fact in facts] == [
        ("notes/a.txt", "1984-05-04"),
        ("notes/b.txt", "1954-11-17"),
    ]
    assert err == "notes/b.txt: read as text in TCVN3\n"
    code, out, err = _said(capsys, "read", "notes")
    assert code == 10
    assert next(line for line in out.splitlines() if line.startswith("notes/")).startswith(
        "notes/a.txt: "
    )
    assert err.count("legation: ") == 1


def test_an_encoding_that_is_told_stays(capsys: pytest.CaptureFixture[str]) -> None:
    """With `--encoding` a text is read so now and at each rebuild."""
    Path("short.txt").write_bytes(tcvn3("Lào và Cuba ký hiệp định\n").encode("latin-1"))
    words = ["add", "short.txt", "--encoding", "ABC", "--language", "vi"]
    assert _said(capsys, *words)[1].splitlines()[1] == "read as text in TCVN3: short"
    assert run(["rebuild", "--jobs", "2"]) == 0
    text = next(Path("legation.kg/versions/000002").rglob("text.txt"))
    assert text.read_text("utf-8") == "Lào và Cuba ký hiệp định\n"


def test_progress_is_for_terminals(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal reading shows how far it is; in a pipe nothing is shown."""
    assert _said(capsys, "add", "notes/a.txt")[2] == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "1/1" in _said(capsys, "add", "notes/b.txt")[2]
