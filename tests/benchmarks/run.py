"""What legation adds to its engine, in one run: medians and ratios, slowest part first to blame.

Usage: ``python tests/benchmarks/run.py [--rounds 15] [--seed-size 2000]``. Nothing here is a
test: a shared machine is too noisy for that. Every line compares two things measured in turn.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import pyoxigraph as ox

import legation
from legation.graph import KnowledgeGraph
from legation.terms import PREFIXES

ROWS_1000 = """SELECT ?fact ?label ?date { ?fact lgn:statedIn ?source ; rdfs:label ?label ; lgn:edtf ?date }
ORDER BY ?fact LIMIT 1000"""
ROWS_10 = "SELECT ?fact ?date { ?fact a lgn:RelationEvent ; lgn:edtf ?date } LIMIT 10"
GROUPED = (
    "SELECT ?kind (COUNT(?f) AS ?n) { ?f a ?kind ; lgn:statedIn ?s } GROUP BY ?kind ORDER BY ?kind"
)


def timed(work: Callable[[], object], rounds: int) -> float:
    """Return the median of ``rounds`` runs in milliseconds, after one to warm up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def pairwise(
    mine: Callable[[], object], raw: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Measure two things in turn, so that noise of the machine falls on both."""
    mine()
    raw()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        for work, times in ((raw, theirs), (mine, ours)):
            start = time.perf_counter()
            work()
            times.append((time.perf_counter() - start) * 1000)
    return median(ours), median(theirs)


def told(name: str, ours: float, theirs: float, against: str) -> None:
    """Print one comparison."""
    print(
        f"{name:<44} {ours:9.2f} ms   {theirs:9.2f} ms   {ours / theirs:6.2f}×  {ours - theirs:+8.2f} ms   {against}"
    )


def corpus(size: int) -> str:
    """Return made-up sentences about relations of all kinds, one fact each."""
    states = [("Mông Cổ", "Chi-lê"), ("Ba Lan", "Peru"), ("Ấn Độ", "Ma-rốc"), ("Lào", "Cuba")]
    lines = []
    for number in range(size):
        a, b = states[number % len(states)]
        day, month, year = 1 + number % 28, 1 + number % 12, 1950 + number % 60
        lines.append(
            f"Ngày {day}/{month}/{year}, {a} và {b} thiết lập quan hệ ngoại giao ở cấp Đại sứ."
        )
        lines.append(
            f"Kim ngạch thương mại giữa {a} và {b} trong năm {year} đạt {1 + number % 900} triệu USD, tăng {1 + number % 40}% so với năm {year - 1}."
        )
    return "\n".join(lines)


def queries(kg: KnowledgeGraph, rounds: int) -> None:
    """Compare queries through legation with the same through the engine alone."""
    store = kg.store

    def raw(query: str, format: ox.QueryResultsFormat) -> Callable[[], object]:
        def work() -> object:
            solutions = store.query(query, prefixes=PREFIXES)
            assert isinstance(solutions, ox.QuerySolutions)
            return solutions.serialize(io.BytesIO(), format)

        return work

    for name, format in (("csv", ox.QueryResultsFormat.CSV), ("json", ox.QueryResultsFormat.JSON)):
        mine = partial(_serialized, kg, ROWS_1000, name)
        ours, theirs = pairwise(mine, raw(ROWS_1000, format), rounds)
        told(f"kg.query, 1,000 rows as {name}", ours, theirs, "raw pyoxigraph")
    ours, theirs = pairwise(
        lambda: kg.query(ROWS_10).serialize("json"),
        raw(ROWS_10, ox.QueryResultsFormat.JSON),
        rounds * 4,
    )
    told("kg.query, ten rows as json", ours, theirs, "raw pyoxigraph")
    asked(kg, rounds)
    own, engine = rdflib_engine(kg), timed(raw(GROUPED, ox.QueryResultsFormat.CSV), rounds)
    told("rdflib's own engine, grouped count", own, engine, "raw pyoxigraph, for the record")


def _serialized(kg: KnowledgeGraph, query: str, format: str) -> bytes:
    return kg.query(query).serialize(format)


def asked(kg: KnowledgeGraph, rounds: int) -> None:
    """Compare a named question with its query and the same values given to the engine."""
    from legation.ask.parameters import resolve
    from legation.ask.questions import question

    found = question("relations/steps")
    given = {"a": "MNG", "b": "CHL"}
    values: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(name): value for name, value in resolve(found, given, kg.store, kg.base).items()
    }

    def raw() -> object:
        solutions = kg.store.query(found.sparql, prefixes=PREFIXES, substitutions=values)
        assert isinstance(solutions, ox.QuerySolutions)
        return solutions.serialize(io.BytesIO(), ox.QueryResultsFormat.CSV)

    rows = len(kg.ask("relations/steps", **given))
    ours, theirs = pairwise(
        lambda: kg.ask("relations/steps", **given).serialize("csv"), raw, rounds
    )
    told(f"kg.ask relations/steps, {rows} rows as csv", ours, theirs, "raw pyoxigraph")


def rdflib_engine(kg: KnowledgeGraph) -> float:
    """Return what rdflib's own engine needs for the grouped count over the settled graph."""
    import rdflib

    graph = rdflib.Graph()
    graph.parse(
        data=kg.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").serialize("ntriples"),
        format="nt",
    )
    return timed(lambda: list(graph.query(GROUPED, initNs=PREFIXES)), 1)


def start_up(rounds: int) -> None:
    """Compare ``legation --help`` with importing click alone."""

    def run(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True)

    command = "import sys; sys.argv[1:] = ['--help']; from legation.cli import main; main()"
    ours, theirs = pairwise(run("-c", command), run("-c", "import click"), rounds)
    told("legation --help", ours, theirs, "python -c 'import click'")


def reading(text: str, rounds: int) -> None:
    """Tell how many characters are read in a second."""
    from legation.facts.evidence import Source
    from legation.reading.read import read
    from legation.terms import DEFAULT_BASE, source

    told_of = Source(source(DEFAULT_BASE, "bench"), language="vi", issued="2020")
    for part in (text[: len(text) // 4], text):
        took = timed(lambda part=part: read(part, told_of), max(1, rounds // 5))  # type: ignore[misc]
        print(
            f"reading {len(part):,} characters: {took:,.0f} ms, {len(part) / took * 1000:,.0f} characters per second"
        )


def main() -> None:
    """Make a graph of made-up sentences and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seed-size", type=int, default=1000)
    options = parser.parse_args()
    text = corpus(options.seed_size)
    with tempfile.TemporaryDirectory() as folder:
        kg = legation.open(Path(folder) / "bench.kg")
        start = time.perf_counter()
        kg.add_text(text, "bench", language="vi", date="2020")
        print(
            f"graph of {len(text):,} characters: {len(kg.store):,} quads in {time.perf_counter() - start:.1f} s"
        )
        print(f"{'':<44} {'legation':>12}   {'beside':>12}   {'ratio':>7}  {'more':>11}")
        queries(kg, options.rounds)
    start_up(options.rounds)
    reading(text[:200_000], options.rounds)


if __name__ == "__main__":
    main()
