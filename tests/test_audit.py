"""`audit`: findings with the sentences behind them, as rows and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import legation
from legation.audit import COLUMNS, Passage
from legation.cli import run
from legation.errors import UnknownQuestion

SHEET = (
    "Trade between Mongolia and Chile. In 2019 two-way trade between Mongolia and Chile reached 30 million USD. "
    "In 2019 exports of Mongolia to Chile reached 12 million USD. "
    "In 2019 exports of Chile to Mongolia reached 15 million USD."
)


@pytest.fixture
def kg(tmp_path: Path) -> legation.KnowledgeGraph:
    """Return a graph of one sheet whose total is three million too high."""
    graph = legation.open(tmp_path / "legation.kg")
    graph.add_text(SHEET, "sheet", date="2020-02", policy="full")
    return graph


def test_an_audit_is_a_table(kg: legation.KnowledgeGraph) -> None:
    """A finding is a row with its figures, its facts, and the sentences they rest on."""
    answer = kg.audit()
    assert answer.columns == COLUMNS
    frame = answer.to_pandas()
    assert list(frame["rule"]) == ["total"]
    assert [int(number) for number in frame[["stated", "expected", "off"]].iloc[0]] == [
        30_000_000,
        27_000_000,
        3_000_000,
    ]
    assert len(frame["facts"][0].split()) == 3
    assert frame["sources"][0] == "sheet"
    assert frame["passages"][0].count("sheet ") == 3


def test_one_audit_can_be_asked_alone(kg: legation.KnowledgeGraph) -> None:
    """Others are then left out, and a name that is none is refused with the known ones."""
    assert len(kg.audit("total")) == 1
    assert len(kg.audit("growth", "cadence")) == 0
    with pytest.raises(UnknownQuestion, match="no audit is called 'totals'; one of: announced, "):
        kg.audit("totals")


def test_what_a_table_states_is_cited_by_its_row(tmp_path: Path) -> None:
    """The row has the key it has in the table, and the cells that were kept of it."""
    (tmp_path / "source.yml").write_text(
        "source: {title: A ledger}\nkey: id\nrows:\n- kind: Observation\n  values:\n"
        "    measure: trade\n    flow: {column: flow}\n"
        "    exporter: {column: from, codes: iso3}\n    importer: {column: to, codes: iso3}\n"
        "    edtf: '2019'\n    value: {column: value}\n    unit: USD\n"
        "    status: actual\n    authority: MNG\n  cells: [flow, value]\n",
        encoding="utf-8",
    )
    table = tmp_path / "ledger.csv"
    table.write_text(
        "id,flow,from,to,value\na,turnover,MNG,CHL,3001\nb,export,MNG,CHL,1204\nc,export,CHL,MNG,1502\n",
        encoding="utf-8",
    )
    kg = legation.open(tmp_path / "ledger.kg")
    kg.add(table)
    frame = kg.audit("total").to_pandas()
    assert list(frame["sources"]) == ["ledger"]
    assert sorted(frame["passages"][0].splitlines()) == [
        "ledger row a: flow=turnover; from=MNG; to=CHL; value=3001",
        "ledger row b: flow=export; from=MNG; to=CHL; value=1204",
        "ledger row c: flow=export; from=CHL; to=MNG; value=1502",
    ]


def test_a_withheld_sentence_is_not_told() -> None:
    """Where a source gives no text, the place alone is told."""
    assert str(Passage("sheet", ((3, 9),))) == "sheet 3–9"


def test_the_command_prints_findings_with_their_sentences(
    kg: legation.KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below the title of the audit stand the finding and what the sources say; the exit code is 0."""
    assert run(["audit", "--graph", str(kg.path)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Totals that are not exports plus imports (total)\n")
    assert "  Chile – Mongolia, 2019: the total is 30 million USD" in told
    assert "reached 15 million USD." in told
    assert told.endswith("1 finding\n")


def test_the_command_speaks_vietnamese(
    kg: legation.KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    """Title and finding come in the language that was asked for."""
    run(["audit", "--graph", str(kg.path), "--language", "vi"])
    assert "2019: tổng kim ngạch là 30 triệu USD" in capsys.readouterr().out


def test_strict_makes_a_finding_an_error(kg: legation.KnowledgeGraph) -> None:
    """With --strict the exit code is 1 if anything is found, in every format."""
    assert run(["audit", "--graph", str(kg.path), "--strict"]) == 1
    assert run(["audit", "--graph", str(kg.path), "--strict", "--format", "csv"]) == 1
    assert run(["audit", "--graph", str(kg.path), "--strict", "--only", "office"]) == 0


def test_the_command_writes_formats(kg: legation.KnowledgeGraph, tmp_path: Path) -> None:
    """A file holds the same rows in the format that is named."""
    out = tmp_path / "found.json"
    assert run(["audit", "--graph", str(kg.path), "--format", "json", "--out", str(out)]) == 0
    (row,) = json.loads(out.read_text("utf-8"))["results"]["bindings"]
    assert row["off"]["value"] == "3000000"
