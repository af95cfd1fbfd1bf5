"""What a table costs, from its file to the settled graph, against what the engine alone needs.

Usage: ``python tests/benchmarks/tables.py [TABLE --as DESCRIPTION | --rows 100000 1000000]``.
Without a table, rows of made-up trade flows are loaded. For each table two fresh processes run:
legation adds it, and pyoxigraph alone loads the very same quads from N-Quads. The ratios say how
much legation adds; wall time, processor time and the peak of memory are told of both.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

import legation

_HEADER = [
    "year",
    "reporting_gph",
    "reporting_ric",
    "partner_gph",
    "partner_ric",
    "exp_imp",
    "spec_gen",
    "species_bullions",
    "flow",
    "unit",
    "currency",
    "rate_to_pounds",
    "value_gbp",
    "source_id",
]
_CODES = [2, 20, 70, 140, 155, 160, 200, 210, 211, 220, 230, 235, 255, 310, 325, 350, 365, 380]


def made_up(path: Path, rows: int) -> Path:
    """Write made-up trade flows: every pair, year and side in turn, each with another figure."""
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_HEADER)
        for number in range(rows):
            pair, side = divmod(number, 2)
            first, rest = pair % len(_CODES), pair // len(_CODES)
            second = (first + 1 + rest % (len(_CODES) - 1)) % len(_CODES)
            year = 1820 + rest // (len(_CODES) - 1) % 120
            edition = rest // (len(_CODES) - 1) // 120
            told = [year, _CODES[first], "", _CODES[second], "", ("Exp", "Imp")[side], "Gen", ""]
            table.writerow([*told, number + 1, 1, "pound", 1, number + 1, edition])
    return path


def add(table: Path, called: str, home: Path) -> dict[str, float]:
    """Add a table to a new graph, and say what it took."""
    done = legation.open(home).add(table, described_as=called)
    return {"claims": done.claims}


def load(quads: Path, home: Path) -> dict[str, float]:
    """Load quads into a new store with the engine alone."""
    store = ox.Store(str(home))
    store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    store.flush()
    return {}


def _measured(told: Path, work: Callable[..., dict[str, float]], *given: object) -> None:
    began, spent = time.perf_counter(), time.process_time()
    found = work(*given)
    found |= {"wall": time.perf_counter() - began, "cpu": time.process_time() - spent}
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.write_text(json.dumps(found), "utf-8")


def alone(folder: Path, work: Callable[..., dict[str, float]], *given: object) -> dict[str, float]:
    """Run something in a process of its own; seconds and megabytes."""
    told = folder / "told.json"
    process = multiprocessing.get_context("spawn").Process(
        target=_measured, args=(told, work, *given)
    )
    process.start()
    process.join()
    found: dict[str, float] = json.loads(told.read_text("utf-8"))
    return found


def compare(table: Path, called: str) -> None:
    """Print what a table costs by legation and by the engine alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = alone(folder, add, table, called, folder / "x.kg")
        (store,) = (folder / "x.kg" / "versions").glob("*/store")
        quads = folder / "all.nq"
        ox.Store.read_only(str(store)).dump(str(quads), ox.RdfFormat.N_QUADS)
        with quads.open("rb") as file:
            count = sum(1 for _ in file)
        theirs = alone(folder, load, quads, folder / "raw")
    rows = ours["claims"]
    print(f"{table.name}: {rows:,.0f} claims, {count:,} quads ({count / rows:.1f} a claim)")
    for what, told in (("legation", ours), ("engine alone", theirs)):
        print(
            f"  {what:<13} {told['wall']:7.1f} s  {told['cpu']:7.1f} s of processor  "
            f"{told['memory']:6.0f} MB"
        )
    ratios = ", ".join(f"{ours[n] / theirs[n]:.2f} × {n}" for n in ("wall", "cpu", "memory"))
    print(f"  {ratios}; {ours['wall'] / rows * 1e6:.0f} µs a claim", flush=True)


def main() -> None:
    """Measure the table named, or made-up ones."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("table", nargs="?", type=Path)
    options.add_argument("--as", dest="called", default="ricardo-flows")
    options.add_argument("--rows", nargs="*", type=int, default=[100_000])
    given = options.parse_args()
    if given.table:
        compare(given.table, given.called)
        return
    for rows in given.rows:
        with tempfile.TemporaryDirectory() as folder:
            compare(made_up(Path(folder) / f"made-up-{rows}.csv.gz", rows), given.called)


if __name__ == "__main__":
    main()
