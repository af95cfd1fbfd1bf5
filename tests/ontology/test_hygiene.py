"""The ontology keeps its own rules, and each rule finds what it is there to find."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, QB, SDO, SKOS, TIME

from legation.check import check_ontology
from legation.check.hygiene import hygiene, outside, parts
from legation.cli import run
from legation.knowledge import value
from legation.resources import texts
from legation.terms import LGN, OWL, RDF

_PREFIXES = """@prefix lgn: <https://w3id.org/legation/ns#> .
@prefix voc: <https://w3id.org/legation/vocabulary/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""
_NEW = "lgn:thing a owl:Class"
_TARGET = "http://www.w3.org/ns/shacl#targetClass"
#: For each rule: the part of the ontology, what is wrong in it, and the sentence that tells it.
BAD = {
    "alignment-same": (
        "alignments",
        "lgn:State owl:sameAs wd:Q3624078 .",
        "lgn:State is said to be the same as something elsewhere; use a skos match",
    ),
    "alignment-retypes": (
        "alignments",
        "lgn:agent rdfs:subPropertyOf prov:agent .",
        (
            "lgn:agent is made a subproperty of http://www.w3.org/ns/prov#agent,"
            " whose domain or range retypes claims; use a skos match"
        ),
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
    "deprecated-replaced": (
        "core",
        "lgn:rank owl:deprecated true ; dct:isReplacedBy lgn:level . lgn:level owl:deprecated true .",
        (
            "lgn:rank is deprecated and does not say by what living term it is replaced;"
            " add dct:isReplacedBy"
        ),
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
    "alignment-kind": (
        "alignments",
        "lgn:Post skos:closeMatch org:postIn .",
        (
            "lgn:Post is aligned with http://www.w3.org/ns/org#postIn, which is a property;"
            " align classes with classes"
        ),
    ),
    "alignment-unknown": (
        "alignments",
        "lgn:Post skos:closeMatch org:Poste .",
        (
            "lgn:Post is aligned with http://www.w3.org/ns/org#Poste, which alignments/outside.tsv"
            " does not list; correct the name, or list it with its source"
        ),
    ),
    "class-cycle": (
        "core",
        "lgn:Entity rdfs:subClassOf lgn:Post .",
        "lgn:Entity is a kind of itself; break the circle of rdfs:subClassOf",
    ),
    "concept-alternatives": (
        "vocabularies",
        'lgn:rank-state skos:altLabel "state visit"@en .',
        (
            'lgn:rank-state has the alternative label "state visit"@en that is its preferred one;'
            " let it go"
        ),
    ),
    "definition-empty": (
        "core",
        'lgn:Visit skos:definition "…"@vi .',
        "lgn:Visit has an empty definition; write it",
    ),
    "import-missing": (
        "files",
        "<https://w3id.org/legation/ontology/core/gifts.ttl> a owl:Ontology .",
        "https://w3id.org/legation/ns does not import core/gifts.ttl; add it to owl:imports",
    ),
    "label-twice": (
        "core",
        'lgn:Visit rdfs:label "journey"@en .',
        "lgn:Visit has two labels in the language en; keep one",
    ),
    "property-kind": (
        "core",
        "lgn:ordinal schema:rangeIncludes xsd:intger .",
        "lgn:ordinal holds xsd:intger, which is no datatype in use here; correct the name",
    ),
    "shape-belongs": (
        "shapes",
        "lgn:TenureShape sh:targetClass lgn:Post .",
        (
            "lgn:TenureShape asks lgn:Post for lgn:holder, which does not belong to it;"
            " correct its target"
        ),
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


#: Other ways to break a rule: the part of the ontology, what is wrong in it, and the sentence.
MORE = {
    "equivalent class": (
        "alignments",
        "lgn:Post owl:equivalentClass org:Post .",
        "lgn:Post is said to be the same as something elsewhere; use a skos match",
    ),
    "property aligned with a class": (
        "alignments",
        "lgn:post skos:closeMatch org:Post .",
        (
            "lgn:post is aligned with http://www.w3.org/ns/org#Post, which is no property;"
            " align classes with classes"
        ),
    ),
    "word of two concepts": (
        "vocabularies",
        'lgn:rank-official skos:altLabel "state visit"@en .',
        (
            'lgn:rank-official has the alternative label "state visit"@en that another concept'
            " of the scheme has too; give it to one"
        ),
    ),
    "English for Vietnamese": (
        "core",
        'lgn:Visit skos:definition "Someone goes to another state."@vi .',
        "lgn:Visit has a definition in English as its Vietnamese one; translate it",
    ),
    "two kinds of property": (
        "core",
        "lgn:post a owl:DatatypeProperty .",
        "lgn:post is an object property and a datatype property; decide which",
    ),
    "object property with literals": (
        "core",
        "lgn:holder schema:rangeIncludes xsd:string .",
        "lgn:holder is an object property that holds literals; make it a datatype property",
    ),
    "datatype property with things": (
        "core",
        "lgn:ordinal schema:rangeIncludes lgn:Person .",
        "lgn:ordinal is a datatype property that holds things; make it an object property",
    ),
    "import of nothing": (
        "",
        "<https://w3id.org/legation/ns> owl:imports <https://w3id.org/legation/ontology/core/x.ttl> .",
        "https://w3id.org/legation/ns imports core/x.ttl, which is no file of the core; correct owl:imports",
    ),
    "typing error in an example": (
        "examples",
        "<https://w3id.org/legation/ontology/examples/visits.trig> sh:path lgn:vistor .",
        "lgn:vistor is used in examples/visits.trig and not defined; define it or correct the name",
    ),
    "SPARQL without a sentence": (
        "shapes",
        'lgn:XShape a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this {}" ] .',
        (
            "lgn:XShape has a constraint whose message does not say what is wrong and what to do;"
            ' write it as "what; what to do"'
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


def test_a_term_may_be_deprecated_in_favour_of_another() -> None:
    """As the policy of versions asks, a term on its way out is marked and names its successor."""
    store = parts()
    said = "lgn:rank owl:deprecated true ; dct:isReplacedBy lgn:level ."
    for graph in (ox.DefaultGraph(), ox.NamedNode("https://w3id.org/legation/ontology/core")):
        store.load((_PREFIXES + said).encode(), ox.RdfFormat.TURTLE, to_graph=graph)
    assert list(hygiene(store)) == []


def test_the_header_imports_every_module_of_the_core() -> None:
    """Whoever loads legation.ttl with its imports has the whole core: no file is missing, each is an ontology."""
    imports = parts().quads_for_pattern(None, ox.NamedNode(OWL + "imports"), None, None)
    named = {str(quad.object.value) for quad in imports if isinstance(quad.object, ox.NamedNode)}
    base = "https://w3id.org/legation/ontology/core/"
    assert named == {base + file for file in texts("ontology", "core", ".ttl")}
    kinds = (ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology"))
    declared = {value(quad.subject) for quad in parts().quads_for_pattern(None, *kinds)}
    assert declared == named | {"https://w3id.org/legation/ns"}


def test_every_rule_has_an_example_here() -> None:
    """A new hygiene rule comes with an ontology that breaks it."""
    assert {name.removesuffix(".rq") for name in texts("ontology", "hygiene", ".rq")} == set(BAD)


def _findings(part: str, wrong: str) -> list[str]:
    store = parts()
    targets: list[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph()]
    if part:
        apart = part in {"shapes", "files", "examples"}
        targets = [ox.NamedNode(f"https://w3id.org/legation/ontology/{part}")]
        targets += [] if apart else [ox.DefaultGraph()]
    for graph in targets:
        store.load((_PREFIXES + wrong).encode(), ox.RdfFormat.TURTLE, to_graph=graph)
    return [str(finding) for finding in hygiene(store)]


@pytest.mark.parametrize("rule", sorted(BAD))
def test_a_rule_finds_what_it_is_there_for(rule: str) -> None:
    """An ontology that breaks a rule is told so in the rule's sentence."""
    part, wrong, sentence = BAD[rule]
    assert f"violation: {sentence}" in _findings(part, wrong)


@pytest.mark.parametrize("way", sorted(MORE))
def test_a_rule_finds_other_ways_to_break_it(way: str) -> None:
    """A rule that asks for several things asks for each."""
    part, wrong, sentence = MORE[way]
    assert f"violation: {sentence}" in _findings(part, wrong)


def test_a_kind_of_fact_needs_a_shape_of_its_own() -> None:
    """The shape that all facts share does not stand for the one of tenures."""
    store = parts()
    graph = ox.NamedNode("https://w3id.org/legation/ontology/shapes")
    tenure = (
        ox.NamedNode(LGN + "TenureShape"),
        ox.NamedNode(_TARGET),
        ox.NamedNode(LGN + "Tenure"),
    )
    store.remove(ox.Quad(*tenure, graph))
    sentence = "violation: lgn:Tenure is held against no shape; add one to ontology/shapes"
    assert sentence in [str(finding) for finding in hygiene(store)]


def test_the_list_of_outside_terms_is_the_one_in_use() -> None:
    """Each listed term is aligned with, once; what rdflib knows of a vocabulary knows the term."""
    aligned = parts().quads_for_pattern(
        None, None, None, ox.NamedNode("https://w3id.org/legation/ontology/alignments")
    )
    used = {quad.object.value for quad in aligned if isinstance(quad.object, ox.NamedNode)}
    assert [term for term in outside() if term not in used] == []
    assert list(outside()) == sorted(set(outside()))
    closed = [DCTERMS, FOAF, ORG, PROV, QB, SDO, SKOS, TIME]
    spaces = {str(space): space for space in closed}
    known = [(space, term) for term in outside() for space in spaces if term.startswith(space)]
    assert len(known) > 50
    assert [term for space, term in known if rdflib.URIRef(term) not in spaces[space]] == []
