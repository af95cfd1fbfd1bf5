"""How texts tell what one state sells to another: lists of goods, each sentence with its goods.

A list stands as ``LAO>PER: rice, tea``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import Iri

Claims = Callable[..., list[Claim]]
RULES = ("trade", "commodities")

VIETNAMESE = [
    ("Lào chủ yếu xuất khẩu gạo sang Peru.", ["LAO>PER: gạo"]),
    ("Xuất khẩu của Lào sang Peru là gạo và chè.", ["LAO>PER: gạo, chè"]),
    (
        "Lào xuất khẩu sang Peru chủ yếu là gạo, cà phê, gỗ và nhập khẩu từ Peru bột cá, đồng, quặng.",
        ["LAO>PER: gạo, cà phê, gỗ", "PER>LAO: bột cá, đồng, quặng"],
    ),
    (
        "Các mặt hàng xuất khẩu chính của Lào sang Peru: gạo, giày dép, hàng dệt may; nhập khẩu: bột cá, đồng.",
        ["LAO>PER: gạo, giày dép, hàng dệt may", "PER>LAO: bột cá, đồng"],
    ),
    (
        "Lào chủ yếu xuất sang Peru: gạo, chè; nhập về: bột cá, nho.",
        ["LAO>PER: gạo, chè", "PER>LAO: bột cá, nho"],
    ),
    (
        "Lào nhập từ Peru bột cá, đồng, kẽm và xuất gạo, giày dép.",
        ["PER>LAO: bột cá, đồng, kẽm", "LAO>PER: gạo, giày dép"],
    ),
    (
        "Hàng xuất khẩu của Lào sang Peru gồm cao su, hạt tiêu, hạt điều...",
        ["LAO>PER: cao su, hạt tiêu, hạt điều"],
    ),
    (
        "Mặt hàng Lào xuất khẩu chủ yếu sang Peru là cao su, hạt tiêu v.v.",
        ["LAO>PER: cao su, hạt tiêu"],
    ),
    (
        "Cơ cấu hàng xuất khẩu của Lào sang Peru: cao su, hạt tiêu; cơ cấu hàng nhập khẩu: đồng, kẽm.",
        ["LAO>PER: cao su, hạt tiêu", "PER>LAO: đồng, kẽm"],
    ),
    (
        "Năm 2011 thương mại Lào - Peru đạt 12 triệu USD. Lào xuất chủ yếu: gạo, chè. Nhập chủ yếu: bột cá.",
        ["LAO>PER: gạo, chè", "PER>LAO: bột cá"],
    ),
    (
        "Năm 2011, xuất khẩu của Lào sang Peru đạt 5 triệu USD với các mặt hàng chủ yếu là gạo, chè và cà phê.",
        ["LAO>PER: gạo, chè, cà phê"],
    ),
    (
        "Năm 2011, Lào xuất khẩu sang Peru 5 triệu USD (gạo, chè, cà phê) và nhập khẩu 3 triệu USD (bột cá, đồng).",
        ["LAO>PER: gạo, chè, cà phê", "PER>LAO: bột cá, đồng"],
    ),
    (
        "Peru mua của Lào gạo, cà phê và bán cho Lào bột cá, đồng.",
        ["LAO>PER: gạo, cà phê", "PER>LAO: bột cá, đồng"],
    ),
    (
        "Kim ngạch hàng hóa Lào xuất sang Peru tăng, trong đó chủ yếu là gạo, cà phê.",
        ["LAO>PER: gạo, cà phê"],
    ),
    (
        "Trong số các mặt hàng Lào nhập khẩu từ Peru, đồng và bột cá chiếm tỷ trọng lớn nhất.",
        ["PER>LAO: đồng, bột cá"],
    ),
    (
        "Gạo, cà phê, hạt điều của Lào được xuất khẩu sang Peru.",
        ["LAO>PER: Gạo, cà phê, hạt điều"],
    ),
    (
        "Quan hệ Lào - Peru. Lào xuất khẩu sang Peru chủ yếu gạo, chè; nhập bột cá, kẽm, đồng.",
        ["LAO>PER: gạo, chè", "PER>LAO: bột cá, kẽm, đồng"],
    ),
    (
        "Mông Cổ nhập khẩu từ Bosnia và Herzegovina cà phê và máy móc.",
        ["BIH>MNG: cà phê, máy móc"],
    ),
    ("Lào xuất khẩu sang St. Lucia cá và rượu vang.", ["LAO>LCA: cá, rượu vang"]),
    ("Lào mua 10% cổ phần của Peru trong ngân hàng.", []),
    ("Lào cung cấp cho Peru 200 suất học bổng và gạo cứu trợ.", []),
    (
        "Ngược lại, Peru cung cấp cho Lào các sản phẩm như phân bón, lúa mì, bột cá.",
        ["PER>LAO: phân bón, lúa mì, bột cá"],
    ),
    (
        "Lào và Peru trao đổi 9 triệu USD hàng hóa (Lào xuất khẩu chủ yếu gạo, chè và nhập khẩu đồng, bột cá từ Peru).",
        ["LAO>PER: gạo, chè", "PER>LAO: đồng, bột cá"],
    ),
    (
        "Quan hệ Lào - Peru. Mặt hàng chính bán sang Peru: gạo; điện thoại và linh kiện; giày dép.",
        ["LAO>PER: gạo, điện thoại và linh kiện, giày dép"],
    ),
]

ENGLISH = [
    (
        "Laos mainly exports rice, coffee and timber to Peru and imports fishmeal, copper and zinc from it.",
        ["LAO>PER: rice, coffee, timber", "PER>LAO: fishmeal, copper, zinc"],
    ),
    (
        "Major items of Lao exports to Peru include rice, footwear and textiles, while its main imports are fishmeal and copper.",
        ["LAO>PER: rice, footwear, textiles", "PER>LAO: fishmeal, copper"],
    ),
    (
        "Main Lao exports to Peru: rice; footwear; textiles. Main Lao imports from Peru: fishmeal; copper.",
        ["LAO>PER: rice, footwear, textiles", "PER>LAO: fishmeal, copper"],
    ),
    (
        "Laos sells rice, tea and timber to Peru, and buys copper, zinc and fishmeal.",
        ["LAO>PER: rice, tea, timber", "PER>LAO: copper, zinc, fishmeal"],
    ),
    (
        "Peru supplies Laos with copper, zinc and fishmeal.",
        ["PER>LAO: copper, zinc, fishmeal"],
    ),
    (
        "In 2011 trade between Laos and Peru was $12 million. Exports from Laos comprised rice and tea. Imports from Peru comprised copper and zinc.",
        ["LAO>PER: rice, tea", "PER>LAO: copper, zinc"],
    ),
    (
        "The principal commodities exported by Laos to Peru are rice, tea and coffee, and those imported are copper and zinc.",
        ["LAO>PER: rice, tea, coffee", "PER>LAO: copper, zinc"],
    ),
    (
        "Among the goods Laos exports to Peru are rice, tea and coffee.",
        ["LAO>PER: rice, tea, coffee"],
    ),
    (
        "In 2011 Laos imported $3 million worth of goods from Peru, chiefly copper, zinc and fishmeal.",
        ["PER>LAO: copper, zinc, fishmeal"],
    ),
    (
        "Lao exports to Peru reached $5 million in 2011, with rice, tea and coffee as the main items.",
        ["LAO>PER: rice, tea, coffee"],
    ),
    (
        "Peruvian imports from Laos consist mostly of rice, tea, etc.",
        ["LAO>PER: rice, tea"],
    ),
    (
        "Rice, tea and coffee account for most of Laos's exports to Peru.",
        ["LAO>PER: Rice, tea, coffee"],
    ),
    (
        "The export basket of Laos to Peru comprises rice, tea, coffee and spices.",
        ["LAO>PER: rice, tea, coffee, spices"],
    ),
    (
        "Peru's exports to Laos are mainly primary products such as copper, zinc and lead.",
        ["PER>LAO: copper, zinc, lead"],
    ),
    (
        "Laos exports to Peru products including rice, tea and coffee.",
        ["LAO>PER: rice, tea, coffee"],
    ),
    (
        "Laos exports to Peru rice and tea, and the two sides agreed to work on tourism, culture and sports.",
        ["LAO>PER: rice, tea"],
    ),
    (
        "Lao exports to Peru reached $5 million, with growth, tourism and culture among the main topics.",
        [],
    ),
    (
        "Lao exports to Peru are dominated by rice and tea, while Peru supplies copper, zinc and fishmeal.",
        ["LAO>PER: rice, tea", "PER>LAO: copper, zinc, fishmeal"],
    ),
    ("Laos exported $2 million worth of rice to Peru in 2011.", ["LAO>PER: rice"]),
    ("Laos bought 20 aircraft from Peru for $400 million.", []),
    ("Main exports of Peru: copper, gold. Laos has ties with Peru.", []),
    (
        "Top exports from Peru to Laos in 2011 were copper, zinc and lead.",
        ["PER>LAO: copper, zinc, lead"],
    ),
    (
        "Laos shipped $9 million worth of goods - rice, tea, coconut oil - while imports from Peru, led by copper and fishmeal, fell.",
        ["LAO>PER: rice, tea, coconut oil", "PER>LAO: copper, fishmeal"],
    ),
    (
        "Cuba recognised Chile in 1989. Bosnia and Herzegovina exports copper and wine to Peru.",
        ["BIH>PER: copper, wine"],
    ),
    ("Laos mainly exports rice to Peru.", ["LAO>PER: rice"]),
    ("Lao exports to Peru are rice and tea.", ["LAO>PER: rice, tea"]),
    ("Lao exports to Peru are stable and growing.", []),
    (
        "Peru bought $3 million worth of olive oil, wine and cod from Laos in 2011.",
        ["LAO>PER: olive oil, wine, cod"],
    ),
]


def told(claim: Claim) -> str:
    """Return a list of goods in the short form of this module."""
    ends = [claim.one("exporter"), claim.one("importer")]
    goods = [m.text for m in claim.values["member"] if isinstance(m, Named)]
    return ">".join(e.local for e in ends if isinstance(e, Iri)) + ": " + ", ".join(goods)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [*(("vi", *row) for row in VIETNAMESE), *(("en", *row) for row in ENGLISH)],
)
def test_every_good_of_a_sentence(
    claims: Claims, language: str, text: str, expected: list[str]
) -> None:
    """A sentence gives its goods, all of them and no other words, in the right direction."""
    found = claims(text, *RULES, language=language)
    assert [told(c) for c in found if c.kind == "OpenSet"] == expected
