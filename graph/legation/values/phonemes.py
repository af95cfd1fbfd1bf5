"""How alike two spellings of a word sound: a Vietnamese respelling and a Latin original, say.

Both are turned into rough sounds (``ontology/reference/sounds.tsv``), one character each, and
compared by a weighted edit distance (``alike.tsv``). Capital letters stand for sounds that are
only roughly known: ``T`` is a Vietnamese final t, which respells t, d and s alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from math import inf

from legation.resources import texts
from legation.terms import ascii_fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = frozenset("aăâeêioôơuưy")
#: Marks that change no sound here: all but those on consonants and the German ones.
_PLAIN_MARK = re.compile("(?<![csznl])(?!\u0308)[\u0300-\u036f]|(?<![uo])\u0308")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_DOUBLED = re.compile(r"([^eo])\1+")
#: What a wholly different sound costs, and one that is missing.
_DIFFERENT = 1.0
_MISSING = 0.8
_ROUNDING = 1e-9
#: Epenthetic and silent vowels hardly count towards the length of a word.
_WEIGHT = {"ə": 0.35, "ɐ": 0.35, "ɛ": 0.35, "y": 0.6, "h": 0.6, "j": 0.6, "w": 0.6}


def _rows(name: str) -> list[list[str]]:
    """Return the rows of a table of the reference, without its heading."""
    lines = texts("ontology", "reference", f"{name}.tsv")[f"{name}.tsv"].splitlines()[1:]
    return [line.split("\t") for line in lines if line]


@cache
def _spellings() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """Return for each orthography and position what to look for and how it sounds."""
    tables: dict[str, dict[str, str]] = {}
    for orthography, position, spelling, sound in _rows("sounds"):
        tables.setdefault(f"{orthography} {position}", {})[spelling] = sound
    return {
        name: (re.compile("|".join(sorted(table, key=len, reverse=True))), table)
        for name, table in tables.items()
    }


@cache
def _costs() -> dict[str, float]:
    """Return what it costs to take one sound for another, or for none (``-``)."""
    costs: dict[str, float] = {}
    for cost, sounds, *_ in _rows("alike"):
        for one in sounds:
            for other in sounds:
                if one != other:
                    costs[one + other] = min(float(cost), costs.get(one + other, _DIFFERENT))
    return costs


def without_tones(text: str) -> str:
    """Return small letters without tone marks, with the marks that make other vowels.

    >>> without_tones("Cốp")
    'côp'
    """
    parts = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))


@lru_cache(maxsize=20_000)
def respelled(word: str) -> str:
    """Return the sounds of a word as Vietnamese letters spell it.

    >>> respelled("Xi-đo-rơ-xki")
    'sidorəski'
    """
    found = []
    for syllable in re.split(r"[-‐-―]", without_tones(word)):
        at = 0
        while at < len(syllable):
            before = at > 0 and syllable[at - 1] in _VOWELS
            if syllable[at] in _VOWELS and not _is_glide(syllable, at):
                position = "vi vowel"
            else:
                position = "vi onset"
                if before and not _leads_to_vowel(syllable, at):
                    position = "vi coda"
            pattern, table = _spellings()[position]
            match = pattern.match(syllable, at)
            if match is None and position == "vi coda":
                pattern, table = _spellings()["vi onset"]
                match = pattern.match(syllable, at)
            if match is None:
                at += 1
                continue
            spelling = match.group()
            at += len(spelling)
            # The i of gi is a vowel of its own where no other follows: Gi-nê, Gin.
            alone = spelling == "gi" and syllable[at : at + 1] not in _VOWELS
            found.append("Ji" if alone else table[spelling])
    return "".join(found)


def _is_glide(syllable: str, at: int) -> bool:
    """Tell whether a vowel letter belongs to a consonant: the u of qu, the i of gi."""
    return at > 0 and syllable[at - 1 : at + 1] == "qu"


def _leads_to_vowel(syllable: str, at: int) -> bool:
    """Tell whether the consonant at a place is followed by a vowel in its syllable."""
    match = re.compile(r"(?:ngh|ng|nh|ch|tr|th|kh|ph|gh|gi|qu|[^aăâeêioôơuưy])").match(syllable, at)
    return match is not None and match.end() < len(syllable) and syllable[match.end()] in _VOWELS


@lru_cache(maxsize=20_000)
def latin(word: str) -> str:
    """Return the sounds of a word in a European or romanised spelling, or in Cyrillic.

    >>> latin("Sidorsky"), latin("Сидорский")
    ('sidorski', 'sidorski')
    """
    if _CYRILLIC.search(word):
        pattern, table = _spellings()["cyrillic any"]
        composed = unicodedata.normalize("NFC", word.lower())
        return _DOUBLED.sub(r"\1", "".join(table[found] for found in pattern.findall(composed)))
    kept = unicodedata.normalize("NFD", word.lower())
    kept = unicodedata.normalize("NFC", _PLAIN_MARK.sub("", kept))
    kept = _DOUBLED.sub(r"\1", kept)
    pattern, table = _spellings()["latin any"]
    sounds = "".join(
        table.get(found) or table.get(ascii_fold(found), "")
        for found in re.findall(f"{pattern.pattern}|.", kept)
    )
    sounds = re.sub(r"y(?=$|k)|(?<=k)y$", "i", sounds)
    return re.sub(r"(?<=[^aeiou])e$", "ɛ", re.sub(r"(?<=i)a$", "ɐ", sounds))


def closeness(one: str, other: str, least: float = 0.0) -> float:
    """Return how alike two strings of sounds are, from 0 to 1.

    What turns out to be less than ``least`` is not looked at any closer, and is 0.

    >>> round(closeness(respelled("Xi-đo-rơ-xki"), latin("Sidorsky")), 2)
    0.98
    >>> closeness("", "a"), closeness("lok", "lak", 0.9)
    (0.0, 0.0)
    """
    if one == other:
        return 1.0 if one else 0.0
    if not one or not other:
        return 0.0
    size = max(_length(one), _length(other))
    found = 1 - _distance(one, other, (1 - least) * size) / size
    return found if found >= least else 0.0


@lru_cache(maxsize=50_000)
def _length(sounds: str) -> float:
    return sum(_WEIGHT.get(sound, 1.0) for sound in sounds)


@lru_cache(maxsize=300_000)
def _distance(one: str, other: str, most: float) -> float:
    """Return the cheapest way to turn one string of sounds into the other, no end if above ``most``."""
    costs = _costs()
    gaps = [costs.get("-" + sound, _MISSING) for sound in other]
    above = [0.0]
    for gap in gaps:
        above.append(above[-1] + gap)
    for sound in one:
        drop = costs.get("-" + sound, _MISSING)
        row = [above[0] + drop]
        left = row[0]
        for place, wanted in enumerate(other):
            if sound == wanted:
                best = above[place]
            else:
                best = above[place] + costs.get(sound + wanted, _DIFFERENT)
            best = min(best, above[place + 1] + drop, left + gaps[place])
            row.append(best)
            left = best
        if min(row) > most + _ROUNDING:
            return inf
        above = row
    return above[-1]
