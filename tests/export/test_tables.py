"""CSV: one table per class, safe in a spreadsheet."""

import csv
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import NotWritten
from legation.export.tables import safe, tables, write_csv
from legation.terms import RDF, RDFS, lgn, state


def test_every_class_is_a_table_with_sorted_rows(store: ox.Store, tmp_path: Path) -> None:
    """A visit is a row of Visit.csv: concepts by their notation, entities by their IRI."""
    write_csv(store, tmp_path / "out")
    text = (tmp_path / "out" / "Visit.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 12
    assert [row["iri"] for row in rows] == sorted(row["iri"] for row in rows)
    planned = next(row for row in rows if row["status"] == "planned")
    assert planned["label@vi"] == "Tổng thống Elisa Naranjo dự kiến thăm Mông Cổ"
    assert planned["host"] == state("MNG")
    assert {"Person.csv", "Source.csv", "Discrepancy.csv"} <= {
        file.name for file in (tmp_path / "out").iterdir()
    }


def test_several_values_stand_in_one_cell(store: ox.Store) -> None:
    """The two sources of a visit are joined by a bar."""
    rows = dict(tables(store))["Visit"]
    visit = next(row for row in rows if row["iri"].endswith("altan/1997"))
    assert [value.rpartition("/")[2] for value in visit["statedIn"].split(" | ")] == [
        "archive",
        "fact-sheet",
    ]


def test_a_zip_holds_the_same_tables_and_the_same_bytes(store: ox.Store, tmp_path: Path) -> None:
    """Two archives of one graph are equal, whenever they were made."""
    for name in ("a.zip", "b.zip"):
        write_csv(store, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert "Visit.csv" in packed.namelist()
        assert packed.read("Visit.csv").startswith(b"iri,label@en,label@vi,")


def test_a_formula_is_made_text() -> None:
    """A label that a spreadsheet would run gets an apostrophe; a negative number does not."""
    store = ox.Store()
    node = ox.NamedNode(state("MNG"))
    store.add(ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("State"))))
    store.add(ox.Quad(node, ox.NamedNode(RDFS + "label"), ox.Literal("=1+1")))
    assert dict(tables(store))["State"][0]["label"] == "=1+1"
    assert [safe(text) for text in ("=1+1", "+84 1", "-2.5", "@x", "\tx", "-x")] == [
        "'=1+1",
        "'+84 1",
        "-2.5",
        "'@x",
        "'\tx",
        "'-x",
    ]


@given(st.text())
def test_no_cell_starts_a_formula(text: str) -> None:
    """Whatever the text: it begins with no sign that starts a formula, or is a plain number."""
    cell = safe(text)
    assert cell.removeprefix("'") in (text, text.removeprefix("'"))
    if cell.startswith(("=", "@", "\t", "\r")):
        pytest.fail(cell)
    if cell.startswith(("+", "-")):
        float(cell)


def test_tables_of_another_graph_are_not_mixed_in(store: ox.Store, tmp_path: Path) -> None:
    """A directory with a table that this graph does not have is refused."""
    (tmp_path / "Budget.csv").write_text("a", "utf-8")
    with pytest.raises(NotWritten) as caught:
        write_csv(store, tmp_path)
    assert str(caught.value) == (
        f"{tmp_path} holds other tables: Budget.csv; choose an empty directory"
    )


def test_a_file_in_the_way_is_told(store: ox.Store, tmp_path: Path) -> None:
    """CSV into a file that is no archive: the message says what CSV needs."""
    (tmp_path / "out.txt").write_text("mine", "utf-8")
    with pytest.raises(NotWritten, match=r"CSV needs a directory, or a file that ends in \.zip"):
        write_csv(store, tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text("utf-8") == "mine"
