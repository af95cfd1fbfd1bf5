"""Tell whether a word could be Vietnamese: an onset, a rime and at most one tone.

The parts of syllables are data: ``ontology/language/syllables.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from legation.reading.lexicon import lexicon

_TONES = "\u0300\u0301\u0303\u0309\u0323"
#: The tones that a syllable may bear which ends in c, ch, p or t.
_TONES_BEFORE_STOP = "\u0301\u0323"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Score:
    """How Vietnamese a text looks.

    ``share`` of its words are syllables, and ``marked`` of those that bear a mark; ``different``
    ones of these there are.
    """

    share: float
    marked: float
    different: int


def score(text: str) -> Score:
    r"""Count the words that are syllables.

    They are eight to ten tenths of a Vietnamese text, and one to three of an English one.

    >>> score("Hai nước đã ký hiệp định với José")
    Score(share=0.875, marked=0.8571428571428571, different=6)
    >>> score("Hai n\xad\xedc").different
    0
    """
    words = [word[0].lower() for word in _WORD.finditer(text)]
    good = [word for word in words if is_syllable(word)]
    strange = [word for word in words if not word.isascii()]
    marked = [word for word in good if len(word) > 1 and not word.isascii()]
    return Score(
        len(good) / len(words) if words else 0.0,
        len(marked) / len(strange) if strange else 0.0,
        len(set(marked)),
    )


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    r"""Tell whether a word in small letters is a syllable of Vietnamese.

    >>> [is_syllable(w) for w in ("nghiêng", "phật", "phàt", "jos\xe9")]
    [True, True, False, False]
    """
    if len(word) > 7:
        return False
    bare, tone = [], ""
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONES:
            if tone:
                return False
            tone = sign
        else:
            bare.append(sign)
    toneless = unicodedata.normalize("NFC", "".join(bare))
    onsets, rimes, stopped = _parts()
    wanted = rimes if tone and tone not in _TONES_BEFORE_STOP else rimes | stopped
    return any(
        toneless[:cut] in onsets and toneless[cut:] in wanted
        for cut in range(min(4, len(toneless)))
    )


@cache
def _parts() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lists = lexicon("syllables").lists
    return (
        frozenset(lists["onsets"]),
        frozenset(lists["open-rimes"]),
        frozenset(lists["closed-rimes"]),
    )
