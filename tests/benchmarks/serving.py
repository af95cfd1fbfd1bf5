"""What serving costs over HTTP: requests a second, latency under attack, memory over time.

Usage: ``python tests/benchmarks/serving.py [GRAPH] [--rounds 3] [--seconds 3] [--soak 3600]``. The
requests come from wrk (Debian: ``apt-get install wrk``); without it a client in Python sends
them, which needs as much of the processor as the server does, so that only its ratios tell.

``legation serve`` with two workers, as a person starts it, stands beside a bare endpoint on the
same store: one uvicorn process with httptools and uvloop that calls ``Store.query`` and
``serialize`` inline, with no limit of any kind. Both are loaded in turn, round by round; told is
the median of the rounds. *distinct* means that no query comes twice, so that nothing kept from
an earlier answer can help; *same* sends one query again and again, as pages and dashboards do.
Where there is ``/proc`` the processor time of one request stands beside, which other programs on
the machine change less than the rate.

Then ``ASK {}`` is asked once every 20 ms, while nobody else is there and while two clients of
other addresses ask all the time what never ends. ``--soak S`` adds a mixture of requests for so
many seconds and tells how much memory the server and its workers have gained. An hour of it alone:
``python tests/benchmarks/serving.py --rounds 0 --soak 3600``; CI runs a minute
(tests/serve/test_soak.py).
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pyoxigraph as ox

SMALL: dict[str, str] = {
    "5 rows": "SELECT ?fact ?label { ?fact rdfs:label ?label } LIMIT 5",
    "100 rows": "SELECT ?fact ?label ?source { ?fact lgn:statedIn ?source ; rdfs:label ?label } LIMIT 100",
    "a join": "SELECT ?fact ?date ?state ?name { ?fact a lgn:RelationEvent ; lgn:edtf ?date ; "
    "lgn:involves ?state . ?state rdfs:label ?name } LIMIT 20",
}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_JSON = "application/sparql-results+json"
_CONNECTIONS = 8
_SENT = ("Accept", _JSON)
#: Sends queries of which each is new, if told so; then tells what it has seen as JSON.
_LUA = """
local number, distinct, path = 0, %s, "%s"
request = function()
  number = number + 1
  return wrk.format("GET", distinct and path .. "%%20%%23" .. number or path)
end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\n{"rate": %%f, "p50": %%f, "p99": %%f, "errors": %%d}\\n',
    summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
"""

Message = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Load:
    """What one load has seen: requests per second, milliseconds, and answers that were none."""

    rate: float
    p50: float
    p99: float
    errors: int


def bare(store: Path, port: int) -> None:
    """Serve a store with the least that can be called an endpoint."""
    import uvicorn

    from legation.terms import PREFIXES

    opened = ox.Store.read_only(str(store))

    async def app(
        scope: Message,
        _receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        asked = parse_qs(scope["query_string"].decode())["query"][0]
        found = opened.query(asked, prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
        body = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        head = [(b"content-type", _JSON.encode()), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": body})

    config = uvicorn.Config(
        app, port=port, http="httptools", loop="uvloop", lifespan="off", access_log=False
    )
    print(f"serving {store} at http://127.0.0.1:{port}/", flush=True)
    uvicorn.Server(config).run()


@contextmanager
def started(*command: str) -> Iterator[tuple[str, int]]:
    """Start a server, and give its URL and its number as a process."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            line = process.stdout.readline() if process.stdout else ""
            if " at http://" not in line:
                process.wait(10)
                log.seek(0)
                raise SystemExit(log.read().decode())
            url = line.split()[-1].rstrip("/")
            _answers(url)
            yield url, process.pid
        finally:
            process.terminate()
            process.wait(60)


def _answers(url: str) -> None:
    for _ in range(100):
        try:
            return ask(url, "ASK {}")
        except OSError:
            time.sleep(0.1)
    return None


def ask(url: str, query: str) -> None:
    """Ask once, over a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("GET", path(query), headers=dict([_SENT]))
    connection.getresponse().read()
    connection.close()


def path(query: str) -> str:
    """Return what a query looks like in a URL."""
    return f"/sparql?query={quote(query, safe='')}"


def load(url: str, query: str, seconds: int, *, distinct: bool) -> Load:
    """Ask as fast as it goes, over a few connections."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return asyncio.run(_without_wrk(url, query, seconds, distinct=distinct))
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_LUA % (str(distinct).lower(), path(query)))
        script.flush()
        told = subprocess.run(
            [
                *(wrk, "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s"),
                *("-s", script.name, "-H", ": ".join(_SENT), url),
            ],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    return Load(**json.loads(told.splitlines()[-1]))


async def _without_wrk(url: str, query: str, seconds: int, *, distinct: bool) -> Load:
    """Do what wrk does, slower."""
    place = urlsplit(url)
    numbers, took, errors = itertools.count(), list[float](), 0
    ends = time.perf_counter() + seconds

    async def client() -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        while (began := time.perf_counter()) < ends:
            told = path(query) + (f"%20%23{next(numbers)}" if distinct else "")
            head = f"GET {told} HTTP/1.1\r\nHost: {place.netloc}\r\n{': '.join(_SENT)}\r\n\r\n"
            writer.write(head.encode())
            answered = (await reader.readuntil(b"\r\n\r\n")).lower()
            size = int(answered.partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(size)
            errors += not answered.startswith(b"http/1.1 200")
            took.append((time.perf_counter() - began) * 1000)
        writer.close()

    await asyncio.gather(*(client() for _ in range(_CONNECTIONS)))
    took.sort()
    return Load(len(took) / seconds, median(took), took[len(took) * 99 // 100], errors)


def spent(pid: int) -> tuple[float, float]:
    """Return the microseconds that a server has computed so far, and its children (Linux)."""

    def own(number: int) -> float:
        tasks = Path(f"/proc/{number}/task")
        told = [(task / "schedstat").read_text("utf-8") for task in tasks.iterdir()]
        return sum(int(one.split()[0]) for one in told) / 1000

    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
        return own(pid), sum(own(int(number)) for number in children)
    except OSError:
        return 0.0, 0.0


def compare(ours: tuple[str, int], theirs: tuple[str, int], rounds: int, seconds: int) -> None:
    """Load two servers in turn, and print what they answer, how fast, and what it costs them."""
    print(
        f"{'':<20} {'legation':>10} {'p50':>8} {'p99':>8} {'bare':>10} {'p50':>8} {'p99':>8}  ratio"
        f"{'':<12} µs of processor: server + workers, bare"
    )
    for (name, query), distinct in itertools.product(SMALL.items(), (True, False)):
        found: tuple[list[Load], list[Load]] = ([], [])
        costs: tuple[list[float], list[float], list[float]] = ([], [], [])
        for _ in range(rounds):
            for (url, pid), loads in zip((ours, theirs), found, strict=True):
                before = spent(pid)
                loads.append(load(url, query, seconds, distinct=distinct))
                number = max(1.0, loads[-1].rate * seconds)
                server, workers = (
                    (b - a) / number for a, b in zip(before, spent(pid), strict=True)
                )
                if pid == ours[1]:
                    costs[0].append(server)
                    costs[1].append(workers)
                else:
                    costs[2].append(server)
        columns = []
        for loads in found:
            rate, p50, p99 = (median(getattr(x, n) for x in loads) for n in ("rate", "p50", "p99"))
            columns.append(f"{rate:8,.0f}/s {p50:5.2f} ms {p99:5.2f} ms")
        ratios = [a.rate / b.rate for a, b in zip(*found, strict=True)]
        errors = sum(one.errors for loads in found for one in loads)
        print(
            f"{name + (', distinct' if distinct else ', same'):<20} "
            + " ".join(columns)
            + f"  {median(ratios):.2f}× ({min(ratios):.2f}-{max(ratios):.2f})"
            + "  {:.0f} + {:.0f}, {:.0f}".format(*map(median, costs))
            + (f"  {errors} ERRORS" if errors else ""),
            flush=True,
        )


def probe(url: str, times: int) -> list[float]:
    """Ask ``ASK {}`` so many times, 20 ms apart; milliseconds, sorted."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    took = []
    for number in range(times):
        # Each is new, or it would be kept and ask nobody.
        query = path(f"ASK {{}} #{os.getpid()} {time.monotonic()} {number}")
        began = time.perf_counter()
        connection.request("GET", query, headers=dict([_SENT]))
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        took.append((time.perf_counter() - began) * 1000)
        time.sleep(0.02)
    connection.close()
    return sorted(took)


@contextmanager
def attackers(url: str, addresses: tuple[str, ...], each: int) -> Iterator[None]:
    """Let clients of other addresses ask what never ends, until the end of the block."""
    over = threading.Event()
    place = urlsplit(url)

    def attack(address: str) -> None:
        while not over.is_set():
            connection = http.client.HTTPConnection(
                place.hostname or "", place.port, timeout=30, source_address=(address, 0)
            )
            try:
                connection.request("GET", path(ENDLESS))
                connection.getresponse().read()
            except (OSError, http.client.HTTPException):
                pass  # killed, turned away, or given up: the next one is on its way
            finally:
                connection.close()
            over.wait(0.01)

    threads = [threading.Thread(target=attack, args=(a,)) for a in addresses for _ in range(each)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def attacked(url: str, rounds: int) -> None:
    """Print how long ``ASK {}`` takes while nobody is there, and beside attackers."""
    ratios = []
    for _ in range(rounds):
        idle = probe(url, 300)
        with attackers(url, ("127.0.0.2", "127.0.0.3"), 4):
            time.sleep(2)
            busy = probe(url, 300)
        tails = [times[len(times) * 99 // 100] for times in (idle, busy)]
        ratios.append(tails[1] / tails[0])
        print(
            f"ASK {{}} idle {median(idle):.2f} ms, p99 {tails[0]:.2f} ms; "
            f"under attack {median(busy):.2f} ms, p99 {tails[1]:.2f} ms, "
            f"longest {busy[-1]:.1f} ms: {ratios[-1]:.1f}×",
            flush=True,
        )
    print(f"p99 under attack {median(ratios):.1f}× idle")


def memory(pid: int) -> dict[str, float]:
    """Return the megabytes that are a server's own, and those of its largest worker (Linux)."""

    def own(number: int) -> float:
        try:
            told = Path(f"/proc/{number}/status").read_text("utf-8")
        except OSError:
            return 0.0
        return int(told.partition("RssAnon:")[2].split()[0]) / 1024 if "RssAnon" in told else 0.0

    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return {"server": own(pid), "worker": max((own(int(n)) for n in children), default=0.0)}


def soak(url: str, pid: int, seconds: float) -> tuple[dict[str, float], dict[str, float]]:
    """Send all kinds of requests; return the megabytes after a quarter of the time, and at the end.

    Queries of all forms come and come again, some wrong, some refused, some of which the client
    leaves, and large answers of which only the beginning is read.
    """
    place = urlsplit(url)
    wholes = [
        *SMALL.values(),
        "ASK {}",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 500",
        "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 2000",
        "SELECT nonsense",
        "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ]
    connection = http.client.HTTPConnection(place.netloc, timeout=30)
    began, first = time.monotonic(), dict[str, float]()
    for number in itertools.count():
        passed = time.monotonic() - began
        if not first and passed >= seconds / 4:
            first = memory(pid)
        if passed >= seconds:
            break
        query = f"{wholes[number % len(wholes)]} #{number}"
        headers = {"Accept": "*/*", "Accept-Encoding": "gzip" if number % 3 else "identity"}
        if number % 2:
            connection.request("GET", path(query), headers=headers)
        else:
            headers["Content-Type"] = "application/sparql-query"
            connection.request("POST", "/sparql", query, headers)
        connection.getresponse().read()
        if number % 200 == 0:  # leave in the middle
            leaving = http.client.HTTPConnection(place.netloc, timeout=30)
            endless = number % 400 == 0
            leaving.request("GET", path(ENDLESS if endless else "SELECT * { ?s ?p ?o }"))
            time.sleep(0.05)
            leaving.close()
    connection.close()
    return first, memory(pid)


def made_up(home: Path) -> Path:
    """Make a graph of made-up sentences."""
    import legation

    states = ("Mongolia", "Chile", "Poland", "Peru", "India", "Morocco", "Laos", "Cuba")
    lines = [
        f"{a} and {b} established diplomatic relations on {1 + n % 28} May {1950 + n % 60}."
        for n, (a, b) in enumerate(itertools.permutations(states, 2))
    ]
    legation.open(home).add_text("\n".join(lines * 4), "bench", date="2020", language="en")
    return home


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", nargs="?", type=Path, help="a graph; without it one is made up")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each load")
    parser.add_argument("--soak", type=float, default=0, metavar="S")
    parser.add_argument("--bare", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.bare:
        bare(given.graph, given.bare)
        return
    import legation

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = given.graph or made_up(Path(folder) / "bench.kg")
        kg = legation.open(home)
        print(f"{len(kg.store):,} quads; {'wrk' if shutil.which('wrk') else 'a client in Python'}")
        (store,) = (home / "versions").glob(f"{kg.version:06}/store")
        command = ("-c", "from legation.cli import main; main()", "serve")
        ours, pid = stack.enter_context(started(*command, "--graph", str(home), "--port", "0"))
        port = urlsplit(ours).port or 0
        port += 1 if port < 65_535 else -1
        theirs = stack.enter_context(started(__file__, str(store), "--bare", str(port)))
        if given.rounds:
            compare((ours, pid), theirs, given.rounds, given.seconds)
            attacked(ours, given.rounds)
        if given.soak:
            before, after = soak(ours, pid, given.soak)
            for name, size in after.items():
                print(f"{name}: {before[name]:.1f} MB after a quarter, {size:.1f} MB at the end")


if __name__ == "__main__":
    main()
