"""``/update``: SPARQL Update on plain graphs, for those who have the token."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from legation.serve.bodies import MOST_OF_UPLOAD
from legation.serve.endpoint import not_allowed, options
from legation.serve.protocol import FORM, UPDATE, address, update_of
from legation.serve.writing import may_write

if TYPE_CHECKING:
    from legation.serve.site import Site

_METHODS = ("POST", "OPTIONS")


class Updates:
    """Runs updates (SPARQL 1.1 Protocol, 2.2): each is one new version, whole or not at all."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        if request.method == "OPTIONS":
            await options(_METHODS, f"{UPDATE}, {FORM}")(scope, receive, send)
            return
        if request.method not in _METHODS:
            raise not_allowed(request.method, _METHODS)
        may_write(self.site, request)
        asked = await update_of(request, MOST_OF_UPLOAD)
        scope["legation.query"] = asked.text
        using = None
        if asked.default_graphs is not None:
            using = (asked.default_graphs, asked.named_graphs)
        with tempfile.NamedTemporaryFile(dir=self.site.folder) as file:
            file.write(asked.text.encode())
            file.flush()
            await self.site.writer.order(
                {
                    "do": "update",
                    "file": file.name,
                    "using": using,
                    "base": address(request, self.site),
                }
            )
        await Response(b"", 204)(scope, receive, send)
