"""Tables of every format are written anew without who was forgotten; all else is read as before."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import legation
from legation.errors import SourceUnreadable
from legation.graph import KnowledgeGraph
from legation.intake.rewriting import Rewriting
from legation.tables.files import Form, table
from made_documents import docx, pdf

pl = pytest.importorskip("polars")
pytest.importorskip("fastexcel")
xlsxwriter = pytest.importorskip("xlsxwriter")

HEADER = ("id", "from", "who", "day", "share", "remark", "desk")
ROWS = (
    (1, "PER", "Pablo Roca", date(2031, 5, 4), 0.25, "state visit", "a"),
    (2, "CHL", "Eva Soto", date(2031, 6, 5), 1.5, "came with PABLO  ROCA", "b"),
    (3, "PER", "Ana Díaz", date(2031, 7, 6), 1e-05, 'said "no",\r\nthen\ttwice', ""),
    (4, "PER", "Pablo Roca", date(2032, 5, 4), 3.0, "again", "a"),
    (5, "CHL", "Ana, Eva", date(2033, 5, 4), 12345678.9, "", "b"),
)
DESCRIPTION = """table: {empty: ["n/a"]EXTRA}
key: id
rows:
  - kind: Visit
    values:
      sender: {column: from, codes: iso3, at: day}
      host: MNG
      visitor: {column: who, of: sender}
      status: held
      edtf: {column: day}
    cells: [who, remark, share]
ignore:
  desk: not of interest
"""
#: What the tables of these tests need to be told of their format.
EXTRA = {
    "visits.xlsx": ", format: xlsx, sheet: Visits",
    "semicolons.csv": ', delimiter: ";", encoding: cp1252',
    "visits.parquet": ", encoding: cp1252",
}
LOOKED_UP = """# Pablo Roca sent this
lookups: {people: {file: people.tsv, key: "{code}", value: name}}
rows:
  - kind: Visit
    values:
      sender: {column: from, codes: iso3, at: day}
      host: MNG
      visitor: {column: code, lookup: people, of: sender}
      status: held
      edtf: {column: day}
"""
ENDINGS = {"CSV": "csv", "TSV": "tsv", "JSON lines": "jsonl", "Parquet": "parquet"}
MARKS = tuple(m.encode() for w in ("roca", "pablo") for m in (w, w.title(), w.upper()))


def _texts() -> list[list[str]]:
    return [list(HEADER), *([str(cell) for cell in row] for row in ROWS)]


def _csv(delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(_texts())
    return text.getvalue().encode("cp1252" if delimiter == ";" else "utf-8")


def _json_lines() -> bytes:
    lines = [dict(zip(HEADER, (*row[:3], str(row[3]), *row[4:]), strict=True)) for row in ROWS]
    told = [json.dumps(line) for line in lines]
    # Only the last member of a name counts; the others are no cells, and stand in the file.
    told[4] = told[4].replace('"desk"', '"desk": "Pablo Roca", "desk"')
    return ("\n".join(told) + "\n").encode()


def _gzip(data: bytes, name: str) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=packed) as file:
        file.write(data)
    return packed.getvalue()


def _xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"author": "Pablo Roca"})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet("Notes").write(0, 0, "by Pablo Roca")
        sheet = book.add_worksheet("Visits")
        sheet.write_row(0, 0, HEADER)
        for at, row in enumerate(ROWS, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, place, cell, days)
                else:
                    sheet.write(at, place, cell)
        sheet.write_comment(3, 2, "asked PABLO ROCA")
    return out.getvalue()


def _parquet() -> bytes:
    out = io.BytesIO()
    # A dictionary may hold words that no row has any more.
    desks = pl.Series("desk", [row[6] for row in ROWS], pl.Enum(["a", "b", "", "Pablo Roca"]))
    frame = pl.DataFrame(ROWS, schema=HEADER, orient="row").with_columns(desks)
    frame.write_parquet(out, compression="uncompressed", metadata={"who": "Pablo Roca"})
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "visits.csv": lambda: _csv(","),
    "visits.tsv": lambda: _csv("\t"),
    "semicolons.csv": lambda: _csv(";"),
    "visits.jsonl": _json_lines,
    "visits.csv.gz": lambda: _gzip(_csv(","), "pablo-roca.csv"),
    "visits.jsonl.gz": lambda: _gzip(_json_lines(), "visits.jsonl"),
    "visits.xlsx": _xlsx,
    "visits.xlsx.gz": lambda: _gzip(_xlsx(), ""),
    "visits.parquet": _parquet,
}


def _bytes(data: bytes) -> Iterator[bytes]:
    """Yield bytes, and what is packed in them."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield from _bytes(gzip.decompress(data))
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode() + archive.read(name)


def _holding(folder: Path) -> list[str]:
    """Return the files below a folder in which a name of the person stands."""
    places = [place for place in sorted(folder.rglob("*")) if place.is_file()]
    assert places
    return [
        str(place)
        for place in places
        for data in (str(place).encode(), *_bytes(place.read_bytes()))
        if any(mark in data for mark in MARKS)
    ]


@pytest.fixture
def _unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Parquet be written so that its pages can be looked into."""
    sink = pl.LazyFrame.sink_parquet

    def written(frame: object, path: Path, **told: object) -> None:
        sink(frame, path, **told | {"compression": "uncompressed"})

    monkeypatch.setattr(pl.LazyFrame, "sink_parquet", written)


def _added(name: str, data: bytes, ignored: str = "desk: not of interest") -> KnowledgeGraph:
    Path(name).write_bytes(data)
    told = DESCRIPTION.replace("EXTRA", EXTRA.get(name.removesuffix(".gz"), ""))
    told = told.replace("desk: not of interest", ignored)
    Path("d.yml").write_text(told, encoding="utf-8")
    kg = legation.open()
    kg.add(name, description="d.yml")
    return kg


def _claims(kg: KnowledgeGraph, source: str) -> set[tuple[str, ...]]:
    """Return what the claims of a source state."""
    asked = f"SELECT ?c ?p ?o {{ GRAPH <{kg.base}source/{source}> {{ ?c a lgn:Claim ; ?p ?o }} }}"
    return {tuple(map(str, row)) for row in kg.query(asked)}


def _stated(kg: KnowledgeGraph, *keys: str) -> set[tuple[str, ...]]:
    """Return what the rows with some keys state, by the IRIs of their claims."""
    asked = "SELECT ?c ?p ?o { GRAPH ?g { ?c a lgn:Claim ; lgn:row ?row ; ?p ?o } FILTER(?row IN (%s)) }"
    rows = kg.query(asked % ", ".join(f"'{key}'" for key in keys))
    spelt = kg.query(
        "SELECT ?c ?k ?t { GRAPH ?g { ?n lgn:cellOf ?c ; lgn:column ?k ; lgn:text ?t } }"
    )
    stated = {tuple(map(str, row)) for row in rows}
    claims = {claim for claim, *_ in stated}
    return stated | {row for row in (tuple(map(str, r)) for r in spelt) if row[0] in claims}


@pytest.mark.usefixtures("_unpacked")
@pytest.mark.parametrize("name", FILES)
def test_the_person_is_taken_out_of_a_table(name: str) -> None:
    """No byte of the copy has the name, packed or not; other rows are read as before."""
    kg = _added(name, FILES[name]())
    before = _stated(kg, "2", "3", "5")
    assert len({claim for claim, *_ in before}) == 3
    assert _holding(kg.path)
    kg.forget("Person PER Pablo Roca")
    assert _holding(kg.path) == []
    blanked = "█████  ████" if "semi" not in name else "?????  ????"
    after = {
        tuple(w.replace(blanked, "PABLO  ROCA") for w in row) for row in _stated(kg, "2", "3", "5")
    }
    assert after == before
    assert _stated(kg, "1", "4") == set()
    (source,) = kg.sources()
    assert (source.claims, source.unread) == (3, 0)


@pytest.mark.usefixtures("_unpacked")
@pytest.mark.parametrize("name", FILES)
def test_rows_are_said_to_be_kept_out(name: str) -> None:
    """Reading again, or the file as it is, tells of no fault; the rows still count as rows."""
    kg = _added(name, FILES[name]())
    kg.forget("Person PER Pablo Roca")
    told = ("5 rows", "2 rows kept out: they name a person who was forgotten")
    (read,) = kg.rebuild().read
    assert (read.notes, read.unread, read.troubles) == (told, 0, ())
    assert kg.add(name, description="d.yml").unchanged == (kg.sources()[0].name,)
    Path("d.yml").write_text(Path("d.yml").read_text("utf-8") + "# another\n", encoding="utf-8")
    (read,) = kg.add(name, description="d.yml").read
    assert (read.notes, read.unread, read.troubles) == (told, 0, ())
    assert _holding(kg.path) == []


def test_an_executor_passes_over_what_is_kept_out() -> None:
    """Rows that were read elsewhere are kept out as those that were read here."""
    kg = _added("visits.csv", _csv(","))
    kg.forget("Person PER Pablo Roca")
    before = sorted(map(str, kg.store))
    with ThreadPoolExecutor(2) as executor:
        (read,) = kg.rebuild(executor=executor).read
        assert read.notes == ("5 rows", "2 rows kept out: they name a person who was forgotten")
        Path("d.yml").write_text(Path("d.yml").read_text("utf-8") + "# another\n", "utf-8")
        (read,) = kg.add("visits.csv", description="d.yml", executor=executor).read
    assert (read.notes[1][:16], read.claims) == ("2 rows kept out:", 3)
    assert sorted(map(str, kg.store)) == before


def test_one_row_is_told_as_one() -> None:
    """The sentence is about one row where it is one."""
    kg = _added("visits.csv", _csv(",").replace(b"4,PER,Pablo Roca", b"4,PER,Ben Rey"))
    kg.forget("Person PER Pablo Roca")
    (read,) = kg.rebuild().read
    assert read.notes[1] == "1 row kept out: it names a person who was forgotten"


def test_what_stands_beside_the_cells_goes_too() -> None:
    """A sheet whose rows do not name the person may do so in what nobody reads."""
    kg = _added("visits.xlsx", _xlsx())
    kg.add_text("President Pedro Vega of Peru visited Chile on 4 May 2031.", "note", date="2050")
    (copy,) = kg.path.glob("versions/000002/sources/visits/original")
    assert copy.read_bytes()[:2] == b"PK"
    before = _stated(kg, "1", "2", "3", "4", "5")
    assert kg.forget("Pedro Vega").sources == ("note",)
    (copy,) = kg.path.glob("versions/*/sources/visits/original")
    assert copy.read_bytes()[:4] == b"PAR1"
    assert _stated(kg, "1", "2", "3", "4", "5") == before


def test_the_description_is_lifted_too() -> None:
    """Names in a description and in the files of its lookups are taken out of what is kept."""
    Path("people.tsv").write_text("name\tcode\nPablo Roca\tp1\nEva Soto\tp2\n", encoding="utf-8")
    Path("d.yml").write_text(LOOKED_UP, encoding="utf-8")
    rows = "code,from,day\np1,PER,2031-05-04\np2,CHL,2031-06-05\np1,PER,2031-07-06\n"
    Path("visits.csv").write_text(rows, encoding="utf-8")
    kg = legation.open()
    kg.add("visits.csv", description="d.yml")
    assert len(_holding(kg.path)) > 1
    kg.forget("Pablo Roca")
    assert _holding(kg.path) == []
    (read,) = kg.rebuild().read
    assert (read.claims, read.unread) == (1, 0)
    assert read.notes == ("3 rows", "2 rows kept out: they name a person who was forgotten")


def test_a_column_called_by_the_person_is_told() -> None:
    """A name in the header cannot be taken out, so nothing is changed."""
    kg = _added("visits.csv", _csv(",").replace(b"desk", b"Pablo Roca"), "Pablo Roca: a column")
    with pytest.raises(SourceUnreadable) as caught:
        kg.forget("Person PER Pablo Roca")
    assert str(caught.value) == (
        f"{Path('visits.csv').absolute()} has a column that is called by a person who was forgotten;"
        " give the column another name"
    )
    assert (kg.version, kg.sources()[0].claims) == (1, 5)


HTML = """<!DOCTYPE html><html lang="en"><head><title>Notes</title>
<meta name="author" content="Pablo&#32;Roca"></head><body><!-- PABLO ROCA -->
<p>SAID</p></body></html>
"""


SAID = "President Ana Diaz of Peru visited Chile on 4 May 2031."


def _filled(document: Any) -> None:
    document.add_paragraph(SAID)
    document.sections[0].header.paragraphs[0].text = "for Pablo Roca"
    document.core_properties.author = "Pablo Roca"


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "page.html": HTML.replace("SAID", SAID).encode,
    "page.md": f"{SAID}\n\n<!-- by Pablo Roca -->\n".encode,
    "page.docx": lambda: docx(_filled),
    "page.pdf": lambda: pdf([SAID], title="Pablo Roca"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_may_name_the_person_where_nobody_reads(name: str) -> None:
    """Then only its text is kept, and read as before."""
    Path(name).write_bytes(DOCUMENTS[name]())
    kg = legation.open()
    kg.add(name, date="2050", title="A note")
    kg.add_text("President Pablo Roca of Peru visited Chile on 4 May 2031.", "note", date="2050")
    text, claims = kg.text("page"), _claims(kg, "page")
    assert len({claim for claim, *_ in claims}) == 2
    kg.forget("Pablo Roca")
    assert _holding(kg.path) == []
    assert (kg.text("page"), _claims(kg, "page")) == (text, claims)
    (read,) = kg.add(name, date="2051").read
    assert read.notes == ("only its text is kept: the file may name a person who was forgotten",)
    assert _holding(kg.path) == []


def test_what_was_given_stays_known() -> None:
    """A file that was added is unchanged also after a graph without the person was made anew."""
    Path("note.txt").write_text(
        "# date: 2050\nPresident Pablo Roca of Peru visited Chile on 4 May 2031.\n",
        encoding="utf-8",
    )
    kg = legation.open()
    kg.add("note.txt")
    kg.forget("Pablo Roca")
    kg.rebuild()
    assert kg.add("note.txt").unchanged == ("note",)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(sorted(ENDINGS)))
def test_what_is_not_lifted_stays_as_it_is(rows: list[tuple[str, str]], format: str) -> None:
    """Whatever letters stand in the cells of a table, they are the same when it is written anew."""
    frame, path = pl.DataFrame(rows, schema=["a", "b"], orient="row"), Path(f"t.{ENDINGS[format]}")
    if format == "Parquet":
        frame.write_parquet(path)
    elif format == "JSON lines":
        path.write_text(frame.write_ndjson(), encoding="utf-8")
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t" if format == "TSV" else ",")
            writer.writerows([("a", "b"), *rows])
    opened = table(path, Form(format))
    assert Rewriting(opened, (), str).write(Path("again")) == format
    assert list(table(Path("again"), Form(format)).batches()) == list(opened.batches())
