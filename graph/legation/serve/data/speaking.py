"""In which language a reader is answered, and how a choice is kept from page to page.

A reader who follows a link to the other language means the pages after it, too. The choice is
kept in a cookie of the browser that holds nothing but ``en`` or ``vi``; programs have none.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legation.serve.negotiation import language

LANGUAGES = ("en", "vi")
_COOKIE = "lang"
_YEAR = 365 * 24 * 3600


def reader(request: Request) -> str:
    """Return the language of the reader: of ``?lang=``, of the last choice, of the browser."""
    for told in (request.query_params.get("lang"), request.cookies.get(_COOKIE)):
        if told in LANGUAGES:
            return told
    return language(request.headers.get("accept-language"))


class Remembered:
    """Wraps an application: a page asked for in a language sets the language of the next."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        chosen = request.query_params.get("lang")

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "content-language" in headers:
                    headers.add_vary_header("Cookie")
                    if chosen in LANGUAGES and chosen != request.cookies.get(_COOKIE):
                        told = (
                            f"{_COOKIE}={chosen}; Path=/; Max-Age={_YEAR}; SameSite=Lax; HttpOnly"
                        )
                        headers["set-cookie"] = told
            await send(message)

        await self.app(scope, receive, telling)
