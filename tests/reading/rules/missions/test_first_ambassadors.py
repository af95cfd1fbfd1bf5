"""First ambassadors, with and without a name."""

from __future__ import annotations

from collections.abc import Callable

from legation.facts.claims import Claim
from legation.terms import post

Claims = Callable[..., list[Claim]]


def test_a_first_ambassador_is_the_first_of_a_post(claims: Claims) -> None:
    """The post is that of the sending state in the host state, and its ordinal is one."""
    text = "In 1994 Peru appointed its first resident ambassador to Laos."
    (claim,) = claims(text, "missions.first_ambassadors", language="en")
    assert claim.one("post") == post("PER", "ambassador", "LAO")
    assert (claim.one("ordinal"), claim.one("resident"), claim.one("edtf")) == (1, True, "1994/")


def test_a_later_ambassador_is_not_the_first(claims: Claims) -> None:
    """An ambassador who is not called the first one gives nothing here."""
    text = "In 1994 Peru appointed an ambassador to Laos."
    assert claims(text, "missions.first_ambassadors", language="en") == []
