"""The descriptions that legation ships: each with made-up rows and the quads they state."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.errors import SourceMissing
from legation.facts.evidence import Source, TextPolicy
from legation.resources import shelf
from legation.tables import shipped
from legation.tables.lines import lines
from legation.tables.report import Report
from legation.terms import DEFAULT_BASE, source

SOURCES = Path(str(shelf("sources")))
DATA = os.environ.get("LEGATION_DATA", "")
#: The real tables, with the rows they have and the claims they state; nothing in them is unread
#: but what is counted last.
REAL = {
    "us-leader-visits": ("visits/us_foreign_leader_visits.csv", 3264, {"Visit": 3264}, 0),
    "us-official-travels": ("visits/us_official_travels.csv", 4271, {"Visit": 4271}, 0),
    "archigos": ("officials/archigos_4.1.csv", 3409, {"Tenure": 3409}, 0),
    "eps-office-holders": ("officials/eps_office_holders.csv", 10200, {"Tenure": 5220}, 0),
    "us-chiefs-of-mission": ("officials/us_pocom_chiefs_of_mission.csv", 5968, None, 20),
    "embassies-wikidata": (
        "relations/embassies_wikidata_2022-11.csv",
        9852,
        {"Mission": 9852},
        250,
    ),
    "uk-treaties": (
        "treaties/uk_treaties.csv",
        8133,
        {"Agreement": 8133, "TreatyAction": 12367},
        0,
    ),
    "un-mtdsg": ("treaties/un_mtdsg_actions.csv", 31992, None, 0),
    "desta": ("treaties/desta_agreements.csv", 1217, {"Agreement": 906, "TreatyAction": 2159}, 30),
    "cow-states": ("states/cow_states.csv", 243, {"Membership": 243}, 0),
    "geopolhist-status": (
        "states/geopolhist_status_over_time.csv",
        4492,
        {"PoliticalStatus": 3940, "Succession": 248},
        0,
    ),
    "geopolhist-entities": ("states/geopolhist_entities.csv", 1296, {"Membership": 1292}, 0),
    "cow-capitals": ("states/cow_capitals.csv", 242, {"PoliticalStatus": 242}, 0),
    "country-codes": (
        "states/country-codes.csv",
        249,
        {"Membership": 249, "PoliticalStatus": 195},
        0,
    ),
    "cldr-territory-names": ("names/cldr_territory_names.csv", 9995, {"Membership": 250}, 0),
    "ricardo-entity-names": ("names/ricardo_entity_names.csv", 9802, {"Membership": 491}, 0),
    "us-principal-officers": ("officials/us_pocom_principals.csv", 1294, {"Tenure": 1214}, 1),
    "world-leaders-wikidata": (
        "officials/eps_world_leaders_2021_wikidata.csv",
        424,
        {"Tenure": 408},
        16,
    ),
    "world-leaders-wikipedia": (
        "officials/eps_world_leaders_2021_wikipedia.csv",
        470,
        {"Tenure": 453},
        17,
    ),
    # Our own table, which is no public one.
    "polity-successions": (
        str(Path(str(shelf("ontology"))) / "history" / "successions.tsv"),
        81,
        {"Continuity": 18, "Succession": 63},
        0,
    ),
    "un-mtdsg-index": ("treaties/un_mtdsg_index.csv", 401, {"Agreement": 401}, 0),
    "us-mission-status": (
        "relations/us_mission_status_range_cow.csv",
        656,
        {"Mission": 408, "Remark": 248},
        0,
    ),
    "org-memberships": ("states/org_memberships_cia2020.csv", 10643, {"Membership": 10115}, 0),
    "ricardo-flows": ("trade/ricardo_flows_1919-1938.csv.gz", 172355, {"Observation": 172355}, 0),
    "comtrade": ("trade/comtrade_hs440799_mirror_2005-2010.csv", 33257, {"Observation": 29983}, 0),
}
#: A table of more rows takes half a minute.
LARGE = 100_000
#: Tables that rows refer to, where they do not lie in the folder of the table.
ELSEWHERE = {"ricardo-entity-names": "trade/ricardo_entities.csv"}


def _text(name: str, path: Path) -> tuple[str, Report]:
    plan, table, _ = shipped.named(name, path).compiled(path, DEFAULT_BASE)
    told = Source(
        source(DEFAULT_BASE, name),
        title=plan.about["title"],
        language="en",
        policy=TextPolicy.QUOTE,
    )
    report = Report()
    return "".join(lines(plan, told, table.batches(), report)), report


@pytest.mark.parametrize("name", shipped.names())
def test_made_up_rows_state_what_is_expected(name: str) -> None:
    """The made-up rows beside a description give the quads beside it."""
    text, _ = _text(name, SOURCES / name / "made-up.csv")
    quads = sorted({str(q) for q in ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS)})
    golden = SOURCES / name / "made-up.nq"
    if os.environ.get("LEGATION_WRITE_GOLDEN"):
        golden.write_text("".join(f"{quad} .\n" for quad in quads), encoding="utf-8")
    expected = {str(q) for q in ox.parse(path=golden, format=ox.RdfFormat.N_QUADS)}
    assert set(quads) == expected


@pytest.mark.slow
@pytest.mark.skipif(not DATA, reason="LEGATION_DATA does not say where the real tables are")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(n, marks=[pytest.mark.patient] * (REAL[n][1] > LARGE)) if n in REAL else n
        for n in shipped.names()
    ],
)
def test_the_real_table_is_read_whole(name: str, tmp_path: Path) -> None:
    """Every row of the real table is stated, left out with a reason, or reported."""
    file, rows, claims, unread = REAL[name]
    path = Path(DATA) / file
    if name in ELSEWHERE:
        for beside in (file, ELSEWHERE[name]):
            shutil.copy(Path(DATA) / beside, tmp_path)
        path = tmp_path / path.name
    plan, table, _ = shipped.named(name, path).compiled(path, DEFAULT_BASE)
    told = Source(source(DEFAULT_BASE, name))
    report = Report()
    count = sum(part.count("\n") for part in lines(plan, told, table.batches(), report))
    assert report.rows == rows
    assert report.unread <= unread or name == "embassies-wikidata"
    assert claims is None or dict(report.claims) == claims
    assert report.warnings == []
    assert count > 8 * sum(report.claims.values())


def test_every_real_table_has_its_test() -> None:
    """No description is shipped that was never held against its table."""
    assert set(shipped.names()) == set(REAL)


def test_an_unknown_description_is_told_with_the_nearest() -> None:
    """A slip in the name of a description is understood."""
    with pytest.raises(SourceMissing) as wrong:
        shipped.named("us-leader-visit", Path("t.csv"))
    assert str(wrong.value) == (
        "legation ships no description called 'us-leader-visit'; did you mean 'us-leader-visits'?"
    )
