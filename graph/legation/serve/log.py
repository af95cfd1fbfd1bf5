"""The log: one JSON object a line, for each request and for what went wrong.

Never a query as it was written, never a header, never what stands behind ``?`` in a URL: a
token or a name that someone asked about has no place in a log. A query is told by a digest.
Lines of requests are written many at a time, a moment later.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import Any, TextIO

from starlette.types import Scope

LOGGER = logging.getLogger("legation.serve")
_LONGEST = 300
#: Seconds that a line of a request waits for others.
_SOON = 0.1
_text = json.encoder.encode_basestring
_json = json.JSONEncoder(ensure_ascii=False).encode


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


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
        self._lines: list[Line] = []

    def take(self, line: Line) -> None:
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
        self.began = scope.get("legation.began") or time.perf_counter()
        self.status = 0
        self.sent = 0
        self.why = ""

    def write(self) -> None:
        """Write the line; the request has ended."""
        self._time, self.took = time.time(), time.perf_counter() - self.began
        for handler in LOGGER.handlers:
            if isinstance(handler, Journal):
                handler.take(self)

    def told(self) -> str:
        """Return the line."""
        scope = self._scope
        query = scope.get("legation.query")
        client = (scope.get("client") or ("",))[0]
        asked = hashlib.sha256(query.encode()).hexdigest()[:12] if query else ""
        # Written by hand: this is done for each request.
        return (
            f'{{"time": "{_time(self._time)}", "level": "info", "event": "request", '
            f'"method": {_text(scope["method"][:20])}, "path": {_text(scope["path"][:_LONGEST])}, '
            f'"status": {self.status}, "ms": {self.took * 1000:.1f}, "bytes": {self.sent}, '
            f'"client": {_text(client)}'
            + (f', "query": "{asked}"' if asked else "")
            + (f', "why": {_text(self.why[:_LONGEST])}' if self.why else "")
            + "}\n"
        )
