"""Telling the language of a text, and refusing what has no rules."""

from __future__ import annotations

import pytest

from legation.errors import UnknownLanguage
from legation.reading.language import detect
from legation.reading.text import normalise


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tổng thống Chi-lê sang thăm Pê-ru.", "vi"),
        ("The Prime Minister of Chile arrived in Lima for a visit of two days.", "en"),
        ("The visit of President Nguyễn Văn Bé to the Republic of Chile was held in May.", "en"),
    ],
)
def test_known_languages(text: str, language: str) -> None:
    """Letters tell Vietnamese, function words tell English, also with names of the other."""
    assert detect(normalise(text)) == language


@pytest.mark.parametrize(
    "text",
    [
        "Le président du Chili est arrivé à Lima pour une visite de deux jours.",
        "Президент Чили прибыл в Лиму.",
        "2008 2009 2010",
    ],
)
def test_other_languages_are_refused(text: str) -> None:
    """What is neither Vietnamese nor English is not read, and the sentence says so."""
    with pytest.raises(UnknownLanguage) as refused:
        detect(normalise(text))
    assert str(refused.value) == (
        "nothing was read: the text looks neither Vietnamese nor English; "
        "if it is one of them, state its language (vi or en)"
    )


def test_a_stated_language_wins_and_may_be_refused() -> None:
    """A region is ignored; a language without rules is an error that names it."""
    assert detect("abc", "vi-VN") == "vi"
    with pytest.raises(UnknownLanguage) as refused:
        detect("abc", "fr")
    assert str(refused.value) == (
        "nothing was read: there are no rules for the language 'fr'; "
        "legation reads Vietnamese (vi) and English (en)"
    )
