"""Sounds: two spellings of one word come out alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.values.phonemes import closeness, latin, respelled, without_tones

SOUNDS = st.text("abdefgiklmnoprstuvzəSTPKLM", max_size=12)


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("Xi-đo-rơ-xki", "sidorəski"),
        ("Goa-tê-ma-la", "gwatemala"),
        ("Giê-nê", "Jene"),
        ("Gin", "JiL"),
        ("Quê", "kwe"),
        ("Min-xcơ", "miLskə"),
        ("Nghen", "NeL"),
    ],
)
def test_vietnamese_letters_are_read_by_syllable(word: str, sounds: str) -> None:
    """A consonant sounds by its place: before a vowel, or at the end of a syllable."""
    assert respelled(word) == sounds


@pytest.mark.parametrize(
    ("word", "sounds"),
    [("Orovsky", "orovski"), ("Schuman", "Suman"), ("Anna", "ana"), ("Jóźwiak", "JoZwiak")],
)
def test_latin_letters_are_read_by_group(word: str, sounds: str) -> None:
    """Groups of letters are one sound, doubled letters are one letter."""
    assert latin(word) == sounds


def test_tones_go_and_vowels_stay() -> None:
    """Only the tone marks are taken off."""
    assert without_tones("Grô-mứt Ấn") == "grô-mưt ân"


@given(SOUNDS, SOUNDS)
def test_closeness_is_a_symmetric_share(one: str, other: str) -> None:
    """Closeness lies between 0 and 1 and does not depend on the order."""
    assert 0.0 <= closeness(one, other) <= 1.0
    assert abs(closeness(one, other) - closeness(other, one)) < 1e-9
