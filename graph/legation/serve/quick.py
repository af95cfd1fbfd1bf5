"""The short way for what is asked most: a small query by GET, and an answer that came whole.

::

    head of a request ─► fits? ─► kept? ─► a worker ─► all of a small answer ─► one write
                           │                  │
                           └── the long way ◄─┘  an error, a large answer, one to compress

The long way is the application (`legation.serve.app`): it takes over wherever this one ends, also
a query that runs already. Nothing is decided here that is decided otherwise there; limits, turns,
headers and lines of the log are the same.
"""

from __future__ import annotations

import asyncio
import re
from binascii import a2b_qp
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from legation.errors import LegationError
from legation.serve.bodies import WORTH_GZIP
from legation.serve.endpoint import USUAL, Begun, Forms, tag_of, type_of, wanted
from legation.serve.kept import Answer, Key, RawHeaders, fickle
from legation.serve.log import Line
from legation.serve.protocol import Asked
from legation.serve.shield import MOST_OF_HEAD, MOST_OF_URL, OPEN, name_of, names
from legation.serve.workers.job import Plain

if TYPE_CHECKING:
    from starlette.types import Scope
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    from legation.serve.site import Site
    from legation.serve.workers.process import Running

_PATH = b"/sparql"
_GIVEN = b"query="
#: Requests with these have more to be said about them.
_MORE = frozenset(
    {b"if-none-match", b"content-length", b"transfer-encoding", b"expect", b"upgrade"}
    | {b"x-forwarded-for", b"x-forwarded-proto"}
)
#: An escape that is none; what follows it is for others to judge.
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_OK = b"HTTP/1.1 200 OK\r\n"


def text_of(written: bytes) -> str | None:
    """Return the text of a parameter, ``None`` if it is not written as it should be.

    >>> text_of(b"ASK+%7B%7D+%23+%C3%A4=b"), text_of(b"100%"), text_of(b"%FF")
    ('ASK {} # ä=b', None, None)
    """
    if not written.isascii() or _BROKEN.search(written):
        return None
    # Escapes of URLs are those of quoted-printable but for their sign, and these are undone in C.
    quoted = written.replace(b"+", b" ").replace(b"=", b"%3D").replace(b"%", b"=")
    try:
        return a2b_qp(quoted).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _written(headers: RawHeaders) -> bytes:
    """Return headers as bytes."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])


_ALWAYS = _written(OPEN)


@lru_cache(64)
def _about(media: str, forms: Forms) -> RawHeaders:
    return [*USUAL, (b"content-type", type_of(media, forms).encode())]


class Lane:
    """The short way of one server."""

    def __init__(self, site: Site) -> None:
        self.site = site
        allowed = names(site.settings)

        @lru_cache(64)
        def is_ours(host: bytes) -> bool:
            return name_of(host.decode("latin-1")) in allowed

        self._is_ours = is_ours
        self._default: tuple[list[tuple[bytes, bytes]], bytes] = ([], b"")

    def look(self, cycle: RequestResponseCycle, app: Any) -> Asking | None:
        """Return what is asked, ``None`` if it has to go the long way."""
        scope: Scope = cast("Scope", cycle.scope)
        written = scope["query_string"]
        if (
            scope["raw_path"] != _PATH
            or scope["method"] != "GET"
            or not written.startswith(_GIVEN)
            or b"&" in written
            or len(written) > MOST_OF_URL - len(_PATH)
        ):
            return None
        size, host, accept, small = 0, b"", None, False
        for name, value in scope["headers"]:
            size += len(name) + len(value)
            if name == b"host":
                if host:
                    return None
                host = value
            elif name == b"accept":
                if accept is not None:
                    return None
                accept = value
            elif name == b"accept-encoding":
                small = small or b"gzip" in value
            elif name in _MORE:
                return None
        if size > MOST_OF_HEAD or not self._is_ours(host):
            return None
        forms = wanted(None if accept is None else accept.decode("latin-1"))
        if forms == (None, None):
            return None
        query = text_of(written[len(_GIVEN) :])
        if query is None:
            return None
        scope["legation.query"] = query
        key = (written, accept, host, scope["scheme"], _PATH)
        return Asking(self, cycle, scope, app, query, key, forms, small=small)

    def url(self, scheme: str, host: bytes) -> str:
        """Return the URL of the endpoint, as the world sees it."""
        public = self.site.settings.public or f"{scheme}://{host.decode('latin-1')}"
        return public.rstrip("/") + _PATH.decode()

    def default(self, headers: list[tuple[bytes, bytes]]) -> bytes:
        """Return the headers that the server gives to each answer, which change every second."""
        known, told = self._default
        if known is not headers:
            told = _written(headers)
            self._default = (headers, told)
        return told


class Asking:
    """One small query of one connection."""

    def __init__(
        self,
        lane: Lane,
        cycle: RequestResponseCycle,
        scope: Scope,
        app: Any,
        query: str,
        key: Key,
        forms: Forms,
        *,
        small: bool,
    ) -> None:
        self._lane, self._cycle, self._scope, self._app = lane, cycle, scope, app
        self._query, self._key, self._forms, self._small = query, key, forms, small
        self._mark = lane.site.mark
        self._line = Line(scope)
        self._client = scope["client"][0] if scope["client"] else ""
        self._waits = False
        self.task: asyncio.Task[None] | None = None

    def is_known(self) -> bool:
        """Answer at once, if the answer is kept."""
        known = self._lane.site.kept.get(self._mark, self._key)
        if known is None or self._is_large(known.body) or self._cycle.flow.write_paused:
            return False
        self._reply(known.headers, known.body)
        return True

    def leave(self) -> None:
        """Stop asking: the client has left."""
        if self._waits and self.task is not None:
            self._cycle.disconnected = True
            self.task.cancel()

    async def answer(self) -> None:
        """Ask a worker, and send what it says, or let the application do so."""
        site, cycle = self._lane.site, self._cycle
        rows, triples = self._forms
        job = Plain(
            self._query,
            rows.made_as if rows else "",
            triples.made_as if triples else "",
            self._lane.url(self._key[3], self._key[2]),
        )
        self._waits = True
        try:
            running = await site.pool.begin(job, self._client)
        except LegationError as error:
            self._waits = False
            failed = error
        except asyncio.CancelledError:
            if not cycle.disconnected:
                cycle.transport.close()  # the server ends, and waited long enough
                raise
            self._line.why = "the client has left"
            self._line.write()
            return
        else:
            self._waits = False
            try:
                body = running.whole
                if body is None or self._is_large(body) or cycle.flow.write_paused:
                    await self._go_on(running)
                else:
                    self._send(running.head.media, body)
            finally:
                running.leave()
            return
        await self._go_on(failed)

    async def _go_on(self, found: Running | LegationError) -> None:
        """Let the application say what was found."""
        scope = self._scope
        scope["legation.begun"] = Begun(self._mark, found)
        scope["legation.began"] = self._line.began
        await self._cycle.run_asgi(self._app)

    def _is_large(self, body: bytes) -> bool:
        return self._small and len(body) >= WORTH_GZIP

    def _send(self, media: str, body: bytes) -> None:
        told = [*_about(media, self._forms), (b"content-length", b"%d" % len(body))]
        if not fickle(self._query):
            tag = tag_of(self._mark, Asked(self._query), *self._forms)
            told.append((b"etag", tag.encode()))
            self._lane.site.kept.put(self._mark, self._key, Answer(self._query, told, body))
        self._reply(told, body)

    def _reply(self, headers: RawHeaders, body: bytes) -> None:
        """Write an answer, and leave the connection as it is after one."""
        cycle, line = self._cycle, self._line
        parts = [_OK, self._lane.default(cycle.default_headers), _written(headers), _ALWAYS]
        if not cycle.keep_alive:
            parts.append(b"connection: close\r\n")
        parts += (b"\r\n", body)
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        cycle.transport.write(b"".join(parts))
        line.status, line.sent = 200, len(body)
        line.write()
        if not cycle.keep_alive:
            cycle.transport.close()
        cycle.on_response()
