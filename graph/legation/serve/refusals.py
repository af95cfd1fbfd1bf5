"""Every refusal of the server has one shape: RFC 9457, and a small page for browsers.

Which error of legation becomes which status stands in one table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from legation import errors
from legation.errors import LegationError, ServeError
from legation.serve.hints import over_http
from legation.serve.negotiation import Form, best
from legation.values.calm import on_one_line

_FORMS = (
    Form("application/problem+json", "json"),
    Form("application/json", "json"),
    Form("text/html", "html"),
    Form("application/xhtml+xml", "html"),
)

#: Errors of the library by the status they become; the first that fits an error counts.
STATUS: tuple[tuple[type[LegationError], HTTPStatus], ...] = (
    (errors.QueryReachesOut, HTTPStatus.FORBIDDEN),
    (errors.QueryTooLong, HTTPStatus.GATEWAY_TIMEOUT),
    (errors.QueryTooBig, HTTPStatus.INSUFFICIENT_STORAGE),
    (errors.QueryCrashed, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.ResultCut, HTTPStatus.GATEWAY_TIMEOUT),
    (errors.ServerBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.UnknownQuestion, HTTPStatus.NOT_FOUND),
    (errors.QuerySyntax, HTTPStatus.BAD_REQUEST),
    (errors.QueryRefused, HTTPStatus.BAD_REQUEST),
    (errors.BadParameter, HTTPStatus.BAD_REQUEST),
    (errors.BadQuestion, HTTPStatus.INTERNAL_SERVER_ERROR),
    # Sound SPARQL that this graph, as it is now, does not allow.
    (errors.QueryError, HTTPStatus.CONFLICT),
    (errors.UnknownName, HTTPStatus.NOT_FOUND),
    (errors.UnknownSource, HTTPStatus.NOT_FOUND),
    (errors.ValueProblem, HTTPStatus.BAD_REQUEST),
    (errors.UnknownFormat, HTTPStatus.NOT_ACCEPTABLE),
    (errors.WrongFormat, HTTPStatus.NOT_ACCEPTABLE),
    (errors.BadMetadata, HTTPStatus.BAD_REQUEST),
    (errors.SourceUnreadable, HTTPStatus.BAD_REQUEST),
    (errors.GraphBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.GraphReadOnly, HTTPStatus.FORBIDDEN),
    (errors.WrongKind, HTTPStatus.FORBIDDEN),
    (errors.RemoteTimeout, HTTPStatus.GATEWAY_TIMEOUT),
    (errors.RemoteError, HTTPStatus.BAD_GATEWAY),
    (errors.GraphError, HTTPStatus.SERVICE_UNAVAILABLE),
)


class Refusal(ServeError):
    """A request that the server does not fulfil, with the status that says why.

    >>> refusal = Refusal(404, "there is no such graph")
    >>> refusal.status.phrase, str(refusal)
    ('Not Found', 'there is no such graph')
    """

    def __init__(
        self, status: int, message: str, *, hint: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = HTTPStatus(status)
        self.headers = dict(headers or {})


def refusal_of(error: LegationError) -> Refusal:
    """Return an error of the library as a refusal.

    >>> refusal_of(errors.QuerySyntax("no SPARQL at line 1")).status.value
    400
    """
    if isinstance(error, Refusal):
        return error
    status = next((s for kind, s in STATUS if isinstance(error, kind)), None)
    if status is None:
        return Refusal(500, "the server could not answer this", hint="its log says why")
    if isinstance(error, errors.RemoteError):  # where the store is, is for the log
        told = "the store of this graph does not answer as it should"
        return Refusal(status, told, hint="/health says more")
    headers = {}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(round(getattr(error, "retry_after", 1)) or 1)
    return Refusal(status, error.message, hint=over_http(error.hint), headers=headers)


def respond(
    refusal: Refusal,
    accept: str | None = None,
    method: str = "GET",
    page: Callable[[Refusal], bytes] | None = None,
) -> Response:
    r"""Return the answer that tells of a refusal; ``page`` makes it for browsers.

    >>> respond(Refusal(400, "no query", hint="give one")).body.decode()
    '{"type":"about:blank","title":"Bad Request","status":400,"detail":"no query","hint":"give one"}\n'
    """
    form = best(accept, _FORMS) or _FORMS[0]
    body = (page or _page)(refusal) if form.made_as == "html" else _problem(refusal)
    headers = {
        "Content-Type": "text/html; charset=utf-8" if form.made_as == "html" else form.media,
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Vary": "Accept",
        **refusal.headers,
    }
    return Response(b"" if method == "HEAD" else body, refusal.status, headers)


def handle(
    request: Request, error: LegationError, page: Callable[[Refusal], bytes] | None = None
) -> Response:
    """Answer a request of which the handling ended in an error of legation."""
    refusal = refusal_of(error)
    if refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # What is wrong with a request may hold names that somebody asked about; this does not.
        request.scope["legation.refused"] = f"{type(error).__name__}: {error.message}"
    return respond(refusal, request.headers.get("accept"), request.method, page)


def _problem(refusal: Refusal) -> bytes:
    told: dict[str, str | int] = {
        "type": "about:blank",
        "title": refusal.status.phrase,
        "status": refusal.status.value,
        "detail": refusal.message,
    }
    if refusal.hint:
        told["hint"] = refusal.hint
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _page(refusal: Refusal) -> bytes:
    title = f"{refusal.status.value} {refusal.status.phrase}"
    lines = [line for line in (refusal.message, refusal.hint) if line]
    told = "".join(f"<p>{escape(on_one_line(line))}</p>\n" for line in lines)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} · legation</title>\n"
        '<link rel="stylesheet" href="/static/site.css">\n</head>\n<body>\n'
        '<header><a class="mark" href="/">legation</a>\n<nav aria-label="legation">'
        '<a href="/sources">Sources</a> <a href="/questions">Questions</a> '
        '<a href="/query">SPARQL</a></nav></header>\n'
        f'<main id="content">\n<h1>{title}</h1>\n{told}</main>\n</body>\n</html>\n'
    ).encode()
