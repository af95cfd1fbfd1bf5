"""The command line: what each command prints, and one clear line for everything that goes wrong."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

import legation
from legation.cli import run
from legation.cli.documents import tell_of

NOTE = """# title: Mongolia and Chile
# publisher: legation (example text)
# date: 2020-05
# language: en
Mongolia and Chile established diplomatic relations on 4 May 1984.
Two-way trade between Mongolia and Chile reached 12.5 million US dollars in 2019.
"""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """Write a short English note."""
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


@pytest.fixture
def graph(note: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Make a graph of the note."""
    assert run(["add", str(note)]) == 0
    capsys.readouterr()
    return note.parent / "legation.kg"


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def test_adding_twice_changes_nothing(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same file again is told as unchanged, and no version is made."""
    _, first, _ = _said(capsys, "add", str(note))
    assert first.startswith("added note; version 1 of legation.kg\n2 claims read;")
    assert _said(capsys, "add", str(note)) == (0, "unchanged note; version 1 of legation.kg\n", "")


def test_a_changed_file_replaces_its_claims(
    graph: Path, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After an edit the new figure is there and the old one is gone."""
    note.write_text(NOTE.replace("12.5", "13.5"), encoding="utf-8")
    code, out, _ = _said(capsys, "add", str(note))
    assert (code, out.splitlines()[0]) == (0, "read again note; version 2 of legation.kg")
    query = "SELECT ?amount { ?figure lgn:amount ?amount }"
    assert _said(capsys, "query", query, "--format", "csv")[1] == "amount\r\n13500000\r\n"


def test_remove_undo_and_rebuild(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A source goes, comes back with undo, and a rebuild gives the same graph."""
    assert run(["export", "--format", "nquads", "--out", "before.nq"]) == 0
    assert _said(capsys, "remove", "note")[0] == 0
    assert (
        _said(capsys, "query", "ASK { ?s lgn:statedIn ?source }", "--format", "csv")[1].strip()
        == "false"
    )
    assert _said(capsys, "undo")[1] == "back at version 1 of legation.kg\n"
    assert _said(capsys, "compact")[1] == (
        "put in order: version 3 of legation.kg, with the same content\n"
    )
    assert _said(capsys, "rebuild")[0] == 0
    assert run(["export", "--format", "nquads", "--out", "after.nq"]) == 0
    assert Path("before.nq").read_bytes() == Path("after.nq").read_bytes()


def test_after_a_large_write_it_is_said_what_makes_questions_faster(
    graph: Path, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From fifty thousand claims on, and not before."""
    note.write_text(NOTE.replace("12.5", "13.5"), encoding="utf-8")
    done = legation.open(graph).add(note)
    told = []
    for claims in (49_999, 50_000):
        capsys.readouterr()
        tell_of(replace(done, claims=claims), str(graph))
        told.append("faster after 'legation compact'" in capsys.readouterr().out)
    assert told == [False, True]


def test_a_sidecar_tells_of_a_file_and_options_win(
    note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Options win over the sidecar, the sidecar over the first lines of the text."""
    Path(f"{note}.toml").write_text('title = "Beside"\npublisher = "Beside"\n', encoding="utf-8")
    assert run(["add", str(note), "--publisher", "By option"]) == 0
    capsys.readouterr()
    query = "SELECT ?title ?publisher ?date { ?s a lgn:Source ; dct:title ?title ; lgn:publisher ?publisher ; lgn:issued ?date }"
    assert (
        _said(capsys, "query", query, "--format", "csv")[1].splitlines()[1]
        == "Beside,By option,2020-05"
    )


def test_read_prints_facts_with_offsets_and_stores_nothing(
    note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`read --format jsonl` gives objects whose offsets point into the text."""
    code, out, _ = _said(capsys, "read", str(note), "--format", "jsonl")
    facts = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert {fact["kind"] for fact in facts} >= {"relations", "trade"}
    (relation,) = [fact for fact in facts if fact["kind"] == "relations"]
    assert "4 May 1984" in NOTE[relation["start_char"] : relation["end_char"]]
    assert relation["rule"].startswith("relations.")
    assert not Path("legation.kg").exists()


def test_withheld_text_is_nowhere_in_the_graph(
    note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `--policy none` no sentence of the text reaches an export."""
    assert run(["add", str(note), "--policy", "none"]) == 0
    assert run(["export", "--format", "nquads", "--out", "all.nq"]) == 0
    capsys.readouterr()
    exported = Path("all.nq").read_text("utf-8")
    assert "Mongolia and Chile established" not in exported
    assert "12.5 million US dollars" not in exported
    assert "withheld" in _said(capsys, "show", "Chile")[1]


def test_show_prints_names_facts_and_sentences(
    graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`show` tells an entity with its facts and, under each, the sentence behind it."""
    code, out, _ = _said(capsys, "show", "Chile")
    assert code == 0
    assert out.startswith("Chile — ")
    assert "“Mongolia and Chile established diplomatic relations on 4 May 1984.”" in " ".join(
        out.split()
    )


def test_query_reads_a_file_and_standard_input(
    graph: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query may come from -f FILE."""
    Path("q.rq").write_text("ASK { ?r a lgn:RelationEvent }", encoding="utf-8")
    assert "true" in _said(capsys, "query", "-f", "q.rq")[1]


@pytest.mark.parametrize(
    ("format", "start"),
    [("csv", "date"), ("tsv", "?date"), ("json", "{"), ("xml", "<?xml"), ("markdown", "| date |")],
)
def test_answers_come_in_every_format(
    graph: Path, capsys: pytest.CaptureFixture[str], format: str, start: str
) -> None:
    """A table is written as CSV, TSV, JSON, XML and Markdown."""
    query = "SELECT ?date { ?r a lgn:RelationEvent ; lgn:edtf ?date }"
    code, out, _ = _said(capsys, "query", query, "--format", format)
    assert code == 0
    assert out.startswith(start)


@pytest.mark.parametrize("format", ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"])
def test_constructed_graphs_come_in_every_format(
    graph: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    """A graph is written as RDF."""
    query = "CONSTRUCT { ?r lgn:edtf ?d } WHERE { ?r a lgn:RelationEvent ; lgn:edtf ?d }"
    code, out, _ = _said(capsys, "query", query, "--format", format)
    assert code == 0
    assert "1984-05-04" in out


def test_check_is_content_with_a_good_graph(
    graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing violates the shapes, exit code 0."""
    code, out, _ = _said(capsys, "check")
    assert (code, out.splitlines()[-1]) == (0, "legation.kg: nothing to complain of")


def test_view_writes_a_page(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`view` writes one HTML file and says what is on it."""
    code, out, _ = _said(capsys, "view", "MNG", "CHL", "--out", "pair.html")
    assert code == 0
    assert out.startswith("wrote pair.html: ")
    assert Path("pair.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_catalogue_lists_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    """`ask` alone lists questions with their parameters, in the language asked for."""
    code, out, _ = _said(capsys, "ask", "--language", "vi")
    assert code == 0
    assert "visits/between  --a STATE" in out


WRONG: list[tuple[list[str], int, str]] = [
    (["add", "gone.txt"], 4, "legation: there is no file gone.txt; check the spelling"),
    (
        ["add", "binary.txt"],
        4,
        "legation: binary.txt is a binary file; legation reads text, Markdown, HTML, PDF and DOCX",
    ),
    (
        ["add", "latin1.txt"],
        4,
        "legation: latin1.txt is not UTF-8: byte 12 (line 2) is 0xe9, and its words are Vietnamese or English in no encoding that legation knows; name its encoding (--encoding NAME), or save it as UTF-8",
    ),
    (["add", "empty.txt"], 4, "legation: empty.txt is empty; nothing was read"),
    (
        ["add", "other"],
        4,
        "legation: there is no document in the folder other; legation reads files that end in .txt, .text, .md, ",
    ),
    (["add", "*.htm"], 4, "legation: no file fits '*.htm'; check the spelling"),
    (
        ["add", "note.txt", "--encoding", "tcvn4"],
        4,
        "legation: note.txt: 'tcvn4' is no encoding; say UTF-8, UTF-16, Windows-1258, Windows-1252, TCVN3 or VNI",
    ),
    (
        ["add", "note.txt", "--date", "spring"],
        4,
        "legation: note.txt: 'spring' is no date; write 1997, 1997-04, 1997-04-28 or 1997-04/1997-06",
    ),
    (
        ["add", "note.txt", "--policy", "some"],
        4,
        "legation: note.txt: 'some' is no text policy; say full, quote or none",
    ),
    (
        ["query", "SELECT ?s WHERE {\n ?s ?p }"],
        6,
        "legation: the query is no SPARQL at line 2, column 2: it is not understood from '?s ?p }' on",
    ),
    (
        ["ask", "visits/betwen"],
        6,
        "legation: no question is called 'visits/betwen'; did you mean visits/between",
    ),
    (["ask", "visits/between", "--c", "VNM"], 6, "legation: visits/between"),
    (["ask", "visits/between", "--a", "BLX", "--b", "CHL"], 6, "legation: visits/between: a='BLX'"),
    (["show", "Atlantis"], 5, "legation: nothing in this graph is called 'Atlantis'"),
    (["remove", "letter"], 4, "legation: the graph has no source 'letter'; it has: note"),
    (["export", "--format", "turtel", "--out", "x"], 7, "legation: "),
    (
        ["sources", "--graph", "none.kg"],
        3,
        "legation: there is no graph at none.kg; 'legation add FILE' makes one",
    ),
    (
        ["sources", "--graph", "other"],
        3,
        "legation: other is not a graph of legation; name another directory",
    ),
    (["sources", "--graph", "note.txt"], 3, "legation: note.txt is not a graph of legation"),
    (
        ["undo"],
        3,
        "legation: version 1 is the oldest of legation.kg that is kept; nothing was changed",
    ),
]


@pytest.mark.parametrize(
    ("words", "code", "line"), WRONG, ids=lambda v: " ".join(v)[:40] if isinstance(v, list) else ""
)
def test_what_goes_wrong_is_one_clear_line(
    graph: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, line: str
) -> None:
    """Bad input gives one line on standard error, an exit code of its kind, and loses nothing."""
    Path("binary.txt").write_bytes(b"a\0b")
    Path("latin1.txt").write_text("line one\ncafé", encoding="latin-1")
    Path("empty.txt").write_text(" \n")
    Path("other").mkdir()
    Path("other/file").write_text("x")
    got, out, err = _said(capsys, *words)
    assert (got, out) == (code, "")
    assert err.startswith(line)
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert _said(capsys, "query", "ASK { ?r a lgn:RelationEvent }")[1].count("true") == 1


def test_an_unknown_language_says_that_nothing_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    """A document in a language without rules is refused with the reason, and makes no graph."""
    Path("fr.txt").write_text(
        "Le président de la République a reçu hier à Paris le ministre des affaires étrangères du Chili.\n",
        encoding="utf-8",
    )
    code, _, err = _said(capsys, "add", "fr.txt")
    assert code == 4
    assert "nothing was read" in err
    assert not Path("legation.kg").exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_page_that_cannot_be_written_is_told(
    graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Writing into a folder that is not there is a clear line, not a traceback."""
    code, _, err = _said(capsys, "view", "MNG", "CHL", "--out", "none/pair.html")
    assert code == 7
    assert err.count("\n") == 1


def test_help_on_a_question_tells_its_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    """``ask TOPIC/NAME --help`` is about the question, ``ask --help`` about the command."""
    code, out, _ = _said(capsys, "ask", "visits/between", "--help")
    assert (code, out.splitlines()[0]) == (0, "visits/between: Visits between two states")
    assert "--since DATE" in out
    assert "legation ask visits/between --a VNM --b BLR" in out
    assert "Tham số:" in _said(capsys, "ask", "visits/between", "-h", "--language", "vi")[1]
    assert _said(capsys, "ask", "--help")[1].startswith("Usage: legation ask")
    assert _said(capsys, "ask", "visits/betwen", "--help")[0] == 6


@pytest.mark.usefixtures("graph")
def test_what_is_not_known_is_said_in_the_language_of_the_reader(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The note of a question is Vietnamese where titles are; files of data stay as they are."""
    asked = ("ask", "visits/between", "--a", "MNG", "--b", "FJI")
    english = "Nothing in this graph answers “Visits between two states” (a: Mongolia, b: Fiji)."
    vietnamese = "Đồ thị này không có gì trả lời câu hỏi “Các chuyến thăm giữa hai nước”"
    assert _said(capsys, *asked)[1].startswith(english)
    assert _said(capsys, *asked, "--language", "vi")[1].startswith(vietnamese)
    markdown = _said(capsys, *asked, "--format", "markdown", "--language", "vi")[1]
    assert markdown.startswith(vietnamese)
    code, out, err = _said(capsys, *asked, "--format", "csv", "--language", "vi")
    assert (code, out.count("\n")) == (0, 1)
    assert err.startswith(english)
    told = _said(capsys, *asked, "--format", "json")
    assert json.loads(told[1])["note"].startswith(english)
    assert told[2] == ""
    kept = _said(capsys, "ask", "missions/cover", "--a", "MNG", "--b", "FJI", "--format", "csv")
    assert "No fact in it involves Fiji." in kept[1]
    assert kept[2] == ""


def test_help_says_where_to_start(capsys: pytest.CaptureFixture[str]) -> None:
    """Help lists the commands in the order of the work and names the first one."""
    code, out, _ = _said(capsys, "--help")
    assert code == 0
    assert "Start with: legation tour" in " ".join(out.split())
    assert out.index("  tour ") < out.index("  add ") < out.index("  ask ") < out.index("  check ")


def test_an_answer_is_written_as_a_picture(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A question goes to a file as a timeline, a chart or a network; what does not suit is told."""
    assert graph.is_dir()
    steps = ("ask", "relations/steps", "--a", "MNG", "--b", "CHL")
    assert _said(capsys, *steps, "--view", "timeline", "--out", "steps.html") == (
        0,
        "wrote steps.html: 1 drawn\n",
        "",
    )
    page = Path("steps.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "How relations between two states came about, step by step" in page
    code, out, _ = _said(capsys, *steps, "--view", "network", "--out", "net.html")
    assert (code, out) == (0, "wrote net.html: 3 nodes, 2 edges\n")
    code, _, err = _said(capsys, *steps, "--view", "map", "--out", "map.svg")
    assert (code, err) == (
        7,
        "legation: this answer has no view 'map'; choose one of: timeline, table\n",
    )
    code, _, err = _said(capsys, *steps, "--view", "timeline")
    assert (code, err.startswith("legation: --view goes with --out FILE.html or FILE.svg")) == (
        2,
        True,
    )


def test_a_dossier_is_written_by_its_suffix(
    graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fact sheet of two states is Markdown, a page or DOCX, and its name says of whom."""
    assert graph.is_dir()
    code, out, _ = _said(capsys, "dossier", "MNG", "CHL", "--out", "sheet.md")
    assert (code, out.startswith("wrote sheet.md: ")) == (0, True)
    assert "4 May 1984" in Path("sheet.md").read_text("utf-8")
    assert _said(capsys, "dossier", "MNG", "CHL")[0] == 0
    assert Path("MNG-CHL-dossier.html").is_file()
    code, out, _ = _said(capsys, "dossier", "MNG", "CHL", "--out", "-")
    assert (code, "![" in out, "4 May 1984" in out) == (0, False, True)


def test_a_dossier_of_strangers_says_so(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A state of which the graph tells nothing gives an empty sheet; no state gives an error."""
    assert graph.is_dir()
    code, out, err = _said(capsys, "dossier", "MNG", "Peru", "--out", "sheet.md", "--no-pictures")
    assert (code, out) == (0, "wrote sheet.md: 0 facts told, 0 notes, 0 sources\n")
    assert err == "the graph knows nothing that concerns both\n"
    assert "nothing that concerns both Mongolia and Peru" in Path("sheet.md").read_text("utf-8")
    code, _, err = _said(capsys, "dossier", "MNG", "Atlantis")
    assert code == 5
    assert err.startswith("legation: no state is called 'Atlantis'; did you mean ")
