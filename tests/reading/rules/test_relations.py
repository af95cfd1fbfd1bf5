"""Recognition and the steps of relations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.terms import Iri, notation

Claims = Callable[..., list[Claim]]


def _told(claim: Claim) -> tuple[str, set[str], str, str]:
    names = ("recogniser", "recognised", "party")
    codes = {v.local for n in names for v in claim.values.get(n, ()) if isinstance(v, Iri)}
    change = claim.one("change")
    level = claim.one("level")
    step = notation(str(change)) if change else "recognised"
    return step, codes, str(claim.one("edtf")), notation(str(level)) if level else ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ngày 3/2/1992, Peru công nhận độc lập của Mông Cổ.",
            ("recognised", {"PER", "MNG"}, "1992-02-03", ""),
        ),
        (
            "Ngày 3/2/1992, Peru và Mông Cổ thiết lập quan hệ ngoại giao ở cấp Đại sứ.",
            ("established", {"PER", "MNG"}, "1992-02-03", "ambassador"),
        ),
        (
            "Quan hệ Peru - Mông Cổ\nNgày thiết lập quan hệ ngoại giao: 03/2/1992",
            ("established", {"PER", "MNG"}, "1992-02-03", ""),
        ),
        (
            "Peru thiết lập quan hệ ngoại giao với Mông Cổ tháng 2/1992.",
            ("established", {"PER", "MNG"}, "1992-02", ""),
        ),
        (
            "Năm 2012, Peru và Mông Cổ kỷ niệm 20 năm thiết lập quan hệ ngoại giao.",
            ("established", {"PER", "MNG"}, "1992", ""),
        ),
        (
            "Peru và Mông Cổ kỷ niệm 20 năm thiết lập quan hệ ngoại giao (3/2/1992 - 3/2/2012).",
            ("established", {"PER", "MNG"}, "1992-02-03", ""),
        ),
        (
            "Tháng 5/2001, Peru và Mông Cổ nâng cấp quan hệ lên Đối tác chiến lược toàn diện.",
            ("upgraded", {"PER", "MNG"}, "2001-05", "comprehensive-strategic-partnership"),
        ),
        (
            "Năm 1973, Peru cắt đứt quan hệ ngoại giao với Mông Cổ.",
            ("severed", {"PER", "MNG"}, "1973", ""),
        ),
    ],
)
def test_steps_in_vietnamese(
    claims: Claims, text: str, told: tuple[str, set[str], str, str]
) -> None:
    """Who, what, when, and at what level; an anniversary counts back to the year."""
    assert [_told(c) for c in claims(text, "relations")] == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Peru recognised the independence of Mongolia on 3 February 1992.",
            ("recognised", {"PER", "MNG"}, "1992-02-03", ""),
        ),
        (
            "Relations of Peru and Mongolia\nDiplomatic relations were established on 3 February 1992.",
            ("established", {"PER", "MNG"}, "1992-02-03", ""),
        ),
        (
            "Diplomatic relations between Peru and Mongolia were resumed in 1975.",
            ("resumed", {"PER", "MNG"}, "1975", ""),
        ),
        (
            "In 2012 Peru and Mongolia marked the 20th anniversary of the establishment of diplomatic relations.",
            ("established", {"PER", "MNG"}, "1992", ""),
        ),
        (
            "In May 2001 Peru and Mongolia upgraded their relations to a Strategic Partnership.",
            ("upgraded", {"PER", "MNG"}, "2001-05", "strategic-partnership"),
        ),
    ],
)
def test_steps_in_english(claims: Claims, text: str, told: tuple[str, set[str], str, str]) -> None:
    """Active and passive, with the states named or those of the document."""
    assert [_told(c) for c in claims(text, "relations", language="en")] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Hai nước công nhận lẫn nhau bằng cấp của Peru từ năm 1992.",
        "Peru và Mông Cổ sẽ nâng quan hệ lên Đối tác chiến lược năm 2014.",
        "Peru và Mông Cổ thiết lập quan hệ ngoại giao đã lâu.",
        "Tháng 5/2001, Peru và Mông Cổ nâng quan hệ lên Đối tác chiến lược về quốc phòng.",
        "Thoả thuận về việc thành lập quan hệ ngoại giao của Peru và Mông Cổ (3/2/1992).",
    ],
)
def test_what_is_no_step(claims: Claims, text: str) -> None:
    """Diplomas, plans, undated steps, partnerships in one field and titles of agreements."""
    assert claims(text, "relations") == []
