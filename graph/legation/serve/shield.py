"""What every request passes first, and every answer last.

Host names that were not allowed, heads that are too large, connections that end early; the
headers that keep browsers from doing more than they should.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legation.serve.bodies import PATIENCE
from legation.serve.disconnect import AnswerBroken, ClientGone
from legation.serve.log import Line
from legation.serve.refusals import Refusal, respond

if TYPE_CHECKING:
    from legation.serve.site import Settings

#: Bytes of all headers, and of the URL; a longer query is posted.
MOST_OF_HEAD = 32 * 1024
MOST_OF_URL = 32 * 1024
#: Paths that anybody's page may ask from a browser: they only give what is public.
_CLOSED = ("/update", "/store")
_TOO_LARGE = 413
_PORTS = {"http": 80, "https": 443}
_DRAIN_BYTES, _DRAIN_SECONDS = 8 << 20, 2.0

SECURITY = {
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
#: What every answer has.
SAFE = [(name.encode(), value.encode()) for name, value in SECURITY.items()]
_SHARED = [
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"ETag, Link, Location, Content-Location, Retry-After, Allow, Accept-Post",
    ),
    (b"cross-origin-resource-policy", b"cross-origin"),
]
#: What every answer has that anybody's page may read.
OPEN = [*SAFE, *_SHARED]
_PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
]


def names(settings: Settings) -> frozenset[str]:
    """Return the host names under which the server may be asked.

    >>> from legation.serve.site import Settings
    >>> sorted(names(Settings(allowed=("kg.example.org",))))
    ['127.0.0.1', '::1', 'kg.example.org', 'localhost']
    """
    own = {"localhost", "127.0.0.1", "::1", *settings.allowed}
    if settings.host not in {"0.0.0.0", "::", ""}:  # noqa: S104 - told apart, not bound
        own.add(settings.host)
    if settings.public:
        own.add(urlsplit(settings.public).hostname or "")
    return frozenset(name.lower() for name in own if name)


class Shield:
    """Wraps the application; the outermost layer, so that also refusals of its own are logged."""

    def __init__(self, app: ASGIApp, allowed: Iterable[str], patience: float = PATIENCE) -> None:
        self.app = app
        self.allowed = frozenset(allowed)
        self.patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no other protocol is spoken; the connection is closed
        line = Line(scope)
        scope["legation.patience"] = self.patience
        head = Headers(scope=scope)
        shared = not scope["path"].startswith(_CLOSED) or scope["method"] in {"GET", "HEAD"}
        added = OPEN if shared else SAFE
        if shared and scope["method"] == "OPTIONS" and "access-control-request-method" in head:
            added = [*OPEN, *_PREFLIGHT]

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                line.status = message["status"]
                headers = [*_told(message["headers"], head=scope["method"] == "HEAD")]
                have = {name for name, _ in headers}
                headers += ((name, value) for name, value in added if name not in have)
                message["headers"] = headers
            else:
                line.sent += len(message.get("body", b""))
                if line.status == _TOO_LARGE and not message.get("more_body"):
                    await send({**message, "more_body": True})
                    await _drain(receive)
                    message = {"type": "http.response.body", "body": b""}
            await send(message)

        try:
            refusal = self._refused(scope, head)
            if refusal is None:
                await self.app(scope, receive, guarded)
            else:
                line.why = refusal.message
                await respond(refusal, head.get("accept"), scope["method"])(scope, receive, guarded)
        except ClientGone:
            line.why = "the client has left"
        except AnswerBroken as broken:
            # Nothing more is sent, and the server closes the connection without the last chunk.
            line.why = str(broken)
        finally:
            line.why = line.why or scope.get("legation.refused", "")
            line.write()

    def _refused(self, scope: Scope, head: Headers) -> Refusal | None:
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_OF_HEAD:
            return Refusal(431, f"the headers are larger than {MOST_OF_HEAD // 1024} KiB")
        if len(scope["raw_path"]) + len(scope["query_string"]) > MOST_OF_URL:
            return Refusal(
                414, f"the URL is longer than {MOST_OF_URL // 1024} KiB", hint="post the query"
            )
        hosts = head.getlist("host")
        if len(hosts) != 1:
            return Refusal(400, "a request names the host it is for, once")
        target = scope.get("legation.target", "")
        if "://" in target and _authority(target) != _authority(f"//{hosts[0]}", target):
            return Refusal(400, "the URL of the request is for another host than its header Host")
        if name_of(hosts[0]) not in self.allowed:
            return Refusal(
                421,
                "this server does not answer under that host name",
                hint="whoever runs it can allow more names",
            )
        return None


def _told(headers: Iterable[tuple[bytes, bytes]], *, head: bool) -> Iterator[tuple[bytes, bytes]]:
    """Yield headers of an answer: what it varies by once, no length of a body that was not made."""
    for name, value in headers:
        if name.lower() == b"vary":
            yield b"vary", b", ".join(dict.fromkeys(one.strip() for one in value.split(b",")))
        elif not (head and name.lower() == b"content-length" and value == b"0"):
            yield name.lower(), value


def name_of(host: str) -> str:
    """Return the name in a ``Host`` header, empty if there is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _authority(url: str, like: str = "") -> tuple[str, int | None]:
    """Return host and port of a URL; the port may be that of its scheme, or of that of ``like``.

    >>> _authority("HTTP://E.org/x"), _authority("//e.org", "https://e.org/")
    (('e.org', 80), ('e.org', 443))
    """
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower(), parts.port or _PORTS.get(
            urlsplit(like or url).scheme
        )
    except ValueError:
        return "", None


def refuse_other_sites(request: Request) -> None:
    """Refuse a write that a page of another site makes a browser send.

    Raises
    ------
    Refusal
        403.

    """
    site = request.headers.get("sec-fetch-site", "none")
    origin = request.headers.get("origin", "")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site not in {"none", "same-origin"} or (origin and origin.lower() != own.lower()):
        raise Refusal(403, "a page of another site may not write here")


async def _drain(receive: Receive) -> None:
    """Read on for a moment what a client still sends, so that it can hear why it was refused."""
    ends, size = time.monotonic() + _DRAIN_SECONDS, 0
    while size < _DRAIN_BYTES and (left := ends - time.monotonic()) > 0:
        try:
            message = await asyncio.wait_for(receive(), left)
        except TimeoutError:
            return
        size += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return
