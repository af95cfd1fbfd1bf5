"""Named questions asked for a page: of the workers, within their limits, as rows of terms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from legation.errors import QueryTooBig, QueryTooLong, ResultCut
from legation.serve.data.site import Served
from legation.serve.data.speaking import reader
from legation.serve.workers.job import Job

Term = Mapping[str, str]
Row = Mapping[str, Term]
#: How many bytes of an answer a page is made of.
MOST_OF_SECTION = 32 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was given, and its rows; ``trouble`` says why there are none."""

    name: str
    given: Mapping[str, str]
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    note: str = ""
    trouble: str = ""

    @property
    def path(self) -> str:
        """Where the question is asked, with what was given."""
        return f"/questions/{self.name}" + (f"?{urlencode(self.given)}" if self.given else "")


async def ask(site: Served, request: Request, name: str, given: Mapping[str, str]) -> Asked:
    """Ask a question; one that takes too long or finds too much is told as trouble.

    Raises
    ------
    ServerBusy
        Too many wait already.
    BadParameter
        What is given cannot be read.

    """
    job = Job(
        question=name,
        given=dict(given),
        language=reader(request),
        format="json",
        base=site.base,
    )
    client = request.client.host if request.client else ""
    parts, size = [], 0
    try:
        async with site.pool.run(job, client) as running:
            async for chunk in running.chunks():
                parts.append(chunk)
                size += len(chunk)
                if size > MOST_OF_SECTION:
                    return Asked(name, given, trouble="the answer is too large for a page")
    except (QueryTooLong, QueryTooBig, ResultCut) as error:
        return Asked(name, given, trouble=error.message)
    found: dict[str, Any] = json.loads(b"".join(parts))
    rows = found.get("results", {}).get("bindings", [])
    return Asked(name, given, tuple(found["head"]["vars"]), tuple(rows), str(found.get("note", "")))
