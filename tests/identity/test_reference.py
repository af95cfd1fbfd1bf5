"""The shared entities: how texts write them, and what is handed to a graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from legation.errors import UnknownState
from legation.identity import reference
from legation.identity.reference import Alias
from legation.knowledge import value
from legation.terms import LGN, REFERENCE, SKOS, Iri, concept
from legation.terms import state as state_iri
from legation.values.names import normalise_tone


def found(form: str, language: str) -> Alias:
    """Return the alias with this form."""
    return next(alias for alias in reference.aliases(language) if alias.text == form)


@pytest.mark.parametrize(
    ("form", "language", "code", "type"),
    [
        ("Ca-dắc-xtan", "vi", "KAZ", "State"),
        ("Cộng hoà Hung-ga-ri", "vi", "HUN", "State"),
        ("CHXHCN Việt Nam", "vi", "VNM", "State"),
        ("Liên Xô", "vi", "SUN", "HistoricalState"),
        ("Việt Nam Dân chủ Cộng hoà", "vi", "VDR", "HistoricalState"),
        ("LHQ", "vi", "UN", "Union"),
        ("Liên minh Kinh tế Á-Âu", "vi", "EAEU", "Union"),
        ("Ki-ép", "vi", "UKR", "Place"),
        ("Poland", "vi", "POL", "State"),
        ("Republic of Poland", "en", "POL", "State"),
        ("U.S.", "en", "USA", "State"),
        ("Socialist Republic of Viet Nam", "en", "VNM", "State"),
        ("Mongolian", "en", "MNG", "State"),
        ("Greenland", "en", "DNK", "Place"),
        ("Монголия", "ru", "MNG", "State"),
    ],
)
def test_documents_write_states_in_many_ways(
    form: str, language: str, code: str, type: str
) -> None:
    """Everyday, phonetic, official and short forms lead to one entity."""
    alias = found(form, language)
    assert (alias.code, alias.type) == (code, type)


def test_demonyms_are_marked_and_english_only() -> None:
    """An adjective is no name, and Vietnamese documents do not use English adjectives."""
    assert found("Chilean", "en").status == "demonym"
    assert "Chilean" not in {alias.text for alias in reference.aliases("vi")}


def test_longer_forms_come_first() -> None:
    """A reader that tries forms in order meets the longest first."""
    sizes = [len(alias.text) for alias in reference.aliases("vi")]
    assert sizes == sorted(sizes, reverse=True)


def test_a_state_wins_over_its_capital_of_the_same_name() -> None:
    """Where a state and a place are written alike, the form means the state."""
    assert found("Djibouti", "vi").type == "State"


def test_vietnamese_forms_have_normal_tone_marks() -> None:
    """Forms can be looked up in text that was normalised, without further thought."""
    texts = [alias.text for alias in reference.aliases("vi")]
    texts += [form for form, _ in (*reference.offices("vi"), *reference.commodities("vi"))]
    assert [text for text in texts if text != normalise_tone(text)] == []


@pytest.mark.parametrize(
    ("form", "language", "notation"),
    [
        ("Chủ tịch Quốc hội", "vi", "parliament-speaker"),
        ("Chủ tịch nước", "vi", "president"),
        ("Phó Thủ tướng Thường trực Chính phủ", "vi", "deputy-prime-minister"),
        ("Uỷ viên Bộ Chính trị", "vi", "party-official"),
        ("Secretary of State", "en", "foreign-minister"),
        ("Crown Princess", "en", "royal"),
        ("External Affairs Minister", "en", "foreign-minister"),
    ],
)
def test_offices_as_documents_write_them(form: str, language: str, notation: str) -> None:
    """The forms of offices lead to the agreed notations."""
    assert dict(reference.offices(language))[form] == notation


def test_goods_as_documents_write_them() -> None:
    """A listed good leads to the heading of the Harmonized System that covers most of it."""
    assert dict(reference.commodities("vi"))["phân ka-li"].local == "3104"
    assert dict(reference.commodities("en"))["wooden furniture"].local == "44"


@pytest.mark.parametrize("name", ["BLR", "blr", "Belarus", "Bê-la-rút", "bê la rút", "Беларусь"])
def test_a_state_is_found_by_code_or_name(name: str) -> None:
    """Case, hyphens and diacritics do not matter, nor does the language."""
    assert reference.state(name) == state_iri("BLR")


def test_an_unknown_state_names_the_nearest() -> None:
    """The error says what was given and what may have been meant."""
    with pytest.raises(UnknownState) as caught:
        reference.state("BLX")
    assert str(caught.value).startswith("no state is called 'BLX'; did you mean ")
    assert "BLR (Belarus)" in str(caught.value)


def test_nothing_near_asks_for_a_code() -> None:
    """Where nothing looks like the name, the error says what is expected."""
    with pytest.raises(UnknownState) as caught:
        reference.state("§§§§§§§§")
    assert str(caught.value) == (
        "no state is called '§§§§§§§§'; give an ISO 3166-1 alpha-3 code such as VNM"
    )


def test_labels_fall_back() -> None:
    """What has no label in a language is shown in English, the unknown by its IRI."""
    assert reference.label(state_iri("CHN"), "vi") == "Trung Quốc"
    assert reference.label(state_iri("CHN"), "sw") == "China"
    assert reference.label(concept("rank", "working"), "vi") == "thăm làm việc"
    assert reference.label("https://e.org/person/x") == "x"


def test_former_states_and_places_lead_to_present_states() -> None:
    """Where only present codes are known, a former state prints its successor's."""
    assert [reference.present(code) for code in ("SUN", "CSK", "DDR", "FRA")] == [
        "RUS", "CZE", "DEU", "FRA"]  # fmt: skip
    assert reference.seat_state("https://w3id.org/legation/place/hanoi") == "VNM"
    assert reference.seat_state("https://w3id.org/legation/place/nowhere") == ""


def test_members_of_a_union() -> None:
    """A union is given by code or IRI; where members are not kept there are none."""
    assert "POL" in reference.members("EU")
    assert reference.members("https://w3id.org/legation/org/EU") == reference.members("EU")
    assert reference.members("G20") == ()


def test_quads_bring_what_entities_point_to_and_no_more() -> None:
    """A graph about two states gets them, their seats, and none of their neighbours."""
    used = [state_iri("VDR"), Iri("https://w3id.org/legation/org/EAEU"), concept("rank", "state")]
    quads = list(reference.quads(used))
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    assert subjects == {
        *used,
        state_iri("VNM"),
        "https://w3id.org/legation/place/hanoi",
        "https://w3id.org/legation/place/moscow",
        state_iri("RUS"),
        "https://w3id.org/legation/vocabulary/visit-rank",
    }
    assert {quad.graph_name for quad in quads} == {ox.DefaultGraph()}
    assert SKOS + "hiddenLabel" not in {quad.predicate.value for quad in quads}
    assert LGN + "memberState" not in {quad.predicate.value for quad in quads}


def test_quads_do_not_depend_on_order() -> None:
    """The same entities give the same triples in the same order."""
    used = [state_iri("MNG"), state_iri("VNM"), concept("office", "president")]
    assert list(reference.quads(used)) == list(reference.quads(reversed(used)))


def test_surnames_are_vietnamese() -> None:
    """The common surnames are there, with their marks."""
    assert {"Nguyễn", "Trần", "Lê", "Phạm", "Đặng"} <= reference.surnames()


def test_every_code_means_its_own_state() -> None:
    """A territory never takes the code of the state it belongs to."""
    codes = {iri.local: iri for iri in map(reference.state, ("USA", "GBR", "FRA", "NLD", "VIR"))}
    assert set(codes) == {"USA", "GBR", "FRA", "NLD", "VIR"}
    assert all(reference.state(str(iri)) == iri for iri in codes.values())


def test_a_territory_is_a_polity_beside_a_place() -> None:
    """Trade is with territories, and they send visitors; a city is no more than a place."""

    def types(iri: str) -> set[str]:
        told = (q for q in reference.quads([iri]) if value(q.subject) == iri)
        return {Iri(value(q.object)).local for q in told if q.predicate.value.endswith("#type")}

    assert types(state_iri("NCL")) == {"Place", "State"}
    assert types(reference.aliases("en")[0].iri) != {"Place", "State"}


@pytest.mark.parametrize(("code", "above"), [("440799", "44"), ("020230", "0202"), ("990099", "")])
def test_a_code_of_goods_says_what_it_is(code: str, above: str) -> None:
    """A subheading that the reference does not name is a commodity under what it does name."""
    me = REFERENCE + "commodity/" + code
    told = {Iri(q.predicate.value).local: q.object for q in reference.quads([me])
            if value(q.subject) == me}  # fmt: skip
    assert told["type"] == ox.NamedNode(LGN + "Commodity")
    assert told["label"] == ox.Literal(f"HS {code}", language="en")
    assert told.get("broader") == (
        ox.NamedNode(REFERENCE + "commodity/" + above) if above else None
    )
