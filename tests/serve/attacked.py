"""A graph that is served to be attacked, a neighbour who asks all the while, and a canary."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

import legation
from served import Server, serving

#: How tests are marked that attack.
ATTACKED = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="queries are isolated on Linux"),
]
THREE = "?a <urn:name> ?x . ?b <urn:name> ?y . ?c <urn:name> ?z"
PRODUCT = f"SELECT (COUNT(*) AS ?n) {{ {THREE} . ?d <urn:name> ?w }}"
#: What takes too long or too much is ended, by the clock or by the memory.
ENDED = {504, 507}
#: Things of the ring: few enough to be loaded at once, more than enough to multiply.
SIZE = 2_000
#: What the server that is attacked allows: the limits themselves are tested with the workers.
OPTIONS = ("--writable", "--time-limit", "1", "--memory", "256", "--patience", "1")
#: What everybody else is promised.
PROMISED = 1.0
#: A busy machine may be late, but not again and again.
_LATE_IN_A_ROW = 3


@contextmanager
def ring(folder: Path) -> Iterator[Server]:
    """Serve a ring of things that follow each other, each with a name and of one sort."""
    data = folder / "ring.nt"
    data.write_text(
        "".join(
            f"<urn:t:{n}> <urn:follows> <urn:t:{(n + 1) % SIZE}> .\n"
            f'<urn:t:{n}> <urn:name> "thing {n}" .\n'
            f"<urn:t:{n}> <urn:of> <urn:Thing> .\n"
            for n in range(SIZE)
        ),
        encoding="utf-8",
    )
    home = folder / "ring.kg"
    graph = legation.open(home)
    graph.create(plain=True)
    graph.add(data)
    with serving(home, *OPTIONS) as server:
        yield server


def client(server: Server, address: str = "127.0.0.1") -> httpx.Client:
    """Return a client of a server that asks from an address of this machine."""
    transport = httpx.HTTPTransport(local_address=address)
    return httpx.Client(base_url=server.url, transport=transport, timeout=60, trust_env=False)


def ask(asking: httpx.Client, query: str) -> httpx.Response:
    """Send a query as it is."""
    return asking.post(
        "/sparql", content=query.encode(), headers={"Content-Type": "application/sparql-query"}
    )


class Neighbour(threading.Thread):
    """Asks ``ASK {}`` from an address of its own until it is told to stop."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.seconds: list[float] = []
        self.wrong: list[str] = []
        self._client = client(server, "127.0.0.2")
        self._over = threading.Event()

    def run(self) -> None:
        """Ask, and take the time of every answer."""
        with self._client:
            while not self._over.wait(0.03):
                begun = time.monotonic()
                try:
                    # Each time another query, so that no answer is one that was kept.
                    query = f"ASK {{}} #{len(self.seconds)}"
                    got = self._client.get("/sparql", params={"query": query})
                    if got.status_code != 200 or got.json()["boolean"] is not True:
                        self.wrong.append(got.text)
                except httpx.HTTPError as error:
                    self.wrong.append(repr(error))
                self.seconds.append(time.monotonic() - begun)

    def stop(self) -> None:
        """Ask no more."""
        self._over.set()
        self.join(60)


@contextmanager
def others_are_served(server: Server) -> Iterator[Neighbour]:
    """Let a neighbour ask during the block, and hold what it was promised."""
    neighbour = Neighbour(server)
    neighbour.start()
    try:
        yield neighbour
        # One answer at least has come after the attack.
        asked = len(neighbour.seconds)
        ends = time.monotonic() + 30
        while len(neighbour.seconds) < asked + 2 and time.monotonic() < ends:
            time.sleep(0.01)
    finally:
        neighbour.stop()
    assert neighbour.seconds
    assert not neighbour.wrong, neighbour.wrong[:3]
    late = "".join("x" if took > PROMISED else "." for took in neighbour.seconds)
    assert "x" * _LATE_IN_A_ROW not in late, max(neighbour.seconds)
    assert server.process.poll() is None, server.told()[-2_000:]


class Canary:
    """Listens where nobody has anything to ask, and counts who came."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.2)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"

    def visits(self) -> int:
        """Return how many connections have come and were not yet counted."""
        came = 0
        while True:
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                return came
            connection.close()
            came += 1

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()


def said(server: Server, sent: bytes, address: str = "127.0.0.1") -> bytes:
    """Send bytes as they are, and return everything the server says until it closes."""
    with socket.create_connection(
        ("127.0.0.1", server.port), 30, source_address=(address, 0)
    ) as connection:
        connection.sendall(sent)
        answer = b""
        try:
            while more := connection.recv(65536):
                answer += more
        except ConnectionResetError:
            pass
        return answer
