"""Values of claims as plain text, codes and dates."""

from __future__ import annotations

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.reading import printed
from legation.terms import post, state


def test_parties_are_states_or_unions() -> None:
    """An organ stands for its state, a former state for the present one, each once."""
    organ = Named("Organisation", "Bộ Văn hoá", ("PER",))
    assert printed.parties([organ, state("SUN"), state("RUS")]) == ["PER", "RUS"]


def test_posts_tell_office_and_state() -> None:
    """What tells a post from its like is left out."""
    envoy = post("SUN", "special-envoy", "president")
    assert (printed.office(envoy), printed.state_of(envoy)) == ("special-envoy", "RUS")
    assert printed.office(post("PER", "unheard-of")) == "other"


def test_open_and_absent_dates() -> None:
    """An open end is none; without a date both are absent."""
    mission = Claim("Mission", {"edtf": ("2003-10/",)})
    assert printed.interval(mission) == ("2003-10", None)
    assert printed.whole_date(mission) == "2003-10"
    assert printed.interval(Claim("Mission", {})) == (None, None)
    assert printed.whole_date(None) is None


def test_text_of_a_claim() -> None:
    """The words it keeps come before its values."""
    assert printed.text(Claim("Remark", {"text": ("mỗi năm",)})) == "mỗi năm"
    assert printed.text(Claim("Tenure", {"post": (state("PER"),)})) == "post=Peru"
