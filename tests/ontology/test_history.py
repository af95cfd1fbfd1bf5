"""Polities in time: the tables are sound, the files are made from them, others agree."""

from __future__ import annotations

import csv
import os
import runpy
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.facts.kinds import vocabulary
from legation.identity import reference
from legation.identity.polities import members
from legation.knowledge import folder, select
from legation.resources import shelf, texts
from legation.terms import LGN, PREFIXES, REFERENCE, Iri, state
from legation.values.dates import Dating
from legation.values.names import fold

HISTORY = Path(str(shelf("ontology"))) / "history"
TABLES = texts("ontology", "history", ".tsv")
#: Organisations whose present members are all there, as the README says, with their number.
COMPLETE = {"UN": 193, "EU": 27, "ASEAN": 11, "EAEU": 5, "CSTO": 6, "SCO": 10, "BRICS": 10,
    "APEC": 21, "NATO": 32, "OSCE": 57, "AU": 55, "SAARC": 8, "GCC": 6, "MRC": 4, "CPTPP": 12,
    "USRB": 2, "WTO": 165, "BENELUX": 3, "EFTA": 4, "G7": 7, "PA": 4, "V4": 4}  # fmt: skip
#: Seats of government that are not the capital, or bear the name of their state.
OTHER_SEAT = {"BOL", "DJI", "LKA", "MCO", "MYS", "NLD", "PLW", "SGP", "SMR", "KIR"}
#: Where the crosswalk of another project has no number, or another by its own reading.
OTHER_NUMBER = {"DEU": "255 since 1990", "SRB": "no number of its own", "VNM": "815 until 1893"}

#: Members that a list of 2020 had not yet, or no longer, where ours differ from it.
NEWER_THAN_THE_LIST = {"EU": {"GBR"}, "SCO": {"IND", "PAK"}, "NATO": {"MNE"}, "AU": {"MAR"},
    "APEC": {"TWN"}, "WTO": {"KAZ", "LBR", "SYC", "TWN"}}  # fmt: skip
#: Realms of several countries: our item is the country's, others give the realm's.
REALMS = {"DNK", "NLD"}


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(TABLES[f"{name}.tsv"].splitlines(), delimiter="\t"))


@cache
def graphs() -> ox.Store:
    """Return the named graphs of the folder."""
    store = ox.Store()
    for text in texts("ontology", "history", ".trig").values():
        store.load(text.encode(), ox.RdfFormat.TRIG)
    return store


def claims(query: str) -> Iterator[dict[str, str]]:
    """Ask the named graphs together; no claim stands in two of them."""
    found = graphs().query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    for row in found:
        yield {name: row[name].value for name in names if row[name] is not None}


def shared(name: str) -> list[dict[str, str]]:
    """Return a table of the shared data; skip where it is not given."""
    given = os.environ.get("LEGATION_DATA")
    if not given or not (Path(given) / name).is_file():
        pytest.skip(f"LEGATION_DATA names no folder with {name}")
    with (Path(given) / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_files_are_what_the_script_makes_of_the_tables() -> None:
    """The committed files are byte for byte what make_history.py writes."""
    made = runpy.run_path(str(HISTORY / "make_history.py"))["files"]()
    kept = texts("ontology", "history", ".ttl") | texts("ontology", "history", ".trig")
    assert made == kept


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_are_rectangular(name: str) -> None:
    """Every row has as many cells as its heading, and no cell has outer spaces."""
    heading, *body = (line.split("\t") for line in TABLES[name].splitlines())
    assert [row for row in body if len(row) != len(heading)] == []
    assert [cell for row in body for cell in row if cell != cell.strip()] == []


def test_claims_use_words_of_the_ontology() -> None:
    """Kinds, properties and concepts of the claims are all declared."""
    used = {row["k"] for row in claims("SELECT DISTINCT ?k { ?c a lgn:Claim ; lgn:kind ?k }")}
    assert used == {LGN + k for k in ("Continuity", "Succession", "PoliticalStatus", "Membership")}
    told = {row["p"] for row in claims("SELECT DISTINCT ?p { ?c a lgn:Claim ; ?p ?o }")}
    own = {Iri(p).local for p in told if p.startswith(LGN)}
    assert own <= vocabulary().properties
    concepts = {
        row["o"]
        for row in claims(
            "SELECT DISTINCT ?o { ?c lgn:successionKind|lgn:statusKind|lgn:membershipKind ?o }"
        )
    }
    known = {row["c"] for row in select(folder("vocabularies"), "SELECT ?c { ?c a skos:Concept }")}
    assert concepts <= known


def test_claims_speak_of_entities_that_exist() -> None:
    """States, places, organisations and views are in the reference or beside the claims."""
    used = {
        row["o"]
        for row in claims(
            """SELECT DISTINCT ?o { ?c a lgn:Claim ; ?p ?o
            FILTER(?p IN (lgn:from, lgn:to, lgn:polity, lgn:under, lgn:place, lgn:member,
                lgn:organisation, lgn:claimant)) }"""
        )
    }
    known = {row["s"] for row in select(folder("reference"), "SELECT DISTINCT ?s { ?s a ?t }")}
    known |= {row["s"] for row in select(folder("history"), "SELECT DISTINCT ?s { ?s a ?t }")}
    known |= {row["s"] for row in claims("SELECT ?s { ?s a lgn:Source }")}
    assert used - known == set()


def test_every_claim_says_whose_it_is() -> None:
    """A claim has one kind, one claimant, a rule and a row, in the graph of its source."""
    query = """SELECT ?c { GRAPH ?g { ?c a lgn:Claim
        FILTER NOT EXISTS { ?c lgn:kind ?k ; lgn:claimant ?w ; lgn:rule ?r ; lgn:row ?n .
            ?g a lgn:Source ; lgn:origin ?o FILTER(STRSTARTS(STR(?c), STR(?g))) } } }"""
    assert list(claims(query)) == []


def test_a_dispute_has_two_sides() -> None:
    """Whether the Federal Republic of Yugoslavia went on as the old one is told by each side."""
    found = claims(
        """SELECT ?k ?w { ?c lgn:from state:YUG ; lgn:to state:SCG ; lgn:kind ?k ;
        lgn:claimant ?w } ORDER BY ?k ?w"""
    )
    assert [(Iri(row["k"]).local, Iri(row["w"]).local) for row in found] == [
        ("Continuity", "SCG"),
        ("Continuity", "cow-system"),
        ("Succession", "UN"),
    ]


def test_former_states_have_a_time_and_what_follows_them() -> None:
    """The statuses of a former state fill its life, and something follows every one."""
    lives = select(folder("reference"), "SELECT ?s ?e { ?s a lgn:HistoricalState ; lgn:edtf ?e }")
    follows = {row["f"] for row in claims("SELECT DISTINCT ?f { ?c lgn:from ?f ; lgn:to ?t }")}
    assert {row["s"] for row in lives} - follows == set()
    for row in lives:
        code, life = Iri(row["s"]).local, Dating.parse(row["e"])
        found = [Dating.parse(r["edtf"]) for r in rows("statuses") if r["polity"] == code]
        assert min(d.earliest for d in found if d.earliest) == life.earliest, code
        assert max(d.latest for d in found if d.latest) == life.latest, code


def test_nothing_is_followed_before_it_began() -> None:
    """What follows a former state does so after its beginning, and before its own end."""
    lives = {
        Iri(row["s"]).local: Dating.parse(row["e"])
        for row in select(folder("reference"), "SELECT ?s ?e { ?s lgn:edtf ?e }")
    }
    for row in rows("successions"):
        when = Dating.parse(row["edtf"])
        before, after = lives.get(row["from"], when), lives.get(row["to"], when)
        assert before.earliest is not None
        assert when.latest is not None
        assert before.earliest <= when.latest, row
        assert when.earliest is not None
        assert after.latest is not None
        assert when.earliest <= after.latest, row


@pytest.mark.parametrize("organisation", sorted(COMPLETE))
def test_present_members_are_complete(organisation: str) -> None:
    """Where the README says so, all present members are there, each once."""
    now = [
        code
        for row in rows("memberships")
        if (row["organisation"], row["kind"]) == (organisation, "member")
        and row["edtf"].endswith("/")
        for code in row["members"].split()
    ]
    assert len(now) == len(set(now)) == COMPLETE[organisation]


def test_the_reference_has_the_members_that_history_has() -> None:
    """Who belongs to a union now, or belonged at its end, is the same in both."""
    for organisation in sorted({row["organisation"] for row in rows("memberships")}):
        mine = [
            (row["edtf"].partition("/")[2], row["members"].split())
            for row in rows("memberships")
            if (row["organisation"], row["kind"]) == (organisation, "member")
        ]
        last = "" if any(not end for end, _ in mine) else max(end for end, _ in mine)
        there = sorted(code for end, codes in mine if end == last for code in codes)
        assert list(reference.members(organisation)) == there, organisation
    assert reference.members("EAEC") == ("BLR", "KAZ", "KGZ", "RUS", "TJK")
    assert len(reference.members("WTO")) == 165


def test_who_was_in_which_body_when() -> None:
    """Founders, those who left, and those who took the place of another are told apart."""
    assert {"MMR", "CYP", "UAR"} <= members("NONALIGNED", date(1965, 1, 1))
    assert "EGY" in members("NONALIGNED", date(1972, 1, 1))
    assert {"MMR", "CYP"} & members("NONALIGNED", date(1985, 1, 1)) == {"CYP"}
    assert {"YEM", "MMR"} <= members("NONALIGNED", date(1994, 1, 1))
    assert {"BRN", "EGY"} & members("WTO", date(1995, 6, 1)) == {"BRN"}
    assert {"GBR", "PRT"} & members("EFTA", date(1980, 1, 1)) == {"PRT"}


def test_every_un_member_and_every_former_state_has_codes() -> None:
    """A member of the UN has ISO, M49 and Gleditsch-Ward codes and an item of Wikidata."""
    lacking = select(
        folder("history"),
        """PREFIX view: <https://w3id.org/legation/view/>
        PREFIX code: <https://w3id.org/legation/code/>
        SELECT ?s { view:un-members lgn:countsAsState ?s FILTER NOT EXISTS {
            ?s skos:notation ?a2 , ?m49 , ?cow , ?gw ; skos:exactMatch ?item
            FILTER(DATATYPE(?a2) = code:iso-3166-1-alpha-2 && DATATYPE(?m49) = code:m49
                && DATATYPE(?cow) = code:cow-number && DATATYPE(?gw) = code:gw-number) } }""",
    )
    assert lacking == []


def test_items_of_wikidata_belong_to_one_entity() -> None:
    """No two entities share an item, and every item looks like one."""
    found = [r["wikidata"] for name in ("numbers", "items", "offices") for r in rows(name)]
    items = [item for item in found if item]
    assert len(items) == len(set(items))
    assert all(item[0] == "Q" and item[1:].isdigit() for item in items)


def test_organisations_of_the_region_have_items() -> None:
    """The unions and forums of the two states lead to Wikidata, and so does the party post."""
    items = {row["entity"]: row["wikidata"] for row in rows("items")}
    theirs = {"EAEU", "CSTO", "SCO", "CIS", "ASEAN", "APEC", "BRICS", "NONALIGNED", "USRB"}
    assert {f"org:{code}" for code in theirs} <= set(items)
    known = {row["s"] for row in select(folder("reference"), "SELECT ?s { ?s a lgn:Union }")}
    named = {f"{REFERENCE}org/{e.removeprefix('org:')}" for e in items if e.startswith("org:")}
    assert named <= known
    secretary = next(row for row in rows("offices") if row["office"] == "general-secretary")
    assert secretary["wikidata"] == "Q848786"


def test_items_of_offices_agree_with_a_list_of_leaders() -> None:
    """The item of an office is the one another project took from Wikidata for its name."""
    theirs = {
        row["positionlabel"]: row["position"]
        for row in shared("officials/eps_world_leaders_2021_wikipedia.csv")
    }
    both = {row["en"]: row["wikidata"] for row in rows("offices") if row["en"] in theirs}
    assert len(both) == 5
    assert both == {name: theirs[name] for name in both}


def test_offices_of_two_states_are_named_in_four_languages() -> None:
    """Both states have their highest offices; the general secretary is the party's."""
    found = select(
        folder("history"),
        """SELECT ?p ?of (COUNT(DISTINCT LANG(?name)) AS ?n) {
            ?p a lgn:Post ; lgn:postOf ?of ; lgn:officeKind ?k ; skos:prefLabel ?name
        } GROUP BY ?p ?of ORDER BY ?p""",
    )
    assert {row["n"] for row in found} == {"4"}
    bodies = {Iri(row["p"]).local: Iri(row["of"]).local for row in found}
    assert bodies["VNM-general-secretary"] == "CPV"
    for office in ("president", "prime-minister", "foreign-minister"):
        assert bodies[f"VNM-{office}"] == "VNM"
        assert bodies[f"BLR-{office}"] == "BLR"
    assert {"BLR-parliament-speaker-upper", "BLR-parliament-speaker-lower"} <= set(bodies)


def test_numbers_agree_with_a_crosswalk() -> None:
    """Our numbers of states are those that another project keeps, where it has them."""
    mine = {row["code"]: row for row in rows("numbers")}
    for row in shared("states/countrycode_crosswalk.csv"):
        code = row["iso3c"]
        if code not in mine or code in OTHER_NUMBER or not mine[code]["cow"]:
            continue
        for column, key in (("cown", "cow"), ("cowc", "cow_abbreviation"), ("gwn", "gw")):
            theirs = row[column].removesuffix(".0")
            assert theirs in {"", mine[code][key]}, code


def test_system_membership_agrees_with_a_list_of_states() -> None:
    """Each spell lies within one that the list of the Correlates of War gives, by year."""
    theirs: dict[str, list[Dating]] = {}
    for row in shared("states/cow_states.csv"):
        years = f"{row['start'][:4]}/" + ("" if row["end"] > "2015" else row["end"][:4])
        theirs.setdefault(row["cowcode"].removesuffix(".0"), []).append(Dating.parse(years))
    for row in rows("numbers"):
        for spell in row["cow_system"].split():
            if "?" in spell:
                continue
            mine = Dating.parse(spell)
            assert (
                any(
                    mine.earliest is not None
                    and long.earliest is not None
                    and long.earliest <= mine.earliest
                    and (
                        long.latest is None
                        or (mine.latest is not None and mine.latest <= long.latest)
                    )
                    for number in row["cow"].split()
                    for long in theirs[number]
                )
                or row["code"] == "DEU"
            ), row


def test_admissions_agree_with_the_depositary() -> None:
    """The days of admission to the UN are those of its resolutions, by the treaty collection."""
    names = {row["un.name.en"]: row["iso3c"] for row in shared("states/countrycode_crosswalk.csv")}
    mine = {
        code: row["edtf"].partition("/")[0]
        for row in reversed(rows("memberships"))
        if (row["organisation"], row["kind"]) == ("UN", "member")
        for code in row["members"].split()
    }
    for row in shared("treaties/un_mtdsg_actions.csv"):
        code = names.get(row["participant"], "")
        if code in {"", "SRB", "YEM"} or code not in mine:  # admitted under former codes
            continue
        if row["treaty"] == "1-2" and row["action_column"] == "Date of Adoption":
            year_and_month = row["date"][:7]
            assert mine[code][:7] == year_and_month, code


def test_capitals_agree_with_a_list_of_capitals() -> None:
    """The seat of a state is the capital that a list names last, but for known exceptions."""
    last = {row["ccode"].removesuffix(".0"): row for row in shared("states/cow_capitals.csv")}
    forms: dict[str, set[str]] = {}
    for alias in (*reference.aliases("en"), *reference.aliases("vi")):
        forms.setdefault(alias.iri, set()).add(fold(alias.text))
    seats: dict[str, set[str]] = {}
    for row in select(folder("reference"), "SELECT ?s ?p { ?s a lgn:State ; lgn:seat ?p }"):
        seats.setdefault(row["s"], set()).update(forms.get(row["p"], set()))
    for row in rows("numbers"):
        number = row["cow"].split()[0] if row["cow"] else ""
        if number not in last or last[number]["enddate"] < "2024" or row["code"] in OTHER_SEAT:
            continue
        if (named := seats.get(state(row["code"]))) is not None:
            assert fold(last[number]["capital"]) in named, row["code"]


def test_members_agree_with_a_list_of_2020() -> None:
    """Whom we name is named there too, but for known cases; complete lists miss nobody."""
    theirs: dict[str, set[str]] = {}
    for row in shared("states/org_memberships_cia2020.csv"):
        if row["org_member"] == "member":
            theirs.setdefault(row["org_id"], set()).add(row["ISO_3166_3"])
    for organisation in sorted({row["organisation"] for row in rows("memberships")}):
        listed = theirs.get({"NONALIGNED": "NAM"}.get(organisation, organisation))
        if listed is None or organisation == "EAEC":  # was no more
            continue
        mine = members(organisation, date(2020, 1, 15))
        assert mine - listed == NEWER_THAN_THE_LIST.get(organisation, set()), organisation
        assert organisation not in COMPLETE or listed <= mine, organisation


def test_items_agree_with_a_list_of_territories() -> None:
    """The Wikidata item of a present state is the one another project gives for its code."""
    theirs = {row["alpha3"].upper(): row["qid"] for row in shared("states/rigour_territories.csv")}
    present = {row["code"] for row in rows("numbers")} - REALMS - {"YUG"}
    mine = {row["code"]: row["wikidata"] for row in rows("numbers") if row["code"] in present}
    wrong = {c: q for c, q in mine.items() if q and theirs.get(c, q) != q}
    assert wrong == {}
