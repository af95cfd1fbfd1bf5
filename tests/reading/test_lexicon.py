"""The words of a language."""

from __future__ import annotations

import pytest

from legation.errors import KnowledgeError
from legation.reading.lexicon import LANGUAGES, lexicon


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_the_same_lists(language: str) -> None:
    """A list that one language has, the other has too."""
    assert set(lexicon(language).lists) == set(lexicon("en").lists)


def test_a_missing_language_is_an_error_of_the_shelves() -> None:
    """The name of the missing file is in the message."""
    with pytest.raises(KnowledgeError, match=r"ontology/language/xx\.yaml is missing"):
        lexicon("xx")
