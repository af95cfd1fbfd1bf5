"""Words for visits that tell of none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = list[tuple[str, str, str, str]]
Visits = Callable[..., Told]


@pytest.mark.parametrize(
    ("text", "language", "issued"),
    [
        (
            "It was the first visit by a Peruvian president to Laos since 1990.",
            "en",
            "2013-05-17",
        ),
        (
            "Relations between Laos and Peru\nJuan Quispe was born in 1950. President Juan Quispe of Peru has been in office since 2006. He served as Foreign Minister from 1999 to 2003.",
            "en",
            "2013-05-17",
        ),
        (
            "President Juan Quispe of Peru accepted an invitation to visit Laos next year.",
            "en",
            "2013-05-17",
        ),
        (
            "President Quispe of Peru sent a letter to Laos on 3 May. He wrote to Mongolia too. Exports went to Laos.",
            "en",
            "2013-05-17",
        ),
        (
            "Đây là chuyến thăm đầu tiên của một Tổng thống Peru tới Việt Nam kể từ năm 1994.",
            "vi",
            "2013-05-14",
        ),
        (
            "Việt Nam mời Tổng thống Peru Juan Quispe sang thăm vào năm 2014. Tổng thống nước này đã nhận lời.",
            "vi",
            "2013-05-14",
        ),
        (
            "Xuất khẩu sang Lào đã đến mức cao. Thủ tướng Lê Văn Bé đã gửi điện mừng tới Lào ngày 3/5/2012.",
            "vi",
            "2013-05-14",
        ),
        (
            "Relations between Laos and Peru\nA delegation visited Laos. In 2010 President Juan Quispe signed a law. Tourists visited Peru in 2012. Some 3,000 Laotians visit Peru every year.",
            "en",
            "2013-05-14",
        ),
        (
            "Lao President Bounma Phone visited a hospital in Vientiane on Monday with Peruvian Ambassador Luis Mamani.",
            "en",
            "2013-05-14",
        ),
        (
            "Peru's President Juan Quispe thanked Laos for the visit. He hopes to visit Laos soon and has never visited Mongolia.",
            "en",
            "2013-05-14",
        ),
        (
            "Peruvian President Juan Quispe met Lao President Bounma Phone in New York in September 2012 on the sidelines of the UN General Assembly.",
            "en",
            "2013-05-14",
        ),
        (
            "The two countries exchange visits regularly. The Peruvian Ambassador to Laos, Luis Mamani, presented credentials in May 2010.",
            "en",
            "2013-05-14",
        ),
        (
            "Thủ tướng Lê Văn Bé thăm và chúc Tết tỉnh Bắc Giang. Chiều 3/2, Chủ tịch nước Trần Văn Hòa thăm Đại sứ quán Lào tại Hà Nội.",
            "vi",
            "2013-05-14",
        ),
        (
            "Chủ tịch nước Trần Văn Hòa mong sớm được đón Tổng thống Peru Juan Quispe thăm Việt Nam. Tổng thống Peru mời Chủ tịch nước thăm Peru vào năm 2014.",
            "vi",
            "2013-05-14",
        ),
        (
            "Năm 2012, hơn 20.000 du khách Peru thăm Việt Nam. Bộ trưởng Ngoại giao Peru Ana Rojas cho rằng việc trao đổi các chuyến thăm cấp cao là cần thiết.",
            "vi",
            "2013-05-14",
        ),
        (
            "Tổng thống Peru Juan Quispe gặp Thủ tướng Lê Văn Bé bên lề Hội nghị tại New York ngày 24/9/2012.",
            "vi",
            "2013-05-14",
        ),
        (
            "Tiểu sử Tổng thống Peru\nÔng Juan Quispe sinh năm 1950, từng làm Bộ trưởng Ngoại giao (1999-2003), Thủ tướng (2004-2006). Tổng thống Juan Quispe (từ 2011) có hai con.",
            "vi",
            "2013-05-14",
        ),
        (
            "Peruvian President Juan Quispe went to Laos to study law in 1970. He was in exile in Laos until 1980.",
            "en",
            "2013-05-15",
        ),
        (
            "The accord was signed by Lao Foreign Minister Kham Sisay and Carla Huanca, who is on a visit to Mongolia.",
            "en",
            "2013-05-15",
        ),
        (
            "Ana Rojas is the first Peruvian minister to visit Laos, and no Lao president has visited Peru.",
            "en",
            "2013-05-15",
        ),
        (
            "Tổng thống Peru Juan Quispe đã sang Lào du học năm 1970 và đã ở Mông Cổ từ năm 1980 đến 1985.",
            "vi",
            "2013-05-15",
        ),
    ],
)
def test_what_tells_of_no_visit(visits: Visits, text: str, language: str, issued: str) -> None:
    """Lives, sights, wishes, invitations, meetings elsewhere and tourists are no visits."""
    assert visits(text, language=language, issued=issued) == []
