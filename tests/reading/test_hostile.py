"""Long and hostile texts: reading never fails, and its work grows as the text does."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.facts.evidence import Source
from legation.reading import jsonl
from legation.reading.read import Reading, read
from legation.terms import Iri

#: What sets rules off, in both languages; the language is stated, so that all of it is read.
_PHRASES = (
    "President|Prime Minister|Trade and Industry|Special Envoy of the President of|"
    "Chủ tịch|Bộ trưởng Công Thương|Đảng|Thư ký|Trung ương|Đặc phái viên|A.|A.B. Pe-re-da|"
    "Mr.|Nguyễn Văn|Bo Li|Bô-|Việt|Laos|Peru|Lào|of Mongolia|Mông Cổ|Viêng Chăn|ta|Bạn|"
    "visited|paid a state visit to|thăm chính thức|theo lời mời của|by invitation of|"
    "in May 1994|tháng 5/1994|on 5 May 1994|3-5/9/2007|yesterday|hôm nay|next year|"
    "năm ngoái|last month|same period|cùng kỳ|six months|31/2|5 million USD|5 triệu USD|"
    "20%|twice|exports|xuất khẩu|kim ngạch|two-way trade|rice|such as|gồm|and|và|signed|ký|"
    "treaty|13 hiệp định|entered into force|between|giữa|with|joint committee|"
    "third session|embassy|lập đại sứ quán|opened an|consulates|"
    "established diplomatic relations|10th anniversary of|công nhận|recognised|students|"
    "sinh viên|living in|cộng đồng|allowed|cho phép|programme|(|)|:|;|,|.|...|…|?|-|x|the"
)
#: What only looks like an end, a number or a letter.
_WORDS = [
    *_PHRASES.split("|"),
    '"',
    "\n",
    "\n- ",
    "\n\n",
    "\r",
    "\t",
    "\xb2",
    "\u0663",
    "\u0130",
    "\u0301\u0323",
    "\u2028",
    "# a: b\n",
]
_DATES = st.sampled_from(["", "0001-01-01", "9999-12-31", "0001-01", "9999", "1994-05-03", "1994"])
_PIECES = st.tuples(
    st.sampled_from(_WORDS) | st.text(max_size=4),
    st.sampled_from(["", " ", " ", " "]),
    st.just(1) | st.sampled_from([2, 9, 40]),
)
#: Each was read in time that grew with the square of its length, or faster.
_HOSTILE = {
    "initials": ("en", "A."),
    "visits in one sentence": ("en", "President Bo Li of Laos visited Peru in May 1994, "),
    "a party out of order": ("vi", "Đảng Thư ký "),
    "embassies in one sentence": ("vi", "lập đại sứ quán tại Lào, "),
    "offices in a row": ("vi", "Bộ trưởng Công Thương, "),
    "chairmen in a row": ("vi", "Chủ tịch "),
    "fields in a row": ("en", "Trade and Industry "),
    "honorifics in a row": ("en", "Mr. "),
    "a state cut off": ("vi", "Tổng thống Việt Nguyễn An "),
    "lines in small letters": ("en", "the visit of laos\n"),
    "short lines": ("en", "\n\n a"),
    "goods without an end": ("en", "cotton and "),
    "relations in one sentence": (
        "en",
        "Laos and Peru established diplomatic relations on 5 May 1994 and ",
    ),
    "undated trade in one paragraph": ("en", "Exports of Laos to Peru were 5 million USD. "),
    "signings": ("en", "Laos and Peru signed a treaty. It entered into force on 5 June 1995. "),
}


def _read(text: str, language: str, issued: str = "") -> Reading:
    return read(text, Source(Iri("https://e.org/source/a"), language=language, issued=issued))


def _repeated(piece: str, length: int) -> str:
    return piece * (length // len(piece))


def _calls(text: str, language: str) -> int:
    """Count the calls that reading and printing a text take."""
    count = 0

    def called(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        list(jsonl.lines(_read(text, language)))
    finally:
        sys.setprofile(before)
    return count


@settings(max_examples=150)
@given(
    st.lists(_PIECES, min_size=1, max_size=40).filter(
        lambda found: any(p[0].strip() for p in found)
    ),
    st.sampled_from(["vi", "en"]),
    _DATES,
)
def test_whatever_is_read_nothing_fails_and_spans_lie_in_the_text(
    pieces: list[tuple[str, str, int]], language: str, issued: str
) -> None:
    """Sentences, mentions, names and claims lie within the text that is read."""
    text = "Laos. " + "".join((word + gap) * times for word, gap, times in pieces)
    reading = _read(text, language, issued)
    list(jsonl.lines(reading))
    length = len(reading.document.text)
    assert len(reading.document.norm) == length
    spans = [span for claim in reading.claims for span in claim.spans]
    spans += [span for name in reading.names for span in name.spans]
    spans += [mention.span for mention in reading.document.mentions]
    assert all(0 <= span.start < span.end <= length for span in spans)
    assert all(0 <= s.start < s.end <= length for s in reading.document.sentences)


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4),
    st.sampled_from(["vi", "en"]),
    st.sampled_from([400, 3_000]),
)
def test_long_repeats_are_read(words: list[str], language: str, tokens: int) -> None:
    """The same few words three thousand times give claims within the text, or none."""
    text = "Laos. " + (" ".join(words) + " ") * (tokens // len(words))
    reading = _read(text, language)
    ends = [span.end for claim in reading.claims for span in claim.spans]
    assert max(ends, default=0) <= len(reading.document.text)


@pytest.mark.parametrize("name", _HOSTILE)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    """The calls that reading takes grow as the text does, not with its square."""
    language, piece = _HOSTILE[name]
    _calls(_repeated(piece, 1_000), language)  # loads the lexicons
    once = _calls(_repeated(piece, 12_000), language)
    assert _calls(_repeated(piece, 24_000), language) <= 2.5 * once


@pytest.mark.parametrize(
    "piece", ["A.", ".........x ", ".\"')", "\u0301\u0323", "( ", "a-", "President Bo Li, "]
)
def test_a_long_text_is_read_at_all(piece: str) -> None:
    """Two hundred thousand characters without sense are read, and give nothing."""
    text = "Laos: " + _repeated(piece, 200_000)
    assert not [c for c in _read(text, "en").claims if c.kind != "Tenure"]


def test_a_run_of_full_stops_is_read() -> None:
    """How a row of stops is cut does not depend on the ways to cut it."""
    text = "Laos and Peru " + "." * 5_000 + "x established diplomatic relations on 3 May 1994."
    assert [c.kind for c in _read(text, "en").claims] == ["RelationEvent"]


def test_old_line_ends_are_line_ends() -> None:
    """A file whose lines end in carriage returns alone gives what it gives with line feeds."""
    lines = ["# date: 2011-02-03", "RELATIONS", "Laos and Peru agreed.", "Laos left in May."]
    new, old = (_read(end.join(lines), "en").document for end in "\n\r")
    assert (old.sentences, old.mentions) == (new.sentences, new.mentions)
    assert (old.norm, old.source) == (new.norm, new.source)
    assert old.source.issued == "2011-02-03"
