"""Claims as quads: the policy of a source holds, nothing is blank, reading back gives the same."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from claims import TEXT, put, rows, visit
from legation.facts.claims import Claim, ClaimRef
from legation.facts.evidence import Named, Repair, Source, Span, TextPolicy
from legation.facts.quads import bounds, claim_quads, literal, node
from legation.facts.records import claims, forms, sources
from legation.terms import DEFAULT_BASE, concept, source, state

IRI = source(DEFAULT_BASE, "a")


def _store(*claims: Claim, policy: TextPolicy = TextPolicy.QUOTE) -> ox.Store:
    store = ox.Store()
    put(store, "a", claims, policy=policy)
    return store


@pytest.mark.parametrize(
    ("policy", "shown"), [(TextPolicy.FULL, 1), (TextPolicy.QUOTE, 1), (TextPolicy.NONE, 0)]
)
def test_withheld_text_is_never_written(policy: TextPolicy, shown: int) -> None:
    """A source whose text may not be shown has spans without text."""
    store = _store(visit("2018"), policy=policy)
    query = (
        "SELECT ?text { GRAPH ?g { ?span a lgn:Span ; lgn:start 0 ; lgn:end 20 ; lgn:text ?text } }"
    )
    assert len(rows(store, query)) == shown
    assert any(TEXT[:20] in str(q) for q in store) is bool(shown)


def test_no_blank_node_is_ever_written() -> None:
    """Everything has an IRI, so that graphs can be joined and compared."""
    claim = visit("2018-04")
    repair = Repair("surface", "reading", "why", Span(2, 5))
    repaired = Claim("Visit", claim.values, claim.spans, claim.rule, repairs=(repair,))
    assert not any(
        isinstance(t, ox.BlankNode) for q in _store(repaired) for t in (q.subject, q.object)
    )


def test_a_repair_says_how_sure_it_is_where_somebody_judged() -> None:
    """The degree is a concept of its vocabulary; without a judgement nothing is said."""
    claim = visit("2018-04")
    query = "SELECT ?surface ?c { GRAPH ?g { ?r lgn:surface ?surface ; lgn:certainty ?c } }"
    repairs = (
        Repair("one", "reading", "why", Span(2, 5), "likely"),
        Repair("other", "reading", "why", Span(2, 5)),
    )
    store = _store(Claim("Visit", claim.values, claim.spans, claim.rule, repairs=repairs))
    assert rows(store, query) == [("one", concept("certainty", "likely"))]


def test_claims_are_read_back_with_their_values() -> None:
    """What a fact may take from a claim is read again, and when its source was issued."""
    (record,) = claims(_store(visit("2018-04")), IRI)
    assert (record.kind, record.issued) == ("Visit", "2020")
    assert record.one("sender") == state("MNG")
    assert record.dating is not None
    assert record.dating.earliest == date(2018, 4, 1)


def test_a_name_is_one_form_however_often_it_is_mentioned() -> None:
    """Two claims with the same person share one name form."""
    store = _store(visit("2018-04"), visit("2019"))
    assert [form.text for form in forms(store, IRI)] == ["Tserendorj Bold"]


def test_a_reference_to_a_claim_becomes_its_iri() -> None:
    """A claim may point to the fact of another claim of the same source."""
    action = Claim("TreatyAction", {"occasion": (ClaimRef(0),)}, spans=(Span(0, 3),))
    _, record = sorted(claims(_store(visit("2018"), action), IRI), key=lambda r: r.iri)
    assert record.one("occasion") == f"{IRI}/claim/1"


def test_a_known_name_stands_for_its_entity() -> None:
    """A name that an exact alias resolved is written as the entity it names."""
    coal = Named("Commodity", "coal", known="x:2701")
    claim = Claim("OpenSet", {"member": (coal,)}, spans=(Span(0, 3),))
    (record,) = claims(_store(claim), IRI)
    assert record.one("member") == "x:2701"


def test_an_unstated_authority_is_the_source_itself() -> None:
    """Whose figure it is, is never left open."""
    (record,) = claims(_store(Claim("Observation", {}, spans=(Span(0, 3),))), IRI)
    assert record.one("authority") == IRI


def test_a_claim_points_to_its_sentence() -> None:
    """The sentence in which the first span of a claim begins is kept beside the tight span."""
    told = Source(IRI, language="en")
    quads = list(claim_quads(told, TEXT, [visit("2018")], sentences=[Span(0, 30), Span(31, 60)]))
    (sentence,) = [q.object for q in quads if q.predicate.value.endswith("#sentence")]
    assert sentence == node(Span(0, 30).iri(IRI))


def test_a_word_the_ontology_lacks_is_refused() -> None:
    """Claims speak in the words of the ontology only."""
    with pytest.raises(
        ValueError, match=r"a claim of Visit uses words the ontology lacks: \['mood'\]"
    ):
        _store(visit("2018", mood="good"))


def test_an_open_bound_gives_no_quad() -> None:
    """Nothing is written for a bound that is not known."""
    names = [
        q.predicate.value.rpartition("#")[2]
        for q in bounds(node("x:y"), "../2018", ox.DefaultGraph())
    ]
    assert names == ["endFrom", "latest"]


def test_sources_are_found_by_their_own_graph() -> None:
    """A source is what describes itself in the graph it names."""
    store = _store(visit("2018"))
    assert sources(store) == [IRI]


@given(st.text())
def test_a_literal_is_read_back_from_xml(text: str) -> None:
    """Whatever a document or a cell holds, XML with it can be parsed, and says the same or U+FFFD."""
    wanted = literal(text)
    triple = ox.Triple(ox.NamedNode("x:s"), ox.NamedNode("x:p"), wanted)
    written = ox.serialize([triple], format=ox.RdfFormat.RDF_XML)
    read = rdflib.Graph().parse(data=written or b"", format="xml")
    assert ["".join(str(o).split()) for o in read.objects()] == ["".join(wanted.value.split())]
    assert len(wanted.value) == len(text)
