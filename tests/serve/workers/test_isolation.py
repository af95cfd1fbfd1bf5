"""Tests of what a worker gives up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from legation.serve.workers import isolation

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="workers are isolated on Linux")

_TRY = """
def main(arguments):
    import json, os, socket, sys, threading
    from legation.serve.workers import isolation
    before = os.readlink("/proc/self/ns/net")
    lost = isolation.isolate(1 << 29)
    refused = []
    def attempt(name, act):
        try:
            act()
        except OSError:
            refused.append(name)
    attempt("socket", lambda: socket.socket())
    attempt("pair", lambda: socket.socketpair())
    attempt("fork", os.fork)
    attempt("exec", lambda: os.execv("/bin/true", ["true"]))
    attempt("spawn", lambda: os.posix_spawn("/bin/true", ["true"], {}))
    attempt("kill", lambda: os.kill(os.getppid(), 0))
    def write():
        with open(arguments[0], "wb", 0) as file:
            file.write(b"x")
    attempt("write", write)
    thread = threading.Thread(target=lambda: refused.append("no thread"))
    thread.start()
    thread.join()
    print(json.dumps([lost, sorted(refused)]))
"""


@LINUX
def test_an_isolated_process_reaches_nothing(tmp_path: Path) -> None:
    """No socket, no program, no signal, no file; threads, which the engine needs, are allowed."""
    (tmp_path / "tried.py").write_text(_TRY, "utf-8")
    command = [*isolation.command("tried"), str(tmp_path / "written")]
    environment = isolation.environment()
    environment["PYTHONPATH"] += os.pathsep + str(tmp_path)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    expected = '["exec", "fork", "kill", "no thread", "pair", "socket", "spawn", "write"]'
    assert done.stdout == f"[[], {expected}]\n"


@LINUX
def test_isolation_is_possible_where_nothing_is_missing() -> None:
    """The answer is found by trying, and says what is missing."""
    assert isolation.possible() == (isolation.missing() == ())


def test_no_secret_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a worker holds only what Python needs."""
    monkeypatch.setenv("LEGATION_TOKEN", "a secret")
    monkeypatch.setenv("HOME", "/somewhere")
    assert not {"LEGATION_TOKEN", "HOME"} & isolation.environment().keys()


def test_elsewhere_nothing_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Off Linux a query cannot be isolated, and that is said."""
    monkeypatch.setattr(sys, "platform", "darwin")
    isolation.missing.cache_clear()
    assert isolation.missing() == ("memory", "network")
    assert not isolation.possible()
    isolation.missing.cache_clear()
