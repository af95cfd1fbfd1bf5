"""Shapes: every class has one that fires on a thing that says nothing, and on values from elsewhere."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.check.graphs import find
from legation.check.shapes import _Shapes
from legation.errors import KnowledgeError
from legation.facts.kinds import vocabulary
from legation.knowledge import folder, select
from legation.terms import LGN, Iri

_EX = "https://e.org/"
_CONCEPTS = {
    "rank": "status-held",
    "status": "rank-state",
    "change": "rank-state",
    "level": "rank-state",
    "missionKind": "rank-state",
    "agreementKind": "rank-state",
    "action": "rank-state",
    "flow": "rank-state",
    "worded": "flow-turnover",
    "shareOf": "rank-state",
    "measure": "rank-state",
    "officeKind": "rank-state",
    "membershipKind": "rank-state",
    "successionKind": "rank-state",
    "statusKind": "rank-state",
    "role": "rank-state",
    "nameStatus": "rank-state",
    "textPolicy": "rank-state",
}


def _concrete() -> list[str]:
    found = select(
        folder("core"),
        """SELECT ?c { ?c a owl:Class FILTER NOT EXISTS { ?below rdfs:subClassOf ?c } } ORDER BY ?c""",
    )
    return [Iri(row["c"]).local for row in found]


def _told(side: str, turtle: str) -> list[str]:
    text = f"@prefix lgn: <{LGN}> . @prefix : <{_EX}> . {turtle}"
    data = list(ox.parse(text.encode(), ox.RdfFormat.TURTLE))
    return [str(finding) for finding in find(side, data, {})]


@pytest.mark.parametrize("name", _concrete())
def test_a_thing_that_says_nothing_is_found(name: str) -> None:
    """An empty instance of any class of the core is told what it lacks, and what to do."""
    # A commodity or a state view is asked for a name only; claims and spans are asked as claims.
    found = [*_told("facts", f":x a lgn:{name} ."), *_told("claims", f":x a lgn:{name} .")]
    assert found
    assert all("; " in sentence for sentence in found)


@pytest.mark.parametrize("kind", sorted(vocabulary().kinds))
def test_a_claim_says_of_which_fact_it_speaks(kind: str) -> None:
    """A claim of any kind that names nothing its kind is known by is found."""
    sentence = f"violation: {_EX}x does not say of which fact it speaks; look at its source"
    assert sentence in _told("claims", f":x a lgn:Claim ; lgn:kind lgn:{kind} .")
    first = {"Agreement": "party"}.get(kind, vocabulary().kinds[kind].key[0])
    first = {"Observation": "exporter"}.get(kind, first)
    good = f":x a lgn:Claim ; lgn:kind lgn:{kind} ; lgn:{first} :y ."
    assert sentence not in _told("claims", good)


@pytest.mark.parametrize("side", ["facts", "claims"])
@pytest.mark.parametrize("name", sorted(_CONCEPTS))
def test_a_concept_comes_from_its_vocabulary(side: str, name: str) -> None:
    """A value from another vocabulary is found, in claims as in settled facts."""
    sentence = (
        f"violation: {_EX}x has a value of lgn:{name} from outside its vocabulary;"
        " use a concept of ontology/vocabularies"
    )
    assert sentence in _told(side, f":x lgn:{name} lgn:{_CONCEPTS[name]} .")


def test_every_concept_passes_the_shape_of_its_property() -> None:
    """A property whose examples name a concept accepts that concept."""
    rows = select(
        folder("core"),
        """SELECT ?p ?e { ?p schema:rangeIncludes skos:Concept ; skos:example ?e }""".replace(
            "schema:rangeIncludes", "<https://schema.org/rangeIncludes>"
        ),
    )
    for row in rows:
        value = row["e"].split()[0].strip(",")
        assert _told("facts", f":x <{row['p']}> {value} .") == []


@pytest.mark.parametrize(
    ("turtle", "sentence"),
    [
        ("sh:closed true", "a shape uses sh:closed, which the check does not read"),
        (
            "sh:property [ sh:path [ sh:inversePath lgn:host ] ; sh:maxCount 1 ; sh:message 'm' ]",
            "a shape has a path that the check does not read",
        ),
    ],
)
def test_what_the_check_does_not_read_is_refused(turtle: str, sentence: str) -> None:
    """A constraint that would be passed over in silence is an error instead."""
    head = f"@prefix lgn: <{LGN}> . @prefix sh: <http://www.w3.org/ns/shacl#> ."
    store = ox.Store()
    shape = f"{head} lgn:XShape a sh:NodeShape ; sh:targetClass lgn:Visit ; {turtle} ."
    store.load(shape.encode(), ox.RdfFormat.TURTLE)
    with pytest.raises(KnowledgeError) as refused:
        list(_Shapes(store).constraints())
    assert sentence in str(refused.value)
