"""The notebooks run from top to bottom without a network, on the public API, and are kept clean."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import legation

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
FIRST = "01-first-steps"
#: What a notebook may import: what `legation` itself names, and two more doors that it opens.
PUBLIC = {
    "legation": {*legation.__all__},
    "legation.resources": {"shelf"},
    "legation.network.measures": {"MEASURES", "similarity"},
}
#: Begins every Python process of a notebook: the kernel, and the commands and servers it starts.
GUARD = '''
import ipaddress
import sys

WATCHED = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def stay_here(event, arguments):
    """Refuse whatever leaves this machine; a file or no address at all is no other machine."""
    if event not in WATCHED:
        return
    there = arguments[0] if isinstance(arguments[0], (str, bytes, type(None))) else arguments[1]
    host = there[0] if isinstance(there, tuple) else None if event == "socket.connect" else there
    host = host.decode() if isinstance(host, bytes) else host
    if host in {None, "", "localhost"}:
        return
    try:
        here = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        here = False
    if not here:
        raise PermissionError(f"a notebook reaches for {host}")


sys.addaudithook(stay_here)
'''
#: Ways to another machine, and one that stays here.
REACHING = {
    "address": """
import socket
socket.create_connection(("192.0.2.1", 80), timeout=1)
""",
    "name": """
import socket
socket.getaddrinfo("example.org", 80)
""",
    "datagram": """
import socket
socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("192.0.2.1", 9))
""",
    "process": """
import subprocess, sys
reach = "import socket; socket.getaddrinfo('example.org', 80)"
subprocess.run([sys.executable, "-c", reach], check=True)
""",
    "loopback": """
import socket
here = socket.create_server(("127.0.0.1", 0))
socket.create_connection(here.getsockname()).close()
""",
}
#: What makes a reader's browser fetch something when prose is shown.
FETCHED = re.compile(r"!\[[^\]]*\]\(\s*(?:https?:)?//|<(?:img|script|link|iframe)\b", re.IGNORECASE)

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def _kept(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _cells(path: Path, kind: str) -> list[str]:
    return ["".join(c["source"]) for c in _kept(path)["cells"] if c["cell_type"] == kind]


def _run(path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a copy of a notebook in a process of its own, and all of it under the guard."""
    (folder / path.name).write_bytes(path.read_bytes())
    start = folder / "start"
    start.mkdir()
    (start / "sitecustomize.py").write_text(GUARD, "utf-8")
    known = os.environ.get("PYTHONPATH", "")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(start), known))),
        "LEGATION_CACHE": str(folder / "cache"),
        "TMPDIR": str(folder),
    }
    # The event loops of the kernel's client end with this process.
    nbclient = "from nbclient.cli import main; main()"
    command = [sys.executable, "-c", nbclient, "--timeout=120", path.name]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not NOTEBOOKS, reason="the notebooks lie in the checkout, not in the wheel")
@every_notebook
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    """Every cell runs in a fresh kernel that reaches no other machine, and leaves no graph here."""
    done = _run(path, tmp_path)
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.glob("*.kg"))


@pytest.mark.parametrize(("what", "runs"), [(name, name == "loopback") for name in REACHING])
def test_a_notebook_cannot_leave_the_machine(what: str, runs: bool, tmp_path: Path) -> None:
    """The guard stops a cell, and what a cell starts, at the first step off loopback."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    cell: dict[str, Any] = {"cell_type": "code", "execution_count": None, "metadata": {}}
    cell |= {"id": "cell-00", "outputs": [], "source": REACHING[what]}
    told = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}}
    written = tmp_path / "written"
    written.mkdir()
    notebook = written / "reaching.ipynb"
    notebook.write_text(json.dumps(told | {"cells": [cell]}), "utf-8")
    done = _run(notebook, tmp_path)
    assert (done.returncode == 0) is runs, done.stderr
    assert ("a notebook reaches for" in done.stderr) is not runs


@every_notebook
def test_a_notebook_is_kept_without_output(path: Path) -> None:
    """Outputs are made by running, never committed."""
    cells = _kept(path)["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


@every_notebook
def test_a_notebook_says_what_it_is(path: Path) -> None:
    """Its title is that of its file, its language that of the first, its cells have their numbers."""
    kept = _kept(path)
    title = _cells(path, "markdown")[0].splitlines()[0]
    assert kept["cells"][0]["cell_type"] == "markdown"
    assert re.sub(r"[^a-z0-9]+", "-", title.removeprefix("# ").lower()) == path.stem
    first = path.with_name(f"{FIRST}.ipynb")
    for part in ("metadata", "nbformat", "nbformat_minor"):
        assert kept[part] == _kept(first)[part]
    assert [cell["id"] for cell in kept["cells"]] == [
        f"cell-{n:02}" for n in range(len(kept["cells"]))
    ]
    assert 12 <= len(kept["cells"]) <= 25


@every_notebook
def test_a_notebook_uses_the_public_api(path: Path) -> None:
    """It imports what `legation` names and two doors more, and touches nothing that is hidden."""
    imported: list[tuple[str, str]] = []
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            imported += [(one.name, "") for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            imported += [(node.module or "", one.name) for one in node.names]
        elif isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_"), f"{node.attr} is hidden"
            if isinstance(node.value, ast.Name) and node.value.id == "legation":
                assert node.attr in PUBLIC["legation"]
    ours = {(module, name) for module, name in imported if module.split(".")[0] == "legation"}
    assert ("legation", "") in ours
    for module, name in ours - {("legation", "")}:
        assert name in PUBLIC.get(module, ()), f"{module}.{name} is not public"


@every_notebook
def test_prose_fetches_nothing(path: Path) -> None:
    """What is shown beside the code embeds nothing from elsewhere, and links to what is here."""
    for prose in _cells(path, "markdown"):
        assert not FETCHED.search(prose)
        for there in re.findall(r"\]\(([^)#]+)\)", prose):
            assert path.with_name(there).is_file(), f"{there} is not here"


def _nodes(path: Path) -> Iterator[ast.AST]:
    for code in _cells(path, "code"):
        yield from ast.walk(ast.parse(code))
