"""Validate a graph with the shapes, the ontology with its hygiene rules; say what is wrong in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from legation.facts.records import sources
from legation.knowledge import select
from legation.resources import shelf, texts
from legation.terms import LGN, REFERENCE, Iri

if TYPE_CHECKING:
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
#: Where hygiene rules find the parts of the ontology: ``GRAPH part:core { … }``.
_PART = REFERENCE + "ontology/"
_USED = re.compile(r"\b(?:lgn:|w3id\.org/legation/ns#)([A-Za-z][\w-]*)")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that violates a shape or deserves a look.

    >>> print(Finding("violation", "visit/1", "has no host", ("a-source",), "name the host state"))
    violation: visit/1 has no host (stated in a-source); name the host state
    """

    severity: str
    where: str
    what: str
    sources: tuple[str, ...] = ()
    hint: str = ""

    def __str__(self) -> str:
        told = f" (stated in {', '.join(self.sources)})" if self.sources else ""
        return f"{self.severity}: {self.where} {self.what}{told}" + (
            f"; {self.hint}" if self.hint else ""
        )


def check(store: ox.Store) -> tuple[Finding, ...]:
    """Validate the settled graph, then the claims of each source.

    The settled graph is held against the shapes of facts, each source's graph against the
    shapes of claims, with pySHACL; ``sh:message`` of a shape is the sentence that is told.
    """
    shapes = _shapes()
    settled = _as_rdflib(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    findings = set(_findings(settled, shapes["facts"], _stated_in(store)))
    for source in sources(store):
        claims = _as_rdflib(store.quads_for_pattern(None, None, None, ox.NamedNode(source)))
        findings |= set(_findings(claims, shapes["claims"], {}, source))
    return tuple(sorted(findings, key=lambda f: (f.severity != "violation", f)))


def _findings(
    data: rdflib.Graph, shapes: rdflib.Graph, stated: dict[str, tuple[str, ...]], source: str = ""
) -> Iterator[Finding]:
    import rdflib
    from pyshacl import validate

    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False)
    sh = rdflib.Namespace(_SHACL)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        focus = str(report.value(result, sh.focusNode))
        severity = Iri(report.value(result, sh.resultSeverity) or "").local.lower()
        message, _, hint = str(report.value(result, sh.resultMessage)).partition("; ")
        told = (source,) if source else stated.get(focus, ())
        yield Finding(severity, focus, message, tuple(Iri(s).local for s in told), hint)


def _stated_in(store: ox.Store) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in select(store, "SELECT ?f ?s { ?f lgn:statedIn ?s } ORDER BY ?f ?s"):
        found.setdefault(row["f"], []).append(row["s"])
    return {fact: tuple(names) for fact, names in found.items()}


def _shapes() -> dict[str, rdflib.Graph]:
    """Return the shapes of settled facts and those of claims; ``values.ttl`` belongs to both."""
    import rdflib

    found = {"facts": rdflib.Graph(), "claims": rdflib.Graph()}
    for name, text in texts("ontology", "shapes", ".ttl").items():
        for side, graph in found.items():
            if name == "values.ttl" or name.startswith("claims") == (side == "claims"):
                graph.parse(data=text, format="turtle")
    return found


def _as_rdflib(quads: Iterator[ox.Quad]) -> rdflib.Graph:
    import rdflib

    triples = [ox.Triple(q.subject, q.predicate, q.object) for q in quads]
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph()
    graph.parse(data=data, format="nt")
    return graph


def check_ontology() -> tuple[Finding, ...]:
    """Run the rules of ``ontology/hygiene`` over core, vocabularies and alignments.

    A rule is a SELECT that returns the term at fault and a sentence: what is wrong; what to do.

    >>> check_ontology()
    ()
    """
    return tuple(sorted(_hygiene(_ontology())))


def _hygiene(store: ox.Store) -> Iterator[Finding]:
    for rule in texts("ontology", "hygiene", ".rq").values():
        for row in select(store, rule):
            what, _, hint = row["sentence"].partition("; ")
            term = row["term"]
            named = f"lgn:{term.removeprefix(LGN)}" if term.startswith(LGN) else term
            yield Finding("violation", named, what, (), hint)


def _ontology() -> ox.Store:
    """Return the ontology as one store: each part a graph, the default graph without the shapes."""
    store = ox.Store()
    header = (shelf("ontology") / "legation.ttl").read_text("utf-8")
    store.load(header.encode(), ox.RdfFormat.TURTLE, base_iri=_PART)
    for part in ("core", "vocabularies", "alignments", "shapes"):
        graph = ox.NamedNode(_PART + part)
        for text in texts("ontology", part, ".ttl").values():
            store.load(text.encode(), ox.RdfFormat.TURTLE, to_graph=graph)
        if part != "shapes":
            store.extend(
                ox.Quad(q.subject, q.predicate, q.object)
                for q in store.quads_for_pattern(None, None, None, graph)
            )
    store.extend(_uses())
    return store


def _uses() -> Iterator[ox.Quad]:
    """Yield which file of SPARQL uses which term, as ``file sh:path term`` in a graph of its own."""
    places = [("ontology", "rules"), ("ontology", "alignments")]
    places += [("queries", topic.name) for topic in shelf("queries").iterdir() if topic.is_dir()]
    for where, folder in places:
        for name, text in texts(where, folder, ".rq").items():
            code = "\n".join(
                line for line in text.splitlines() if not line.lstrip().startswith("#")
            )
            for term in set(_USED.findall(code)):
                file = ox.NamedNode(f"{_PART}{folder}/{name}")
                path, used = ox.NamedNode(_SHACL + "path"), ox.NamedNode(LGN + term)
                yield ox.Quad(file, path, used, ox.NamedNode(_PART + "uses"))
