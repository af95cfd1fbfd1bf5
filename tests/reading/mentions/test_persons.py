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
        ("Tổng thống: Giô-xê đa Xin-va (Jose da Silva)", [("Giô-xê đa Xin-va", "", ["president"])]),
        ("Thủ tướng Lào: bà Ana Rojas,", [("Ana Rojas", "LAO", ["prime-minister"])]),
        ("Đại sứ Peru tại Hà Nội là Giôn Xốp.", [("Giôn Xốp", "PER", ["ambassador"])]),
        ("Ana Rojas được bầu làm Tổng thống Peru.", [("Ana Rojas", "PER", ["president"])]),
        ("Trợ lý Tổng thống Nga Iu-ri Bô", [("Iu-ri Bô", "RUS", ["other"])]),
        ("Phu nhân Tổng thống Maria Lopes", []),
        ("Thủ tướng Nội các Bo Li", [("Bo Li", "", ["prime-minister"])]),
        (
            "Thủ tướng Peru Ana Bo và người đồng cấp Lào Kham Vong ký.",
            [("Ana Bo", "PER", ["prime-minister"]), ("Kham Vong", "LAO", ["prime-minister"])],
        ),
        (
            "Thứ trưởng Quan hệ quốc tế và Hợp tác Nam Phi Giôn Bâu",
            [("Giôn Bâu", "ZAF", ["deputy-foreign-minister"])],
        ),
        ("Công chúa Thuỵ Điển Victoria Ingrid", [("Victoria Ingrid", "SWE", ["royal"])]),
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
        ("Prime Minister: Bo Li (since 2001)", [("Bo Li", "", ["prime-minister"])]),
        ("President: Trade Grows Fast in Peru", [(None, "", ["president"])]),
        (
            "Bo Li has served as Ambassador of Laos to Peru",
            [("Bo Li", "LAO", ["ambassador"])],
        ),
        ("The Ambassador of Peru in Vientiane is Mr. Bo Li.", [("Bo Li", "PER", ["ambassador"])]),
        ("Peru's trade minister, Ana Rojas, said", [("Ana Rojas", "PER", ["minister"])]),
        ("Abu Dhabi's Crown Prince Ali bin Omar", [("Ali bin Omar", "ARE", ["royal"])]),
        ("King Ahmad III of Morocco", [("Ahmad III", "MAR", ["monarch"])]),
        ("Queen Sofia of Spain", [("Sofia", "ESP", ["monarch"])]),
        ("President Chad Smith", [("Chad Smith", "", ["president"])]),
        ("U.S. Ambassador Ann Reed", [("Ann Reed", "USA", ["ambassador"])]),
        (
            "Prime Minister of Malaysia Dato' Sri Ali bin Omar",
            [("Ali bin Omar", "MYS", ["prime-minister"])],
        ),
        (
            "Minister for Foreign Affairs and Trade of Fiji Ann Reed",
            [("Ann Reed", "FJI", ["foreign-minister"])],
        ),
        (
            "Peruvian State Counsellor and Foreign Minister Bo Li",
            [("Bo Li", "PER", ["state-counsellor", "foreign-minister"])],
        ),
        (
            "Ana Rojas, the Minister of Commerce of Peru, and Indian Foreign Minister K. Rao",
            [("Ana Rojas", "PER", ["minister"]), ("K. Rao", "IND", ["foreign-minister"])],
        ),
        (
            "Bo Li left. Ana Rojas, President of Peru, came",
            [("Ana Rojas", "PER", ["president"])],
        ),
        (
            "with Foreign Minister Taro Kono of Japan and his Lao counterpart Kham Vong",
            [
                ("Taro Kono", "JPN", ["foreign-minister"]),
                ("Kham Vong", "LAO", ["foreign-minister"]),
            ],
        ),
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
