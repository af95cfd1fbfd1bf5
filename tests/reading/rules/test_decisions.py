"""Decisions and programmes."""

from __future__ import annotations

from collections.abc import Callable

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import concept, state

Claims = Callable[..., list[Claim]]


def test_what_a_person_allowed(claims: Claims) -> None:
    """A permission has who gave it, in which office, to whom, what and when."""
    (decision,) = claims(
        "Tháng 5/2004, Thủ tướng Peru A. Costa đã cho phép những công dân Lào được mở cửa hàng ở Peru.",
        "decisions",
    )
    decider, beneficiary = decision.one("decider"), decision.one("beneficiary")
    assert isinstance(decider, Named)
    assert isinstance(beneficiary, Named)
    assert decider.text == "A. Costa"
    assert beneficiary.text == "những công dân Lào"
    assert decision.one("edtf") == "2004-05"
    assert decision.one("object") == "những công dân Lào được mở cửa hàng ở Peru"


def test_the_weakest_word_decides_how_far_a_programme_is(claims: Claims) -> None:
    """A programme that is drafted and carried out at once counts as being drafted."""
    (programme,) = claims(
        "Hai bên vừa xây dựng vừa triển khai Chương trình hợp tác Lào - Peru 2011 – 2015.",
        "decisions",
    )
    assert programme.values["party"] == (state("LAO"), state("PER"))
    assert programme.one("edtf") == "2011/2015"
    assert programme.one("status") == concept("status", "drafting")


def test_a_programme_only_mentioned_is_not_read(claims: Claims) -> None:
    """A programme without a word on how far it is, or without its years, gives nothing."""
    text = "Theo Chương trình hợp tác Lào - Peru 2011 – 2015, hai bên gặp nhau. Hai bên thực hiện chương trình hợp tác."
    assert claims(text, "decisions") == []
