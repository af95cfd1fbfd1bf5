"""What crosses the pipes between the server and a worker: frames of a kind, a length, and bytes.

::

    to the worker      JOB     a job, as JSON
                       QUICK   a small query as it stands in a URL, after how it is to be answered
                       STORE   the path of another version, to be opened
    from the worker    READY   it has opened its store; JSON: what of the isolation is missing
                       HEAD    what the answer is; then come its bytes, then its end
                       BYTES
                       WHOLE   instead of all of them: a small answer, its head in the first line
                       ANSWER  instead, to QUICK: what is sent to the client (see `job.Recipe`)
                       UNREAD  instead, to QUICK: the query is not written as it should be
                       END     the answer is complete; not empty: the process is worn out
                       ERROR   instead, at any time: an error of legation, as JSON
"""

from __future__ import annotations

import json
import struct

from legation import errors

JOB, STORE, READY, HEAD, BYTES, WHOLE, END, ERROR = (bytes((n,)) for n in b"JSRHBWEX")
QUICK, ANSWER, UNREAD = (bytes((n,)) for n in b"QAU")
_HEADER = struct.Struct(">cI")
HEADER = _HEADER.size


def frame(kind: bytes, content: bytes = b"") -> bytes:
    r"""Return a frame.

    >>> frame(END), length(frame(JOB, b"{}"))
    (b'E\x00\x00\x00\x00', (b'J', 2))
    """
    return _HEADER.pack(kind, len(content)) + content


def length(header: bytes) -> tuple[bytes, int]:
    """Return the kind of a frame that begins so, and how many bytes follow."""
    kind, size = _HEADER.unpack_from(header)
    return kind, size


class Frames:
    """Cuts what comes out of a pipe into frames.

    >>> frames = Frames()
    >>> frames.feed(frame(HEAD, b"ab")[:6]), frames.feed(b"b" + frame(END))
    ([], [(b'H', b'ab'), (b'E', b'')])
    """

    def __init__(self) -> None:
        self._held = b""

    def feed(self, came: bytes) -> list[tuple[bytes, bytes]]:
        """Return the frames that are complete now."""
        if not self._held and len(came) >= HEADER:
            kind, size = _HEADER.unpack_from(came)
            if len(came) == HEADER + size:
                return [(kind, came[HEADER:])]
        held = self._held + came if self._held else came
        found = []
        at = 0
        while len(held) - at >= HEADER:
            kind, size = _HEADER.unpack_from(held, at)
            end = at + HEADER + size
            if end > len(held):
                break
            found.append((kind, held[at + HEADER : end]))
            at = end
        self._held = held[at:]
        return found


def told(error: errors.LegationError) -> bytes:
    """Return an error as JSON.

    >>> again(told(errors.QuerySyntax("no", line=2, column=3))).line
    2
    """
    about: dict[str, object] = {
        "error": type(error).__name__,
        "message": error.message,
        "hint": error.hint,
    }
    if isinstance(error, errors.QuerySyntax):
        about |= {"line": error.line, "column": error.column}
    return json.dumps(about).encode()


def again(written: bytes) -> errors.LegationError:
    """Return the error that was told so."""
    about = json.loads(written)
    kind = getattr(errors, about.pop("error"), errors.ServeError)
    if not (isinstance(kind, type) and issubclass(kind, errors.LegationError)):
        kind = errors.ServeError
    return kind(about.pop("message"), **about)
