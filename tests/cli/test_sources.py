"""``legation sources`` lists what a graph was made of, and what of a table could not be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import legation
from legation.cli import commands

_HEAD = "id,start_date,end_date,visitor,from_ids,from_names,description,n_visitor,last_modified\n"


def _run(*words: str) -> Result:
    return CliRunner().invoke(commands, ["sources", *words, "--graph", "x.kg"])


@pytest.fixture(autouse=True)
def _graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a graph of a table with one good row and one of which two cells cannot be read."""
    monkeypatch.chdir(tmp_path)
    Path("visits.csv").write_text(
        _HEAD + "7,1999-05-03,,President Ana Soto,peru,Peru,State visit.,1,2010-02-25\n"
        "8,1999-99-99,,=1+1,atlantis,Atlantis,Working visit.,1,2010-02-25\n",
        "utf-8",
    )
    legation.open("x.kg").add("visits.csv", described_as="us-leader-visits")


def test_cells_that_could_not_be_read_are_listed_long_after() -> None:
    """What an ``add`` reported is kept: row, column, value and reason, in the order of the rows."""
    told = [
        json.loads(line)
        for line in _run("us-leader-visits", "--format", "jsonl").output.splitlines()
    ]
    assert told == [
        {"row": 2, "column": "from_ids", "value": "atlantis", "reason": "no state is called 'atlantis'", "unresolved": True},
        {"row": 2, "column": "start_date", "value": "1999-99-99", "reason": "no date in the form iso", "unresolved": False},
    ]  # fmt: skip
    assert [cell.column for cell in legation.open("x.kg").unread("us-leader-visits")] == [
        "from_ids", "start_date",
    ]  # fmt: skip


def test_they_are_a_table_or_a_file() -> None:
    """On the screen as a table, as CSV for a spreadsheet, into a file where one is named."""
    assert "'atlantis'" in _run("us-leader-visits").output
    assert _run("us-leader-visits", "--format", "csv").output.splitlines()[:2] == [
        "row,column,value,reason,kept",
        "2,from_ids,atlantis,no state is called 'atlantis',as it stands",
    ]
    _run("--out", "all.csv")
    assert Path("all.csv").read_text("utf-8").splitlines()[0].startswith("source,title,publisher")


def test_a_source_that_is_not_there_is_told() -> None:
    """The message names those that are."""
    result = _run("us-visits")
    assert str(result.exception) == "the graph has no source 'us-visits'; it has: us-leader-visits"


def test_a_document_has_no_cells() -> None:
    """Who asks for them is told where its sentences are shown."""
    Path("note.txt").write_text("Kenya and Chile established relations in May 1984.\n", "utf-8")
    legation.open("x.kg").add("note.txt")
    assert "'legation read FILE' shows what was left" in _run("note").output


def test_a_report_that_cannot_be_written_is_told_before_the_work() -> None:
    """Nothing is added, so that nobody reads for hours and has no report."""
    words = ["add", "visits.csv", "--as", "us-leader-visits", "--graph", "new.kg"]
    result = CliRunner().invoke(commands, [*words, "--report", "no/report.json"])
    assert str(result.exception) == (
        f"{Path('no/report.json').absolute()} could not be written: No such file or directory;"
        " choose another place with --report"
    )
    assert not Path("new.kg").exists()


def test_a_table_is_not_read_as_prose() -> None:
    """Who shows a table as a document is told which commands are for tables."""
    result = CliRunner().invoke(commands, ["read", "visits.csv"], standalone_mode=False)
    assert result.return_value == 4
    assert result.stderr == (
        "legation: visits.csv is a table, whose rows are told by a description; 'legation add FILE"
        " --as NAME' reads it, 'legation sources NAME' lists what was left\n"
    )
