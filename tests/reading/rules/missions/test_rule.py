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
        (
            "Năm 2001, Peru mở Lãnh sự quán danh dự tại Viêng Chăn.",
            "vi",
            [("PER", "LAO", "honorary-consulate", "2001/")],
        ),
        (
            "Peru opened an Honorary Consulate in Vientiane in 2001.",
            "en",
            [("PER", "LAO", "honorary-consulate", "2001/")],
        ),
        ("Peru sẽ mở Đại sứ quán tại Lào năm 2015.", "vi", []),
        ("Peru agreed to open an embassy in Vientiane.", "en", []),
        ("Peru does not have an embassy in Vientiane.", "en", []),
        ("Peru không có Đại sứ quán tại Lào.", "vi", []),
        ("Đại sứ quán Peru tại Viêng Chăn tổ chức lễ ngày 5/5/2014.", "vi", []),
        ("Officials met at the Embassy of Peru in Vientiane on 5 May 2014.", "en", []),
        ("Peru has an embassy in Vientiane.", "en", [("PER", "LAO", "embassy", "")]),
        (
            "Peru has an Embassy in Vientiane and a Consulate General in Pakse (since 1996).",
            "en",
            [("PER", "LAO", "embassy", ""), ("PER", "LAO", "consulate-general", "1996/")],
        ),
        (
            "Peru maintains Consulates General in Pakse (since 2009) and Luang Prabang.",
            "en",
            [("PER", "LAO", "consulate-general", "2009/"), ("PER", "LAO", "consulate-general", "")],
        ),
        (
            "The Peruvian Embassy in Laos was opened in 1971 and Laos's embassy in Lima in the same year.",
            "en",
            [("PER", "LAO", "embassy", "1971/"), ("LAO", "PER", "embassy", "1971/")],
        ),
        (
            "The Lao legation in Arequipa, established in 1951, was small.",
            "en",
            [("LAO", "PER", "legation", "1951/")],
        ),
        ("A Consulate of Laos operates in Cusco.", "en", [("LAO", "PER", "consulate", "")]),
        (
            "The Peruvian embassy to Laos was established on 3 May 2005.",
            "en",
            [("PER", "LAO", "embassy", "2005-05-03/")],
        ),
        (
            "Bên cạnh Đại sứ quán tại Lima, Lào có Tổng Lãnh sự quán tại Cusco.",
            "vi",
            [("LAO", "PER", "embassy", ""), ("LAO", "PER", "consulate-general", "")],
        ),
        (
            "Peru có các Tổng Lãnh sự quán tại Quảng Châu, Côn Minh và Thượng Hải.",
            "vi",
            [("PER", "CHN", "consulate-general", "")] * 3,
        ),
        (
            "Peru lập ĐSQ tại Viêng Chăn năm 1977, đóng cửa năm 1994.",
            "vi",
            [("PER", "LAO", "embassy", "1977/")],
        ),
        (
            "Ông tới Lima, nơi Lào đã mở một đại sứ quán vào tháng 4 năm 2011.",
            "vi",
            [("LAO", "PER", "embassy", "2011-04/")],
        ),
        (
            "Tổng LSQ Peru tại Pakse (từ 2005) nhỏ.",
            "vi",
            [("PER", "LAO", "consulate-general", "2005/")],
        ),
    ],
)
def test_missions(
    claims: Claims, text: str, language: str, told: list[tuple[str, str, str, str]]
) -> None:
    """Whose, where, which kind, since when; plans and events at a mission are none."""
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


def test_a_dated_mission_says_all_that_an_undated_one_does(claims: Claims) -> None:
    """A headline without a date adds nothing to the sentence that gives it."""
    text = "Peru reopens embassy in Laos\nPeru reopened its embassy in Vientiane on 4 May 2011."
    found = claims(text, "missions", language="en")
    assert [_told(c) for c in found] == [("PER", "LAO", "embassy", "2011-05-04/")]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "en",
            "Kenya opened its resident mission in Santiago in 1978.",
            [("KEN", "CHL", "embassy", "1978/")],
        ),
        (
            "en",
            "Chile is represented in Kenya through its embassy in Nairobi.",
            [("CHL", "KEN", "embassy", "")],
        ),
        (
            "en",
            "Chile has an embassy in Nairobi and Kenya has an embassy in Santiago.",
            [("CHL", "KEN", "embassy", ""), ("KEN", "CHL", "embassy", "")],
        ),
        (
            "en",
            "Kenya closed its embassy in Santiago in 1999 and reopened it in 2011.",
            [("KEN", "CHL", "embassy", "2011/")],
        ),
        (
            "en",
            "Chile - Kenya relations\nResident Missions: Chile has had an embassy in Nairobi since 1968. Kenya is represented by its embassy in Brasilia.",
            [("CHL", "KEN", "embassy", "1968/")],
        ),
        (
            "en",
            "The Embassy of Chile in Nairobi started functioning in March 1968.",
            [("CHL", "KEN", "embassy", "1968-03/")],
        ),
        (
            "en",
            "A Chilean consulate general was established in Mombasa in 2004, and an honorary consulate in Nairobi in 2006.",
            [
                ("CHL", "KEN", "consulate-general", "2004/"),
                ("CHL", "KEN", "honorary-consulate", "2006/"),
            ],
        ),
        (
            "en",
            "Chile and Kenya opened embassies in each other's capitals in 1968.",
            [("CHL", "KEN", "embassy", "1968/"), ("KEN", "CHL", "embassy", "1968/")],
        ),
        (
            "en",
            "Chile will open an embassy in Nairobi next year.",
            [],
        ),
        (
            "en",
            "Chile opened its first embassy in East Africa in Nairobi in 1968.",
            [("CHL", "KEN", "embassy", "1968/")],
        ),
        (
            "en",
            "The opening of the Chilean Embassy in Nairobi in 1968 was a milestone.",
            [("CHL", "KEN", "embassy", "1968/")],
        ),
        (
            "en",
            "Chile - Kenya relations\nChile: Embassy in Nairobi (since 1968)\nKenya: Embassy in Santiago (since 1975)",
            [("CHL", "KEN", "embassy", "1968/"), ("KEN", "CHL", "embassy", "1975/")],
        ),
        (
            "vi",
            "Quan hệ Việt Nam - Kê-ni-a\nKê-ni-a chưa có Đại sứ quán tại Việt Nam.",
            [],
        ),
        (
            "vi",
            "Quan hệ Việt Nam - Chi-lê\nTa lập Đại sứ quán tại Xan-ti-a-gô tháng 10/2003. Bạn mở Đại sứ quán tại Hà Nội tháng 11/2004.",
            [("CHL", "VNM", "embassy", "2004-11/"), ("VNM", "CHL", "embassy", "2003-10/")],
        ),
        (
            "vi",
            "Chi-lê khai trương Đại sứ quán tại Nai-rô-bi vào ngày 5/6/1968; Kê-ni-a mở Sứ quán ở Xan-ti-a-gô năm 1975.",
            [("CHL", "KEN", "embassy", "1968-06-05/"), ("KEN", "CHL", "embassy", "1975/")],
        ),
        (
            "vi",
            "Cơ quan đại diện: Chi-lê có Đại sứ quán tại Nai-rô-bi. Kê-ni-a có Đại sứ quán tại Xan-ti-a-gô (từ 1975).",
            [("CHL", "KEN", "embassy", ""), ("KEN", "CHL", "embassy", "1975/")],
        ),
        (
            "vi",
            "Quan hệ Việt Nam - Chi-lê\nHai nước đã lập Đại sứ quán thường trú tại thủ đô mỗi nước từ năm 2004.",
            [("CHL", "VNM", "embassy", "2004/"), ("VNM", "CHL", "embassy", "2004/")],
        ),
        (
            "vi",
            "Quan hệ Việt Nam - Chi-lê\nĐại sứ quán Việt Nam tại Chi-lê kiêm nhiệm Kê-ni-a.",
            [],
        ),
        (
            "vi",
            "Quan hệ Chi-lê - Kê-ni-a\nĐại sứ quán Chi-lê tại Nai-rô-bi được mở lại tháng 3/1990 sau 17 năm đóng cửa.",
            [("CHL", "KEN", "embassy", "1990-03/")],
        ),
        (
            "vi",
            "Chi-lê đã nâng cấp Tổng Lãnh sự quán tại Nai-rô-bi thành Đại sứ quán năm 1970.",
            [("CHL", "KEN", "embassy", "1970/")],
        ),
        (
            "en",
            "Chile - Kenya relations\nEmbassies\nEmbassy of Chile in Nairobi (1968-). Embassy of Kenya in Santiago; Consulate-General of Kenya in Valparaiso.",
            [
                ("CHL", "KEN", "embassy", "1968/"),
                ("KEN", "CHL", "consulate-general", ""),
                ("KEN", "CHL", "embassy", ""),
            ],
        ),
        (
            "vi",
            "Quan hệ Việt Nam - Chi-lê\nĐại sứ quán Chi-lê tại Hà Nội hoạt động từ 1985, đóng cửa năm 1992 và mở lại tháng 5/2004.",
            [
                ("CHL", "VNM", "embassy", "1985/"),
                ("CHL", "VNM", "embassy", "2004-05/"),
            ],
        ),
        (
            "en",
            "Chile's mission in Nairobi became a full embassy in 1970.",
            [("CHL", "KEN", "embassy", "1970/")],
        ),
        (
            "en",
            "The Embassy of Chile in Nairobi hosted a reception in 2004.",
            [],
        ),
    ],
)
def test_constructions(
    claims: Claims, language: str, text: str, told: list[tuple[str, str, str, str]]
) -> None:
    """The many ways of telling of a mission are read alike in both languages."""
    found = [c for c in claims(text, "missions", language=language) if c.kind == "Mission"]
    assert sorted(_told(c) for c in found) == sorted(told)
