"""The sentences facts are told in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.facts.kinds import vocabulary
from legation.terms import concept, post, state
from legation.view.phrases import knowledge
from legation.view.telling import Sentence, tell, tell_all, variants
from told_facts import MAKERS, document

#: What the words of a sentence tell by themselves, or what stands elsewhere.
_SILENT = {"measure", "complete", "agreementKind", "ordinal", "edtf"}


def _visit(**more: Value) -> Claim:
    values: dict[str, tuple[Value, ...]] = {
        "sender": (state("FIN"),),
        "host": (state("PHL"),),
        "visitor": (Named("Person", "Urho Kekkonen", ("FIN",)),),
        "capacity": (post("FIN", "president"),),
        "rank": (concept("rank", "official"),),
        "status": (concept("status", "held"),),
        "edtf": ("1971-11-28/1971-12-02",),
    }
    return Claim("Visit", values | {name: (value,) for name, value in more.items()})


def test_a_visit_is_told_with_rank_office_and_dates() -> None:
    """Names take their article, dates their preposition, in several ways."""
    told = [sentence.text for sentence in variants(_visit())]
    assert told[:3] == [
        (
            "President Urho Kekkonen of Finland paid an official visit to the Philippines from "
            "28 November to 2 December 1971."
        ),
        (
            "From 28 November to 2 December 1971, President Urho Kekkonen of Finland paid an official "
            "visit to the Philippines."
        ),
        (
            "The Philippines received President Urho Kekkonen of Finland for an official visit from "
            "28 November to 2 December 1971."
        ),
    ]
    assert variants(_visit(), language="vi")[0].text == (
        "Tổng thống Phần Lan Urho Kekkonen thăm chính thức Philippines từ ngày 28/11 đến ngày "
        "2/12/1971."
    )


def test_a_postponed_visit_is_never_told_as_held() -> None:
    """The status decides which sentences are meant."""
    for language, word in (("en", "postponed"), ("vi", "hoãn")):
        told = variants(_visit(status=concept("status", "postponed")), language=language)
        assert told
        assert all(word in sentence.text for sentence in told)


def test_what_is_not_known_is_left_out() -> None:
    """A fact without a date or an office is told without."""
    visit = _visit()
    bare = Claim("Visit", {n: v for n, v in visit.values.items() if n not in {"edtf", "capacity"}})
    assert tell(bare).text == "Urho Kekkonen of Finland paid an official visit to the Philippines."


def test_a_figure_is_told_by_the_locale() -> None:
    """Digits stay as they are; signs, powers and currencies follow the language."""
    values: dict[str, tuple[Value, ...]] = {
        "measure": (concept("measure", "trade"),),
        "flow": (concept("flow", "turnover"),),
        "party": (state("PER"), state("LAO")),
        "value": (Decimal("1095.80"),),
        "multiplier": (6,),
        "unit": ("USD",),
        "edtf": ("2012-01/2012-08",),
        "status": (concept("status", "actual"),),
        "growth": (Decimal("-3.5"),),
        "authority": (state("LAO"),),
    }
    claim = Claim("Observation", values)
    english = {sentence.text for sentence in variants(claim)}
    assert (
        "In the first eight months of 2012, trade between Peru and Laos was worth "
        "US$1,095.80 million, down 3.5%, according to figures from Laos."
    ) in english
    assert (
        "Theo số liệu của Lào, 8 tháng đầu năm 2012, kim ngạch thương mại giữa Peru và Lào đạt "
        "1.095,80 triệu USD, giảm 3,5%."
    ) in {sentence.text for sentence in variants(claim, language="vi")}


def test_an_agreement_is_told_with_its_signature() -> None:
    """What a step points to is told with the step, once."""
    claims = [
        Claim("Agreement", {"party": (state("PER"), state("LAO")), "title": ("Air Treaty",)}),
        Claim(
            "TreatyAction",
            {
                "agreement": (ClaimRef(0),),
                "action": (concept("action", "signature"),),
                "edtf": ("1994",),
            },
        ),
    ]
    ((places, sentence),) = tell_all(claims)
    assert places == (1, 0)
    assert "Air Treaty" in sentence.text
    assert "agreement" in sentence.told


def test_what_no_sentence_fits_is_told_by_its_label() -> None:
    """A fact that states too little for a sentence is not dropped."""
    claim = Claim("Tenure", {"post": (post("PER", "ambassador"),), "ordinal": (2,)})
    assert variants(claim) == ()
    assert tell(claim).text.startswith("tenure: Ambassador of Peru")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_kind_of_fact_has_sentences(language: str) -> None:
    """The templates name all kinds of the ontology and no others."""
    assert set(knowledge(language)["kinds"]) == set(vocabulary().kinds)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_templates_name_properties_of_the_ontology(language: str) -> None:
    """A misspelt slot would never be filled; each names a property or what is derived of one."""
    from legation.view import telling

    known = vocabulary().properties | {"rise", "fall", "ongoing"}
    for groups in knowledge(language)["kinds"].values():
        for group in groups:
            slots = {m[1] for text in group["say"] for m in telling._SLOT.finditer(text)}
            names = {part for slot in {*slots, *group.get("if", {})} for part in slot.split("/")}
            assert names <= known


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("made", sorted(MAKERS))
def test_sentences_tell_all_that_is_stated(made: str, language: str) -> None:
    """Each variant tells every property of a fact, but for those that go without saying."""

    @given(MAKERS[made](language))
    def told(claims: tuple[Claim, ...]) -> None:
        found = variants(claims[-1], claims, language)
        assert found
        for sentence in found:
            assert set(claims[-1].values) - _SILENT <= sentence.told
            assert sentence.text[0] == sentence.text[0].upper()
            assert sentence.text.endswith(".")
            assert not set("{}[]") & set(sentence.text)

    told()


@given(document("en"))
def test_the_choice_is_the_facts_own(claims: tuple[Claim, ...]) -> None:
    """The same facts are told in the same words wherever they stand in a list."""

    def texts(given: list[Claim]) -> set[Sentence]:
        return {sentence for _, sentence in tell_all(given) if "agreement" not in sentence.told}

    alone = [claim for claim in claims if claim.kind not in {"Agreement", "TreatyAction"}]
    assert texts(list(claims)) == texts(alone) == texts(alone[::-1])
