"""The state of persons whom no word beside the name places."""

from __future__ import annotations

import pytest

from legation.facts.evidence import Source
from legation.reading.document import OfficeMention, PersonMention
from legation.reading.mentions.sides import title_state
from legation.reading.read import prepare
from legation.terms import Iri


def _states(text: str, language: str) -> list[str]:
    source = Source(Iri("https://e.org/source/a"), language=language)
    doc = prepare(text, source)
    return [m.state for m in doc.mentions if isinstance(m, PersonMention) and m.name and m.offices]


@pytest.mark.parametrize(
    ("text", "language", "states"),
    [
        (
            (
                "Relations of Laos and Peru\nOn the Peruvian side, the visitors to Laos included "
                "President Ana Bo (June 1988) and Prime Minister Luis Li (1999)."
            ),
            "en",
            ["PER", "PER"],
        ),
        (
            (
                "Relations of Laos and Peru\nVisits from Laos:\n- Prime Minister Bo Li (1999)\n"
                "Visits from Peru:\n- Prime Minister Ana Bo (2001)"
            ),
            "en",
            ["LAO", "PER"],
        ),
        (
            "Relations of Laos and Peru\nIn Lima, the President of Laos met Prime Minister Ana Bo.",
            "en",
            ["PER"],
        ),
        (
            "Lao President Bo Li, Foreign Minister Kham Vong and Defence Minister Chan Mon met Peru.",
            "en",
            ["LAO", "LAO", "LAO"],
        ),
        (
            "Quốc vương A-mét VI, Thái tử Xan-man bin A-đun và Hoàng thân Ta-lan của Ma-rốc đến Lào.",
            "vi",
            ["MAR", "MAR", "MAR"],
        ),
        (
            (
                "Quan hệ Việt Nam - Trung Quốc\nĐoàn ta thăm Trung Quốc:\n- Chủ tịch Hồ Bảo (7/1957);\n"
                "Đoàn Trung Quốc thăm ta:\n- Chủ tịch Lý Bảo Sơn: 11/1958\n"
                "- Phó Thủ tướng Kim Châu (Kim Chu): 3/1999"
            ),
            "vi",
            ["VNM", "CHN", "CHN"],
        ),
        (
            "Peruvian President Ana Rojas spoke. Rojas's foreign minister, Luis Bo, left for Laos.",
            "en",
            ["PER", "PER"],
        ),
    ],
)
def test_sides_and_scenes(text: str, language: str, states: list[str]) -> None:
    """The side of a list, the scene of a meeting, the list itself, or whose minister it is."""
    assert _states(text, language) == states


@pytest.mark.parametrize(
    ("words", "office", "states", "told"),
    [
        ("secretary of state", "foreign-minister", ("MAR", "USA"), "USA"),
        ("king", "monarch", ("MAR", "USA"), "MAR"),
        ("vice president", "vice-president", ("MAR", "USA"), "USA"),
        ("prime minister", "prime-minister", ("MAR", "USA"), "MAR"),
        ("president", "president", ("LAO", "PER"), ""),
        ("minister", "minister", ("MAR", "USA"), ""),
    ],
)
def test_an_office_that_only_one_state_has(
    words: str, office: str, states: tuple[str, str], told: str
) -> None:
    """Titles and constitutions tell two states apart, where they do."""
    person = PersonMention(0, len(words), None, offices=(OfficeMention(0, len(words), office),))
    assert title_state(person, words, states) == told


def test_nobody_with_a_foreign_name_is_made_vietnamese() -> None:
    """What only Viet Nam of two states has says nothing of a foreign name."""
    text = "Quan hệ Việt Nam - Uruguay\nThủ tướng Pedro Lanza đã đến thăm."
    assert _states(text, "vi") == ["URY"]
