"""What single questions answer on the made-up graph, row by row where it matters."""

from __future__ import annotations

import pyoxigraph as ox

from legation.ask.answers import ask
from legation.ask.questions import question

PAIR = {"a": "MNG", "b": "CHL"}


def _rows(store: ox.Store, name: str, columns: str, **given: str) -> list[tuple[str, ...]]:
    """Return some columns of an answer as text, blank where a row has nothing."""
    answer = ask(store, question(name), given)
    return [
        tuple("" if row[column] is None else str(row[column]) for column in columns.split())
        for row in answer
    ]


def test_a_visit_of_three_sources_is_one_row_with_its_finest_date(store: ox.Store) -> None:
    """The month of two sources and the days of a third are one visit, told by all three."""
    rows = _rows(store, "visits/between", "date visitor rank sources", **PAIR, until="1997")
    dated = [row for row in rows if row[0]]
    assert [row[:3] for row in dated] == [("1997-04-10/1997-04-12", "Tserendorj Bold", "official")]
    assert set(dated[0][3].split()) == {"letter", "paper", "sheet"}


def test_what_has_no_date_is_in_every_period(store: ox.Store) -> None:
    """A planned visit without a date is not dropped by a period."""
    rows = _rows(store, "visits/between", "visitor status", **PAIR, since="2100")
    assert rows == [("Ana Soto", "planned")]


def test_one_visitor_in_two_capacities(store: ox.Store) -> None:
    """The two offices of one visitor stand in one row."""
    ((visitor, offices),) = _rows(store, "visits/two-capacities", "visitor offices")
    assert visitor == "Gerel Oyun"
    assert len(offices.split("; ")) == 2


def test_a_month_that_was_refined_is_no_longer_month_only(store: ox.Store) -> None:
    """Only visits known to no day are listed, with the first and last day they may mean."""
    rows = _rows(store, "visits/month-only", "month earliest latest", state="CHL")
    assert rows == [
        ("2006-02", "2006-02-01", "2006-02-28"),
        ("2010-05", "2010-05-01", "2010-05-31"),
    ]


def test_reciprocity_counts_each_way(store: ox.Store) -> None:
    """Presidents went both ways; only Mongolia sent a speaker."""
    rows = _rows(store, "visits/reciprocity", "office made received reciprocated", **PAIR)
    assert ("president", "4", "1", "yes") in rows
    assert ("parliament-speaker", "1", "0", "no") in rows
    turned = _rows(store, "visits/reciprocity", "office made", a="CHL", b="MNG")
    assert ("president", "1") in turned


def test_agreements_are_found_by_words_and_by_organ(store: ox.Store) -> None:
    """The case of the words does not matter; the parties are the organs as stated."""
    rows = _rows(store, "agreements/between", "signed parties place", **PAIR, subject="AIR")
    ((signed, parties, place),) = rows
    assert (signed, place) == ("2007-03-01", "Santiago")
    assert "Ministry of Roads of Mongolia" in parties


def test_announced_and_named(store: ox.Store) -> None:
    """Six agreements are announced, one of them is named."""
    assert _rows(store, "agreements/announced", "announced named", **PAIR) == [("6", "1")]


def test_figures_are_in_single_units_and_say_whose_they_are(store: ox.Store) -> None:
    """88 of the source itself and 110 of Chile stand side by side for the same months."""
    rows = _rows(store, "trade/figures", "period value authority status", **PAIR, since="2008")
    assert ("2008-01/2008-08", "88000000", "sheet", "actual") in rows
    assert ("2008-01/2008-08", "110000000", "Chile", "actual") in rows
    assert ("2008", "150000000", "sheet", "forecast") in rows


def test_a_forecast_stands_beside_what_came(store: ox.Store) -> None:
    """The forecast of 150 million is told with the 160 that were reported later."""
    rows = _rows(store, "trade/forecasts", "forecast actualLow actualHigh", **PAIR)
    assert rows == [("150000000", "160000000", "160000000")]


def test_a_stated_total_is_checked(store: ox.Store) -> None:
    """Exports of 10 and 65 make 75, the stated total is one more."""
    rows = _rows(store, "trade/balance", "sum total difference balanceOfA", **PAIR)
    assert rows == [("75000000", "76000000", "1000000", "-55000000")]


def test_goods_come_with_their_share(store: ox.Store) -> None:
    """The share of a ware stands in the row of the ware; a ware in a list and a share is one row."""
    rows = _rows(store, "trade/commodities", "commodity share", **PAIR)
    assert rows == [("wool", "61.5"), ("felt", "")]


def test_each_disagreement_tells_both_values_and_whose_they_are(store: ox.Store) -> None:
    """All three types are told, a discrepancy with its size."""
    columns = "kind first firstBy second secondBy difference share"
    rows = _rows(store, "sources/disagreements", columns)
    days = ("2008-04-08/2008-04-09", "paper", "2008-04-07/2008-04-08", "sheet", "", "")
    assert ("contradiction", *days) in rows
    assert ("discrepancy", "88000000", "sheet", "110000000", "Chile", "22000000", "0.25") in rows
    finer = ("refinement", "1997-04-10/1997-04-12", "paper", "1997-04", "letter", "", "")
    assert finer in rows


def test_evidence_of_a_fact_and_of_an_entity(store: ox.Store) -> None:
    """A fact is told by its claims, an entity by those of its facts."""
    visits = _rows(store, "visits/between", "date visit", **PAIR, until="1997")
    (visit,) = [iri for date, iri in visits if date]
    fact = _rows(store, "sources/evidence", "cited", about=visit)
    person = _rows(store, "sources/evidence", "cited", about="Tserendorj Bold")
    assert {row[0] for row in fact} == {"letter", "paper", "sheet"}
    assert len(person) > len(fact)


def test_evidence_of_a_row_is_its_cells(store: ox.Store) -> None:
    """A fact that a table states is told by the row, with the cells that were kept verbatim."""
    (visit,) = _rows(store, "visits/between", "visit", a="URY", b="KEN", until="2001-12-31")[:1]
    rows = _rows(store, "sources/evidence", "cited row sentence start", about=visit[0])
    assert rows == [("ledger", "1", "from=URY; note=Made-Up Traveller; to=KEN; what=visit", "")]


def test_a_withheld_sentence_is_not_shown_but_its_place_is(store: ox.Store) -> None:
    """A source that gives no text is still cited, with the characters."""
    columns = "cited sentence start end"
    rows = _rows(store, "sources/evidence", columns, about="Tserendorj Bold")
    assert ("letter", "", "0", "20") in rows
    assert all(sentence for cited, sentence, *_ in rows if cited != "letter")


def test_single_facts_of_one_source(store: ox.Store) -> None:
    """What another source states too is not listed."""
    rows = _rows(store, "sources/single", "kind only", source="paper")
    assert ("Observation", "paper") in rows
    assert "letter" not in {only for _, only in rows}


def test_repairs_tell_surface_reading_and_reason(store: ox.Store) -> None:
    """Every repaired passage stands with its hypothesis."""
    rows = _rows(store, "sources/repairs", "surface reading reason claims", source="paper")
    assert rows == [("Tsrendorj", "Tserendorj", "a letter is missing", "1")]


def test_doubts_are_open_questions(store: ox.Store) -> None:
    """A month in which two visits fall is put up for a person to look at."""
    assert len(_rows(store, "sources/open-questions", "reason", words="2010-05")) >= 1


def test_first_resident_ambassador_follows_the_embassy(store: ox.Store) -> None:
    """Missions and first ambassadors are one story."""
    rows = _rows(store, "missions/opened", "since what of in ordinal", state="MNG")
    assert rows == [
        ("1999/", "embassy", "Mongolia", "Chile", ""),
        ("2001-03/", "ambassador", "Mongolia", "Chile", "1"),
    ]
