"""Claims as short fields, and fields as values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import BadReview
from legation.facts.claims import Claim, ClaimRef
from legation.facts.evidence import Named
from legation.reading import fields
from legation.terms import Iri, concept, lgn, post, state

VISIT = Claim(
    "Visit",
    {
        "sender": (state("CHL"),),
        "host": (state("MNG"),),
        "visitor": (Named("Person", "Ana Soto", ("CHL",), latin="Soto"),),
        "capacity": (post("CHL", "president"),),
        "rank": (concept("rank", "official"),),
        "edtf": ("2001-06",),
        "asWritten": ("in June",),
    },
)


def test_a_claim_is_told_in_codes_and_names() -> None:
    """States by code, concepts by notation, names as written; the words of the text are left out."""
    assert fields.told(fields.fields(VISIT)) == (
        "sender=CHL; host=MNG; visitor=Ana Soto; capacity=CHL-president; rank=official; edtf=2001-06"
    )


def test_what_points_to_another_claim_is_told_with_its_words() -> None:
    """No number of a claim is ever shown: numbers change."""
    treaty = Claim("Agreement", {"party": (state("CHL"), state("MNG")), "title": ("a treaty",)})
    signed = Claim("TreatyAction", {"agreement": (ClaimRef(0),)})
    found = fields.fields(signed, [treaty, signed])
    assert found == {"agreement": ("Agreement: CHL, MNG, a treaty",)}
    assert fields.fields(signed) == {"agreement": ("another claim",)}


@given(
    st.dictionaries(
        st.sampled_from(["title", "party", "edtf"]),
        st.lists(
            st.text(st.characters(blacklist_categories=["C", "Z"]), min_size=1),
            min_size=1,
            max_size=3,
        ).map(tuple),
    )
)
def test_fields_survive_being_written(found: dict[str, tuple[str, ...]]) -> None:
    """What is written on one line is read again, whatever the values hold."""
    assert fields.parse(fields.told(found)) == found


def test_each_kind_of_value_is_understood() -> None:
    """Codes and names of states, posts, places, concepts, numbers, truth, names."""
    change = {
        "host": ("Belarus",),
        "rank": ("state",),
        "capacity": ("CHL-president", "CHL-special-envoy-president"),
        "visitor": ("Eva Soto",),
        "place": ("Minsk", "Boldyn"),
        "edtf": ("2001-07/2001-08",),
        "invitedBy": (),
    }
    made = fields.values(VISIT, change)
    assert made["host"] == (state("BLR"),)
    assert made["rank"] == (concept("rank", "state"),)
    assert made["capacity"] == (
        post("CHL", "president"),
        post("CHL", "special-envoy", "president"),
    )
    assert made["visitor"] == (Named("Person", "Eva Soto", ("CHL",)),)
    assert made["place"] == (
        Iri("https://w3id.org/legation/place/minsk"),
        Named("Place", "Boldyn"),
    )
    figure = Claim("Observation", {"party": (state("CHL"), state("MNG")), "value": (Decimal(1),)})
    made = fields.values(
        figure, {"value": ("95.8",), "multiplier": ("6",), "approximate": ("yes",)}
    )
    assert (made["value"], made["multiplier"], made["approximate"]) == (
        (Decimal("95.8"),),
        (6,),
        (True,),
    )
    goods = Claim("OpenSet", {"memberKind": (lgn("Agreement"),)})
    assert fields.values(goods, {"memberKind": ("Commodity",)})["memberKind"] == (lgn("Commodity"),)


def test_an_empty_field_is_taken_away() -> None:
    """`rank=` leaves a visit without a rank."""
    assert "rank" not in fields.values(VISIT, fields.parse("rank="))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("edtf=soon", "'soon' is no date; write 1997, 1997-04, 1997-04-28 or 1997-04/1997-06"),
        (
            "rank=grand",
            "'grand' is nothing that rank can be; known: official, official-working, private, state, transit, unspecified, working",
        ),
        (
            "mood=good",
            "'mood' is no field of a Visit; it has: capacity, edtf, host, rank, sender, visitor",
        ),
        ("capacity=president", "'president' is no post; write it like VNM-foreign-minister"),
        (
            "capacity=CHL-wizard",
            "'wizard' is no office; `legation ontology` lists them; else write CODE-other",
        ),
        (
            "host=",
            "a Visit is known by 'host', which cannot be taken away; write what is right, or mark the claim no",
        ),
        (
            "status=forecast",
            "'forecast' is nothing that status can be; known: adopted, cancelled, drafting, held, implementing, planned, postponed, upcoming",
        ),
    ],
)
def test_what_means_nothing_is_refused(change: str, said: str) -> None:
    """Each refusal names the value and says what can be written."""
    with pytest.raises(BadReview) as refused:
        fields.values(VISIT, fields.parse(change))
    assert str(refused.value) == said


def test_an_unknown_state_names_the_nearest() -> None:
    """A misspelt state is no name of anything else."""
    with pytest.raises(BadReview) as refused:
        fields.values(VISIT, {"host": ("Mongola",)})
    assert str(refused.value).startswith(
        "no state is called 'Mongola'; did you mean MNG (Mongolia)"
    )


def test_what_points_to_another_fact_cannot_be_changed() -> None:
    """A treaty action stays with its agreement."""
    signed = Claim("TreatyAction", {"agreement": (ClaimRef(0),)})
    with pytest.raises(BadReview) as refused:
        fields.values(signed, {"agreement": ("another",)})
    assert str(refused.value) == (
        "'agreement' points to another fact and cannot be changed here; mark the claim no instead"
    )
    with pytest.raises(BadReview) as refused:
        fields.parse("just words")
    assert str(refused.value) == "'just words' is no field with a value; write it like edtf=2018-04"
