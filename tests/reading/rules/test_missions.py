"""Missions and first ambassadors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import Iri, notation, post

Claims = Callable[..., list[Claim]]


def _told(claim: Claim) -> tuple[str, str, str, str]:
    sender, host = claim.one("sender"), claim.one("host")
    assert isinstance(sender, Iri)
    assert isinstance(host, Iri)
    kind = notation(str(claim.one("missionKind")))
    return sender.local, host.local, kind, str(claim.one("edtf") or "")


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (
            "Peru đã lập Đại sứ quán tại Lào từ năm 1998.",
            "vi",
            [("PER", "LAO", "embassy", "1998/")],
        ),
        (
            "Đại sứ quán Mông Cổ tại Viêng Chăn chính thức đi vào hoạt động tháng 3/2004.",
            "vi",
            [("MNG", "LAO", "embassy", "2004-03/")],
        ),
        (
            "Quan hệ Peru - Lào\nNăm 1993 hai nước mở Đại sứ quán tại thủ đô của nhau.",
            "vi",
            [("PER", "LAO", "embassy", "1993/"), ("LAO", "PER", "embassy", "1993/")],
        ),
        (
            "Peru mở Tổng Lãnh sự quán tại Thành phố Hồ Chí Minh ngày 5/6/2001.",
            "vi",
            [("PER", "VNM", "consulate-general", "2001-06-05/")],
        ),
        (
            "Peru opened a Liaison Office in Ulaanbaatar on 28 January 1995.",
            "en",
            [("PER", "MNG", "liaison-office", "1995-01-28/")],
        ),
        (
            "The Peruvian Embassy in Vientiane was opened in 1971.",
            "en",
            [("PER", "LAO", "embassy", "1971/")],
        ),
        (
            "In 1974 the Legation of Peru in Vientiane was raised to the status of an Embassy.",
            "en",
            [("PER", "LAO", "embassy", "1974/")],
        ),
        (
            "Tháng 8/1992, Peru lập ĐSQ tại Viêng Chăn, Lào lập ĐSQ tại Li-ma tháng 10/1993.",
            "vi",
            [("PER", "LAO", "embassy", "1992-08/"), ("LAO", "PER", "embassy", "1993-10/")],
        ),
        ("Peru sẽ mở Đại sứ quán tại Lào năm 2015.", "vi", []),
        ("Peru has an embassy in Vientiane.", "en", []),
    ],
)
def test_missions(
    claims: Claims, text: str, language: str, told: list[tuple[str, str, str, str]]
) -> None:
    """Whose, where, which kind, since when; plans and mere existence are not read."""
    found = claims(text, "missions", language=language)
    assert [_told(c) for c in found if c.kind == "Mission"] == told


def test_the_first_resident_ambassador(claims: Claims) -> None:
    """An ambassador without a name is known by state, host and ordinal; the end is open."""
    text = "Peru đã mở Đại sứ quán tại Lào tháng 5/1999 rồi bổ nhiệm Đại sứ thường trú đầu tiên ở Lào tháng 7/2001."
    mission, tenure = claims(text, "missions")
    assert _told(mission) == ("PER", "LAO", "embassy", "1999-05/")
    assert tenure.one("post") == post("PER", "ambassador", "LAO")
    assert (tenure.one("ordinal"), tenure.one("resident")) == (1, True)
    assert tenure.one("edtf") == "2001-07/"
    assert tenure.one("holder") is None


def test_a_named_first_ambassador_is_the_holder(claims: Claims) -> None:
    """A name within the words is kept."""
    text = "In 1975 Peru sent its first ambassador to Laos, Mr. Juan Quispe."
    found = [c for c in claims(text, "missions", language="en") if c.kind == "Tenure"]
    holder = found[0].one("holder")
    assert isinstance(holder, Named)
    assert holder.text == "Juan Quispe"
