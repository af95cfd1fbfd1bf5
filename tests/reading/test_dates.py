"""Dates in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.facts.evidence import Source
from legation.reading.dates import find, inherited
from legation.reading.read import prepare
from legation.reading.text import normalise
from legation.terms import Iri
from legation.values.dates import Dating

ISSUED = "2009-11-20"


def _edtf(text: str, language: str, issued: str = ISSUED) -> list[str]:
    return [m.edtf for m in find(normalise(text), language, issued)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("ngày 3/9/1975", "1975-09-03"),
        ("ngày 3 tháng 9 năm 1975", "1975-09-03"),
        ("tháng 9/1975", "1975-09"),
        ("Tháng 9 năm 1975", "1975-09"),
        ("(9/1975)", "1975-09"),
        ("năm 1975", "1975"),
        ("năm tài chính 1975-76", "1975/1976"),
        ("từ 3-5/9/1975", "1975-09-03/1975-09-05"),
        ("26 - 28/5", "2009-05-26/2009-05-28"),
        ("từ ngày 20 đến 22/8", "2009-08-20/2009-08-22"),
        ("28-11 đến 2-12-1958", "1958-11-28/1958-12-02"),
        ("từ tháng 5/2007 đến tháng 3/2008", "2007-05/2008-03"),
        ("tháng 5-6/2008", "2008-05/2008-06"),
        ("sáng 22/10", "2009-10-22"),
        ("ngày 5-3", "2009-03-05"),
        ("hôm nay", "2009-11-20"),
        ("ngày mai", "2009-11-21"),
        ("tháng trước", "2009-10"),
        ("năm ngoái", "2008"),
        ("8 tháng đầu năm 2008", "2008-01/2008-08"),
        ("tám tháng đầu năm nay", "2009-01/2009-08"),
        ("trong 8 tháng năm 2007", "2007-01/2007-08"),
        ("4 tháng cuối năm 2007", "2007-09/2007-12"),
        ("quý I/2010", "2010-01/2010-03"),
        ("giai đoạn 2011 - 2015", "2011/2015"),
        ("30 năm trước", "1979"),
    ],
)
def test_vietnamese_forms(text: str, edtf: str) -> None:
    """Each way in which Vietnamese writes a date gives its EDTF."""
    assert _edtf(text, "vi") == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("March 3, 1975", "1975-03-03"),
        ("in 1975-76", "1975/1976"),
        ("FY 1999/00", "1999/2000"),
        ("April-January 1975-76", "1975-04/1976-01"),
        ("3 March 1975", "1975-03-03"),
        ("the 3rd of March, 1975", "1975-03-03"),
        ("in March 1975", "1975-03"),
        ("March this year", "2009-03"),
        ("last July", "2009-07"),
        ("last December", "2008-12"),
        ("August 6", "2009-08-06"),
        ("November 21-24", "2009-11-21/2009-11-24"),
        ("November 28 to December 2, 1958", "1958-11-28/1958-12-02"),
        ("from 5 to 7 May 2008", "2008-05-05/2008-05-07"),
        ("on 7 and 8 April 2009", "2009-04-07/2009-04-08"),
        ("the first eight months of 2008", "2008-01/2008-08"),
        ("the second quarter of 2008", "2008-04/2008-06"),
        ("January-August 2008", "2008-01/2008-08"),
        ("between 2008 and 2010", "2008/2010"),
        ("since 1992", "1992"),
    ],
)
def test_english_forms(text: str, edtf: str) -> None:
    """Each way in which English writes a date gives its EDTF."""
    assert _edtf(text, "en") == [edtf]


def test_years_in_a_list_are_dates_of_their_own() -> None:
    """The words "1961, 1979 and 2000" is three years and no period."""
    assert _edtf("(1961, 1979 and 2000)", "en") == ["1961", "1979", "2000"]
    assert _edtf("năm 2007, 2008 và 2009", "vi") == ["2007", "2008", "2009"]


@pytest.mark.parametrize(
    "text",
    [
        "47,5%",
        "47 triệu",
        "3/5 số dân",
        "2/3 dân số",
        "từ 5-7 triệu",
        "1.774",
        "những năm 1990",
        "trong 5 năm tới",
        "ngày 30/2/2008",
        "Nghị định 15/2008/NĐ",
        "trong 3 tháng",
        "hơn 1.200 người",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    """Shares, amounts, fractions, decades and days that no month has are no dates."""
    assert _edtf(text, "vi") == []


def test_modal_may_is_no_month() -> None:
    """The words "May" is a month only where a day, a year or a preposition says so."""
    assert _edtf("the two sides may meet and march on", "en") == []


def test_the_same_period_is_that_of_the_sentence_a_year_before() -> None:
    """The words "The same period last year" takes its months from the figure it is compared with."""
    text = "Trong 8 tháng đầu năm 2008 tăng 5% so với cùng kỳ năm ngoái"
    assert _edtf(text, "vi") == ["2008-01/2008-08", "2007-01/2007-08"]


def test_what_filled_a_gap_is_said() -> None:
    """A date that needed the document or its sentence says so; a full one rests on nothing."""
    text = "Năm 2007, họ gặp nhau ngày 5/3. Hôm nay, 3/9/1975 được nhắc lại."
    found = find(normalise(text), "vi", ISSUED)
    assert [(m.edtf, m.basis) for m in found] == [
        ("2007", ""),
        ("2007-03-05", "year of the sentence"),
        ("2009-11-20", "document date"),
        ("1975-09-03", ""),
    ]


def test_nothing_is_invented_without_a_date_of_the_document() -> None:
    """Without its date a document's "today" stays unread, its "this year" rests on the text."""
    text = "Hôm nay, 22/10, họ họp. Tháng 5 năm 2015 họ ký. Năm nay tăng 5%."
    found = find(normalise(text), "vi")
    assert [(m.edtf, m.basis) for m in found] == [
        ("2015-05", ""),
        ("2015", "latest date of the text"),
    ]


def test_a_year_frames_its_paragraph() -> None:
    """A year that opens a paragraph goes for the sentences after it, and not for the next one."""
    text = "Năm 2004, hai bên gặp nhau. Họ ký hai hiệp định.\n\nHọ sẽ gặp lại tại Lào."
    document = prepare(text, Source(Iri("https://e.org/source/a"), language="vi"))
    year = inherited(document, document.sentences[1])
    assert year is not None
    assert (year.edtf, year.basis) == ("2004", "year of the paragraph")
    assert inherited(document, document.sentences[2]) is None


_PIECES = st.sampled_from(
    [
        "ngày",
        "tháng",
        "năm",
        "từ",
        "đến",
        "-",
        "/",
        ",",
        ".",
        "và",
        "and",
        "to",
        "in",
        "march",
        "may",
        "5",
        "12",
        "31",
        "2008",
        "1992",
        "đầu",
        "quý",
        "nay",
        "trước",
        "%",
        "(",
        ")",
    ]
)


@given(st.lists(_PIECES, max_size=25), st.sampled_from(["vi", "en"]))
def test_every_date_is_one_and_stands_in_order(pieces: list[str], language: str) -> None:
    """Whatever stands in a text, what is found is valid EDTF, in order, without overlap."""
    norm = " ".join(pieces)
    found = find(norm, language, ISSUED)
    ends = [0]
    for mention in found:
        assert Dating.parse(mention.edtf).edtf == mention.edtf
        assert ends[-1] <= mention.start < mention.end <= len(norm)
        ends.append(mention.end)


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("they met yesterday", "0001-01-01"),
        ("they meet tomorrow", "9999-12-31"),
        ("they met last month", "0001-01"),
        ("they meet next month", "9999-12"),
        ("they met last year", "0001"),
        ("they meet next year", "9999"),
        ("from 30 November to 2 December", "0001-01-01"),
    ],
)
def test_there_is_no_date_beyond_the_calendar(text: str, issued: str) -> None:
    """What would lie before the year 1 or after 9999 is left out."""
    assert find(text, "en", issued) == []


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("mở năm 1971; đóng cùng năm.", "vi", ["1971", "1971"]),
        ("ký ngày 5/6/2001, cùng ngày lên đường", "vi", ["2001-06-05", "2001-06-05"]),
        ("năm 2001. 11 năm sau, hai nước ký", "vi", ["2001", "2012"]),
        ("opened on may 5, 1971 and closed in the same year", "en", ["1971-05-05", "1971"]),
        ("met on 8 july 2011. a day later they left", "en", ["2011-07-08", "2011-07-09"]),
        ("in 1975, and two years later", "en", ["1975", "1977"]),
        ("began on august 5, 1995 and ended on august 6", "en", ["1995-08-05", "1995-08-06"]),
    ],
)
def test_dates_told_by_the_one_before(text: str, language: str, edtf: list[str]) -> None:
    """Words like "the same year" and "a day later" count from the date told last."""
    assert [m.edtf for m in find(text, language, "2013-03-01")] == edtf
