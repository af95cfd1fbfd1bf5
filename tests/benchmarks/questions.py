"""What the questions of the public tables cost over a graph, against the engine asked the same.

Usage: ``python tests/benchmarks/questions.py GRAPH [--rounds 5] [--only WORDS]``. The graph is one
to which all the tables were added. Each line asks a question of the catalogue through legation,
then hands the very text of its query, with the same values, to pyoxigraph alone; both write their
rows as CSV. Told are the medians in milliseconds, their ratio, and the rows. Look-ups come after
the questions: what someone asks about one thing, which should be there at once.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from statistics import median

import pyoxigraph as ox

import legation
from legation.ask.alike import better_exchanged
from legation.ask.parameters import resolve
from legation.ask.questions import question
from legation.graph import KnowledgeGraph
from legation.terms import PREFIXES

_Given = dict[str, str]
#: How `tests/tables/test_questions.py` asks; a number is that of the question it answers.
ASKED: tuple[tuple[str, str, _Given], ...] = (
    ("1", "sources/tally", {"source": "us-official-travels", "by": "who", "also": "role", "of": "country_id", "per": "year"}),
    ("2", "sources/tally", {"source": "us-official-travels", "by": "name", "of": "country_id", "per": "year"}),
    ("3", "sources/rows", {"source": "us-official-travels", "column": "country_id", "value": "belarus"}),
    ("4", "sources/tally", {"source": "us-leader-visits", "of": "from_ids", "per": "year"}),
    ("5", "sources/tally", {"source": "us-leader-visits", "by": "visitor"}),
    ("6", "sources/rows", {"source": "archigos", "column": "ccode", "value": "370", "since": "1994-01-27", "until": "1994-01-27"}),
    ("7", "sources/tally", {"source": "archigos", "by": "exit", "dated": "end", "since": "1960", "until": "1969"}),
    ("8", "sources/tally", {"source": "archigos", "by": "ccode", "also": "idacr"}),
    ("9", "sources/rows", {"source": "eps-office-holders", "column": "position", "value": "President", "also": "src", "holds": "vietnam/holders21.csv", "dated": "open", "since": "2012-01-01", "until": "2012-01-01"}),
    ("10", "agreements/rows", {"label": "FRANCE", "column": "type", "value": "BI", "since": "1900", "until": "1913"}),
    ("11", "agreements/rows", {"words": "VIETNAM", "column": "type", "value": "BI"}),
    ("12", "sources/rows", {"source": "un-mtdsg", "column": "treaty", "value": "3-3", "also": "participant", "holds": "Belarus", "since": "1000"}),
    ("13", "sources/tally", {"source": "un-mtdsg", "of": "participant", "column": "treaty", "value": "4-11", "since": "1000"}),
    ("14", "missions/counts", {"state": "VNM", "column": "type", "value": "embassy"}),
    ("14, by keys", "sources/tally", {"source": "embassies-wikidata", "by": "operatorQID", "column": "type", "value": "embassy"}),
    ("15", "sources/rows", {"source": "us-mission-status", "column": "country_code_cow", "value": "816", "since": "1985-01-01", "until": "1985-01-01"}),
    ("16", "sources/tally", {"source": "geopolhist-status", "of": "GPH_code", "column": "GPH_status", "value": "Sovereign", "dated": "overlap", "since": "1913", "until": "1913"}),
    ("17", "trade/rows", {"a": "GBR", "b": "ARG", "since": "1930", "until": "1930"}),
    ("18", "trade/rows", {"a": "VNM", "b": "CHN", "since": "2010", "until": "2010"}),
    ("19", "trade/reported-by", {"source": "comtrade", "reporter": "reporteriso", "partner": "partneriso"}),
    ("24,898 flows", "trade/publications", {}),
    ("mirror pairs", "trade/pairs", {}),
    ("no hit", "sources/rows", {"source": "us-official-travels", "column": "country_id", "value": "nowhere"}),
)  # fmt: skip
LOOK_UPS: tuple[tuple[str, _Given], ...] = (
    ("visits/between", {"a": "USA", "b": "BLR"}),
    ("offices/on-the-day", {"state": "VNM"}),
    ("offices/heads", {"state": "BLR"}),
    ("agreements/between", {"a": "GBR", "b": "VNM"}),
    ("agreements/gaps", {"a": "BLR"}),
    ("agreements/near-visits", {"a": "USA", "b": "VNM"}),
    ("relations/steps", {"a": "USA", "b": "VNM"}),
    ("relations/timeline", {"a": "USA", "b": "BLR"}),
    ("missions/opened", {"state": "BLR"}),
    ("trade/figures", {"a": "VNM", "b": "CHN"}),
    ("trade/pairs", {"a": "VNM", "b": "CHN"}),
    ("trade/mirror", {"a": "VNM", "b": "CHN"}),
    ("sources/evidence", {"about": "visit/TUR-USA/demirel-2/1969"}),
    ("sources/list", {}),
    ("sources/disagreements", {"state": "BLR"}),
)


def taken(
    work: Callable[[], object], beside: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Return the medians of two things in milliseconds, done in turn; what is slow, fewer times."""
    times: tuple[list[float], list[float]] = ([], [])
    began = time.perf_counter()
    while len(times[0]) < rounds and (time.perf_counter() - began < 20 or not times[0]):
        for one, found in zip((work, beside), times, strict=True):
            start = time.perf_counter()
            one()
            found.append((time.perf_counter() - start) * 1000)
    return median(times[0]), median(times[1])


def compare(kg: KnowledgeGraph, called: str, name: str, given: _Given, rounds: int) -> None:
    """Print what one question takes, and its query alone."""
    asked = question(name)
    told = resolve(asked, given, kg.store, kg.base)
    values = {ox.Variable(n): v for n, v in told.items()}
    text = asked.asking(given, exchanged=better_exchanged(kg.store, asked, told))

    def raw() -> object:
        found = kg.store.query(text, prefixes=PREFIXES, substitutions=values)  # type: ignore[arg-type]
        assert isinstance(found, ox.QuerySolutions)
        return found.serialize(io.BytesIO(), ox.QueryResultsFormat.CSV)

    ours, theirs = taken(lambda: kg.ask(name, **given).serialize("csv"), raw, rounds)
    rows = kg.ask(name, **given).serialize("csv").count(b"\r\n") - 1
    print(
        f"{called:<13} {name:<21} {ours:9.1f} ms {theirs:9.1f} ms {ours / theirs:6.2f}×"
        f" {rows:8,} rows   {' '.join(given.values())[:60]}",
        flush=True,
    )


def main() -> None:
    """Ask everything of a graph and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("graph")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", default="", help="only questions whose name holds this")
    given = options.parse_args()
    kg = legation.open(given.graph)
    print(f"{len(kg.store):,} quads, version {kg.version}")
    print(f"{'':<13} {'':<21} {'legation':>12} {'engine':>12} {'ratio':>7}")
    here = {entry.name for entry in kg.sources()}
    for called, name, values in ASKED + tuple(("look-up", *looked) for looked in LOOK_UPS):
        if given.only in name and values.get("source", "") in here | {""}:
            compare(kg, called, name, values, given.rounds)


if __name__ == "__main__":
    main()
