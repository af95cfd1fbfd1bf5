"""Names found by their beginnings: an index of every form of every name, beside a version.

The index is one SQLite file. Its rows stand in the order in which they are shown, so that the
first that fit are the answer and nothing is sorted: what has the name itself, then what begins
with it, then what has all its words, and only if nothing does, what has one of them. Letters are
compared without marks (``fold``); what a person types is never syntax of the index. A word that
begins no name may be a slip: the nearest words of the index are then proposed.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from legation.errors import GraphDamaged, NotWritten
from legation.knowledge import folder, select
from legation.store.slips import likely
from legation.terms import DCT, RDF, RDFS, SKOS, Iri, lgn, notation
from legation.values.names import fold

#: What the file of a version is called.
NAME = "search.sqlite"
_LABELS = (RDFS + "label", SKOS + "prefLabel")
#: What names a thing, and what kind of name that is; of any RDF also the last ones.
_NAMING = (
    *((iri, "label") for iri in _LABELS),
    (SKOS + "altLabel", "alternative"),
    (lgn("code"), "code"),
    (DCT + "title", "title"),
    (lgn("title"), "title"),
)
_FOREIGN = ("http://xmlns.com/foaf/0.1/name", "https://schema.org/name", "http://schema.org/name")
#: The order in which kinds are shown; what is not told stands last.
_ORDER = (
    "State", "Union", "HistoricalState", "Organisation", "Person", "JointCommittee", "Place",
    "Topic", "Commodity", "Population", "Source", "Post", "Agreement", "Programme", "OpenSet",
)  # fmt: skip
_TITLED = ("Source", "Agreement", "Programme", "OpenSet")
#: So many statements about a thing are enough to know that it is often spoken of.
_OFTEN = 1_000
_MOST_LETTERS, _MOST_WORDS = 200, 12
#: Of so many things each word that was likely meant is proposed, if there are several.
_OF_EACH = 2
_WORD = re.compile(r"\w+")
_SETTLED = ox.DefaultGraph()
_TABLES = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, text TEXT NOT NULL,
  language TEXT NOT NULL, status TEXT NOT NULL, folded TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(folded, content='', prefix='1 2 3',
  tokenize='unicode61 remove_diacritics 2');
"""
_INDEXES = """
CREATE INDEX name_folded ON name (folded);
CREATE INDEX name_thing ON name (thing);
INSERT INTO words (words) VALUES ('optimize');
"""
_COLUMNS = "SELECT name.thing, name.text, name.language, name.status FROM name"
_EXACT = f"{_COLUMNS} WHERE folded = ? ORDER BY id LIMIT ?"
_WORDS = f"{_COLUMNS} JOIN words ON words.rowid = name.id WHERE words MATCH ? ORDER BY words.rowid LIMIT ?"


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: by which form of its name, and what it is called.

    ``status`` says what that form is: ``label``, ``alternative``, ``code``, ``title``, or how a
    source's spelling stands to the name (``official``, ``variant``, …). ``near`` tells that not
    all words that were looked for are in it.
    """

    iri: str
    kind: str
    label: str
    label_language: str
    text: str
    language: str
    status: str
    near: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Form:
    text: str
    language: str
    status: str


def build(store: ox.Store, path: Path) -> int:
    """Write the index of a store to a file, whole or not at all, and return how many names it has.

    Raises
    ------
    NotWritten
        The file cannot be written.

    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as index:
            index.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
            number = _fill(index, store)
            index.executescript(_INDEXES)
        part.replace(path)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise NotWritten(f"the index of names could not be written: {error}") from error
    return number


class Search:
    """Finds things by their names in an index that `build` wrote.

    >>> from tempfile import mkdtemp
    >>> store, hanoi = ox.Store(), ox.NamedNode("https://w3id.org/legation/place/hanoi")
    >>> store.add(ox.Quad(hanoi, ox.NamedNode(RDF + "type"), ox.NamedNode(lgn("Place"))))
    >>> store.add(ox.Quad(hanoi, ox.NamedNode(RDFS + "label"), ox.Literal("Hà Nội", language="vi")))
    >>> place = Path(mkdtemp()) / NAME
    >>> build(store, place)
    1
    >>> [hit.label for hit in Search(place).find("ha noi")]
    ['Hà Nội']
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def find(self, words: str, limit: int = 20, language: str = "en") -> list[Hit]:
        """Return the things whose names fit, the likeliest first, each once.

        Raises
        ------
        GraphDamaged
            The index cannot be read.

        """
        wanted, tokens = _asked(words)
        if not tokens or limit < 1:
            return []
        with _opened(self.path) as index:
            return list(_hits(index, wanted, tokens, limit, language))

    def meant(self, words: str, limit: int = 5, language: str = "en") -> list[Hit]:
        """Return things whose names are nearly these words, the nearest first.

        Nothing is proposed for words that each begin some name: they are no slips.

        Raises
        ------
        GraphDamaged
            The index cannot be read.

        """
        _, tokens = _asked(words)
        if not tokens or limit < 1:
            return []
        found: dict[str, Hit] = {}
        with _opened(self.path) as index:
            instead = list(likely(index, tokens))
            each = limit if len(instead) == 1 else _OF_EACH
            for wanted, every in instead:
                asked = ((_EXACT, wanted), (_WORDS, every))
                for hit in _told(index, _rows(index, asked, each), each, language):
                    found.setdefault(hit.iri, hit)
                if len(found) >= limit:
                    break
        return list(found.values())[:limit]


def _asked(words: str) -> tuple[str, list[str]]:
    """Return what was typed as names are compared, and its words."""
    wanted = fold(words.encode("utf-8", "replace").decode()[:_MOST_LETTERS])
    return wanted, _WORD.findall(wanted)[:_MOST_WORDS]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    where = path.absolute().as_uri()
    try:
        with closing(sqlite3.connect(f"{where}?mode=ro&immutable=1", uri=True)) as index:
            yield index
    except sqlite3.Error as error:
        raise GraphDamaged(
            f"the index of names at {path} cannot be read: {error}",
            hint="remove it: it is made again",
        ) from error


def _hits(
    index: sqlite3.Connection, wanted: str, tokens: Sequence[str], limit: int, language: str
) -> Iterator[Hit]:
    every = " AND ".join(f'"{token}" *' for token in tokens)
    some = " OR ".join(f'"{token}" *' for token in tokens)
    rows = _rows(index, ((_EXACT, wanted), (_WORDS, f"^ {every}"), (_WORDS, every)), limit)
    near = not rows
    yield from _told(index, rows or _rows(index, ((_WORDS, some),), limit), limit, language, near)


_Rows = dict[int, tuple[str, str, str]]


def _rows(index: sqlite3.Connection, asked: Iterable[tuple[str, str]], limit: int) -> _Rows:
    """Return which things are found, by which form, until there are enough."""
    found: _Rows = {}
    for query, given in asked:
        if len(found) < limit:  # a thing has several forms, so more rows than things are looked at
            for thing, *form in index.execute(query, (given, 8 * limit)):
                found.setdefault(thing, tuple(form))
    return found


def _told(
    index: sqlite3.Connection, rows: _Rows, limit: int, language: str, near: bool = False
) -> Iterator[Hit]:
    for thing, form in islice(rows.items(), limit):
        iri, kind = index.execute("SELECT iri, kind FROM thing WHERE id = ?", (thing,)).fetchone()
        label, tag = _label(index, thing, language)
        yield Hit(iri, kind, label, tag, *form, near)


def _label(index: sqlite3.Connection, thing: int, language: str) -> tuple[str, str]:
    """Return what a thing is called: in the language, in English, without one, in any."""
    order = {language: 0, "en": 1, "": 2}
    rank = {"label": 0, "title": 1, "official": 2, "alternative": 3}
    rows = index.execute("SELECT status, language, id, text FROM name WHERE thing = ?", (thing,))
    ranked = [
        (rank.get(status, 4) // 2, order.get(tag, 3), rank.get(status, 4), place, text, tag)
        for status, tag, place, text in rows
    ]
    *_, text, tag = min(ranked)
    return str(text), str(tag)


# -- what is written ------------------------------------------------------------------------------


def _fill(index: sqlite3.Connection, store: ox.Store) -> int:
    kinds = _kinds(store)
    forms = _forms(store, kinds) if kinds else _any(store)
    spoken = {iri: _spoken_of(store, iri) for iri in forms if kinds.get(iri) not in _TITLED}
    order = {kind: place for place, kind in enumerate(_ORDER)}

    def place(iri: str) -> tuple[int, int, str]:
        return order.get(kinds.get(iri, ""), len(order)), -spoken.get(iri, 0), iri

    rows = [
        (thing, form)
        for thing, iri in enumerate(sorted(forms, key=place), 1)
        for form in sorted(forms[iri])
    ]
    index.executemany(
        "INSERT INTO thing VALUES (?, ?, ?)",
        ((n, iri, kinds.get(iri, "")) for n, iri in enumerate(sorted(forms, key=place), 1)),
    )
    told = [
        (number, thing, form.text, form.language, form.status, fold(form.text))
        for number, (thing, form) in enumerate(rows, 1)
    ]
    index.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", told)
    index.executemany(
        "INSERT INTO words (rowid, folded) VALUES (?, ?)", ((row[0], row[5]) for row in told)
    )
    index.commit()
    return len(rows)


@cache
def _classes() -> tuple[str, ...]:
    """Return the classes of what has names of its own, the general ones first."""
    query = """SELECT ?class (COUNT(?above) AS ?depth) {
        ?class rdfs:subClassOf* ?above . ?above rdfs:subClassOf* lgn:Entity
        FILTER NOT EXISTS { ?class rdfs:subClassOf+/lgn:iriPath ?path }
    } GROUP BY ?class ORDER BY ?depth ?class"""
    entities = [Iri(row["class"]).local for row in select(folder("core"), query)]
    return tuple(dict.fromkeys((*entities, "Topic", *_TITLED)))


def _kinds(store: ox.Store) -> dict[str, str]:
    """Return what is named, with its most special class; nothing where nothing is legation's."""
    type_, found = ox.NamedNode(RDF + "type"), dict[str, str]()
    for name in _classes():
        for quad in store.quads_for_pattern(None, type_, ox.NamedNode(lgn(name)), _SETTLED):
            if isinstance(quad.subject, ox.NamedNode):
                found[quad.subject.value] = name
    return found


def _forms(store: ox.Store, things: Iterable[str]) -> dict[str, set[_Form]]:
    found = {iri: set(_own(store, iri)) for iri in things}
    for iri, form in _spelled(store):
        known = found.get(iri)
        if known is not None and not any(
            (k.text, k.language) == (form.text, form.language) for k in known
        ):
            known.add(form)
    return {iri: forms for iri, forms in found.items() if forms}


def _own(store: ox.Store, iri: str) -> Iterator[_Form]:
    me = ox.NamedNode(iri)
    for predicate, status in _NAMING:
        for quad in store.quads_for_pattern(me, ox.NamedNode(predicate), None, _SETTLED):
            if isinstance(quad.object, ox.Literal):
                yield _Form(quad.object.value, quad.object.language or "", status)


def _spelled(store: ox.Store) -> Iterator[tuple[str, _Form]]:
    """Yield the forms that sources write, with the entity that each names."""
    text, status = ox.NamedNode(lgn("text")), ox.NamedNode(lgn("nameStatus"))
    for name in ("sameEntity", "names"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(lgn(name)), None, None):
            if not isinstance(quad.object, ox.NamedNode):
                continue
            stands = store.quads_for_pattern(quad.subject, status, None, None)
            told = next((q.object for q in stands if isinstance(q.object, ox.NamedNode)), None)
            for said in store.quads_for_pattern(quad.subject, text, None, None):
                if isinstance(said.object, ox.Literal):
                    mark = notation(told.value) if told else "variant"
                    yield (
                        quad.object.value,
                        _Form(said.object.value, said.object.language or "", mark),
                    )


def _any(store: ox.Store) -> dict[str, set[_Form]]:
    """Return what is named in any RDF."""
    found: dict[str, set[_Form]] = defaultdict(set)
    for predicate, status in (*_NAMING, *((iri, "label") for iri in _FOREIGN)):
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                form = _Form(quad.object.value, quad.object.language or "", status)
                found[quad.subject.value].add(form)
    return found


def _spoken_of(store: ox.Store, iri: str) -> int:
    """Return how often a thing is spoken of, up to a number."""
    quads = store.quads_for_pattern(None, None, ox.NamedNode(iri), _SETTLED)
    return sum(1 for _ in islice(quads, _OFTEN))
