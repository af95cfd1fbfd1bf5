"""Finding the phrases of a gazetteer."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from legation.reading.mentions.phrases import Phrases, tokens


def _found(phrases: list[str], text: str) -> list[str]:
    return [
        text[h.start : h.end] for h in Phrases((p, p) for p in phrases).find(tokens(text), text)
    ]


def test_the_longest_phrase_wins() -> None:
    """What stands inside a longer phrase is not found again."""
    assert _found(["peru", "lake of peru", "of"], "the lake of peru, peru") == [
        "lake of peru",
        "peru",
    ]


def test_words_may_be_joined_by_spaces_or_hyphens() -> None:
    """A full stop or a comma separates, unless the phrase is written with full stops."""
    phrases = ["min xcơ", "U.S."]
    assert _found(phrases, "min-xcơ, min  xcơ, min. xcơ, u.s. and u s") == [
        "min-xcơ",
        "min  xcơ",
        "u.s",
        "u s",
    ]


def test_an_ampersand_joins_where_the_phrase_has_one() -> None:
    """A name written with "&" is found with it; others are not joined by it."""
    assert _found(["Cook & Peru", "min xcơ"], "cook & peru, min & xcơ") == ["cook & peru"]


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=12))
def test_phrases_never_overlap(words: list[str]) -> None:
    """Hits stand one after the other."""
    text = " ".join(words)
    hits = list(Phrases((p, p) for p in ["a", "a b", "b c a", "c"]).find(tokens(text), text))
    assert all(one.end <= other.start for one, other in pairwise(hits))
