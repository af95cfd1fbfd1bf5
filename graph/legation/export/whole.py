"""Write a whole graph in any form: RDF, tables, networks; wholly or not at all."""

from __future__ import annotations

import difflib
from pathlib import Path

import pyoxigraph as ox

from legation.errors import UnknownFormat
from legation.export import rdf, tables
from legation.store.files import replacing

#: The forms of a whole graph, with the names people also use for them.
FORMATS = (*rdf.GRAPHS, *rdf.DATASETS, "csv", "graphml", "gexf")
_ALIASES = {
    "ttl": "turtle",
    "nt": "ntriples",
    "n-triples": "ntriples",
    "nq": "nquads",
    "n-quads": "nquads",
    "json-ld": "jsonld",
    "rdf": "rdfxml",
    "rdf/xml": "rdfxml",
    "rdf-xml": "rdfxml",
    "xml": "rdfxml",
}


def format_named(name: str) -> str:
    """Return the form that a name means.

    >>> format_named("N-Quads"), format_named("ttl")
    ('nquads', 'turtle')

    Raises
    ------
    UnknownFormat
        legation does not write it.

    """
    plain = name.strip().lower()
    plain = _ALIASES.get(plain, plain)
    if plain in FORMATS:
        return plain
    near = difflib.get_close_matches(plain, [*FORMATS, *_ALIASES], n=1, cutoff=0.6)
    meant = f"did you mean {_ALIASES.get(near[0], near[0])}? " if near else ""
    raise UnknownFormat(
        f"a graph cannot be written as {name!r}", hint=f"{meant}known: {', '.join(FORMATS)}"
    )


def export(store: ox.Store, format: str, out: str | Path) -> Path:
    """Write the graph to ``out`` and return its path: sorted, so that equal graphs give equal bytes.

    TriG, N-Quads and JSON-LD hold all sources; the others hold what is settled. CSV is a
    directory with a file per class, or one file if ``out`` ends in ``.zip``.

    Raises
    ------
    UnknownFormat
        legation does not write this form.
    NotWritten
        The system refuses; what stood at ``out`` is untouched.

    """
    form, path = format_named(format), Path(out)
    if form == "csv":
        tables.write_csv(store, path)
        return path
    with replacing(path) as file:
        if form in ("graphml", "gexf"):
            from legation.export import graphs

            (graphs.graphml if form == "graphml" else graphs.gexf)(store, file)
        else:
            rdf.write(store, form, file)
    return path
