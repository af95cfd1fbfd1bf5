"""The words of a language that reading needs: the files of ``ontology/language``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from legation.errors import KnowledgeError
from legation.reading.text import nfc, normalise
from legation.resources import texts

LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One file of ``ontology/language``: each list of words by its name, as written there."""

    language: str
    lists: dict[str, tuple[str, ...]]

    def norms(self, name: str) -> frozenset[str]:
        """Return one list in the form of `text.normalise`."""
        return frozenset(normalise(word) for word in self.lists[name])


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of one language, read once.

    >>> "của" in lexicon("vi").norms("stop-words")
    True

    Raises
    ------
    KnowledgeError
        The file is missing, does not parse, or is not a mapping of lists of words.

    """
    name = f"{language}.yaml"
    text = texts("ontology", "language", ".yaml").get(name)
    if text is None:
        raise KnowledgeError(f"ontology/language/{name} is missing")
    try:
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise KnowledgeError(f"ontology/language/{name} does not parse: {error}") from error
    match content:
        case dict() if all(_is_words(words) for words in content.values()):
            lists = {key: tuple(map(nfc, words)) for key, words in content.items()}
        case _:
            raise KnowledgeError(f"ontology/language/{name} is not a mapping of lists of words")
    return Lexicon(language, lists)


def _is_words(value: object) -> bool:
    """Tell a list of strings; YAML takes a bare ``no`` for false, which is none."""
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
