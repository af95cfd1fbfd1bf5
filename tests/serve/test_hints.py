"""What is said to who asks over HTTP speaks of HTTP: no command, no option of a command."""

from __future__ import annotations

import re

import httpx
import pytest

from legation.errors import RemoteRefused, RemoteTimeout, RemoteUnreachable
from legation.serve.refusals import refusal_of

CLEAR = {"query": "CLEAR ALL"}
POST_IT = "post it to /update, in the field 'update' or as application/sparql-update"

MANAGED = (
    "this is a managed graph: what it holds comes from its sources and is settled, so it takes"
    " no updates"
)


@pytest.mark.parametrize(
    ("method", "path", "more", "detail", "hint"),
    [
        (
            *("GET", "/sparql?query=", {}),
            *("the query is empty", "send SPARQL in the parameter 'query'"),
        ),
        (
            *("GET", "/questions/nope/nope", {}),
            *("no question is called 'nope/nope'", "/questions lists all of them"),
        ),
        (
            *("GET", "/sparql", {"params": CLEAR}),
            "CLEAR changes a graph, and a query only asks",
            "post an update to /update, in the field 'update'",
        ),
        (
            *("POST", "/sparql", {"data": CLEAR}),
            "CLEAR changes a graph, and a query only asks",
            "post an update to /update, in the field 'update'",
        ),
        (
            *("GET", "/sparql?update=CLEAR+ALL", {}),
            *("an update cannot be sent in a URL", POST_IT),
        ),
        (
            *("GET", "/sparql?query=ASK+%7B%7D&update=CLEAR+ALL", {}),
            *("an update cannot be sent in a URL", POST_IT),
        ),
        (
            *("POST", "/sparql", {"data": {"update": "CLEAR ALL"}}),
            *("the form has no field 'query'", POST_IT),
        ),
        (
            *("POST", "/sparql"),
            {"content": b"CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
            *("a body of type 'application/sparql-update' is no query", POST_IT),
        ),
        (
            *("POST", "/update", {"data": {"update": "CLEAR ALL"}}),
            MANAGED,
            "only a plain graph takes them; to this one whoever runs the server adds sources",
        ),
        (
            *("GET", "/health", {"headers": {"Host": "elsewhere.example"}}),
            "this server does not answer under that host name",
            "whoever runs it can allow more names",
        ),
        (
            *("GET", "/sparql?query=ASK+%7B+?s+nix:da+?o+%7D", {}),
            "the query is no SPARQL at line 1, column 10: the prefix 'nix:' is not declared",
            "begin with PREFIX nix: <IRI>",
        ),
    ],
)
def test_a_hint_says_what_to_do_over_http(
    reader: httpx.Client, method: str, path: str, more: dict[str, object], detail: str, hint: str
) -> None:
    """It names the path and the parameter, and nothing that only who runs the server could type."""
    told = reader.request(method, path, **more).json()  # type: ignore[arg-type]
    assert told["detail"] == detail
    assert told["hint"].endswith(hint)
    assert not re.search(r"legation [a-z]|(^| )--?[a-z]", told["hint"])


@pytest.mark.parametrize(
    ("kind", "status"), [(RemoteUnreachable, 502), (RemoteRefused, 502), (RemoteTimeout, 504)]
)
def test_where_another_store_is_is_not_told(
    kind: type[RemoteUnreachable | RemoteRefused | RemoteTimeout], status: int
) -> None:
    """That it is away is a status; its address is for the log."""
    refusal = refusal_of(kind("the store at http://inside.example/query cannot be reached"))
    assert (refusal.status, str(refusal)) == (
        status,
        "the store of this graph does not answer as it should; /health says more",
    )
