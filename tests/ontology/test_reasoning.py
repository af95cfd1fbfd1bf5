"""A reasoner finds no clash in the ontology, and derives what the rules derive."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

from claims import person, put, turnover, visit
from legation.facts.claims import Claim, ClaimRef
from legation.facts.evidence import Named, Span
from legation.resources import texts
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, LGN, Iri, concept, lgn, post, state

_SPAN = (Span(0, 9),)
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


def _clashes(graph: rdflib.Graph) -> list[str]:
    error = "http://www.daml.org/2002/03/agents/agent-ont#error"
    return sorted(str(o) for _, p, o in graph if str(p) == error)


def test_a_reasoner_finds_no_clash(settled: ox.Store) -> None:
    """The whole ontology and settled facts of many kinds are consistent under OWL 2 RL."""
    graph = _graph(settled)
    for folder in ("core", "vocabularies", "alignments", "rules"):
        graph = _read(graph, folder)
    assert _clashes(_closed(graph)) == []


def test_a_reasoner_finds_a_clash_where_there_is_one() -> None:
    """Someone who is a person and a post is too much: the test above can fail."""
    graph = _read(rdflib.Graph(), "core")
    thing = rdflib.URIRef("https://e.org/x")
    for name in ("Person", "Post"):
        graph.add((thing, rdflib.RDF.type, rdflib.URIRef(LGN + name)))
    assert _clashes(_closed(graph)) != []


def test_no_claim_becomes_a_fact_or_an_entity() -> None:
    """A reasoner never types a claim as what it speaks of: no domain, no range does that."""
    graph = _read(_read(rdflib.Graph(), "core"), "alignments")
    claim = rdflib.URIRef("https://e.org/source/a/claim/1")
    graph.add((claim, rdflib.RDF.type, rdflib.URIRef(LGN + "Claim")))
    for name in ("sender", "host", "visitor", "party", "exporter", "committee", "member"):
        graph.add((claim, rdflib.URIRef(LGN + name), rdflib.URIRef(f"https://e.org/{name}")))
    closed = _closed(graph)
    own = {str(o) for o in closed.objects(claim, rdflib.RDF.type) if str(o).startswith(LGN)}
    assert own == {LGN + "Claim"}
    assert not [
        o
        for name in ("sender", "visitor")
        for o in closed.objects(rdflib.URIRef(f"https://e.org/{name}"), rdflib.RDF.type)
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
        for s in closed.subjects(rdflib.RDF.type, rdflib.URIRef(LGN + name))
    }
    stated = set(closed.subjects(rdflib.URIRef(lgn("statedIn"))))
    entailed = {
        (s, o)
        for s, o in closed.subject_objects(rdflib.URIRef(lgn(edge)))
        if s in stated and o in states
    }
    assert ruled
    assert ruled == entailed


def test_settling_again_adds_no_edge(settled: ox.Store) -> None:
    """The rules are run to a fixpoint: run once more, they add nothing."""
    for rule in texts("ontology", "rules", ".rq").values():
        triples = settled.query(rule)
        assert isinstance(triples, ox.QueryTriples)
        assert [
            t for t in triples if ox.Quad(t.subject, t.predicate, t.object) not in settled
        ] == []
