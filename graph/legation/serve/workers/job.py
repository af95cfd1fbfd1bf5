"""What a worker is given to do, and what it says before the first byte of the answer.

Both are plain data: they cross a pipe as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from legation.terms import DEFAULT_BASE

#: What an answer is: rows of a SELECT, yes or no of an ASK, triples of a CONSTRUCT or DESCRIBE.
Kind = Literal["rows", "boolean", "triples"]


@dataclass(frozen=True, slots=True)
class Job:
    """A query, or a named question instead of it, and the form in which its answer is wanted.

    ``rows`` and ``triples`` are media types; the query decides which of them is meant.
    ``default_graphs`` and ``named_graphs`` are the protocol's dataset (None: the store's own).
    ``given`` are the parameters of a question, ``base`` what the IRIs of the graph begin with,
    ``format`` one of `legation.ask.formats` (``""``: as ``rows`` and ``triples`` say).
    Relative IRIs of the query are relative to ``url``. With ``head`` only the head of the answer is made.
    With ``everything`` all graphs are wanted, and nothing is asked.

    >>> job = Job("ASK {}", default_graphs=("https://example.org/g",))
    >>> Job.read(job.write()) == job
    True
    """

    query: str = ""
    rows: str = "application/sparql-results+json"
    triples: str = "text/turtle"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    question: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    format: str = ""
    head: bool = False
    everything: bool = False
    url: str = ""
    base: str = DEFAULT_BASE

    def write(self) -> bytes:
        """Return the job as JSON, without what is not told."""
        told = {name: getattr(self, name) for name in Job.__slots__}
        return json.dumps({n: v for n, v in told.items() if v != _DEFAULTS[n]}).encode()

    @classmethod
    def read(cls, written: bytes) -> Job:
        """Return the job that was written so."""
        told = json.loads(written)
        for name in ("default_graphs", "named_graphs"):
            if name in told:
                told[name] = tuple(told[name])
        return cls(**told)


_DEFAULTS = {name: getattr(Job(), name) for name in Job.__slots__}


@dataclass(frozen=True, slots=True)
class Head:
    """The media type of an answer, and what it is.

    >>> Head("text/csv", "rows").kind
    'rows'
    """

    media: str
    kind: Kind
