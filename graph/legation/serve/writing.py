"""Who may write, and how a write becomes a version that the next query sees."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from legation.errors import GraphError, ServerBusy, SourceUnreadable
from legation.serve.refusals import Refusal
from legation.serve.shield import refuse_other_sites
from legation.serve.workers import isolation
from legation.serve.writer import error_of
from legation.store.settings import PLAIN

if TYPE_CHECKING:
    from legation.serve.site import Site

#: Writes that wait for the one that is done now, and for how many seconds at most.
MOST_WAITING = 8
LONGEST_WAIT = 10.0


class Writer:
    """Gives orders to a process that writes, one after the other; it is started when needed.

    A few may wait, and not for long: who comes behind a write of minutes is told to come again.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def order(
        self, order: Mapping[str, object], condition: Callable[[], None] | None = None
    ) -> Mapping[str, Any]:
        """Have something written, and serve the version that came of it.

        A condition is looked at when no other write of this server is on its way.

        Raises
        ------
        ServerBusy
            Another write takes long, or too many wait already.
        LegationError
            What the process tells; or the data has ended it; or what the condition raises.

        """
        async with self._my_turn():
            if condition is not None:
                await self._site.refresh()
                condition()
            said = await self._said(order)
            if "error" in said:
                raise error_of(said)
            await self._site.refresh()
        return said

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        if self._waiting >= MOST_WAITING:
            raise _busy("too many writes wait already")
        self._waiting += 1
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await self._turn.acquire()
        except TimeoutError:
            raise _busy("another write takes long, and one is done at a time") from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()

    async def close(self) -> None:
        """Let the process end what it does, and end."""
        async with self._turn:
            process, self._process = self._process, None
            if process is not None and process.stdin is not None:
                process.stdin.close()
                await process.wait()

    async def _said(self, order: Mapping[str, object]) -> Mapping[str, Any]:
        process, settings = self._process, self._site.settings
        if process is None or process.returncode is not None:
            process = self._process = await asyncio.create_subprocess_exec(
                *isolation.command("legation.serve.writer"),
                str(self._site.home.resolve()),
                str(settings.write_memory),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env=isolation.environment(),
            )
        orders, answers = process.stdin, process.stdout
        if orders is None or answers is None:  # it was started with both
            raise GraphError("nobody is there who writes")
        answer = b""
        try:
            async with asyncio.timeout(settings.write_time):
                orders.write(json.dumps(order).encode() + b"\n")
                await orders.drain()
                answer = await answers.readline()
        except TimeoutError:
            told = f"the write took longer than {settings.write_time:g} s, and nothing was changed"
            raise Refusal(504, told, hint="write less at once") from None
        except ConnectionError:
            pass
        finally:
            # An order of which nobody knows whether it was done must not be followed by another
            # to the same process, which may be about to end and still hold the graph.
            if not answer:
                self._process = None
                if process.returncode is None:
                    process.kill()
                await process.wait()
        if not answer and order["do"] == "update":
            told = "the update needed more memory than a write may take, and nothing was changed"
            raise Refusal(507, told, hint="change less at once")
        if not answer:
            raise SourceUnreadable("the data has ended the process that was to read it")
        said: Mapping[str, Any] = json.loads(answer)
        return said


def _busy(why: str) -> ServerBusy:
    return ServerBusy(
        f"{why}; nothing was changed", retry_after=round(LONGEST_WAIT), hint="send it again later"
    )


def may_write(site: Site, request: Request) -> None:
    """Do nothing if a request may change the graph.

    Raises
    ------
    WrongKind
        The graph is managed.
    Refusal
        401 or 403, and why.

    """
    if site.elsewhere:
        raise Refusal(
            403,
            "the graph lies in another store, and this server only reads it",
            hint="send the update to that store",
        )
    site.versions.require(PLAIN, "this")
    if not site.settings.writable:
        raise Refusal(403, "this server only reads", hint="whoever runs it can let it take updates")
    refuse_other_sites(request)
    shown = request.headers.getlist("authorization")
    scheme, _, token = (shown[0] if shown else "").partition(" ")
    if (
        len(shown) != 1
        or scheme.lower() != "bearer"
        or not hmac.compare_digest(token.strip().encode(), site.settings.token.encode())
    ):
        raise Refusal(
            401,
            "who writes must show the token of this server",
            hint="send it as 'Authorization: Bearer …'",
            headers={"WWW-Authenticate": 'Bearer realm="legation"'},
        )
