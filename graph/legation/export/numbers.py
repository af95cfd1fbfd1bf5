"""Numbers of a network as RDF: a data set of the Data Cube vocabulary, each number an observation.

The data set says what was measured, of which period and version of the graph, by which legation,
and what the number means and does not. It speaks of the graph and is no source of facts.

Reference: https://www.w3.org/TR/vocab-data-cube/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

import pyoxigraph as ox

from legation.network.measures import Measure
from legation.network.period import Period
from legation.terms import DCT, OWL, PREFIXES, RDF, RDFS, REFERENCE, XSD, Iri, slug, special

_QB = "http://purl.org/linked-data/cube#"
_CUBE = REFERENCE + "cube/"
_VALUE = "http://purl.org/linked-data/sdmx/2009/measure#obsValue"
_PERIOD = "http://purl.org/linked-data/sdmx/2009/dimension#refPeriod"
_STRUCTURE = f"""
@prefix qb: <{_QB}> . @prefix cube: <{_CUBE}> . @prefix rdfs: <{RDFS}> . @prefix owl: <{OWL}> .
cube:network-structure a qb:DataStructureDefinition ; qb:component cube:of-whom , cube:of-when , cube:number .
cube:of-whom a qb:ComponentSpecification ; qb:dimension cube:about .
cube:of-when a qb:ComponentSpecification ; qb:dimension <{_PERIOD}> .
cube:number a qb:ComponentSpecification ; qb:measure <{_VALUE}> .
cube:about a qb:DimensionProperty ; rdfs:label "about"@en , "về"@vi ; rdfs:range owl:Thing .
"""
#: Prefixes of the Turtle that `turtle` writes.
NAMED = PREFIXES | {
    "qb": _QB,
    "cube": _CUBE,
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
}

Number = tuple[str, Period, float]


@dataclass(frozen=True, slots=True)
class Numbers:
    """One measure of one network: what it was computed from, and the number of each node."""

    what: str
    measure: Measure
    weight: str
    period: Period
    #: Node, period and value; the period is that of the whole unless there are steps.
    rows: tuple[Number, ...]
    version: int
    unit: str = ""
    base: str = field(kw_only=True)

    @property
    def name(self) -> Iri:
        """The IRI of the data set, which is the name of its graph where it is kept."""
        time = [slug(str(self.period).replace("..", "open"))] if self.period else []
        of = [Iri(self.measure.about).local] if self.measure.about else []
        parts = ["network", self.what, self.weight, *([slug(self.unit)] if self.unit else [])]
        return special(self.base, "/".join([*parts, self.measure.name, *of, *time]))


def triples(numbers: Numbers) -> Iterator[ox.Triple]:
    """Yield the data set, then its observations, sorted."""
    yield from _about(numbers)
    yield from (quad.triple for quad in ox.parse(_STRUCTURE, ox.RdfFormat.TURTLE))
    for node, period, value in sorted(numbers.rows, key=lambda r: (str(r[1]), r[0])):
        one = f"{numbers.name}/{ox.NamedNode(node).value.removeprefix(REFERENCE)}"
        if period != numbers.period:
            one += f"/{slug(str(period))}"
        yield _triple(one, RDF + "type", ox.NamedNode(_QB + "Observation"))
        yield _triple(one, _QB + "dataSet", ox.NamedNode(numbers.name))
        yield _triple(one, _CUBE + "about", ox.NamedNode(node))
        yield _triple(one, _PERIOD, ox.Literal(str(period) or "../.."))
        yield _triple(one, _VALUE, ox.Literal(repr(value), datatype=ox.NamedNode(XSD + "double")))


def turtle(numbers: Numbers, out: IO[bytes]) -> None:
    """Write numbers as Turtle; equal numbers give equal bytes."""
    ox.serialize(triples(numbers), out, ox.RdfFormat.TURTLE, prefixes=NAMED)


def _about(numbers: Numbers) -> Iterator[ox.Triple]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        maker = f"legation {version('legation')}"
    except PackageNotFoundError:  # run from a checkout that is not installed
        maker = "legation"
    name, measure = numbers.name, numbers.measure
    weighed = f"{numbers.weight}, {numbers.unit}" if numbers.unit else numbers.weight
    yield _triple(name, RDF + "type", ox.NamedNode(_QB + "DataSet"))
    yield _triple(name, _QB + "structure", ox.NamedNode(_CUBE + "network-structure"))
    yield from _in_languages(
        name,
        DCT + "title",
        ((tag, f"{numbers.what} ({weighed}): {told}") for tag, told in measure.title.items()),
    )
    yield from _in_languages(name, RDFS + "comment", measure.meaning.items())
    yield from _in_languages(name, DCT + "description", measure.misleads.items())
    yield _triple(name, DCT + "bibliographicCitation", ox.Literal(measure.source))
    yield _triple(name, DCT + "creator", ox.Literal(maker))
    yield _triple(name, OWL + "versionInfo", ox.Literal(str(numbers.version)))
    if numbers.period:
        yield _triple(name, DCT + "temporal", ox.Literal(str(numbers.period)))


def _in_languages(
    name: str, predicate: str, told: Iterable[tuple[str, str]]
) -> Iterator[ox.Triple]:
    for tag, text in told:
        if text:
            yield _triple(name, predicate, ox.Literal(text, language=tag))


def _triple(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)
