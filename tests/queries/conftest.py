"""A made-up graph on which every question has an answer: Mongolia and Chile in three documents, a table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from audited import FOUND
from claims import TEXT, person, put, turnover, visit
from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named, Repair, Source, Span, TextPolicy
from legation.settle.settled import settle
from legation.tables.lines import lines
from legation.tables.report import Report
from legation.terms import DEFAULT_BASE, REFERENCE, Iri, concept, lgn, post, source, state
from made_tables import planned

MNG, CHL = state("MNG"), state("CHL")
HELD = concept("status", "held")
#: Mongolia is one of its members.
OSCE = Iri(REFERENCE + "org/OSCE")
SANTIAGO = Iri(REFERENCE + "place/santiago")


def _claim(kind: str, **values: Value | tuple[Value, ...]) -> Claim:
    stated = {k: v if isinstance(v, tuple) else (v,) for k, v in values.items()}
    return Claim(kind, stated, spans=(Span(3, 30),), rule=f"test.{kind.lower()}")


def _from_chile(name: str, office: str, edtf: str, status: str = "held") -> Claim:
    return visit(
        edtf,
        sender=CHL,
        host=MNG,
        visitor=person(name, "CHL"),
        capacity=post("CHL", office),
        rank=concept("rank", "official"),
        status=concept("status", status),
    )


def _exports(of: Iri, to: Iri, **values: Value) -> Claim:
    return _claim(
        "Observation",
        measure=concept("measure", "trade"),
        flow=concept("flow", "export"),
        exporter=of,
        importer=to,
        status=concept("status", "actual"),
        **values,
    )


def _figure(value: str, edtf: str = "2007") -> dict[str, Value]:
    return {"value": Decimal(value), "multiplier": 6, "unit": "USD", "edtf": edtf}


def _sheet() -> list[Claim]:
    """Return what a fact sheet says: relations, visits, agreements, trade."""
    ministries = (
        Named("Organisation", "Ministry of Roads of Mongolia", ("MNG",), "ministry"),
        Named("Organisation", "Ministry of Transport of Chile", ("CHL",), "ministry"),
    )
    students = Named("Population", "Mongolian students in Chile", ("MNG", "CHL"), "students")
    committee = Named("JointCommittee", "Joint Commission", ("CHL", "MNG"), "intergovernmental")
    wool = Named("Commodity", "wool")
    return [
        visit("1997-04", rank=concept("rank", "official")),
        visit(
            "2006-02",
            "Gerel Oyun",
            capacity=(post("MNG", "parliament-speaker"), post("MNG", "special-envoy")),
        ),
        _from_chile("Pedro Rojas", "president", "2008-04-07/2008-04-08"),
        _from_chile("Ana Soto", "prime-minister", "", "planned"),
        visit("2010-05-03", "Dorj Saran"),
        visit("2010-05-20", "Dorj Saran"),
        _claim("Recognition", recogniser=MNG, recognised=CHL, edtf="1990-05-02"),
        _claim(
            "RelationEvent",
            party=(MNG, CHL),
            change=concept("change", "established"),
            level=concept("level", "ambassador"),
            edtf="1990-08",
        ),
        _claim(
            "Mission",
            sender=MNG,
            host=CHL,
            missionKind=concept("mission", "embassy"),
            place=SANTIAGO,
            edtf="1999/",
        ),
        _claim(
            "Tenure",
            post=post("MNG", "ambassador", "CHL"),
            ordinal=1,
            resident=True,
            edtf="2001-03/",
        ),
        _claim("Tenure", holder=person(), post=post("MNG", "president")),
        _claim("Agreement", party=ministries, title="Agreement on air services"),
        _claim(
            "TreatyAction",
            agreement=ClaimRef(11),
            action=concept("action", "signature"),
            edtf="2007-03-01",
            place=SANTIAGO,
        ),
        _claim(
            "OpenSet",
            memberKind=lgn("Agreement"),
            party=(MNG, CHL),
            declared=6,
            member=ClaimRef(11),
            complete=False,
            edtf="2007",
        ),
        _claim("Programme", party=(MNG, CHL), title="Programme on herding", edtf="2008/2010"),
        _exports(MNG, CHL, **_figure("10")),
        _exports(CHL, MNG, **_figure("65")),
        turnover("76", "2007"),
        turnover("88", "2008-01/2008-08"),
        turnover("110", "2008-01/2008-08", authority=CHL),
        turnover("150", "2008", status=concept("status", "forecast")),
        _exports(
            MNG, CHL, commodity=wool, share=Decimal("61.5"), shareOf=concept("flow", "export")
        ),
        _claim(
            "OpenSet",
            memberKind=lgn("Commodity"),
            exporter=MNG,
            importer=CHL,
            member=(wool, Named("Commodity", "felt")),
            complete=False,
        ),
        _claim("Session", committee=committee, ordinal=5, edtf="2005-12", status=HELD),
        _claim(
            "Observation",
            measure=concept("measure", "persons"),
            population=students,
            value=Decimal(70),
            multiplier=0,
            unit="persons",
            status=concept("status", "actual"),
        ),
        _claim(
            "Decision",
            decider=person(),
            capacity=post("MNG", "president"),
            object="to admit students",
            edtf="2006-12",
        ),
        _claim("Agreement", party=(CHL, OSCE), title="Agreement on observers of elections"),
        _claim("Agreement", party=(CHL, state("CSK")), title="Treaty on imaginary glass"),
    ]


def _paper() -> list[Claim]:
    """Return what a newspaper says: finer dates, and the figure that the sheet forecast."""
    repair = Repair("Tsrendorj", "Tserendorj", "a letter is missing", Span(0, 8))
    repaired = Claim(
        "Tenure",
        {"holder": (person(),), "post": (post("MNG", "president"),)},
        spans=(Span(0, 20),),
        rule="test.repaired",
        repairs=(repair,),
    )
    return [
        visit("1997-04-10/1997-04-12", rank=concept("rank", "official")),
        _from_chile("Pedro Rojas", "president", "2008-04-08/2008-04-09"),
        visit("2010-05", "Dorj Saran"),
        turnover("160", "2008"),
        repaired,
    ]


#: A made-up table of several kinds of facts, between states that the documents do not name.
LEDGER = """key: id
rows:
  - kind: Visit
    when: {what: visit}
    values:
      sender: {column: from, codes: iso3, at: day}
      host: {column: to, codes: iso3, at: day}
      visitor: {column: note, of: sender}
      status: held
      edtf: {from: day, to: end}
    cells: [what, note]
  - kind: Mission
    when: {what: mission}
    values:
      sender: {column: from, codes: iso3, at: day}
      host: {column: to, codes: iso3, at: day}
      missionKind: embassy
      edtf: {from: day, to: end}
    cells: [what, note]
  - kind: Agreement
    name: treaty
    when: {what: treaty}
    values:
      title: {column: note}
      agreementKind: treaty
      party: [{column: from, codes: iso3}, {column: to, codes: iso3}]
    cells: [what, from, parties]
  - kind: TreatyAction
    when: {what: treaty}
    values: {agreement: {claim: treaty}, action: signature, edtf: {column: day}}
  - kind: Observation
    when: {what: [Exp, Imp]}
    values:
      measure: trade
      flow: export
      worded: {column: what, map: {Imp: import}, missing: skip}
      exporter: {column: from, codes: iso3}
      importer: {column: to, codes: iso3}
      authority:
        - {when: {what: Exp}, column: from, codes: iso3}
        - {when: {what: Imp}, column: to, codes: iso3}
      edtf: {column: day}
      value: {column: note}
      unit: GBP
      commodity: {when: {end: gazette}, constant: bullion}
      status: actual
    origin: {column: end}
    cells: [what]
"""
LEDGER_ROWS = """id,what,from,to,day,end,note,parties
1,visit,URY,KEN,2001-02-03,2001-02-05,Made-Up Traveller,
2,visit,URY,KEN,2003-02-03,2003-02-05,Made-Up Traveller,
3,mission,URY,KEN,1990-01-02,2004-05-06,,
4,mission,KEN,URY,2005-01-02,,,
5,treaty,URY,KEN,2002-07-08,,Treaty on imaginary rivers,KENYA
6,Exp,URY,KEN,1995,yearbook,1000,
7,Exp,URY,KEN,1995,gazette,1300,
8,Imp,URY,KEN,1995,returns,1500,
9,Exp,URY,KEN,1996,yearbook,1100,
"""


def _ledger(folder: Path) -> bytes:
    plan, batches = planned(folder, LEDGER, LEDGER_ROWS)
    about = Source(source(DEFAULT_BASE, "ledger"), title="A ledger", language="en")
    return "".join(lines(plan, about, batches, Report())).encode()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """Return the settled graph of three documents, one with its text withheld, and a table."""
    store = ox.Store()
    store.bulk_load(_ledger(tmp_path_factory.mktemp("ledger")), format=ox.RdfFormat.N_QUADS)
    put(store, "sheet", _sheet(), issued="2008-11", policy=TextPolicy.FULL)
    put(store, "paper", _paper(), issued="2015")
    put(store, "letter", [visit("1997-04")], issued="2016", policy=TextPolicy.NONE)
    settle(store, DEFAULT_BASE)
    assert len(TEXT) > 30
    return store


@pytest.fixture(scope="session")
def wrong() -> ox.Store:
    """Return a settled graph in which every audit finds something; each case is a source."""
    store = ox.Store()
    for rule, cases in FOUND.items():
        for number, claims in enumerate(cases.values()):
            put(store, f"{rule}-{number}", claims)
    settle(store, DEFAULT_BASE)
    return store
