"""`legation ontology`: the reference of the ontology in a directory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from legation.cli import run
from legation.export.ontology import FILES
from legation.view.glossary import modules


def test_the_command_writes_page_diagrams_and_rdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One directory holds all of it, and the line says how much."""
    assert run(["ontology", "--out", "reference"]) == 0
    drawn = [f"diagrams/{module.name}.svg" for module in modules()]
    files = {str(f.relative_to("reference")) for f in Path("reference").rglob("*") if f.is_file()}
    assert files == {"index.html", *drawn, *FILES}
    assert capsys.readouterr().out == (
        f"wrote {Path('reference/index.html')} and {len(files) - 1} files beside it\n"
    )


def test_a_file_in_the_way_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the directory should be there is a file: one line, exit code 7."""
    Path("reference").write_text("mine", encoding="utf-8")
    assert run(["ontology", "--out", "reference"]) == 7
    assert capsys.readouterr().err.startswith("legation: reference could not be made a directory: ")
    assert Path("reference").read_text("utf-8") == "mine"


def test_help_stays_light() -> None:
    """The command line loads neither the engine nor the page before a command needs them."""
    code = "import sys, legation.cli; print({'pyoxigraph', 'jinja2', 'rdflib'} & set(sys.modules))"
    path = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path
    )
    assert done.stdout == "set()\n"
