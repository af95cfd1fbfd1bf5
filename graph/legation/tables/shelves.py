"""Where the files of a description lie, and the lookups they hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from legation.tables.lined import Node, Place, nearest
from legation.tables.lookups import Lookup, build, fields, filled

_LOOKUP = ("file", "map", "match", "plain", "key", "value", "many", "optional", "then", "default")


@dataclass
class Shelf:
    """Gives the texts of files beside a description and beside its table, and notes which.

    ``find`` returns the text of a file by its name, or nothing. What was read is in ``used``: with
    it a table can be read again when its folder is gone.
    """

    file: str
    find: Callable[[str], str | None]
    used: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, at: Place) -> str | None:
        """Return the text of a file.

        Raises
        ------
        BadDescription
            The name leads out of the folder.

        """
        if PurePath(name).name != name or name in {"", ".", ".."} or "\\" in name:
            raise at.wrong(
                f"{name!r} is no file beside the description", "give a name without a folder"
            )
        if name not in self.used and (text := self.find(name)) is not None:
            self.used[name] = text
        return self.used.get(name)


def lookups(node: Node | None, shelf: Shelf) -> tuple[dict[str, Lookup], list[str]]:
    """Return the lookups of a description by name, and notes on those that are not at hand.

    A lookup is a file with two columns (spelling, value), tab-separated; or a mapping of its own
    (``map:``); or a table (``file:``, ``key:`` a template, ``value:`` a column). ``then`` hands
    what it finds on to another lookup.

    Raises
    ------
    BadDescription
        A file is missing or has no such column, or lookups go round in a circle.

    """
    if node is None:
        return {}, []
    nodes = node.entries("lookups")
    notes: list[str] = []
    made: dict[str, Lookup] = {}
    following: list[str] = []

    def make(name: str) -> Lookup:
        if name in made:
            return made[name]
        if name in following:
            circle = " → ".join([*following[following.index(name) :], name])
            raise nodes[name].at.wrong(f"lookups go round in a circle: {circle}")
        following.append(name)
        found = _lookup(name, nodes[name], shelf, notes)
        pairs = nodes[name].pairs or {}
        if "then" in pairs:
            after = pairs["then"].scalar("then")
            if after not in nodes:
                raise pairs["then"].at.wrong(f"there is no lookup {after!r}", nearest(after, nodes))
            found = _chained(found, make(after), pairs["then"].at)
        following.pop()
        if "default" in pairs:
            found = replace(found, default=pairs["default"].scalar("default"))
        made[name] = found
        return found

    for name in nodes:
        make(name)
    return made, notes


def _chained(first: Lookup, second: Lookup, at: Place) -> Lookup:
    entries = {}
    for spelling, values in first.entries.items():
        hits = [(value, second.find(value)) for value in values]
        for value, hit in hits:
            if hit is None:
                raise at.wrong(
                    f"lookup {second.name!r} has no {value!r}, which {first.name!r} leads to"
                )
        entries[spelling] = tuple(v for _, hit in hits if hit for v in hit[0])
    return Lookup(first.name, entries, first.match, first.plain)


def _lookup(name: str, node: Node, shelf: Shelf, notes: list[str]) -> Lookup:
    if node.text is not None:
        return _of_file(name, {"file": node}, shelf, notes)
    told = node.only(_LOOKUP, "a lookup")
    match = told["match"].scalar("match") if "match" in told else "exact"
    if match not in {"exact", "start"}:
        raise told["match"].at.wrong(f"lookups match exact or start, not {match!r}")
    if ("map" in told) == ("file" in told):
        raise node.at.wrong(f"lookup {name!r} has either a map or a file")
    if "map" in told:
        rows = [
            (k, v) for k, one in told["map"].entries("map").items() for v in one.texts("a value")
        ]
        return build(name, rows, match, plain=_yes(told, "plain"), many=True)
    return _of_file(name, told, shelf, notes, match)


def _yes(told: dict[str, Node], key: str) -> bool:
    return key in told and told[key].scalar(key) in {"yes", "true"}


def _of_file(
    name: str,
    told: dict[str, Node],
    shelf: Shelf,
    notes: list[str],
    match: str = "exact",
) -> Lookup:
    file, at = told["file"].scalar("file"), told["file"].at
    text = shelf.text(file, at)
    if text is None:
        if not _yes(told, "optional"):
            raise at.wrong(f"there is no file {file!r} beside the description or the table")
        notes.append(f"{file} is not at hand, so nothing is looked up in it")
        return Lookup(name, {}, match)
    comma = file.lower().endswith(".csv")
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter="," if comma else "\t")
    table = [row for row in reader if row and not row[0].startswith("#")]
    header = table[0] if table else []
    key, value = _key_and_value(file, told, header, at)
    names = fields(key, at, header, file)
    told_by = fields(value, told["value"].at if "value" in told else at, header, file)
    rows = []
    for number, row in enumerate(table[1:], 2):
        if len(row) < len(header):
            raise Place(file, number).wrong(f"{len(row)} cells where {len(header)} are to be")
        cells = dict(zip(header, row, strict=False))
        if all(cells[n] for n in (*names, *told_by)):
            rows.append((filled(key, cells), filled(value, cells)))
    options = {"plain": _yes(told, "plain"), "many": _yes(told, "many")}
    return build(name, rows, match, place=at, **options)


def _key_and_value(
    file: str, told: dict[str, Node], header: list[str], at: Place
) -> tuple[str, str]:
    if len(header) < 2:
        raise at.wrong(f"{file} has no two columns")
    key = told["key"].scalar("key") if "key" in told else "{" + header[0] + "}"
    value = told["value"].scalar("value") if "value" in told else header[1]
    return _template(key), _template(value)


def _template(text: str) -> str:
    return text if "{" in text else "{" + text + "}"
