"""One visit in running text: who, where and when, in the constructions of news."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = list[tuple[str, str, str, str]]
Visits = Callable[..., Told]


@pytest.mark.parametrize(
    ("text", "language", "issued", "told"),
    [
        (
            "LIMA, May 14 - Laotian Prime Minister Bounma Phone arrived in Lima on Monday for a three-day official visit.",
            "en",
            "2013-05-14",
            ("Bounma Phone", "LAO", "PER", "2013-05-13/2013-05-15"),
        ),
        (
            "Peruvian President Juan Quispe on Tuesday began a four-day state visit to Mongolia.",
            "en",
            "2013-05-15",
            ("Juan Quispe", "PER", "MNG", "2013-05-14/2013-05-17"),
        ),
        (
            "Peruvian President Juan Quispe left Lima on Friday for Ulaanbaatar, where he will hold talks.",
            "en",
            "2013-05-15",
            ("Juan Quispe", "PER", "MNG", "2013-05-10"),
        ),
        (
            "Peruvian President Juan Quispe wrapped up his official visit to Mongolia on Sunday.",
            "en",
            "2013-05-15",
            ("Juan Quispe", "PER", "MNG", "2013-05-12"),
        ),
        (
            "President Juan Quispe of Peru will pay a two-day visit to Laos next week, starting on Monday.",
            "en",
            "2013-05-15",
            ("Juan Quispe", "PER", "LAO", "2013-05-20/2013-05-21"),
        ),
        (
            "Lao President Bounma Phone met Peruvian Foreign Minister Ana Rojas, who is paying an official visit to Laos from May 13 to 16.",
            "en",
            "2013-05-17",
            ("Ana Rojas", "PER", "LAO", "2013-05-13/2013-05-16"),
        ),
        (
            "Prime Minister Bounma Phone of Laos was received by President Juan Quispe during his visit to Peru in May 2009.",
            "en",
            "2013-05-17",
            ("Bounma Phone", "LAO", "PER", "2009-05"),
        ),
        (
            "Peru received the visit of Lao Prime Minister Bounma Phone in May 2009.",
            "en",
            "2013-05-17",
            ("Bounma Phone", "LAO", "PER", "2009-05"),
        ),
        (
            "Invited by President Juan Quispe, Prime Minister Bounma Phone of Laos paid a four-day official visit to Peru beginning on 3 May 2012.",
            "en",
            "2013-05-17",
            ("Bounma Phone", "LAO", "PER", "2012-05-03/2012-05-06"),
        ),
        (
            "On 5 June 2010, at the head of a high-level delegation, Lao Deputy Prime Minister Kham Sisay paid a working visit to Peru.",
            "en",
            "2013-05-17",
            ("Kham Sisay", "LAO", "PER", "2010-06-05"),
        ),
        (
            "Lao Foreign Minister Kham Sisay flew to Lima on Sunday. The minister said exports to Peru had grown.",
            "en",
            "2013-05-17",
            ("Kham Sisay", "LAO", "PER", "2013-05-12"),
        ),
        (
            "Lao Prime Minister Bounma Phone arrived here on Monday on a three-day visit to Peru.",
            "en",
            "2013-05-15",
            ("Bounma Phone", "LAO", "PER", "2013-05-13/2013-05-15"),
        ),
        (
            "Lao Prime Minister Bounma Phone will be in Peru from 3 to 5 June for a state visit.",
            "en",
            "2013-05-15",
            ("Bounma Phone", "LAO", "PER", "2013-06-03/2013-06-05"),
        ),
        (
            "The Crown Prince of Peru, Luis Mamani, will travel to Laos from 1 to 3 July.",
            "en",
            "2013-05-15",
            ("Luis Mamani", "PER", "LAO", "2013-07-01/2013-07-03"),
        ),
        (
            "Ngày 14/5, Thủ tướng Lào Bun-ma Phôn đã rời Hà Nội, kết thúc tốt đẹp chuyến thăm chính thức Việt Nam từ ngày 11/5.",
            "vi",
            "2013-05-14",
            ("Bun-ma Phôn", "LAO", "VNM", "2013-05-11/2013-05-14"),
        ),
        (
            "Tổng thống Peru Juan Quispe đến Hà Nội hôm thứ Hai, bắt đầu chuyến thăm ba ngày tới Việt Nam.",
            "vi",
            "2013-05-15",
            ("Juan Quispe", "PER", "VNM", "2013-05-13/2013-05-15"),
        ),
        (
            "Chủ tịch nước Lê Văn Bé đã hội đàm với Tổng thống Peru Juan Quispe đang thăm cấp Nhà nước Việt Nam từ 13 đến 15/5.",
            "vi",
            "2013-05-14",
            ("Juan Quispe", "PER", "VNM", "2013-05-13/2013-05-15"),
        ),
        (
            "Chiều 14/5, Chủ tịch Quốc hội Trần Thị Hoa đã tiếp Bộ trưởng Ngoại giao Peru Ana Rojas nhân dịp thăm làm việc tại Việt Nam.",
            "vi",
            "2013-05-14",
            ("Ana Rojas", "PER", "VNM", "2013-05-14"),
        ),
        (
            "Phó Thủ tướng Lê Văn Bé dự Lễ kỷ niệm 60 năm Quốc khánh Lào tại Viêng Chăn (12/2012). Quan hệ Việt Nam - Lào tốt đẹp.",
            "vi",
            "2013-05-14",
            ("Lê Văn Bé", "VNM", "LAO", "2012-12"),
        ),
        (
            "Nhận lời mời của Thủ tướng Lê Văn Bé, Thủ tướng Lào Bun-ma Phôn dẫn đầu Đoàn đại biểu cấp cao Chính phủ Lào thăm hữu nghị chính thức Việt Nam từ 3 đến 5/6/2012.",
            "vi",
            "2013-05-14",
            ("Bun-ma Phôn", "LAO", "VNM", "2012-06-03/2012-06-05"),
        ),
        (
            "Trong khuôn khổ chuyến thăm cấp Nhà nước tới Lào, chiều 5/6, Chủ tịch nước Trần Văn Hòa đã gặp Thủ tướng Lào Bun-ma Phôn.",
            "vi",
            "2013-06-06",
            ("Trần Văn Hòa", "VNM", "LAO", "2013-06-05"),
        ),
        (
            "Thủ tướng Lê Văn Bé đáp lễ thăm Lào tháng 7/2012.",
            "vi",
            "2013-05-14",
            ("Lê Văn Bé", "VNM", "LAO", "2012-07"),
        ),
        (
            "The Prime Minister of Peru, Luis Mamani, is visiting Laos from 12 to 15 May. During the visit, the Prime Minister met President Bounma Phone.",
            "en",
            "2013-05-14",
            ("Luis Mamani", "PER", "LAO", "2013-05-12/2013-05-15"),
        ),
        (
            "Peruvian Minister of Trade Pedro Mayta led a business delegation to Laos in October 2008.",
            "en",
            "2013-05-14",
            ("Pedro Mayta", "PER", "LAO", "2008-10"),
        ),
        (
            "Bounma Phone, the Lao prime minister, is due to arrive in Lima on June 3 for talks with President Juan Quispe.",
            "en",
            "2013-05-16",
            ("Bounma Phone", "LAO", "PER", "2013-06-03"),
        ),
        (
            "Ngày 12/5, tại Viêng Chăn, Thủ tướng Lê Văn Bé đã hội đàm với Thủ tướng Lào Bun-ma Phôn trong chuyến thăm chính thức Lào.",
            "vi",
            "2013-05-14",
            ("Lê Văn Bé", "VNM", "LAO", "2013-05-12"),
        ),
        (
            "Chiều 12/5, Tổng thống Peru Juan Quispe cùng Phu nhân đã tới sân bay Nội Bài, bắt đầu chuyến thăm cấp Nhà nước tới Việt Nam từ ngày 12 - 14/5.",
            "vi",
            "2013-05-14",
            ("Juan Quispe", "PER", "VNM", "2013-05-12/2013-05-14"),
        ),
        (
            "Theo Bộ Ngoại giao, Tổng thống Peru Juan Quispe sẽ có chuyến thăm cấp Nhà nước tới Việt Nam vào tuần tới.",
            "vi",
            "2013-05-14",
            ("Juan Quispe", "PER", "VNM", "2013-05"),
        ),
        (
            "Tổng thống Peru Juan Quispe sẽ thăm Việt Nam ba ngày kể từ ngày 20/5.",
            "vi",
            "2013-05-14",
            ("Juan Quispe", "PER", "VNM", "2013-05-20/2013-05-22"),
        ),
        (
            "Chuyến thăm Lào ba ngày của Thủ tướng Lê Văn Bé bắt đầu từ 20/5 và kết thúc ngày 22/5.",
            "vi",
            "2013-05-14",
            ("Lê Văn Bé", "VNM", "LAO", "2013-05-20/2013-05-22"),
        ),
        (
            "Trong các ngày 3-5/6/2012, Đoàn đại biểu do Phó Chủ tịch Quốc hội Trần Thị Hoa dẫn đầu đã thăm làm việc tại Peru.",
            "vi",
            "2013-05-14",
            ("Trần Thị Hoa", "VNM", "PER", "2012-06-03/2012-06-05"),
        ),
        (
            "Lào và Việt Nam ký hiệp định nhân chuyến thăm Việt Nam của Thủ tướng Lào Bun-ma Phôn tháng 7/2009.",
            "vi",
            "2013-05-14",
            ("Bun-ma Phôn", "LAO", "VNM", "2009-07"),
        ),
        (
            "Nhân dịp thăm Việt Nam (tháng 3/2011), Tổng thống Peru Juan Quispe đã khánh thành tượng đài.",
            "vi",
            "2013-05-14",
            ("Juan Quispe", "PER", "VNM", "2011-03"),
        ),
    ],
)
def test_one_visit_of_running_text(
    visits: Visits, text: str, language: str, issued: str, told: tuple[str, str, str, str]
) -> None:
    """Arrivals, departures, receptions, participles and nouns tell of a visit."""
    assert visits(text, language=language, issued=issued) == [told]
