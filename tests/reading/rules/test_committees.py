"""Joint committees."""

from __future__ import annotations

from collections.abc import Callable

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import concept

Claims = Callable[..., list[Claim]]


def test_each_session_has_its_own_place_and_date(claims: Claims) -> None:
    """Two sessions in one sentence are two, each with what follows it."""
    first, second = claims(
        "UBLCP Lào - Peru về hợp tác nghề cá đã họp Khoá 2 tại Viêng Chăn tháng 5/2004 và Khoá 3 tại "
        "Lima tháng 6/2006.",
        "committees",
    )
    assert (first.one("ordinal"), first.one("edtf")) == (2, "2004-05")
    assert (second.one("ordinal"), second.one("edtf")) == (3, "2006-06")
    assert first.one("place") != second.one("place")
    committee = first.one("committee")
    assert isinstance(committee, Named)
    assert committee == second.one("committee")
    assert (committee.text, committee.of) == (
        "UBLCP Lào - Peru về hợp tác nghề cá",
        ("LAO", "PER"),
    )


def test_english_sessions_held_and_planned(claims: Claims) -> None:
    """An ordinal in English counts the session; what will be held is planned."""
    held, planned = claims(
        "The Laos-Peru Joint Committee on Fisheries held its 15th meeting in Vientiane in March 2010. "
        "The second session of the Laos-Mongolia Intergovernmental Commission will be held in June 2014.",
        "committees",
        language="en",
    )
    assert (held.one("ordinal"), held.one("status")) == (15, concept("status", "held"))
    assert (planned.one("ordinal"), planned.one("status")) == (2, concept("status", "planned"))
    assert planned.one("edtf") == "2014-06"


def test_how_often_a_committee_meets_is_a_remark(claims: Claims) -> None:
    """The words "Meets annually" is a remark on the committee and names no session."""
    (remark,) = claims("Uỷ ban hỗn hợp Lào - Peru duy trì cơ chế họp thường niên.", "committees")
    assert (remark.kind, remark.one("cadence")) == ("Remark", "annual")
    subject = remark.one("subject")
    assert isinstance(subject, Named)
    assert subject.type == "JointCommittee"


def test_the_committee_of_the_sentence_before(claims: Claims) -> None:
    """The words "The committee" alone is the one named before."""
    _, times = claims(
        "The Laos-Peru Joint Committee meets annually. The committee has met 12 times.",
        "committees",
        language="en",
    )
    assert times.one("text") == "met 12 times"
