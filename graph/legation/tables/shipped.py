"""Where descriptions come from: the sources that legation ships, a file, the folder of a table.

A description with the files it looks things up in is a bundle; it goes into the graph with the
table, so that both can be read again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from legation.errors import BadDescription, LegationError, SourceMissing, SourceUnreadable
from legation.resources import shelf
from legation.tables.compile import compile_description, form
from legation.tables.files import Table, kind, table
from legation.tables.lined import nearest
from legation.tables.model import Description
from legation.tables.shelves import Shelf

FILE = "source.yml"
#: The folder of lookups that several shipped descriptions use.
_SHARED = "lookups"


@dataclass(frozen=True)
class Bundle:
    """A description and the files it needs, by name; ``file`` is how sentences call it."""

    name: str
    text: str
    file: str
    find: Callable[[str], str | None] = field(compare=False)

    def compiled(self, path: Path, base: str, format: str = "") -> tuple[Description, Table, str]:
        """Return the plan for a table, the table, and the bundle as text.

        ``format`` is that of a file whose name does not tell it, or which was written anew.

        Raises
        ------
        BadDescription
            The description is wrong, or does not fit the table.
        SourceError, MissingExtra
            The table cannot be opened.

        """
        how = form(self.text, self.file)
        opened = table(path, replace(how, format=format or how.format))
        files = Shelf(self.file, self.find)
        plan = compile_description(self.text, files, opened, base, name=self.name)
        return plan, opened, self._kept(files.used)

    def _kept(self, used: dict[str, str]) -> str:
        told = {"name": self.name, "file": self.file, "text": self.text, "files": used}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def kept(text: str) -> Bundle:
    """Return a bundle as a graph keeps it.

    Raises
    ------
    BadDescription
        It is none.

    """
    try:
        told = json.loads(text)
        return Bundle(told["name"], told["text"], told["file"], told["files"].get)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadDescription(f"the kept description is broken: {error}") from None


@cache
def names() -> tuple[str, ...]:
    """Return the names of the descriptions that legation ships, sorted.

    >>> "us-leader-visits" in names()
    True
    """
    folders = (one for one in shelf("sources").iterdir() if one.is_dir())
    found = [f.name for f in folders if (f / FILE).is_file() and _rows(f.name)]
    return tuple(sorted(found))


def title(name: str) -> str:
    """Return what a shipped description says its table is.

    >>> title("us-leader-visits")
    'Visits by foreign leaders to the United States'
    """
    text = (shelf("sources") / name / FILE).read_text("utf-8")
    found = re.search(r"^  title: *(.+)$", text, re.MULTILINE)
    return found[1].strip("\"' ") if found else name


def _rows(name: str) -> bool:
    """Tell whether a shipped source is the description of a table, not a folder of documents."""
    text = (shelf("sources") / name / FILE).read_text("utf-8")
    return any(line.startswith("rows:") for line in text.splitlines())


def named(name: str, beside: Path) -> Bundle:
    """Return a description that legation ships; files may also lie beside the table.

    Raises
    ------
    SourceMissing
        There is none of this name.

    """
    if name not in names():
        raise SourceMissing(
            f"legation ships no description called {name!r}", hint=nearest(name, names())
        )
    folder = shelf("sources") / name

    def find(file: str) -> str | None:
        place = folder / file
        # A table that rows refer to comes with them; what lies here of it is made up for tests.
        if place.is_file() and kind(Path(file)) != "CSV":
            return place.read_text("utf-8")
        found = _text(beside.parent / file)
        return _shared(file) if found is None else found

    return Bundle(name, (folder / FILE).read_text("utf-8"), f"{name}/{FILE}", find)


def fitting(path: Path, base: str) -> tuple[str, ...]:
    """Return the names of the shipped descriptions whose columns are those of a table, sorted."""
    found = []
    for name in names():
        try:
            named(name, path).compiled(path, base)
        except LegationError:
            continue
        found.append(name)
    return tuple(found)


def of_file(path: Path, beside: Path) -> Bundle:
    """Return the description in a file.

    Raises
    ------
    SourceMissing, SourceUnreadable
        It cannot be read.

    """
    text = _text(path)
    if text is None:
        raise SourceMissing(f"there is no file {path}", hint="check the spelling")

    def find(file: str) -> str | None:
        places = (path.parent / file, beside.parent / file)
        found = next((text for place in places if (text := _text(place)) is not None), None)
        return _shared(file) if found is None else found

    stem = path.absolute().parent.name if path.name == FILE else path.name.split(".")[0]
    return Bundle(stem or "table", text, str(path), find)


def beside(path: Path) -> Path | None:
    """Return the description that lies beside a table: ``FILE.yml``, else ``source.yml``."""
    stem = path.name.split(".")[0]
    for name in (path.name + ".yml", stem + ".yml", FILE):
        if (place := path.with_name(name)).is_file():
            return place
    return None


def _shared(file: str) -> str | None:
    """Return the text of a lookup that legation ships for all."""
    place = shelf("sources") / _SHARED / file
    return place.read_text("utf-8") if place.is_file() else None


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8") if path.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadable(f"{path} cannot be read: {error}", hint="it is UTF-8") from None
