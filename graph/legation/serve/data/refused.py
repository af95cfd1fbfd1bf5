"""The page that tells a reader of a refusal, in the frame and the language of all other pages."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request

from legation.serve.data.pages import Pages, words
from legation.serve.data.speaking import reader
from legation.serve.refusals import Refusal


class RefusalPages:
    """Makes these pages for a site."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def page(self, request: Request, refusal: Refusal) -> bytes:
        """Return the page; the sentence that says what is wrong is in English.

        The version that was asked for may be what there is not: the page is of the latest.
        """
        kept = {n: v for n, v in request.query_params.items() if n != "version"}
        now = Request({**request.scope, "query_string": urlencode(kept).encode()})
        say, status = words(reader(request)), refusal.status
        title = say.get(f"refused.{status.value}", status.phrase)
        return self._pages.page("refused", now, refusal=refusal, title=f"{status.value} {title}")
