"""Measures of networks that were worked out by hand; the fractions are written out."""

from __future__ import annotations

from fractions import Fraction

import networkx as nx
import pytest

from legation.errors import BadParameter, UnknownName
from legation.network.measures import MEASURES, similarity
from legation.network.measures.likeness import likeness
from legation.network.states import Network


def _directed(*edges: tuple[str, str, float]) -> Network:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted({n for edge in edges for n in edge[:2]}))
    graph.add_weighted_edges_from(edges)
    return graph


def _undirected(*edges: tuple[str, str, float]) -> Network:
    graph: Network = nx.Graph()
    graph.add_nodes_from(sorted({n for edge in edges for n in edge[:2]}))
    graph.add_weighted_edges_from(edges)
    return graph


def _of(name: str, graph: Network) -> dict[str, float]:
    return MEASURES[name].of(graph)


def _is(found: dict[str, float], **expected: Fraction | int) -> None:
    assert found == pytest.approx({node: float(value) for node, value in expected.items()})
    assert list(found) == sorted(found)


#: a visits b three times and c once; b visits a once; c visits d twice.
VISITS = _directed(("a", "b", 3), ("b", "a", 1), ("a", "c", 1), ("c", "d", 2))
#: a kite: a-b, b-c, c-a, c-d, d-e.
KITE = _undirected(("a", "b", 1), ("b", "c", 1), ("a", "c", 1), ("c", "d", 1), ("d", "e", 1))


def test_degree_counts_partners_in_either_direction_once() -> None:
    """B is one partner of a, however often and in whichever way they visit."""
    _is(_of("degree", VISITS), a=2, b=1, c=2, d=1)
    _is(_of("degree", KITE), a=2, b=2, c=3, d=2, e=1)


def test_strength_adds_weights_of_both_directions() -> None:
    """A: 3 + 1 made and 1 received."""
    _is(_of("strength", VISITS), a=3 + 1 + 1, b=1 + 3, c=1 + 2, d=2)
    _is(_of("out-strength", VISITS), a=4, b=1, c=2, d=0)
    _is(_of("in-strength", VISITS), a=1, b=3, c=1, d=2)


def test_betweenness_is_the_share_of_shortest_paths_of_others() -> None:
    """Of the 6 pairs without c, 4 lead through it; of those without d, 3."""
    # c: a-d, a-e, b-d, b-e; d: a-e, b-e, c-e. Six pairs of the four others each.
    _is(_of("betweenness", KITE), a=0, b=0, c=Fraction(4, 6), d=Fraction(3, 6), e=0)


def test_paths_of_equal_length_share_what_lies_between() -> None:
    """In a square the two ways round count one half each."""
    square = _undirected(("a", "b", 9), ("b", "c", 1), ("c", "d", 1), ("d", "a", 1))
    # For a: of the 3 pairs of others only b-d does not touch; half of its paths lead through a.
    _is(
        _of("betweenness", square),
        a=Fraction(1, 2) / 3,
        b=Fraction(1, 6),
        c=Fraction(1, 6),
        d=Fraction(1, 6),
    )


def test_betweenness_follows_directions() -> None:
    """From b through a to c and d, from a and b through c to d; 6 ordered pairs of others."""
    _is(_of("betweenness", VISITS), a=Fraction(2, 6), b=0, c=Fraction(2, 6), d=0)


def test_closeness_is_one_over_the_mean_of_the_steps() -> None:
    """C is one step from a, b, d and two from e; scaling changes nothing in one part."""
    _is(
        _of("closeness", KITE),
        a=Fraction(4, 1 + 1 + 2 + 3),
        b=Fraction(4, 7),
        c=Fraction(4, 1 + 1 + 1 + 2),
        d=Fraction(4, 1 + 1 + 2 + 2),
        e=Fraction(4, 1 + 2 + 3 + 3),
    )


def test_closeness_in_parts_is_scaled_by_the_part() -> None:
    """In a pair and a path of three, the end of the pair reaches 1 of 4 others."""
    parts = _undirected(("a", "b", 1), ("c", "d", 1), ("d", "e", 1))
    _is(
        _of("closeness", parts),
        a=Fraction(1, 4),
        b=Fraction(1, 4),
        c=Fraction(2, 3) * Fraction(2, 4),
        d=Fraction(2, 2) * Fraction(2, 4),
        e=Fraction(1, 3),
    )


def test_reciprocity_is_the_share_that_is_matched() -> None:
    """A and b match 1 of 3 and 1 of 1; a has 5 in all, so 2 of 5, b has 4, so 2 of 4."""
    _is(_of("reciprocity", VISITS), a=Fraction(2, 5), b=Fraction(2, 4), c=0, d=0)


def test_communities_are_numbered_by_size() -> None:
    """Four who are all tied and three who are, with a thread between, are two groups."""
    graph = _undirected(
        *[(a, b, 10.0) for a, b in ("pq", "qr", "pr", "ps", "qs", "rs")],
        *[(a, b, 10.0) for a, b in ("xy", "yz", "xz")],
        ("s", "x", 1.0),
    )
    _is(_of("communities", graph), p=1, q=1, r=1, s=1, x=2, y=2, z=2)


def test_communities_add_both_directions() -> None:
    """Visits between a and b count together; c and d are another group."""
    _is(_of("communities", VISITS), a=1, b=1, c=2, d=2)


def test_likeness_is_one_less_the_differences_by_the_sum() -> None:
    """Differences 2 + 0 + 1 of 4 + 2 + 1."""
    one, other = {"visits": 3, "agreements": 1}, {"visits": 1, "agreements": 1, "missions": 1}
    assert likeness(one, other) == pytest.approx(float(1 - Fraction(2 + 0 + 1, 4 + 2 + 1)))
    assert likeness({}, {}) == 0


def test_states_are_alike_that_deal_as_much_with_the_same_others() -> None:
    """The edge between the two that are compared is no likeness."""
    graph = _directed(("a", "h", 4), ("b", "h", 2), ("h", "b", 2), ("a", "b", 7), ("c", "d", 1))
    found = similarity("a").of(graph)
    # a: 4 to h. b: 2 to h and 2 from h. Differences 2 + 2 of 4 + 4.
    assert found["b"] == pytest.approx(float(1 - Fraction(2 + 2, 4 + 4)))
    assert (found["c"], "a" in found) == (0, False)


def test_who_is_not_in_the_network_is_like_nobody() -> None:
    """It is named by its short name, and told why it is missing."""
    with pytest.raises(
        UnknownName,
        match=r"^the network has no q; nothing of this kind is told of it in this period$",
    ):
        similarity("q").of(KITE)


@pytest.mark.parametrize("name", ["reciprocity", "out-strength", "in-strength"])
def test_directions_are_not_measured_where_there_are_none(name: str) -> None:
    """The sentence says which measure, the hint which networks."""
    with pytest.raises(BadParameter, match=f"^{name} needs a network with directions;"):
        _of(name, KITE)


@pytest.mark.parametrize("measure", [*MEASURES.values(), similarity("a")], ids=lambda m: m.name)
def test_every_measure_says_what_it_means_where_it_misleads_and_whose_it_is(
    measure: object,
) -> None:
    """In both languages, from the docstring and the table."""
    from legation.network.measures import Measure

    assert isinstance(measure, Measure)
    for told in (measure.title, measure.meaning, measure.misleads):
        assert all(told[language] for language in ("en", "vi"))
    assert any(year in measure.source for year in ("19", "20"))


def test_an_empty_network_has_no_numbers() -> None:
    """No measure fails on it."""
    empty: nx.DiGraph[str] = nx.DiGraph()
    assert all(measure.of(empty) == {} for measure in MEASURES.values())
