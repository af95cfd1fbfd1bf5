"""Persons with their offices and names."""

from __future__ import annotations

import pytest

from legation.reading.document import PersonMention
from legation.reading.mentions import persons
from legation.reading.mentions.names import Scan
from legation.reading.text import normalise


def _persons(text: str, language: str = "vi") -> list[PersonMention]:
    return list(persons.find(Scan(text, normalise(text), language)))


def _told(text: str, language: str = "vi") -> list[tuple[str | None, str, list[str]]]:
    return [
        (p.name.text if p.name else None, p.state, [o.office for o in p.offices])
        for p in _persons(text, language)
    ]


def test_an_envoy_has_two_capacities_and_the_principal_is_a_person_of_his_own() -> None:
    """After a comma the second office and the name are those of the envoy."""
    text = "Đặc phái viên của Tổng thống B. Ô-yun, Chủ tịch Thượng viện C. Tô-mo (5/2002)"
    principal, envoy = _persons(text)
    assert principal.name is not None
    assert envoy.name is not None
    assert (principal.name.text, [o.office for o in principal.offices]) == (
        "B. Ô-yun",
        ["president"],
    )
    assert envoy.name.text == "C. Tô-mo"
    assert [(o.office, o.detail) for o in envoy.offices] == [
        ("special-envoy", "president"),
        ("parliament-speaker", "upper"),
    ]
    assert envoy.start <= principal.start < principal.end <= envoy.end


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Phó Thủ tướng, Bộ trưởng Ngoại giao Lê Văn Bé",
            [("Lê Văn Bé", "", ["deputy-prime-minister", "foreign-minister"])],
        ),
        (
            "Tổng thống A. Bô (1999), Thủ tướng C. Đô (2001)",
            [("A. Bô", "", ["president"]), ("C. Đô", "", ["prime-minister"])],
        ),
        (
            "Đồng chí Bunma Phone, Tổng Bí thư Đảng Nhân dân Lào, Chủ tịch nước Lào đã đến",
            [("Bunma Phone", "LAO", ["general-secretary", "president"])],
        ),
        (
            "Tổng thống Bô, Thủ tướng đã đi",
            [("Bô", "", ["president"]), (None, "", ["prime-minister"])],
        ),
        ("các Bộ trưởng hai nước", []),
        ("Lăng Chủ tịch Hồ Chí Minh", []),
        ("Tổng thống Peru", [(None, "PER", ["president"])]),
    ],
)
def test_vietnamese_persons(text: str, told: list[tuple[str | None, str, list[str]]]) -> None:
    """Offices in apposition belong to one name; each name of a list has its own."""
    assert _told(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Juan Quispe, President of Peru, visited", [("Juan Quispe", "PER", ["president"])]),
        ("The President of Peru, Juan Quispe, visited", [("Juan Quispe", "PER", ["president"])]),
        ("President Quispe of Peru", [("Quispe", "PER", ["president"])]),
        (
            "Mr. Bat Bold is the Ambassador of Mongolia to Peru",
            [("Bat Bold", "MNG", ["ambassador"])],
        ),
        (
            "Deputy Prime Minister and Minister of Trade Ana Rojas",
            [("Ana Rojas", "", ["deputy-prime-minister", "minister"])],
        ),
        ("Vice President Dr. S. Bold", [("S. Bold", "", ["vice-president"])]),
    ],
)
def test_english_persons(text: str, told: list[tuple[str | None, str, list[str]]]) -> None:
    """Offices before the name, after it, and as what someone is."""
    assert _told(text, "en") == told
