"""Facts of the settled graph in sentences."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.facts.claims import ClaimRef
from legation.facts.evidence import Named
from legation.terms import DCT, DEFAULT_BASE
from legation.view.settled_facts import facts, names
from legation.view.telling import tell


def test_a_settled_visit_is_told(store: ox.Store) -> None:
    """Persons are named by the graph, states and posts by the reference, bounds are left out."""
    claims = facts(store, f"{DEFAULT_BASE}visit/CHL-MNG/quiroga/2009")
    (visit,) = claims
    visitor = visit.one("visitor")
    assert isinstance(visitor, Named)
    assert "earliest" not in visit.values
    assert visitor.text in tell(visit, claims).text
    assert "n 2009" in tell(visit, claims).text


def test_what_a_fact_points_to_comes_with_it(store: ox.Store) -> None:
    """A signature brings its agreement, and is told with the title."""
    claims = facts(store, f"{DEFAULT_BASE}action/CHL-MNG/air/signature")
    assert [claim.kind for claim in claims] == ["TreatyAction", "Agreement"]
    assert claims[0].one("agreement") == ClaimRef(1)
    assert tell(claims[0], claims).text == (
        "The Government of Chile and the Government of Mongolia signed the Agreement on air "
        "services in Santiago in March 1998."
    )


def test_every_fact_of_the_sample_is_told(store: ox.Store) -> None:
    """Whatever the settled graph holds has a sentence in both languages."""
    query = "SELECT DISTINCT ?f WHERE { ?f <https://w3id.org/legation/ns#statedIn> ?s }"
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        node = row["f"]
        assert isinstance(node, ox.NamedNode)
        for language in ("en", "vi"):
            claims = facts(store, node.value, language)
            assert tell(claims[0], claims, language, names(store)).text.endswith(".")


def test_an_unknown_fact_is_an_error(store: ox.Store) -> None:
    """What the settled graph does not hold cannot be told."""
    with pytest.raises(KeyError):
        facts(store, "https://e.org/nothing")


def test_a_source_that_speaks_for_itself_is_called_by_its_title() -> None:
    """Not by the end of its IRI, unless it has no title."""
    titled, bare = (ox.NamedNode(f"{DEFAULT_BASE}source/{name}") for name in ("note", "memo"))
    store = ox.Store()
    store.add(ox.Quad(titled, ox.NamedNode(DCT + "title"), ox.Literal("A note", language="en")))
    call = names(store)
    assert [call(node.value, "vi") for node in (titled, bare)] == ["“A note”", "memo"]
