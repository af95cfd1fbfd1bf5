"""A graph that is served by a process of its own, as a person would start it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

COMMAND = [sys.executable, "-c", "from legation.cli import main; main()"]
TOKEN = "a-token-that-nobody-guesses"  # noqa: S105 - of these tests only
SHOWN = {"Authorization": f"Bearer {TOKEN}"}


@dataclass(frozen=True, slots=True)
class Server:
    """Where it is, which graph it serves, and its process."""

    url: str
    home: Path
    log: Path
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """The port it listens on."""
        return urlsplit(self.url).port or 0

    def told(self) -> str:
        """Return what it has logged so far."""
        return self.log.read_text("utf-8")


@contextmanager
def serving(home: Path | str, *options: str, log: Path | None = None) -> Iterator[Server]:
    """Serve a graph until the end of the block, then stop it as a system does.

    A graph in another store is a URL, and where to log has to be said.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONUNBUFFERED": "1",
        "LEGATION_TOKEN": TOKEN,
    }
    log = log or Path(home).parent / f"{Path(home).name}.log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [*COMMAND, "serve", "--graph", str(home), "--port", "0", *options],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            line = process.stdout.readline() if process.stdout else ""
            assert " at http://" in line, log.read_text("utf-8")
            yield Server(line.split()[-1].rstrip("/"), Path(home), log, process)
        finally:
            process.terminate()
            process.wait(60)
