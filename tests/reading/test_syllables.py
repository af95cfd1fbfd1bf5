"""What could be a word of Vietnamese, and how Vietnamese a text looks."""

from __future__ import annotations

import pytest

from legation.reading.syllables import is_syllable, score


@pytest.mark.parametrize("word", ["ngoại", "giao", "nghiêng", "ý", "quốc", "phật"])
def test_syllables(word: str) -> None:
    """An onset or none, a rime, and at most one tone make a syllable."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["phàt", "strength", "josé", "ngng", "áá", "nghiêngs", "zoo"])
def test_no_syllables(word: str) -> None:
    """A tone that its ending does not bear, two tones, or foreign letters make none."""
    assert not is_syllable(word)


def test_a_text_is_scored_by_its_words() -> None:
    """Vietnamese has nearly only syllables, English few with marks; no words score nothing."""
    vietnamese = score("Hai nước ký hiệp định về thương mại.")
    assert (vietnamese.share, vietnamese.marked, vietnamese.different) == (1.0, 1.0, 7)
    assert score("The two countries signed the treaty.").share < 0.5
    assert score("1994 – 95") == score("")
    assert score("").share == 0.0
