"""Lists of goods."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import concept, state

Claims = Callable[..., list[Claim]]


def _goods(claim: Claim) -> list[str]:
    return [m.text for m in claim.values["member"] if isinstance(m, Named)]


def _ends(claim: Claim) -> tuple[object, object]:
    return claim.one("exporter"), claim.one("importer")


LAO, PER = state("LAO"), state("PER")


def test_lists_of_both_directions(claims: Claims) -> None:
    """Each clause of a sentence gives its own list with its own direction."""
    out, back = claims(
        "Lào xuất khẩu sang Peru gỗ, cà phê, quế và nhập khẩu đồng, bột cá.", "commodities"
    )
    assert (_goods(out), _ends(out)) == (["gỗ", "cà phê", "quế"], (LAO, PER))
    assert (_goods(back), _ends(back)) == (["đồng", "bột cá"], (PER, LAO))
    assert out.one("complete") is True


@pytest.mark.parametrize("tail", [" v.v...", " và các sản phẩm khác.", ", ."])
def test_open_lists_say_so(claims: Claims, tail: str) -> None:
    """A list that goes on beyond what it names is not complete, and the rest is no good."""
    (goods,) = claims(
        "Những mặt hàng xuất khẩu chính của Lào sang Peru là quế, chè, máy tính" + tail,
        "commodities",
    )
    assert _goods(goods) == ["quế", "chè", "máy tính"]
    assert goods.one("complete") is False


def test_and_inside_a_good(claims: Claims) -> None:
    """Wood and wood products are one good, and so are parts for two machines; tea and rice are two."""
    (goods,) = claims(
        "Những mặt hàng Lào xuất sang Peru là đá và các sản phẩm đá, chè và gạo.", "commodities"
    )
    assert _goods(goods) == ["đá và các sản phẩm đá", "chè", "gạo"]
    (parts,) = claims(
        "Mặt hàng xuất khẩu chính của Lào sang Peru là chè, phụ tùng cho xe máy và máy bơm.",
        "commodities",
    )
    assert _goods(parts) == ["chè", "phụ tùng cho xe máy và máy bơm"]


def test_names_of_states_fall_out_of_scrambled_lists(claims: Claims) -> None:
    """A list that machine translation scrambled gives its goods without the names of states."""
    out, back = claims(
        "xuất khẩu của cà phê Lào đến Peru nước, đồ gỗ, quế, nhập khẩu quặng, máy bơm từ Peru, ống thép, .",
        "commodities",
    )
    assert (_goods(out), _ends(out)) == (["cà phê", "đồ gỗ", "quế"], (LAO, PER))
    assert (_goods(back), _ends(back)) == (["quặng", "máy bơm", "ống thép"], (PER, LAO))


def test_a_share_is_a_figure_without_a_value(claims: Claims) -> None:
    """The words "(70 % of what A sells to B)" belongs to the good before it."""
    goods, share = claims(
        "Mặt hàng xuất khẩu chính của Lào sang Peru là chè (chiếm 70,5% tổng trị giá xuất khẩu của Lào "
        "sang Peru), quế.",
        "commodities",
    )
    assert _goods(goods) == ["chè", "quế"]
    assert (share.one("share"), share.one("shareOf")) == (
        Decimal("70.5"),
        concept("flow", "export"),
    )
    assert share.one("value") is None
    assert share.one("commodity") == goods.values["member"][0]


def test_english_lists(claims: Claims) -> None:
    """English lists stop at the next clause and at what is only more of the same."""
    out, back = claims(
        "Peru's main exports to Laos include zinc, iron and steel, fishmeal and other products, "
        "while its imports from Laos are tea and coffee.",
        "commodities",
        language="en",
    )
    assert _goods(out) == ["zinc", "iron and steel", "fishmeal"]
    assert (_goods(back), _ends(back)) == (["tea", "coffee"], (LAO, PER))


def test_what_is_no_list_of_goods(claims: Claims) -> None:
    """Fields of cooperation, growth and the subject of a contract are no lists of goods."""
    found = claims(
        "Lào và Peru hợp tác trong xuất khẩu, nhập khẩu, đầu tư, du lịch. "
        "Xuất khẩu của Lào sang Peru, nhất là nông sản đã tăng lên. "
        "Hai bên ký hợp đồng trong lĩnh vực hải quan, nhập khẩu quặng và máy bơm của Peru.",
        "commodities",
    )
    assert found == []


def test_each_good_has_its_own_tight_span(claims: Claims) -> None:
    """The span of a good holds its name and nothing else."""
    text = "Lào xuất khẩu sang Peru gỗ, cà phê, quế."
    (goods,) = claims(text, "commodities")
    members = [m for m in goods.values["member"] if isinstance(m, Named)]
    assert [text[m.spans[0].start : m.spans[0].end] for m in members] == ["gỗ", "cà phê", "quế"]


@pytest.mark.parametrize(
    ("language", "text", "out"),
    [
        (
            "en",
            "Rice, tea and coffee are the main exports of Laos to Peru.",
            ["Rice", "tea", "coffee"],
        ),
        ("vi", "Gạo và chè là những mặt hàng xuất khẩu chính của Lào sang Peru.", ["Gạo", "chè"]),
        ("en", "Lao exports to Peru were dominated by rice and tea.", ["rice", "tea"]),
        ("en", "Items of export from Laos to Peru: rice, tea.", ["rice", "tea"]),
        ("en", "Leading Lao exports to Peru are rice and tea; Peru likes them.", ["rice", "tea"]),
        ("vi", "Lào xuất sang Peru chủ yếu gạo, chè.", ["gạo", "chè"]),
        (
            "vi",
            "Lào xuất sang Peru 5 triệu USD, chủ yếu là gạo và hàng dệt may.",
            ["gạo", "hàng dệt may"],
        ),
    ],
)
def test_where_a_list_stands(claims: Claims, language: str, text: str, out: list[str]) -> None:
    """Goods follow a sign or an amount, or come first and are called exports."""
    (found,) = claims(text, "commodities", language=language)
    assert (_goods(found), _ends(found)) == (out, (LAO, PER))


def test_a_list_without_a_state_goes_on_with_the_trade_before(claims: Claims) -> None:
    """What "hàng xuất" names is of the side that speaks, if trade of two was told before."""
    label = "Hàng xuất: gạo, chè. Hàng nhập: kẽm, đồng."
    text = f"Việt Nam và Peru. KNTM Việt Nam - Peru năm 2009: 5 triệu USD. {label}"
    out, back = claims(text, "trade", "commodities")[1:]
    assert (_goods(out), _ends(out)) == (["gạo", "chè"], (state("VNM"), PER))
    assert (_goods(back), _ends(back)) == (["kẽm", "đồng"], (PER, state("VNM")))
    assert claims(f"Việt Nam và Peru. {label}", "trade", "commodities") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peru wishes to export grapes and quinoa to Laos."),
        ("en", "Laos gave Peru a loan for imports of machinery and drugs."),
        ("vi", "Peru mong muốn xuất khẩu nho, bơ sang Lào."),
        ("vi", "Peru xuất khẩu: đồng, vàng. Lào và Peru hợp tác."),
    ],
)
def test_wishes_and_trade_with_the_world(claims: Claims, language: str, text: str) -> None:
    """What a state would like to sell, and what it sells to all, is no trade between two."""
    assert claims(text, "commodities", language=language) == []
