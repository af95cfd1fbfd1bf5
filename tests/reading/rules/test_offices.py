"""Tenures: every person in an office, once."""

from __future__ import annotations

from collections.abc import Callable

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import post

Claims = Callable[..., list[Claim]]


def _told(found: list[Claim]) -> list[tuple[str, object]]:
    holders = [(c.one("holder"), c.one("post")) for c in found if c.kind == "Tenure"]
    return [(h.text if isinstance(h, Named) else "", p) for h, p in holders]


def test_each_person_and_office_once(claims: Claims) -> None:
    """Other forms of a name in the same office add nothing; another office does."""
    text = (
        "Quan hệ Việt Nam - Mông Cổ\nTổng thống A.B. Ô-yun và Bộ trưởng Quốc phòng C. Tô-mo đến. "
        "Tổng thống A. Ô-yun gặp Chủ tịch nước Lê Văn Bé. Năm 1990 Thủ tướng A.B. Ô-yun từ chức."
    )
    assert _told(claims(text, "offices")) == [
        ("A.B. Ô-yun", post("MNG", "president")),
        ("C. Tô-mo", post("MNG", "minister", "Quốc phòng")),
        ("Lê Văn Bé", post("VNM", "president")),
        ("A.B. Ô-yun", post("MNG", "prime-minister")),
    ]


def test_a_mausoleum_holds_no_office(claims: Claims) -> None:
    """Names inside the names of places state nobody's office."""
    assert claims("Đoàn Peru đặt hoa tại Lăng Chủ tịch Hồ Chí Minh.", "offices") == []


def test_the_side_of_a_visit_tells_the_state_of_an_office(claims: Claims) -> None:
    """Without any word for the state, the visitor holds the office of the sending state."""
    text = "Relations of Laos and Peru\nPrime Minister Ana Rojas visited Laos in 1999."
    found = claims(text, "visits", "offices", language="en")
    assert _told(found) == [("Ana Rojas", post("PER", "prime-minister"))]


def test_a_repair_stays_with_the_claim(claims: Claims) -> None:
    """A tenure read from garbled words says so."""
    found = claims("Chủ tịch Việt Lê Văn Bé đến thăm đồng bào Việt Nam.", "offices")
    assert [r.surface for r in found[0].repairs] == ["Việt"]
