"""``legation serve`` and plain graphs from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.cli import run


def test_a_plain_graph_is_made_filled_and_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """``init --plain``, ``add`` and ``load`` of RDF, ``query``; ``remove`` says why not."""
    Path("a.ttl").write_text("<urn:s> <urn:p> 1 .", encoding="utf-8")
    assert run(["init", "--graph", "x.kg", "--plain"]) == 0
    assert capsys.readouterr().out == (
        "x.kg: an empty plain graph; its IRIs begin with https://w3id.org/legation/id/\n"
    )
    assert run(["add", "a.ttl", "--graph", "x.kg"]) == 0
    assert run(["load", "a.ttl", "--graph", "x.kg"]) == 0
    assert capsys.readouterr().out == (
        "added a.ttl; version 2 of x.kg\nadded a.ttl; version 3 of x.kg\n"
    )
    assert run(["query", "--graph", "x.kg", "--format", "csv", "SELECT ?o { ?s ?p ?o }"]) == 0
    assert capsys.readouterr().out == "o\r\n1\r\n"
    assert run(["remove", "a", "--graph", "x.kg"]) == 3
    assert capsys.readouterr().err.startswith("legation: x.kg is a plain graph: ")
    assert 'kind = "plain"' in Path("x.kg/legation.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--graph", "none.kg"], 3, "legation: there is no graph at none.kg"),
        (["--graph", "x.kg", "--writable"], 12, "legation: who may write must show a token"),
        (["--graph", "x.kg", "--port", "70000"], 2, "Invalid value for '--port'"),
        (
            ["--graph", "x.kg", "--host", "192.0.2.1"],
            12,
            "legation: 192.0.2.1:8000 cannot be served on",
        ),
    ],
)
def test_what_cannot_be_served_is_told_in_one_line(
    words: list[str],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A graph that is not there, a token that is missing, an address that is none of ours."""
    from legation.serve.workers import isolation

    monkeypatch.setattr(isolation, "possible", lambda: True)
    monkeypatch.delenv("LEGATION_TOKEN", raising=False)
    run(["init", "--graph", "x.kg", "--plain"])
    assert run(["serve", *words]) == code
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "told", "why"),
    [
        ("--time-limit", "nan", "is no number of seconds"),
        ("--patience", "nan", "is no number of seconds"),
        ("--memory", "64", "is not in the range"),
        ("--base", "ftp://e.org", "is no address to serve under"),
        ("--base", "https://e.org/?a=b", "is no address to serve under"),
        ("--proxy", "somewhere", "is no address of a machine"),
    ],
)
def test_an_option_that_means_nothing_is_refused(
    option: str, told: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is that of a wrong command line, and the message names what was told."""
    assert run(["serve", option, told]) == 2
    said = capsys.readouterr().err
    assert why in said
    assert option in said
