"""What the questions of the catalogue answer over tables, counted by Python over the same rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from asked_tables import asked, cell, made, public, real
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE
from made_rows import Row


def _groups(table: list[Row], *columns: str, year: str = "") -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in table:
        when = (row[year][:4],) if year else ()
        found[tuple(row[column] for column in columns) + when].append(row)
    return found


def trips(store: ox.Store, table: list[Row]) -> None:
    """Rows and countries of each official and role in each year; of each name in each year."""
    of = "us-official-travels"
    told = asked(
        store, "sources/tally", source=of, by="who", also="role", of="country_id", per="year"
    )
    assert {
        (t["first"], t["second"], t["year"]): (int(t["rows"]), int(t["different"])) for t in told
    } == {
        key: (len(group), len({row["country_id"] for row in group}))
        for key, group in _groups(table, "who", "role", year="start_date").items()
    }
    told = asked(store, "sources/tally", source=of, by="name", of="country_id", per="year")
    most = [
        (-len(group), -len({row["country_id"] for row in group}), *key)
        for key, group in _groups(table, "name", year="start_date").items()
    ]
    first = told[0]
    assert (-int(first["rows"]), -int(first["different"]), first["first"], first["year"]) == min(
        most
    )


def trips_to(store: ox.Store, table: list[Row]) -> None:
    """Every trip to a country, with the labels that the rows have."""
    for country in ("belarus", "vietnam", "nowhere"):
        told = asked(
            store, "sources/rows", source="us-official-travels", column="country_id", value=country
        )
        assert sorted(
            (t["key"], t["name"], cell(t, "role"), t["start"], t["end"], cell(t, "country"))
            for t in told
        ) == sorted(
            (r["id"], r["name"], r["role"], r["start_date"], r["end_date"], r["country"])
            for r in table
            if r["country_id"] == country
        )


def visitors(store: ox.Store, table: list[Row]) -> None:
    """Rows and places they came from in each year; rows, first and last day of each visitor."""
    of = "us-leader-visits"
    told = asked(store, "sources/tally", source=of, of="from_ids", per="year")
    assert {t["year"]: (int(t["different"]), int(t["rows"])) for t in told} == {
        year: (len({row["from_ids"] for row in group}), len(group))
        for (year,), group in _groups(table, year="start_date").items()
    }
    told = asked(store, "sources/tally", source=of, by="visitor")
    assert {t["first"]: (int(t["rows"]), t["from"], t["to"]) for t in told} == {
        who: (len(group), min(r["start_date"] for r in group), max(r["start_date"] for r in group))
        for (who,), group in _groups(table, "visitor").items()
    }


def leaders(store: ox.Store, table: list[Row]) -> None:
    """Who led a state on a day, both ends counted; spells by exit and by state."""
    for code, day in (("370", "1994-01-27"), ("370", "1994-01-28"), ("712", "1960-06-01")):
        told = asked(
            store,
            "sources/rows",
            source="archigos",
            column="ccode",
            value=code,
            since=day,
            until=day,
        )
        assert sorted(
            (t["key"], t["name"], t["start"], t["end"] or "2015-12-31") for t in told
        ) == (
            sorted(
                (r["obsid"], r["leader"], r["startdate"], r["enddate"])
                for r in table
                if r["ccode"] == code and r["startdate"] <= day <= r["enddate"]
            )
        )
    told = asked(
        store,
        "sources/tally",
        source="archigos",
        by="exit",
        dated="end",
        since="1960",
        until="1969",
    )
    ended = [row for row in table if "1960-01-01" <= row["enddate"] <= "1969-12-31"]
    assert {t["first"]: int(t["rows"]) for t in told} == {
        how: len(group) for (how,), group in _groups(ended, "exit").items()
    }
    told = asked(store, "sources/tally", source="archigos", by="ccode", also="idacr")
    assert {(t["first"], t["second"]): int(t["rows"]) for t in told} == {
        state: len(group) for state, group in _groups(table, "ccode", "idacr").items()
    }


def holders(store: ox.Store, table: list[Row]) -> None:
    """Who held an office on a day; whose term ends on it no longer does."""
    where = "vietnam/holders21.csv"
    for day in ("2012-01-01", "2016-07-25", "2001-02-03"):
        told = asked(
            store,
            "sources/rows",
            source="eps-office-holders",
            column="position",
            value="President",
            also="src",
            holds=where,
            dated="open",
            since=day,
            until=day,
        )
        assert sorted(
            (t["name"], cell(t, "personID"), t["start"], t["end"]) for t in told
        ) == sorted(
            (r["person"], r["personID"], r["start"], r["end"])
            for r in table
            if (r["src"], r["position"]) == (where, "President")
            and r["start"] <= day
            and (not r["end"] or r["end"] > day)
        )


def treaties(store: ox.Store, table: list[Row]) -> None:
    """Bilateral treaties with a label in a period, and with any label that has a word."""
    for label in ("FRANCE", "VIETNAM", "CHILE"):
        told = asked(
            store,
            "agreements/rows",
            label=label,
            column="type",
            value="BI",
            since="1900",
            until="1913",
        )
        assert sorted(t["key"] for t in told) == sorted(
            r["fcdo_id"]
            for r in table
            if r["type"] == "BI"
            and label in r["parties"].split(" ; ")
            and "1900-01-01" <= r["signed"] <= "1913-12-31"
        )
    told = asked(store, "agreements/rows", words="VIETNAM", column="type", value="BI")
    assert sorted((t["signed"], t["party"], t["title"]) for t in told) == sorted(
        (r["signed"], party, r["title"])
        for r in table
        if r["type"] == "BI"
        for party in r["parties"].split(" ; ")
        if party.startswith("VIETNAM") or "H VIETNAM" in party
    )


def acts(store: ox.Store, table: list[Row]) -> None:
    """Hold acts of a participant about a treaty, and how many did anything dated, to be right."""
    for treaty in sorted({row["treaty"] for row in table})[:40]:
        told = asked(
            store,
            "sources/tally",
            source="un-mtdsg",
            of="participant",
            column="treaty",
            value=treaty,
            since="1000",
        )
        dated = {r["participant"] for r in table if r["treaty"] == treaty and r["date"]}
        assert [int(t["different"]) for t in told] == ([len(dated)] if dated else [])
    for treaty, who in (("3-3", "Belarus"), ("3-3", "Viet Nam"), ("90-1", "Belarus")):
        told = asked(
            store,
            "sources/rows",
            source="un-mtdsg",
            column="treaty",
            value=treaty,
            also="participant",
            holds=who,
            since="1000",
        )
        mine = [r for r in table if (r["treaty"], r["participant"]) == (treaty, who) and r["date"]]
        assert sorted(
            (cell(t, "action_column"), t["start"], cell(t, "mark")) for t in told if t["start"]
        ) == sorted((r["action_column"], r["date"], r["mark"]) for r in mine)


def embassies(store: ox.Store, table: list[Row]) -> None:
    """Embassies that each state runs and hosts, by the keys of the table."""
    kept = [row for row in table if row["type"] == "embassy"]
    for column in ("operatorQID", "countryQID"):
        told = asked(
            store,
            "sources/tally",
            source="embassies-wikidata",
            by=column,
            column="type",
            value="embassy",
        )
        assert {t["first"]: int(t["keys"]) for t in told} == {
            item: len({row["QID"] for row in group})
            for (item,), group in _groups(kept, column).items()
        }
    for state, item in (("VNM", "Q881"), ("BLR", "Q184")):
        (counted,) = asked(store, "missions/counts", state=state, column="type", value="embassy")
        assert (int(counted["runs"]), int(counted["hosts"])) == (
            len({row["QID"] for row in kept if row["operatorQID"] == item}),
            len({row["QID"] for row in kept if row["countryQID"] == item}),
        )


def levels(store: ox.Store, table: list[Row]) -> None:
    """Ask for the level of a mission on a day; that none is recorded is a row, too."""
    for code in ("816", "817", "155"):
        for day in ("1960-03-04", "1970-01-01", "1985-01-01", "2000-01-01"):
            told = asked(
                store,
                "sources/rows",
                source="us-mission-status",
                column="country_code_cow",
                value=code,
                since=day,
                until=day,
            )
            assert [cell(t, "us_mission_status") for t in told] == [
                r["us_mission_status"]
                for r in table
                if r["country_code_cow"] == code and r["date_start"] <= day <= r["date_end"]
            ]


def standings(store: ox.Store, table: list[Row]) -> None:
    """How many polities had a status in a year, both ends counted."""
    for status in ("Sovereign", "Part of"):
        for year in (1913, 1950, 2000):
            told = asked(
                store,
                "sources/tally",
                source="geopolhist-status",
                of="GPH_code",
                column="GPH_status",
                value=status,
                dated="overlap",
                since=str(year),
                until=str(year),
            )
            had = {
                r["GPH_code"]
                for r in table
                if r["GPH_status"] == status and int(r["start_year"]) <= year <= int(r["end_year"])
            }
            assert [int(t["different"]) for t in told] == ([len(had)] if had else [])


def flows(store: ox.Store, table: list[Row]) -> None:
    """Ask what all publications say of one flow, and for which flows they differ."""
    for a, b, year in (("200", "160", "1930"), ("160", "200", "1930"), ("200", "155", "1930")):
        states = {"200": "GBR", "160": "ARG", "155": "CHL"}
        told = asked(store, "trade/rows", a=states[a], b=states[b], since=year, until=year)
        assert sorted(
            (t["told"], float(t["amount"])) for t in told if t["unit"] == "GBP"
        ) == sorted(
            ("export" if r["exp_imp"] == "Exp" else "import", float(r["value_gbp"]))
            for r in table
            if r["year"] == year
            and r["value_gbp"]
            and (r["reporting_gph"], r["partner_gph"], r["exp_imp"])
            in {(a, b, "Exp"), (b, a, "Imp")}
        )
    priced = [row for row in table if row["value_gbp"]]
    keys = _groups(priced, "year", "reporting_gph", "partner_gph", "exp_imp")
    differ = [group for group in keys.values() if len({float(r["value_gbp"]) for r in group}) > 1]
    settle(store, DEFAULT_BASE)
    told = asked(store, "trade/publications")
    assert len(told) == len(differ)
    assert sorted((float(t["lowest"]), float(t["highest"])) for t in told) == sorted(
        (min(float(r["value_gbp"]) for r in g), max(float(r["value_gbp"]) for r in g))
        for g in differ
    )


def mirrors(store: ox.Store, table: list[Row]) -> None:
    """Ask what both sides say of one flow, and how many flows both or one of them report."""
    told = asked(store, "trade/rows", a="VNM", b="CHN")
    assert sorted((t["period"], t["told"], float(t["amount"])) for t in told) == sorted(
        (r["year"], r["flow"].lower(), float(r["tradevalue"]))
        for r in table
        if (r["reporteriso"], r["partneriso"], r["flow"])
        in {("VNM", "CHN", "Export"), ("CHN", "VNM", "Import")}
    )
    kept = [r for r in table if r["partneriso"] not in {"", "WLD"} and r["reporteriso"]]
    sent = {(r["year"], r["reporteriso"], r["partneriso"]) for r in kept if r["flow"] == "Export"}
    got = {(r["year"], r["partneriso"], r["reporteriso"]) for r in kept if r["flow"] == "Import"}
    (counted,) = asked(
        store,
        "trade/reported-by",
        source="comtrade",
        reporter="reporteriso",
        partner="partneriso",
    )
    assert tuple(int(counted[name]) for name in ("both", "onlyExporter", "onlyImporter")) == (
        len(sent & got),
        len(sent - got),
        len(got - sent),
    )


CHECKS = (
    ("us-official-travels", trips),
    ("us-official-travels", trips_to),
    ("us-leader-visits", visitors),
    ("archigos", leaders),
    ("eps-office-holders", holders),
    ("uk-treaties", treaties),
    ("un-mtdsg", acts),
    ("embassies-wikidata", embassies),
    ("us-mission-status", levels),
    ("geopolhist-status", standings),
    ("ricardo-flows", flows),
    ("comtrade", mirrors),
)
NAMES = [check.__name__ for _, check in CHECKS]
#: Checks of which the public table takes tens of seconds; its made-up like is always asked.
LARGE = (treaties, acts, mirrors)


@pytest.mark.parametrize(("name", "check"), CHECKS, ids=NAMES)
def test_made_up_rows(
    name: str, check: Callable[[ox.Store, list[Row]], None], tmp_path: Path
) -> None:
    """A table with the same columns and other rows is answered as counting its rows does."""
    check(*made(name, tmp_path))


def test_mirror_pairs_of_the_settled_graph(tmp_path: Path) -> None:
    """A pair has both figures and their ratio where both sides report, else one and who it is."""
    store, table = made("comtrade", tmp_path)
    settle(store, DEFAULT_BASE)
    figures: dict[tuple[str, str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    codes = {"VNM", "CHN", "CHL"}
    for r in table:
        one, other = r["reporteriso"], r["partneriso"]
        if {one, other} <= codes and one != other and r["flow"] in {"Export", "Import"}:
            key = (r["year"], one, other) if r["flow"] == "Export" else (r["year"], other, one)
            figures[key][r["flow"]].add(int(r["tradevalue"]))
    told = {
        (t["period"], t["a"][-3:], t["b"][-3:]): t
        for t in asked(store, "trade/pairs")
        if {t["a"][-3:], t["b"][-3:]} <= codes
    }
    assert told.keys() == figures.keys()
    for key, sides in figures.items():
        both = sides["Export"] and sides["Import"]
        alone = "exporter" if sides["Export"] else "importer"
        assert told[key]["reportedBy"] == ("both" if both else alone)
        if both and len(sides["Export"]) == len(sides["Import"]) == 1 and 0 not in sides["Export"]:
            ratio = next(iter(sides["Import"])) / next(iter(sides["Export"]))
            assert abs(float(told[key]["ratio"]) - ratio) <= 0.001


@real
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "check"),
    [pytest.param(*one, marks=[pytest.mark.patient] * (one[1] in LARGE)) for one in CHECKS],
    ids=NAMES,
)
def test_the_rows_of_the_public_tables(
    name: str, check: Callable[[ox.Store, list[Row]], None]
) -> None:
    """The public tables are answered as counting their rows does."""
    check(*public(name))
