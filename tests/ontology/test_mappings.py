"""What a consumer of schema.org, PROV, Data Cube, OWL-Time and Web Annotation finds in a mapped graph."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest

from claims import TEXT, put, turnover, visit
from legation.facts.claims import Claim
from legation.facts.evidence import Span, TextPolicy
from legation.knowledge import select
from legation.resources import texts
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, concept, post, state

_PREFIXES = """PREFIX schema: <https://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX qb: <http://purl.org/linked-data/cube#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX time: <http://www.w3.org/2006/time#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX dim: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX mea: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX att: <http://purl.org/linked-data/sdmx/2009/attribute#>
PREFIX cube: <https://w3id.org/legation/cube/> PREFIX lgn: <https://w3id.org/legation/ns#>
"""


def _exports(value: str, authority: str, flow: str = "export") -> Claim:
    """Return an estimate of exports from Mongolia to Chile by the statistics of one side."""
    return Claim(
        "Observation",
        {
            "measure": (concept("measure", "trade"),),
            "flow": (concept("flow", flow),),
            "exporter": (state("MNG"),),
            "importer": (state("CHL"),),
            "edtf": ("2019-01/2019-08",),
            "value": (Decimal(value),),
            "multiplier": (6,),
            "unit": ("USD",),
            "status": (concept("status", "estimate"),),
            "authority": (state(authority),),
        },
        (Span(3, 9),),
        "test.trade",
    )


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    """Return a graph of two sources: visits to the day, to the month and planned, figures, a tenure."""
    store = ox.Store()
    surplus = _exports("2", "CHL", "balance")  # of Mongolia, by Chilean statistics
    exports = [_exports("4", "CHL"), _exports("3", "MNG"), surplus]
    tenure = Claim(
        "Tenure",
        {
            "holder": visit().values["visitor"],
            "post": (post("MNG", "president"),),
            "edtf": ("2009/",),
        },
        (Span(0, 9),),
        "t",
    )
    put(store, "a", [visit("2018-04-12/2018-04-13"), turnover("16.5"), *exports, tenure])
    put(store, "b", [visit("2018-04"), visit("2021-05", status=concept("status", "postponed"))])
    put(store, "c", [visit("2018-04-12")], policy=TextPolicy.NONE)
    settle(store, DEFAULT_BASE)
    return store


def mapped(graph: ox.Store, name: str) -> ox.Store:
    """Return what a mapping makes of a graph, as a store of its own."""
    triples = graph.query(texts("ontology", "alignments", ".rq")[f"to-{name}.rq"])
    assert isinstance(triples, ox.QueryTriples)
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    assert not any(isinstance(term, ox.BlankNode) for q in store for term in (q.subject, q.object))
    return store


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT with the prefixes of the vocabularies, as text."""
    return [tuple(row.values()) for row in select(store, _PREFIXES + query)]


@pytest.mark.parametrize("name", ["schema", "prov", "datacube", "web-annotation", "time"])
def test_a_mapping_leaves_no_word_of_ours(graph: ox.Store, name: str) -> None:
    """A consumer meets only the vocabulary that was asked for, and SKOS concepts as values."""
    found = {q.predicate.value for q in mapped(graph, name)}
    assert found
    assert not [predicate for predicate in found if "legation/ns" in predicate]


def test_schema_org_finds_events_with_start_and_end(graph: ox.Store) -> None:
    """A visit is an Event with name, start, end, place and guest; a month stays a month."""
    found = rows(
        mapped(graph, "schema"),
        """SELECT ?start ?type ?end ?place ?guest { ?e a schema:Event ; schema:name ?name ;
            schema:startDate ?start ; schema:endDate ?end ; schema:location ?place ; schema:attendee ?g .
            ?g a schema:Person ; schema:name ?guest BIND(DATATYPE(?start) AS ?type)
            FILTER(LANG(?name) = "en" && LANG(?guest) = "en" || LANG(?guest) = "") } ORDER BY ?start""",
    )
    told = {row[:4] for row in found}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert told == {
        ("2018-04-12", xsd + "date", "2018-04-13", state("CHL")),
        ("2021-05", xsd + "gYearMonth", "2021-05", state("CHL")),
    }


def test_schema_org_is_told_what_was_postponed(graph: ox.Store) -> None:
    """Only a visit that was put off bears a status; one that was held needs none."""
    found = rows(mapped(graph, "schema"), "SELECT ?s { ?e schema:eventStatus ?s }")
    assert found == [("https://schema.org/EventPostponed",)]


def test_schema_org_finds_offices_as_roles(graph: ox.Store) -> None:
    """A state has a member through a role that names the office and when it began."""
    found = rows(
        mapped(graph, "schema"),
        """SELECT DISTINCT ?state ?start { ?state a schema:Country ; schema:member ?role .
            ?role a schema:OrganizationRole ; schema:startDate ?start ; schema:roleName ?n ;
            schema:member [ a schema:Person ] FILTER NOT EXISTS { ?role schema:endDate ?e } }""",
    )
    assert found == [(state("MNG"), "2009")]


def test_prov_leads_from_a_fact_to_its_sources(graph: ox.Store) -> None:
    """From the record of a visit one comes by wasDerivedFrom to the three sources that tell of it."""
    found = rows(
        mapped(graph, "prov"),
        """SELECT DISTINCT ?source { ?record prov:wasDerivedFrom/prov:wasDerivedFrom/prov:wasDerivedFrom ?source .
            ?source a prov:Entity FILTER(STRENDS(STR(?record), "/2018#record")) } ORDER BY ?source""",
    )
    assert [row[0].rpartition("/")[2] for row in found] == ["a", "b", "c"]


def test_prov_leads_from_the_record_to_the_fact(graph: ox.Store) -> None:
    """A record is about one fact, which is an activity where it is an event."""
    found = rows(
        mapped(graph, "prov"),
        """PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT ?fact { ?record a prov:Entity ;
            foaf:primaryTopic ?fact . ?fact a prov:Activity FILTER(STRENDS(STR(?fact), "/2018")) }""",
    )
    assert len(found) == 1


def test_prov_says_who_acted_for_whom_in_what_role(graph: ox.Store) -> None:
    """Each visit is an activity associated with a person who acts for a state, in an office."""
    found = rows(
        mapped(graph, "prov"),
        """SELECT DISTINCT ?state ?role { ?v a prov:Activity ; prov:wasAssociatedWith ?p ;
            prov:qualifiedAssociation [ prov:agent ?p ; prov:hadRole ?role ] .
            ?p prov:actedOnBehalfOf ?state }""",
    )
    assert found == [(state("MNG"), post("MNG", "president"))]


#: What the RDF files of SDMX say of the words that our cube takes from them.
_SDMX = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix qb: <http://purl.org/linked-data/cube#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dim: <http://purl.org/linked-data/sdmx/2009/dimension#> . @prefix code: <http://purl.org/linked-data/sdmx/2009/code#> .
@prefix att: <http://purl.org/linked-data/sdmx/2009/attribute#> . @prefix mea: <http://purl.org/linked-data/sdmx/2009/measure#> .
dim:refArea a qb:DimensionProperty ; rdfs:range rdfs:Resource .
dim:refPeriod a qb:DimensionProperty ; rdfs:range rdfs:Resource .
dim:currency a qb:DimensionProperty ; rdfs:range rdfs:Resource .
mea:obsValue a qb:MeasureProperty . att:unitMeasure a qb:AttributeProperty . att:unitMult a qb:AttributeProperty .
code:obsStatus a skos:ConceptScheme .
code:obsStatus-A a skos:Concept ; skos:inScheme code:obsStatus . code:obsStatus-E a skos:Concept ; skos:inScheme code:obsStatus .
"""


def _cube(graph: ox.Store) -> ox.Store:
    """Return what the mapping makes, with the structure of the cube and its lists of codes."""
    store = mapped(graph, "datacube")
    lists = texts("ontology", "vocabularies", ".ttl")["flow.ttl"]
    for text in (texts("ontology", "alignments", ".ttl")["datacube.ttl"], lists, _SDMX):
        store.load(text.encode(), ox.RdfFormat.TURTLE)
    return store


#: Integrity constraints of the Data Cube recommendation; each finds what violates it. Those about
#: slices (7 to 10, 18), several measures (15 to 17) and hierarchies (20, 21) ask for what the cube has not.
CONSTRAINTS = {
    "IC-1 one data set": """SELECT ?o { ?o a qb:Observation
        OPTIONAL { ?o qb:dataSet ?d } } GROUP BY ?o HAVING (COUNT(DISTINCT ?d) != 1)""",
    "IC-2 one structure": """SELECT ?d { ?d a qb:DataSet OPTIONAL { ?d qb:structure ?s } }
        GROUP BY ?d HAVING (COUNT(DISTINCT ?s) != 1)""",
    "IC-3 has a measure": """SELECT ?s { ?s a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?s qb:component/qb:measure ?m } }""",
    "IC-4 dimensions have a range": """SELECT ?dim { { ?dim a qb:DimensionProperty }
        UNION { ?c qb:dimension ?dim } FILTER NOT EXISTS { ?dim rdfs:range ?r } }""",
    "IC-5 dimensions of concepts have a list of codes": """SELECT ?dim { ?c qb:dimension ?dim .
        ?dim rdfs:range skos:Concept FILTER NOT EXISTS { ?dim qb:codeList ?list } }""",
    "IC-6 optional parts are attributes": """SELECT ?c { ?c qb:componentRequired false
        FILTER NOT EXISTS { ?c qb:attribute ?a } }""",
    "IC-11 all dimensions": """SELECT ?o ?dim { ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?dim
        FILTER NOT EXISTS { ?o ?dim ?value } }""",
    "IC-11b one value of each dimension": """SELECT ?o ?dim { ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?dim
        ; ?dim ?value } GROUP BY ?o ?dim HAVING (COUNT(DISTINCT ?value) > 1)""",
    "IC-13 required attributes": """SELECT ?o ?att { ?o qb:dataSet/qb:structure/qb:component ?c .
        ?c qb:componentRequired true ; qb:attribute ?att FILTER NOT EXISTS { ?o ?att ?value } }""",
    "IC-14 all measures": """SELECT ?o { ?o qb:dataSet/qb:structure/qb:component/qb:measure ?m
        FILTER NOT EXISTS { ?o ?m ?value } }""",
    "IC-19 codes are from the list": """SELECT ?o ?v { ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?dim .
        ?dim qb:codeList ?list . ?o ?dim ?v FILTER NOT EXISTS { ?v a skos:Concept ; skos:inScheme ?list } }""",
    "IC-12 no duplicates": """SELECT ?one ?two { ?one qb:dataSet ?d . ?two qb:dataSet ?d
        FILTER(STR(?one) < STR(?two))
        FILTER NOT EXISTS { ?d qb:structure/qb:component/qb:dimension ?dim . ?one ?dim ?x . ?two ?dim ?y
            FILTER(?x != ?y) } }""",
}


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_cube_is_well_formed(graph: ox.Store, constraint: str) -> None:
    """Every observation has all that the structure of the cube asks for."""
    cube = _cube(graph)
    assert rows(cube, "SELECT ?o { ?o a qb:Observation }")
    assert rows(cube, CONSTRAINTS[constraint]) == []


@pytest.mark.parametrize(
    ("constraint", "less"),
    [
        ("IC-4 dimensions have a range", "rdfs:range"),
        ("IC-5 dimensions of concepts have a list of codes", "qb:codeList"),
        ("IC-11 all dimensions", "dim:refPeriod"),
        ("IC-19 codes are from the list", "skos:inScheme"),
    ],
)
def test_what_is_missing_in_the_cube_is_found(graph: ox.Store, constraint: str, less: str) -> None:
    """The test above can fail: without ranges, lists, periods or schemes it does."""
    cube = _cube(graph)
    cube.update(f"{_PREFIXES} DELETE WHERE {{ ?s {less} ?o }}")
    assert rows(cube, CONSTRAINTS[constraint])


def test_the_cube_tells_who_reports_and_what_they_call_it(graph: ox.Store) -> None:
    """One flow of goods is an import of the buyer's statistics and an export of the seller's."""
    found = rows(
        _cube(graph),
        """SELECT ?reporter ?partner ?flow ?value ?power { ?o a qb:Observation ; dim:refArea ?reporter ;
            cube:partner ?partner ; cube:flow ?flow ; mea:obsValue ?value ; att:unitMult ?power }
            ORDER BY ?value""",
    )
    assert found == [
        (state("MNG"), state("CHL"), concept("flow", "balance"), "2", "6"),
        (state("MNG"), state("CHL"), concept("flow", "export"), "3", "6"),
        (state("CHL"), state("MNG"), concept("flow", "import"), "4", "6"),
        (state("CHL"), state("MNG"), concept("flow", "turnover"), "16.5", "6"),
    ]


def test_a_duplicate_in_the_cube_is_found(graph: ox.Store) -> None:
    """The test of the cube can fail: a second observation of equal dimensions is found."""
    cube = _cube(graph)
    first = next(iter(select(cube, _PREFIXES + "SELECT ?o { ?o a qb:Observation }")))["o"]
    for quad in list(cube.quads_for_pattern(ox.NamedNode(first), None, None, None)):
        cube.add(ox.Quad(ox.NamedNode(first + "-copy"), quad.predicate, quad.object))
    assert rows(cube, CONSTRAINTS["IC-12 no duplicates"]) == [(first, first + "-copy")]


def test_web_annotations_point_into_the_text(graph: ox.Store) -> None:
    """The position selects exactly the words that the quote has, and the body is a fact."""
    found = rows(
        mapped(graph, "web-annotation"),
        """SELECT DISTINCT ?start ?end ?exact { ?a a oa:Annotation ; oa:hasBody ?fact ; oa:hasTarget ?t .
            ?t oa:hasSource ?source ; oa:hasSelector ?p , ?q . ?p oa:start ?start ; oa:end ?end .
            ?q oa:exact ?exact }""",
    )
    assert found
    assert all(TEXT[int(start) : int(end)] == exact for start, end, exact in found)


def test_web_annotations_respect_the_text_policy(graph: ox.Store) -> None:
    """A source whose text is withheld is annotated by position alone."""
    found = rows(
        mapped(graph, "web-annotation"),
        """SELECT ?t { ?t oa:hasSource ?s ; oa:hasSelector/oa:start ?n
            FILTER(STRENDS(STR(?s), "/c")) FILTER NOT EXISTS { ?t oa:hasSelector/oa:exact ?x } }""",
    )
    assert found


def test_owl_time_gets_only_days_that_are_known(graph: ox.Store) -> None:
    """A visit known to the day begins and ends; one known to the month has no instant."""
    store = mapped(graph, "time")
    days = rows(
        store,
        """SELECT ?begun ?over { ?f time:hasTime ?i . ?i time:hasBeginning/time:inXSDDate ?begun ;
            time:hasEnd/time:inXSDDate ?over FILTER(CONTAINS(STR(?f), "/visit/")) }""",
    )
    assert days == [("2018-04-12", "2018-04-13")]
