"""A server may stand before a graph that lies in another store."""

from __future__ import annotations

import json
import time
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import legation
import sparql_servers as servers
from served import serving

NOTE = "Mongolia and Chile established diplomatic relations on 4 May 1984."
LATER = "Mongolia opened an embassy in Chile on 5 May 2012."


def _got(url: str, accept: str, **asked: str) -> str:
    full = f"{url}?{urlencode(asked)}" if asked else url
    with urlopen(Request(full, headers={"Accept": accept})) as answer:  # noqa: S310 - loopback
        return str(answer.read().decode("utf-8"))


def test_a_server_answers_for_a_graph_in_another_store(tmp_path: Path) -> None:
    """SPARQL, questions, linked data and health are those of the graph, which can grow meanwhile."""
    (tmp_path / "oxigraph").mkdir()
    with servers.oxigraph(tmp_path / "oxigraph") as store:
        kg = legation.open(store.query)
        kg.add_text(NOTE, "note", date="2020-05")
        with serving(store.query, log=tmp_path / "front.log") as front:
            told = _got(f"{front.url}/questions/relations/steps", "text/csv", a="MNG", b="CHL")
            assert told.splitlines()[1].startswith("1984-05-04,established")
            query = "SELECT ?date { ?r a lgn:RelationEvent ; lgn:edtf ?date }"
            assert _got(f"{front.url}/sparql", "text/csv", query=query).split() == [
                "date",
                "1984-05-04",
            ]
            assert "1984-05-04" in _got(f"{front.url}/state/MNG", "text/turtle")
            health = json.loads(_got(f"{front.url}/health", "application/json"))
            assert (health["status"], health["version"]) == ("ok", kg.version)
            kg.add_text(LATER, "later", date="2020-05")
            missions = "SELECT ?m { ?m a lgn:Mission }"
            for _ in range(200):
                if _got(f"{front.url}/sparql", "text/csv", query=missions).count("\n") > 1:
                    break
                time.sleep(0.2)
            else:
                raise AssertionError(_got(f"{front.url}/health", "application/json"))
