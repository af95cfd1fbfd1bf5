"""Clients that people use, against a graph that is served: each gets the rows of the graph itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import legation
import sparql_servers as servers

COMUNICA = "@comunica/query-sparql@4.5"
NOTES = {
    "relations": "Mongolia and Chile established diplomatic relations on 4 May 1984.",
    "visit": "President Pedro Rojas of Chile visited Mongolia on 7 April 2008.",
}
QUERY = (
    "SELECT ?s ?label WHERE { ?s a <https://w3id.org/legation/ns#State> ;"
    " <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
)
JOIN = """PREFIX lgn: <https://w3id.org/legation/ns#>
SELECT ?s ?label WHERE {
  ?relation a lgn:RelationEvent ; lgn:party ?s . ?visit a lgn:Visit ; lgn:host ?s .
  ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER(LANG(?label) = "en")
}"""
START = [sys.executable, "-c", "from legation.cli import main; main()"]

Row = tuple[str, str, str]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> list[legation.KnowledgeGraph]:
    """Return two graphs that know different things."""
    made = []
    for name, text in NOTES.items():
        kg = legation.open(tmp_path_factory.mktemp(name) / f"{name}.kg")
        kg.add_text(text, name)
        made.append(kg)
    return made


@pytest.fixture(scope="module")
def served(
    graphs: list[legation.KnowledgeGraph], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """Return the endpoints of both, each served by a process of its own."""
    pytest.importorskip("starlette")
    from contextlib import ExitStack

    with ExitStack() as stack:
        urls = []
        for kg in graphs:
            url = f"http://127.0.0.1:{servers.free_port()}"
            words = ["serve", "--graph", str(kg.path), "--port", url.rpartition(":")[2]]
            folder = tmp_path_factory.mktemp("log")
            stack.enter_context(servers.running([*START, *words], folder, f"{url}/health"))
            urls.append(f"{url}/sparql")
        yield urls


def _expected(graphs: list[legation.KnowledgeGraph]) -> list[Row]:
    rows = (row for kg in graphs for row in _of_json(kg.query(QUERY).serialize("json")))
    return sorted(set(rows))


def _of_json(data: bytes | str) -> list[Row]:
    found = json.loads(data)["results"]["bindings"]
    return sorted(
        (row["s"]["value"], row["label"]["value"], row["label"].get("xml:lang", ""))
        for row in found
    )


def _without_languages(rows: list[Row]) -> list[Row]:
    return sorted({(s, label, "") for s, label, _ in rows})


def _sparqlwrapper(url: str) -> list[Row]:
    from SPARQLWrapper import JSON, SPARQLWrapper

    client = SPARQLWrapper(url, returnFormat=JSON)
    client.setQuery(QUERY)
    return _of_json(client.query().response.read())


def _rdflib(url: str) -> list[Row]:
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    found = Graph(SPARQLStore(url)).query(QUERY)
    return sorted((str(s), str(label), label.language or "") for s, label in found)  # type: ignore[union-attr, misc] # rows of a SELECT


def _curl(url: str) -> list[Row]:
    if not (curl := shutil.which("curl")):
        pytest.skip("curl is not installed")
    words = [curl, "-sS", "--fail", "-H", "Accept: application/sparql-results+json"]
    done = subprocess.run(
        [*words, "--data-urlencode", f"query={QUERY}", url], capture_output=True, check=True
    )
    return _of_json(done.stdout)


def _comunica(*urls: str, query: str = QUERY) -> list[Row]:
    """Return rows without languages: Comunica 4.5 loses these, from any endpoint."""
    cache = os.environ.get("LEGATION_NODE_CACHE")
    npm = shutil.which("npm")
    if not cache or not npm:
        pytest.skip("needs npm, and LEGATION_NODE_CACHE to name a folder for Comunica")
    command = Path(cache) / "node_modules" / ".bin" / "comunica-sparql"
    if not command.exists():
        Path(cache).mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--no-audit", "--no-fund", "--prefix", cache, COMUNICA]
        subprocess.run(install, check=True, capture_output=True)
    sources = [f"sparql@{url}" for url in urls]
    words = [str(command), *sources, "-q", query, "-t", "application/sparql-results+json"]
    done = subprocess.run(words, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
    return sorted(set(_of_json(done.stdout)))


@pytest.mark.parametrize(
    "client", [_sparqlwrapper, _rdflib, _curl, _comunica], ids=lambda one: one.__name__.strip("_")
)
def test_a_client_gets_the_rows_of_the_graph(
    client: Callable[[str], list[Row]],
    graphs: list[legation.KnowledgeGraph],
    served: list[str],
) -> None:
    """Letters, languages and numbers of rows are those of the embedded answer."""
    expected = _expected(graphs[:1])
    if client is _comunica:
        expected = _without_languages(expected)
    assert client(served[0]) == expected


def test_one_query_asks_two_graphs(
    graphs: list[legation.KnowledgeGraph], served: list[str]
) -> None:
    """Comunica joins what one endpoint knows of relations, and another one of visits."""
    assert sorted(set(_comunica(*served))) == _without_languages(_expected(graphs))
    found = _comunica(*served, query=JOIN)
    assert {(s.rpartition("/")[2], label) for s, label, _ in found} == {("MNG", "Mongolia")}


def test_the_suite_of_clients_agrees(served: list[str]) -> None:
    """All clients of the suite get the same rows."""
    place = os.environ.get("LEGATION_CONFORMANCE")
    if not place:
        pytest.skip("LEGATION_CONFORMANCE names no folder with h_clients.py")
    words = [sys.executable, str(Path(place) / "h_clients.py"), "--query", served[0]]
    words += ["--federate", served[1]]
    if node := os.environ.get("LEGATION_NODE_CACHE"):
        words += ["--node", node]
    done = subprocess.run(words, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-3000:]
