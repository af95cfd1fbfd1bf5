"""Answers that are kept: the same bytes without a worker, never after the graph has changed."""

from __future__ import annotations

from pathlib import Path

import httpx
from hypothesis import given
from hypothesis import strategies as st

import legation
from legation.serve.kept import Answer, Kept, fickle
from served import SHOWN, Server, serving

COUNT = {"query": "SELECT (COUNT(*) AS ?n) { ?s <urn:kept:p> ?o }"}


def test_the_same_request_has_the_same_answer(reader: httpx.Client) -> None:
    """Headers and body do not tell whether an answer was kept; another form is another answer."""
    query = {"query": "SELECT ?kept { VALUES ?kept { 1 2 } }"}
    csv, again, other = (
        reader.get("/sparql", params=query, headers={"Accept": media})
        for media in ("text/csv", "text/csv", "text/tab-separated-values")
    )
    assert csv.content == again.content != other.content
    assert {**csv.headers, "date": ""} == {**again.headers, "date": ""}
    tag = {"Accept": "text/csv", "If-None-Match": csv.headers["etag"]}
    assert reader.get("/sparql", params=query, headers=tag).status_code == 304


def test_what_differs_each_time_is_not_kept(reader: httpx.Client) -> None:
    """Chance and time are asked anew."""
    query = {"query": "SELECT (STRUUID() AS ?x) {}"}
    assert (
        reader.get("/sparql", params=query).content != reader.get("/sparql", params=query).content
    )


def test_what_is_written_is_seen_at_once(plain: Server) -> None:
    """After a write no answer of the version before is given."""
    with httpx.Client(base_url=plain.url, headers=SHOWN, trust_env=False, timeout=60) as client:
        csv = {"Accept": "text/csv"}
        for number in range(1, 4):
            update = f"INSERT DATA {{ <urn:kept:{number}> <urn:kept:p> {number} }}"
            client.post("/update", data={"update": update}).raise_for_status()
            for _ in range(2):
                got = client.get("/sparql", params=COUNT, headers=csv)
                assert got.text == f"n\r\n{number}\r\n"


def test_nothing_need_be_kept(tmp_path: Path) -> None:
    """With ``--keep 0`` every query is asked anew."""
    home = tmp_path / "x.kg"
    legation.open(home).create(plain=True)
    with serving(home, "--keep", "0") as server, httpx.Client(trust_env=False) as client:
        for _ in range(2):
            got = client.get(f"{server.url}/sparql", params={"query": "ASK {}"})
            assert got.json()["boolean"]


def test_fickle_queries_are_told_from_others() -> None:
    """A function of time or chance is seen in any writing; a name that only looks like one is not."""
    for query in (
        "SELECT (now() AS ?x) {}",
        "SELECT (RAND # much\n () AS ?x) {}",
        "SELECT (StrUUID () AS ?x) {}",
        "SELECT * {} ORDER BYRAND()",
        "SELECT (N\\u004FW() AS ?x) {}",
    ):
        assert fickle(query)
    assert not fickle("SELECT ?known { ?known <urn:brand> ?grand }")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 900)), max_size=60))
def test_what_is_kept_is_bounded(puts: list[tuple[int, int]]) -> None:
    """However much is put in, no more than the room is kept, and what is kept is what was put."""
    kept = Kept(16_000 * 2)
    for number, size in puts:
        answer = Answer("12ab", [], b"x" * size, size)
        key = (str(number).encode(),)
        kept.put("v", key, answer)
        assert kept.size <= 32_000
        assert len(kept) <= 32
        found = kept.get("v", key)
        assert found is None or found.body.strip(b"x") == b""
    assert kept.get("w", (b"0",)) is None
    assert kept.size == 0
