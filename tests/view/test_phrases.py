"""Values in words."""

from __future__ import annotations

import pytest
from hypothesis import given

from legation.terms import Iri, post, state
from legation.view.phrases import date, office, phrase
from told_facts import periods, spells


@pytest.mark.parametrize(
    ("edtf", "table", "english", "vietnamese"),
    [
        ("1994-05-03", "when", "on 3 May 1994", "ngày 3/5/1994"),
        ("1997-04", "when", "in April 1997", "tháng 4/1997"),
        ("1997", "bare", "1997", "năm 1997"),
        ("1958-11-28/1958-12-02", "bare", "28 November–2 December 1958", None),
        ("2008-04-07/2008-04-08", "when", "from 7 to 8 April 2008", "từ ngày 7 đến ngày 8/4/2008"),
        ("2008-12-30/2009-01-02", "when", "from 30 December 2008 to 2 January 2009", None),
        ("1964/1970", "when", "from 1964 to 1970", "từ năm 1964 đến năm 1970"),
        ("2003-10/", "when", "since October 2003", "từ tháng 10/2003"),
        ("2003-10/..", "start", "in October 2003", "tháng 10/2003"),
        ("../1999", "when", "until 1999", "đến năm 1999"),
        ("1997~", "when", "around 1997", "khoảng năm 1997"),
        ("1997?", "when", "perhaps in 1997", "có lẽ năm 1997"),
        ("199X", "when", "in the 1990s", "thập niên 1990"),
        ("2012-01/2012-03", "period", "in the first quarter of 2012", "quý I năm 2012"),
        ("2012-07/2012-12", "period", "in the second half of 2012", "nửa cuối năm 2012"),
        ("2012-02/2012-04", "period", "from February to April 2012", None),
        ("next week", "when", "next week", "next week"),
    ],
)
def test_dates_in_words(edtf: str, table: str, english: str, vietnamese: str | None) -> None:
    """Each precision, interval and open end has its words; what is no date stays as it is."""
    assert date(edtf, table, "en") == english
    if vietnamese:
        assert date(edtf, table, "vi") == vietnamese


@given(spells(), periods())
def test_no_date_loses_its_year(spell: str, period: str) -> None:
    """The year is told whatever the form of a date."""
    for edtf in (spell, period):
        for table in ("when", "bare", "period"):
            assert edtf[:4] in date(edtf, table, "en") or "/" in edtf
            assert edtf.partition("/")[2][:4] in date(edtf, table, "vi")


@pytest.mark.parametrize(
    ("iri", "english", "vietnamese"),
    [
        (post("LAO", "president"), "President of Laos", "Chủ tịch nước Lào"),
        (post("PER", "president"), "President of Peru", "Tổng thống Peru"),
        (post("PER", "minister", "Quốc phòng"), "Minister of Defence of Peru", None),
        (post("PER", "minister", "Ocean Things"), "Minister of Ocean things of Peru", None),
        (post("PER", "ambassador", "USA"), "Ambassador of Peru to the United States", None),
        (post("PER", "special-envoy", "president"), "Special Envoy of the President of Peru", None),
        (post("PER", "other"), "Other office of Peru", None),
    ],
)
def test_posts_as_titles(iri: Iri, english: str, vietnamese: str | None) -> None:
    """A post is told with its state and what tells it from its like."""
    assert office(iri, "en") == english
    if vietnamese:
        assert office(iri, "vi") == vietnamese


def test_owners_and_lists() -> None:
    """An owner's name takes an apostrophe, the last of a list its "and"."""
    states = (state("PER"), state("LAO"), state("USA"))
    assert phrase("party", states, "", "en") == "Peru, Laos and the United States"
    assert phrase("exporter", (state("LAO"),), "own", "en") == "Laos'"
    assert phrase("exporter", (state("PER"),), "own", "en") == "Peru's"
    assert phrase("party", states[:2], "pair", "vi") == "Peru - Lào"


def test_a_table_without_the_word_tells_nothing() -> None:
    """So a sentence that needs the word is not taken."""
    assert phrase("capacity", (post("PER", "minister", "Y tế"),), "title", "en") == ""


@pytest.mark.parametrize(
    ("whose", "house", "language", "told"),
    [
        ("BLR", "upper", "en", "Chairman of the Council of the Republic of Belarus"),
        ("BLR", "upper", "vi", "Chủ tịch Hội đồng Cộng hoà Belarus"),
        ("RUS", "lower", "en", "Chairman of the State Duma of Russia"),
        ("FRA", "upper", "en", "Speaker of the Senate of France"),
        ("VNM", "", "en", "Chairman of the National Assembly of Vietnam"),
    ],
)
def test_a_house_of_parliament_is_called_as_its_state_calls_it(
    whose: str, house: str, language: str, told: str
) -> None:
    """Where no name is known for the house of a state, it is called by its kind."""
    assert office(post(whose, "parliament-speaker", house), language) == told
