"""Scales of figures."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from legation.view.pictures.scales import Scale, scale, thousands

FIGURES = st.floats(-1e15, 1e15).filter(lambda value: value == 0 or abs(value) > 1e-3)


@given(st.lists(FIGURES, min_size=1, max_size=20))
def test_every_figure_has_a_place_and_more_is_higher(values: list[float]) -> None:
    """Figures stand between the ends of the scale, in their order."""
    of = scale(values, 200, 0)
    places = [of.y(value) for value in sorted(values)]
    assert all(-1e-6 <= place <= 200 + 1e-6 for place in places)
    assert all(after <= before + 1e-6 for before, after in pairwise(places))
    assert 1 <= len(of.ticks()) <= 20


def test_a_linear_scale_begins_at_nought() -> None:
    """A scale that is cut off below would show small differences as large."""
    assert scale([90, 100], 200, 0).low == 0
    assert scale([-5, 10], 200, 0).low <= -5


def test_only_figures_above_nought_can_be_logarithmic() -> None:
    """There is no logarithm of nought or less."""
    assert scale([1, 5000], 200, 0).log
    assert not scale([0, 5000], 200, 0).log
    assert not scale([-1, 5000], 200, 0).log


def test_powers_are_written_beside_a_logarithmic_scale() -> None:
    """Each is ten times the one below."""
    assert Scale(1, 1000, 200, 0, log=True).ticks() == [1, 10, 100, 1000]


def test_nothing_is_told_in_thousands_of_nothing() -> None:
    """Small figures are told as they are."""
    assert thousands([]) == thousands([0, -999]) == 0
