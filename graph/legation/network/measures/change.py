"""How a number changes: the same measure of the networks of periods that follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from legation.network.measures import Measure
from legation.network.period import Period
from legation.network.states import joined, records


@dataclass(frozen=True, slots=True)
class Then:
    """The number of one node in one period."""

    node: str
    period: Period
    value: float


def over(
    store: ox.Store,
    what: str,
    measure: Measure,
    period: Period,
    years: int,
    weight: str = "",
    unit: str = "",
) -> Iterator[Then]:
    """Yield the number of each node in each step of so many years; the facts are read once.

    Means: Whether a state moves to the middle or to the edge, makes more visits or fewer. A node
    without any edge in a step is absent from it, which is not the same as a value of 0.

    Misleads: Sources grow denser towards today, and steps differ in how well they are told:
    compare places in the order of a step rather than values across steps. Facts whose date
    spans a border belong to both steps. Communities have no memory: 1 of one step need not be
    1 of the next.

    Source: a network of each period by itself, as in P. Holme, J. Saramäki, Temporal networks,
    Physics Reports 519 (2012) 97–125.

    Raises
    ------
    BadParameter
        The period is open on a side, or there is no such network or weight.

    """
    steps = list(period.steps(years))
    found = records(store, what, weight, unit)
    for step in steps:
        graph = joined(found.edges(step), directed=found.directed)
        for node, value in measure.of(graph).items():
            yield Then(node, step, value)
