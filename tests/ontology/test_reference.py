"""The reference: states, seats, unions, goods and the vocabularies are complete and consistent."""

from __future__ import annotations

import runpy
from collections import Counter
from pathlib import Path

import pytest

from legation.knowledge import folder, select
from legation.resources import shelf, texts
from legation.terms import REFERENCE as REFERENCE_BASE
from legation.terms import Iri, concept

REFERENCE = Path(str(shelf("ontology"))) / "reference"
TABLES = texts("ontology", "reference", ".tsv")
OFFICES = """president vice-president prime-minister deputy-prime-minister foreign-minister
    deputy-foreign-minister minister deputy-minister general-secretary party-official
    parliament-speaker parliament-deputy-speaker monarch royal state-counsellor governor-general
    special-envoy ambassador charge-daffaires other"""
NOTATIONS = {
    "rank": "state official official-working working private transit unspecified",
    "status": """planned upcoming drafting adopted implementing postponed held cancelled
        actual estimate provisional forecast""",
    "change": "recognised established upgraded resumed suspended severed",
    "level": """ambassador legation charge comprehensive-partnership strategic-partnership
        comprehensive-strategic-partnership other""",
    "mission": "embassy consulate honorary-consulate consulate-general legation liaison-office trade-office other",
    "agreement": "agreement mou joint-statement protocol contract treaty other",
    "action": (
        "conclusion-of-negotiations initialling signature ratification approval accession succession"
        " entry-into-force amendment extension succession withdrawal termination"
    ),
    "flow": "export import turnover balance",
    "measure": "trade persons",
    "office": OFFICES,
    "organisation": """government ministry court academy parliament party bank company agency
        university city other""",
    "group": "people students",
    "name": "official variant transliteration error",
    "policy": "full quote none",
}
#: Polities of ISO 3166-1 for which no seat of government is given, with the reason.
WITHOUT_SEAT = {"ESH": "disputed", "HKG": "a city", "MAC": "a city"}


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table, the heading first."""
    return [line.split("\t") for line in TABLES[f"{name}.tsv"].splitlines()]


def test_states_are_what_the_script_makes_of_the_tables() -> None:
    """The committed states.ttl is byte for byte what make_states.py writes."""
    made = runpy.run_path(str(REFERENCE / "make_states.py"))["text"]()
    assert made == texts("ontology", "reference", ".ttl")["states.ttl"]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_are_rectangular(name: str) -> None:
    """Every row of a table has as many cells as its heading, and no cell has outer spaces."""
    heading, *body = (line.split("\t") for line in TABLES[name].splitlines())
    assert [row for row in body if len(row) != len(heading)] == []
    assert [cell for row in body for cell in row if cell != cell.strip()] == []


@pytest.mark.parametrize(
    "name", ["spellings", "longforms", "demonyms", "seats", "cities", "heads", "titles"]
)
def test_tables_speak_of_known_states(name: str) -> None:
    """A table beside codes.tsv uses only codes that stand in it."""
    known = {row[0] for row in rows("codes")[1:]}
    assert {row[0] for row in rows(name)[1:]} - known == set()


#: Cities for which no name in one of the languages is sure.
NOT_IN_ALL_LANGUAGES = {"brasilia", "naypyidaw", "ngerulmud", "sri-jayawardenepura-kotte"}


@pytest.mark.parametrize("kind", ["State", "HistoricalState", "Place"])
def test_states_and_cities_have_names_in_six_languages(kind: str) -> None:
    """English, Vietnamese, Russian, Belarusian, Chinese and French name each, but for a few cities."""
    lacking = {
        Iri(row["s"]).local
        for language in ("en", "vi", "ru", "be", "zh", "fr")
        for row in select(
            folder("reference"),
            f"""SELECT ?s {{ ?s a lgn:{kind} FILTER NOT EXISTS {{
                ?s skos:prefLabel ?name FILTER(LANG(?name) = "{language}") }} }}""",
        )
    }
    assert lacking == (NOT_IN_ALL_LANGUAGES if kind == "Place" else set())


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("hanoi", {"be": "Ханой", "zh": "河内", "fr": "Hanoï"}),
        ("minsk", {"be": "Мінск", "zh": "明斯克", "fr": "Minsk"}),
        ("amman", {"be": "Аман", "zh": "安曼", "fr": "Amman"}),
    ],
)
def test_cities_have_the_names_of_the_table_or_of_cldr(place: str, names: dict[str, str]) -> None:
    """A name of CLDR comes without the words that tell it from another of the name."""
    found = select(
        folder("reference"),
        f"""SELECT ?language ?name {{ <{REFERENCE_BASE}place/{place}> skos:prefLabel ?name
            BIND(LANG(?name) AS ?language) }}""",
    )
    told = {row["language"]: row["name"] for row in found}
    assert {language: told[language] for language in names} == names


def test_every_code_is_given_once() -> None:
    """No two states, former states or unions share a code."""
    found = Counter(row["c"] for row in select(folder("reference"), "SELECT ?c { ?x lgn:code ?c }"))
    assert [code for code, count in found.items() if count > 1] == []


def test_every_state_has_a_seat() -> None:
    """All states but the few with a reason have a seat of government."""
    lacking = select(
        folder("reference"),
        "SELECT ?c { ?s a lgn:State ; lgn:code ?c FILTER NOT EXISTS { ?s lgn:seat ?place } }",
    )
    assert {row["c"] for row in lacking} == set(WITHOUT_SEAT)


@pytest.mark.parametrize("type", ["State", "HistoricalState"])
def test_every_state_is_named_in_six_languages(type: str) -> None:
    """A state, present or former, has one preferred name in each language of the reference."""
    lacking = select(
        folder("reference"),
        f"""SELECT ?c (COUNT(?name) AS ?n) {{
            ?s a lgn:{type} ; lgn:code ?c ; skos:prefLabel ?name
            FILTER(LANG(?name) IN ("en", "vi", "ru", "be", "zh", "fr"))
        }} GROUP BY ?c HAVING (COUNT(DISTINCT LANG(?name)) < 6 || COUNT(?name) > 6)""",
    )
    assert lacking == []


def test_what_the_reference_points_to_exists() -> None:
    """Seats, members, present states and the states of places are entities of the reference."""
    missing = select(
        folder("reference"),
        """SELECT ?x { ?s lgn:seat|lgn:memberState|lgn:presentState|lgn:locatedIn|skos:broader ?x
        FILTER NOT EXISTS { ?x a ?t } }""",
    )
    assert missing == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_name_means_two_states(language: str) -> None:
    """A form in one language names one state only, former states included."""
    found = select(
        folder("reference"),
        f"""SELECT ?form (COUNT(DISTINCT ?s) AS ?n) {{
            ?s skos:prefLabel|skos:altLabel|skos:hiddenLabel ?form ; lgn:code ?c
            FILTER(LANG(?form) = "{language}") }} GROUP BY ?form HAVING (COUNT(DISTINCT ?s) > 1)""",
    )
    assert [row["form"] for row in found] == []


def test_no_ware_has_two_headings() -> None:
    """A word for goods stands under one heading."""
    found = select(
        folder("reference"),
        """SELECT ?form { ?s a lgn:Commodity ; skos:prefLabel|skos:altLabel ?form }
        GROUP BY ?form HAVING (COUNT(DISTINCT ?s) > 1)""",
    )
    assert [row["form"] for row in found] == []


@pytest.mark.parametrize("scheme", sorted(NOTATIONS))
def test_vocabularies_have_exactly_the_agreed_notations(scheme: str) -> None:
    """Each vocabulary has the notations that claims use, and its IRIs are made from them."""
    found = select(folder("vocabularies"), "SELECT ?c ?n { ?c skos:notation ?n }")
    mine = {row["n"] for row in found if row["c"] == concept(scheme, row["n"])}
    assert mine == set(NOTATIONS[scheme].split())


def test_every_concept_is_named_and_defined() -> None:
    """A concept has a scheme, a label in English and Vietnamese, and an English definition."""
    lacking = select(
        folder("vocabularies"),
        """SELECT ?c { ?c a skos:Concept FILTER NOT EXISTS {
            ?c skos:inScheme ?s ; skos:notation ?n ; skos:prefLabel ?en , ?vi ; skos:definition ?d .
            ?s a skos:ConceptScheme
            FILTER(LANG(?en) = "en" && LANG(?vi) = "vi" && LANG(?d) = "en") } }""",
    )
    assert lacking == []


def test_offices_have_an_order_of_protocol() -> None:
    """Every kind of office has its own place in the order of protocol."""
    found = select(folder("vocabularies"), "SELECT ?c ?o { ?c lgn:order ?o }")
    assert sorted(int(row["o"]) for row in found) == list(range(1, len(OFFICES.split()) + 1))
    first = min(found, key=lambda row: int(row["o"]))
    assert Iri(first["c"]).local == "office-monarch"


def test_no_form_means_two_offices() -> None:
    """A form in one language names one kind of office."""
    found = select(
        folder("vocabularies"),
        """SELECT ?form { ?c skos:inScheme <https://w3id.org/legation/vocabulary/office-kind> ;
            skos:prefLabel|skos:altLabel ?form } GROUP BY ?form HAVING (COUNT(DISTINCT ?c) > 1)""",
    )
    assert [row["form"] for row in found] == []
