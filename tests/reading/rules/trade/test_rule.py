"""Trade in goods: which figure goes with which flow, period and growth."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import concept, state

Claims = Callable[..., list[Claim]]
LAO, PER, CHL, MNG = state("LAO"), state("PER"), state("CHL"), state("MNG")


def test_turnover_and_its_parts_each_with_its_own_growth(claims: Claims) -> None:
    """A sentence that gives turnover, exports and imports gives three figures of one period."""
    found = claims(
        "Kim ngạch thương mại giữa Lào và Peru năm 2010 đạt 40 triệu USD, tăng 8% so với năm 2009, "
        "trong đó xuất khẩu của Lào sang Peru đạt 15 triệu USD, giảm 2,5%, "
        "nhập khẩu từ Peru đạt 25 triệu USD.",
        "trade",
    )
    turnover, exports, imports = found
    assert turnover.values["party"] == (LAO, PER)
    assert (turnover.one("value"), turnover.one("multiplier")) == (Decimal(40), 6)
    assert (turnover.one("growth"), turnover.one("growthBase")) == (Decimal(8), "2009")
    assert (exports.one("exporter"), exports.one("importer")) == (LAO, PER)
    assert exports.one("growth") == Decimal("-2.5")
    assert (imports.one("exporter"), imports.one("importer")) == (PER, LAO)
    assert imports.one("worded") == concept("flow", "import")
    assert imports.one("growth") is None
    assert {c.one("edtf") for c in found} == {"2010"}


def test_two_periods_of_one_flow(claims: Claims) -> None:
    """The words "N in one year and M in eight months of the next" is two figures, growth with the second."""
    first, second = claims(
        "Thương mại hai chiều Lào - Mông Cổ đạt 4,1 tỉ USD năm 2010 và 2,3 tỉ USD trong 8 tháng năm 2011 "
        "(tăng 20% so với cùng kỳ năm ngoái).",
        "trade",
    )
    assert (first.one("edtf"), first.one("growth")) == ("2010", None)
    assert (second.one("edtf"), second.one("growth")) == ("2011-01/2011-08", Decimal(20))
    assert second.one("growthBase") == "2010-01/2010-08"


def test_whose_statistics_and_what_is_only_expected(claims: Claims) -> None:
    """A named authority is kept on its figures; what will be reached is a forecast."""
    now, later = claims(
        "Theo số liệu của Peru, kim ngạch buôn bán giữa Lào và Peru năm 2012 là 7 triệu USD, "
        "cả năm 2013 sẽ đạt 9 triệu USD.",
        "trade",
    )
    assert now.one("authority") == now.claimant == PER
    assert now.one("status") == concept("status", "actual")
    assert later.one("status") == concept("status", "forecast")
    assert (later.one("authority"), later.one("edtf")) == (PER, "2013")


def test_an_elided_year_is_taken_from_the_paragraph_and_recorded(claims: Claims) -> None:
    """The words "In the eight months" after "in eight months of 2012" is the same period, with a record why."""
    *_, second = claims(
        "Trong 8 tháng đầu năm 2012 kim ngạch thương mại giữa Lào và Peru đạt 5 triệu USD. "
        "Theo số liệu của Peru, kim ngạch thương mại Lào - Peru trong 8 tháng đầu năm là 6 triệu USD.",
        "trade",
    )
    assert second.one("edtf") == "2012-01/2012-08"
    (repair,) = second.repairs
    assert (repair.surface, repair.reason) == ("8 tháng đầu năm", "year of the paragraph")


def test_money_that_is_no_trade_is_left_alone(claims: Claims) -> None:
    """Investment, aid, differences and the exports of a whole country are no trade of two states."""
    found = claims(
        "Đầu tư của Lào vào Peru đạt 5 tỷ USD. Lào viện trợ cho Peru 2 triệu USD. "
        "Kim ngạch thương mại Lào - Peru tăng 10 triệu USD. "
        "Xuất khẩu của Mông Cổ ra thế giới đạt 100 tỷ USD.",
        "trade",
    )
    assert found == []


def test_english_figures(claims: Claims) -> None:
    """English trade sentences give parties, direction, fall and target."""
    text = (
        "Two-way trade between Peru and Chile stood at 16.5 million USD in 2010, down 12.5 percent "
        "from 2009. Peru exported 10 million USD worth of goods to Chile in 2010 and imported 6.5 "
        "million USD. The two countries aim to raise bilateral trade to 30 million USD by 2015."
    )
    turnover, exports, imports, target = claims(text, "trade", language="en")
    assert (turnover.one("growth"), turnover.one("growthBase")) == (Decimal("-12.5"), "2009")
    assert (exports.one("exporter"), exports.one("importer")) == (PER, CHL)
    assert (imports.one("exporter"), imports.one("importer")) == (CHL, PER)
    assert (target.one("edtf"), target.one("status")) == ("2015", concept("status", "forecast"))


def _ends(claim: Claim) -> tuple[object, object, int]:
    return claim.one("exporter"), claim.one("importer"), len(claim.values.get("party", ()))


@pytest.mark.parametrize(
    ("language", "text", "ends"),
    [
        ("en", "Chile had a trade deficit of 5 million USD with Peru in 2010.", (PER, CHL, 0)),
        ("en", "The trade surplus of Chile with Peru was 5 million USD in 2010.", (CHL, PER, 0)),
        ("en", "In 2010 Chile's trade deficit from Peru was 5 million USD.", (PER, CHL, 0)),
        ("vi", "Năm 2010, Chi-lê nhập siêu 5 triệu USD từ Peru.", (PER, CHL, 0)),
        ("vi", "Năm 2010, xuất siêu của Chi-lê sang Peru đạt 5 triệu USD.", (CHL, PER, 0)),
        ("vi", "Thương mại với Peru: năm 2010, Chi-lê nhập siêu 5 triệu USD.", (PER, CHL, 0)),
        ("vi", "Cán cân thương mại giữa Chi-lê và Peru năm 2010 là 5 triệu USD.", (None, None, 2)),
        (
            "en",
            "Trade between Chile and Peru showed a trade deficit of 5 million USD in 2010.",
            (None, None, 2),
        ),
    ],
)
def test_a_balance_is_that_of_the_side_with_the_surplus(
    claims: Claims, language: str, text: str, ends: tuple[object, object, int]
) -> None:
    """Who sells more is the exporter; where the text does not say who does, two parties are."""
    (balance,) = claims(text, "trade", language=language)
    assert balance.one("flow") == concept("flow", "balance")
    assert _ends(balance) == ends


def test_a_ratio_has_no_value(claims: Claims) -> None:
    """The words "Five times the exports" is a ratio of two flows in the words of the text."""
    (ratio,) = claims("Nhập siêu của Lào còn lớn (gấp 4 lần xuất khẩu của Lào sang Peru).", "trade")
    assert (ratio.one("ratio"), ratio.one("value")) == (Decimal(4), None)
    assert _ends(ratio) == (PER, LAO, 0)
    assert ratio.one("ratioOf") == "Nhập siêu / xuất khẩu của Lào sang Peru"


def test_spans_hold_the_figure_and_its_period(claims: Claims) -> None:
    """The spans of a figure hold what was written and the date it is for."""
    text = "Năm 2010, Lào xuất khẩu sang Peru 20 triệu USD."
    (figure,) = claims(text, "trade")
    held = [text[s.start : s.end] for s in figure.spans]
    assert "20 triệu USD" in held[0]
    assert any("Năm 2010" in words for words in held)
    assert figure.one("asWritten") == "20 triệu USD"


def test_the_figure_of_the_sentence_before_is_taken_up(claims: Claims) -> None:
    """The words "This figure" and a bare "kim ngạch" go on with what the sentence before was about."""
    text = (
        "Năm 2010, kim ngạch thương mại giữa Lào và Peru đạt 8 triệu USD, trong đó xuất khẩu của Lào đạt "
        "3 triệu USD. Năm 2011, kim ngạch đạt 9 triệu USD."
    )
    *_, after = claims(text, "trade")
    assert (after.one("flow"), after.one("edtf")) == (concept("flow", "turnover"), "2011")


def test_the_value_of_one_kind_of_goods_names_it(claims: Claims) -> None:
    """A figure for one kind of goods says so, so that nobody takes it for all exports."""
    (figure,) = claims("Năm 2010, Lào xuất khẩu cà phê sang Peru đạt 3 triệu USD.", "trade")
    goods = figure.one("commodity")
    assert isinstance(goods, Named)
    assert goods.text == "cà phê"


def test_the_next_sentence_goes_on_with_the_period(claims: Claims) -> None:
    """A part of a figure told in the next sentence has the same period, with a record why."""
    _, exports = claims(
        "Trade between Peru and Laos was US$34 million in 2010. Peru's exports to Laos were worth $5 million.",
        "trade",
        language="en",
    )
    assert exports.one("edtf") == "2010"
    assert [r.reason for r in exports.repairs] == ["period of the figure before"]


def test_a_target_without_a_year_has_none(claims: Claims) -> None:
    """What the two sides aim at is not dated to the year the paragraph tells about."""
    *_, target = claims(
        "Năm 2010, kim ngạch thương mại giữa Lào và Peru đạt 8 triệu USD. "
        "Hai bên phấn đấu đưa kim ngạch thương mại lên 20 triệu USD.",
        "trade",
    )
    assert (target.one("status"), target.one("edtf")) == (concept("status", "forecast"), None)


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("Hai bên nhất trí đưa kim ngạch lên gấp đôi vào năm 2018.", "2018"),
        ("Hai bên nhất trí đưa kim ngạch đạt 9 triệu USD vào năm 2018.", None),
        ("Hai bên nhất trí đưa kim ngạch lên gấp đôi vào năm 2018, rồi gấp ba vào năm 2020.", None),
        ("Hai bên thăm hỏi nhau năm 2018.", None),
    ],
)
def test_a_heading_takes_the_year_of_the_only_aim_below_it(
    claims: Claims, body: str, period: str | None
) -> None:
    """A target in a heading is for the year that the text gives for it, with a record of why."""
    text = f"Nâng kim ngạch thương mại Lào - Peru lên 20 triệu USD\n\nLào và Peru hội đàm. {body}\n"
    target = claims(text, "trade")[0]
    assert (target.one("value"), target.one("edtf")) == (Decimal(20), period)
    assert [r.reading for r in target.repairs] == ([period] if period else [])
