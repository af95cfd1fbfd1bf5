"""Tables on their way into a graph: which description is whose, and rows that stream to disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from legation import terms
from legation.errors import BadDescription, LegationError
from legation.facts.evidence import Source
from legation.intake.given import PROBLEMS, Failures, Given, Item, told_of
from legation.intake.reports import Read
from legation.reading import metadata
from legation.store import copies
from legation.tables import shipped
from legation.tables.files import Table, kind
from legation.tables.lines import lines
from legation.tables.model import Description
from legation.tables.report import Report, Trouble

_PART = 1 << 20
#: So many troubles are told of one table; all of them are kept beside its copy.
_TOLD = 10_000
_FEW = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """How tables are to be read: by a description that is shipped, or by one in a file."""

    described_as: str = ""
    description: Path | None = None
    strict: bool = False


def find(
    names: Iterable[str | Path],
    wanted: Wanted,
    about: dict[str, str],
    base: str,
    before: Mapping[str, str],
) -> tuple[list[tuple[Given, str]], list[str | Path], Failures]:
    """Return the tables among what is named with their checksums, what else is named, what failed.

    A file is a table by the end of its name; in a folder, a table that has a description beside
    it. Each description is held against the header of its table here, before any row is read.
    ``before`` holds the descriptions by which tables of the graph were read, by path.
    """
    found: list[tuple[Given, str]] = []
    rest: list[str | Path] = []
    failed: Failures = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = list(_inside(path))
            rest += [name] if not inside or _has_documents(path) else []
        elif kind(path) and (path.exists() or not set("*?[") & set(str(name))):
            inside = [path]
        else:
            inside = []
            rest.append(name)
        for one in inside:
            try:
                found.append(_given(one, wanted, about, base, before))
            except PROBLEMS as error:
                failed.append((str(one), error))
    return found, rest, failed


def _inside(folder: Path) -> Iterable[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            path = Path(place) / file
            if kind(path) and shipped.beside(path):
                yield path


def _has_documents(folder: Path) -> bool:
    from legation.reading.formats import SUFFIXES

    return any(path.suffix.lower() in SUFFIXES for path in folder.rglob("*"))


def _given(
    path: Path, wanted: Wanted, about: dict[str, str], base: str, before: Mapping[str, str]
) -> tuple[Given, str]:
    called = wanted.described_as
    if called:
        bundle = shipped.named(called, path)
    elif place := (wanted.description or shipped.beside(path)):
        bundle = shipped.of_file(place, path)
    elif known := before.get(str(path.absolute())):
        bundle = shipped.kept(known)
    else:
        raise BadDescription(
            f"{path} is a table, and nothing says what its rows mean",
            hint=_proposal(path, base)
            or f"name a description (--as, --description), or draft one: legation describe {path.name}",
        )
    try:
        _, table, kept = bundle.compiled(path, base)
    except BadDescription as wrong:
        if called and (other := _proposal(path, base)):
            raise BadDescription(wrong.message, hint=other) from wrong
        raise
    told = told_of(path, about)
    given = Given(path, told, format=table.form.format or kind(path), table=kept, called=called)
    return given, checksum(path)


def _proposal(path: Path, base: str) -> str:
    """Return what to say of a table whose columns are those of a shipped description."""
    fit = shipped.fitting(path, base)
    return f"its columns are those of {' and '.join(fit)}: --as {fit[0]}" if fit else ""


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, of whatever size, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_PART):
            digest.update(part)
    return digest.hexdigest()


#: Reads a table: yields what it states as N-Quads, in parts of some size.
Reader = Callable[[Description, Source, Table, Report], Iterator[str]]


def here(plan: Description, source: Source, table: Table, report: Report) -> Iterator[str]:
    """Read a table in this process."""
    return lines(plan, source, table.batches(), report)


def stage(
    item: Item,
    base: str,
    quads: BinaryIO,
    place: Path,
    *,
    strict: bool = False,
    reader: Reader = here,
) -> Read:
    """Write what a table states to ``quads`` and its copy below ``place``.

    Raises
    ------
    SourceError, MissingExtra
        It cannot be read; what was written of it is taken back.

    """
    begin = quads.tell()
    try:
        return _stage(item, base, quads, place, strict=strict, reader=reader)
    except LegationError:
        quads.seek(begin)
        quads.truncate()
        raise


def _stage(
    item: Item, base: str, quads: BinaryIO, place: Path, *, strict: bool, reader: Reader
) -> Read:
    file = item.file
    plan, table, _ = shipped.kept(item.table).compiled(file, base, item.format)
    told = dict(plan.about) | item.told
    iri = terms.source(base, item.name)
    digest = checksum(file)
    source = metadata.describe(iri, told, digest, str(item.path))
    source = replace(source, language=source.language or "en")
    troubles: list[Trouble] = []
    copy = copies.Copy(
        name=item.name,
        path=item.place,
        checksum=digest,
        told=item.told,
        format=item.format,
        table=copies.digest(item.table),
    )
    with copies.keeping_table(place, copy, file, item.table) as log:

        def tell(trouble: Trouble) -> None:
            log.write(trouble.line() + "\n")
            if len(troubles) < _TOLD:
                troubles.append(trouble)

        report = Report(strict=strict, tell=tell)
        parts = reader(plan, source, table, report)
        quads.writelines(part.encode() for part in parts)
    claims = sum(report.claims.values())
    copies.told(place, replace(copy, claims=claims, unread=report.unread))
    notes = (*_notes(item.name, report), *_beside(item), *plan.notes)
    return Read(item.name, item.place, item.format, claims, report.unread, notes, tuple(troubles))


def _beside(item: Item) -> list[str]:
    """Say of a table that another has the name it was to have, which it may be meant to replace."""
    if (other := item.beside) is None:
        return []
    stays = f"{other.name}, read from {other.path}, stays in the graph beside it"
    return [f"{stays}; if this table is to replace it: legation remove {other.name}"]


def _notes(name: str, report: Report) -> list[str]:
    """Say in few lines what became of the rows."""
    notes = [f"{report.rows} rows"]
    notes += [f"{number} rows left out: {why}" for why, number in sorted(report.ignored.items())]
    if report.unread:
        first = [str(t) for t in report.troubles if not t.unresolved][:_FEW]
        more = f"; 'legation sources {name}' lists all" if report.unread > len(first) else ""
        told = f"{report.unread} cells or rows could not be read, such as {'; '.join(first)}"
        notes.append(told + more)
    if report.unresolved:
        notes.append(
            f"{report.unresolved} names or codes are known to no reference and kept as they are"
        )
    return notes + [f"warning: {text}" for text in report.warnings]
