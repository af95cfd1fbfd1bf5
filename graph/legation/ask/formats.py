"""The forms in which an answer can be written, by name and by file extension."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

import pyoxigraph as ox

from legation.errors import UnknownFormat
from legation.store.xml import fit
from legation.terms import PREFIXES

#: What an answer is: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, yes or no of an ASK.
TABLE, GRAPH, BOOLEAN = "table", "graph", "boolean"


@dataclass(frozen=True, slots=True)
class Format:
    """One form: its name, the extensions of its files, and what the engine calls it.

    ``engine`` is ``None`` for what legation writes itself (Markdown).
    """

    name: str
    extensions: tuple[str, ...]
    engine: ox.QueryResultsFormat | ox.RdfFormat | None

    @property
    def shapes(self) -> tuple[str, ...]:
        """Which answers have this form."""
        if isinstance(self.engine, ox.RdfFormat):
            return (GRAPH,)
        return (TABLE, BOOLEAN) if self.engine is not None else (TABLE, BOOLEAN, GRAPH)


FORMATS = (
    Format("csv", ("csv",), ox.QueryResultsFormat.CSV),
    Format("tsv", ("tsv",), ox.QueryResultsFormat.TSV),
    Format("json", ("json", "srj"), ox.QueryResultsFormat.JSON),
    Format("xml", ("xml", "srx"), ox.QueryResultsFormat.XML),
    Format("markdown", ("md",), None),
    Format("turtle", ("ttl",), ox.RdfFormat.TURTLE),
    Format("trig", ("trig",), ox.RdfFormat.TRIG),
    Format("ntriples", ("nt",), ox.RdfFormat.N_TRIPLES),
    Format("nquads", ("nq",), ox.RdfFormat.N_QUADS),
    Format("jsonld", ("jsonld",), ox.RdfFormat.JSON_LD),
    Format("rdfxml", ("rdf",), ox.RdfFormat.RDF_XML),
)


def named(name: str) -> Format:
    """Return the format of this name or file extension.

    >>> named("csv").extensions, named(".TTL").name
    (('csv',), 'turtle')

    Raises
    ------
    UnknownFormat
        There is none; the hint has the nearest name and all names.

    """
    wanted = name.strip().lower().removeprefix(".")
    for format in FORMATS:
        if wanted == format.name or wanted in format.extensions:
            return format
    from rapidfuzz import process

    names = [format.name for format in FORMATS]
    near = process.extractOne(wanted, names, score_cutoff=60)
    guess = f"did you mean {near[0]}? " if near else ""
    raise UnknownFormat(f"no format is called {name!r}", hint=f"{guess}known: {', '.join(names)}")


def of_file(path: PurePath) -> Format:
    """Return the format that the extension of a file asks for.

    >>> of_file(PurePath("visits.json")).name
    'json'

    Raises
    ------
    UnknownFormat
        The extension says nothing.

    """
    return named(path.suffix or path.name)


def fitting(shape: str) -> list[str]:
    """Return the names of the formats in which an answer of this shape can be written.

    >>> fitting(BOOLEAN)
    ['csv', 'tsv', 'json', 'xml', 'markdown']
    """
    return [format.name for format in FORMATS if shape in format.shapes]


def write(triples: ox.QueryTriples, form: ox.RdfFormat, out: IO[bytes]) -> None:
    """Write triples in a form, with short names where it has them.

    Raises
    ------
    WrongFormat
        RDF/XML cannot hold them.

    """
    if form in {ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS}:
        triples.serialize(out, form)
        return
    told = fit(triples) if form == ox.RdfFormat.RDF_XML else triples
    ox.serialize(told, out, form, prefixes=PREFIXES)
