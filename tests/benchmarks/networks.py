"""What networks of the whole world cost, and their measures beside plain networkx.

Usage: ``python tests/benchmarks/networks.py GRAPH [--rounds 3] [--only WORDS]``. The graph is one
to which the public tables were added. First the networks: how long from the engine to networkx.
Then betweenness and closeness through legation, which takes rustworkx for what is large, and the
same through networkx alone, in turn in one run: medians, their ratio, and the greatest difference
between the numbers. Last the numbers of each decade, for which the facts are read once.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import networkx as nx

import legation
from legation.graph import KnowledgeGraph
from legation.network.measures import MEASURES
from legation.network.measures.change import over
from legation.network.period import Period
from legation.network.states import WEIGHTS, Network, states_network

BESIDE: dict[str, Callable[[Network], Any]] = {
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds something takes, and what it gives."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def build(kg: KnowledgeGraph, what: str, rounds: int) -> Network:
    """Print how long a network takes to build, and return it."""
    times = []
    for _ in range(rounds):
        seconds, network = timed(lambda: states_network(kg.store, what))
        times.append(seconds)
    size = f"{network.number_of_nodes():,} nodes {network.number_of_edges():,} edges"
    print(f"{what:<12} {median(times):8.2f} s   {size}", flush=True)
    found: Network = network
    return found


def compare(what: str, network: Network, name: str, rounds: int) -> None:
    """Print what a measure takes here and in networkx, in turn."""
    ours, theirs, apart = [], [], 0.0
    for _ in range(rounds):
        one, found = timed(lambda: MEASURES[name].of(network))
        other, expected = timed(lambda: BESIDE[name](network))
        apart = max([apart, *(abs(found[node] - expected[node]) for node in found)])
        ours.append(one)
        theirs.append(other)
    told = f"{median(ours):8.3f} s {median(theirs):8.3f} s"
    print(
        f"{what:<12} {name:<12} {told} {median(theirs) / median(ours):7.1f}×  {apart:.1e}",
        flush=True,
    )


def decades(kg: KnowledgeGraph, what: str) -> None:
    """Print what the degrees of twelve decades take."""
    period, measure = Period.read("1900", "2019"), MEASURES["degree"]
    seconds, found = timed(lambda: list(over(kg.store, what, measure, period, 10)))
    print(f"{what:<12} degree, 12 decades {seconds:8.2f} s   {len(found):,} numbers", flush=True)


def main() -> None:
    """Build, measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("graph")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", default="visits agreements", help="which networks")
    given = options.parse_args()
    kg = legation.open(given.graph)
    print(f"{len(kg.store):,} quads, version {kg.version}")
    networks = {w: build(kg, w, given.rounds) for w in WEIGHTS if w in given.only.split()}
    print(f"{'':<25} {'legation':>10} {'networkx':>10} {'ratio':>8}  difference")
    for what, network in networks.items():
        for name in BESIDE:
            compare(what, network, name, given.rounds)
    for what in networks:
        decades(kg, what)


if __name__ == "__main__":
    main()
