"""A reasoner finds no clash in the ontology, and derives what the rules derive."""

from __future__ import annotations

import os
from collections.abc import Callable

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

import legation
from claims import person, put, turnover, visit
from legation.cli import run
from legation.facts.claims import Claim, ClaimRef
from legation.facts.evidence import Named, Span
from legation.resources import texts
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, LGN, Iri, concept, lgn, post, state

LONG = pytest.mark.skipif(
    "LEGATION_LONG" not in os.environ, reason="takes a minute: set LEGATION_LONG=1"
)
_SPAN = (Span(0, 9),)
_PREFIXES = f"""@prefix lgn: <{LGN}> . @prefix : <https://e.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
_EAEU = Iri("https://w3id.org/legation/org/EAEU")


def _claims() -> list[Claim]:
    """Return claims in which states act themselves, through organs, posts, unions, committees."""
    court = [Named("Organisation", f"Supreme Court of {c}", (c,), "court") for c in ("MNG", "CHL")]
    committee = Named("JointCommittee", "Joint Committee on Trade", ("MNG", "CHL"))
    students = Named("Population", "Mongolian students in Chile", ("MNG", "CHL"), "students")
    held = concept("status", "held")
    return [
        visit("2018-04-12"),
        turnover("16.5"),
        Claim("Agreement", {"party": tuple(court), "title": ("Memorandum of courts",)}, _SPAN, "t"),
        Claim(
            "Agreement",
            {"party": (_EAEU, state("MNG")), "title": ("Agreement on trade in wool",)},
            _SPAN,
            "t",
        ),
        Claim(
            "TreatyAction",
            {
                "agreement": (ClaimRef(3),),
                "action": (concept("action", "signature"),),
                "edtf": ("2018-04-12",),
            },
            _SPAN,
            "t",
        ),
        Claim(
            "Session",
            {"committee": (committee,), "ordinal": (6,), "edtf": ("2017",), "status": (held,)},
            _SPAN,
            "t",
        ),
        Claim(
            "Tenure",
            {"holder": (person("Bat Dorj"),), "post": (post("MNG", "ambassador", "chl"),)},
            _SPAN,
            "t",
        ),
        Claim(
            "Observation",
            {
                "measure": (concept("measure", "persons"),),
                "population": (students,),
                "edtf": ("2018",),
                "value": (120,),
                "multiplier": (0,),
                "unit": ("persons",),
                "status": (concept("status", "actual"),),
            },
            _SPAN,
            "t",
        ),
        Claim(
            "Decision",
            {
                "decider": (Named("Organisation", "Council of Elders", ("MNG",), "government"),),
                "beneficiary": (students,),
                "object": ("grants for a year of study",),
                "edtf": ("2018-05",),
            },
            _SPAN,
            "t",
        ),
        Claim(
            "Decision",
            {
                "capacity": (post("MNG", "ambassador", "per"),),
                "beneficiary": (state("CHL"),),
                "object": ("a gift of books",),
                "edtf": ("2018-06",),
            },
            _SPAN,
            "t",
        ),
        Claim(
            "Participation",
            {
                "event": (ClaimRef(0),),
                "agent": (Named("Person", "Ganzorig Tumur", ("KAZ",)),),
                "role": (concept("role", "delegate"),),
            },
            _SPAN,
            "t",
        ),
        Claim(
            "Recognition",
            {"recogniser": (state("CHL"),), "recognised": (state("MNG"),), "edtf": ("1961",)},
            _SPAN,
            "t",
        ),
        Claim(
            "Membership",
            {
                "member": (state("MNG"),),
                "organisation": (Iri("https://w3id.org/legation/org/UN"),),
                "membershipKind": (concept("membership", "member"),),
                "edtf": ("1961-10/",),
            },
            _SPAN,
            "t",
        ),
        Claim(
            "Tenure",
            {"holder": (person("Gerel Oyun"),), "post": (post("MNG", "prime-minister"),)},
            _SPAN,
            "t",
        ),
        Claim(
            "Tenure",
            {"holder": (person("Saran Od"),), "post": (post("MNG", "foreign-minister"),)},
            _SPAN,
            "t",
        ),
    ]


@pytest.fixture(scope="module")
def settled() -> ox.Store:
    """Return a small settled graph with facts of many kinds."""
    store = ox.Store()
    put(store, "a", _claims())
    settle(store, DEFAULT_BASE)
    return store


def _graph(store: ox.Store, without: frozenset[str] = frozenset()) -> rdflib.Graph:
    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    triples = [ox.Triple(*q.triple) for q in quads if q.predicate.value not in without]
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return graph


def _read(graph: rdflib.Graph, folder: str) -> rdflib.Graph:
    for text in texts("ontology", folder, ".ttl").values():
        graph.parse(data=text, format="turtle")
    return graph


def _closed(graph: rdflib.Graph) -> rdflib.Graph:
    import owlrl  # type: ignore[import-untyped]

    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def _clashes(closed: rdflib.Graph) -> list[str]:
    """Return what cannot be in a closed graph: its errors, and what is nothing, one, misplaced.

    No word of ours is functional or a key, so nothing may make two names stand for one thing.
    """
    error = "http://www.daml.org/2002/03/agents/agent-ont#error"
    found = [str(o) for _, p, o in closed if str(p) == error]
    found += [f"{x} is nothing" for x in closed.subjects(RDF.type, OWL.Nothing)]
    same = closed.subject_objects(OWL.sameAs)
    found += [f"{a} and {b} became one" for a, b in same if a != b]
    # The reasoner calls a value of another datatype both at once, and leaves it there.
    found += [
        f"{value!r} is no {datatype}"
        for p, datatype in _read(rdflib.Graph(), "core").subject_objects(RDFS.range)
        for value in closed.objects(None, p)
        if isinstance(value, rdflib.Literal) and value.datatype != datatype
    ]
    return sorted(found)


def _whole(store: ox.Store) -> rdflib.Graph:
    """Return the ontology and all graphs of a store in one.

    What follows from a part follows from the whole too: without a clash in this, claims and
    facts do not clash, neither apart nor thrown together by someone who has no named graphs.
    """
    graph = rdflib.Graph()
    for folder in ("core", "vocabularies", "alignments", "rules"):
        _read(graph, folder)
    triples = {ox.Triple(*quad.triple) for quad in store}
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return graph


def _shelved(*folders: str) -> ox.Store:
    store = ox.Store()
    for folder in folders:
        for suffix in (".ttl", ".trig"):
            for text in texts("ontology", folder, suffix).values():
                store.load(text.encode(), ox.RdfFormat.TRIG)
    return store


def _toured() -> ox.Store:
    assert run(["tour"]) == 0
    store = ox.Store()
    store.extend(legation.open("legation-tour/tour.kg").store)
    return store


@pytest.mark.slow
@pytest.mark.parametrize(
    "corpus",
    [
        pytest.param(lambda: _shelved("examples"), id="examples", marks=pytest.mark.patient),
        pytest.param(
            lambda: _shelved("reference", "history"), id="reference and history", marks=LONG
        ),
        pytest.param(_toured, id="tour"),
    ],
)
def test_a_reasoner_finds_no_clash(corpus: Callable[[], ox.Store]) -> None:
    """The ontology with all that comes with it, claims and facts, is consistent under OWL 2 RL."""
    graph = _whole(corpus())
    before = len(graph)
    closed = _closed(graph)
    assert len(closed) > before
    assert _clashes(closed) == []


@pytest.mark.patient
@pytest.mark.slow
def test_a_reasoner_finds_no_clash_in_facts_of_many_kinds(settled: ox.Store) -> None:
    """What settling makes of claims in which states act through organs and posts is consistent."""
    assert _clashes(_closed(_whole(settled))) == []


@pytest.mark.slow
@LONG
def test_a_reasoner_finds_a_clash_that_is_planted_in_the_examples() -> None:
    """A visitor of the examples who is a committee as well does not pass."""
    graph = _whole(_shelved("examples"))
    visitor = min(map(str, graph.objects(None, rdflib.URIRef(lgn("visitor")))))
    graph.add((rdflib.URIRef(visitor), RDF.type, rdflib.URIRef(lgn("JointCommittee"))))
    assert any(visitor in clash for clash in _clashes(_closed(graph)))


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(":x a lgn:Person , lgn:Post .", id="disjoint classes"),
        pytest.param(":x a lgn:Claim , lgn:Visit .", id="disjoint by their superclasses"),
        pytest.param(":x a lgn:Place , lgn:Commodity .", id="two of many that are disjoint"),
        pytest.param(":x a lgn:Person . :y a lgn:State . :x owl:sameAs :y .", id="the same"),
        pytest.param(":x a owl:Nothing .", id="nothing"),
        pytest.param(':x lgn:start "many"^^xsd:integer .', id="no number"),
        pytest.param(":x lgn:start true .", id="out of range"),
        pytest.param("lgn:host a owl:FunctionalProperty . :x lgn:host :y , :z .", id="functional"),
        pytest.param(
            "lgn:visitor rdfs:domain lgn:Visit . :x a lgn:Claim ; lgn:visitor :y .", id="domain"
        ),
    ],
)
def test_a_reasoner_finds_a_clash_where_there_is_one(planted: str) -> None:
    """Each sort of contradiction that the tests above exclude is found where it is planted."""
    graph = _read(rdflib.Graph(), "core")
    graph.parse(data=_PREFIXES + planted, format="turtle")
    assert _clashes(_closed(graph)) != []


def test_no_clash_is_found_where_none_is_planted() -> None:
    """The core by itself has none of them."""
    assert _clashes(_closed(_read(rdflib.Graph(), "core"))) == []


def _witnessed(graph: rdflib.Graph) -> rdflib.Graph:
    """Return a graph with an instance of each class: a rule engine sees no class that has none."""
    for kind in set(graph.subjects(RDF.type, OWL.Class)):
        graph.add((rdflib.URIRef(f"https://e.org/{Iri(str(kind)).local}"), RDF.type, kind))
    return graph


@pytest.mark.patient
def test_every_class_can_have_instances() -> None:
    """No class is under two that exclude each other, not even one that no example uses."""
    assert _clashes(_closed(_witnessed(_whole(ox.Store())))) == []


def test_a_class_that_can_have_no_instance_is_found() -> None:
    """A participation that is a fact and a claim at once is none."""
    graph = _read(rdflib.Graph(), "core")
    graph.parse(data=_PREFIXES + "lgn:Participation rdfs:subClassOf lgn:Claim .", format="turtle")
    assert any("e.org/Participation" in clash for clash in _clashes(_closed(_witnessed(graph))))


def test_no_claim_becomes_a_fact_or_an_entity() -> None:
    """A reasoner never types a claim as what it speaks of: no domain, no range does that."""
    graph = _read(_read(rdflib.Graph(), "core"), "alignments")
    claim = rdflib.URIRef("https://e.org/source/a/claim/1")
    graph.add((claim, RDF.type, rdflib.URIRef(LGN + "Claim")))
    for name in ("sender", "host", "visitor", "party", "exporter", "committee", "member"):
        graph.add((claim, rdflib.URIRef(LGN + name), rdflib.URIRef(f"https://e.org/{name}")))
    closed = _closed(graph)
    own = {str(o) for o in closed.objects(claim, RDF.type) if str(o).startswith(LGN)}
    assert own == {LGN + "Claim"}
    assert not [
        o
        for name in ("sender", "visitor")
        for o in closed.objects(rdflib.URIRef(f"https://e.org/{name}"), RDF.type)
        if str(o).startswith(LGN)
    ]


@pytest.mark.parametrize("edge", ["involves", "affects"])
def test_the_rules_derive_what_a_reasoner_derives(settled: ox.Store, edge: str) -> None:
    """What a CONSTRUCT rule adds is what OWL 2 RL entails from its axioms, for states."""
    derived = frozenset({str(lgn("involves")), str(lgn("affects"))})
    ruled = {(s, o) for s, o in _graph(settled).subject_objects(rdflib.URIRef(lgn(edge)))}
    closed = _closed(_read(_graph(settled, without=derived), "rules"))
    states = {
        s
        for name in ("State", "HistoricalState")
        for s in closed.subjects(RDF.type, rdflib.URIRef(LGN + name))
    }
    stated = set(closed.subjects(rdflib.URIRef(lgn("statedIn"))))
    entailed = {
        (s, o)
        for s, o in closed.subject_objects(rdflib.URIRef(lgn(edge)))
        if s in stated and o in states
    }
    assert ruled
    assert ruled == entailed


def _typed(graph: rdflib.Graph, head: str) -> set[str]:
    return {str(s) for s in graph.subjects(RDF.type, rdflib.URIRef(lgn(head)))}


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("HeadOfState", {"Tserendorj Bold"}),
        pytest.param("HeadOfGovernment", {"Gerel Oyun"}, marks=pytest.mark.patient),
        pytest.param("HeadOfMission", {"Bat Dorj"}, marks=pytest.mark.patient),
    ],
)
def test_the_rules_infer_the_types_that_a_reasoner_infers(
    settled: ox.Store, head: str, names: set[str]
) -> None:
    """By a visit or a tenure a person gets a type beside lgn:Person: by rule as by OWL 2 RL."""
    graph = _graph(settled)
    ruled = _typed(graph, head)
    assert {str(graph.value(rdflib.URIRef(who), RDFS.label)) for who in ruled} == names
    assert ruled <= _typed(graph, "Person")
    for who in ruled:
        graph.remove((rdflib.URIRef(who), RDF.type, rdflib.URIRef(lgn(head))))
    closed = _closed(_read(_read(graph, "rules"), "core"))
    assert _typed(closed, head) == ruled


@pytest.mark.slow
@pytest.mark.patient
def test_the_examples_have_the_types_that_the_rule_infers() -> None:
    """What stands in the examples by hand is what the rule and a reasoner find in them."""
    store = _shelved("examples", "vocabularies")
    rule = texts("ontology", "rules", ".rq")["heads.rq"]
    triples = store.query(rule)
    assert isinstance(triples, ox.QueryTriples)
    ruled = {(str(t.subject), str(t.object)) for t in triples}
    for head in ("HeadOfState", "HeadOfGovernment", "HeadOfMission"):
        type_ = ox.NamedNode(lgn(head))
        told = store.quads_for_pattern(None, ox.NamedNode(RDF.type), type_, ox.DefaultGraph())
        found = {str(quad.subject) for quad in told}
        assert found == {s for s, o in ruled if o == str(type_)}
        graph = _read(_read(_graph(store), "core"), "rules")
        graph.remove((None, RDF.type, rdflib.URIRef(lgn(head))))
        assert {f"<{iri}>" for iri in _typed(_closed(graph), head)} == found


def test_a_fact_has_one_class(settled: ox.Store) -> None:
    """Inferred types are types of persons: no fact gets a second one."""
    for fact in {
        q.subject
        for q in settled.quads_for_pattern(None, ox.NamedNode(lgn("statedIn")), None, None)
    }:
        assert not isinstance(fact, ox.Triple)
        assert len(list(settled.quads_for_pattern(fact, ox.NamedNode(RDF.type), None, None))) == 1


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("decision/council-of-elders", {"MNG", "CHL"}),
        ("decision/MNG-ambassador", {"MNG", "PER", "CHL"}),
        ("participation/", {"MNG", "CHL", "KAZ"}),
    ],
)
def test_a_state_is_involved_through_those_who_act(
    settled: ox.Store, path: str, codes: set[str]
) -> None:
    """Who decides, in what capacity and for whom, and who takes part, each brings in a state."""
    found = {
        (quad.subject.value, Iri(quad.object.value).local)
        for quad in settled.quads_for_pattern(None, ox.NamedNode(lgn("involves")), None, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    assert {code for fact, code in found if fact.startswith(DEFAULT_BASE + path)} == codes


def test_settling_again_adds_no_edge(settled: ox.Store) -> None:
    """The rules are run to a fixpoint: run once more, they add nothing."""
    for rule in texts("ontology", "rules", ".rq").values():
        triples = settled.query(rule)
        assert isinstance(triples, ox.QueryTriples)
        assert [
            t for t in triples if ox.Quad(t.subject, t.predicate, t.object) not in settled
        ] == []
