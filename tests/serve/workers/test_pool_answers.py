"""What a pool answers: all forms of results, the dataset, questions, errors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legation.errors import (
    BadParameter,
    LegationError,
    QueryRefused,
    QuerySyntax,
    UnknownFormat,
    UnknownQuestion,
    WrongFormat,
)
from legation.serve.workers.job import Job
from legation.serve.workers.pool import Pool
from serve.workers.pooled import FLOOD, ON_LINUX, PREFIX, SIZE, Loop, get

pytestmark = ON_LINUX


@pytest.mark.parametrize(
    ("media", "begins"),
    [
        ("application/sparql-results+json", '{"head":{"vars":["n"]}'),
        ("application/sparql-results+xml", '<?xml version="1.0"?>'),
        ("text/csv", "n\r\n2000"),
        ("text/tab-separated-values", "?n\n2000"),
    ],
)
def test_rows_come_in_the_form_that_is_asked_for(pool: Loop, media: str, begins: str) -> None:
    """All four forms of results are the engine's own."""

    async def work(pool: Pool) -> None:
        got = await get(pool, Job(SIZE, rows=media))
        assert (got.media, got.kind, got.text[: len(begins)]) == (media, "rows", begins)

    pool(work)


@pytest.mark.parametrize(
    ("media", "has"),
    [
        ("text/turtle", "<https://example.org/size> 2000"),
        ("application/n-triples", "<https://example.org/size> "),
        ("application/n-quads", "<https://example.org/size> "),
        ("application/trig", "<https://example.org/size> 2000"),
        ("application/ld+json", '"https://example.org/size"'),
        ("application/rdf+xml", "<rdf:RDF"),
    ],
)
def test_triples_come_in_the_form_that_is_asked_for(pool: Loop, media: str, has: str) -> None:
    """Six forms of RDF."""

    async def work(pool: Pool) -> None:
        query = PREFIX + "CONSTRUCT { ?g :size ?n } { GRAPH ?g { ?g :size ?n } }"
        got = await get(pool, Job(query, triples=media))
        assert (got.media, got.kind) == (media, "triples")
        assert has in got.text

    pool(work)


def test_yes_and_no_and_a_head_alone(pool: Loop) -> None:
    """An ASK answers yes or no; a job for the head gets no bytes."""

    async def work(pool: Pool) -> None:
        got = await get(pool, Job("ASK {}"))
        assert (got.kind, got.text) == ("boolean", '{"head":{},"boolean":true}')
        got = await get(pool, Job(FLOOD, rows="text/csv", head=True))
        assert (got.media, got.kind, got.text) == ("text/csv", "rows", "")

    pool(work)


def test_the_dataset_is_that_of_the_protocol(pool: Loop) -> None:
    """Who names one part of the dataset has the other empty."""

    async def work(pool: Pool) -> None:
        graph = ("https://example.org/graph",)
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        for query, job, n in (
            (count, Job(default_graphs=graph), 1),
            (named, Job(default_graphs=graph), 0),
            (count, Job(named_graphs=graph), 0),
            (named, Job(named_graphs=graph), 1),
            (count, Job(), 4000),
        ):
            got = await get(pool, replace(job, query=query, rows="text/csv"))
            assert got.text == f"n\r\n{n}\r\n"

    pool(work)


def test_a_question_is_answered_with_its_note(pool: Loop) -> None:
    """Named questions run in the workers too, and say what is not there."""

    async def work(pool: Pool) -> None:
        asked = Job(question="visits/between", given={"a": "VNM", "b": "BLR"})
        assert '"note": "Nothing in this graph answers' in (await get(pool, asked)).text
        told = await get(pool, replace(asked, format="markdown", language="vi"))
        assert told.media == "text/markdown"
        assert told.text.startswith("Đồ thị này không có gì")
        assert (await get(pool, replace(asked, rows="text/csv"))).text.startswith("date,visitor")
        assert (await get(pool, replace(asked, head=True))).text == ""

    pool(work)


@pytest.mark.parametrize(
    ("job", "kind", "says"),
    [
        (Job("SELECT * {"), QuerySyntax, "line 1"),
        (Job("ASK { SERVICE <http://127.0.0.1/> {} }"), QueryRefused, "SERVICE"),
        (Job("LOAD <http://127.0.0.1/>"), QueryRefused, "LOAD"),
        (Job("ASK " + "{" * 100 + "}" * 100), QueryRefused, "nested deeper than 64"),
        (Job("ASK {}", default_graphs=("no iri",)), BadParameter, "no IRI"),
        (Job("ASK {}", rows="text/html"), UnknownFormat, "text/html"),
        (Job("DESCRIBE <x:y>", triples="text/html"), UnknownFormat, "text/html"),
        (Job(question="visits/none"), UnknownQuestion, "visits/none"),
        (Job(question="visits/between"), BadParameter, "a"),
        (Job(question="visits/month-only", rows="text/html"), UnknownFormat, "text/html"),
        (Job(question="visits/month-only", format="turtle"), WrongFormat, "turtle"),
    ],
)
def test_an_error_of_the_query_comes_as_itself(
    pool: Loop, job: Job, kind: type[LegationError], says: str
) -> None:
    """What is wrong with a query is told in its own words, and costs no process."""

    async def work(pool: Pool) -> None:
        ended = pool.ended
        with pytest.raises(kind, match=says):
            await get(pool, job)
        assert pool.ended == ended

    pool(work)
