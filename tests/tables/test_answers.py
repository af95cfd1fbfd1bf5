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
