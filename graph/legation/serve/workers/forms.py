"""Answers of the engine in the forms of the protocol, as far as these can hold them."""

from __future__ import annotations

from functools import lru_cache
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from legation.errors import UnknownFormat, WrongFormat
from legation.serve.workers.job import Head, Job
from legation.store.xml import cleaned, fit

if TYPE_CHECKING:
    from legation.serve.workers.worker import Out
    from legation.store.engine import Results

# The same few forms are asked for again and again.
_triples = lru_cache(64)(ox.RdfFormat.from_media_type)
_rows = lru_cache(64)(ox.QueryResultsFormat.from_media_type)


head_of = lru_cache(64)(Head)


def write(results: Results, rows: str, triples: str, out: Out, *, head: bool = False) -> None:
    """Write an answer in the form that is wanted for what it is, or its head alone."""
    if isinstance(results, ox.QueryTriples):
        form = _triples(triples)
        if form is None:
            raise UnknownFormat(f"triples are not written as {triples!r}")
        out.begin(head_of(triples, "triples"))
        if not head:
            _write_triples(results, form, out)
        return
    shape = _rows(rows)
    if shape is None:
        raise UnknownFormat(f"rows are not written as {rows!r}")
    out.begin(head_of(rows, "boolean" if isinstance(results, ox.QueryBoolean) else "rows"))
    if not head:
        to = cast("IO[bytes]", _AsXml(out)) if shape == ox.QueryResultsFormat.XML else out.file
        results.serialize(to, shape)


def _write_triples(results: ox.QueryTriples, form: ox.RdfFormat, out: Out) -> None:
    if form == ox.RdfFormat.RDF_XML:
        ox.serialize(fit(results), out.file, form)
        return
    try:
        results.serialize(out.file, form)
    except OSError as error:
        if form != ox.RdfFormat.JSON_LD or error.errno is not None:
            raise
        # It is no pipe that broke: the answer has triples about triples.
        raise WrongFormat(str(error), hint="choose Turtle or N-Triples") from None


class _AsXml:
    """A file that takes XML of the engine, in which values may have signs that XML may not."""

    def __init__(self, out: Out) -> None:
        self._out = out
        self.flush = out.flush

    def write(self, block: bytes) -> int:
        """Take what the engine has written."""
        self._out.write(cleaned(block))
        return len(block)


def dump(store: ox.Store, job: Job, out: Out) -> None:
    """Write all graphs of a store, each under its name.

    Raises
    ------
    UnknownFormat
        The form that is wanted has no names of graphs.

    """
    form = _triples(job.triples)
    if form is None or not form.supports_datasets:
        raise UnknownFormat(f"graphs are not written as {job.triples!r}")
    out.begin(head_of(job.triples, "triples"))
    if not job.head:
        store.dump(out.file, form)
