"""Figures over periods."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from legation.view.pictures.chart import Point, Series, chart
from pictured import classes, crossed, labels, outside

PERIODS = st.sampled_from(
    [
        "1999",
        "2000",
        "2001",
        "2003",
        "2001-01/2001-06",
        "2002-05",
        "2003/",
        "",
        "soon",
        "2005-02-03",
    ]
)
POINTS = st.builds(
    Point,
    PERIODS,
    st.one_of(st.decimals(-(10**6), 10**9, places=1), st.decimals()),
    st.sampled_from(["", "actual", "forecast", "estimate"]),
)
SERIES = st.builds(
    Series,
    st.text("abcd <&ệ", max_size=40),
    st.lists(POINTS, max_size=8).map(tuple),
    st.sampled_from(["USD", "GBP", "persons"]),
    st.sampled_from(["", "exports", "imports"]),
)


def _years(*years: int, status: str = "actual") -> tuple[Point, ...]:
    return tuple(Point(str(year), Decimal(year - 1990), status) for year in years)


@given(st.lists(SERIES, max_size=20))
def test_names_never_overlap_and_every_figure_is_drawn_or_counted(series: list[Series]) -> None:
    """Whatever the figures are, names do not meet, and none is lost in silence."""
    drawn = chart(series)
    assert drawn.drawn + drawn.omitted == sum(len(one.points) for one in series)
    assert len(drawn.table.rows) == sum(len(one.points) for one in series)
    if drawn.svg:
        assert crossed(drawn) == []
        assert outside(drawn) == []


def test_a_gap_stays_a_gap() -> None:
    """Only years that follow each other are joined."""
    drawn = chart([Series("Peru", _years(2000, 2001, 2003, 2004, 2005), "USD")])
    assert classes(drawn).count("curve") == 3


def test_a_year_with_two_figures_is_not_averaged() -> None:
    """Both are drawn, and no line runs through either."""
    points = (*_years(2000, 2001, 2002), Point("2001", Decimal(99)))
    drawn = chart([Series("Peru", points, "USD")])
    assert drawn.drawn == 4
    assert "curve" not in classes(drawn)


def test_authorities_have_series_of_their_own() -> None:
    """What each side says has its own mark, line and name."""
    years = _years(2000, 2001)
    drawn = chart([Series("Peru", years, "USD"), Series("Mongolia", years, "USD")])
    assert classes(drawn).count("curve") == 2
    assert {"Peru", "Mongolia"} <= {told for told, _ in labels(drawn)}


def test_forecasts_are_dashed_and_hollow() -> None:
    """What was only expected does not look like what was."""
    points = (*_years(2000, 2001), *_years(2002, status="forecast"))
    drawn = classes(chart([Series("Peru", points, "USD")]))
    assert drawn.count("curve") == 1
    assert drawn.count("curve forecast") == 2  # and one in the key
    assert "day hollow" in drawn


def test_units_never_share_a_scale() -> None:
    """Each currency has a panel, which tells it and its scale."""
    years = _years(2000, 2001)
    drawn = chart([Series("Peru", years, "USD"), Series("Peru", years, "GBP")])
    told = {text for text, _ in labels(drawn)}
    assert {"USD, linear scale", "GBP, linear scale"} <= told


def test_a_wide_spread_is_logarithmic_and_says_so() -> None:
    """The scale is told in the reader's language."""
    points = tuple(Point(str(2000 + n), Decimal(10**n)) for n in range(6))
    told = {text for text, _ in labels(chart([Series("Peru", points, "USD")], "", "vi"))}
    assert "USD, thang lôgarit" in told
    assert {"1", "10 nghìn", "100 nghìn"} <= told


def test_a_period_that_is_no_year_is_a_bar() -> None:
    """A half-year is as long as it is, and joined to nothing."""
    points = (Point("2001-01/2001-06", Decimal(5)), *_years(2000, 2001))
    drawn = classes(chart([Series("Peru", points, "USD")]))
    assert drawn.count("whisker") == 2  # and one in the key
    assert drawn.count("curve") == 1


def test_too_many_series_are_left_out_aloud() -> None:
    """The fullest are kept."""
    rows = [Series(f"s{n}", _years(2000, 2001)[: 1 + n % 2], "USD") for n in range(20)]
    drawn = chart(rows)
    assert drawn.drawn == 16
    assert "14 figures of 12 further series are left out" in drawn.notes
