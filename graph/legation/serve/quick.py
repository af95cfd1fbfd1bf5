"""The short way for what is asked most: a small query by GET, and an answer that came whole.

::

    bytes of a request ─► known? ─► fits? ─► a turn ─► a worker ─► its bytes to the client
                                      │                   │
                                      └── the long way ◄──┘  an error, a large answer

The long way is the application (`legation.serve.app`): it takes over wherever this one ends, also
a query that runs already. Nothing is decided here that is decided otherwise there; limits, turns,
headers and lines of the log are the same. What comes before the query is always the same, what
comes after it nearly so: it is parsed, as any request is, the first time that it is seen.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

import httptools

from legation.serve.bodies import WORTH_GZIP
from legation.serve.endpoint import USUAL, Begun, Forms, name_of, type_of, wanted
from legation.serve.kept import Answer, RawHeaders, digest_of
from legation.serve.log import Short
from legation.serve.shield import MOST_OF_URL, OPEN, names
from legation.serve.shield import name_of as host_of
from legation.serve.workers import frames, short
from legation.serve.workers.running import Running, Unread, Wish

if TYPE_CHECKING:
    from legation.errors import LegationError
    from legation.serve.connection import Guarded
    from legation.serve.site import Site

_PATH = "/sparql"
#: How such a request begins, and what ends its first line.
BEGINNING = b"GET /sparql?query="
_LINE_ENDS = b" HTTP/1.1\r\n"
#: Letters of a parameter, without those that end it.
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%+!$'()*,;:@/?="
#: Headers of more bytes than these are not remembered.
_MOST_OF_HEADERS = 4_096
#: Requests with these have more to be said about them.
_MORE = frozenset(
    {b"if-none-match", b"content-length", b"transfer-encoding", b"expect", b"upgrade"}
    | {b"x-forwarded-for", b"x-forwarded-proto"}
)
_OK = b"HTTP/1.1 200 OK\r\n"
_CLOSE = b"connection: close\r\n"


def _lines(headers: RawHeaders) -> bytes:
    return b"".join([b"%b: %b\r\n" % header for header in headers])


_TOLD = _lines([*USUAL, *OPEN]).decode("latin-1")


class Headers:
    """What the headers of a request say that may go the short way."""

    __slots__ = ("compressed", "forms", "keep_alive", "mark", "recipe", "url")

    def __init__(self, forms: Forms, url: str, *, keep_alive: bool, compressed: bool) -> None:
        self.forms, self.url = forms, url
        self.keep_alive, self.compressed = keep_alive, compressed
        #: What a worker is told about all queries that come with them, on which version.
        self.mark, self.recipe = "", b""


class Lane:
    """The short way of one server."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._names = names(site.settings)
        self._headers = lru_cache(256)(self._parsed)
        self._date: tuple[RawHeaders, bytes] = ([], b"")

    def known(self, data: bytes) -> Answer | None:
        """Return the answer to a request, if it is kept; another may follow on the connection."""
        return self.site.kept.get(self.site.mark, (data,))

    def tell(self, began: float, known: Answer, client: str) -> None:
        """Log that a request has had an answer that was kept."""
        took = time.perf_counter() - began
        Short(time.time(), took, 200, known.size, client, known.digest).write()

    def asked(self, data: bytes, connection: Guarded) -> Asking | None:
        """Return what a request asks, ``None`` if it has to go the long way."""
        ends = data.find(_LINE_ENDS)
        written = data[len(BEGINNING) : ends]
        if ends < 0 or ends > MOST_OF_URL or written.translate(None, _LETTERS):
            return None
        begins = ends + len(_LINE_ENDS)
        if len(data) - begins > _MOST_OF_HEADERS:
            return None
        headers = self._headers(data[begins:])
        if headers is None:
            return None
        mark = self.site.mark
        if headers.mark != mark:
            headers.mark, headers.recipe = mark, self._recipe(headers)
        frame = frames.frame(frames.QUICK, headers.recipe + written)
        return Asking(self, connection, data, frame, mark, headers.keep_alive)

    def top(self, headers: RawHeaders, *, close: bool) -> bytes:
        """Return the first lines of an answer; ``headers`` is what changes every second."""
        known, lines = self._date
        if known is not headers:
            lines = _OK + _lines(headers)
            self._date = (headers, lines)
        return lines + _CLOSE if close else lines

    def _recipe(self, headers: Headers) -> bytes:
        rows, triples = headers.forms
        most = self.site.settings.limits.result + 1
        made = short.Recipe(
            rows=rows.made_as if rows else "",
            triples=triples.made_as if triples else "",
            url=headers.url,
            mark=self.site.mark,
            forms=name_of(headers.forms),
            types={f.made_as: type_of(f.made_as, headers.forms) for f in headers.forms if f},
            told=_TOLD,
            most=min(most, WORTH_GZIP) if headers.compressed else most,
        )
        return made.write()

    def _parsed(self, written: bytes) -> Headers | None:
        """Return what headers say, ``None`` if they are none, or not all, or say more."""
        parsed = _Parsed(written)
        host, accept, compressed = b"", None, False
        for name, value in parsed.headers:
            if name == b"host":
                if host:
                    return None
                host = value
            elif name == b"accept":
                if accept is not None:
                    return None
                accept = value
            elif name == b"accept-encoding":
                compressed = compressed or b"gzip" in value
            elif name in _MORE:
                return None
        told = host.decode("latin-1")
        if not parsed.is_whole or host_of(told) not in self._names:
            return None
        forms = wanted(None if accept is None else accept.decode("latin-1"))
        if forms == (None, None):
            return None
        home = (self.site.settings.public or f"http://{told}").rstrip("/")
        return Headers(forms, home + _PATH, keep_alive=parsed.keep_alive, compressed=compressed)


class _Parsed:
    """The headers of a request without a body, as the parser of all requests sees them."""

    def __init__(self, written: bytes) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.keep_alive = False
        self._begun = self._complete = 0
        self._parser = httptools.HttpRequestParser(self)
        try:
            self._parser.feed_data(b"GET /" + _LINE_ENDS + written)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._begun = 0

    @property
    def is_whole(self) -> bool:
        """Whether this is one request, and nothing else."""
        return self._begun == self._complete == 1

    def on_message_begin(self) -> None:
        """Count requests."""
        self._begun += 1

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Ask whether another request may follow."""
        self.keep_alive = self._parser.should_keep_alive()

    def on_message_complete(self) -> None:
        """Count their ends."""
        self._complete += 1


class Asking(Wish):
    """One small query of one connection."""

    is_short = True
    __slots__ = ("_began", "_connection", "_data", "_lane", "_mark", "keep_alive")

    def __init__(
        self,
        lane: Lane,
        connection: Guarded,
        data: bytes,
        frame: bytes,
        mark: str,
        keep_alive: bool,
    ) -> None:
        super().__init__(connection.address, frame, lane.site.pool)
        self._lane, self._connection, self._data, self._mark = lane, connection, data, mark
        self._began = time.perf_counter()
        self.keep_alive = keep_alive

    def begun(self, running: Running) -> None:
        """Send the answer, if that is all of it."""
        said = running.quick
        if said is None:
            self._connection.go_on(self._data, Begun(self._mark, running, self._began))
            return
        digest, steady, size, sent = short.Answer.read(said)
        self._connection.answer(sent, keep_alive=self.keep_alive)
        key, kept = (self._data,), self._lane.site.kept
        if steady and self.keep_alive and kept.met(key):
            kept.put(self._mark, key, Answer(digest, [], sent, size))
        self._told(200, size, digest)

    def failed(self, error: LegationError) -> None:
        """Let the application tell of it, or ask it anew what was not understood."""
        begun = None if isinstance(error, Unread) else Begun(self._mark, error, self._began)
        self._connection.go_on(self._data, begun)

    def left(self) -> None:
        """Stop asking: the client has left."""
        self._lane.site.pool.leave(self)
        query = short.text_of(self._data[len(BEGINNING) : self._data.find(_LINE_ENDS)])
        self._told(0, 0, digest_of(query) if query else "", "the client has left")

    def _told(self, status: int, size: int, digest: str, why: str = "") -> None:
        took = time.perf_counter() - self._began
        Short(time.time(), took, status, size, self.client, digest, why).write()
