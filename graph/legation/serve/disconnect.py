"""Connections that end early: a client that leaves, an answer that breaks off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import cast

from starlette.types import Receive


class ClientGone(Exception):
    """The client has closed the connection; nobody is there to be told."""


class AnswerBroken(Exception):
    """An answer broke off after its first bytes: the connection ends without the last chunk."""


#: Seconds after which somebody looks whether the client is still there; most answers are out by then.
_SOON = 0.1


@asynccontextmanager
async def watched(receive: Receive) -> AsyncIterator[None]:
    """Run a block that is given up as soon as the client has left; the body has been read.

    Raises
    ------
    ClientGone
        It has left.

    """
    task = cast("asyncio.Task[object]", asyncio.current_task())
    left = False

    async def watch() -> None:
        nonlocal left
        while (await receive())["type"] != "http.disconnect":
            pass
        left = True
        task.cancel()

    watchers: list[asyncio.Task[None]] = []
    soon = asyncio.get_running_loop().call_later(
        _SOON, lambda: watchers.append(asyncio.create_task(watch()))
    )
    try:
        yield
    except asyncio.CancelledError:
        if not left or task.uncancel():
            raise
        raise ClientGone from None
    finally:
        soon.cancel()
        for watcher in watchers:
            watcher.cancel()
            with suppress(asyncio.CancelledError):
                await watcher
