"""Visits: lists, verbs, nouns, participles, plans, and what is no visit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import Iri, concept, notation, post, state

Claims = Callable[..., list[Claim]]
PAIR = "Quan hệ Việt Nam - Mông Cổ\n"


def _told(claim: Claim) -> tuple[str, str, str, str, str]:
    visitor, host = claim.one("visitor"), claim.one("host")
    assert isinstance(host, Iri)
    name = visitor.text if isinstance(visitor, Named) else ""
    rank, status = str(claim.one("rank")), str(claim.one("status"))
    return name, host.local, str(claim.one("edtf") or ""), notation(rank), notation(status)


def test_a_list_with_one_verb_for_all(claims: Claims) -> None:
    """Rank and destination stated once after a list hold for each visitor, with his own date."""
    found = claims(
        PAIR
        + "Hai bên trao đổi đoàn: Tổng thống B. Ô-yun (tháng 3/1994), Thủ tướng C. Tô-mo (9/1996), "
        "Đặc phái viên của Tổng thống B. Ô-yun, Chủ tịch Thượng viện D. Ba-tô (1/2001) đã thăm chính thức Việt Nam; "
        "Chủ tịch nước Lê Văn Bé (tháng 5/1995) và Thủ tướng Trần Thị Hoa (6/1997) đã thăm hữu nghị Mông Cổ.",
        "visits",
    )
    assert [_told(c) for c in found] == [
        ("B. Ô-yun", "VNM", "1994-03", "official", "held"),
        ("C. Tô-mo", "VNM", "1996-09", "official", "held"),
        ("D. Ba-tô", "VNM", "2001-01", "official", "held"),
        ("Lê Văn Bé", "MNG", "1995-05", "unspecified", "held"),
        ("Trần Thị Hoa", "MNG", "1997-06", "unspecified", "held"),
    ]
    assert found[2].values["capacity"] == (
        post("MNG", "special-envoy", "president"),
        post("MNG", "parliament-speaker", "upper"),
    )
    assert {c.one("sender") for c in found[:3]} == {state("MNG")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Từ 3-4/9/2006 Tổng thống Mông Cổ B. Ô-yun đã thăm cấp Nhà nước Việt Nam.",
            ("B. Ô-yun", "VNM", "2006-09-03/2006-09-04", "state", "held"),
        ),
        (
            "Theo lời mời của Chủ tịch nước Lê Văn Bé, từ ngày 20 đến 22/8, Tổng thống Mông Cổ B. Ô-yun sẽ thăm Việt Nam.",
            ("B. Ô-yun", "VNM", "2013-08-20/2013-08-22", "unspecified", "upcoming"),
        ),
        (
            "Nhận lời mời của Thủ tướng Peru Juan Quispe, Thủ tướng Lê Văn Bé và Phu nhân cùng Đoàn đại biểu cấp cao đã thăm làm việc Peru tháng 2/2010.",
            ("Lê Văn Bé", "PER", "2010-02", "working", "held"),
        ),
        (
            "Chuyến thăm chính thức Peru của Chủ tịch Quốc hội Lê Văn Bé (6/2009) thành công.",
            ("Lê Văn Bé", "PER", "2009-06", "official", "held"),
        ),
        (
            "Chuyến thăm cấp nhà nước của Tổng thống Peru Juan Quispe đến Việt Nam năm 2011.",
            ("Juan Quispe", "VNM", "2011", "state", "held"),
        ),
        (
            "Tháng 4/2012, trước thời gian dự kiến thăm Việt Nam, Tổng thống Peru Juan Quispe đã ký lệnh.",
            ("Juan Quispe", "VNM", "", "unspecified", "planned"),
        ),
        (
            "Sáng 5/6/2012, Chủ tịch nước Lê Văn Bé đón Tổng thống Peru Juan Quispe sang thăm Việt Nam.",
            ("Juan Quispe", "VNM", "2012-06-05", "unspecified", "held"),
        ),
        (
            "Tổng thống Peru Juan Quispe đã hoãn chuyến thăm Việt Nam.",
            ("Juan Quispe", "VNM", "", "unspecified", "postponed"),
        ),
    ],
)
def test_one_visit_in_vietnamese(
    claims: Claims, text: str, told: tuple[str, str, str, str, str]
) -> None:
    """Verbs, nouns and participles; whoever invites or is met is no visitor."""
    assert [_told(c) for c in claims(text, "visits")] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng thống Peru Juan Quispe mời Thủ tướng Lê Văn Bé sang thăm Peru.",
        "Thủ tướng Peru Juan Quispe nhận lời mời thăm Việt Nam.",
        "Tổng thống Peru Juan Quispe có thể sẽ thăm Việt Nam năm 2014.",
        "Tổng thống Peru Juan Quispe thăm Lăng Chủ tịch Hồ Chí Minh.",
        "Thủ tướng Lê Văn Bé gặp Thủ tướng Peru Juan Quispe tại Tô-ky-ô.",
        "Ảnh: Tổng thống Peru Juan Quispe và Thủ tướng Lê Văn Bé.",
        "Thủ tướng Lê Văn Bé thăm Việt Nam.",
    ],
)
def test_no_visit_in_vietnamese(claims: Claims, text: str) -> None:
    """Invitations, maybes, sights, meetings elsewhere and captions are no visits."""
    assert claims(text, "visits") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "At the invitation of President Le Van Be, President of Peru Juan Quispe will pay a State visit to Viet Nam from November 21-24, 2013.",
            [("Juan Quispe", "VNM", "2013-11-21/2013-11-24", "state", "upcoming")],
        ),
        (
            "President Juan Quispe of Peru visited Laos in 1976 and 1983, President Ana Rojas in 1998.",
            [
                ("Juan Quispe", "LAO", "1976", "unspecified", "held"),
                ("Juan Quispe", "LAO", "1983", "unspecified", "held"),
                ("Ana Rojas", "LAO", "1998", "unspecified", "held"),
            ],
        ),
        (
            "The visit of Peruvian Prime Minister Ana Rojas to Laos in May 1999 was a success.",
            [("Ana Rojas", "LAO", "1999-05", "unspecified", "held")],
        ),
        (
            "Peruvian Foreign Minister Ana Rojas's official visit to Laos in May 1999 went well.",
            [("Ana Rojas", "LAO", "1999-05", "official", "held")],
        ),
        (
            "Ana Rojas, Foreign Minister of Peru, arrived in Vientiane on 3 May 1999, accompanied by Trade Minister Juan Quispe.",
            [("Ana Rojas", "LAO", "1999-05-03", "unspecified", "held")],
        ),
        (
            "President Juan Quispe of Peru visited Laos, Mongolia and Chile in June 2001.",
            [
                ("Juan Quispe", "CHL", "2001-06", "unspecified", "held"),
                ("Juan Quispe", "LAO", "2001-06", "unspecified", "held"),
                ("Juan Quispe", "MNG", "2001-06", "unspecified", "held"),
            ],
        ),
        ("President Juan Quispe of Peru was invited to visit Laos in 2015.", []),
        ("President Juan Quispe of Peru may visit Laos.", []),
    ],
)
def test_visits_in_english(
    claims: Claims, text: str, told: list[tuple[str, str, str, str, str]]
) -> None:
    """One verb may lead to several hosts, at several dates, and hold for the next name."""
    assert [_told(c) for c in claims(text, "visits", language="en")] == told


def test_the_first_item_of_a_list_is_a_place_of_its_own(claims: Claims) -> None:
    """However near its heading is, what tells of the visit is the item, and the heading beside it."""
    text = (
        "Relations of Laos and Peru\nLao leaders visited Peru:\n"
        "- Prime Minister Bounma Phone (May 1994);\n- President Kham Sisay (1996).\n"
    )
    for claim in claims(text, "visits", language="en"):
        said = sorted(text[span.start : span.end] for span in claim.spans)
        assert [part for part in said if "\n" in part] == []
        assert len(said) == 2


def test_items_under_a_heading_take_its_direction(claims: Claims) -> None:
    """A heading says from where to where; an item that says so itself is read by its own words."""
    found = claims(
        "Relations of Laos and Peru\nVisits by Peruvian leaders:\n"
        "- President Juan Quispe (official visit, March 1990)\n"
        "- Foreign Minister Ana Rojas, 4 May 1992\n"
        "- June 1993: Prime Minister Luis Mamani\n"
        "From the Lao side:\n"
        "- Prime Minister Bounma Phone (1994)\n"
        "Trade\n- Minister Pedro Mayta (1995) opened a fair.\n",
        "visits",
        language="en",
    )
    assert [_told(c) for c in found] == [
        ("Juan Quispe", "LAO", "1990-03", "official", "held"),
        ("Ana Rojas", "LAO", "1992-05-04", "unspecified", "held"),
        ("Luis Mamani", "LAO", "1993-06", "unspecified", "held"),
        ("Bounma Phone", "PER", "1994", "unspecified", "held"),
    ]


def test_sides_named_in_one_line(claims: Claims) -> None:
    """In a line on exchanges, "Ta:" and "Bạn:" tell who went."""
    found = claims(
        PAIR
        + "Trao đổi đoàn: Ta: Thủ tướng Lê Văn Bé (6/1994), Phó Thủ tướng Trần Thị Hoa (1995); "
        "Bạn: Tổng thống B. Ô-yun (4/1996).",
        "visits",
    )
    assert [_told(c)[:3] for c in found] == [
        ("Lê Văn Bé", "MNG", "1994-06"),
        ("Trần Thị Hoa", "MNG", "1995"),
        ("B. Ô-yun", "VNM", "1996-04"),
    ]


def test_several_invite_one_goes(claims: Claims) -> None:
    """Those who invite are no part of the list of visitors; each host is a visit."""
    found = claims(
        "Nhận lời mời của Chủ tịch Quốc hội Peru, Chủ tịch Thượng viện Chi-lê và Chủ tịch Hạ viện Mông Cổ, "
        "Chủ tịch Quốc hội Lê Văn Bé đã thăm chính thức Peru, Chi-lê và Mông Cổ từ ngày 11 đến 20/6/2012.",
        "visits",
    )
    assert [_told(c)[:2] for c in found] == [
        ("Lê Văn Bé", "CHL"),
        ("Lê Văn Bé", "MNG"),
        ("Lê Văn Bé", "PER"),
    ]
    assert {c.one("sender") for c in found} == {state("VNM")}


def test_a_visit_told_twice_is_one(claims: Claims) -> None:
    """The title gives the rank, the body the date; each place in the text is kept."""
    text = (
        "Tổng thống Peru Juan Quispe thăm cấp nhà nước Việt Nam\n"
        "Ngày 5/6/2012, Tổng thống Quispe đến thăm Việt Nam."
    )
    found = claims(text, "visits")
    assert [_told(c) for c in found] == [("Juan Quispe", "VNM", "2012-06-05", "state", "held")]
    assert len(found[0].spans) == 2


def test_an_office_alone_is_the_person_the_text_names_in_it(claims: Claims) -> None:
    """The claim then also rests on the words that name the person."""
    text = "Chuyến thăm Việt Nam của Tổng thống Peru\nTổng thống Peru Juan Quispe rất vui."
    found = claims(text, "visits")
    assert [_told(c)[:2] for c in found] == [("Juan Quispe", "VNM")]
    assert any("Juan Quispe" in text[s.start : s.end] for s in found[0].spans)


def test_the_first_span_is_tight(claims: Claims) -> None:
    """In a list each visit rests on its own words, then on the verb they share."""
    text = "Tổng thống A. Bô (3/1994), Thủ tướng C. Đô (9/1996) của Mông Cổ đã thăm chính thức Việt Nam."
    first = claims(PAIR + text, "visits")[0]
    seen = [(PAIR + text)[s.start : s.end] for s in first.spans]
    assert seen[0] == "Tổng thống A. Bô (3/1994"
    assert seen[1] == "thăm chính thức Việt Nam"


def test_who_invites_is_kept(claims: Claims) -> None:
    """The post of the host who invites stands on the claim."""
    text = "Theo lời mời của Thủ tướng Lê Văn Bé, Thủ tướng Peru Juan Quispe thăm Việt Nam ngày 3/2/2012."
    found = claims(text, "visits")[0]
    assert found.one("invitedBy") == post("VNM", "prime-minister")
    assert found.one("rank") == concept("rank", "unspecified")


def test_a_visit_as_planned_has_no_date_of_its_own(claims: Claims) -> None:
    """What happens before a visit that is planned does not date the visit."""
    (visit,) = claims(
        "Tháng 12/2011, trước chuyến thăm Lào theo dự kiến, Tổng thống Peru Ollanta Humala ký một sắc lệnh.",
        "visits",
    )
    assert (visit.one("status"), visit.values.get("edtf", ())) == (concept("status", "planned"), ())
