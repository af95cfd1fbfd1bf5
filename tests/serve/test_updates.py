"""``/update``: who may write, what is written, and that the next query sees it."""

from __future__ import annotations

import httpx
import pytest

from served import TOKEN, Server

INSERT = "INSERT DATA { GRAPH <urn:u:g> { <urn:u:s> <urn:u:p> 1 } }"
DIRECT = {"Content-Type": "application/sparql-update"}


def _ask(web: httpx.Client, pattern: str) -> bool:
    got = web.get("/sparql", params={"query": f"ASK {{ {pattern} }}"})
    return bool(got.json()["boolean"])


def _update(web: httpx.Client, text: str, **params: str) -> httpx.Response:
    return web.post("/update", content=text.encode(), headers=DIRECT, params=params)


def test_what_is_written_is_seen_by_the_next_query(web: httpx.Client) -> None:
    """An update is one new version, which is served before the update is answered."""
    for n in range(3):
        pattern = f"<urn:u:see> <urn:u:p> {n}"
        assert not _ask(web, pattern)
        assert _update(web, f"INSERT DATA {{ {pattern} }}").status_code == 204
        assert _ask(web, pattern)
    form = web.post("/update", data={"update": "DELETE WHERE { <urn:u:see> ?p ?o }"})
    assert form.status_code == 204
    assert not _ask(web, "<urn:u:see> ?p ?o")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer ộ".encode()},
    ],
)
def test_who_has_no_token_may_not_write(plain: Server, headers: dict[str, str]) -> None:
    """Without the token nothing is written, and the answer says how to show it."""
    with httpx.Client(base_url=plain.url, trust_env=False) as client:
        got = client.post("/update", content=INSERT, headers=DIRECT | headers)
        assert (got.status_code, got.headers["www-authenticate"]) == (
            401,
            'Bearer realm="legation"',
        )
        got = client.post(f"/update?access_token={TOKEN}", content=INSERT, headers=DIRECT | headers)
        assert got.status_code == 401
        assert not _ask(client, "GRAPH <urn:u:g> { ?s ?p ?o }")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
    ],
)
def test_pages_of_other_sites_may_not_write(web: httpx.Client, headers: dict[str, str]) -> None:
    """A form that another site makes a browser send is refused, even with the token."""
    got = web.post("/update", data={"update": INSERT}, headers=headers)
    assert (got.status_code, got.json()["detail"]) == (
        403,
        "a page of another site may not write here",
    )


def test_a_managed_graph_says_why_it_takes_no_updates(
    reader: httpx.Client, managed: Server
) -> None:
    """What it holds comes from its sources; the answer says what to do instead."""
    for got in (_update(reader, INSERT), reader.put("/store?default", content="")):
        assert got.status_code == 403
        told = got.json()
        assert told["detail"].endswith(
            " is a managed graph: what it holds comes from its sources and is settled, "
            "so it takes no updates"
        )
        assert told["hint"].startswith("only a plain graph takes them")


def test_the_dataset_of_an_update_is_that_of_the_request(web: httpx.Client) -> None:
    """Graphs named in the request are those of USING; an update with its own is refused."""
    for name in ("a", "b"):
        _update(web, f"INSERT DATA {{ GRAPH <urn:w:{name}> {{ <urn:w:s> <urn:w:p> '{name}' }} }}")
    copy = "INSERT { GRAPH <urn:w:out> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    got = _update(web, copy, **{"using-graph-uri": "urn:w:b"})
    assert got.status_code == 204
    assert _ask(web, "GRAPH <urn:w:out> { <urn:w:s> <urn:w:p> 'b' }")
    assert not _ask(web, "GRAPH <urn:w:out> { <urn:w:s> <urn:w:p> 'a' }")
    both = _update(web, f"WITH <urn:w:a> {copy}", **{"using-graph-uri": "urn:w:b"})
    assert both.status_code == 400
    assert both.json()["detail"] == "the update has WITH itself, and the request names graphs, too"


@pytest.mark.parametrize(
    ("status", "text", "detail"),
    [
        (400, "INSERT DATA { <urn:x> }", "the update is no SPARQL at line 1"),
        (400, "DROP ALL; LOAD <urn:x", "the update is no SPARQL at line 1"),
        (403, "DROP ALL; LOAD <http://127.0.0.1:9/>", "LOAD asks another machine"),
        (403, "LOAD SILENT <http://127.0.0.1:9/> INTO GRAPH <urn:x>", "LOAD asks another machine"),
        (
            403,
            "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SERVICE asks",
        ),
        (
            400,
            "INSERT { ?s ?p ?o } WHERE " + "{" * 70 + "}" * 70,
            "the update is nested deeper than 64",
        ),
        (
            409,
            "CLEAR GRAPH <urn:u:none>",
            "the update cannot be done: The graph <urn:u:none> does not",
        ),
        (400, "", "the update is empty"),
    ],
)
def test_what_is_refused_changes_nothing(
    web: httpx.Client, status: int, text: str, detail: str
) -> None:
    """An update that is wrong or reaches out leaves the graph as it was."""
    _update(web, "INSERT DATA { <urn:u:stays> <urn:u:p> 1 }")
    before = web.get("/health").json()["version"]
    got = _update(web, text)
    assert got.status_code == status
    assert got.json()["detail"].startswith(detail)
    assert web.get("/health").json()["version"] == before
    assert _ask(web, "<urn:u:stays> <urn:u:p> 1")


def test_the_log_has_no_secrets(web: httpx.Client, plain: Server) -> None:
    """The log tells of requests with their times, never a token, a query or what is behind '?'."""
    web.get("/sparql", params={"query": "ASK { <urn:secret:name> ?p ?o }", "token": "s3cret"})
    while '"path": "/sparql", "status": 200, "ms": ' not in (told := plain.told()):
        pass  # lines are written a moment later
    for secret in (TOKEN, "urn:secret:name", "s3cret"):
        assert secret not in told


def test_an_update_in_the_url_is_none(web: httpx.Client) -> None:
    """Only a body brings one (SPARQL 1.1 Protocol, 2.2): an address may be followed by mistake."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    got = web.post("/update", params={"update": INSERT}, content=b"", headers=form)
    assert (got.status_code, got.json()["detail"]) == (400, "the form has no field 'update'")
    got = web.post("/sparql", data={"update": INSERT})
    assert got.status_code == 400
    assert got.json()["hint"].startswith("post it to /update")


def test_of_two_tokens_none_is_taken(plain: Server) -> None:
    """Who shows a right and a wrong one has shown none."""
    shown = [("Authorization", f"Bearer {TOKEN}"), ("Authorization", "Bearer wrong")]
    for headers in (shown, shown[::-1]):
        with httpx.Client(base_url=plain.url, trust_env=False) as client:
            got = client.post("/update", content=INSERT, headers=[*headers, *DIRECT.items()])
            assert got.status_code == 401
