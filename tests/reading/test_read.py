"""The whole road from text to claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import SourceEmpty, UnknownLanguage
from legation.facts.evidence import Named, Source
from legation.reading.read import RULES, Reading, read
from legation.terms import Iri

TEXT = """Relations of Laos and Peru
Laos and Peru established diplomatic relations on 3 May 1994.
President Juan Quispe of Peru paid an official visit to Laos in June 2001.
The embassy asked in 2004 for a larger house.
"""


def _read(text: str) -> Reading:
    return read(text, Source(Iri("https://e.org/source/a")))


def test_every_rule_module_reads() -> None:
    """The rules stand in the order in which later ones may use what earlier ones found."""
    assert RULES.index("visits") < RULES.index("offices") < RULES.index("agreements")


def test_claims_names_and_what_is_left_unread() -> None:
    """A reading counts the sentences that look like facts and gave none."""
    reading = _read(TEXT)
    assert [c.kind for c in reading.claims] == ["RelationEvent", "Visit", "Tenure"]
    assert [n.text for n in reading.names] == ["Juan Quispe"]
    left = [TEXT[s.start : s.end] for s in reading.unread]
    assert left == ["The embassy asked in 2004 for a larger house."]
    assert reading.coverage == pytest.approx(2 / 3)


def test_spans_hold_what_a_claim_states() -> None:
    """Among the spans of a claim, one has the name and one has the date."""
    for claim in _read(TEXT).claims:
        seen = " ".join(TEXT[s.start : s.end] for s in claim.spans)
        for values in claim.values.values():
            assert all(v.text in seen for v in values if isinstance(v, Named))
        if edtf := claim.one("edtf"):
            assert str(edtf)[:4] in seen


def test_a_document_without_text_is_refused() -> None:
    """Metadata alone is no document."""
    with pytest.raises(SourceEmpty) as refused:
        _read("# date: 2001\n \n")
    assert str(refused.value) == "there is no text in the document; check that it is the right file"


def test_a_text_in_another_language_is_refused() -> None:
    """Nothing is read of a language without rules."""
    with pytest.raises(UnknownLanguage):
        _read("Le président du Pérou est arrivé à Vientiane en juin.")


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(raw: str) -> None:
    """Whatever the text, reading ends, and every span lies inside the text."""
    try:
        reading = read(raw, Source(Iri("https://e.org/source/a"), language="vi"))
    except SourceEmpty:
        return
    size = len(reading.document.text)
    assert all(0 <= s.start < s.end <= size for c in reading.claims for s in c.spans)


_WORDS = st.sampled_from(
    [
        "Tổng thống",
        "Thủ tướng",
        "Chủ tịch",
        "Việt Nam",
        "Lào",
        "Đức",
        "Nguyễn Văn Bé",
        "A.B. Pê-rô",
        "thăm",
        "đã",
        "sẽ",
        "chính thức",
        "(5/2001)",
        "từ 3-5/6/2004",
        "và",
        "của",
        "theo lời mời của",
        ";",
        ",",
        ".",
        ":",
        "\n",
        "- ",
        "thiết lập quan hệ ngoại giao",
        "mở Đại sứ quán tại",
        "Hà Nội",
        "dự kiến",
        "chuyến thăm",
        "đến",
        "Đặc phái viên của",
        "Bộ trưởng",
        "Bộ Công Thương",
        "nâng quan hệ lên",
        "đối tác chiến lược",
        "công nhận",
        "kỷ niệm 20 năm",
        "Đảng Cộng sản",
        "Thư ký",
        "ta",
        "Bạn",
        "95,8 triệu USD",
        "xuất khẩu",
        "sang",
    ]
)


@given(st.lists(_WORDS, max_size=40))
def test_no_order_of_the_words_of_the_field_breaks_the_reader(pieces: list[str]) -> None:
    """Garbled text gives fewer claims, never an error or a span outside."""
    text = " ".join(pieces)
    if not text.strip():
        return
    reading = read(text, Source(Iri("https://e.org/source/a"), language="vi", issued="2011-05"))
    size = len(reading.document.text)
    assert all(0 <= s.start < s.end <= size for c in reading.claims for s in c.spans)
