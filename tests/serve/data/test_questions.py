"""Named questions over HTTP: every form, every refusal, and the document that describes them."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from collections.abc import AsyncIterator

import pyoxigraph as ox
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient

import legation
from legation.ask.questions import catalogue
from legation.serve.data.questions import Harmless
from legation.serve.site import Site
from legation.serve.workers.job import Head

_ASKED = "/questions/visits/between?a=VNM&b=BLR"


def test_a_question_is_answered_as_the_library_answers_it(web: TestClient, site: Site) -> None:
    """The rows over HTTP are those of `KnowledgeGraph.ask`."""
    answer = legation.open(site.home).ask("visits/between", a="VNM", b="BLR")
    told = web.get(_ASKED, headers={"Accept": "application/sparql-results+json"})
    assert told.json() == json.loads(answer.serialize("json"))


@pytest.mark.parametrize(
    ("asked", "accept", "media"),
    [
        (_ASKED, "text/csv", "text/csv; charset=utf-8"),
        (_ASKED, "application/json", "application/json"),
        (_ASKED, "text/html;q=0.5, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (_ASKED, "application/sparql-results+xml", "application/sparql-results+xml"),
        (_ASKED.replace("?", ".csv?"), "text/html", "text/csv; charset=utf-8"),
        (_ASKED.replace("?", ".md?"), "", "text/markdown; charset=utf-8"),
        (f"{_ASKED}&format=xml", "text/html", "application/sparql-results+xml"),
        (_ASKED, "text/html", "text/html; charset=utf-8"),
    ],
)  # fmt: skip
def test_the_form_is_chosen_by_accept_extension_or_parameter(
    web: TestClient, asked: str, accept: str, media: str
) -> None:
    """Extension and ``format`` win over the header."""
    answer = web.get(asked, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert "2008" in answer.text


@pytest.mark.parametrize(
    ("asked", "status", "detail"),
    [
        ("visits/between?a=Nowhereland", 400, "visits/between: a='Nowhereland' is no state"),
        ("visits/between?b=BLR", 400, "visits/between needs the parameter 'a': one state"),
        ("visits/between?a=VNM&since=soon", 400, "visits/between: since='soon' is no date"),
        ("visits/between?a=VNM&colour=red", 400, "visits/between has no parameter 'colour'"),
        ("visits/between?a=VNM&a=BLR", 400, "'a' is given twice"),
        ("visits/betwen?a=VNM", 404, "no question is called 'visits/betwen'"),
        ("visits/between.exe?a=VNM", 406, "an answer cannot be written as 'exe'"),
        ("visits/between?a=VNM&format=exe", 406, "an answer cannot be written as 'exe'"),
    ],
)
def test_what_is_wrong_is_a_problem_that_says_what(
    web: TestClient, asked: str, status: int, detail: str
) -> None:
    """One shape for all refusals, with the sentence of the library."""
    answer = web.get(f"/questions/{asked}", headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.json()["detail"]) == (status, detail)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) <= {"type", "title", "status", "detail", "hint"}


def test_no_accepted_form_is_406_and_other_methods_405(web: TestClient) -> None:
    """The answer says what there is, and what may be done."""
    assert web.get(_ASKED, headers={"Accept": "image/png"}).status_code == 406
    answer = web.post(_ASKED)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert web.options(_ASKED).status_code == 204


def test_head_and_tags_work_for_answers(web: TestClient) -> None:
    """HEAD has no body; who has the answer of this version gets 304."""
    assert web.head(_ASKED).content == b""
    tag = web.get(_ASKED).headers["etag"]
    assert web.get(_ASKED, headers={"If-None-Match": tag}).status_code == 304


def test_a_question_is_a_form_before_it_is_asked(web: TestClient) -> None:
    """Without what it needs the page is the form, filled with what was given before."""
    page = web.get("/questions/visits/between", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert 'name="a"' in page.text
    assert "<h2" not in page.text
    asked = web.get("/questions/visits/between.html?a=VNM&b=&since=&until=&lang=vi").text
    assert '<html lang="vi">' in asked
    assert 'value="VNM"' in asked
    assert "Các chuyến thăm giữa hai nước" in asked


def test_an_answer_without_rows_says_what_is_not_there(web: TestClient) -> None:
    """The note of the question is on the page."""
    page = web.get("/questions/visits/between?a=MNG&b=CHL", headers={"Accept": "text/html"}).text
    assert "Nothing in this graph answers" in page


def test_the_list_has_every_question(web: TestClient) -> None:
    """As JSON with parameters, as a page with links."""
    told = web.get("/questions?format=json").json()["questions"]
    assert [one["name"] for one in told] == [q.name for q in catalogue()]
    between = next(one for one in told if one["name"] == "visits/between")
    assert [p["required"] for p in between["parameters"]] == [True, False, False, False]
    page = web.get("/questions", headers={"Accept": "text/html"}).text
    assert all(f'href="/questions/{q.name}"' in page for q in catalogue())


def test_every_question_answers_over_http(web: TestClient) -> None:
    """All of the catalogue is a table, and no parameter is called like one of the server's own."""
    example = {"state": "VNM", "date": "2008", "year": "2008", "integer": "3", "text": "x",
               "entity": "state:BLR", "source": "news"}  # fmt: skip
    for one in catalogue():
        assert not {p.name for p in one.parameters} & {"format", "lang"}
        given = {
            p.name: p.choices[0] if p.choices else example.get(p.type, "president")
            for p in one.parameters
            if p.required
        }
        if given.get("b") == "VNM":
            given["b"] = "BLR"
        answer = web.get(f"/questions/{one.name}.csv", params=given)
        assert answer.status_code == 200, (one.name, answer.text)
        page = web.get(f"/questions/{one.name}", params=given, headers={"Accept": "text/html"})
        assert page.status_code == 200, one.name


def test_the_openapi_document_is_valid(web: TestClient) -> None:
    """It holds against the OpenAPI 3.1 rules, and describes every question with its refusals."""
    told = web.get("/openapi.json").json()
    OpenAPIV31SpecValidator(told).validate()
    assert len(told["paths"]) == len(catalogue())
    operation = told["paths"]["/questions/visits/between"]["get"]
    a, b, since = operation["parameters"][:3]
    assert (a["required"], a["example"], b["required"]) == (True, "VNM", False)
    assert re.match(since["schema"]["pattern"], "2008-04")
    assert operation["responses"]["400"] == {"$ref": "#/components/responses/Refusal400"}
    assert {"text/csv", "text/html"} <= set(operation["responses"]["200"]["content"])


def test_choices_and_defaults_of_a_question_stand_in_its_description(web: TestClient) -> None:
    """What a header says of a parameter is in the schema."""
    told = web.get("/openapi.json").json()["paths"]
    for one in catalogue():
        schemas = {p["name"]: p["schema"] for p in told[f"/questions/{one.name}"]["get"]["parameters"]
                   if "name" in p}  # fmt: skip
        for parameter in one.parameters:
            schema = schemas[parameter.name]
            assert schema.get("enum", []) == list(parameter.choices)
            assert str(schema.get("default", "")) == parameter.default


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_spreadsheets_run_no_cell_of_an_answer(size: int) -> None:
    """Cells that begin like formulas get an apostrophe, whatever the pieces in which they come."""
    out = ox.Store()
    cells = ['=HYPERLINK("x")\n"b",c', "@a", "-5", "+1+1", 'plain "quoted", text']
    for cell in cells:
        out.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(cell)))
    rows = out.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o")
    assert isinstance(rows, ox.QuerySolutions)
    written = rows.serialize(format=ox.QueryResultsFormat.CSV) or b""

    class Cut:
        head = Head("text/csv", "rows")

        async def chunks(self) -> AsyncIterator[bytes]:
            for start in range(0, len(written), size):
                yield written[start : start + size]

    async def gather() -> bytes:
        return b"".join([part async for part in Harmless(Cut()).chunks()])

    told = asyncio.run(gather()).decode()
    found = {row[0] for row in csv.reader(io.StringIO(told, newline=""))}
    assert found == {"o", "'" + cells[0], "'@a", "-5", "'+1+1", cells[4]}
