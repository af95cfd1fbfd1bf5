"""Tables of trade."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from legation.facts.claims import Claim
from legation.terms import concept, state

Claims = Callable[..., list[Claim]]
LAO, PER = state("LAO"), state("PER")

BY_FLOW = """Thương mại Lào và Peru (triệu USD)
Năm | KN hai chiều | Tăng (%) | Lào xuất | Lào nhập
2005 | 45,2 | 12,5 | 30,1 | 15,1
6 tháng 2006 | 1.020 | -3 | 12 |
Lào và Peru hài lòng.
"""
BY_YEAR = """Kim ngạch buôn bán Lào - Peru, đơn vị: triệu USD
 | 2008 | 2009
Lào xuất khẩu | 5,1 | 6,2
Tổng | 8,1 | 10,2
"""
FRAMED = """Laos - Peru trade figures (US$ million):
| Year | Exports from Laos | Imports |
| 2017-18 | 7.5 (+3.1%) | 1,500.25 |
"""


def _told(found: list[Claim]) -> list[tuple[object, object, object]]:
    return [(c.one("edtf"), c.one("exporter"), c.one("value")) for c in found]


def test_a_column_for_each_flow(claims: Claims) -> None:
    """Each figure has the flow of its column, the period of its row and the unit of the heading."""
    found = claims(BY_FLOW, "trade")
    assert _told(found) == [
        ("2005", None, Decimal("45.2")),
        ("2005", LAO, Decimal("30.1")),
        ("2005", PER, Decimal("15.1")),
        ("2006-01/2006-06", None, Decimal(1020)),
        ("2006-01/2006-06", LAO, Decimal(12)),
    ]
    assert [found[n].one("growth") for n in (0, 1, 3)] == [Decimal("12.5"), None, Decimal(-3)]
    assert {(c.one("multiplier"), c.one("unit")) for c in found} == {(6, "USD")}


def test_a_column_for_each_year(claims: Claims) -> None:
    """Where years stand in the heading, each row is a flow."""
    assert _told(claims(BY_YEAR, "trade")) == [
        ("2008", LAO, Decimal("5.1")),
        ("2009", LAO, Decimal("6.2")),
        ("2008", None, Decimal("8.1")),
        ("2009", None, Decimal("10.2")),
    ]


def test_a_framed_table_in_english(claims: Claims) -> None:
    """A frame is no cell, growth may stand beside a figure, and a heading goes on with its state."""
    exports, imports = claims(FRAMED, "trade", language="en")
    assert (exports.one("exporter"), exports.one("growth")) == (LAO, Decimal("3.1"))
    assert (imports.one("exporter"), imports.one("worded")) == (PER, concept("flow", "import"))
    assert exports.one("edtf") == "2017/2018"


@pytest.mark.parametrize(
    "text",
    [
        "Lào và Peru\nNăm | Dân số | GDP (tỷ USD)\n2008 | 5 | 6\n",
        "Thương mại Lào và Peru\nNăm | Xuất khẩu | Nhập khẩu\n2008 | 5 | 6\n",
        "Kinh tế Peru (triệu USD)\nNăm | Xuất khẩu | Nhập khẩu\n2008 | 5 | 6\n\nLào và Peru.\n",
    ],
)
def test_other_tables_are_left_alone(claims: Claims, text: str) -> None:
    """A table without a unit, or of one state alone, or of something else, gives nothing."""
    assert claims(text, "trade") == []


def test_the_span_of_a_figure_holds_it(claims: Claims) -> None:
    """The spans of a figure are its cell, its period and its heading."""
    (*_, last) = claims(BY_YEAR, "trade")
    assert [BY_YEAR[s.start : s.end].strip() for s in last.spans] == ["10,2", "2009", "Tổng"]


def test_slashes_part_cells(claims: Claims) -> None:
    """A line with several slashes between blanks is a row; one slash alone is none."""
    found = claims(
        "Thương mại Lào và Peru\n(Đơn vị: triệu USD)\nNăm / Xuất khẩu của Lào / Tổng kim ngạch\n"
        "2005 / 30,1 / 1.045,2\nHợp tác / giao lưu.\n",
        "trade",
    )
    assert [(c.one("edtf"), c.one("value")) for c in found] == [
        ("2005", Decimal("30.1")),
        ("2005", Decimal("1045.2")),
    ]
