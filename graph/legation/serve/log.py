"""The log: one JSON object a line, for each request and for what went wrong.

Never a query as it was written, never a header, never what stands behind ``?`` in a URL: a
token or a name that someone asked about has no place in a log. A query is told by a digest.
"""

from __future__ import annotations

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
_json = json.JSONEncoder(ensure_ascii=False).encode


class Lines(logging.Formatter):
    """Writes records as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        told |= getattr(record, "told", {})
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return _json(told)


def begin(stream: TextIO | None = None) -> None:
    """Send the log of the server, and what uvicorn complains of, to standard error."""
    # What no line tells need not be found out for each (logging HOWTO, "Optimization").
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines())
    for name, level in (("legation.serve", logging.INFO), ("uvicorn.error", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False
    # An answer that breaks off ends its connection on purpose, and is told in its own line.
    logging.getLogger("uvicorn.error").addFilter(
        lambda record: "without completing response" not in record.getMessage()
    )


class Line:
    """What is told of one request when it has ended."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._began = time.perf_counter()
        self.status = 0
        self.sent = 0
        self.why = ""

    def write(self) -> None:
        """Write the line."""
        scope = self._scope
        told: dict[str, Any] = {
            "method": scope["method"][:20],
            "path": scope["path"][:_LONGEST],
            "status": self.status,
            "ms": round((time.perf_counter() - self._began) * 1000, 1),
            "bytes": self.sent,
            "client": (scope.get("client") or ("",))[0],
        }
        if query := scope.get("legation.query"):
            told["query"] = hashlib.sha256(query.encode()).hexdigest()[:12]
        if self.why:
            told["why"] = self.why[:_LONGEST]
        LOGGER.info("request", extra={"told": told})
