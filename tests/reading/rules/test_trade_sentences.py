"""How texts tell of trade: one sentence or two, and every figure that is in them.

A figure stands as ``LAO=PER 40000000 2010 +8/2009``: two parties ("=") or exporter and importer
(">"), "~" for a balance, the amount, the period ("-" for none), growth and its base, and "F" for
what is aimed at, "E" for what is estimated.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from legation.facts.claims import Claim
from legation.terms import Iri, notation
from legation.values.amounts import scaled

Claims = Callable[..., list[Claim]]

VIETNAMESE = [
    (
        "Năm 2011, tổng kim ngạch thương mại hai chiều giữa Lào và Peru đạt 1,25 tỷ USD, tăng 18% so với năm 2010.",
        ["LAO=PER 1250000000 2011 +18/2010"],
    ),
    (
        "Trao đổi thương mại Lào - Peru tăng từ 12 triệu USD năm 2005 lên 48 triệu USD năm 2011.",
        ["LAO=PER 12000000 2005", "LAO=PER 48000000 2011"],
    ),
    (
        "Quan hệ Lào - Peru. Kim ngạch hai chiều năm 2011 đạt 90 triệu USD, trong đó xuất khẩu của Lào 60 triệu USD, nhập khẩu 30 triệu USD.",
        ["LAO=PER 90000000 2011", "LAO>PER 60000000 2011", "PER>LAO 30000000 2011"],
    ),
    (
        "Quan hệ Lào - Peru. Kim ngạch song phương đạt 90 triệu USD năm 2011 (Lào xuất 60 triệu, nhập 30 triệu).",
        ["LAO=PER 90000000 2011", "LAO>PER 60000000 2011", "PER>LAO 30000000 2011"],
    ),
    (
        "Hai bên nhất trí phấn đấu đưa kim ngạch thương mại giữa Lào và Peru lên mức 200 triệu USD vào năm 2020.",
        ["LAO=PER 200000000 2020 F"],
    ),
    (
        "Lào và Peru đặt mục tiêu nâng kim ngạch song phương đạt 200 triệu USD trước năm 2020.",
        ["LAO=PER 200000000 2020 F"],
    ),
    (
        "Mục tiêu kim ngạch 200 triệu USD vào năm 2020 mà Lào và Peru đề ra là khả thi.",
        ["LAO=PER 200000000 2020 F"],
    ),
    (
        "Lào xuất siêu sang Peru 12 triệu USD trong năm 2011.",
        ["LAO>PER~ 12000000 2011"],
    ),
    ("Năm 2011, Lào xuất siêu sang Đài Loan 5 triệu EUR.", ["LAO>TWN~ 5000000 2011"]),
    (
        "Năm 2011 Peru nhập siêu từ Lào 12 triệu USD.",
        ["LAO>PER~ 12000000 2011"],
    ),
    (
        "Trong quý I/2012, Lào xuất khẩu sang Peru đạt 5,4 triệu USD, giảm 12,3% so với cùng kỳ.",
        ["LAO>PER 5400000 2012-01/2012-03 -12.3/2011-01/2011-03"],
    ),
    (
        "Tính đến hết tháng 9/2012, kim ngạch xuất nhập khẩu Lào - Peru đạt 35 triệu USD.",
        ["LAO=PER 35000000 2012-01/2012-09"],
    ),
    (
        "6 tháng đầu năm 2012, giá trị hàng hóa Lào xuất khẩu sang thị trường Peru đạt 5 triệu USD.",
        ["LAO>PER 5000000 2012-01/2012-06"],
    ),
    (
        "Về thương mại: năm 2009 đạt 8 triệu USD; năm 2010 đạt 9 triệu USD; năm 2011 đạt 12 triệu USD. Lào và Peru là bạn.",
        ["LAO=PER 8000000 2009", "LAO=PER 9000000 2010", "LAO=PER 12000000 2011"],
    ),
    (
        "Kim ngạch thương mại Lào - Peru các năm 2009, 2010 và 2011 lần lượt đạt 8 triệu USD, 9 triệu USD và 12 triệu USD.",
        ["LAO=PER 8000000 2009", "LAO=PER 9000000 2010", "LAO=PER 12000000 2011"],
    ),
    (
        "Với kim ngạch 45 triệu USD năm 2011, Peru là bạn hàng lớn thứ ba của Lào.",
        ["PER=LAO 45000000 2011"],
    ),
    (
        "Peru hiện là đối tác thương mại lớn thứ ba của Lào, với kim ngạch hai chiều năm 2011 đạt hơn 45 triệu USD.",
        ["PER=LAO 45000000 2011"],
    ),
    (
        "Theo thống kê của Hải quan Lào, năm 2011 xuất khẩu của Lào sang Peru đạt 4,5 triệu USD và nhập khẩu từ Peru đạt 3,5 triệu USD.",
        ["LAO>PER 4500000 2011", "PER>LAO 3500000 2011"],
    ),
    (
        "Trong năm 2011, Lào đã xuất sang Peru lượng hàng hóa trị giá 4,5 triệu USD và nhập từ Peru 3,5 triệu USD.",
        ["LAO>PER 4500000 2011", "PER>LAO 3500000 2011"],
    ),
    (
        "Lào và Peru hợp tác tốt. Năm 2011, Lào bán cho Peru lượng hàng hóa trị giá 4,5 triệu USD.",
        ["LAO>PER 4500000 2011"],
    ),
    (
        "Buôn bán giữa Lào và Peru còn khiêm tốn, mới chỉ đạt 2 triệu USD trong năm 2011.",
        ["LAO=PER 2000000 2011"],
    ),
    (
        "Kim ngạch buôn bán hai chiều Lào - Peru năm 2011 ước đạt 2,2 triệu USD.",
        ["LAO=PER 2200000 2011 E"],
    ),
    (
        "Quan hệ Lào - Peru. Kim ngạch xuất khẩu năm 2011 đạt 4 triệu USD, kim ngạch nhập khẩu đạt 3 triệu USD.",
        [],  # nothing tells whose exports they are
    ),
    (
        "Thương mại Lào - Peru: 2009: 8 triệu USD; 2010: 9 triệu USD; 2011: 12 triệu USD.",
        ["LAO=PER 8000000 2009", "LAO=PER 9000000 2010", "LAO=PER 12000000 2011"],
    ),
    (
        "Năm 2011, kim ngạch thương mại giữa Lào với Peru đạt 12 triệu USD, với Chi-lê đạt 15 triệu USD.",
        ["LAO=PER 12000000 2011", "LAO=CHL 15000000 2011"],
    ),
    (
        "Kim ngạch thương mại Lào - Peru tăng gấp đôi trong 5 năm qua, từ 6 triệu USD năm 2006 lên 12 triệu USD năm 2011.",
        ["LAO=PER 6000000 2006", "LAO=PER 12000000 2011"],
    ),
    (
        "Kim ngạch song phương Lào - Peru đạt từ 1,2 - 1,5 tỷ USD mỗi năm.",
        [],  # a range is no figure
    ),
    (
        "Lào cam kết tạo điều kiện để kim ngạch thương mại với Peru sớm đạt 100 triệu USD.",
        ["LAO=PER 100000000 - F"],
    ),
    (
        "Kim ngạch thương mại giữa hai nước tăng đều: năm 2009 là 8 triệu USD, năm 2010 là 9 triệu USD. Lào và Peru vui mừng.",
        ["LAO=PER 8000000 2009", "LAO=PER 9000000 2010"],
    ),
    (
        "Năm 2011, Lào đứng thứ 40 trong số các nước xuất khẩu vào Peru với kim ngạch 6 triệu USD.",
        ["LAO>PER 6000000 2011"],
    ),
    (
        "Peru là thị trường xuất khẩu lớn thứ tư của Lào với kim ngạch năm 2011 đạt 6 triệu USD.",
        ["LAO>PER 6000000 2011"],
    ),
    (
        "Hàng hóa của Lào xuất sang Peru đạt giá trị 6 triệu USD năm 2011, chiếm 2% tổng kim ngạch xuất khẩu của Lào.",
        ["LAO>PER 6000000 2011"],
    ),
    (
        "Hai năm 2010 và 2011, thương mại Lào - Peru đạt tương ứng 5 triệu USD và 6 triệu USD.",
        ["LAO=PER 5000000 2010", "LAO=PER 6000000 2011"],
    ),
    (
        "Quan hệ thương mại Lào - Peru: Kim ngạch năm 2011 đạt 12 triệu USD (tăng 10% so với 2010), Lào xuất siêu 2 triệu USD.",
        ["LAO=PER 12000000 2011 +10/2010", "LAO>PER~ 2000000 2011"],
    ),
    (
        "Năm 2011, xuất khẩu Lào sang Peru giảm từ 6 triệu USD xuống còn 5 triệu USD.",
        ["LAO>PER 5000000 2011"],
    ),
    (
        "Trong 11 tháng năm 2012 kim ngạch thương mại hai chiều Lào - Peru đạt 1.250 triệu USD, tăng 8,25% so với cùng kỳ năm 2011.",
        ["LAO=PER 1250000000 2012-01/2012-11 +8.25/2011-01/2011-11"],
    ),
    (
        "Kim ngạch Lào - Peru đạt khoảng 5 triệu đô la Mỹ/năm.",
        ["LAO=PER 5000000 -"],
    ),
    (
        "Lào và Peru nhất trí sớm nâng tổng kim ngạch thương mại lên 1 tỷ USD trong những năm tới.",
        ["LAO=PER 1000000000 - F"],
    ),
    (
        "Chủ tịch nước Lào đề nghị hai bên phấn đấu đạt 1 tỷ USD kim ngạch thương mại với Peru vào năm 2015.",
        ["LAO=PER 1000000000 2015 F"],
    ),
    (
        "Kim ngạch thương mại song phương Lào - Peru đã vượt mốc 1 tỷ USD vào năm 2011, về đích sớm hơn dự kiến.",
        ["LAO=PER 1000000000 2011"],
    ),
    (
        "Năm 2011, Lào nhập khẩu khoảng 3 triệu USD nguyên liệu từ Peru.",
        ["PER>LAO 3000000 2011"],
    ),
    (
        "Thương mại giữa Lào và Peru trong năm qua đạt 3 triệu USD.",
        ["LAO=PER 3000000 -"],  # this year or the one before
    ),
    (
        "Thương mại hai chiều Lào - Peru: 2010 - 5 triệu USD; 2011 - 6 triệu USD.",
        ["LAO=PER 5000000 2010", "LAO=PER 6000000 2011"],
    ),
    (
        "Kim ngạch thương mại Lào - Peru năm 2011 đạt 5 triệu USD, đứng sau Chi-lê (9 triệu USD).",
        ["LAO=PER 5000000 2011"],
    ),
    (
        "Peru xuất khẩu sang Lào 3 triệu USD và nhập khẩu từ Lào 4 triệu USD hàng hóa trong năm 2011.",
        ["PER>LAO 3000000 2011", "LAO>PER 4000000 2011"],
    ),
    (
        "Lào và Peru: buôn bán năm 2011 đạt 14 triệu USD, tăng 12% so năm 2010; trong đó Lào xuất sang Peru 4 triệu USD.",
        ["LAO=PER 14000000 2011 +12/2010", "LAO>PER 4000000 2011"],
    ),
    (
        "Thương mại hai chiều Lào - Peru 2011 ước 12 triệu USD, gấp ba lần năm 2009 (4 triệu USD).",
        ["LAO=PER 12000000 2011 E", "LAO=PER 4000000 2009"],
    ),
    (
        "Quan hệ Lào - Peru. Năm 2011, hàng Lào sang Peru đạt 9 triệu USD, tăng 8%; chiều ngược lại 5 triệu, giảm 3%.",
        ["LAO>PER 9000000 2011 +8", "PER>LAO 5000000 2011 -3"],
    ),
    (
        "Quan hệ Lào - Peru. Năm 2011, Lào bán sang Peru 9 triệu USD và mua về 5 triệu USD.",
        ["LAO>PER 9000000 2011", "PER>LAO 5000000 2011"],
    ),
    (
        "Quan hệ Lào - Peru. Theo thống kê của Peru, năm 2011 Lào xuất khẩu sang nước này 9 triệu USD, nhập khẩu 5 triệu USD.",
        ["LAO>PER 9000000 2011", "PER>LAO 5000000 2011"],
    ),
    (
        "Quan hệ Lào - Peru. Lào xuất sang Peru năm 2010: 7 triệu USD. Nhập từ Peru không lớn: 2011 được 5 triệu USD. Phấn đấu đưa kim ngạch lên 20 triệu USD vào năm 2020.",
        ["LAO>PER 7000000 2010", "PER>LAO 5000000 2011", "PER=LAO 20000000 2020 F"],
    ),
    (
        "Quan hệ Lào - Peru. Trao đổi thương mại 9 tháng 2011 đạt 30 triệu USD.",
        ["LAO=PER 30000000 2011-01/2011-09"],
    ),
    (
        "Quan hệ Lào - Peru. Peru bán sang Lào ba máy bay trị giá 30 triệu USD năm 2011. Lào mua lại 5 triệu USD trái phiếu.",
        [],
    ),
]

ENGLISH = [
    (
        "Bilateral trade between Laos and Peru reached a record US$1.25 billion in 2011, an increase of 18 percent over 2010.",
        ["LAO=PER 1250000000 2011 +18/2010"],
    ),
    (
        "Trade between Laos and Peru grew from $12 million in 2005 to $48 million in 2011.",
        ["LAO=PER 12000000 2005", "LAO=PER 48000000 2011"],
    ),
    (
        "In 2011, Laos' exports to Peru amounted to USD 60 million and its imports from Peru to USD 30 million.",
        ["LAO>PER 60000000 2011", "PER>LAO 30000000 2011"],
    ),
    (
        "Two-way trade of Laos and Peru was worth $90 million in 2011, with Lao exports of $60 million and imports of $30 million.",
        ["LAO=PER 90000000 2011", "LAO>PER 60000000 2011", "PER>LAO 30000000 2011"],
    ),
    (
        "Laos and Peru set a target of $200 million in bilateral trade by 2020.",
        ["LAO=PER 200000000 2020 F"],
    ),
    (
        "The leaders of Laos and Peru agreed to double two-way trade to $200 million by 2020.",
        ["LAO=PER 200000000 2020 F"],
    ),
    (
        "Laos and Peru aim for trade worth 200 million USD in 2020.",
        ["LAO=PER 200000000 2020 F"],
    ),
    (
        "Laos ran a trade surplus of $12 million with Peru in 2011.",
        ["LAO>PER~ 12000000 2011"],
    ),
    (
        "The balance of trade was in favour of Laos by $12 million in 2011. Laos and Peru trade.",
        ["LAO>PER~ 12000000 2011"],
    ),
    (
        "In the first quarter of 2012, Laos shipped $5.4 million worth of goods to Peru, down 12.3% from the same period of 2011.",
        ["LAO>PER 5400000 2012-01/2012-03 -12.3/2011-01/2011-03"],
    ),
    (
        "During April-December 2012, bilateral trade between India and Peru stood at US$ 900 million.",
        ["IND=PER 900000000 2012-04/2012-12"],
    ),
    (
        "India-Peru trade in 2011-12 was US$ 1.1 billion, of which India's exports accounted for US$ 600 million and imports for US$ 500 million.",
        [
            "IND=PER 1100000000 2011/2012",
            "IND>PER 600000000 2011/2012",
            "PER>IND 500000000 2011/2012",
        ],
    ),
    (
        "India's exports to Peru in 2011 were valued at US$ 600 million while imports from Peru were US$ 500 million.",
        ["IND>PER 600000000 2011", "PER>IND 500000000 2011"],
    ),
    (
        "With two-way trade of $45 million in 2011, Peru is the third largest partner of Laos.",
        ["PER=LAO 45000000 2011"],
    ),
    (
        "Peru is now the third largest trading partner of Laos, with two-way turnover hitting 45 million USD in 2011.",
        ["PER=LAO 45000000 2011"],
    ),
    (
        "According to Peruvian customs, bilateral trade with Laos totalled $45.2 million in 2011, up 3.4% year on year.",
        ["LAO=PER 45200000 2011 +3.4/2010"],
    ),
    (
        "Laos and Peru are friends. Goods worth $5 million were exported from Laos to Peru in 2011.",
        ["LAO>PER 5000000 2011"],
    ),
    (
        "Peru bought goods worth $5 million from Laos in 2011 and sold it goods worth $3 million.",
        ["LAO>PER 5000000 2011", "PER>LAO 3000000 2011"],
    ),
    (
        "The value of goods exchanged between Laos and Peru reached 5 million USD in 2011.",
        ["LAO=PER 5000000 2011"],
    ),
    (
        "Trade between Laos and Peru is still modest: it stood at just $5 million in 2011.",
        ["LAO=PER 5000000 2011"],
    ),
    (
        "Trade between Laos and Peru in 2009, 2010 and 2011 was $8 million, $9 million and $12 million, respectively.",
        ["LAO=PER 8000000 2009", "LAO=PER 9000000 2010", "LAO=PER 12000000 2011"],
    ),
    (
        "Lao exports to Peru increased by 18% to $6 million in 2011, and Peruvian exports to Laos fell by 4% to $3 million.",
        ["LAO>PER 6000000 2011 +18", "PER>LAO 3000000 2011 -4"],
    ),
    (
        "Bilateral trade, which was $12 million in 2005, rose to $48 million in 2011. Laos and Peru talked.",
        ["LAO=PER 12000000 2005", "LAO=PER 48000000 2011"],
    ),
    (
        "Laos and Peru met. Two-way trade last year was estimated at $5 million.",
        ["LAO=PER 5000000 2012 E"],
    ),
    (
        "Trade between Laos and Peru could reach $1.2-1.5 billion by 2020.",
        [],  # a range is no figure
    ),
    (
        "Trade turnover between Laos and Peru is expected to surpass the $100 million mark this year.",
        ["LAO=PER 100000000 2013 F"],
    ),
    (
        "In 2011 Laos exported to Peru goods to the value of 4.5 million USD and imported from it goods to the value of 3.5 million USD.",
        ["LAO>PER 4500000 2011", "PER>LAO 3500000 2011"],
    ),
    (
        "Laos and Peru hailed the growth of trade, which has increased fivefold to $50 million since 2005.",
        ["LAO=PER 50000000 -"],
    ),
    (
        "Peru is the fourth largest market for Lao goods, with exports of $6 million in 2011.",
        ["LAO>PER 6000000 2011"],
    ),
    (
        "Lao exports to Peru: $6 million (2011). Lao imports from Peru: $3 million (2011).",
        ["LAO>PER 6000000 2011", "PER>LAO 3000000 2011"],
    ),
    (
        "Trade: In 2011 two-way merchandise trade between Australia and Peru was worth A$900 million.",
        [],  # a currency that is not read is no other one
    ),
    (
        "Exports from Laos to Peru stood at EUR 6 million in 2011, a rise of 5% on 2010, and imports at EUR 3 million.",
        ["LAO>PER 6000000 2011 +5/2010", "PER>LAO 3000000 2011"],
    ),
    (
        "Peruvian figures show that trade with Laos reached $7.2 million in the first nine months of 2012.",
        ["LAO=PER 7200000 2012-01/2012-09"],
    ),
    (
        "Total trade between Laos and Peru for the year 2011 was recorded at US$ 7.2 million against US$ 6.5 million in 2010.",
        ["LAO=PER 7200000 2011", "LAO=PER 6500000 2010"],
    ),
    (
        "Laos has a trade deficit with Peru, which amounted to $4 million in 2011.",
        ["PER>LAO~ 4000000 2011"],
    ),
    (
        "Last year, Laos imported $3 million of copper from Peru.",
        ["PER>LAO 3000000 2012"],
    ),
    (
        "Both sides agreed to work towards a bilateral trade target of US$ 1 billion by 2015. Laos and Peru met.",
        ["LAO=PER 1000000000 2015 F"],
    ),
    (
        "In 2011, the trade volume between Laos and Peru was $12 million; Laos exported $7 million and imported $5 million.",
        ["LAO=PER 12000000 2011", "LAO>PER 7000000 2011", "PER>LAO 5000000 2011"],
    ),
    (
        "Trade between Laos and Peru surged 40 percent last year to nearly $12 million.",
        ["LAO=PER 12000000 2012 +40"],
    ),
    (
        "He said bilateral trade could be raised from the current $12 million to $20 million within three years. Laos and Peru talked.",
        ["LAO=PER 20000000 - F"],
    ),
    (
        "Laos sold goods worth $5 billion abroad in 2011. Laos and Peru are friends.",
        [],
    ),
    (
        "Two-way goods trade between Laos and Peru was worth $5 million in the year to December 2011, up 9 percent.",
        ["LAO=PER 5000000 2011 +9"],
    ),
    (
        "Laos and Peru talked about the free trade agreement between Laos and Chile (signed in Mongolia) and said bilateral trade of Laos and Peru had reached $5 million in 2011.",
        ["LAO=PER 5000000 2011"],
    ),
    (
        "Trade between Laos and Peru crossed US$ 1 bn in 2010 and US$ 1.3 bn in 2011.",
        ["LAO=PER 1000000000 2010", "LAO=PER 1300000000 2011"],
    ),
    (
        "Laos and Peru trade little. Turnover amounted to US$5 million in 2011, some 50% above the year before, of which US$4 million was Lao exports.",
        ["LAO=PER 5000000 2011 +50", "LAO>PER 4000000 2011"],
    ),
    (
        "Laos-Peru. Trade should reach 20 million dollars, ministers of Laos said. Last year it was $7 million, of which Lao exports made up $5 million.",
        ["LAO=PER 20000000 - F", "LAO=PER 7000000 2012", "LAO>PER 5000000 2012"],
    ),
    (
        "Laos-Peru. Peru bought $3 million worth of rice and tea from Laos in 2011.",
        ["LAO>PER 3000000 2011"],
    ),
    (
        "Laos-Peru. Trade is modest: US$11 million in calendar 2011. On Lao figures, Peru sold goods worth US$9 million (coal, gold) and bought US$2 million (rice).",
        ["LAO=PER 11000000 2011", "PER>LAO 9000000 2011", "LAO>PER 2000000 2011"],
    ),
    (
        "Laos-Peru. Peruvian shipments to Laos were worth $12 million in 2011.",
        ["PER>LAO 12000000 2011"],
    ),
    (
        "Laos-Peru. The two sides want to double trade from the current $3 million to $6 million by 2030.",
        ["LAO=PER 6000000 2030 F"],
    ),
    (
        "Laos-Peru. Peru bought $30 million worth of bonds. A Lao firm sold its stake for $20 million in 2011.",
        [],
    ),
]


def _ends(claim: Claim) -> str:
    sides = [*claim.values.get("party", ()), claim.one("exporter"), claim.one("importer")]
    codes = [s.local for s in sides if isinstance(s, Iri)]
    flow = claim.one("flow")
    assert isinstance(flow, Iri)
    mark = "~" if notation(flow) == "balance" else ""
    return ("=" if "party" in claim.values else ">").join(codes) + mark


def told(claim: Claim) -> str:
    """Return a figure of trade in the short form of this module."""
    value, power, growth = (claim.one(p) for p in ("value", "multiplier", "growth"))
    assert isinstance(value, Decimal)
    assert isinstance(power, int)
    parts = [_ends(claim), str(scaled(value, power)), str(claim.one("edtf") or "-")]
    if isinstance(growth, Decimal):
        base = claim.one("growthBase")
        parts.append(f"{growth:+}" + (f"/{base}" if base else ""))
    status = claim.one("status")
    assert isinstance(status, Iri)
    letter = {"forecast": "F", "estimate": "E"}.get(notation(status), "")
    return " ".join([*parts, *([letter] if letter else [])])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [*(("vi", *row) for row in VIETNAMESE), *(("en", *row) for row in ENGLISH)],
)
def test_every_figure_of_a_sentence(
    claims: Claims, language: str, text: str, expected: list[str]
) -> None:
    """A sentence gives each of its figures between the right states, in the right period."""
    assert [told(c) for c in claims(text, "trade", language=language)] == expected
