"""Whose partners are like whose: how alike two profiles are, and two states by their partners."""

from __future__ import annotations

from collections.abc import Mapping

from legation.errors import UnknownName
from legation.network.states import Network
from legation.terms import Iri

Profile = Mapping[str, float]


def likeness(one: Profile, other: Profile) -> float:
    """Return 1 for equal profiles, 0 for those that share nothing.

    It is one less the sum of the differences divided by the sum of all: the differences are
    those that the question ``relations/similar`` adds up, the division makes profiles of many
    facts and of few comparable.

    Source: J. R. Bray, J. T. Curtis, An ordination of the upland forest communities of southern
    Wisconsin, Ecological Monographs 27 (1957) 325–349.

    >>> likeness({"visits": 3, "agreements": 1}, {"visits": 1, "agreements": 1})
    0.6666666666666667
    """
    total = sum(one.values()) + sum(other.values())
    return 1 - distance(one, other) / total if total else 0.0


def like_states(graph: Network, about: str) -> dict[str, float]:
    """Return how like the partners of each other node are to those of one node.

    What goes out to a partner and what comes in from it are told apart in directed networks.
    Edges between the two that are compared are left out: they are no partners of themselves.

    Means: Which states have dealings with the same others, and as much of them: they stand in
    like places, whether or not they deal with each other. Rivals are often alike.

    Misleads: States of unequal size are unlike by size alone. Where everybody deals with the
    same great power, everybody is a little alike.

    Source: F. Lorrain, H. C. White, Structural equivalence of individuals in social networks,
    Journal of Mathematical Sociology 1 (1971) 49–80, for the idea; J. R. Bray, J. T. Curtis, Ecological
    Monographs 27 (1957) 325–349, for the number (`likeness`).

    Raises
    ------
    UnknownName
        The network does not have the node.

    """
    if about not in graph:
        raise UnknownName(
            f"the network has no {Iri(about).local}",
            hint="nothing of this kind is told of it in this period",
        )
    profiles = {node: _partners(graph, node) for node in graph}
    mine = profiles[about]
    return {
        node: likeness(_without(mine, node), _without(theirs, about))
        for node, theirs in profiles.items()
        if node != about
    }


def distance(one: Profile, other: Profile) -> float:
    """Return the sum of the differences of two profiles.

    >>> distance({"visits": 3}, {"visits": 1, "missions": 1})
    3
    """
    keys = sorted({*one, *other})
    return sum(abs(one.get(key, 0) - other.get(key, 0)) for key in keys)


def _partners(graph: Network, node: str) -> dict[str, float]:
    found = {f"> {other}": float(data.get("weight", 1)) for other, data in graph.adj[node].items()}
    if graph.is_directed():
        for other, data in graph.to_directed(as_view=True).pred[node].items():
            found[f"< {other}"] = float(data.get("weight", 1))
    return found


def _without(profile: Profile, node: str) -> Profile:
    return {key: weight for key, weight in profile.items() if key[2:] != node}
