"""The notebooks run from top to bottom, and are kept without output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.skipif(not NOTEBOOKS, reason="the notebooks lie in the checkout, not in the wheel")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    """Every cell runs, offline, in a fresh kernel."""
    here = tmp_path / path.name
    here.write_bytes(path.read_bytes())
    # A process of its own: the event loops of the kernel's client end with it.
    run = [
        sys.executable,
        "-c",
        "from nbclient.cli import main; main()",
        "--timeout=120",
        path.name,
    ]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_kept_without_output(path: Path) -> None:
    """Outputs are made by running, never committed."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
