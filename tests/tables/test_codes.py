"""Codes, slugs and names of tables mean the polity of their day, as the data of `history` say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import BadDescription
from legation.identity.polities import among, coded
from legation.tables.codes import during, meant
from made_tables import VISITS, objects, planned, written

NUMBERS = sorted(n for n in map(str, range(1000)) if len(coded("cow-number", n)) > 1)


@pytest.mark.parametrize(
    ("system", "text", "day", "code"),
    [
        ("slug", "vietnam", date(1953, 10, 31), "VST"),
        ("slug", "vietnam", date(1966, 5, 9), "RVN"),
        ("slug", "vietnam", date(2001, 5, 9), "VNM"),
        ("slug", "south-vietnam", date(1966, 5, 9), "RVN"),
        ("slug", "russia", date(1974, 5, 9), "SUN"),
        ("slug", "russia", date(2001, 5, 9), "RUS"),
        ("slug", "hawaii", date(1881, 5, 9), "HAW"),
        ("name", "Byelorussia", date(1970, 5, 9), "BYS"),
        ("name", "Belarus", date(2001, 5, 9), "BLR"),
        ("name", "PRUSSIA", date(1850, 5, 9), "PRU"),
        ("name", "Turkey", date(1850, 5, 9), "OTT"),
        ("name", "Germany", date(1930, 5, 9), "DEU"),
        ("cow", "255", date(1850, 5, 9), "PRU"),
        ("cow", "255", date(1930, 5, 9), "DEU"),
        ("cow", "365", date(1850, 5, 9), "RUE"),
        ("cow", "365", date(1920, 5, 9), "RUS"),
        ("cow", "365", date(1950, 5, 9), "SUN"),
        ("cow", "365", date(1991, 12, 27), "RUS"),
        ("cow", "345", date(1900, 5, 9), "SRB"),
        ("cow", "345", date(1960, 5, 9), "YUG"),
        ("cow", "345", date(2000, 5, 9), "SCG"),
        ("cow", "816", date(1960, 5, 9), "VDR"),
        ("cow", "816", date(1990, 5, 9), "VNM"),
        ("cow", "817", date(1954, 6, 5), "RVN"),
        ("gph", "816", date(1976, 5, 9), "VDR"),
        ("gph", "815", date(1850, 5, 9), "DNM"),
        ("gph", "815", date(1950, 5, 9), "VST"),
        ("gph", "815", date(1990, 5, 9), "VNM"),
        ("gph", "348", date(2000, 5, 9), "SCG"),
        ("gph", "370", date(1950, 5, 9), "BYS"),
        ("cow", "678", date(1980, 5, 9), "YAR"),
        ("cow", "679", date(2000, 5, 9), "YEM"),
        ("cow", "680", date(1980, 5, 9), "YMD"),
        ("gw", "678", date(1980, 5, 9), "YAR"),
        ("gw", "678", date(2000, 5, 9), "YEM"),
        ("gw", "711", date(1930, 5, 9), "TBT"),
        ("wikidata", "Q199841", date(1980, 5, 9), "YMD"),
        ("wikidata", "Q159", date(1980, 5, 9), "SUN"),
        ("iso3", "RUS", date(1980, 5, 9), "SUN"),
        ("iso3", "ANT", date(2005, 5, 9), "ANT"),
        ("iso2", "NA", date(2005, 5, 9), "NAM"),
    ],
)
def test_a_code_means_the_polity_of_its_day(system: str, text: str, day: date, code: str) -> None:
    """Each system leads to the state that it stood for then; one that is preferred is taken."""
    found = meant(system, text, day, prefer=("RVN", "FRG"))
    assert (found.code, found.doubt) == (code, "")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("720", "HKG"),
        ("930", "NCL"),
        ("1065", "CUW"),
        ("291", "DZG"),
        ("512", "TZA"),
        ("7910", "TBT"),
        ("510", ""),  # German East Africa
        ("711", ""),  # Manchukuo
        ("9900", ""),  # Samoa before 1900
        ("1010", ""),  # Georgia, United States
        ("4776", ""),  # Benin (Edo)
    ],
)
def test_a_number_of_geopolhist_is_its_own(number: str, code: str) -> None:
    """A name that is alike joins nothing, and a number of another list neither."""
    assert meant("gph", number, date(1930, 5, 9)).code == code


def test_what_may_be_two_is_told() -> None:
    """Without a preference or a seat, two states of one name stay a doubt."""
    found = meant("name", "Vietnam", date(1966, 5, 9))
    assert (found.code, found.doubt) == ("VNM", "it may mean RVN or VDR on 1966-05-09")
    assert meant("name", "Vietnam", date(1966, 5, 9), "Saigon").code == "RVN"
    assert meant("name", "Vietnam", date(1966, 5, 9), "Hanoi").code == "VDR"


@pytest.mark.parametrize(
    ("day", "saigon", "hanoi"),
    [
        (date(1949, 12, 31), "VST", "VDR"),
        (date(1955, 3, 1), "VST", "VDR"),
        (date(1955, 10, 25), "VST", "VDR"),
        (date(1955, 10, 26), "RVN", "VDR"),
        (date(1975, 4, 29), "RVN", "VDR"),
        (date(1975, 4, 30), "SVR", "VDR"),
        (date(1976, 7, 1), "SVR", "VDR"),
        (date(1976, 7, 2), "VNM", "VNM"),
    ],
)
def test_a_city_was_the_seat_of_each_state_in_its_time(day: date, saigon: str, hanoi: str) -> None:
    """One slug and two cities mean the government that sat there on the day."""
    prefer = ("RVN", "FRG", "YAR")
    assert meant("slug", "vietnam", day, "Saigon", prefer).code == saigon
    assert meant("slug", "vietnam", day, "Hanoi", prefer).code == hanoi


def test_a_code_of_a_union_is_the_union(tmp_path: Path) -> None:
    """What a table calls a reporter may be a union of states."""
    told = VISITS.replace("codes: iso3, at: day}", "map: {EU2: EU}, missing: keep, codes: iso3}")
    quads, _ = written(*planned(tmp_path, told, "from,who,day\nEU2,Made-Up Person,2031-02-03\n"))
    sent = [quad for quad in quads if "#sender>" in quad]
    assert len(sent) == 1
    assert "<https://w3id.org/legation/org/EU>" in sent[0]


@pytest.mark.parametrize(
    ("text", "day", "on", "since"),
    [
        ("BELARUS", date(1944, 12, 7), "BYS", "BLR"),
        ("BYS", date(1944, 12, 7), "BYS", "BYS"),
        ("RUSSIAN FEDERATION", date(1949, 8, 12), "SUN", "RUS"),
        ("SOVIET UNION", date(1949, 8, 12), "SUN", "SUN"),
        ("SOVIET UNION", date(1884, 3, 14), "RUE", "SUN"),
        ("RUSSIA", date(1907, 10, 18), "RUE", "RUE"),
        ("RUSSIA", date(1950, 12, 15), "SUN", "RUS"),
        ("CZECH REPUBLIC", date(1950, 9, 5), "CSK", "CZE"),
        ("TURKEY", date(1856, 3, 30), "OTT", "OTT"),
        ("VIETNAM", date(1950, 12, 15), "VST", "VST"),
        ("VIETNAM", date(1966, 5, 9), "RVN", "RVN"),
        ("VIETNAM", date(1929, 10, 12), "VNM", "VNM"),
        ("BYS", date(2001, 5, 9), "BLR", "BLR"),
    ],
)
def test_who_may_come_later_goes_by_the_name(text: str, day: date, on: str, since: str) -> None:
    """On a day a name means who stood there; since a day, the one who bore it then or later."""
    assert meant("name", text, day, prefer=("RVN",)).code == on
    assert meant("name", text, day, prefer=("RVN",), or_later=True).code == since


OPEN = """rows:
  - kind: Agreement
    values:
      title: {column: title}
      party: {column: parties, split: ";", codes: name, since: signed}
"""


def test_the_parties_of_an_open_treaty_stay_apart(tmp_path: Path) -> None:
    """Two names of which one stood later are two parties, whatever the day of the treaty."""
    rows = "title,parties,signed\nA made-up pact,Belarus;Byelorussian SSR;Chile,1947-11-21\n"
    quads, _ = written(*planned(tmp_path, OPEN, rows))
    assert objects(quads, "party") == {"BLR", "BYS", "CHL"}


def test_a_state_is_one_on_a_day_or_since_it(tmp_path: Path) -> None:
    """Both at once is an error of the description."""
    told = OPEN.replace("since: signed", "since: signed, at: signed")
    with pytest.raises(BadDescription) as wrong:
        planned(tmp_path, told, "title,parties,signed\nA,Chile,1947\n")
    assert str(wrong.value) == "t.yml, line 5: a state is one on a day, or since it, not both"


@given(st.sampled_from(NUMBERS), st.dates(date(1816, 1, 1), date(2030, 1, 1)))
def test_a_number_of_several_means_one_of_them(number: str, day: date) -> None:
    """On every day a shared number means some of those who had it, and nobody else."""
    had = coded("cow-number", number)
    assert among(had, day)
    assert meant("cow", number, day).code in had


@given(
    st.sampled_from(NUMBERS),
    st.dates(date(1816, 1, 1), date(2030, 1, 1)),
    st.dates(date(1816, 1, 1), date(2030, 1, 1)),
)
def test_a_time_is_of_one_polity_or_told(number: str, one: date, other: date) -> None:
    """A spell that several polities share is never silently that of the first."""
    first, last = sorted((one, other))
    found = during("cow", number, first, last)
    same = meant("cow", number, first).code == meant("cow", number, last).code
    assert bool(found.doubt) is not same


STATUS = """rows:
  - kind: PoliticalStatus
    values:
      polity: {column: code, codes: gph, at: start, until: end, names: name}
      statusKind: independent
      edtf: {from: start, to: end}
    cells: [item]
"""


def test_a_shared_item_makes_no_two_states_one(tmp_path: Path) -> None:
    """Two numbers with one wrong item of Wikidata stay two states; the item stays a cell."""
    item = "http://www.wikidata.org/entity/Q900000001"
    rows = f"code,name,start,end,item\n679,A,1991,2000,{item}\n680,B,1970,1980,{item}\n"
    quads, _ = written(*planned(tmp_path, STATUS, rows))
    assert objects(quads, "polity") == {"YEM", "YMD"}


@pytest.mark.parametrize(
    ("start", "end", "polity", "doubts"),
    [
        ("1925", "1991", "SUN", 0),
        ("1991", "2001", "RUS", 0),
        ("1991", "1991", "SUN", 0),
        ("1900", "2001", "RUS", 1),
    ],
)
def test_years_of_change_are_not_taken_for_days(
    tmp_path: Path, start: str, end: str, polity: str, doubts: int
) -> None:
    """A spell counts for the polity that surely was there; one of several is told."""
    rows = f"code,name,start,end,item\n365,Russia,{start},{end},\n"
    quads, report = written(*planned(tmp_path, STATUS, rows))
    assert objects(quads, "polity") == {polity}
    assert report.unresolved == doubts


def test_a_spelling_names_each_polity_of_its_time(tmp_path: Path) -> None:
    """One name in two times gives two name forms, each of its polity."""
    rows = "code,name,start,end,item\n365,Russia,1925,1930,\n365,Russia,2001,2003,\n"
    quads, _ = written(*planned(tmp_path, STATUS, rows))
    assert objects(quads, "names") == {"SUN", "RUS"}


def test_a_polity_that_only_the_table_knows_has_a_name_form(tmp_path: Path) -> None:
    """Its code is its address, and its name stands once however many rows have it."""
    row = "99999,Invented Island,{},{},\n"
    rows = "code,name,start,end,item\n" + row.format(1900, 1910) + row.format(1911, 1920)
    quads, report = written(*planned(tmp_path, STATUS, rows))
    assert objects(quads, "polity") == objects(quads, "names") == {"gph-99999"}
    assert objects(quads, "nameDetail") == {'"gph:99999"'}
    assert report.unresolved == 1


def test_numbers_of_two_systems_meet(tmp_path: Path) -> None:
    """A number of the Correlates of War is that of GeoPolHist, also where nobody else knows it."""
    told = STATUS.replace("codes: gph", "codes: cow")
    rows = "code,name,start,end,item\n9999.0,Invented Island,1900,1910,\n"
    quads, _ = written(*planned(tmp_path, told, rows))
    assert objects(quads, "polity") == {"gph-9999"}
