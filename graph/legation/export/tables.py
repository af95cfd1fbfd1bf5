"""The settled graph as tables: one CSV file per class, a row per fact or entity, safe to open.

Columns are ``iri`` and the properties by name (``label@vi`` where a language is known); several
values of one property are joined by `` | ``. A cell that a spreadsheet would run as a formula
gets a leading apostrophe; plain numbers do not.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from legation.errors import NotWritten
from legation.store.files import replacing
from legation.terms import LGN, PREFIXES, RDF, Iri, notation

SEPARATOR = " | "
_TYPE = ox.NamedNode(RDF + "type")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONCEPT = re.compile(re.escape(LGN) + "[a-z]+-.")

Row = dict[str, str]


def safe(text: str) -> str:
    """Return the text of a cell so that no spreadsheet runs it.

    >>> safe("=HYPERLINK(1)"), safe("-12.5"), safe("Việt Nam")
    ("'=HYPERLINK(1)", '-12.5', 'Việt Nam')
    """
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def tables(store: ox.Store) -> Iterator[tuple[str, list[Row]]]:
    """Yield the name of each class with its rows, both sorted."""
    members: dict[str, set[ox.NamedNode]] = {}
    for quad in store.quads_for_pattern(None, _TYPE, None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            members.setdefault(quad.object.value, set()).add(quad.subject)
    named: dict[str, set[ox.NamedNode]] = {}
    for iri, nodes in members.items():
        # only legation's own classes have names that are safe as names of files by themselves
        name = re.sub(r"[^\w.-]", "_", Iri(iri).local if iri.startswith(LGN) else _name(iri))
        named.setdefault(name, set()).update(nodes)
    for name in sorted(named):
        yield name, [_row(store, node) for node in sorted(named[name], key=str)]


def write_csv(store: ox.Store, out: Path) -> None:
    """Write one CSV file per class into the directory ``out``, or into one file if it ends in .zip.

    Other files of the directory stay; a table of an earlier export whose class is gone would
    mislead, so a directory that holds CSV files of other names is refused.

    Raises
    ------
    NotWritten
        The system refuses, or the directory holds other tables.

    """
    if out.suffix.lower() == ".zip":
        with replacing(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, rows in tables(store):
                # a fixed time: the same graph gives the same bytes
                entry = zipfile.ZipInfo(f"{name}.csv", (1980, 1, 1, 0, 0, 0))
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, _csv(rows), zipfile.ZIP_DEFLATED)
        return
    found = list(tables(store))
    names = {f"{name}.csv" for name, _ in found}
    try:
        out.mkdir(parents=True, exist_ok=True)
        strange = sorted(file.name for file in out.glob("*.csv") if file.name not in names)
    except OSError as error:
        raise NotWritten(
            f"{out} could not be made a directory: {error.strerror or error}",
            hint="CSV needs a directory, or a file that ends in .zip",
        ) from error
    if strange:
        raise NotWritten(
            f"{out} holds other tables: {', '.join(strange[:3])}", hint="choose an empty directory"
        )
    for name, rows in found:
        with replacing(out / f"{name}.csv") as file:
            file.write(_csv(rows))


def _csv(rows: list[Row]) -> bytes:
    names = sorted({name for row in rows for name in row} - {"iri"}, key=_order)
    text = io.StringIO()
    writer = csv.DictWriter(text, ["iri", *names], restval="", lineterminator="\r\n")  # RFC 4180
    writer.writeheader()
    for row in rows:
        writer.writerow({name: safe(value) for name, value in row.items()})
    return text.getvalue().encode()


def _order(name: str) -> tuple[bool, str]:
    return (not name.startswith("label"), name)


def _row(store: ox.Store, node: ox.NamedNode) -> Row:
    values: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
        if quad.predicate == _TYPE or isinstance(quad.object, ox.Triple):
            continue
        value = quad.object
        language = value.language if isinstance(value, ox.Literal) else ""
        name = _name(quad.predicate.value) + (f"@{language}" if language else "")
        is_concept = isinstance(value, ox.NamedNode) and _CONCEPT.match(value.value)
        values.setdefault(name, []).append(notation(value.value) if is_concept else value.value)
    return {"iri": node.value} | {n: SEPARATOR.join(sorted(v)) for n, v in values.items()}


def _name(iri: str) -> str:
    """Return the name of a property: its own for legation's and labels, else with its prefix."""
    if iri.startswith(LGN):
        return iri.removeprefix(LGN)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri.removeprefix(namespace)
            return local if prefix == "rdfs" else f"{prefix}:{local}"
    return iri
