"""From files to claims: what is new, what it is called, what is told of it, what it states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from legation import terms
from legation.errors import BadDate, LegationError, MissingExtra, SourceError, UnknownLanguage
from legation.facts.quads import source_quads
from legation.reading import encodings, files, metadata, review, review_file, stated
from legation.reading.files import Original
from legation.reading.lexicon import LANGUAGES
from legation.reading.read import Reading
from legation.reading.read import read as read_text
from legation.reading.text import header
from legation.store import copies
from legation.values.dates import Dating

#: What is wrong with one document and says nothing of the others.
PROBLEMS = (SourceError, MissingExtra)
#: A document with what is wrong with it.
Failure = tuple[str, LegationError]
Failures = list[Failure]
#: The size in bytes, packed or not, from which a table is large.
_LARGE = 1 << 20


@dataclass(frozen=True, slots=True)
class Given:
    """A document that is to be read: a file, or ``data`` under a name of its own.

    ``told`` is what options say of it. ``format`` is found in the bytes where it is not told.
    ``review`` is a review file; ``None``: the one beside the file, if there is one. A table has
    its description in ``table``, and may be ``called`` otherwise than its file.
    """

    path: Path
    told: dict[str, str] = field(default_factory=dict)
    data: bytes | None = None
    format: str = ""
    review: bytes | None = None
    table: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One document on its way in: its name in the graph, where its bytes are, what is told of it.

    The bytes of a file are fetched when it is its turn, so that a folder is never held as a
    whole; those of a source of the graph from the copies in ``kept``. ``beside`` is the
    source that has the name this one was to have.
    """

    name: str
    path: Path
    told: dict[str, str]
    data: bytes | None = None
    kept: Path | None = None
    format: str = ""
    known: bool = False
    review: bytes = b""
    table: str = ""
    beside: copies.Copy | None = None

    def fetch(self) -> bytes:
        """Return the bytes of the document."""
        if self.kept is not None:
            return copies.original(self.kept, self.name)
        return files.load(self.path) if self.data is None else self.data

    @property
    def file(self) -> Path:
        """Where the bytes of a table are: its file, or the copy of it."""
        return self.path if self.kept is None else self.kept / self.name / "original"

    @property
    def is_large(self) -> bool:
        """Tell whether a table is so large that to read it by several processes is worth them."""
        try:
            return self.file.stat().st_size >= _LARGE
        except OSError:  # who reads it will say why
            return False

    @property
    def place(self) -> str:
        """Where it came from: a file's full path; what was no file has only its name."""
        return _place(self.path, self.data if self.kept is None else b"")


@dataclass(frozen=True, slots=True)
class Made:
    """What reading one document made: its text, its quads as N-Quads, and what is told of it."""

    text: str
    quads: bytes
    claims: int
    unread: int
    format: str
    encoding: str
    read_as: str
    notes: tuple[str, ...]

    def copy(self, item: Item, data: bytes) -> copies.Copy:
        """Describe the copy that a version keeps."""
        return copies.Copy(
            name=item.name,
            path=item.place,
            checksum=files.checksum(data),
            told=item.told,
            claims=self.claims,
            unread=self.unread,
            format=self.format,
            encoding=self.encoding,
            review=files.checksum(item.review) if item.review else "",
        )


def make(item: Item, data: bytes, base: str) -> Made:
    """Read a document and return what goes into the graph; runs in any process.

    Raises
    ------
    SourceError, MissingExtra
        It cannot be read.

    """
    original, reading = _read(item, data, base)
    stated_of = [*source_quads(reading.source), *stated.quads(reading)]
    quads = ox.serialize(stated_of, format=ox.RdfFormat.N_QUADS)
    return Made(
        text=original.text,
        quads=quads or b"",
        claims=len(reading.claims),
        unread=len(reading.unread),
        format=original.format,
        encoding=original.encoding,
        read_as=original.read_as,
        notes=(*original.notes, *reading.notes),
    )


def read(given: Given, base: str = terms.DEFAULT_BASE) -> tuple[Original, Reading]:
    """Read a document and store nothing.

    Raises
    ------
    SourceError, MissingExtra
        It cannot be read.

    """
    (item,), _ = sort_out([(replace(given, review=_reviewed(given)), "")], {})
    return _read(item, item.fetch(), base)


def told_of(path: Path, about: Mapping[str, str], *, from_file: bool = True) -> dict[str, str]:
    """Return what options and the sidecar of a file tell of it; options win.

    Raises
    ------
    BadMetadata
        A key or an encoding means nothing.

    """
    options = metadata.known({k: v for k, v in about.items() if v}, str(path), strict=True)
    told = (metadata.sidecar(path) if from_file else {}) | options
    if "encoding" in told:
        encodings.check(told["encoding"], str(path))
    return told


def from_text(text: str, name: str, about: Mapping[str, str]) -> Given:
    """Take a text under a name of its own."""
    told = told_of(Path(name), about, from_file=False)
    return Given(Path(name), told, files.bytes_of(text, name), "text")


def from_copy(sources: Path, copy: copies.Copy) -> Item:
    """Take a document from the copy that a version keeps."""
    return Item(
        copy.name,
        Path(copy.path),
        copy.told,
        kept=sources,
        format=copy.format,
        known=True,
        review=copies.review(sources, copy),
        table=copies.table(sources, copy),
    )


def from_files(
    paths: Iterable[Path | Given], about: Mapping[str, str]
) -> tuple[list[tuple[Given, str]], Failures]:
    """Return documents with their checksums, and those that cannot be opened with the reason."""
    found: list[tuple[Given, str]] = []
    failed: Failures = []
    for path in paths:
        given = path if isinstance(path, Given) else Given(path)
        try:
            told = told_of(given.path, about, from_file=given.data is None) | given.told
            data = files.load(given.path) if given.data is None else given.data
            judged = _reviewed(given)
        except SourceError as error:
            failed.append((str(given.path), error))
        else:
            found.append((replace(given, told=told, review=judged), files.checksum(data)))
    return found, failed


def _reviewed(given: Given) -> bytes | None:
    """Return the review of a document, the one beside its file where none is given."""
    if given.review is not None or given.data is not None:
        return given.review
    place = review_file.beside(given.path)
    return files.load(place) if place.is_file() else None


def sort_out(
    given: Iterable[tuple[Given, str]],
    there: Mapping[str, copies.Copy],
    sources: Path | None = None,
) -> tuple[list[Item], list[str]]:
    """Return what has to be read, under the names it gets, and the names of what has not changed.

    A document that came from the same file before keeps its name, and so does one with the same
    bytes whose file was moved here. ``sources`` holds the copies of those that are ``there``.
    """
    by_path = {copy.path: copy.name for copy in there.values()}
    by_text = {copy.checksum: copy.name for copy in there.values() if not Path(copy.path).exists()}
    taken = set(there)
    last: dict[str, int] = {}
    todo: dict[str, Item] = {}
    unchanged: list[str] = []
    for document, checksum in given:
        place = _place(document.path, document.data)
        name = by_path.get(place) or by_text.get(checksum)
        beside = None
        if name is None:
            beside = there.get(document.called)
            stem = document.called or terms.slug(document.path.name.split(".")[0]) or "document"
            name = _free(stem, taken, last)
        by_path[place] = name
        taken.add(name)
        copy = there.get(name)
        # What was told of a source stays true until something else is told: a text that may not
        # be shown is not shown because an option was left out the second time.
        told = {**copy.told, **document.told} if copy else document.told
        # The same holds for what a person judged of it: a review file that is not at hand this
        # time takes nothing back, one in which nothing is judged does.
        judged = document.review
        if judged is None:
            judged = copies.review(sources, copy) if copy and sources else b""
        same = copy is not None and copy.review == (files.checksum(judged) if judged else "")
        same = same and copy is not None and copy.table == copies.digest(document.table)
        if copy and copy.checksum == checksum and copy.told == told and same:
            unchanged.append(name)
        else:
            todo[name] = Item(
                name,
                document.path,
                told,
                data=document.data,
                format=document.format,
                known=copy is not None,
                review=judged,
                table=document.table,
                beside=beside,
            )
    return list(todo.values()), unchanged


def _read(item: Item, data: bytes, base: str) -> tuple[Original, Reading]:
    """Read a document; what a person tells comes before its first lines, these before its file."""
    where = str(item.path)
    original = files.original(
        item.path,
        data,
        encoding=item.told.get("encoding", ""),
        format=item.format,
        from_file=item.data is None,
    )
    first_lines = metadata.known(header(original.text)[0], where)
    hints = _sound(original.hints)
    # What the head of a page says of its language is often that of a template: the text decides.
    language = hints.pop("language", "").lower().partition("-")[0]
    told = {**hints, **first_lines, **item.told}
    iri = terms.source(base, item.name)
    source = metadata.describe(iri, told, original.checksum, where)
    try:
        reading = read_text(original.text, source)
    except UnknownLanguage:
        if source.language or language not in LANGUAGES:
            raise
        reading = read_text(original.text, replace(source, language=language))
    if item.review:
        where = str(review_file.beside(item.path))
        reading = review.apply(reading, review_file.parse(item.review, where))
    return original, reading


def _sound(hints: Mapping[str, str]) -> dict[str, str]:
    """Leave out a date that is none: what a file says of itself is no reason to refuse it."""
    sound = metadata.known(hints, "")
    with suppress(BadDate):
        Dating.parse(sound.get("date", "2000"))
        return sound
    return {key: value for key, value in sound.items() if key != "date"}


def _place(path: Path, data: bytes | None) -> str:
    """Return where a document came from; what was no file has only its name."""
    return str(path.absolute()) if data is None else str(path)


def _free(stem: str, taken: set[str], last: dict[str, int]) -> str:
    number = last.get(stem, 1)
    name = stem if number == 1 else f"{stem}-{number}"
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    last[stem] = number
    return name
