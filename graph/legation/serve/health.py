"""``/health``: is the server well, and what does it serve; for those who watch it.

200 while requests are answered, 503 while the server stops: that is what balancers of load look
at. A graph in another store that is away is answered for from its copy, so it is 200 as well, and
``status`` is ``degraded``: a server that is taken out for that would help nobody.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from legation.serve.endpoint import not_allowed, options

if TYPE_CHECKING:
    from legation.serve.site import Site

_METHODS = ("GET", "HEAD", "OPTIONS")


class Health:
    """Answers at once, without a worker; 503 while the server is stopping."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] not in _METHODS:
            raise not_allowed(scope["method"], _METHODS)
        if scope["method"] == "OPTIONS":
            await options(_METHODS)(scope, receive, send)
            return
        site = self.site
        trouble = site.trouble
        well = "degraded" if trouble else "ok"
        told = {
            "status": "stopping" if site.stopping else well,
            "version": site.version.number,
            "kind": "plain" if site.plain else "managed",
            "writable": site.writable,
            "isolated": site.isolated,
            "running": site.pool.running,
            "waiting": site.pool.waiting,
        }
        if site.elsewhere:
            told["store"] = trouble.word if trouble else "ok"
        if trouble:
            told["since"] = trouble.since
        body = json.dumps(told).encode() + b"\n"
        headers = {
            "Content-Type": "application/json",
            "Cache-Control": "no-store",
            "Content-Length": str(len(body)),
        }
        await Response(
            b"" if scope["method"] == "HEAD" else body, 503 if site.stopping else 200, headers
        )(scope, receive, send)
