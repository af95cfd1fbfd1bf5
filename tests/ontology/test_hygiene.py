"""The ontology keeps its own rules, and each rule finds what it is there to find."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.check import _hygiene, _ontology, check_ontology
from legation.cli import run
from legation.resources import texts
from legation.terms import OWL

_PREFIXES = """@prefix lgn: <https://w3id.org/legation/ns#> .
@prefix voc: <https://w3id.org/legation/vocabulary/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""
_NEW = "lgn:thing a owl:Class"
#: For each rule: the part of the ontology, what is wrong in it, and the sentence that tells it.
BAD = {
    "alignment-same": (
        "alignments",
        "lgn:State owl:sameAs wd:Q3624078 .",
        "lgn:State is said to be the same as something elsewhere; use a skos match",
    ),
    "belongs-nowhere": (
        "core",
        "lgn:thing a owl:ObjectProperty .",
        "lgn:thing does not say where it belongs; add schema:rangeIncludes",
    ),
    "claims-unshaped": (
        "core",
        f"{_NEW} ; lgn:key ( lgn:party ) .",
        "lgn:thing has no shape for its claims; add it to ontology/shapes/claims.ttl",
    ),
    "concept-labels": (
        "vocabularies",
        'lgn:rank-new skos:inScheme voc:visit-rank ; skos:prefLabel "state visit"@en .',
        (
            'lgn:rank-new has the preferred label "state visit"@en that is not its only one,'
            " or another concept has too; tell them apart"
        ),
    ),
    "concept-notation": (
        "vocabularies",
        'lgn:rank-new a skos:Concept ; skos:notation "old" .',
        "lgn:rank-new has a notation that its IRI does not end in; make them agree",
    ),
    "concept-scheme": (
        "vocabularies",
        "lgn:rank-new a skos:Concept .",
        "lgn:rank-new stands in no scheme that is defined; add skos:inScheme",
    ),
    "definition-missing": (
        "core",
        f"{_NEW} .",
        'lgn:thing is not defined in Vietnamese; add skos:definition "…"@vi',
    ),
    "domain-used": (
        "core",
        "lgn:rank rdfs:domain lgn:Visit .",
        (
            "lgn:rank has an rdfs:domain, which retypes claims;"
            " use schema:domainIncludes and a shape"
        ),
    ),
    "example-missing": ("core", f"{_NEW} .", "lgn:thing has no example; add skos:example"),
    "functional-used": (
        "core",
        "lgn:rank a owl:FunctionalProperty .",
        (
            "lgn:rank is declared functional, which merges what sources dispute;"
            " use lgn:settledAs and a shape"
        ),
    ),
    "kind-incomplete": (
        "core",
        f"{_NEW} ; rdfs:subClassOf lgn:Event .",
        "lgn:thing is a kind of fact without lgn:key; add it, or claims about it never settle",
    ),
    "label-collision": (
        "core",
        f'{_NEW} ; rdfs:label "visit"@en .',
        'lgn:Visit has the label "visit"@en that lgn:thing has too; tell them apart',
    ),
    "label-missing": (
        "core",
        f"{_NEW} .",
        'lgn:thing has no label in English; add rdfs:label "…"@en',
    ),
    "outside-in-core": (
        "core",
        "lgn:Visit rdfs:subClassOf prov:Activity .",
        (
            "lgn:Visit links to http://www.w3.org/ns/prov#Activity outside the alignments;"
            " move the link to ontology/alignments"
        ),
    ),
    "profile": (
        "core",
        "lgn:Visit owl:equivalentClass lgn:Session .",
        (
            "lgn:Visit uses owl:equivalentClass, which the core does without;"
            " say it in a shape or a rule"
        ),
    ),
    "range-retypes": (
        "core",
        "lgn:visitor rdfs:range lgn:Person .",
        (
            "lgn:visitor has an rdfs:range that is no datatype, which retypes values;"
            " use schema:rangeIncludes and a shape"
        ),
    ),
    "shape-message": (
        "shapes",
        'lgn:XShape a sh:NodeShape ; sh:property [ sh:path lgn:rank ; sh:message "bad" ] .',
        (
            "lgn:XShape has a constraint whose message does not say what is wrong and what to do;"
            ' write it as "what; what to do"'
        ),
    ),
    "shape-missing": (
        "core",
        f"{_NEW} .",
        "lgn:thing is held against no shape; add one to ontology/shapes",
    ),
    "undefined-in-core": (
        "alignments",
        "lgn:Vist rdfs:subClassOf prov:Activity .",
        "lgn:Vist is named and never defined; define it or correct the name",
    ),
    "undefined-in-use": (
        "shapes",
        "lgn:VisitShape sh:property [ sh:path lgn:visiter ] .",
        "lgn:visiter is used in a shape and not defined; define it or correct the name",
    ),
    "unused-term": (
        "core",
        "lgn:thing a owl:DatatypeProperty .",
        "lgn:thing is used by no question, rule, shape or mapping; use it or let it go",
    ),
    "version": (
        "",
        '<https://w3id.org/legation/ns> owl:versionInfo "9.9.9" .',
        (
            "https://w3id.org/legation/ns has no version, or a version IRI that does not end in it;"
            " write owl:versionIRI and owl:versionInfo alike"
        ),
    ),
}


def test_the_ontology_keeps_its_rules() -> None:
    """Core, vocabularies, alignments and shapes give nothing to complain of."""
    assert [str(finding) for finding in check_ontology()] == []


def test_the_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """`legation check --ontology` needs no graph, and its exit code says that all is well."""
    assert run(["check", "--ontology"]) == 0
    assert capsys.readouterr().out == "ontology: nothing to complain of\n"


def test_the_header_imports_every_module_of_the_core() -> None:
    """Whoever loads legation.ttl with its imports has the whole core, and no file is missing."""
    imports = _ontology().quads_for_pattern(None, ox.NamedNode(OWL + "imports"), None, None)
    named = {str(quad.object.value) for quad in imports if isinstance(quad.object, ox.NamedNode)}
    base = "https://w3id.org/legation/ontology/core/"
    assert named == {base + file for file in texts("ontology", "core", ".ttl")}


def test_every_rule_has_an_example_here() -> None:
    """A new hygiene rule comes with an ontology that breaks it."""
    assert {name.removesuffix(".rq") for name in texts("ontology", "hygiene", ".rq")} == set(BAD)


@pytest.mark.parametrize("rule", sorted(BAD))
def test_a_rule_finds_what_it_is_there_for(rule: str) -> None:
    """An ontology that breaks a rule is told so in the rule's sentence."""
    part, wrong, sentence = BAD[rule]
    store = _ontology()
    graphs = [ox.DefaultGraph()]
    targets: list[ox.NamedNode | ox.DefaultGraph] = list(graphs)
    if part:
        targets = [ox.NamedNode(f"https://w3id.org/legation/ontology/{part}")]
        targets += graphs if part != "shapes" else []
    for graph in targets:
        store.load((_PREFIXES + wrong).encode(), ox.RdfFormat.TURTLE, to_graph=graph)
    assert f"violation: {sentence}" in [str(finding) for finding in _hygiene(store)]
