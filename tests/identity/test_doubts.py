"""What a graph is not sure about is listed with the command that answers it."""

from __future__ import annotations

import pyoxigraph as ox

from legation.facts.quads import node, term
from legation.identity.doubts import questions
from legation.identity.judgements import reference
from legation.terms import DEFAULT_BASE, LGN, RDF, special, state


def _form(store: ox.Store, source: str, text: str) -> ox.NamedNode:
    graph = node(f"{DEFAULT_BASE}source/{source}")
    form = node(f"{graph.value}/name/1")
    store.extend(
        [
            ox.Quad(form, node(RDF + "type"), term("NameForm"), graph),
            ox.Quad(form, term("nameType"), node(LGN + "Person"), graph),
            ox.Quad(form, term("nameOf"), node(state("PER")), graph),
            ox.Quad(form, term("text"), ox.Literal(text), graph),
        ]
    )
    return form


def test_namesakes_are_told_apart_by_their_sources() -> None:
    """The command that answers a doubt between two of one name never names one of them twice."""
    store, identity = ox.Store(), node(special(DEFAULT_BASE, "identity"))
    one, other = _form(store, "one", "Roca"), _form(store, "two", "Roca")
    doubt = ox.BlankNode()
    for name, value in (("claim", one), ("candidate", other), ("reason", ox.Literal("alike"))):
        store.add(ox.Quad(doubt, term(name), value, identity))
    (asked,) = questions(store, DEFAULT_BASE)
    assert asked.arguments == ("Person PER Roca @ one", "Person PER Roca @ two")
    assert (asked.one_means, asked.other_means) == tuple(map(reference, asked.arguments))


def test_who_may_be_one_of_several_is_each_of_them_with_a_part() -> None:
    """A doubt between two persons comes after one about a single person who is as alike."""
    store, identity = ox.Store(), node(special(DEFAULT_BASE, "identity"))
    named = {name: _form(store, name.lower(), name) for name in ("Roca", "Rocca", "Roka", "Rok")}
    for subject, candidates in (("Roca", ["Rocca", "Roka"]), ("Rok", ["Roka"])):
        doubt = ox.BlankNode()
        told: list[tuple[str, ox.NamedNode | ox.Literal]] = [
            ("claim", named[subject]),
            ("reason", ox.Literal("alike")),
        ]
        for name, value in (*told, *(("candidate", named[one]) for one in candidates)):
            store.add(ox.Quad(doubt, term(name), value, identity))
    first, *rest = questions(store, DEFAULT_BASE)
    assert {first.one, first.other} == {"Rok", "Roka"}
    assert [one.likeness for one in rest] == [0.5, 0.5]
    assert first.likeness > 0.5
