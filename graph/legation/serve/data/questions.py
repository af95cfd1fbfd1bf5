"""Named questions over HTTP: the list, a question as a form, its answer in every form.

Answers come from the workers, like those of SPARQL. CSV is for spreadsheets here, so cells
that one would run as formulas are made harmless; SPARQL's own CSV stays as the engine writes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from legation.ask.questions import Question, catalogue, question
from legation.errors import BadParameter, LegationError, ResultCut, UnknownFormat
from legation.export.tables import safe
from legation.serve.data.answering import later
from legation.serve.data.openapi import MEDIA, concepts, document
from legation.serve.data.pages import Pages
from legation.serve.data.site import Running, Served, home
from legation.serve.data.speaking import LANGUAGES, reader
from legation.serve.disconnect import watched
from legation.serve.negotiation import Form, best
from legation.serve.refusals import Refusal, refusal_of
from legation.serve.workers.job import Head, Job

_JSON = "application/sparql-results+json"
_OWN = ("format", "lang", "version", "view")
#: Names of forms, as ``?format=`` and extensions give them, with how legation writes them.
_WRITTEN = {
    "json": "json",
    "xml": "xml",
    "csv": "csv",
    "tsv": "tsv",
    "md": "markdown",
    "html": "json",
}
_NAMES = {"srj": "json", "srx": "xml", "markdown": "md", "htm": "html"}
_FORMS = (
    *(Form(media, name) for media, name in MEDIA.items()),
    Form("application/json", "json"),
    Form("application/xml", "xml"),
    Form("application/xhtml+xml", "html"),
)
#: A cell of CSV that is not empty.
_CELL = re.compile(r'"(?:[^"]|"")*"|[^",\r\n]+')
#: How many bytes of an answer a page is made of; past them it asks to take a file instead.
_MOST = 4 << 20
#: What a reader can put right in the form.
_CAN_BE_MENDED = (400, 404)


class Answers:
    """``/questions/<topic>/<name>``: the answer to a question."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.pages = pages
        self.desk = pages.desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        from legation.serve.endpoint import is_known, not_allowed, options

        request = Request(scope, receive)
        if request.method == "OPTIONS":
            await options(("GET", "HEAD", "OPTIONS"))(scope, receive, send)
            return
        if request.method not in {"GET", "HEAD"}:
            raise not_allowed(request.method, ("GET", "HEAD", "OPTIONS"))
        asked, form = _wanted(request)
        given, language = _given(request), reader(request)
        headers = {
            "Content-Type": form.content_type,
            "Content-Language": language,
            "Vary": "Accept, Accept-Language, Accept-Encoding",
            "Cache-Control": "no-cache",
            "ETag": self.desk.tag(request, form, language),
        }
        if is_known(request, headers["ETag"]):
            await Response(b"", 304, headers)(scope, receive, send)
            return
        if form.made_as == "html" and not given and any(p.required for p in asked.parameters):
            body = await self.desk.make(later(self.pages.question, request, asked, {}, None))
            await Response(body, 200, headers)(scope, receive, send)
            return
        job = Job(
            question=asked.name,
            given=given,
            language=language,
            format=_WRITTEN[form.made_as],
            base=self.site.base,
            head=request.method == "HEAD",
        )
        scope["legation.query"] = f"{asked.name} {json.dumps(given, ensure_ascii=False)}"
        try:
            await self._answer(job, form, asked, request, headers, send)
        except LegationError as error:
            refusal = refusal_of(error)
            if form.made_as != "html" or job.head or refusal.status not in _CAN_BE_MENDED:
                raise
            work = later(self.pages.question, request, asked, given, None, refusal)
            told = {n: v for n, v in headers.items() if n != "ETag"} | {"Cache-Control": "no-store"}
            body = await self.desk.make(work)
            await Response(body, refusal.status, told)(scope, receive, send)

    async def _answer(
        self,
        job: Job,
        form: Form,
        asked: Question,
        request: Request,
        headers: Mapping[str, str],
        send: Send,
    ) -> None:
        from legation.serve.endpoint import send_all

        scope, receive, given = request.scope, request.receive, job.given
        client = request.client.host if request.client else ""
        async with watched(receive), self.site.pool.run(job, client) as running:
            if form.made_as == "html" and not job.head:
                found = await _gathered(running)
                body = await self.desk.make(
                    later(self.pages.question, request, asked, given, found)
                )
                await Response(body, 200, headers)(scope, receive, send)
            elif job.head:
                await Response(b"", 200, headers)(scope, receive, send)
            else:
                shown = Harmless(running) if form.made_as == "csv" else running
                await send_all(shown, headers, send)


def _wanted(request: Request) -> tuple[Question, Form]:
    """Return the question that a path names, and the form in which its answer is wanted.

    Raises
    ------
    UnknownQuestion, UnknownFormat
        There is none.
    Refusal
        406: no form of its answer is accepted.

    """
    name = request.path_params["name"]
    known = {q.name for q in catalogue()}
    extension = request.query_params.get("format", "")
    if name not in known and "." in name:
        stem, _, ending = name.rpartition(".")
        if stem in known:
            name, extension = stem, ending
    asked = question(name)
    if extension:
        wanted = _NAMES.get(extension.lower(), extension.lower())
        form = next((one for one in _FORMS if one.made_as == wanted), None)
        if form is None:
            raise UnknownFormat(
                f"an answer cannot be written as {extension[:20]!r}",
                hint=f"known: {', '.join(_WRITTEN)}",
            )
        return asked, form
    form = best(request.headers.get("accept"), _FORMS)
    if form is None:
        raise Refusal(
            406,
            "the answer has no form that is accepted",
            hint=f"accept one of: {', '.join(MEDIA)}",
        )
    return asked, form


def _given(request: Request) -> dict[str, str]:
    """Return the parameters as they were given; a field of a form that was left empty is none.

    Raises
    ------
    BadParameter
        One is given twice.

    """
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in _OWN or not value.strip():
            continue
        if name in given:
            raise BadParameter(f"{name[:40]!r} is given twice", hint="give it once")
        given[name] = value
    return given


async def _gathered(running: Running) -> bytes | None:
    """Return an answer in JSON, ``None`` if it is too large for a page."""
    parts, size = [], 0
    async for chunk in running.chunks():
        parts.append(chunk)
        size += len(chunk)
        if size > _MOST:
            return None
    return b"".join(parts)


class Harmless:
    """An answer in CSV of which no cell is run by a spreadsheet, made as it comes."""

    def __init__(self, running: Running) -> None:
        self._running = running

    @property
    def head(self) -> Head:
        """What the answer is."""
        return self._running.head

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the answer, record by record.

        Raises
        ------
        ResultCut
            A cell is larger than any spreadsheet takes.

        """
        rest, is_open = b"", False
        async for chunk in self._running.chunks():
            end, is_open = last_record(chunk, is_open)
            if end:
                yield harmless(rest + chunk[:end])
                rest = b""
            rest += chunk[end:]
            if len(rest) > _MOST:
                raise ResultCut("a cell is too large for a spreadsheet", hint="take it as JSON")
        if rest:
            yield harmless(rest)


def last_record(chunk: bytes, is_open: bool) -> tuple[int, bool]:
    r"""Return where the last record of a piece of CSV ends, and if the piece ends within quotes.

    ``is_open`` tells if it begins within quotes.

    >>> last_record(b'a,"b\n', False), last_record(b'c",d\ne', True)
    ((0, True), (5, False))
    """
    ends_open = is_open ^ (chunk.count(b'"') % 2 == 1)
    end, inside = len(chunk), ends_open
    while (line := chunk.rfind(b"\n", 0, end)) >= 0:
        inside ^= chunk.count(b'"', line, end) % 2 == 1
        if not inside:
            return line + 1, ends_open
        end = line
    return 0, ends_open


def harmless(records: bytes) -> bytes:
    r"""Return records of CSV with cells that nothing runs.

    >>> harmless(b'a\r\n=1+1,"=b, c"\r\n-5\r\n')
    b'a\r\n\'=1+1,"\'=b, c"\r\n-5\r\n'
    """
    return _CELL.sub(_cell, records.decode()).encode()


def _cell(found: re.Match[str]) -> str:
    cell = found[0]
    return f'"{safe(cell[1:-1])}"' if cell.startswith('"') else safe(cell)


class Catalogue:
    """``/questions`` and ``/openapi.json``: which questions there are."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.pages = pages
        self.desk = pages.desk

    async def list(self, request: Request) -> Response:
        """Return all questions, for people or as JSON."""
        forms = (Form("text/html", "html"), Form("application/json", "json"))
        wanted = request.query_params.get("format")
        form = next((f for f in forms if f.made_as == wanted), None)
        form = form or best(request.headers.get("accept"), forms)
        if form is None:
            raise Refusal(406, "the list is HTML or JSON", hint="accept application/json")
        work = (
            later(self._json, request)
            if form.made_as == "json"
            else later(self.pages.questions, request)
        )
        return await self.desk.answer(request, form, work, language=reader(request))

    def _json(self, request: Request) -> bytes:
        told = {"questions": [_told(one, home(self.site, request)) for one in catalogue()]}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    async def openapi(self, request: Request) -> Response:
        """Return the questions as an OpenAPI document."""
        work = later(self._openapi, request)
        return await self.desk.answer(request, Form("application/json", "json"), work)

    def _openapi(self, request: Request) -> bytes:
        return json.dumps(document(home(self.site, request)), ensure_ascii=False).encode()


def _told(one: Question, server: str) -> Mapping[str, object]:
    return {
        "name": one.name,
        "url": f"{server}questions/{one.name}",
        "title": {code: one.title[code] for code in LANGUAGES},
        "note": dict(one.note),
        "competency": list(one.competency),
        "view": one.view,
        "parameters": [
            {
                "name": p.name,
                "type": p.type,
                "required": p.required,
                "meaning": dict(p.meaning),
                **({"default": p.default} if p.default else {}),
                **({"choices": list(p.choices)} if p.choices else {}),
                **({"choices": concepts(p.scheme)} if p.scheme else {}),
            }
            for p in one.parameters
        ],
    }
