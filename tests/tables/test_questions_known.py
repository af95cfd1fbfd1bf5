"""Known answers about public tables: what SQL says of them, questions say, too."""

from __future__ import annotations

import os

import pytest

from asked_tables import asked, cell, public, real
from legation.ask.questions import question
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE

#: Each known answer: the table, the question, what is given, and the columns that are compared.
KNOWN: tuple[tuple[int, str, str, dict[str, str], tuple[str, ...], list[tuple[str, ...]]], ...] = (
    (
        1,
        "us-official-travels",
        "sources/tally",
        {"by": "who", "also": "role", "of": "country_id", "per": "year", "column": "who"}
        | {"value": "obama-barack", "since": "2009", "until": "2009"},
        ("second", "different", "rows"),
        [("president", "21", "25")],
    ),
    (
        4,
        "us-leader-visits",
        "sources/tally",
        {"of": "from_ids", "since": "1961", "until": "1961"},
        ("different", "rows"),
        [("30", "35")],
    ),
    (
        6,
        "archigos",
        "sources/rows",
        {"column": "ccode", "value": "370", "since": "1994-01-27", "until": "1994-01-27"},
        ("name", "start", "end"),
        [("Kuznyatsu", "1994-01-26", "1994-01-28")],
    ),
    (
        6,
        "archigos",
        "sources/rows",
        {"column": "ccode", "value": "370", "since": "1994-06-30", "until": "1994-06-30"},
        ("name", "start", "end"),
        [("Hryb", "1994-01-28", "1994-07-20")],
    ),
    (
        9,
        "eps-office-holders",
        "sources/rows",
        {"column": "position", "value": "President", "also": "src", "dated": "open"}
        | {"holds": "vietnam/holders21.csv", "since": "2012-01-01", "until": "2012-01-01"},
        ("name", "start", "end"),
        [("Trương Tấn Sang", "2011-07-25", "2016-07-25")],
    ),
    (
        11,
        "uk-treaties",
        "agreements/rows",
        {"words": "VIETNAM", "column": "type", "value": "BI"},
        ("signed", "party"),
        [
            (day, "VIETNAM")
            for day in ("1955-10-03", "1955-12-24", "1962-11-30", "1964-09-15", "1968-11-27")
        ],
    ),
    (
        12,
        "un-mtdsg",
        "sources/rows",
        {"column": "treaty", "value": "3-3", "also": "participant", "holds": "Belarus"},
        ("day", "kind"),
        [("1961-04-18", "TreatyAction"), ("1964-05-14", "TreatyAction")],
    ),
    (
        12,
        "un-mtdsg",
        "sources/rows",
        {"column": "treaty", "value": "3-3", "also": "participant", "holds": "Viet Nam"},
        ("day",),
        [("1980-08-26",)],
    ),
    (
        13,
        "un-mtdsg",
        "sources/tally",
        {"of": "participant", "column": "treaty", "value": "4-11", "since": "1000"},
        ("different",),
        [("196",)],
    ),
    (
        14,
        "embassies-wikidata",
        "missions/counts",
        {"state": "VNM", "column": "type", "value": "embassy"},
        ("runs", "hosts"),
        [("44", "55")],
    ),
    (
        14,
        "embassies-wikidata",
        "missions/counts",
        {"state": "BLR", "column": "type", "value": "embassy"},
        ("runs", "hosts"),
        [("55", "45")],
    ),
    (
        16,
        "geopolhist-status",
        "sources/tally",
        {"of": "GPH_code", "column": "GPH_status", "value": "Sovereign", "dated": "overlap"}
        | {"since": "1913", "until": "1913"},
        ("different",),
        [("47",)],
    ),
    (
        16,
        "geopolhist-status",
        "sources/tally",
        {"of": "GPH_code", "column": "GPH_status", "value": "Sovereign", "dated": "overlap"}
        | {"since": "2000", "until": "2000"},
        ("different",),
        [("191",)],
    ),
    (
        17,
        "ricardo-flows",
        "trade/rows",
        {"a": "GBR", "b": "ARG", "since": "1930", "until": "1930"},
        ("told", "amount"),
        [
            ("export", "25200000.0"),
            ("export", "25234173.0"),
            ("import", "25176162.35"),
            ("import", "26681529.24"),
        ],
    ),
    (
        18,
        "comtrade",
        "trade/rows",
        {"a": "VNM", "b": "CHN", "since": "2010", "until": "2010"},
        ("told", "amount"),
        [("export", "63967338"), ("import", "19454481")],
    ),
    (
        19,
        "comtrade",
        "trade/reported-by",
        {"reporter": "reporteriso", "partner": "partneriso"},
        ("both", "onlyExporter", "onlyImporter"),
        [("8907", "4265", "7904")],
    ),
    (
        19,
        "comtrade",
        "trade/reported-by",
        {},
        ("both", "onlyExporter", "onlyImporter"),
        [("8907", "4265", "7904")],
    ),
)


def _same(one: str, other: str) -> bool:
    try:
        return abs(float(one) - float(other)) < 0.01
    except ValueError:
        return one == other


@real
@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "table", "name", "given", "columns", "answer"),
    KNOWN,
    ids=[f"{number}-{table}" for number, table, *_ in KNOWN],
)
def test_known_answers(
    number: int,
    table: str,
    name: str,
    given: dict[str, str],
    columns: tuple[str, ...],
    answer: list[tuple[str, ...]],
) -> None:
    """The public tables give the answers that SQL gives; the rest is known from their first rows."""
    store, _ = public(table)
    about = {"source": table} if "source" in {p.name for p in question(name).parameters} else {}
    told = [tuple(t[column] for column in columns) for t in asked(store, name, **about, **given)]
    assert len(told) == len(answer), number
    assert all(
        _same(*pair)
        for mine, known in zip(told, answer, strict=True)
        for pair in zip(mine, known, strict=True)
    )


#: The first row of a question that counts, or how many it has.
FIRST = (
    (2, "us-official-travels", {"by": "name", "of": "country_id", "per": "year"}),
    (5, "us-leader-visits", {"by": "visitor"}),
    (
        7,
        "archigos",
        {
            "by": "exit",
            "column": "exit",
            "value": "Irregular",
            "dated": "end",
            "since": "1960",
            "until": "1969",
        },
    ),
    (8, "archigos", {"by": "ccode", "also": "idacr"}),
)
FIRST_KNOWN = {
    2: {"first": "John Forbes Kerry", "year": "2014", "rows": "91", "different": "42"},
    5: {"first": "King Abdullah II", "rows": "41", "from": "1999-05-17", "to": "2024-05-06"},
    7: {"rows": "82"},
    8: {"first": "225", "second": "SWZ", "rows": "141"},
}


@real
@pytest.mark.slow
@pytest.mark.parametrize(("number", "table", "given"), FIRST, ids=[str(n) for n, *_ in FIRST])
def test_known_first_rows(number: int, table: str, given: dict[str, str]) -> None:
    """What is counted most comes first, with the numbers that SQL gives."""
    store, _ = public(table)
    first = asked(store, "sources/tally", source=table, **given)[0]
    assert FIRST_KNOWN[number].items() <= first.items()


@real
@pytest.mark.slow
def test_known_counts() -> None:
    """Trips, treaties and flows with several figures are as many as SQL finds."""
    store, _ = public("us-official-travels")
    found = asked(
        store, "sources/rows", source="us-official-travels", column="country_id", value="belarus"
    )
    assert [(t["day"], cell(t, "country"), cell(t, "locale")) for t in found] == [
        ("1991-12-18", "Byelorussia", "Minsk"),
        ("1993-10-26", "Belarus", "Minsk"),
        ("1994-01-15", "Belarus", "Minsk"),
        ("1994-01-15", "Belarus", "Minsk"),
        ("2020-02-01", "Belarus", "Minsk"),
    ]
    store, _ = public("uk-treaties")
    french = {"label": "FRANCE", "column": "type", "value": "BI", "since": "1900", "until": "1913"}
    assert len(asked(store, "agreements/rows", **french)) == 58
    store, _ = public("us-mission-status")
    levels_then = [
        [
            cell(t, "us_mission_status")
            for t in asked(
                store,
                "sources/rows",
                source="us-mission-status",
                column="country_code_cow",
                value=code,
                since=day,
                until=day,
            )
        ]
        for code, day in (
            ("816", "1970-01-01"),
            ("817", "1970-01-01"),
            ("816", "1985-01-01"),
            ("816", "2000-01-01"),
        )
    ]
    assert levels_then == [[""], ["Embassy"], [""], ["Embassy"]]
    store, _ = public("ricardo-flows")
    settle(store, DEFAULT_BASE)
    known = 24_898 if "LEGATION_LONG" in os.environ else 1_658
    assert len(asked(store, "trade/publications")) == known
