"""No command hands what a document holds to the terminal as an order."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from legation.cli import run
from legation.values.calm import xml

ORDERS = "\x1b[2J\x07\x9b31m\u202e"
TEXT = (
    f"President Ana So{ORDERS}to of Chile paid an official visit to Mongolia in June 2001{ORDERS}.\n"
    "Mongolia and Chile signed five agreements in May 2005.\n"
)
BAD = {"\x1b", "\x07", "\x9b", "\u202e"}


@pytest.fixture(autouse=True)
def _graph(capsys: pytest.CaptureFixture[str]) -> None:
    """Make a graph of a hostile document."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    assert run(["add", "a.txt", "--title", f"A{ORDERS} title", "--policy", "full"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    "words",
    [
        "sources",
        "show CHL",
        "ask sources/evidence --about CHL",
        "ask visits/between --a MNG --b CHL --format markdown",
        "audit",
        "audit --format markdown",
        "read a.txt",
        "review a.txt",
        "check",
    ],
)
def test_what_is_printed_gives_no_orders(
    words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever command tells of the document."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert run(words.split()) in {0, 1}
    out, err = capsys.readouterr()
    assert out
    assert not BAD & set(out + err)


def test_errors_give_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    """Names of files and entities come from outside."""
    assert run(["show", f"no{ORDERS}body"]) == 5
    assert run(["read", f"no{ORDERS}.txt"]) == 4
    assert not BAD & set(capsys.readouterr().err)


def test_machines_get_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    """CSV and JSON are not for a terminal: they have all signs that any format can hold."""
    query = "SELECT ?title { ?s dct:title ?title }"
    assert run(["query", query, "--format", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[1] == [xml(f"A{ORDERS} title", "\ufffd")]
    assert BAD & set(rows[1][0])
