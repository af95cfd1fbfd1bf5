"""Tables as claims that questions are asked of: public ones and made-up ones."""

from __future__ import annotations

import csv
import gzip
import os
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest

from legation.ask.answers import ask
from legation.ask.questions import question
from legation.facts.evidence import Source
from legation.resources import shelf
from legation.tables import shipped
from legation.tables.lines import lines
from legation.tables.report import Report
from legation.terms import DEFAULT_BASE, source
from made_rows import MADE, Row

DATA = os.environ.get("LEGATION_DATA", "")
real = pytest.mark.skipif(not DATA, reason="LEGATION_DATA does not say where the tables are")
FILES = {
    "us-official-travels": "visits/us_official_travels.csv",
    "us-leader-visits": "visits/us_foreign_leader_visits.csv",
    "archigos": "officials/archigos_4.1.csv",
    "eps-office-holders": "officials/eps_office_holders.csv",
    "uk-treaties": "treaties/uk_treaties.csv",
    "un-mtdsg": "treaties/un_mtdsg_actions.csv",
    "embassies-wikidata": "relations/embassies_wikidata_2022-11.csv",
    "us-mission-status": "relations/us_mission_status_range_cow.csv",
    "geopolhist-status": "states/geopolhist_status_over_time.csv",
    "ricardo-flows": "trade/ricardo_flows_1919-1938.csv.gz",
    "comtrade": "trade/comtrade_hs440799_mirror_2005-2010.csv",
}
#: The years that are taken of a table with more rows than a test can wait for.
YEARS = {"ricardo-flows": {"1930"}}


def loaded(name: str, path: Path) -> ox.Store:
    """Return what the rows of a table state, by the description that is shipped."""
    plan, table, _ = shipped.named(name, path).compiled(path, DEFAULT_BASE)
    about = Source(source(DEFAULT_BASE, name), title=name, language="en")
    store = ox.Store()
    text = "".join(lines(plan, about, table.batches(), Report()))
    store.bulk_load(text.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def rows(path: Path) -> list[Row]:
    """Return the rows of a table as a reader of CSV sees them."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(store: ox.Store, name: str, **given: str) -> list[Row]:
    """Return what a question answers, as text by column."""
    answer = ask(store, question(name), given)
    return [
        {
            column: "" if cell is None else str(cell)
            for column, cell in zip(answer.columns, row, strict=True)
        }
        for row in answer
    ]


def cell(answer: Row, column: str) -> str:
    """Return what the row of a table has in a column."""
    parts = (part.partition("=") for part in answer["written"].split("; "))
    return next((text for name, _, text in parts if name == column), "")


@cache
def public(name: str) -> tuple[ox.Store, list[Row]]:
    """Return a public table as claims and as rows; of the largest only some years.

    With LEGATION_LONG it is taken whole, which needs minutes and two gigabytes.
    """
    path = Path(DATA) / FILES[name]
    if name in YEARS and not os.environ.get("LEGATION_LONG"):
        with TemporaryDirectory() as folder:
            part = Path(folder) / "part.csv"
            kept = [row for row in rows(path) if row["year"] in YEARS[name]]
            with part.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, kept[0].keys())
                writer.writeheader()
                writer.writerows(kept)
            return loaded(name, part), kept
    return loaded(name, path), rows(path)


def made(name: str, folder: Path) -> tuple[ox.Store, list[Row]]:
    """Return a table with the columns of a public one and made-up rows."""
    path = folder / "made-up.csv"
    header = (shelf("sources") / name / "made-up.csv").read_text("utf-8").splitlines()[0].split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(MADE[name](Random(20)))  # noqa: S311
    return loaded(name, path), rows(path)
