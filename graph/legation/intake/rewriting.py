"""A table written anew, without rows that are kept out and without names in its other cells.

A row that is kept out stays as a row in which nothing but one mark stands, so that all others
keep their numbers and whoever reads the copy sees that something was there. All that a file
holds beside its cells is gone: other sheets, comments, statistics, names in the head of gzip.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

from legation.identity.forgotten import BLANK
from legation.tables.files import Batch, Form, Table

_PLAIN = ("CSV", "TSV")
#: Formats that are written as Parquet: text in every cell, whatever letters are in it.
_FRAMES = ("Parquet", "XLSX")
_MANY, _ROWS = 200_000, 50_000


@dataclass(frozen=True, slots=True)
class Spared(Table):
    """A table without the rows that are kept out; ``count`` is told of how many there are."""

    count: Callable[[int], None] = field(default=lambda _: None)

    def batches(self, size: int = 4096) -> Iterator[Batch]:
        """Yield the other rows in their order, with the numbers they have."""
        mark = _mark(self.form)
        for batch in Table.batches(self, size):
            first, *others = batch.columns.values()
            out = {
                at
                for at, cell in enumerate(first)
                if cell == mark and all(cells[at] == mark for cells in others)
            }
            if not out:
                yield batch
                continue
            self.count(len(out))
            stay = [at for at in range(len(batch.numbers)) if at not in out]
            columns = {name: [cells[at] for at in stay] for name, cells in batch.columns.items()}
            yield Batch([batch.numbers[at] for at in stay], columns, batch.torn)


class Rewriting:
    """What becomes of a table when some rows are ``emptied``, and cells go through ``lift``."""

    def __init__(self, opened: Table, emptied: Collection[int], lift: Callable[[str], str]) -> None:
        self._opened, self._emptied, self._lift = opened, emptied, lift
        self._seen: dict[str, str] = {}

    def changes(self) -> bool:
        """Tell whether anything becomes of it at all."""
        return any(self._of(number, cells) != cells for number, cells in _rows(self._opened))

    def write(self, out: Path) -> str:
        """Write it, and return the format in which it was written."""
        out.parent.mkdir(parents=True, exist_ok=True)
        rows = (self._of(number, cells) for number, cells in _rows(self._opened))
        header, form = self._opened.header, self._opened.form
        if form.format in _FRAMES:
            _write_frame(out, header, rows)
            return "Parquet"
        with _text(out, form, packed=_packed(self._opened.path)) as file:
            if form.format == "JSON lines":
                for row in rows:
                    told = dict(zip(header, row, strict=True))
                    file.write(json.dumps(told, ensure_ascii=False) + "\n")
            else:
                usual = "\t" if form.format == "TSV" else ","
                # With both signs at the end of lines, a cell that has either is quoted.
                writer = csv.writer(file, delimiter=form.delimiter or usual, lineterminator="\r\n")
                writer.writerow(header)
                writer.writerows(rows)
        return form.format

    def _of(self, number: int, cells: Sequence[str]) -> list[str]:
        if number in self._emptied:
            return [_mark(self._opened.form)] * len(cells)
        return [self._lifted(cell) for cell in cells]

    def _lifted(self, cell: str) -> str:
        """Return a cell without names; equal cells are looked at once."""
        if len(cell) < 3 or BLANK in cell or cell.isdigit():
            return cell
        found = self._seen.get(cell)
        if found is None:
            if len(self._seen) > _MANY:
                self._seen.clear()
            found = self._seen[cell] = self._lift(cell)
        return found


def is_plain(file: Path, format: str) -> bool:
    """Tell whether a file holds its cells and nothing else that a name may stand in."""
    return format in _PLAIN and not _packed(file)


def _mark(form: Form) -> str:
    """Return what stands in the cells of a row that is kept out."""
    if form.format in _FRAMES:
        return BLANK
    return BLANK.encode(form.encoding, "replace").decode(form.encoding)


def _rows(table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table with their numbers, torn ones too."""
    for batch in table.batches():
        rows = zip(*(batch.columns[name] for name in table.header), strict=True)
        whole = [(n, list(row)) for n, row in zip(batch.numbers, rows, strict=True)]
        yield from sorted([*whole, *batch.torn])


def _packed(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(2) == b"\x1f\x8b"


@contextmanager
def _text(out: Path, form: Form, *, packed: bool) -> Iterator[IO[str]]:
    """Open a file for text, packed as it was; the head of gzip tells no name and no time."""
    with out.open("wb") as raw:
        inner = gzip.GzipFile("", "wb", fileobj=raw, mtime=0) if packed else raw
        with io.TextIOWrapper(inner, form.encoding, errors="replace", newline="") as file:
            yield file


def _write_frame(out: Path, header: Sequence[str], rows: Iterable[list[str]]) -> None:
    """Write Parquet part by part: memory does not grow with the table."""
    import polars as pl

    parts, left = out.with_name("parts"), iter(rows)
    parts.mkdir()
    schema = dict.fromkeys(header, pl.String)
    number = 0
    while (some := list(islice(left, _ROWS))) or not number:
        frame = pl.DataFrame(some, schema=schema, orient="row")
        frame.write_parquet(parts / f"{number:06}.parquet")
        number += 1
    pl.scan_parquet(sorted(parts.iterdir()), glob=False).sink_parquet(out)
    shutil.rmtree(parts)
