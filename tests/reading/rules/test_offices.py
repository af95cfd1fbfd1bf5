"""Tenures: every person in an office, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import Iri, post

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


def _when(found: list[Claim]) -> list[tuple[object, object]]:
    return [(c.one("post"), c.one("edtf")) for c in found if c.kind == "Tenure"]


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("Tổng thống Peru: Ana Rojas (Anna Rojas), cầm quyền từ 9/2009", "vi", "2009-09/.."),
        ("- Tổng thống Peru: Ana Rojas (từ tháng 3/2010).", "vi", "2010-03/.."),
        ("Tổng thống Peru Ana Rojas (nhậm chức 19/3/2017)", "vi", "2017-03-19/.."),
        ("Bà Ana Rojas là Tổng thống Peru từ 2014 đến nay.", "vi", "2014/.."),
        ("Tổng thống Peru Ana Rojas (2001-2005) đã mất.", "vi", "2001/2005"),
        ("President of Peru: Ana Rojas (since March 2022)", "en", "2022-03/.."),
        ("Ana Rojas has been President of Peru since 2011.", "en", "2011/.."),
        ("Tổng thống Peru Ana Rojas, từ 8-12/7/1957;", "vi", None),
        ("Tổng thống Peru Ana Rojas (5/2002)", "vi", None),
        ("President Ana Rojas of Peru visited Laos in 2001.", "en", None),
    ],
)
def test_since_when(claims: Claims, text: str, language: str, edtf: str | None) -> None:
    """Words like "since" date an office; the date of a visit does not."""
    assert _when(claims(text, "offices", language=language)) == [(post("PER", "president"), edtf)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Tổng thống Peru Ana Rojas đến. Bà là ngoại trưởng đầu tiên của Peru giai đoạn 2002-2006, thủ tướng giai đoạn 2006-2007.",
            "vi",
        ),
        (
            "Peruvian President Ana Rojas came. She was Foreign Minister from 2002 to 2006, then Prime Minister from 2006 to 2007.",
            "en",
        ),
    ],
)
def test_he_and_she_are_who_was_named_last(claims: Claims, text: str, language: str) -> None:
    """Earlier offices are those of the person of the sentence before."""
    assert _when(claims(text, "offices", language=language)) == [
        (post("PER", "president"), None),
        (post("PER", "foreign-minister"), "2002/2006"),
        (post("PER", "prime-minister"), "2006/2007"),
    ]


def test_short_words_for_an_office_add_none(claims: Claims) -> None:
    """A deputy foreign minister called deputy minister has one office; so has an ambassador."""
    text = (
        "Thứ trưởng Ngoại giao Lào Giôn Bâu đến. Sau đó Thứ trưởng Bâu đi. "
        "Đại sứ Lê Bé là Đại sứ Việt Nam tại Peru."
    )
    assert [p for _, p in _told(claims(text, "offices"))] == [
        post("LAO", "deputy-foreign-minister"),
        post("VNM", "ambassador", "PER"),
    ]


def test_who_goes_along_is_of_the_sending_state(claims: Claims) -> None:
    """A minister without a state who accompanies a visitor serves the same state."""
    text = (
        "Relations of Laos and Peru\nPresident Ana Rojas of Peru visited Laos on 3 May 2011. "
        "Foreign Minister Luis Toro accompanied her."
    )
    found = claims(text, "visits", "offices", language="en")
    assert ("Luis Toro", post("PER", "foreign-minister")) in _told(found)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "en",
            "Mr. Peter Otieno, Kenya's High Commissioner to India, met Minister of Trade Ana Soto of Chile.",
            [("Ana Soto", "CHL-minister-trade", ""), ("Peter Otieno", "KEN-ambassador-ind", "")],
        ),
        (
            "en",
            "Chile's Foreign Minister Ana Soto received her Kenyan counterpart Peter Otieno.",
            [
                ("Ana Soto", "CHL-foreign-minister", ""),
                ("Peter Otieno", "KEN-foreign-minister", ""),
            ],
        ),
        (
            "en",
            "The delegation was led by Kenyan Vice President Peter Otieno and included Foreign Minister Jane Mwangi and Defence Minister John Kamau.",
            [
                ("Jane Mwangi", "KEN-foreign-minister", ""),
                ("John Kamau", "KEN-minister-defence", ""),
                ("Peter Otieno", "KEN-vice-president", ""),
            ],
        ),
        (
            "en",
            "Ana Soto, who has been Chile's ambassador to Kenya since 2009, spoke.",
            [("Ana Soto", "CHL-ambassador-ken", "2009/..")],
        ),
        (
            "en",
            "Kenya\nHead of State: President Peter Otieno (since April 2013)\nHead of Government: Prime Minister Jane Mwangi",
            [
                ("Jane Mwangi", "KEN-prime-minister", ""),
                ("Peter Otieno", "KEN-president", "2013-04/.."),
            ],
        ),
        (
            "en",
            "Kenya\nPresident: Peter Otieno\nForeign Minister: Jane Mwangi",
            [("Jane Mwangi", "KEN-foreign-minister", ""), ("Peter Otieno", "KEN-president", "")],
        ),
        (
            "en",
            "Kenya's then Foreign Minister Jane Mwangi visited Chile in 2004.",
            [("Jane Mwangi", "KEN-foreign-minister", "")],
        ),
        (
            "en",
            "Chilean Deputy Minister for Foreign Affairs Ana Soto and Kenyan Principal Secretary John Kamau co-chaired the meeting.",
            [("Ana Soto", "CHL-deputy-foreign-minister", "")],
        ),
        (
            "en",
            "The Speaker of the National Assembly of Kenya, Hon. Daniel Rotich, paid a visit.",
            [("Daniel Rotich", "KEN-parliament-speaker", "")],
        ),
        (
            "en",
            "Peter Otieno was sworn in as President of Kenya on 9 April 2013.",
            [("Peter Otieno", "KEN-president", "2013-04-09/..")],
        ),
        (
            "en",
            "Peter Otieno took office as President of Kenya in April 2013.",
            [("Peter Otieno", "KEN-president", "2013-04/..")],
        ),
        (
            "en",
            "Peter Otieno served as President of Kenya from 2002 to 2013.",
            [("Peter Otieno", "KEN-president", "2002/2013")],
        ),
        (
            "en",
            "Peter Otieno became President of Kenya in April 2013.",
            [("Peter Otieno", "KEN-president", "2013-04/..")],
        ),
        (
            "vi",
            "Kê-ni-a\nTổng thống: Ông Pi-tơ Ô-ti-ê-nô (từ tháng 4/2013)\nThủ tướng: Bà Giên Moan-ghi (nhậm chức ngày 17/4/2008)",
            [
                ("Giên Moan-ghi", "KEN-prime-minister", "2008-04-17/.."),
                ("Pi-tơ Ô-ti-ê-nô", "KEN-president", "2013-04/.."),
            ],
        ),
        (
            "vi",
            "Ngày 9/4/2013, ông Pi-tơ Ô-ti-ê-nô tuyên thệ nhậm chức Tổng thống Kê-ni-a.",
            [("Pi-tơ Ô-ti-ê-nô", "KEN-president", "2013-04-09/..")],
        ),
        (
            "vi",
            "Ông Pi-tơ Ô-ti-ê-nô được bầu làm Tổng thống Kê-ni-a tháng 3/2013.",
            [("Pi-tơ Ô-ti-ê-nô", "KEN-president", "2013-03/..")],
        ),
        (
            "vi",
            "Thủ tướng Nguyễn Văn An tiếp Đại sứ Kê-ni-a Giôn Ka-mau đến chào từ biệt.",
            [("Giôn Ka-mau", "KEN-ambassador", ""), ("Nguyễn Văn An", "VNM-prime-minister", "")],
        ),
        (
            "vi",
            "Phó Thủ tướng kiêm Bộ trưởng Ngoại giao Chi-lê A. Xô-tô và người đồng cấp Kê-ni-a Giên Moan-ghi đã hội đàm.",
            [
                ("A. Xô-tô", "CHL-deputy-prime-minister", ""),
                ("A. Xô-tô", "CHL-foreign-minister", ""),
                ("Giên Moan-ghi", "KEN-foreign-minister", ""),
            ],
        ),
        (
            "vi",
            "Tham dự buổi lễ có Thứ trưởng Ngoại giao Lê Văn Bé, Đại sứ Việt Nam tại Kê-ni-a Trần Văn Tư và Bộ trưởng Thương mại Kê-ni-a Giôn Ka-mau.",
            [
                ("Giôn Ka-mau", "KEN-minister-thuong-mai", ""),
                ("Lê Văn Bé", "VNM-deputy-foreign-minister", ""),
                ("Trần Văn Tư", "VNM-ambassador-ken", ""),
            ],
        ),
        (
            "vi",
            "Đoàn do Chủ tịch Quốc hội Nguyễn Thị Hoa dẫn đầu; cùng đi có Phó Chủ nhiệm Văn phòng Quốc hội Lê Văn Bé.",
            [
                ("Lê Văn Bé", "VNM-other-van-phong-quoc-hoi", ""),
                ("Nguyễn Thị Hoa", "VNM-parliament-speaker", ""),
            ],
        ),
        (
            "en",
            "In Jakarta, Chilean Foreign Minister Ana Soto met President Adi Bono, who was accompanied by Trade Minister Budi Sari.",
            [
                ("Ana Soto", "CHL-foreign-minister", ""),
                ("Budi Sari", "IDN-minister-trade", ""),
                ("Adi Bono", "IDN-president", ""),
            ],
        ),
        (
            "en",
            "NAIROBI (AP) - President Peter Otieno will leave for Chile and Peru on Monday. Foreign Minister Jane Mwangi said the trip would last a week.",
            [("Jane Mwangi", "KEN-foreign-minister", ""), ("Peter Otieno", "KEN-president", "")],
        ),
        (
            "en",
            "SANTIAGO, May 3 - Kenyan President Peter Otieno met Chilean Foreign Minister Ana Soto on Monday. Trade Minister John Kamau and Energy Minister Jane Bo are travelling with the president.",
            [("Ana Soto", "CHL-foreign-minister", ""), ("Peter Otieno", "KEN-president", "")],
        ),
        (
            "en",
            "Chile and Kenya\nWho is who\n- Ana Soto, President of Chile\n- Luis Vera, Minister of Foreign Affairs\n- Peter Otieno, President of Kenya\n- Jane Mwangi, Foreign Minister",
            [
                ("Ana Soto", "CHL-president", ""),
                ("Jane Mwangi", "KEN-foreign-minister", ""),
                ("Luis Vera", "CHL-foreign-minister", ""),
                ("Peter Otieno", "KEN-president", ""),
            ],
        ),
        (
            "en",
            "Visits from Chile to Kenya\n1999 Foreign Minister Ana Soto\nFrom Kenya to Chile\n2004 Prime Minister Peter Otieno; Minister of Trade John Kamau",
            [
                ("Ana Soto", "CHL-foreign-minister", ""),
                ("John Kamau", "KEN-minister-trade", ""),
                ("Peter Otieno", "KEN-prime-minister", ""),
            ],
        ),
        (
            "vi",
            "Kỳ họp do Bộ trưởng Xây dựng Lê Văn Bé làm đồng chủ tịch.",
            [("Lê Văn Bé", "VNM-minister-xay-dung", "")],
        ),
        (
            "en",
            "Hassan Bono, then Kenya's president, came to Chile in 2015.",
            [("Hassan Bono", "KEN-president", "")],
        ),
        (
            "en",
            "From 1982 to 1994, Hassan Bono was President of Kenya.",
            [("Hassan Bono", "KEN-president", "1982/1994")],
        ),
        (
            "vi",
            "Từ năm 1982 đến năm 1994, ông Hassan Bono là Tổng thống Kê-ni-a.",
            [("Hassan Bono", "KEN-president", "1982/1994")],
        ),
        (
            "en",
            "From 1982 to 1994, trade grew. Hassan Bono was President of Kenya.",
            [("Hassan Bono", "KEN-president", "")],
        ),
        (
            "en",
            (
                "Hassan Bono was President of Kenya from 1956 to 1962. "
                "Hassan Bono was President of Kenya from 1966 to 1970."
            ),
            [
                ("Hassan Bono", "KEN-president", "1956/1962"),
                ("Hassan Bono", "KEN-president", "1966/1970"),
            ],
        ),
        (
            "vi",
            (
                "Hassan Bono là Tổng thống Kê-ni-a từ năm 1956 đến năm 1962. "
                "Hassan Bono làm Tổng thống Kê-ni-a từ năm 1962 đến năm 1968."
            ),
            [
                ("Hassan Bono", "KEN-president", "1956/1962"),
                ("Hassan Bono", "KEN-president", "1962/1968"),
            ],
        ),
    ],
)
def test_constructions(
    claims: Claims, language: str, text: str, told: list[tuple[str, str, str]]
) -> None:
    """Who holds which office of which state since when, however a text says it."""
    found = [c for c in claims(text, "visits", "offices", language=language) if c.kind == "Tenure"]
    stated = [(c.one("holder"), c.one("post"), c.one("edtf")) for c in found]
    assert sorted(
        (h.text, p.local, str(e or ""))
        for h, p, e in stated
        if isinstance(h, Named) and isinstance(p, Iri)
    ) == sorted(told)
