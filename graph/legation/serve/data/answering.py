"""How this room answers: made in a thread, few at a time, with a tag by version and language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial

import anyio
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from legation.serve.data.site import Served, release
from legation.serve.negotiation import Form
from legation.serve.refusals import Refusal

#: Pages are made by Python: more at once would make queries wait for it.
_AT_ONCE = 2
_WAITING = 32


class Desk:
    """Makes documents for a site, a few at a time; those who find a long queue come again."""

    def __init__(self, site: Served) -> None:
        self.site = site
        self._waiting = 0
        self._limiter: anyio.CapacityLimiter | None = None

    async def make(self, work: Callable[[], bytes]) -> bytes:
        """Return what ``work`` makes in a thread.

        Raises
        ------
        Refusal
            Too many wait already.

        """
        if self._limiter is None:  # belongs to the loop that runs
            self._limiter = anyio.CapacityLimiter(_AT_ONCE)
        if self._waiting >= _WAITING:
            raise Refusal(
                503, "too many pages are being made", hint="try again", headers={"Retry-After": "1"}
            )
        self._waiting += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._waiting -= 1

    async def answer(
        self,
        request: Request,
        form: Form,
        work: Callable[[], bytes],
        *,
        language: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Return a document in one form, or 304 to who has it already."""
        told: dict[str, str] = {
            "Content-Type": form.content_type,
            "ETag": self.tag(request, form, language),
            "Vary": "Accept, Accept-Language, Accept-Encoding",
            "Cache-Control": "no-cache",
            **(headers or {}),
        }
        if form.media == "text/html":
            told["Content-Language"] = language
        if self.known(request, form, language):
            return Response(b"", 304, told)
        body = await self.make(work)
        if request.method == "HEAD":
            return Response(b"", 200, {**told, "Content-Length": str(len(body))})
        return Response(body, 200, told)

    def known(self, request: Request, form: Form, language: str = "") -> Response | None:
        """Return 304 to who has the answer already, so that nothing is asked for it."""
        from legation.serve.endpoint import is_known

        tag = self.tag(request, form, language)
        return Response(b"", 304, {"ETag": tag}) if is_known(request, tag) else None

    def tag(self, request: Request, form: Form, language: str) -> str:
        """Return what tells this answer from every other: of path, form, language and version."""
        asked = (str(request.url), form.media, language, release())
        return f'W/"{self.site.mark}-{hashlib.sha256(repr(asked).encode()).hexdigest()[:24]}"'


def later(work: Callable[..., bytes], *given: object) -> Callable[[], bytes]:
    """Return ``work`` with what it is given, to be done in a thread."""
    return partial(work, *given)
