"""``legation search``: names on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import legation
from legation.cli.searching import search
from legation.store.opening import versions
from legation.store.search import NAME, build


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph of one note."""
    place = tmp_path_factory.mktemp("searched") / "x.kg"
    note = "Mongolia and Chile established diplomatic relations on 4 May 1984."
    legation.open(place).add_text(note, "note", date="2020-05", language="en")
    return place


def _said(graph: Path, *words: str) -> tuple[str, str]:
    done = CliRunner().invoke(search, [*words, "--graph", str(graph)])
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def test_a_name_is_found_with_its_kind_and_short_form(graph: Path) -> None:
    """In a line: what it is called, what it is, by which name, where."""
    out, _ = _said(graph, "chi-lê")
    assert out.splitlines()[0] == "Chile (state) as “Chi-lê”: state:CHL"


def test_the_index_of_a_version_gives_the_same(graph: Path) -> None:
    """With or without one, the answer is the same."""
    before, _ = _said(graph, "mong")
    known = versions(graph)
    place = known.current().path / NAME
    build(known.open(known.current()), place)
    assert _said(graph, "mong")[0] == before
    place.unlink()


def test_json_is_one_object_a_line(graph: Path) -> None:
    """For programs; nothing at all where nothing is found, and the reason for people."""
    out, _ = _said(graph, "chile", "--json", "--language", "vi")
    assert json.loads(out.splitlines()[0])["iri"] == "https://w3id.org/legation/state/CHL"
    assert _said(graph, "zzz") == ("", "no name of this graph has these words\n")
    assert "one of them" in _said(graph, "chile", "zzz")[1]


def test_a_slip_proposes_names(graph: Path) -> None:
    """For people below a question, for programs marked as what was not asked for."""
    out, told = _said(graph, "mongolja")
    assert out.startswith("Mongolia (state)")
    assert told == "no name of this graph has these words\ndid you mean\n"
    out, _ = _said(graph, "mongolja", "--json")
    assert json.loads(out.splitlines()[0])["meant"] is True
    assert "meant" not in json.loads(_said(graph, "mongolia", "--json")[0].splitlines()[0])
