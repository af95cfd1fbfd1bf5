"""States and places, and words that only look like them."""

from __future__ import annotations

import pytest

from legation.reading.document import PlaceMention, StateMention
from legation.reading.mentions import persons, states
from legation.reading.mentions.names import Scan
from legation.reading.text import normalise


def _codes(text: str, language: str = "vi") -> list[str]:
    scan = Scan(text, normalise(text), language)
    found = states.find(scan, list(persons.find(scan)))
    return [m.code for m in found if isinstance(m, StateMention)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Chủ tịch Trần Đức Bé và Thủ tướng Đức", ["DEU"]),
        ("10 triệu đô la Mỹ của Mỹ", ["USA"]),
        ("Anh Nguyễn Văn Bé sang Anh", ["GBR"]),
        ("Lăng Chủ tịch Hồ Chí Minh", []),
        ("huyện Mỹ Đình", []),
        ("ý kiến của Ý", ["ITA"]),
        ("CỘNG HOÀ CHI-LÊ và cộng hoà Chi lê", ["CHL", "CHL"]),
        ("Bộ trưởng Lào sang Bê-la-rút", ["LAO", "BLR"]),
        ("họ đến lào cai", []),
        ("Liên Xô và Việt nam", ["SUN", "VNM"]),
    ],
)
def test_states_in_vietnamese(text: str, codes: list[str]) -> None:
    """Names of persons, currencies, mausoleums and towns are no states; case may be wrong."""
    assert _codes(text) == codes


def test_demonyms_are_states_in_english() -> None:
    """US is a state, us is not."""
    assert _codes("The Mongolian side told us that the US agreed", "en") == ["MNG", "USA"]


def test_a_capital_is_a_place_and_a_state() -> None:
    """The seat of a government stands for its state, marked as such."""
    scan = Scan("đến Min-xcơ", "đến min-xcơ", "vi")
    place, state = states.find(scan, [])
    assert isinstance(place, PlaceMention)
    assert isinstance(state, StateMention)
    assert (place.state, state.code, state.how) == ("BLR", "BLR", "capital")


def test_deixis_needs_its_own_words() -> None:
    """Neither "chúng ta" nor "các bạn" is a state."""
    text = "Ta và Bạn; chúng ta, các bạn; phía bạn"
    found = states.deixis(Scan(text, text.lower(), "vi"), "VNM", "PER")
    assert [(m.code, text[m.start : m.end]) for m in found] == [
        ("VNM", "Ta"),
        ("PER", "Bạn"),
        ("PER", "bạn"),
    ]
