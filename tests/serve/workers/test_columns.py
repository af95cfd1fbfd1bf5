"""Tables for people hold what was found and what was asked, not what stood in for a parameter."""

from __future__ import annotations

import csv
import io

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ask.questions import catalogue
from legation.serve.workers.columns import left_open, without

_CELL = st.text(alphabet='ab",\r\n\t=é', max_size=6)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=4))
def test_only_the_named_column_is_gone(rows: list[tuple[str, str, str]]) -> None:
    """Whatever the cells hold, all others stay as they were."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("a", "b", "c"), *rows])
    told = without(out.getvalue().encode(), {"b"}, "csv").decode()
    found = [*csv.reader(io.StringIO(told, newline=""))]
    assert found == [["a", "c"], *([one, three] for one, _, three in rows)]


def test_a_long_cell_and_strange_lines_stay_whole() -> None:
    """A cell may be as long as it likes; what only looks like the end of a line is none."""
    long = "x" * 300_000
    assert without(f"a,b\r\n{long},y\r\n".encode(), {"b"}, "csv") == f"a\r\n{long}\r\n".encode()
    line = '?a\t?b\n"x\u2028\x0b"\t1\n'.encode()
    assert without(line, {"b"}, "tsv") == '?a\n"x\u2028\x0b"\n'.encode()


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_date_that_nobody_gave_has_no_column(reader: httpx.Client, form: str) -> None:
    """What was asked stands there; the first and the last day of time do not."""
    between = f"/questions/visits/between.{form}"
    head = reader.get(between, params={"a": "MNG", "b": "CHL"}).text.splitlines()[0]
    mark, tab = ("", ",") if form == "csv" else ("?", "\t")
    assert head.split(tab)[-3:] == [f"{mark}visit", f"{mark}a", f"{mark}b"]
    head = reader.get(between, params={"a": "MNG", "since": "1984"}).text.splitlines()[0]
    assert head.split(tab)[-3:] == [f"{mark}a", f"{mark}b", f"{mark}since"]
    told = reader.get("/questions/relations/steps.csv?a=MNG&b=CHL").text
    assert "1984-05-04" in told
    assert "9999-12-31" not in told


def test_machines_get_the_whole_answer(reader: httpx.Client) -> None:
    """JSON has the variables that the query names, as SPARQL says."""
    told = reader.get("/questions/visits/between.json?a=MNG&b=CHL").json()
    assert told["head"]["vars"][-2:] == ["since", "until"]


def test_what_a_question_finds_is_never_left_out() -> None:
    """A parameter that is bound in the answer when it is left open has nothing that stands in."""
    for question in catalogue():
        for parameter in question.parameters:
            if parameter.optional:
                assert parameter.name not in left_open(question, {}), question.name
