"""What the claims of real tables answer, asked through SPARQL."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.facts.evidence import Source
from legation.knowledge import select
from legation.tables import shipped
from legation.tables.lines import lines
from legation.tables.report import Report
from legation.terms import DEFAULT_BASE, source

DATA = os.environ.get("LEGATION_DATA", "")
pytestmark = pytest.mark.skipif(not DATA, reason="LEGATION_DATA does not say where the tables are")
_CELL = "?{0}_ lgn:cellOf ?c ; lgn:column '{0}' ; lgn:text ?{0} . "


def _store(name: str, file: str) -> ox.Store:
    path, store = Path(DATA) / file, ox.Store()
    plan, table, _ = shipped.named(name, path).compiled(path, DEFAULT_BASE)
    text = "".join(lines(plan, Source(source(DEFAULT_BASE, name)), table.batches(), Report()))
    store.bulk_load(text.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def _rows(store: ox.Store, what: str, where: str) -> list[tuple[str, ...]]:
    found = select(store, f"SELECT {what} {{ GRAPH ?g {{ {where} }} }}")
    return [tuple(row.values()) for row in found]


def test_trips_of_one_year() -> None:
    """In 2009 the table has 25 journeys of one president to 21 countries."""
    store = _store("us-official-travels", "visits/us_official_travels.csv")
    where = _CELL.format("who") + _CELL.format("role") + _CELL.format("country_id")
    where += "?c lgn:earliest ?day FILTER(?who = 'obama-barack' && ?role = 'president' && YEAR(?day) = 2009)"
    what = "(COUNT(DISTINCT ?country_id) AS ?a) (COUNT(DISTINCT ?c) AS ?n)"
    assert _rows(store, what, where) == [("21", "25")]


def test_acts_of_two_states_about_one_treaty() -> None:
    """Signature, ratification and accession keep their dates; the letter tells accession."""
    store = _store("un-mtdsg", "treaties/un_mtdsg_actions.csv")
    where = (
        _CELL.format("treaty") + "?c lgn:actor ?who . " + "?c lgn:action ?action ; lgn:edtf ?day "
    )
    where += "FILTER(?treaty = '3-3' && ?who IN (<https://w3id.org/legation/state/BLR>, <https://w3id.org/legation/state/BYS>, <https://w3id.org/legation/state/VNM>))"
    found = sorted(
        (day, action.rpartition("-")[2]) for day, action in _rows(store, "?day ?action", where)
    )
    assert found == [
        ("1961-04-18", "signature"),
        ("1964-05-14", "ratification"),
        ("1980-08-26", "accession"),
    ]


def test_a_slug_of_two_states_is_the_one_of_its_day() -> None:
    """Journeys to one slug went to the state that sat in Saigon then, later to the united one."""
    store = _store("us-official-travels", "visits/us_official_travels.csv")
    where = _CELL.format("country_id") + "?c lgn:host ?host ; lgn:earliest ?day "
    where += "FILTER(?country_id = 'vietnam')"
    found = {
        (host.rpartition("/")[2], day[:4] < "1976")
        for host, day in _rows(store, "?host ?day", where)
    }
    assert found == {("VST", True), ("RVN", True), ("VNM", False)}


def test_a_wrong_item_of_two_states_leaves_them_two() -> None:
    """GeoPolHist has one item of Wikidata at two Yemens, and they stay two."""
    store = _store("geopolhist-entities", "states/geopolhist_entities.csv")
    where = _CELL.format("wikidata") + "?c lgn:member ?who "
    where += "FILTER(STRENDS(?wikidata, '/Q199841'))"
    found = {who.rpartition("/")[2] for (who,) in _rows(store, "?who", where)}
    assert found == {"YEM", "YMD"}


def test_what_ceased_to_be_is_followed_by_what_it_became() -> None:
    """Polities that were dissolved into others are joined to them by claims of succession."""
    store = _store("geopolhist-status", "states/geopolhist_status_over_time.csv")
    found = {
        tuple(iri.rpartition("/")[2] for iri in row)
        for row in _rows(
            store, "?from ?to", "?c lgn:kind lgn:Succession ; lgn:from ?from ; lgn:to ?to"
        )
    }
    assert {("YMD", "YEM"), ("RVN", "VNM"), ("CSK", "SVK"), ("DDR", "DEU")} <= found
    assert all(one != other for one, other in found)


def test_a_part_of_a_union_was_under_the_polity_of_its_time() -> None:
    """One number of a sovereign is the empire, the republic or the union, as the years have it."""
    store = _store("geopolhist-status", "states/geopolhist_status_over_time.csv")
    where = "?c lgn:polity <https://w3id.org/legation/state/BYS> ; lgn:under ?under ; lgn:edtf ?day"
    found = {(u.rpartition("/")[2], day) for u, day in _rows(store, "?under ?day", where)}
    assert {("RUE", "1816/1917"), ("SUN", "1943/1991")} <= found
