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
            "Quan hệ giữa St. Lucia và Peru được nâng lên Đối tác chiến lược tháng 1/1983.",
            ("upgraded", {"LCA", "PER"}, "1983-01", "strategic-partnership"),
        ),
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
        (
            "Quan hệ Peru - Mông Cổ\nNgày thiết lập QHNG: 3/2/1992",
            ("established", {"PER", "MNG"}, "1992-02-03", ""),
        ),
        (
            "Quan hệ ngoại giao giữa Peru và Mông Cổ được thiết lập vào ngày 3/2/1992.",
            ("established", {"PER", "MNG"}, "1992-02-03", ""),
        ),
        (
            "Tháng 3/1990, Peru và Mông Cổ bình thường hóa quan hệ.",
            ("resumed", {"PER", "MNG"}, "1990-03", ""),
        ),
        ("Peru đoạn giao với Mông Cổ tháng 12/1960.", ("severed", {"PER", "MNG"}, "1960-12", "")),
        (
            "Dịp kỷ niệm 30 năm thiết lập quan hệ ngoại giao Mông Cổ - Peru (1972-2002), Lào chúc mừng.",
            ("established", {"PER", "MNG"}, "1972", ""),
        ),
        (
            "Mối quan hệ đối tác chiến lược Peru - Mông Cổ được thiết lập năm 2011.",
            ("upgraded", {"PER", "MNG"}, "2011", "strategic-partnership"),
        ),
        (
            "Peru và Mông Cổ là đối tác toàn diện từ năm 2012.",
            ("upgraded", {"PER", "MNG"}, "2012", "comprehensive-partnership"),
        ),
        (
            "Peru công nhận Nhà nước Palestine ngày 24/1/2011.",
            ("recognised", {"PER", "PSE"}, "2011-01-24", ""),
        ),
        (
            "Năm 1973, Peru đình chỉ quan hệ ngoại giao với Mông Cổ.",
            ("suspended", {"PER", "MNG"}, "1973", ""),
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
            "Diplomatic relations between Peru and Mongolia were established in 1963, as Laos knows.",
            ("established", {"PER", "MNG"}, "1963", ""),
        ),
        (
            "Formal Peruvian diplomatic relations with Mongolia began in 1963.",
            ("established", {"PER", "MNG"}, "1963", ""),
        ),
        ("Peru cut ties with Mongolia in 2009.", ("severed", {"PER", "MNG"}, "2009", "")),
        (
            "Peru and Mongolia broke off relations in May 1998.",
            ("severed", {"PER", "MNG"}, "1998-05", ""),
        ),
        (
            "Peru was among the first countries to recognise Mongolia in February 1972.",
            ("recognised", {"PER", "MNG"}, "1972-02", ""),
        ),
        (
            "In 2003 Peru and Mongolia set up an all-round cooperative partnership.",
            ("upgraded", {"PER", "MNG"}, "2003", "other"),
        ),
        (
            "Relations of Peru and Mongolia were elevated to a Strategic Partnership during the visit of the President in March 2015.",
            ("upgraded", {"PER", "MNG"}, "2015-03", "strategic-partnership"),
        ),
        (
            "Peru suspended diplomatic relations with Mongolia in May 1973.",
            ("suspended", {"PER", "MNG"}, "1973-05", ""),
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
        "Chuyến thăm đầu tiên từ khi Peru và Mông Cổ thiết lập quan hệ ngoại giao, ngày 5/5/2014.",
        "Tháng 1/1964, trước khi Peru và Mông Cổ thiết lập quan hệ ngoại giao, đoàn đến.",
        "Peru và Mông Cổ đàm phán nối lại quan hệ ngoại giao tháng 5/2001.",
        "Thoả thuận về việc thành lập quan hệ ngoại giao của Peru và Mông Cổ (3/2/1992).",
    ],
)
def test_what_is_no_step(claims: Claims, text: str) -> None:
    """Diplomas, plans, undated steps, partnerships in one field and titles of agreements."""
    assert claims(text, "relations") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chile lập quan hệ ngoại giao với Lào (1970), Mông Cổ (1972) và Nepal (1973).", "vi"),
        (
            "Laos (1970), Mongolia (1972) and Nepal (1973) established diplomatic relations with Chile.",
            "en",
        ),
        (
            "Chile established diplomatic relations with Laos in 1970, with Mongolia in 1972 and with Nepal in 1973.",
            "en",
        ),
    ],
)
def test_a_list_gives_each_pair_its_date(claims: Claims, text: str, language: str) -> None:
    """One state with several, each with the date beside it."""
    told = [_told(c) for c in claims(text, "relations", language=language)]
    assert told == [
        ("established", {"CHL", "LAO"}, "1970", ""),
        ("established", {"CHL", "MNG"}, "1972", ""),
        ("established", {"CHL", "NPL"}, "1973", ""),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Peru và Lào nâng quan hệ lên Đối tác toàn diện (10/2009), Đối tác chiến lược (5/2013).",
            "vi",
        ),
        (
            "Peru và Lào nâng quan hệ lên Đối tác toàn diện tháng 10/2009 và Đối tác chiến lược tháng 5/2013.",
            "vi",
        ),
        (
            "Peru and Laos raised their ties to a Comprehensive Partnership in October 2009 and a Strategic Partnership in May 2013.",
            "en",
        ),
    ],
)
def test_levels_in_a_row_are_steps_of_their_own(claims: Claims, text: str, language: str) -> None:
    """Each level has its date."""
    told = [_told(c)[2:] for c in claims(text, "relations", language=language)]
    assert told == [("2009-10", "comprehensive-partnership"), ("2013-05", "strategic-partnership")]


def test_the_sentence_before_may_frame_the_date(claims: Claims) -> None:
    """What is done after the talks is done on the day of the talks."""
    text = (
        "Ngày 17/11/2011, Tổng thống Peru và Tổng thống Mông Cổ hội đàm. Sau đó hai bên ký "
        "Tuyên bố chung về việc thiết lập quan hệ Đối tác chiến lược giữa Peru và Mông Cổ."
    )
    told = [_told(c) for c in claims(text, "relations")]
    assert told == [("upgraded", {"PER", "MNG"}, "2011-11-17", "strategic-partnership")]


def _step(claim: Claim) -> tuple[str, str, str, str, str]:
    names = ("recogniser", "recognised", "party")
    codes = [v.local for n in names for v in claim.values.get(n, ()) if isinstance(v, Iri)]
    step, _, edtf, level = _told(claim)
    one, two = codes if step == "recognised" else sorted(codes)
    return step, one, two, edtf, level


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "en",
            "Chile and Kenya have enjoyed diplomatic relations since 1967.",
            [("established", "CHL", "KEN", "1967", "")],
        ),
        (
            "en",
            "Diplomatic relations between Chile and Kenya date from 4 May 1967.",
            [("established", "CHL", "KEN", "1967-05-04", "")],
        ),
        (
            "en",
            "Kenya was among the first countries to recognise Bangladesh, on 14 February 1972.",
            [("recognised", "KEN", "BGD", "1972-02-14", "")],
        ),
        (
            "en",
            "Chile recognised the independence of Kenya on 12 December 1963 and diplomatic relations were established two years later.",
            [
                ("recognised", "CHL", "KEN", "1963-12-12", ""),
                ("established", "CHL", "KEN", "1965", ""),
            ],
        ),
        (
            "en",
            "Bilateral relations between Chile and Kenya\nThe two countries mark the 50th anniversary of diplomatic relations in 2013.",
            [("established", "CHL", "KEN", "1963", "")],
        ),
        (
            "en",
            "Chile - Kenya relations\nDiplomatic relations were raised to ambassadorial level in May 1964.",
            [("upgraded", "CHL", "KEN", "1964-05", "ambassador")],
        ),
        (
            "en",
            "Chile broke off diplomatic relations with Kenya in 1973 and restored them on 3 June 1990.",
            [("resumed", "CHL", "KEN", "1990-06-03", ""), ("severed", "CHL", "KEN", "1973", "")],
        ),
        (
            "en",
            "In 1973 Chile severed ties with Kenya; ties were restored in 1990.",
            [("resumed", "CHL", "KEN", "1990", ""), ("severed", "CHL", "KEN", "1973", "")],
        ),
        (
            "en",
            "Chile and Kenya signed a Joint Declaration on a Strategic Partnership during the visit of President Otieno in May 2009.",
            [("upgraded", "CHL", "KEN", "2009-05", "strategic-partnership")],
        ),
        (
            "en",
            "The two countries, Chile and Kenya, have been strategic partners since 2009.",
            [("upgraded", "CHL", "KEN", "2009", "strategic-partnership")],
        ),
        (
            "en",
            "Ties between Chile and Kenya were elevated to a Comprehensive Partnership in November 2011.",
            [("upgraded", "CHL", "KEN", "2011-11", "comprehensive-partnership")],
        ),
        (
            "en",
            "Chile has maintained diplomatic relations with Kenya since 12 December 1967.",
            [("established", "CHL", "KEN", "1967-12-12", "")],
        ),
        (
            "en",
            "Chile–Kenya\nEstablishment of diplomatic relations: 12 December 1967",
            [("established", "CHL", "KEN", "1967-12-12", "")],
        ),
        (
            "en",
            "It was in 1967 that Chile and Kenya established diplomatic ties.",
            [("established", "CHL", "KEN", "1967", "")],
        ),
        (
            "en",
            "Since establishing diplomatic relations in 1967, Chile and Kenya have worked closely together.",
            [("established", "CHL", "KEN", "1967", "")],
        ),
        (
            "en",
            "Since the establishment of diplomatic relations between Chile and Kenya in 1967, ties have grown.",
            [("established", "CHL", "KEN", "1967", "")],
        ),
        (
            "en",
            "This year marks 40 years since Chile and Kenya established diplomatic relations in 1973.",
            [("established", "CHL", "KEN", "1973", "")],
        ),
        (
            "vi",
            "Ngay sau khi Kê-ni-a giành độc lập, Chi-lê đã công nhận Kê-ni-a (12/12/1963) và hai nước lập quan hệ ngoại giao năm 1967.",
            [
                ("recognised", "CHL", "KEN", "1963-12-12", ""),
                ("established", "CHL", "KEN", "1967", ""),
            ],
        ),
        (
            "vi",
            "Quan hệ Việt Nam - Kê-ni-a\n1. Quan hệ chính trị: Hai nước thiết lập quan hệ ngoại giao ngày 21/12/1995.",
            [("established", "KEN", "VNM", "1995-12-21", "")],
        ),
        (
            "vi",
            "Quan hệ Việt Nam - Kê-ni-a\nViệt Nam và Kê-ni-a chính thức có quan hệ ngoại giao từ ngày 21/12/1995.",
            [("established", "KEN", "VNM", "1995-12-21", "")],
        ),
        (
            "vi",
            "Quan hệ Việt Nam - Kê-ni-a\nNgày 21/12/1995: Việt Nam và Kê-ni-a ký Thông cáo chung thiết lập quan hệ ngoại giao ở cấp Đại sứ.",
            [("established", "KEN", "VNM", "1995-12-21", "ambassador")],
        ),
        (
            "vi",
            "Tháng 5/2009, nhân chuyến thăm Chi-lê của Tổng thống Kê-ni-a, hai bên ra Tuyên bố chung thiết lập quan hệ Đối tác chiến lược.",
            [("upgraded", "CHL", "KEN", "2009-05", "strategic-partnership")],
        ),
        (
            "vi",
            "Chi-lê là nước Nam Mỹ đầu tiên thiết lập quan hệ Đối tác toàn diện với Kê-ni-a (2007).",
            [("upgraded", "CHL", "KEN", "2007", "comprehensive-partnership")],
        ),
        (
            "vi",
            "Năm 1973, Chi-lê cắt quan hệ ngoại giao với Kê-ni-a, đến năm 1990 nối lại.",
            [("resumed", "CHL", "KEN", "1990", ""), ("severed", "CHL", "KEN", "1973", "")],
        ),
        (
            "vi",
            "Quan hệ ngoại giao Chi-lê - Kê-ni-a bị gián đoạn từ năm 1973 và được khôi phục tháng 3/1990.",
            [("resumed", "CHL", "KEN", "1990-03", ""), ("suspended", "CHL", "KEN", "1973", "")],
        ),
        (
            "vi",
            "Chi-lê và Kê-ni-a đã nâng quan hệ từ cấp đại biện lên cấp đại sứ ngày 5/8/1978.",
            [("upgraded", "CHL", "KEN", "1978-08-05", "ambassador")],
        ),
        (
            "vi",
            "Hai nước Chi-lê và Kê-ni-a đang chuẩn bị các hoạt động kỷ niệm 50 năm Ngày thiết lập quan hệ ngoại giao (12/12/1967 - 12/12/2017).",
            [("established", "CHL", "KEN", "1967-12-12", "")],
        ),
        (
            "vi",
            "Trải qua 45 năm kể từ khi thiết lập quan hệ ngoại giao (1967), quan hệ Chi-lê - Kê-ni-a không ngừng phát triển.",
            [("established", "CHL", "KEN", "1967", "")],
        ),
    ],
)
def test_constructions(
    claims: Claims, language: str, text: str, told: list[tuple[str, str, str, str, str]]
) -> None:
    """The many ways of telling a step are read alike in both languages."""
    found = claims(text, "relations", language=language)
    assert sorted(_step(c) for c in found) == sorted(told)
