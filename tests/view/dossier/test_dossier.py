"""The dossier of two states: sections, notes, gaps, disagreements; the same graph, the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import legation
from legation.errors import UnknownFormat, UnknownState
from legation.graph import KnowledgeGraph
from legation.view.dossier import Dossier, dossier
from legation.view.dossier.sheet import Lines, Picture, Section, Table

Told = Callable[[str], Dossier]


def _section(given: Dossier, id: str) -> Section:
    return next(section for section in given.sheet.sections if section.id == id)


def _lines(given: Dossier, id: str) -> list[str]:
    return [
        line.text
        for block in _section(given, id).blocks
        if isinstance(block, Lines)
        for line in block.lines
    ]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_sections_stand_in_the_order_of_a_fact_sheet(language: str, told: Told) -> None:
    """Relations, visits, agreements, trade, committees, fields, communities, plans; then doubts."""
    assert [section.id for section in told(language).sheet.sections] == [
        *("relations", "visits", "agreements", "trade", "committees", "fields", "people", "ahead"),
        *("time", "differences", "gaps"),
    ]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_sentence_of_facts_has_a_note(language: str, told: Told) -> None:
    """What is told of a fact says which source states it, and notes are numbered as they come."""
    sheet = told(language).sheet
    seen: list[int] = []
    for section in sheet.sections:
        for block in section.blocks:
            lines = block.lines if isinstance(block, Lines) else ()
            assert all(line.notes for line in lines if line.facts)
            rows = block.rows if isinstance(block, Table) else ()
            for line in (*lines, *(cell for row in rows for cell in row)):
                seen += line.notes
    assert list(dict.fromkeys(seen)) == list(range(1, len(sheet.notes) + 1))
    assert {note.source for note in sheet.notes} == {source.iri for source in sheet.sources}


def test_the_first_state_is_told_first(tour: KnowledgeGraph, told: Told) -> None:
    """The sheet is written from the side of the state that is named first."""
    other = dossier(tour.store, "BLR", "VNM", "en", tour.version, tour.base)
    assert "between Vietnam and Belarus" in " ".join(_lines(told("en"), "trade"))
    assert "between Belarus and Vietnam" in " ".join(_lines(other, "trade"))
    assert sorted(other.sheet.facts) == sorted(told("en").sheet.facts)


def test_what_is_planned_or_forecast_stands_apart(told: Told) -> None:
    """A postponed visit is no visit, a forecast is no figure."""
    ahead = " ".join(_lines(told("en"), "ahead"))
    assert "postponed" in ahead
    assert "is expected to reach" in ahead
    assert "postponed" not in " ".join(_lines(told("en"), "visits"))


def test_both_authorities_stand_side_by_side(told: Told) -> None:
    """Two figures for one flow and period stay two, each in the column of who counted."""
    table = next(b for b in _section(told("en"), "trade").blocks if isinstance(b, Table))
    assert table.head == ("When", "Flow", "by Vietnam", "by Belarus", "by the source", "Source")
    (row,) = [row for row in table.rows if "2008" in row[0].text and "110" in row[3].text]
    assert [cell.text for cell in row[:5]] == [
        *("January–August 2008", "both ways", "–", "US$110 million", "US$88 million"),
    ]
    assert any(isinstance(b, Picture) for b in _section(told("en"), "trade").blocks)


def test_disagreements_say_both_sides(told: Told) -> None:
    """A contradiction shows what is kept, a discrepancy how far apart the figures are."""
    (table,) = (b for b in _section(told("en"), "differences").blocks if isinstance(b, Table))
    kinds = [row[0].text for row in table.rows]
    assert kinds == ["contradiction", "discrepancy", *["refinement"] * 3]
    assert table.rows[0][2].text == "7–8 April 2008 (kept)"
    assert table.rows[0][3].text == "8–9 April 2008"
    assert table.rows[1][4].text == "US$22 million (25%)"
    assert all(cell.notes for row in table.rows for cell in row[2:4])


def test_gaps_are_what_the_graph_shows_to_be_missing(told: Told) -> None:
    """Years without figures, missing sessions, agreements of which no entry into force is told."""
    gaps = _lines(told("en"), "gaps")
    assert "Years without any figure of trade, between 2007 and 2015: 2009–2014." in gaps
    assert "Documents announced, 2007: 6; by name: 3." in gaps
    assert any(gap.startswith("No source states an entry into force: 6 of 6") for gap in gaps)
    assert any("no source tells of sessions 1–4" in gap for gap in gaps)
    assert "Visits of which only the month is stated: 10 of 12." in gaps


def test_names_are_in_the_language_of_the_reader(told: Told) -> None:
    """What has a name in the language is called by it; what has none is marked."""
    assert "phân kali" in " ".join(_lines(told("vi"), "trade"))
    assert "Liên minh Kinh tế Á - Âu" in " ".join(_lines(told("vi"), "agreements"))
    assert "the Government of Belarus" in " ".join(_lines(told("en"), "agreements"))
    foreign = {
        name
        for block in _section(told("en"), "agreements").blocks
        if isinstance(block, Lines)
        for line in block.lines
        for name in line.foreign
    }
    assert "Bộ Văn hoá Bê-la-rút" in foreign
    assert "Free Trade Agreement" not in foreign


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_same_graph_gives_the_same_bytes(
    language: str, tour: KnowledgeGraph, told: Told, tmp_path: Path
) -> None:
    """Two dossiers of one graph are equal in all formats."""
    again = tour.dossier("Viet Nam", "belarus", language)
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    for suffix in (".html", ".md", ".docx"):
        told(language).save(one / f"told{suffix}")
        again.save(other / f"told{suffix}")
    written = {file.name: file.read_bytes() for file in one.iterdir()}
    assert len(written) == 5  # two are pictures beside the Markdown
    assert {file.name: file.read_bytes() for file in other.iterdir()} == written


def test_a_dossier_shows_itself_in_notebooks(told: Told) -> None:
    """The page stands in a frame of its own, and the summary counts."""
    assert "<iframe" in told("en")._repr_html_()
    assert told("en").summary == "50 facts told, 53 notes, 3 sources"


def test_what_cannot_be_told_is_refused(tour: KnowledgeGraph, told: Told, tmp_path: Path) -> None:
    """A name of nothing, of no state, one state twice, an unknown format: each is one sentence."""
    with pytest.raises(UnknownState, match="no state is called 'Atlantis'; did you mean"):
        dossier(tour.store, "VNM", "Atlantis")
    with pytest.raises(UnknownState, match="is no state"):
        dossier(tour.store, "VNM", "Alexander Lukashenko")
    with pytest.raises(UnknownState, match="a dossier is of two states"):
        dossier(tour.store, "VNM", "Vietnam")
    with pytest.raises(UnknownFormat, match=r"cannot be written as '.pdf'"):
        told("en").save(tmp_path / "a.pdf")


def _made(folder: Path, text: str, **about: str) -> KnowledgeGraph:
    kg = legation.open(folder / "made.kg")
    kg.add_text(text, "made", language="en", date="2020-05-04", **about)
    return kg


def test_a_pair_without_facts_says_so(tmp_path: Path) -> None:
    """Nothing is told of states that have nothing in common in the graph."""
    kg = _made(
        tmp_path,
        "Chile and Mongolia resumed diplomatic relations in 1990.\n\nIn 1991, Peru recognised Laos.",
    )
    given = dossier(kg.store, "CHL", "PER")
    assert _lines(given, "gaps") == ["The graph knows nothing that concerns both Chile and Peru."]
    assert given.sheet.facts == ()


@pytest.mark.parametrize("name", ["MNG", "Mông Cổ"])
def test_a_state_that_the_graph_does_not_know_has_a_sheet(name: str, tour: KnowledgeGraph) -> None:
    """It is a state all the same, and the sheet says that nothing is known."""
    given = tour.dossier("VNM", name)
    assert _lines(given, "gaps") == [
        "The graph knows nothing that concerns both Vietnam and Mongolia."
    ]


def test_many_visits_become_a_table(tmp_path: Path) -> None:
    """Beyond a dozen, the highest offices are told and the others listed, and both are counted."""
    visits = [
        *(
            f"The Foreign Minister of Peru, Juan Rios, visited Laos in {y}."
            for y in range(1970, 1990)
        ),
        "The President of Peru, Ana Soto, paid a state visit to Laos in March 1969.",
    ]
    kg = _made(tmp_path, "\n\n".join(visits))
    given = dossier(kg.store, "PER", "LAO")
    told = _lines(given, "visits")
    assert len(told) == 12
    assert "Ana Soto" in told[0]
    (table,) = (b for b in _section(given, "visits").blocks if isinstance(b, Table))
    assert len(table.rows) == 9
    assert "12 of 21 told above, those of the highest offices; the other 9 are here" in table.title


@pytest.mark.parametrize(("policy", "shown"), [("full", True), ("quote", True), ("none", False)])
def test_notes_obey_the_policy_of_the_text(policy: str, shown: bool, tmp_path: Path) -> None:
    """Words of a source that withholds them stand in no format; where they stand is told."""
    sentence = "Chile and Mongolia resumed diplomatic relations in 1990."
    kg = _made(tmp_path, sentence, policy=policy)
    given = dossier(kg.store, "CHL", "MNG")
    (note,) = given.sheet.notes
    assert note.where == "characters 0–56"
    assert bool(note.words) is shown
    assert note.withheld is not shown
    for text in (given.html, given.markdown):
        assert ("resumed diplomatic relations in 1990." in text.partition("made, ")[2]) is shown
        assert ("text withheld by the policy of the source" in text) is not shown


@pytest.mark.parametrize(
    ("policy", "where"),
    [
        ("full", "sentence 2 (characters {})"),
        ("quote", "sentence 2 (characters {})"),
        ("none", "characters {}"),
    ],
)
def test_notes_say_which_sentence(policy: str, where: str, tmp_path: Path) -> None:
    """A note counts sentences without headings, where the policy lets the text be looked at."""
    text = "Two states\n\nPeru is told of in another paper. "
    text += "Chile and Mongolia resumed diplomatic relations in 1990."
    kg = _made(tmp_path, text, policy=policy)
    (note,) = kg.dossier("CHL", "MNG").sheet.notes
    assert note.where == where.format(f"{text.index('Chile')}–{len(text)}")


def test_many_figures_stand_in_one_table(tmp_path: Path) -> None:
    """The latest figures are told; the table of both authorities holds all, none of them merged."""
    figures = [
        f"According to figures from {state}, trade between Peru and Laos was worth US${n} million in {y}."
        for y, n in zip(range(1990, 2000), range(100, 200, 10), strict=True)
        for state, n in (("Peru", n), ("Laos", n + 3))
    ]
    kg = _made(tmp_path, "\n\n".join(figures))
    trade = _section(dossier(kg.store, "PER", "LAO"), "trade").blocks
    lines, chart, table = trade
    assert isinstance(lines, Lines)
    assert isinstance(chart, Picture)
    assert isinstance(table, Table)
    assert lines.title == "The latest 12 of 20; the table below holds all"
    assert [cell.text for cell in table.rows[0][:4]] == [
        *("1990", "both ways", "US$100 million", "US$103 million"),
    ]
    assert len(table.rows) == 10


def test_a_row_of_a_table_is_quoted_by_its_cells(tmp_path: Path) -> None:
    """A note on a row shows the cells it was read from, each with the head of its column."""
    table = tmp_path / "visits.csv"
    table.write_text(
        "id,start_date,end_date,visitor,from_ids,from_names,description,n_visitor,last_modified\n"
        "7,1999-05-03,1999-05-05,President Ana Soto,peru,Peru,State visit.,1,2010-02-25\n",
        "utf-8",
    )
    kg = legation.open(tmp_path / "x.kg")
    kg.add(table, described_as="us-leader-visits")
    (note,) = dossier(kg.store, "PER", "USA").sheet.notes
    assert note.where == "row 7"
    assert note.words == (
        "description: State visit.",
        "from_ids: peru",
        "from_names: Peru",
        "visitor: President Ana Soto",
    )
