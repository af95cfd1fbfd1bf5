"""Garbled words are read with a recorded repair, and only where the text supports it."""

from __future__ import annotations

from legation.reading.document import PersonMention
from legation.reading.mentions import persons
from legation.reading.mentions.names import Scan
from legation.reading.text import normalise


def _persons(text: str) -> list[PersonMention]:
    return list(persons.find(Scan(text, normalise(text), "vi")))


def test_a_state_cut_off_before_a_name_is_a_recorded_repair() -> None:
    """The first word of a state's name is read as the state that the text names elsewhere."""
    found = _persons("Chủ tịch Việt Lê Văn Bé thăm Việt Nam")[0]
    assert (found.state, [o.office for o in found.offices]) == ("VNM", ["president"])
    assert [(r.surface, r.reading) for r in found.repairs] == [("Việt", "Việt Nam")]


def test_a_secretary_out_of_order_is_a_recorded_repair() -> None:
    """The words of a party and of its secretary may come in any order, in bad translations."""
    found = _persons("và Đảng Nhân dân Lào Thư ký Uỷ ban Trung ương chung Wang Daming đến")[0]
    assert found.name is not None
    assert (found.name.text, found.state, found.offices[0].office) == (
        "Wang Daming",
        "LAO",
        "general-secretary",
    )
    assert (
        found.repairs[0].reason == "the words for a party and for its secretary stand out of order"
    )


def test_nothing_is_repaired_without_a_full_name_in_the_text() -> None:
    """A first word that no state of the text has stays as it is."""
    assert all(not p.repairs for p in _persons("Chủ tịch Việt Lê Văn Bé thăm Lào"))
