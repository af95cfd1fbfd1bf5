"""SPARQL servers for tests: each runs on a free port of this machine, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

_STARTING = 60
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
SchedulerInterval = 10
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 20
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True)
class Server:
    """Where a server is, and what it needs to be told."""

    name: str
    query: str
    update: str = ""
    graph_store: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return urlsplit(self.query).port or 0

    def send(self, what: signal.Signals) -> None:
        """Send it a signal."""
        assert self.process is not None
        self.process.send_signal(what)

    def end(self) -> None:
        """End it before its time."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(20)


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(
    command: list[str], folder: Path, url: str, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server, wait until it answers, and end it."""
    log = folder / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, cwd=folder, env={**os.environ, **environment}
        )
    try:
        _wait(process, url, log)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + _STARTING
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            urlopen(url, timeout=5).close()  # noqa: S310 - this machine
        except URLError as error:
            if hasattr(error, "code"):  # it answers, if only that this is no query
                error.close()  # type: ignore[attr-defined] # an HTTPError
                return
        except OSError:
            pass
        else:
            return
        time.sleep(0.2)
    pytest.fail(f"the server does not answer: {log.read_text('utf-8', 'replace')[-2000:]}")


@contextmanager
def oxigraph(
    folder: Path, *options: str, at: Path | None = None, port: int = 0
) -> Iterator[Server]:
    """Run ``oxigraph serve``, from the package ``oxigraph``; its data are in the folder or ``at``."""
    command = Path(sysconfig.get_path("scripts")) / "oxigraph"
    if not command.exists():
        pytest.skip("the package oxigraph is not installed")
    start = f"http://127.0.0.1:{port or free_port()}"
    data = str(at or folder / "data")
    told = [str(command), "serve", "--location", data, "--bind", start[7:]]
    with running([*told, *options], folder, f"{start}/query") as process:
        yield Server("oxigraph", f"{start}/query", process=process)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run a Virtuoso of its own, which takes updates from anybody on this machine."""
    engine, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not engine or not client:
        pytest.skip("the package virtuoso-opensource of Debian is not installed")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, sql=sql, http=http))
    url = f"http://127.0.0.1:{http}/sparql"
    with running([engine, "-f", "+configfile", str(folder / "virtuoso.ini")], folder, url):
        allow = 'grant SPARQL_UPDATE to "SPARQL";'
        told = [client, f"127.0.0.1:{sql}", "dba", "dba", f"exec={allow}"]
        subprocess.run(told, check=True, capture_output=True)
        yield Server("virtuoso", url)


@contextmanager
def legation(folder: Path) -> Iterator[Server]:
    """Run ``legation serve --writable`` on an empty plain graph."""
    from legation.cli import commands

    if "serve" not in commands.commands:
        pytest.skip("this legation has no 'serve'")
    token = "a-token-of-a-test"  # noqa: S105
    graph = str(folder / "plain.kg")
    start = [sys.executable, "-c", "from legation.cli import main; main()"]
    made = subprocess.run(
        [*start, "init", "--plain", "--graph", graph], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("this legation makes no plain graphs")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [*start, "serve", "--graph", graph, "--port", str(port), "--writable"]
    with running(command, folder, f"{url}/health", LEGATION_TOKEN=token):
        yield Server("legation", f"{url}/sparql", environment={"LEGATION_STORE_TOKEN": token})
