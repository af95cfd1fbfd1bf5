"""Which pictures suit an answer."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.ask.answers import Answer, run
from legation.errors import UnknownFormat, WrongFormat
from legation.view.pictures.views import picture, suits, write_picture

VISITS = """SELECT ?a ?b ?c ?d ?e { VALUES (?a ?b ?c ?d ?e) {
  ('2004-05' 'Ms A' 'Peru' 'Mongolia' 'held') ('2005' 'Mr B' 'Mongolia' 'Peru' 'planned')
  ('2006-01-02' 'Mr C' 'Peru' 'Mongolia' 'held') (UNDEF 'Mr D' 'Peru' 'nowhere' 'held') } }"""
TRADE = """SELECT ?a ?b ?c ?d ?e ?f { VALUES (?a ?b ?c ?d ?e ?f) {
  ('2004' 'Peru' 'Mongolia' 5000000 'USD' 'Peru') ('2004' 'Peru' 'Mongolia' 6000000 'USD' 'Mongolia')
  ('2005' 'Peru' 'Mongolia' 7000000 'USD' 'Peru') ('2005' 'Peru' 'Mongolia' UNDEF 'USD' 'Mongolia') } }"""


def _asked(query: str) -> Answer:
    return run(ox.Store(), query, version="7")


@pytest.mark.parametrize(
    ("query", "views"),
    [
        (VISITS, ("timeline", "map", "network", "table")),
        (TRADE, ("chart", "timeline", "map", "network", "table")),
        ("SELECT ?n { VALUES ?n { 1 2 } }", ("table",)),
        ("SELECT ?n { ?n ?p ?o }", ("table",)),
        ("ASK { ?s ?p ?o }", ("table",)),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", ("table",)),
        ("CONSTRUCT { state:PER a lgn:State } WHERE {}", ("network", "table")),
    ],
)
def test_a_view_suits_by_what_the_columns_are(query: str, views: tuple[str, ...]) -> None:
    """Dates, states and figures say what can be drawn; a table there always is."""
    assert suits(_asked(query)) == views


def test_every_row_is_drawn_or_counted() -> None:
    """In each view of an answer the two make all rows."""
    for query, rows in ((VISITS, 4), (TRADE, 4)):
        answer = _asked(query)
        for view in suits(answer):
            if view not in {"network", "table"}:
                drawn = picture(answer, view)
                assert drawn.drawn + drawn.omitted == rows, view
                assert drawn.drawn > 0


def test_the_table_is_that_of_the_answer() -> None:
    """The twin of a line of time or a chart holds every column, and the version is told."""
    answer = _asked(VISITS)
    drawn = picture(answer, "timeline")
    assert drawn.table == answer.table()
    assert drawn.version == "7"


def test_visits_have_a_lane_for_each_way() -> None:
    """Two columns of states are a way, told in the reader's language."""
    svg = picture(_asked(VISITS), "timeline", "vi").svg
    assert "Peru → Mông Cổ" in svg
    assert "Mông Cổ → Peru" in svg


def test_a_map_counts_rows_and_never_adds_figures_up() -> None:
    """Where a pair has several rows, the width is their number; what it is, is said."""
    drawn = picture(_asked(TRADE), "map")
    assert drawn.table.rows == (("Peru", "Mongolia", "4"),)
    assert "Width: number of rows of the answer" in drawn.notes
    single = TRADE.replace("('2004' 'Peru' 'Mongolia' 6000000 'USD' 'Mongolia')", "")
    single = single.replace("('2005' 'Peru' 'Mongolia' 7000000 'USD' 'Peru')", "")
    single = single.replace("('2005' 'Peru' 'Mongolia' UNDEF 'USD' 'Mongolia')", "")
    drawn = picture(_asked(single), "map")
    assert drawn.table.rows == (("Peru", "Mongolia", "5 million USD"),)


def test_a_map_names_apart_what_was_not_held() -> None:
    """A planned visit widens no line; a pair that has nothing else is dashed, and both say so."""
    more = VISITS.replace("(UNDEF", "('2007' 'Ms E' 'Peru' 'Mongolia' 'postponed') (UNDEF")
    drawn = picture(_asked(more), "map")
    assert set(drawn.table.rows) == {
        ("Peru", "Mongolia", "2, 1 postponed"),
        ("Mongolia", "Peru", "1 planned"),
    }
    assert drawn.svg.count('class="arc forecast"') == 1
    assert "Dashed: nothing was held, only planned, postponed or cancelled." in drawn.notes
    assert drawn.drawn + drawn.omitted == 5


def test_a_chart_has_both_authorities() -> None:
    """The last column of sorts names the series; a figure that is missing is counted."""
    drawn = picture(_asked(TRADE))
    assert drawn.view == "chart"
    assert (drawn.drawn, drawn.omitted) == (3, 1)
    assert "1 left out: no number or no period" in drawn.notes
    assert picture(_asked(TRADE), "trade").svg == drawn.svg


def test_figures_are_never_laid_at_the_wrong_door() -> None:
    """Where a row has two figures, the column after each says whose it is."""
    query = """SELECT ?p ?from ?low ?lowBy ?high ?highBy ?gap { VALUES (?p ?from ?low ?lowBy ?high ?highBy ?gap) {
      ('2004' 'Peru' 5 'Peru' 9 'Mongolia' 4) ('2005' 'Peru' 6 'Mongolia' 7 'Peru' 1) } }"""
    drawn = picture(_asked(query), "chart")
    assert (drawn.drawn, drawn.omitted) == (4, 0)
    assert "Figures drawn: low, high" in drawn.notes
    for told in ("2004: 5 · Peru", "2004: 9 · Mongolia", "2005: 6 · Mongolia", "2005: 7 · Peru"):
        assert f"<title>{told}</title>" in drawn.svg


def test_many_authorities_are_never_one_series() -> None:
    """Beyond what can be drawn, series are left out aloud; none is drawn as part of another."""
    states = [
        "Peru",
        "Chile",
        "Bolivia",
        "Brazil",
        "Cuba",
        "Egypt",
        "France",
        "Greece",
        "Haiti",
        "India",
        "Italy",
        "Japan",
        "Kenya",
        "Laos",
    ]
    rows = " ".join(
        f"('{year}' {year - 2000} '{state}')" for state in states for year in (2001, 2002)
    )
    drawn = picture(_asked(f"SELECT ?y ?n ?who {{ VALUES (?y ?n ?who) {{ {rows} }} }}"), "chart")
    assert (drawn.drawn, drawn.omitted) == (16, 12)
    assert "12 figures of 6 further series are left out" in drawn.notes


def test_parties_of_two_make_lines_without_a_way() -> None:
    """Agreements of more than two states are counted, not drawn."""
    query = "SELECT ?p { VALUES ?p { 'Peru; Mongolia' 'Mongolia; Peru' 'Peru; Chile; Bhutan' } }"
    drawn = picture(_asked(query), "map")
    assert drawn.table.rows == (("Mongolia", "Peru", "2"),)
    assert "1 left out: not between two states whose place is known" in drawn.notes
    assert 'class="way"' not in drawn.svg


def test_a_view_that_does_not_suit_is_refused() -> None:
    """The hint names the views that do."""
    with pytest.raises(WrongFormat, match="this answer has no view 'chart'") as refusal:
        picture(_asked(VISITS), "chart")
    assert refusal.value.hint == "choose one of: timeline, map, table"


def test_pictures_are_written_to_files(tmp_path: Path) -> None:
    """A page or an SVG, by the name; anything else is refused, nothing is left behind."""
    answer = _asked(VISITS)
    write_picture(answer, "timeline", tmp_path / "a.html", "en", "Visits")
    write_picture(answer, "timeline", tmp_path / "a.svg")
    assert "<h1>Visits</h1>" in (tmp_path / "a.html").read_text("utf-8")
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<svg ")
    with pytest.raises(UnknownFormat, match=r"cannot be written as \.png"):
        write_picture(answer, "timeline", tmp_path / "a.png")
    with pytest.raises(UnknownFormat):
        write_picture(answer, "table", tmp_path / "b.svg")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.html", "a.svg"]


def test_an_answer_without_rows_is_its_table() -> None:
    """Nothing found is no picture."""
    drawn = picture(_asked("SELECT ?date { ?date lgn:edtf ?date }"))
    assert (drawn.view, drawn.svg, drawn.table.rows) == ("table", "", ())


def test_a_name_in_another_language_is_marked() -> None:
    """The mark stands behind the name, outlives its cutting, and is explained; none without need."""
    long = (
        "a very long name of an agreement on many things that nobody can read in one line of time"
    )
    asked = _asked(
        f"SELECT * {{ VALUES (?a ?b) {{ ('2004-05' 'Talks'@en) ('2005' '{long}'@en) }} }}"
    )
    drawn = picture(asked, "timeline", "vi")
    assert "Talks [en]" in drawn.svg
    assert "… [en]" in drawn.svg
    assert any(note.startswith("[xx]") for note in drawn.notes)
    plain = picture(asked, "timeline", "en")
    assert "[en]" not in plain.svg
    assert not any(note.startswith("[xx]") for note in plain.notes)
