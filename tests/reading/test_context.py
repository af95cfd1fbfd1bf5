"""What a document is about, when it was written, and who "we" are."""

from __future__ import annotations

import pytest

from legation.facts.evidence import Source
from legation.reading.document import Document
from legation.reading.read import prepare
from legation.terms import Iri


def _prepared(text: str, **known: str) -> Document:
    return prepare(text, Source(Iri("https://e.org/source/a"), **known))  # type: ignore[arg-type]


def test_the_title_tells_the_pair() -> None:
    """Two states in the title are the pair, whatever the text names more often."""
    doc = _prepared(
        "Relations of Laos and Peru\nChile, Chile and Chile have a part in the plan of the two."
    )
    assert doc.pair == ("LAO", "PER")


def test_a_title_with_one_state_is_about_the_publisher_too() -> None:
    """In a Vietnamese paper the other of the pair is Viet Nam."""
    doc = _prepared("Thủ tướng sẽ thăm Mông Cổ\nChuyến thăm Mông Cổ của Thủ tướng được chờ đợi.")
    assert doc.pair == ("MNG", "VNM")


def test_without_a_title_the_most_frequent_states_are_the_pair() -> None:
    """A third state that is named as often leaves the pair open."""
    two = "Laos thanked Peru for the aid. Laos and Peru met. Chile was there."
    three = "Laos thanked Peru for the aid. Laos and Peru met. Chile and Chile were there."
    assert (_prepared(two).pair, _prepared(three).pair) == (("LAO", "PER"), None)


def test_metadata_of_the_first_lines_fills_what_is_not_known() -> None:
    """What was told from outside wins over the first lines of the text."""
    text = "# date: 2011-02\n# publisher: A desk\nLaos and Peru met in the city."
    source = _prepared(text, publisher="An office").source
    assert (source.issued, source.publisher) == ("2011-02", "An office")
    assert _prepared(text).sentences[0].start == text.index("Laos")


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("Lào và Peru đã gặp nhau. Cập nhật, ngày 3 tháng 2 năm 2011", "2011-02-03"),
        ("Laos and Peru met in the city. Last updated: 3 February 2011", "2011-02-03"),
        ("Laos and Peru met in the city on 3 February 2011.", ""),
        ("# date: nonsense\nLaos and Peru met in the city.", ""),
    ],
)
def test_the_date_of_a_text_is_found_where_it_says_so(text: str, issued: str) -> None:
    """Only a date that says when the text was written is the date of the document."""
    assert _prepared(text).source.issued == issued


def test_we_and_they_are_the_publisher_and_the_other_of_the_pair() -> None:
    """A Vietnamese fact sheet says "ta" of Viet Nam and "Bạn" of the other."""
    doc = _prepared("Quan hệ Việt Nam - Mông Cổ\nTa đã mở Đại sứ quán, Bạn đón đoàn của ta.")
    assert (doc.we, doc.they, doc.source.publisher_state) == ("VNM", "MNG", "VNM")
