"""Tables as files: the header, then batches of rows, every cell as the text that stands there.

Nothing is guessed: ``NA`` may be Namibia, ``007`` a code. CSV, TSV and JSON lines stream through
the standard library, which keeps numbers as they are written and tells which line is too long;
Parquet and XLSX need polars. Each may be compressed with gzip. Memory does not grow with the
file, but for XLSX, whose sheets are one document.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from legation.errors import MissingExtra, SourceEmpty, SourceMissing, SourceUnreadable

#: What the names of tables end in, apart from ``.gz``.
SUFFIXES = {
    ".csv": "CSV",
    ".tsv": "TSV",
    ".xlsx": "XLSX",
    ".parquet": "Parquet",
    ".jsonl": "JSON lines",
    ".ndjson": "JSON lines",
}
_BATCH = 4096
_WIDEST = 1 << 24
csv.field_size_limit(_WIDEST)


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written: its format, and where it is told, delimiter, encoding and sheet."""

    format: str = ""
    delimiter: str = ""
    encoding: str = "utf-8"
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: the number of the first, counted from 1, and the cells of each column.

    ``torn`` holds rows that do not have as many cells as the header, with their cells; they
    are counted and stand in no column, so ``numbers`` says which row each cell belongs to.
    """

    numbers: list[int]
    columns: dict[str, list[str]]
    torn: tuple[tuple[int, list[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be read: its header, and where its rows are."""

    path: Path
    header: tuple[str, ...]
    form: Form

    def batches(self, size: int = _BATCH) -> Iterator[Batch]:
        """Yield the rows in their order.

        Raises
        ------
        SourceUnreadable
            The file is damaged further on.

        """
        first = 1
        with _reasons(self.path):
            rows = _rows(self.path, self.form)
            next(rows, None)
            width = len(self.header)
            while chunk := list(islice(rows, size)):
                whole, numbers, torn = chunk, list(range(first, first + len(chunk))), []
                if any(len(row) != width for row in chunk):
                    pairs = list(zip(numbers, chunk, strict=True))
                    torn = [(n, row) for n, row in pairs if len(row) != width]
                    pairs = [(n, row) for n, row in pairs if len(row) == width]
                    numbers, whole = [n for n, _ in pairs], [row for _, row in pairs]
                cells = [list(cells) for cells in zip(*whole, strict=True)] or [[]] * width
                yield Batch(numbers, dict(zip(self.header, cells, strict=True)), tuple(torn))
                first += len(chunk)


def kind(path: Path) -> str:
    """Return the format of a table by the name of its file, ``""`` if it is no table.

    >>> kind(Path("flows.CSV.gz")), kind(Path("note.txt"))
    ('CSV', '')
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return SUFFIXES.get(suffixes[-1], "") if suffixes else ""


def table(path: Path, form: Form = Form()) -> Table:
    """Return a table with its header.

    Raises
    ------
    SourceMissing, SourceUnreadable, SourceEmpty
        There is no such file, it is no table, or it has no header.
    MissingExtra
        Its format needs polars.

    """
    if not (form.format or kind(path)):
        known = ", ".join(SUFFIXES)
        raise SourceUnreadable(f"{path} is no table, by its name", hint=f"tables end in {known}")
    with _reasons(path):
        header = next(_rows(path, form), None)
    if not header:
        raise SourceEmpty(f"{path} is empty", hint="a table begins with the names of its columns")
    for name in header:
        if header.count(name) > 1:
            raise SourceUnreadable(
                f"{path} has two columns called {name!r}", hint="give each a name of its own"
            )
    return Table(path, tuple(header), form)


@contextmanager
def _reasons(path: Path) -> Iterator[None]:
    """Say what is wrong with a file in the words of legation."""
    try:
        yield
    except FileNotFoundError:
        raise SourceMissing(f"there is no file {path}", hint="check the spelling") from None
    except UnicodeDecodeError as error:
        raise SourceUnreadable(
            f"{path} is not {error.encoding} at byte {error.start} of a part",
            hint="say 'encoding:' in its description",
        ) from None
    except LookupError as error:
        raise SourceUnreadable(
            f"{path} cannot be read: {error}", hint="correct 'encoding:'"
        ) from None
    except (OSError, EOFError, csv.Error, ValueError) as error:
        why = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise SourceUnreadable(f"{path} cannot be read: {why}", hint="is the file whole?") from None


def _rows(path: Path, form: Form) -> Iterator[list[str]]:
    format = form.format or kind(path)
    if format in {"CSV", "TSV"}:
        return _separated(path, form, "\t" if format == "TSV" else ",")
    if format == "JSON lines":
        return _json_lines(path, form)
    return _frame(path, form, format)


def _packed(path: Path) -> bool:
    """Tell whether a file is packed with gzip, by how it begins."""
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


@contextmanager
def _text(path: Path, encoding: str) -> Iterator[IO[str]]:
    """Open a file as text, unpacked; the mark at the beginning of UTF-8 is no text."""
    encoding = "utf-8-sig" if encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else encoding
    if _packed(path):
        with gzip.open(path, "rt", encoding=encoding, newline="") as file:
            yield file
    else:
        with path.open(encoding=encoding, newline="") as file:
            yield file


def _separated(path: Path, form: Form, usual: str) -> Iterator[list[str]]:
    with _text(path, form.encoding) as file:
        for row in csv.reader(file, delimiter=form.delimiter or usual, strict=True):
            if row:
                yield row


def _json_lines(path: Path, form: Form) -> Iterator[list[str]]:
    """Yield the names of all members that any line has, then the lines; numbers as written."""
    names: dict[str, None] = {}
    for _, told in _objects(path, form):
        names.update(dict.fromkeys(told))
    if names:
        yield list(names)
    for _, told in _objects(path, form):
        yield [_cell(told.get(name)) for name in names]


def _objects(path: Path, form: Form) -> Iterator[tuple[int, dict[str, object]]]:
    with _text(path, form.encoding) as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                told = json.loads(line, parse_float=str, parse_int=str)
                if not isinstance(told, dict):
                    raise ValueError(f"line {number} is no JSON object")
                yield number, told


def _cell(value: object) -> str:
    """Return a value as the text of a cell; what holds several values stays JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _frame(path: Path, form: Form, format: str) -> Iterator[list[str]]:
    """Yield the rows of a Parquet file or an XLSX sheet."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtra(
            f"reading {format} needs polars", hint="pip install 'legation[tables]'"
        ) from None
    try:
        if format == "XLSX":
            sheets = _sheet(path, form)
            frames = iter([sheets])
            names = sheets.columns
        else:
            source: Path | bytes = path
            if _packed(path):
                source = gzip.decompress(path.read_bytes())
            lazy = pl.scan_parquet(source)
            names = lazy.collect_schema().names()
            frames = lazy.collect_batches(chunk_size=_BATCH, maintain_order=True)
        yield list(names)
        for frame in frames:
            nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
            flat = [pl.Series(n, [_cell(v) for v in frame[n].to_list()], pl.String) for n in nested]
            texts = frame.with_columns(flat).select(pl.all().cast(pl.String).fill_null(""))
            yield from (list(row) for row in texts.iter_rows())
    except pl.exceptions.PolarsError as error:
        raise ValueError(str(error)) from None


def _sheet(path: Path, form: Form):  # type: ignore[no-untyped-def]  # noqa: ANN202 - polars loads late
    try:
        import fastexcel
    except ImportError:
        raise MissingExtra(
            "reading XLSX needs fastexcel", hint="pip install 'legation[tables]'"
        ) from None
    raw = gzip.decompress(path.read_bytes()) if _packed(path) else path.read_bytes()
    try:
        book = fastexcel.read_excel(raw)
        if form.sheet and form.sheet not in book.sheet_names:
            raise ValueError(f"it has no sheet {form.sheet!r}, but {', '.join(book.sheet_names)}")
        return book.load_sheet(form.sheet or 0, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise ValueError(str(error).splitlines()[0]) from None
