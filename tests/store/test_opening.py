"""Which store a graph has, by what names it."""

from __future__ import annotations

from pathlib import Path

import pytest

import legation
from legation.cli import run
from legation.errors import NotAGraph

UNDERSTOOD = "name a directory, or the http:// or https:// address of a SPARQL endpoint"


@pytest.mark.parametrize(
    "url", ["ftp://e.org/x", "file:///x.kg", "sparql+https://e.org/", "http:/e.org/sparql"]
)
def test_a_url_that_no_store_has_is_no_directory(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is wrong usage, the sentence says what is understood, and nothing is made."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotAGraph) as refused:
        legation.open(url)
    assert str(refused.value) == f"no graph can be at {url!r}; {UNDERSTOOD}"
    assert run(["init", "--graph", url]) == 2
    assert f"Invalid value for '--graph': {refused.value}" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_directory_may_be_called_almost_anything(tmp_path: Path) -> None:
    """Colons in its name make it no URL."""
    home = tmp_path / "a:b.kg"
    legation.open(home).create()
    assert legation.open(home).exists()
