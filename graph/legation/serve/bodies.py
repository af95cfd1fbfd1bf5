"""Bodies of requests: read with a limit and a deadline, refused while they are being read."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.requests import ClientDisconnect, Request

from legation.serve.refusals import Refusal

MEBIBYTE = 1 << 20
#: What a query may weigh, with all that a form says beside it.
MOST_OF_QUERY = MEBIBYTE
#: What may be uploaded or written by one update.
MOST_OF_UPLOAD = 64 * MEBIBYTE
#: Bytes of an answer from which on it is compressed for who takes that.
WORTH_GZIP = 1_000
#: Seconds in which a body must have come, if the server says nothing else; uploads have more.
PATIENCE = 10.0
_UPLOADS = 12


def content_type(request: Request) -> str:
    """Return the media type of a body, without parameters.

    Raises
    ------
    Refusal
        415: it is said to be in another encoding than UTF-8, or compressed.

    """
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"", "identity"}:
        raise Refusal(
            415,
            f"the body is sent as {encoding!r}, and only plain bodies are read",
            hint="send it without Content-Encoding",
            headers={"Accept-Encoding": "identity"},
        )
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"').lower()
        if name.strip().lower() == "charset" and charset not in {"utf-8", "utf8", "us-ascii"}:
            raise Refusal(415, "the body is not in UTF-8", hint="send it as UTF-8")
    return media.strip().lower()


async def read_text(request: Request, most: int = MOST_OF_QUERY) -> str:
    """Return a body as text.

    Raises
    ------
    Refusal
        413, 408, or 400 where it is no UTF-8.

    """
    held = bytearray()
    async for part in _parts(request, most):
        held += part
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(
            400, f"the body is no UTF-8: byte {error.start + 1} fits nothing", hint="send UTF-8"
        ) from None


@asynccontextmanager
async def kept(request: Request, folder: Path, most: int = MOST_OF_UPLOAD) -> AsyncIterator[Path]:
    """Keep a body in a file until the end of the block.

    Raises
    ------
    Refusal
        413 or 408.

    """
    with tempfile.NamedTemporaryFile(dir=folder, prefix="body-") as file:
        async for part in _parts(request, most, _UPLOADS):
            # The page cache takes it; what it weighs is bounded.
            file.write(part)
        file.flush()
        yield Path(file.name)


async def _parts(request: Request, most: int, longer: int = 1) -> AsyncIterator[bytes]:
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        raise _too_large(most)
    size = 0
    deadline = longer * request.scope.get("legation.patience", PATIENCE)
    ends = asyncio.get_running_loop().time() + deadline
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout_at(ends):
                part = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Refusal(
                408, f"the body did not come within {deadline:g} s", headers={"Connection": "close"}
            ) from None
        except ClientDisconnect:
            raise Refusal(400, "the client has left") from None
        size += len(part)
        if size > most:
            raise _too_large(most)
        yield part


def _too_large(most: int) -> Refusal:
    return Refusal(
        413,
        f"the body is larger than {most // MEBIBYTE} MiB",
        hint="send less at once",
        headers={"Connection": "close"},
    )
