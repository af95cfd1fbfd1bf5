"""Errors that are planted into the examples: each is found, in the sentence that tells it.

``plants.tsv`` holds what is planted, as a SPARQL update over the examples, and the sentence.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyshacl import validate

from legation.check import Finding, check
from legation.check.graphs import find
from legation.check.shapes import shape_texts
from legation.errors import BadDate
from legation.knowledge import folder, select
from legation.resources import texts
from legation.terms import LGN, PREFIXES, Iri
from legation.values.dates import Dating

BASE = "https://example.org/legation/"
PLANTS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("plants.tsv").read_text("utf-8").splitlines()[1:]
]


def _examples() -> ox.Store:
    store = ox.Store()
    for text in texts("ontology", "examples", ".trig").values():
        store.load(text.encode(), ox.RdfFormat.TRIG)
    return store


def _planted(store: ox.Store, update: str) -> ox.Store:
    head = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    store.update(f"{head} BASE <{BASE}> {update}")
    return store


def _told(findings: tuple[Finding, ...]) -> list[str]:
    return [str(finding).replace(BASE, "") for finding in findings]


def test_nothing_is_found_before_planting() -> None:
    """The examples have no error of their own."""
    assert _told(check(_examples())) == []


@pytest.mark.parametrize(
    ("update", "sentence"), [plant[1:] for plant in PLANTS], ids=[plant[0] for plant in PLANTS]
)
def test_what_is_planted_is_found(update: str, sentence: str) -> None:
    """Each error is told: what is wrong, where, who states it, what to do."""
    assert sentence in _told(check(_planted(_examples(), update)))


_WORDS = (folder("core"), folder("vocabularies"))
_VALID = "http://www.w3.org/ns/shacl#"


def _by_pyshacl(side: str, quads: list[ox.Quad]) -> set[tuple[str, str, str]]:
    """Return what pySHACL finds, core and vocabularies beside the data as shapes/README.md says."""
    data, shapes = rdflib.Graph(), rdflib.Graph()
    together = (quad.triple for held in (quads, *_WORDS) for quad in held)
    data.parse(data=ox.serialize(together, format=ox.RdfFormat.N_TRIPLES), format="nt")
    for text in shape_texts(side).values():
        shapes.parse(data=text, format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes, inference="none")
    sh = rdflib.Namespace(_VALID)
    return {
        (
            Iri(str(report.value(result, sh.resultSeverity))).local.lower(),
            str(report.value(result, sh.focusNode)),
            _plain(str(report.value(result, sh.resultMessage))),
        )
        for result in report.objects(None, sh.result)
    }


def _plain(message: str) -> str:
    return message.replace(LGN, "lgn:")


@pytest.mark.slow
@pytest.mark.patient
@pytest.mark.parametrize(
    "side",
    [
        "facts",
        pytest.param(
            "claims",
            marks=pytest.mark.skipif(
                "LEGATION_LONG" not in os.environ, reason="takes a minute: set LEGATION_LONG=1"
            ),
        ),
    ],
)
def test_pyshacl_finds_the_same(side: str) -> None:
    """The shapes mean to another engine what they mean here, with all errors planted at once."""
    store = _examples()
    for _, update, _ in PLANTS:
        _planted(store, update)
    named = [g for g in store.named_graphs() if ("source" in g.value) == (side == "claims")]
    quads = [q for g in named for q in store.quads_for_pattern(None, None, None, g)]
    if side == "facts":
        quads += store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    data = list({ox.Quad(q.subject, q.predicate, q.object) for q in quads})
    ours = {(f.severity, f.where, f"{f.what}; {f.hint}") for f in find(side, data, {})}
    assert len(ours) > 10
    assert ours == _by_pyshacl(side, data)


def test_every_concept_is_held_against_its_scheme() -> None:
    """A property that holds concepts has a shape that names their vocabulary."""
    held = select(
        folder("core"),
        "SELECT DISTINCT ?p { ?p <https://schema.org/rangeIncludes> ?c"
        " FILTER(?c IN (skos:Concept, lgn:Topic)) } ORDER BY ?p",
    )
    shaped = select(
        folder("shapes"),
        f"SELECT DISTINCT ?p {{ ?row <{_VALID}path> ?p ; <{_VALID}node>/<{_VALID}property>/<{_VALID}hasValue> ?s }}",
    )
    assert {row["p"] for row in held} == {row["p"] for row in shaped}


def test_every_scheme_of_a_shape_exists() -> None:
    """A shape that asks for a vocabulary asks for one that is there."""
    asked = select(
        folder("shapes"),
        f"SELECT DISTINCT ?s {{ ?row <{_VALID}path> skos:inScheme ; <{_VALID}hasValue> ?s }}",
    )
    schemes = select(folder("vocabularies"), "SELECT ?s { ?s a skos:ConceptScheme }")
    assert len(asked) > 10
    assert {row["s"] for row in asked} <= {row["s"] for row in schemes}


def _pattern() -> re.Pattern[str]:
    (row,) = select(
        folder("shapes"), f"SELECT ?r {{ ?row <{_VALID}path> lgn:edtf ; <{_VALID}pattern> ?r }}"
    )
    return re.compile(row["r"])


_PARTS = st.sampled_from(
    ["1997", "199X", "19XX", "1997-04", "1997-13", "1997-00", "1997-XX", "1997-04-28", "1997-04-00",
     "1997-04-XX", "1997-X4", "", "..", "X997", "97", "12/5/2008"]
)  # fmt: skip


@given(_PARTS, st.sampled_from(["", "/"]), _PARTS, st.sampled_from(["", "?", "~", "%", " or so"]))
def test_the_shape_of_dates_is_what_is_read_as_dates(
    one: str, slash: str, two: str, mark: str
) -> None:
    """What the pattern of lgn:edtf lets pass is what can be read, whatever the order of its ends."""
    text = f"{one}{mark}{slash}{two if slash else ''}"
    try:
        Dating.parse(text)
        read = True
    except BadDate as error:
        read = "backwards" in str(error)
    assert bool(_pattern().search(text)) == read
