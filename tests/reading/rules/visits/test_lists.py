"""Lists of visits under headings, in one line, and in running text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = list[tuple[str, str, str, str]]
Visits = Callable[..., Told]


@pytest.mark.parametrize(
    ("text", "language", "issued", "told"),
    [
        (
            "Relations between Laos and Peru\nPeruvian President Juan Quispe's visit to Laos in 2010 was followed by a return visit by Lao Prime Minister Bounma Phone to Peru in April 2011.",
            "en",
            "2013-05-17",
            [("Bounma Phone", "LAO", "PER", "2011-04"), ("Juan Quispe", "PER", "LAO", "2010")],
        ),
        (
            "Relations between Laos and Peru\nHigh-level visits\nVisits from Laos to Peru: President Kham Sisay (October 2003, May 2006); Prime Minister Bounma Phone (March 2009 - official visit; September 2011 - working visit).\nVisits from Peru to Laos: President Juan Quispe in April 2010 (State visit); Foreign Minister Ana Rojas, 12-14 May 2011.\nTrade\nTrade Minister Pedro Mayta (2012) said that exports grew.",
            "en",
            "2013-05-17",
            [
                ("Ana Rojas", "PER", "LAO", "2011-05-12/2011-05-14"),
                ("Bounma Phone", "LAO", "PER", "2009-03"),
                ("Bounma Phone", "LAO", "PER", "2011-09"),
                ("Juan Quispe", "PER", "LAO", "2010-04"),
                ("Kham Sisay", "LAO", "PER", "2003-10"),
                ("Kham Sisay", "LAO", "PER", "2006-05"),
            ],
        ),
        (
            "Relations between Laos and Peru\nPeruvian leaders who have visited Laos include President Juan Quispe (1999) and Foreign Minister Ana Rojas (May 2003).",
            "en",
            "2013-05-17",
            [("Ana Rojas", "PER", "LAO", "2003-05"), ("Juan Quispe", "PER", "LAO", "1999")],
        ),
        (
            "Quan hệ Việt Nam - Mông Cổ\nTrao đổi đoàn:\nĐoàn ra: Thủ tướng Lê Văn Bé (6/1994), Phó Thủ tướng Trần Thị Hoa (tháng 3 và tháng 9/2011)\nĐoàn vào: Tổng thống B. Ô-yun (4/1996, 5/2006); Thủ tướng C. Tô-mo (28/2-2/3/2007, thăm chính thức)\nKinh tế: Bộ trưởng Thương mại D. Ba-tô (2008) cho biết kim ngạch tăng.",
            "vi",
            "2013-05-14",
            [
                ("B. Ô-yun", "MNG", "VNM", "1996-04"),
                ("B. Ô-yun", "MNG", "VNM", "2006-05"),
                ("C. Tô-mo", "MNG", "VNM", "2007-02-28/2007-03-02"),
                ("Lê Văn Bé", "VNM", "MNG", "1994-06"),
                ("Trần Thị Hoa", "VNM", "MNG", "2011-03"),
                ("Trần Thị Hoa", "VNM", "MNG", "2011-09"),
            ],
        ),
        (
            "Quan hệ Việt Nam - Mông Cổ\nPhía bạn thăm ta:\n- Tổng thống B. Ô-yun (thăm cấp Nhà nước tháng 4/1996)\n- Thủ tướng C. Tô-mo thăm chính thức từ 3-5/9/2001\n- Bộ trưởng Ngoại giao D. Ba-tô (dự APEC, 11/2006)\nTa thăm bạn:\n- Chủ tịch nước Lê Văn Bé: 5/1999\n- Tháng 6/2003: Thủ tướng Trần Văn Hòa\n",
            "vi",
            "2013-05-14",
            [
                ("B. Ô-yun", "MNG", "VNM", "1996-04"),
                ("C. Tô-mo", "MNG", "VNM", "2001-09-03/2001-09-05"),
                ("D. Ba-tô", "MNG", "VNM", "2006-11"),
                ("Lê Văn Bé", "VNM", "MNG", "1999-05"),
                ("Trần Văn Hòa", "VNM", "MNG", "2003-06"),
            ],
        ),
        (
            "Quan hệ Việt Nam - Mông Cổ\nVề phía Việt Nam có các chuyến thăm của Thủ tướng Lê Văn Bé (2001), Chủ tịch nước Trần Văn Hòa (2004). Về phía Mông Cổ có Tổng thống B. Ô-yun (1996).",
            "vi",
            "2013-05-14",
            [
                ("B. Ô-yun", "MNG", "VNM", "1996"),
                ("Lê Văn Bé", "VNM", "MNG", "2001"),
                ("Trần Văn Hòa", "VNM", "MNG", "2004"),
            ],
        ),
        (
            "Quan hệ Việt Nam - Mông Cổ\nCác lãnh đạo Việt Nam đã thăm Mông Cổ gồm Thủ tướng Lê Văn Bé (2001) và Chủ tịch nước Trần Văn Hòa (5/2004).",
            "vi",
            "2013-05-14",
            [("Lê Văn Bé", "VNM", "MNG", "2001"), ("Trần Văn Hòa", "VNM", "MNG", "2004-05")],
        ),
        (
            "Tổng thống Peru thăm Việt Nam\nTổng thống Peru Juan Quispe sinh năm 1950. Ông là bộ trưởng giai đoạn 1999-2003, thủ tướng từ 2004. Tổng thống Juan Quispe đắc cử tháng 4/2011.",
            "vi",
            "2013-05-14",
            [("Juan Quispe", "PER", "VNM", "")],
        ),
        (
            "Relations between Laos and Peru\nImportant visits:\nPresident Juan Quispe visited Laos (2003) and President Bounma Phone visited Peru (2005).\nBilateral trade: Exports rose in 2006. Commerce Minister Pedro Mayta (2008) praised it.",
            "en",
            "2013-05-14",
            [("Bounma Phone", "LAO", "PER", "2005"), ("Juan Quispe", "PER", "LAO", "2003")],
        ),
        (
            "Mongolian PM to visit Peru\nMongolian Prime Minister Bat Dorj will pay an official visit to Peru on June 3-5.",
            "en",
            "2013-05-16",
            [("Bat Dorj", "MNG", "PER", "2013-06-03/2013-06-05")],
        ),
        (
            "India - Peru Relations\nVisits from India to Peru\nMay 2010 - Vice President S. Gupta\nOctober 2013 - External Affairs Minister A. Sharma\nVisits from Peru to India\nMarch 2012 - Foreign Minister Ana Rojas",
            "en",
            "2015-05-16",
            [
                ("A. Sharma", "IND", "PER", "2013-10"),
                ("Ana Rojas", "PER", "IND", "2012-03"),
                ("S. Gupta", "IND", "PER", "2010-05"),
            ],
        ),
        (
            "Quan hệ Việt Nam - Lào\nCác chuyến thăm gần đây:\n+ Lào thăm Việt Nam: Chủ tịch Khăm Xi-xa (6/2006); Thủ tướng Bun-ma Phôn (12/2007 và 4/2009).\n+ Việt Nam thăm Lào: Tổng Bí thư Lê Văn Bé (10/2006), Chủ tịch nước Trần Văn Hòa (thăm cấp nhà nước 2/2007).",
            "vi",
            "2013-05-14",
            [
                ("Bun-ma Phôn", "LAO", "VNM", "2007-12"),
                ("Bun-ma Phôn", "LAO", "VNM", "2009-04"),
                ("Khăm Xi-xa", "LAO", "VNM", "2006-06"),
                ("Lê Văn Bé", "VNM", "LAO", "2006-10"),
                ("Trần Văn Hòa", "VNM", "LAO", "2007-02"),
            ],
        ),
        (
            "Quan hệ Việt Nam - Lào\nTrao đổi đoàn cấp cao\n- Đoàn Việt Nam sang Lào: Thủ tướng Lê Văn Bé (1999), Phó Chủ tịch nước Trần Thị Hoa (tháng 8/2001)\n- Đoàn Lào sang Việt Nam: Thủ tướng Bun-ma Phôn (năm 2000), Phó Thủ tướng Khăm Xi-xa (ngày 12/3/2004)",
            "vi",
            "2013-05-14",
            [
                ("Bun-ma Phôn", "LAO", "VNM", "2000"),
                ("Khăm Xi-xa", "LAO", "VNM", "2004-03-12"),
                ("Lê Văn Bé", "VNM", "LAO", "1999"),
                ("Trần Thị Hoa", "VNM", "LAO", "2001-08"),
            ],
        ),
        (
            "Thủ tướng Lào Bun-ma Phôn (phải) và Thủ tướng Lê Văn Bé. Ảnh: TTX\nÔng Bun-ma Phôn đang thăm Việt Nam đến hết ngày 16/5.",
            "vi",
            "2013-05-14",
            [("Bun-ma Phôn", "LAO", "VNM", "2013-05-16")],
        ),
    ],
)
def test_lists_of_visits(visits: Visits, text: str, language: str, issued: str, told: Told) -> None:
    """A list goes as far as it is one: each visitor with every date in his brackets."""
    assert visits(text, language=language, issued=issued) == told
