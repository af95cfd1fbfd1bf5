"""The log: one JSON object a line, for each request and for what went wrong.

Never a query as it was written, never a header, never what stands behind ``?`` in a URL: a
token or a name that someone asked about has no place in a log. A query is told by a digest.
Lines of requests are written many at a time, a moment later.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple, TextIO

from starlette.types import Scope

from legation.serve.kept import digest_of

LOGGER = logging.getLogger("legation.serve")
_LONGEST, _DIGEST = 300, 12
#: Seconds that a line of a request waits for others.
_SOON = 0.1
_text = json.encoder.encode_basestring
_json = json.JSONEncoder(ensure_ascii=False).encode


def _time(seconds: float) -> str:
    """Return a moment of UTC.

    >>> _time(1.25)
    '1970-01-01T00:00:01.250+00:00'
    """
    whole = int(seconds)
    return f"{_second(whole)}.{int((seconds - whole) * 1000):03}+00:00"


@lru_cache(16)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


class Lines(logging.Formatter):
    """Writes records as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        told: dict[str, Any] = {
            "time": _time(record.created),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return _json(told)


class Journal(logging.StreamHandler[TextIO]):
    """Writes records at once, after the lines of requests that came before them."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(Lines())
        self._lines: list[Line | Short] = []

    def take(self, line: Line | Short) -> None:
        """Write the line of a request, soon."""
        self._lines.append(line)
        if len(self._lines) == 1:
            asyncio.get_running_loop().call_later(_SOON, self.flush)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        self.flush()
        super().emit(record)

    def flush(self) -> None:
        """Write what waits."""
        if self._lines:
            lines, self._lines = self._lines, []
            self.stream.write("".join([line.told() for line in lines]))
        super().flush()


def begin(stream: TextIO | None = None) -> None:
    """Send the log of the server, and what uvicorn complains of, to standard error."""
    # What no line tells need not be found out for each (logging HOWTO, "Optimization").
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    journal = Journal(stream or sys.stderr)
    for name, level in (("legation.serve", logging.INFO), ("uvicorn.error", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers[:] = [journal]
        logger.setLevel(level)
        logger.propagate = False
    # An answer that breaks off ends its connection on purpose, and is told in its own line.
    logging.getLogger("uvicorn.error").addFilter(
        lambda record: "without completing response" not in record.getMessage()
    )


class Line:
    """What is told of one request when it has ended."""

    __slots__ = ("_scope", "_time", "began", "sent", "status", "took", "why")

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._time = self.took = 0.0
        begun = scope.get("legation.begun")
        self.began = begun.began if begun else time.perf_counter()
        self.status = 0
        self.sent = 0
        self.why = ""

    def write(self) -> None:
        """Write the line; the request has ended."""
        self._time, self.took = time.time(), time.perf_counter() - self.began
        _take(self)

    def told(self) -> str:
        """Return the line."""
        scope = self._scope
        query = scope.get("legation.query")
        asked = digest_of(query) if query else scope.get("legation.digest", "")
        return (
            f'{{"time": "{_time(self._time)}", "level": "info", "event": "request", '
            f'"method": {_text(scope["method"][:20])}, "path": {_text(scope["path"][:_LONGEST])}, '
            f'"status": {self.status}, "ms": {self.took * 1000:.1f}, "bytes": {self.sent}, '
            f'"client": {_text((scope.get("client") or ("",))[0])}'
            + (f', "query": "{asked[:_DIGEST]}"' if asked else "")
            + (f', "why": {_text(self.why[:_LONGEST])}' if self.why else "")
            + "}\n"
        )


class Short(NamedTuple):
    """What is told of a small query that was answered, or that was not waited for."""

    ended: float
    took: float
    status: int
    sent: int
    client: str
    digest: str
    why: str = ""

    def write(self) -> None:
        """Write the line."""
        _take(self)

    def told(self) -> str:
        """Return the line."""
        # Written by hand: this is done for each request.
        return (
            f'{{"time": "{_time(self.ended)}", "level": "info", "event": "request", '
            f'"method": "GET", "path": "/sparql", '
            f'"status": {self.status}, "ms": {self.took * 1000:.1f}, "bytes": {self.sent}, '
            f'"client": {_text(self.client)}'
            + (f', "query": "{self.digest[:_DIGEST]}"' if self.digest else "")
            + (f', "why": "{self.why}"' if self.why else "")
            + "}\n"
        )


def _take(line: Line | Short) -> None:
    for handler in LOGGER.handlers:
        if isinstance(handler, Journal):
            handler.take(line)
