"""Validate a graph with the shapes of ``ontology/shapes`` and say what is wrong in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from legation.facts.records import sources
from legation.knowledge import select
from legation.resources import texts
from legation.terms import Iri

if TYPE_CHECKING:
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"


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
    import rdflib

    found = {"facts": rdflib.Graph(), "claims": rdflib.Graph()}
    for name, text in texts("ontology", "shapes", ".ttl").items():
        found["claims" if name.startswith("claims") else "facts"].parse(data=text, format="turtle")
    return found


def _as_rdflib(quads: Iterator[ox.Quad]) -> rdflib.Graph:
    import rdflib

    triples = [ox.Triple(q.subject, q.predicate, q.object) for q in quads]
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph()
    graph.parse(data=data, format="nt")
    return graph
