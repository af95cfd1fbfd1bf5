"""The suites of the W3C, run against a server; they are not ours, and are found by a variable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from served import TOKEN, Server

pytestmark = pytest.mark.slow


@pytest.fixture
def suites() -> Path:
    """Return the folder of the suites; skip where it is not given."""
    given = os.environ.get("LEGATION_CONFORMANCE")
    if not given or not Path(given).is_dir():
        pytest.skip("LEGATION_CONFORMANCE names no folder of conformance suites")
    return Path(given)


def _run(suites: Path, script: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, str(suites / script), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


WRITER = ("--header", f"Authorization: Bearer {TOKEN}")


def test_the_protocol_is_kept(suites: Path, plain: Server) -> None:
    """All exchanges of the SPARQL 1.1 Protocol go as they should."""
    places = ("--query", f"{plain.url}/sparql", "--update", f"{plain.url}/update")
    told = _run(suites, "h_protocol.py", *places, *WRITER)
    assert "34 passed, 0 failed" in told, told


def test_the_graph_store_protocol_is_kept(suites: Path, plain: Server) -> None:
    """All exchanges of the Graph Store Protocol, and nine more, go as they should."""
    told = _run(suites, "h_gsp.py", "--gsp", f"{plain.url}/store", "--extra", *WRITER)
    assert "22 passed, 0 failed" in told, told


@pytest.mark.skipif("LEGATION_LONG" not in os.environ, reason="takes minutes: set LEGATION_LONG=1")
def test_queries_and_updates_are_answered_as_by_the_engine(
    suites: Path, plain: Server, tmp_path: Path
) -> None:
    """What fails are the known failures of the engine and our own choices, no more and no fewer."""
    places = ("--query", f"{plain.url}/sparql", "--update", f"{plain.url}/update")
    out = tmp_path / "found.json"
    more = ("--gsp", f"{plain.url}/store", "--json", str(out))
    _run(suites, "h_query.py", *places, *more, *WRITER)
    found = json.loads(out.read_text("utf-8"))
    failed = {name for name, status, *_ in found if status == "fail"}
    known = set((suites / "query-known-failures.txt").read_text("utf-8").split())
    choices = (Path(__file__).parent / "own-choices.txt").read_text("utf-8").splitlines()
    ours = tuple(line for line in choices if line and not line.startswith("#"))
    assert {name for name in failed if not name.startswith(ours)} == {
        name for name in known if not name.startswith(ours)
    }
    assert len([1 for _, status, *_ in found if status == "pass"]) == 1_215


def test_real_clients_agree(suites: Path, managed: Server) -> None:
    """curl, httpx, SPARQLWrapper and rdflib get the same rows, by GET and by POST."""
    told = _run(suites, "h_clients.py", "--query", f"{managed.url}/sparql")
    assert "18 passed, 0 failed" in told, told
