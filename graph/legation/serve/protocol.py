"""The SPARQL 1.1 Protocol: what a request asks, wherever in it that stands.

https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request

from legation.serve.bodies import MOST_OF_QUERY, content_type, read_text
from legation.serve.refusals import Refusal

if TYPE_CHECKING:
    from legation.serve.site import Site

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_MANY_PARAMETERS = 1_000
_MEDIA = {"query": QUERY, "update": UPDATE}
#: What may be taken for the one that is wanted, and where it belongs.
_OTHER = {"query": "update", "update": "query"}
_THERE = {
    "update": "post it to /update, in the field 'update' or as application/sparql-update",
    "query": "send it to /sparql, in the parameter 'query'",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or an update, and the dataset it is for (``None``: the graph's own)."""

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


async def query_of(request: Request) -> Asked | None:
    """Return the query of a request, ``None`` if a GET has none.

    Raises
    ------
    Refusal
        400, 408, 413 or 415.

    """
    return await _asked(request, "query", QUERY, ("default-graph-uri", "named-graph-uri"))


async def update_of(request: Request, most: int = MOST_OF_QUERY) -> Asked:
    """Return the update of a request; it may only be posted.

    Raises
    ------
    Refusal
        400, 408, 413 or 415.

    """
    graphs = ("using-graph-uri", "using-named-graph-uri")
    asked = await _asked(request, "update", UPDATE, graphs, most)
    if asked is None:
        raise Refusal(400, "there is no update")
    return asked


async def _asked(
    request: Request, name: str, media: str, graphs: tuple[str, str], most: int = MOST_OF_QUERY
) -> Asked | None:
    given = _pairs(request.scope["query_string"].decode("latin-1"))
    other = _OTHER[name]
    if request.method != "POST" and any(key == other for key, _ in given):
        raise Refusal(400, f"an {other} cannot be sent in a URL", hint=_THERE[other])
    if request.method == "POST":
        sent = content_type(request)
        if sent == FORM:
            form = _pairs(await read_text(request, most))
            if not any(key == name for key, _ in form):
                hint = _THERE[other] if any(key == other for key, _ in form) else ""
                raise Refusal(400, f"the form has no field '{name}'", hint=hint)
            given += form
        elif sent == media:
            if any(key == name for key, _ in given):
                raise Refusal(400, f"there is one {name} in the URL and another in the body")
            given.append((name, await read_text(request, most)))
        else:
            raise Refusal(
                415,
                f"a body of type {sent!r} is no {name}" if sent else "the body has no type",
                hint=_THERE[other] if sent == _MEDIA[other] else f"send {media} or {FORM}",
                headers={"Accept-Post": f"{media}, {FORM}"},
            )
    texts = [value for key, value in given if key == name]
    if len(texts) > 1:
        raise Refusal(400, f"there is more than one {name}", hint="send one at a time")
    if not texts:
        return None
    default, named = (tuple(v for key, v in given if key == graph) for graph in graphs)
    _check((*default, *named))
    if not default and not named:
        return Asked(texts[0])
    return Asked(texts[0], default, named)


def _pairs(written: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            written,
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MANY_PARAMETERS,
        )
    except UnicodeDecodeError:
        raise Refusal(400, "a parameter is no UTF-8") from None
    except ValueError:
        raise Refusal(400, f"there are more than {_MANY_PARAMETERS} parameters") from None


def _check(graphs: Sequence[str]) -> None:
    for graph in graphs:
        absolute(graph, "a graph of the dataset")


def absolute(iri: str, what: str) -> ox.NamedNode:
    """Return an IRI as a term.

    >>> absolute("urn:x:graph", "the graph").value
    'urn:x:graph'

    Raises
    ------
    Refusal
        400: it is none, or relative.

    """
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise Refusal(
            400, f"{what} is no absolute IRI: {iri[:200]!r}", hint="write it in full"
        ) from None


def address(request: Request, site: Site) -> str:
    """Return the URL of a request without what stands behind ``?``, as the world sees it."""
    return f"{home(request, site)}{request.scope['raw_path'].decode('ascii', 'replace')}"


def home(request: Request, site: Site) -> str:
    """Return the URL of the server, without a slash at its end."""
    public = site.settings.public or f"{request.scope['scheme']}://{request.headers['host']}"
    return public.rstrip("/")
