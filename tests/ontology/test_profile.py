"""The core stays inside OWL 2 RL, so that any rule engine draws all that follows from it.

Checked are the rules of *OWL 2 Web Ontology Language Profiles* (W3C, 2012), section 4.2, as far
as a graph of RDF can break them, and the typing of *Structural Specification*, section 5.8:

- only the words of RDF, RDFS and OWL that RL allows and the core means to use: declarations,
  subclasses, disjointness, ranges, subproperties and chains; so no expression in place of a
  class but what the rules have on the left of a subclass axiom, nothing that asserts existence, no union, no cardinality, no reflexive property;
- axioms stand between declared names; ``owl:Thing`` is no subclass (4.2.3);
- a subproperty is of the kind of its superproperty; a chain is of object properties, and the
  property it implies depends on itself through no chain (11.2 of the structural specification);
- a range of data is a datatype of section 4.2.2; a range of objects is a declared class;
- one name has one kind; all else that is said of a name is an annotation, which means nothing
  to a reasoner.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from legation.resources import shelf, texts
from legation.terms import LGN, REFERENCE

_CLASS = {OWL.Class}
_PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty}
_KINDS = _CLASS | _PROPERTIES | {OWL.AnnotationProperty}
_TYPES = _KINDS | {OWL.Ontology, OWL.AllDisjointClasses}
_AXIOMS = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.range, OWL.disjointWith}
_WORDS = _AXIOMS | {
    *(RDF.type, RDF.first, RDF.rest, OWL.members, OWL.propertyChainAxiom),
    *(RDFS.label, RDFS.seeAlso, OWL.imports, OWL.versionIRI, OWL.versionInfo),
    *(OWL.priorVersion, OWL.backwardCompatibleWith, OWL.deprecated),
}
_NAMESPACES = (str(RDF), str(RDFS), str(OWL))
#: Section 4.2.2.
_DATATYPES = {
    *(RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal, XSD.decimal, XSD.integer),
    *(XSD.nonNegativeInteger, XSD.nonPositiveInteger, XSD.positiveInteger, XSD.negativeInteger),
    *(XSD.long, XSD.int, XSD.short, XSD.byte, XSD.unsignedLong, XSD.unsignedInt),
    *(XSD.unsignedShort, XSD.unsignedByte, XSD.float, XSD.double, XSD.string),
    *(XSD.normalizedString, XSD.token, XSD.language, XSD.Name, XSD.NCName, XSD.NMTOKEN),
    *(XSD.boolean, XSD.hexBinary, XSD.base64Binary, XSD.anyURI, XSD.dateTime, XSD.dateTimeStamp),
}


def _core(*more: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    header = (shelf("ontology") / "legation.ttl").read_text("utf-8")
    graph.parse(data=header, format="turtle", publicID=REFERENCE + "ontology/")
    for folder in ("core", *more):
        for text in texts("ontology", folder, ".ttl").values():
            graph.parse(data=text, format="turtle")
    return graph


def _kinds(graph: rdflib.Graph, name: Node) -> set[Node]:
    return set(graph.objects(name, RDF.type)) & _KINDS


def _listed(graph: rdflib.Graph, head: Node) -> list[Node]:
    return list(graph.items(head))


def _wrong_names(graph: rdflib.Graph) -> Iterator[str]:
    """Yield what is said with words that the profile or the core does not have."""
    for s, p, o in graph:
        if str(p).startswith(_NAMESPACES) and p not in _WORDS:
            yield f"{s} uses {p}"
        if p == RDF.type and o not in _TYPES:
            yield f"{s} is a {o}"
        if str(p).startswith(LGN) and _kinds(graph, p) != {OWL.AnnotationProperty}:
            yield f"{s} has {p}, which is no annotation"
    for name in set(graph.subjects(RDF.type)):
        if len(_kinds(graph, name)) > 1:
            yield f"{name} is of two kinds"


def _wrong_axioms(graph: rdflib.Graph) -> Iterator[str]:
    """Yield the axioms about classes and properties that do not stand between what they should."""
    for p in (RDFS.subClassOf, OWL.disjointWith):
        for s, o in graph.subject_objects(p):
            if _kinds(graph, s) != _CLASS or _kinds(graph, o) != _CLASS:
                yield f"{s} and {o} are not both declared classes"
    for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = [m for o in graph.objects(group, OWL.members) for m in _listed(graph, o)]
        if len(members) < 2 or any(_kinds(graph, m) != _CLASS for m in members):
            yield f"{members} are not declared classes"
    for s, o in graph.subject_objects(RDFS.subPropertyOf):
        if _kinds(graph, s) != _kinds(graph, o) or not _kinds(graph, s) <= _PROPERTIES:
            yield f"{s} and {o} are not properties of one kind"
    for s, o in graph.subject_objects(RDFS.range):
        if _kinds(graph, s) == {OWL.DatatypeProperty} and o not in _DATATYPES:
            yield f"{s} has a range of {o}"
        if _kinds(graph, s) == {OWL.ObjectProperty} and _kinds(graph, o) != _CLASS:
            yield f"{s} has a range of {o}"


def _wrong_chains(graph: rdflib.Graph) -> Iterator[str]:
    """Yield the chains that are not of object properties, or that run in a circle."""
    below: dict[Node, set[Node]] = {}
    for s, o in graph.subject_objects(RDFS.subPropertyOf):
        below.setdefault(o, set()).add(s)
    for s, head in graph.subject_objects(OWL.propertyChainAxiom):
        links = _listed(graph, head)
        if len(links) < 2 or any(_kinds(graph, n) != {OWL.ObjectProperty} for n in (s, *links)):
            yield f"{s} follows from {links}"
        ends = links[1:] if links[0] == s else links[:-1] if links[-1] == s else links
        below.setdefault(s, set()).update(ends)  # a chain may begin or end with what it gives
    for start, links_of in below.items():
        reached, waiting = set[Node](), list(links_of)
        while waiting:
            link = waiting.pop()
            if link not in reached:
                reached.add(link)
                waiting += below.get(link, ())
        if start in reached:
            yield f"{start} follows from itself"


def _expression(graph: rdflib.Graph, node: Node) -> Iterator[tuple[Node, Node, Node]]:
    """Yield the triples of what RL allows on the left of a subclass axiom, and of nothing else."""
    if not isinstance(node, rdflib.BNode):
        return
    for inverse in graph.objects(node, OWL.inverseOf):
        yield node, OWL.inverseOf, inverse
    for kind in (OWL.Restriction, OWL.Class):
        if (node, RDF.type, kind) in graph:
            yield node, RDF.type, kind
    for word in (OWL.onProperty, OWL.someValuesFrom):
        for part in graph.objects(node, word):
            yield node, word, part
            yield from _expression(graph, part)
    for value in graph.objects(node, OWL.hasValue):
        yield node, OWL.hasValue, value
    for head in graph.objects(node, OWL.intersectionOf):
        yield node, OWL.intersectionOf, head
        for part in _listed(graph, head):
            yield from _expression(graph, part)


def _without_left_sides(graph: rdflib.Graph) -> rdflib.Graph:
    """Return a graph without the expressions that imply a named class (table of section 4.2.3)."""
    rest = rdflib.Graph() + graph
    for left, right in graph.subject_objects(RDFS.subClassOf):
        if isinstance(left, rdflib.BNode) and _kinds(graph, right) == _CLASS:
            rest.remove((left, RDFS.subClassOf, right))
            for triple in _expression(graph, left):
                rest.remove(triple)
    return rest


def _outside(graph: rdflib.Graph) -> set[str]:
    graph = _without_left_sides(graph)
    return {*_wrong_names(graph), *_wrong_axioms(graph), *_wrong_chains(graph)}


@pytest.mark.parametrize("more", [(), ("rules",)])
def test_the_core_is_in_the_profile(more: tuple[str, ...]) -> None:
    """Core, and core with the axioms of the rules, keep to OWL 2 RL."""
    assert _outside(_core(*more)) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(
            "lgn:Visit rdfs:subClassOf"
            " [ a owl:Restriction ; owl:onProperty lgn:host ; owl:someValuesFrom lgn:State ] .",
            id="existence",
        ),
        pytest.param(
            "[ a owl:Restriction ; owl:onProperty lgn:host ; owl:allValuesFrom lgn:State ]"
            " rdfs:subClassOf lgn:Visit .",
            id="all on the left",
        ),
        pytest.param("lgn:Event owl:disjointUnionOf ( lgn:Visit lgn:Session ) .", id="union"),
        pytest.param(
            "lgn:Visit rdfs:subClassOf [ owl:unionOf ( lgn:Event lgn:Fact ) ] .", id="expression"
        ),
        pytest.param("owl:Thing rdfs:subClassOf lgn:Entity .", id="everything"),
        pytest.param("lgn:host a owl:ReflexiveProperty .", id="reflexive"),
        pytest.param("lgn:value rdfs:range xsd:gYear .", id="datatype"),
        pytest.param("lgn:host rdfs:range lgn:Sate .", id="undeclared class"),
        pytest.param("lgn:host a owl:DatatypeProperty .", id="two kinds"),
        pytest.param("lgn:host rdfs:subPropertyOf lgn:title .", id="mixed properties"),
        pytest.param("lgn:Visit lgn:host lgn:State .", id="a statement"),
        pytest.param("lgn:chile a lgn:State .", id="an individual"),
        pytest.param("lgn:Visit owl:disjointWith owl:Thing .", id="disjoint with all"),
        pytest.param("[] a owl:AllDisjointClasses ; owl:members ( lgn:Visit ) .", id="alone"),
        pytest.param("lgn:involves owl:propertyChainAxiom ( lgn:title lgn:host ) .", id="chain"),
        pytest.param("lgn:actsFor owl:propertyChainAxiom ( lgn:involves lgn:host ) .", id="circle"),
    ],
)
def test_what_is_outside_the_profile_is_found(wrong: str) -> None:
    """Each rule above can be broken, and what breaks it is found."""
    graph = _core("rules")
    graph.parse(
        data=f"@prefix lgn: <{LGN}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> ."
        f" @prefix xsd: <{XSD}> . {wrong}",
        format="turtle",
    )
    assert _outside(graph)
