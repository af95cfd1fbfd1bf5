"""``/sparql``: a query in, the bytes of the engine out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from legation.errors import LegationError, ResultCut, UnknownFormat
from legation.serve import kept
from legation.serve.data.descriptions import Descriptions
from legation.serve.disconnect import AnswerBroken, watched
from legation.serve.kept import Answer, Key, RawHeaders, digest_of, fickle
from legation.serve.negotiation import ROWS, TRIPLES, Form, best
from legation.serve.protocol import FORM, QUERY, Asked, address, query_of
from legation.serve.refusals import Refusal
from legation.serve.workers.job import Job
from legation.serve.workers.running import Running

if TYPE_CHECKING:
    from legation.serve.site import Site

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
#: What is gathered before the first bytes leave, so that a small answer has a length.
_GATHERED = 64 * 1024
#: Headers of requests that are worth remembering what they mean.
_SHORT = 256


#: The form in which rows are wanted, and that for triples.
Forms = tuple[Form | None, Form | None]
#: What is said with every answer.
_HEADERS = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Begun:
    """A query that runs already, or has failed: on which version, and since when it is asked."""

    mark: str
    found: Running | LegationError
    began: float

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[Running]:
        """Give what runs, as the pool does; whoever began it ends it."""
        if isinstance(self.found, LegationError):
            raise self.found
        yield self.found

    def end(self) -> None:
        """Leave what runs."""
        if isinstance(self.found, Running):
            self.found.leave()


class Chunks(Protocol):
    """An answer whose bytes come one after the other."""

    def chunks(self) -> AsyncIterator[bytes]:
        """Yield them."""


class Endpoint:
    """Answers SPARQL queries, by GET and by POST (SPARQL 1.1 Protocol, 2.1)."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._descriptions = Descriptions(site)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun: Begun | None = scope.get("legation.begun")
        key = key_of(scope)
        version = begun.mark if begun else self.site.mark
        if (
            begun is None
            and key is not None
            and (known := self.site.kept.get(version, key)) is not None
        ):
            scope["legation.digest"] = known.digest
            await send(
                {"type": "http.response.start", "status": 200, "headers": list(known.headers)}
            )
            await send({"type": "http.response.body", "body": known.body})
            return
        request = Request(scope, receive)
        if request.method not in METHODS:
            raise not_allowed(request.method, METHODS)
        if request.method == "OPTIONS":
            await options(METHODS, f"{QUERY}, {FORM}")(scope, receive, send)
            return
        asked = await query_of(request)
        if asked is None:
            await (await self._descriptions.endpoint(request))(scope, receive, send)
            return
        rows, triples = wanted(request.headers.get("accept"))
        if rows is None and triples is None:
            raise not_acceptable((*ROWS, *TRIPLES))
        # The worker scans the query: here a long one would keep everybody waiting.
        job = Job(
            query=asked.text,
            rows=rows.made_as if rows else "",
            triples=triples.made_as if triples else "",
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            head=request.method == "HEAD",
            url=address(request, self.site),
        )
        headers = dict(_HEADERS)
        steady = not fickle(asked.text)
        if steady:
            headers["ETag"] = tag_of(version, asked, (rows, triples))
            if is_known(request, headers["ETag"]):
                await Response(b"", HTTPStatus.NOT_MODIFIED, headers)(scope, receive, send)
                return
        scope["legation.query"] = asked.text
        client = request.client.host if request.client else ""
        try:
            running_job = begun.going_on() if begun else self.site.pool.run(job, client)
            async with watched(receive), running_job as running:
                headers["Content-Type"] = type_of(running.head.media, (rows, triples))
                if job.head:
                    await Response(b"", HTTPStatus.OK, headers)(scope, receive, send)
                    return
                body = await send_all(running, headers, send)
        except UnknownFormat:
            raise not_acceptable(TRIPLES if triples is None else ROWS) from None
        if body is not None and steady and key is not None:
            told = raw({**headers, "Content-Length": str(len(body))})
            self.site.kept.put(version, key, Answer(digest_of(asked.text), told, body, len(body)))


def key_of(scope: Scope) -> Key | None:
    """Return what tells a GET from others that are answered differently; None for all the rest."""
    if scope["method"] != "GET":
        return None
    accept, host = None, b""
    for name, value in scope["headers"]:
        if name == b"accept":
            if accept is not None:
                return None
            accept = value
        elif name == b"host":
            host = value
        elif name == b"if-none-match":
            return None
    return (scope["query_string"], accept, host, scope["scheme"], scope["raw_path"])


def wanted(accept: str | None) -> Forms:
    """Return the forms of rows and of triples, as far as they are accepted."""
    return (_remembered if accept is None or len(accept) <= _SHORT else _chosen)(accept)


def _chosen(accept: str | None) -> Forms:
    return best(accept, ROWS), best(accept, TRIPLES)


_remembered = lru_cache(256)(_chosen)


def not_acceptable(offered: Sequence[Form]) -> Refusal:
    """Return the refusal of a request that accepts nothing that is offered."""
    names = ", ".join(dict.fromkeys(form.made_as for form in offered))
    return Refusal(406, "the answer has no form that is accepted", hint=f"accept one of: {names}")


def not_allowed(method: str, methods: Sequence[str]) -> Refusal:
    """Return the refusal of a method, naming those that are allowed."""
    allow = ", ".join(methods)
    return Refusal(
        405, f"{method[:20]} is not allowed here", hint=f"use {allow}", headers={"Allow": allow}
    )


def options(methods: Sequence[str], accept_post: str = "") -> Response:
    """Return the answer to OPTIONS."""
    headers = {"Allow": ", ".join(methods)}
    if accept_post:
        headers["Accept-Post"] = accept_post
    return Response(b"", HTTPStatus.NO_CONTENT, headers)


def is_known(request: Request, tag: str) -> bool:
    """Tell whether the client has the answer with this tag already (RFC 9110, 13.1.2)."""
    if request.method not in {"GET", "HEAD"}:
        return False
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag.removeprefix("W/") in {
        one.strip().removeprefix("W/") for one in known.split(",")
    }


def type_of(media: str, forms: Forms) -> str:
    """Return the value of ``Content-Type`` of an answer that a worker has made as ``media``."""
    form = next((f for f in forms if f and f.made_as == media), None)
    return form.content_type if form else media


def tag_of(mark: str, asked: Asked, forms: Forms) -> str:
    """Return the entity tag of an answer: a version has one answer to a query in each form."""
    told = asked.text
    if asked.default_graphs is not None or asked.named_graphs is not None:
        told = repr((asked.text, asked.default_graphs, asked.named_graphs))
    return kept.tag_of(mark, digest_of(told), name_of(forms))


@lru_cache(256)
def name_of(forms: Forms) -> str:
    """Return a short name for two forms, for entity tags."""
    return digest_of(repr([form and form.media for form in forms]))[:8]


async def send_all(running: Chunks, headers: Mapping[str, str], send: Send) -> bytes | None:
    """Send an answer: with its length if it is small, else in parts as they come.

    Returns all of it, if it was small.

    Raises
    ------
    AnswerBroken
        It broke off after its first bytes had been sent: the connection must end uncleanly.
    ResultCut
        It broke off before.

    """
    started = False
    held: list[bytes] = []
    size = 0
    try:
        async for chunk in running.chunks():
            held.append(chunk)
            size += len(chunk)
            if size < _GATHERED:
                continue
            if not started:
                await _start(headers, send)
                started = True
            await send({"type": "http.response.body", "body": b"".join(held), "more_body": True})
            held, size = [], 0
    except ResultCut as cut:
        if started:
            raise AnswerBroken(str(cut)) from cut
        raise
    body = b"".join(held)
    if not started:
        await _start({**headers, "Content-Length": str(size)}, send)
    await send({"type": "http.response.body", "body": body, "more_body": False})
    return None if started else body


def raw(headers: Mapping[str, str]) -> RawHeaders:
    """Return headers as they are sent."""
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
    ]


async def _start(headers: Mapping[str, str], send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": raw(headers)})


#: The same as it is sent.
USUAL = raw(_HEADERS)
