"""Answers of questions on pages speak the reader's language, whatever the answer is made of."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from legation.ask.questions import catalogue
from legation.serve.data.pages import words


def _page(explorer: TestClient, path: str) -> str:
    got = explorer.get(path, headers={"Accept": "text/html"})
    assert got.status_code == 200
    return re.sub(r"\s+", " ", got.text.partition('id="answer"')[2])


def test_an_answer_is_told_in_vietnamese(explorer: TestClient) -> None:
    """Heads, names, offices, concepts and dates are those of the reader, with links."""
    page = _page(explorer, "/questions/visits/between?a=VNM&b=BLR&lang=vi")
    for told in (
        ">Người đến thăm</th>",
        ">Chuyến thăm</th>",
        ">tháng 4 năm 1997</span>",
        ">Tổng thống Cộng hoà Belarus</a>",
        ">Việt Nam</a>",
        ">thăm chính thức</span>",
        ">đã diễn ra</span>",
        ">fact-sheet</a>",
    ):
        assert told in page


def test_an_answer_is_told_in_english(explorer: TestClient) -> None:
    """Numbers have their thousands apart, a turnover is two-way trade, dates are words."""
    page = _page(explorer, "/questions/trade/figures?a=VNM&b=BLR&lang=en")
    assert '<th scope="col" class="number">Value</th>' in page
    assert ">75,000,000</span>" in page
    assert "January" in page
    assert "2008-01/2008-08" not in page.partition("</table>")[0].replace("(2008-01/2008-08)", "")


def test_machines_have_the_answer_as_it_is(explorer: TestClient) -> None:
    """Only the page is told in words."""
    got = explorer.get("/questions/visits/between.csv?a=VNM&b=BLR&lang=vi").text.splitlines()
    assert got[0].startswith("date,visitor,offices,from,to,rank,status")
    assert got[1].startswith("1997-04,Alexander Lukashenko,President of Belarus,Belarus,Vietnam")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_column_of_every_question_has_a_head(language: str) -> None:
    """No question has a column that pages have no words for."""
    said = words(language)
    missing = {
        name
        for question in catalogue()
        for name in _columns(question.sparql)
        if f"head.{name}" not in said and f"col.{name}" not in said
    }
    assert missing == set()


def _columns(sparql: str) -> list[str]:
    """Return what a query selects: variables and names after AS, outside of inner brackets."""
    text = re.sub(r"(?m)^#.*$", "", sparql)
    head = re.search(r"SELECT\s+(?:DISTINCT\s+)?(.*?)\bWHERE", text, re.DOTALL)
    names, depth = [], 0
    for mark in re.finditer(r'"[^"]*"|\(|\)|AS \?(\w+)|\?(\w+)', head[1] if head else ""):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if mark[1] and depth == 1:
            names.append(mark[1])
        elif mark[2] and depth == 0:
            names.append(mark[2])
    return names


def test_what_was_typed_stays_where_it_is_wrong(explorer: TestClient) -> None:
    """The form comes back with what was typed, and the message at the field that it is about."""
    got = explorer.get(
        "/questions/visits/between?a=Atlantis&b=BLR&lang=vi", headers={"Accept": "text/html"}
    )
    assert got.status_code == 400
    assert '<p class="problem" role="alert" id="problem"><strong>Không thể hỏi như vậy:' in got.text
    assert 'name="a" value="Atlantis" required aria-invalid="true" aria-describedby="problem"' in got.text  # fmt: skip
    assert 'name="b" value="BLR">' in got.text
    assert 'id="answer"' not in got.text
    told = explorer.get("/questions/visits/between.json?a=Atlantis&b=BLR")
    assert (told.status_code, told.headers["content-type"]) == (400, "application/problem+json")
