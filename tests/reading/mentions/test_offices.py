"""Which office, of which state, with which detail some words mean."""

from __future__ import annotations

import pytest

from legation.reading.mentions.names import Scan
from legation.reading.mentions.offices import office_words
from legation.reading.text import normalise


def _office(text: str, language: str) -> tuple[str, str, str]:
    found = office_words(Scan(text, normalise(text), language), 0)
    assert found is not None
    return found[0].office, found[0].state, found[0].detail


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chủ tịch Lào", ("president", "LAO", "")),
        ("Chủ tịch nước Lê Văn Bé", ("president", "", "")),
        ("Chủ tịch Bounma Phone", ("president", "", "")),
        ("Phó Chủ tịch Cu-ba", ("vice-president", "CUB", "")),
        ("Chủ tịch Hạ viện Chi-lê", ("parliament-speaker", "CHL", "lower")),
        ("Chủ tịch Quốc hội nước Cộng hoà Peru", ("parliament-speaker", "PER", "")),
        ("Chủ tịch Đảng Nhân dân Mông Cổ", ("party-official", "MNG", "")),
        ("Chủ tịch Tập đoàn Sông Đỏ Lê Văn Bé", ("other", "", "Tập đoàn Sông Đỏ")),
        (
            "Tổng Bí thư Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam",
            ("general-secretary", "VNM", ""),
        ),
        (
            "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn Lê Văn Bé",
            ("minister", "", "Nông nghiệp và Phát triển nông thôn"),
        ),
        ("Bộ trưởng Bộ Ngoại giao Peru", ("foreign-minister", "PER", "")),
        ("Đại sứ Peru tại Lào", ("ambassador", "PER", "LAO")),
        ("Thủ tướng Đức", ("prime-minister", "DEU", "")),
    ],
)
def test_vietnamese_offices(text: str, told: tuple[str, str, str]) -> None:
    """An office is told by its word, its house and its state, never by the word alone."""
    assert _office(text, "vi") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mongolian President", ("president", "MNG", "")),
        ("Mongolia's Deputy Foreign Minister", ("deputy-foreign-minister", "MNG", "")),
        ("President of the Republic of Chile", ("president", "CHL", "")),
        ("President of the Senate of Chile", ("parliament-speaker", "CHL", "upper")),
        ("President of the Red River Bank", ("other", "", "of the Red River Bank")),
        ("Trade and Industry Minister", ("minister", "", "Trade and Industry")),
        ("Minister of Defence of Peru", ("minister", "PER", "Defence")),
        ("General Secretary of the Communist Party of Vietnam", ("general-secretary", "VNM", "")),
        ("Ambassador of Peru to Mongolia", ("ambassador", "PER", "MNG")),
    ],
)
def test_english_offices(text: str, told: tuple[str, str, str]) -> None:
    """The state stands before or after; what no state has is another office."""
    assert _office(text, "en") == told
