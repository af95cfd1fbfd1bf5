"""Tables of every format give the same cells, as text."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from legation.errors import SourceEmpty, SourceMissing, SourceUnreadable
from legation.tables.files import Form, table

COLUMNS = {"code": ["NA", "007", ""], "text": ["a, b", 'say "x"', "Đà Nẵng"]}


def _cells(path: Path, form: Form | None = None) -> dict[str, list[str]]:
    opened = table(path, form or Form())
    found: dict[str, list[str]] = {name: [] for name in opened.header}
    for batch in opened.batches(2):
        for name, cells in batch.columns.items():
            found[name] += cells
    return found


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "csv.gz", "jsonl.gz", "parquet", "xlsx"])
def test_every_format_gives_the_same_cells(tmp_path: Path, ending: str) -> None:
    """CSV, TSV, JSON lines, Parquet and XLSX, packed or not, hold the same table."""
    pl = pytest.importorskip("polars")
    frame, path = pl.DataFrame(COLUMNS), tmp_path / f"t.{ending}"
    if ending == "xlsx":
        pytest.importorskip("fastexcel")
        pytest.importorskip("xlsxwriter")
        frame.write_excel(path)
    elif ending == "parquet":
        frame.write_parquet(path)
    else:
        text = (
            frame.write_ndjson()
            if "jsonl" in ending
            else frame.write_csv(separator="\t" if ending == "tsv" else ",")
        )
        data = text.encode()
        path.write_bytes(gzip.compress(data) if ending.endswith("gz") else data)
    assert _cells(path) == COLUMNS


def test_numbers_of_json_stay_as_written(tmp_path: Path) -> None:
    """A number keeps its digits; what is not there is empty."""
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": 1.50, "b": true}\n\n{"a": null, "c": [1]}\n', encoding="utf-8")
    assert _cells(path) == {"a": ["1.50", ""], "b": ["true", ""], "c": ["", '["1"]']}


def test_a_mark_at_the_beginning_is_no_text(tmp_path: Path) -> None:
    """The byte order mark of a spreadsheet does not become part of a name; other encodings are told."""
    path = tmp_path / "t.csv"
    path.write_bytes(b"\xef\xbb\xbfa;b\n1;2\n")
    assert _cells(path, Form(delimiter=";")) == {"a": ["1"], "b": ["2"]}
    path.write_bytes("a\né\n".encode("latin-1"))
    assert _cells(path, Form(encoding="latin-1")) == {"a": ["é"]}


@pytest.mark.parametrize(
    ("name", "data", "error", "sentence"),
    [
        ("t.csv", b"", SourceEmpty, "is empty; a table begins with the names of its columns"),
        (
            "t.csv",
            b"a,a\n",
            SourceUnreadable,
            "has two columns called 'a'; give each a name of its own",
        ),
        ("t.txt", b"a", SourceUnreadable, "is no table, by its name"),
        ("t.csv", b"a\n\xe9\n", SourceUnreadable, "say 'encoding:' in its description"),
        ("t.csv", b'a\n"open\n', SourceUnreadable, "cannot be read: unexpected end of data"),
        ("t.csv.gz", b"\x1f\x8bx", SourceUnreadable, "cannot be read"),
        ("t.jsonl", b"[1]\n", SourceUnreadable, "line 1 is no JSON object"),
    ],
)
def test_a_broken_table_is_refused(
    tmp_path: Path, name: str, data: bytes, error: type[Exception], sentence: str
) -> None:
    """What is wrong with a file is told in one sentence."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as wrong:
        _cells(path)
    assert sentence in str(wrong.value)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    """A slip in the name of a file is no trace of the machine."""
    with pytest.raises(SourceMissing):
        table(tmp_path / "gone.csv")


def test_cells_of_parquet_with_several_values_stay_json(tmp_path: Path) -> None:
    """A list or a structure of a Parquet file is read as it is of JSON lines."""
    pl = pytest.importorskip("polars")
    path = tmp_path / "t.parquet"
    pl.DataFrame({"a": [["x", "y"], [], None], "b": [{"c": 1}, {"c": 2}, None]}).write_parquet(path)
    assert _cells(path)["a"] == ['["x", "y"]', "[]", ""]
    assert _cells(path)["b"][0] == '{"c": 1}'
