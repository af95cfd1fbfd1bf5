"""Several visits told by one sentence: tours, joined visitors, several dates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.terms import concept

Told = list[tuple[str, str, str, str]]
Visits = Callable[..., Told]

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "language", "issued", "told"),
    [
        (
            "Peruvian Foreign Minister Ana Rojas toured Laos, Mongolia and Chile from 3 to 12 June 2012. In Vientiane she met President Bounma Phone.",
            "en",
            "2013-05-17",
            [
                ("Ana Rojas", "PER", "CHL", "2012-06-03/2012-06-12"),
                ("Ana Rojas", "PER", "LAO", "2012-06-03/2012-06-12"),
                ("Ana Rojas", "PER", "MNG", "2012-06-03/2012-06-12"),
            ],
        ),
        (
            "Lao Foreign Minister Kham Sisay visited Peru on 3-5 May 2012 and Chile on 6 May 2012.",
            "en",
            "2013-05-17",
            [
                ("Kham Sisay", "LAO", "CHL", "2012-05-06"),
                ("Kham Sisay", "LAO", "PER", "2012-05-03/2012-05-05"),
            ],
        ),
        (
            "Sáng 14/5, Thủ tướng Lê Văn Bé đã rời Hà Nội lên đường thăm chính thức Mông Cổ và Peru.",
            "vi",
            "2013-05-14",
            [("Lê Văn Bé", "VNM", "MNG", "2013-05-14"), ("Lê Văn Bé", "VNM", "PER", "2013-05-14")],
        ),
        (
            "Thủ tướng Lê Văn Bé thăm chính thức Lào, Mông Cổ và Peru từ ngày 3 đến ngày 12/6/2012.",
            "vi",
            "2013-05-14",
            [
                ("Lê Văn Bé", "VNM", "LAO", "2012-06-03/2012-06-12"),
                ("Lê Văn Bé", "VNM", "MNG", "2012-06-03/2012-06-12"),
                ("Lê Văn Bé", "VNM", "PER", "2012-06-03/2012-06-12"),
            ],
        ),
        (
            "Thủ tướng Lê Văn Bé sẽ thăm Lào (3-4/6), Mông Cổ (5-6/6) và Peru (8-10/6).",
            "vi",
            "2013-05-14",
            [
                ("Lê Văn Bé", "VNM", "LAO", "2013-06-03/2013-06-04"),
                ("Lê Văn Bé", "VNM", "MNG", "2013-06-05/2013-06-06"),
                ("Lê Văn Bé", "VNM", "PER", "2013-06-08/2013-06-10"),
            ],
        ),
        (
            "Thủ tướng Lê Văn Bé (tháng 5/2010 và tháng 6/2012), Chủ tịch Quốc hội Trần Thị Hoa (2011) đã thăm Peru.",
            "vi",
            "2013-05-14",
            [
                ("Lê Văn Bé", "VNM", "PER", "2010-05"),
                ("Lê Văn Bé", "VNM", "PER", "2012-06"),
                ("Trần Thị Hoa", "VNM", "PER", "2011"),
            ],
        ),
        (
            "Peru's Foreign Minister Ana Rojas will visit Laos on Thursday and Mongolia on Friday, the ministry said.",
            "en",
            "2013-05-14",
            [("Ana Rojas", "PER", "LAO", "2013-05-16"), ("Ana Rojas", "PER", "MNG", "2013-05-17")],
        ),
        (
            "Prime Minister of Laos Bounma Phone undertook a visit to Peru in July 1997. The visit of the then President of Peru, Mr. Juan Quispe, to Laos took place in 1999.",
            "en",
            "2013-05-14",
            [("Bounma Phone", "LAO", "PER", "1997-07"), ("Juan Quispe", "PER", "LAO", "1999")],
        ),
        (
            "There have been several high-level visits. Lao Vice President Kham Sisay visited Peru in 2001, followed by Prime Minister Bounma Phone in 2004 and President Oudom Keo in 2006.",
            "en",
            "2013-05-14",
            [
                ("Bounma Phone", "LAO", "PER", "2004"),
                ("Kham Sisay", "LAO", "PER", "2001"),
                ("Oudom Keo", "LAO", "PER", "2006"),
            ],
        ),
        (
            "In October 2008, Peruvian President Juan Quispe paid visits to Laos and Mongolia.",
            "en",
            "2013-05-14",
            [("Juan Quispe", "PER", "LAO", "2008-10"), ("Juan Quispe", "PER", "MNG", "2008-10")],
        ),
        (
            "King Luis of Peru visited Laos twice, in 1988 and in 1994.",
            "en",
            "2013-05-14",
            [("Luis", "PER", "LAO", "1988"), ("Luis", "PER", "LAO", "1994")],
        ),
        (
            "Tối 14/5, Thủ tướng Lê Văn Bé đã về tới Hà Nội, kết thúc tốt đẹp chuyến thăm chính thức Lào, Peru từ 6 đến 14/5.",
            "vi",
            "2013-05-14",
            [
                ("Lê Văn Bé", "VNM", "LAO", "2013-05-06/2013-05-14"),
                ("Lê Văn Bé", "VNM", "PER", "2013-05-06/2013-05-14"),
            ],
        ),
        (
            "Tháng 10/2008, Thủ tướng Lê Văn Bé thăm chính thức Lào; tháng 5/2009, Chủ tịch nước Trần Văn Hòa thăm cấp Nhà nước Mông Cổ; tháng 7/2009 Thủ tướng Lào Bun-ma Phôn thăm lại Việt Nam.",
            "vi",
            "2013-05-14",
            [
                ("Bun-ma Phôn", "LAO", "VNM", "2009-07"),
                ("Lê Văn Bé", "VNM", "LAO", "2008-10"),
                ("Trần Văn Hòa", "VNM", "MNG", "2009-05"),
            ],
        ),
    ],
)
def test_several_visits_of_one_sentence(
    visits: Visits, text: str, language: str, issued: str, told: Told
) -> None:
    """Each leg has its own dates, else those of the tour; what ends on a day ends the last leg."""
    assert visits(text, language=language, issued=issued) == told


@pytest.mark.parametrize(
    ("text", "language", "rank"),
    [
        (
            "Peruvian President Juan Quispe arrived in Vientiane on Monday for a two-day state visit.",
            "en",
            "state",
        ),
        (
            "Foreign Minister Ana Rojas of Peru travelled to Laos in May 2012 on a working visit.",
            "en",
            "working",
        ),
        (
            "Tổng thống Peru Juan Quispe đã đến Hà Nội, bắt đầu chuyến thăm chính thức Việt Nam.",
            "vi",
            "official",
        ),
        ("Thủ tướng Lê Văn Bé thăm hữu nghị chính thức Mông Cổ tháng 5/2012.", "vi", "official"),
        ("Thủ tướng Lê Văn Bé quá cảnh Mông Cổ ngày 3/5/2012.", "vi", "transit"),
    ],
)
def test_rank_of_a_stay(claims: Claims, text: str, language: str, rank: str) -> None:
    """The rank may stand with the word for the stay and not with the verb of arriving."""
    (visit,) = claims(text, "visits", language=language, issued="2013-05-15")
    assert visit.one("rank") == concept("rank", rank)


@pytest.mark.parametrize(
    ("text", "language", "status", "edtf"),
    [
        (
            "The visit to Laos by Peruvian President Juan Quispe, planned for June 2013, was postponed.",
            "en",
            "postponed",
            "2013-06",
        ),
        ("President Juan Quispe of Peru cancelled a visit to Laos.", "en", "cancelled", None),
        (
            "Chuyến thăm Việt Nam của Tổng thống Peru Juan Quispe dự kiến diễn ra vào tháng 9/2013.",
            "vi",
            "planned",
            "2013-09",
        ),
    ],
)
def test_what_became_of_a_plan(
    claims: Claims, text: str, language: str, status: str, edtf: str | None
) -> None:
    """A plan has the date it was made for, a visit put off or called off its own status."""
    (visit,) = claims(text, "visits", language=language, issued="2013-05-15")
    assert (visit.one("status"), visit.one("edtf")) == (concept("status", status), edtf)
