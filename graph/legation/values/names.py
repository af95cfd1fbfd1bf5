"""Names as texts write them: folding, tone marks, readable keys, and how alike two names are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from legation.resources import texts
from legation.terms import ascii_fold, slug
from legation.values.phonemes import closeness, latin, respelled, without_tones

#: From this similarity on two spellings may be taken for one name, if nothing speaks against it.
THRESHOLD = 0.75
#: From this on given names are one, where none is spelled by ear.
_GIVEN_NAMES = 0.85
#: What is left of a likeness when a given name or initial differs, and when names meet in one piece.
_ANOTHER_GIVEN, _ANOTHER_INITIAL, _IN_ONE_PIECE = 0.4, 0.7, 0.97
#: And when the first name of one is a later name of the other: Rufus King, William Rufus King.
_ANOTHER_PLACE = 0.87
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SURNAME_FIRST = re.compile(
    r"^([^,]*\w[^,]*),((?!\s*(?:jr|sr|[iv]+)\b)[^,]*\w[^,]*)$", re.IGNORECASE
)
#: What tells father from son or one of a line from another, at the end or before a comma.
_GENERATION = re.compile(
    r"(?<=\w|\.)(?:\s*,\s*|\s+)((?i:jr|jnr|sr|snr)\b\.?|II|III|IV|(?<![A-Z]\s)VI|VIII?|IX|(?<=\w{3}\s)[IVX](?=\s*$))(?=\s*(?:,|$))"
)
#: A number in a name is part of it: the 13th is not the 14th.
_NUMBER = re.compile(r"\d+")
_DASHES = "‐‑‒–-"
#: đ, ơ, ư, the hook and the dot below, and a tone on top of another mark.
_ONLY_VIETNAMESE = re.compile("[đ\u031b\u0309\u0323]|[\u0302\u0306][\u0300\u0301\u0303]")
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|ch|tr|th|kh|ph|gh|gi|qu|[bcdđghklmnpqrstvx])?"
    "[aăâeêioôơuưy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return small plain letters for comparing: no diacritics, hyphens and spaces as one space.

    >>> fold("Bê-la-rút"), fold("Đà  Nẵng")
    ('be la rut', 'da nang')
    """
    return " ".join(re.sub(rf"[\s{_DASHES}]+", " ", ascii_fold(text).casefold()).split())


def normalise_tone(text: str) -> str:
    """Return NFC text with tone marks where the newer orthography puts them, length unchanged.

    Papers write hòa and hoà, ủy and uỷ, thúy and thuý. Only open syllables in oa, oe and uy
    differ; everything else stays as it is.

    >>> normalise_tone("Cộng hòa, Ủy ban, Thúy, của, Hoàng")
    'Cộng hoà, Uỷ ban, Thuý, của, Hoàng'
    """
    composed = unicodedata.normalize("NFC", text)
    return _OLD_TONE.sub(_move_tone, composed)


def _move_tone(match: re.Match[str]) -> str:
    """Take the tone from the first vowel to the second, in one code point each."""
    first, second = match.groups()
    parts = unicodedata.normalize("NFD", first)
    return parts[0] + unicodedata.normalize("NFC", second + parts[1])


_OLD_TONE = re.compile(r"([òóỏõọ](?=[ae])|[ùúủũụ](?=y))([aey])(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart: its full words, of which the last is the surname, and what else there is.

    Given names are in order; initials among them end with a point. ``generation`` is ``jr``,
    ``sr`` or a number such as ``iii``, which is no surname.
    """

    words: tuple[str, ...]
    given: tuple[str, ...]
    vietnamese: bool
    generation: str = ""

    @property
    def has_initials(self) -> bool:
        return any(map(_is_initial, self.given))


@lru_cache(maxsize=20_000)
def _parse(name: str) -> _Name:
    """Take a name apart; what stands in brackets is a comment, what stands before a comma the surname."""
    text = re.sub(r"\(.*?\)", " ", normalise_tone(name)).strip()
    generation = _GENERATION.search(text)
    text = _SURNAME_FIRST.sub(r"\2 \1", _GENERATION.sub("", text))
    spaced = re.sub(r"\.(?=\S)", ". ", text)
    words: list[str] = []
    parts: list[str] = []
    for part in re.split(r"[\s,]+", spaced):
        bare = part.strip(".'’\"“”")
        if (part.endswith(".") and len(bare) <= 2) or len(bare) == 1:
            parts.append(f"{bare}.")
        elif bare:
            words.append(bare)
            parts.append(bare)
    if words:
        del parts[max(place for place, part in enumerate(parts) if part == words[-1])]
    spelled_out = not any(map(_is_initial, parts))
    return _Name(
        words=tuple(words),
        given=tuple(parts),
        vietnamese=spelled_out and _is_vietnamese(words),
        generation=generation[1].lower().rstrip(".").replace("n", "") if generation else "",
    )


def _is_vietnamese(words: list[str]) -> bool:
    """Tell whether words are a Vietnamese name: a known surname, then whole syllables."""
    if not 2 <= len(words) <= 5 or fold(words[0]) not in _surnames():
        return False
    return all(_SYLLABLE.fullmatch(without_tones(word)) for word in words)


@cache
def _surnames() -> frozenset[str]:
    """Return Vietnamese surnames, folded."""
    lines = texts("ontology", "reference", ".tsv")["surnames.tsv"].splitlines()[1:]
    return frozenset(fold(line.split("\t")[0]) for line in lines)


@cache
def _table(name: str) -> dict[str, frozenset[str]]:
    """Return a table of the reference: the first column, and the words of the second."""
    lines = texts("ontology", "reference", ".tsv")[f"{name}.tsv"].splitlines()[1:]
    rows = (line.split("\t") for line in lines if line)
    return {row[0]: frozenset(row[1].replace(",", " ").split()) for row in rows}


def generation(name: str) -> str:
    """Return what tells a name from that of a father or son: ``jr``, ``sr``, a number, or nothing.

    >>> generation("Marrow, Odell, Jr."), generation("Odell Marrow III"), generation("Odell Marrow")
    ('jr', 'iii', '')
    """
    return _parse(name).generation


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name that are spelled out, with the surname last unless it is Vietnamese.

    ``Jr.`` and the like are no words of a name.

    >>> words("Sidorsky, Sergei S."), words("S. Sidorsky")
    (('Sergei', 'Sidorsky'), ('Sidorsky',))
    """
    return _parse(name).words


def key(name: str) -> str:
    """Return a readable key that many spellings of a name share, for IRIs.

    A Vietnamese name stays whole; of other names it is the last word, by its sound, without
    doubled letters and epenthetic vowels. Equal keys are a hint, not identity.

    >>> key("Xi-đo-rơ-xki") == key("Sergei Sidorsky") == "sidorski"
    True
    >>> key("Lu-ca-sen-cô"), key("Alexander Lukashenko")
    ('lukasenko', 'lukasenko')
    >>> key("Trần Đức Lương")
    'tran-duc-luong'
    """
    parsed = _parse(name)
    if parsed.vietnamese or not parsed.words:
        return slug(name)
    sounds = re.sub("P$", "v", _sounds(parsed.words[-1])).translate(_READABLE)
    return re.sub(r"(.)\1+", r"\1", sounds) or slug(name)


#: Sounds as letters, coarse enough for respellings to meet; p at the end of a word is v.
_READABLE = str.maketrans(
    {
        "S": "s", "Z": "j", "J": "j", "G": "g", "C": "ch", "c": "ts", "T": "t", "P": "p",
        "K": "k", "Q": "ch", "L": "n", "M": "ng", "N": "ng", "ñ": "n", "x": "kh", "A": "a",
        "y": "i", "j": "i", "w": "v", "ə": "", "ɐ": "a", "ɛ": "e",
    }
)  # fmt: skip


def _sounds(word: str) -> str:
    """Return the sounds of a word, by Vietnamese spelling if it looks respelled."""
    return respelled(word) if _looks_respelled(word) else latin(word)


def _looks_respelled(word: str) -> bool:
    """Tell whether a word is in hyphened syllables, or in letters that only Vietnamese has."""
    if _ONLY_VIETNAMESE.search(unicodedata.normalize("NFD", word.lower())):
        return True
    syllables = re.split(f"[{_DASHES}]", without_tones(word))
    return len(syllables) > 1 and all(len(syllable) <= 5 for syllable in syllables)


def similarity(one: str, other: str, least: float = 0.0) -> float:
    """Return how likely two spellings are of one name, from 0 to 1; see `THRESHOLD`.

    What turns out to be less than ``least`` is not looked at any closer, and is 0.

    Vietnamese names must agree in every word, and in tones where both have them. Pinyin meets
    the Sino-Vietnamese reading. All else goes by sound: the last words must agree, given names
    and initials may be missing but not be different. A senior is not the junior; a name without
    either may be that of both.

    >>> similarity("A. Lu-ca-sen-cô", "Alexander Lukashenko") > THRESHOLD
    True
    >>> similarity("Trần Văn Hùng", "Tran Van Hung")
    1.0
    >>> similarity("Trần Văn Hùng", "Trần Văn Hưng") < THRESHOLD
    True
    """
    if one == other:
        return 1.0
    a, b = _parse(one), _parse(other)
    if not a.words or not b.words:
        return 0.0
    if a.generation and b.generation and a.generation != b.generation:
        return 0.0
    if _NUMBER.findall(" ".join(a.words)) != _NUMBER.findall(" ".join(b.words)):
        return 0.0
    if a.vietnamese and b.vietnamese:
        return _same_words(a.words, b.words)
    if a.vietnamese or b.vietnamese:
        chinese = _sino_vietnamese(*(a.words, b.words) if a.vietnamese else (b.words, a.words))
        return max(chinese, min(0.7, _by_sound(a, b, least)))
    return 1.0 if fold(one) == fold(other) else _by_sound(a, b, least)


def _same_words(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Compare two Vietnamese names word by word; one that differs is enough to part them."""
    if len(one) != len(other):
        return 0.5 if fold(one[-1]) == fold(other[-1]) else 0.0
    toned = all(
        any(c in unicodedata.normalize("NFD", "".join(n)) for c in _TONES) for n in (one, other)
    )
    exact = [_word(word) for word in one] == [_word(word) for word in other]
    folded = [_plain(word) for word in one] == [_plain(word) for word in other]
    if exact or (folded and not toned):
        return 1.0
    equal = sum(_word(a) == _word(b) for a, b in zip(one, other, strict=True))
    return 0.7 if folded else 0.6 * equal / len(one)


def _word(word: str) -> str:
    """Return a Vietnamese word for comparing; final y and i are one: Lý, Lí."""
    small = unicodedata.normalize("NFD", normalise_tone(word).lower())
    return re.sub(r"(?<=[hklmst])y(?=[^\w]*$)", "i", small)


def _plain(word: str) -> str:
    return fold(_word(word))


def _sino_vietnamese(vietnamese: tuple[str, ...], pinyin: tuple[str, ...]) -> float:
    """Compare a Vietnamese name with pinyin: the share of syllables whose readings agree."""
    readings = _table("hanviet")
    for syllables in _split_pinyin("".join(fold(word).replace(" ", "") for word in pinyin)):
        if len(syllables) == len(vietnamese):
            wanted = [_plain(word) for word in vietnamese]
            agree = sum(
                word in {_plain(reading) for reading in readings[syllable]}
                for word, syllable in zip(wanted, syllables, strict=True)
            )
            return 0.95 if agree == len(wanted) else 0.6 * agree / len(wanted)
    return 0.0


def from_pinyin(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the Sino-Vietnamese readings of each syllable of a name in pinyin, or nothing.

    A name that can be cut in several ways is cut into as few syllables as can be.

    >>> from_pinyin("Wu Wenying")[1], from_pinyin("Boldyn")
    (('vân', 'văn', 'ôn'), ())
    """
    readings = _table("hanviet")
    cuts = _split_pinyin("".join(fold(word).replace(" ", "") for word in name.split()))
    return tuple(tuple(sorted(readings[s])) for s in min(cuts, key=len, default=()))


@lru_cache(maxsize=5_000)
def _split_pinyin(text: str) -> tuple[tuple[str, ...], ...]:
    """Return all ways to cut text into syllables of pinyin that have a reading."""
    if not text:
        return ((),)
    known = _table("hanviet")
    return tuple(
        (text[:size], *rest)
        for size in range(1, min(6, len(text)) + 1)
        if text[:size] in known
        for rest in _split_pinyin(text[size:])
    )


def _by_sound(a: _Name, b: _Name, least: float) -> float:
    """Compare two names by sound: surnames, then given names; or both names in one piece."""
    last = _alike(a.words[-1], b.words[-1], least)
    score = last * _given(a, b, least) if last >= least else 0.0
    if min(len(a.words), len(b.words)) == 1 and not (a.has_initials or b.has_initials):
        score = max(score, _IN_ONE_PIECE * _joined(a.words, b.words, least / _IN_ONE_PIECE))
    return score


def _joined(one: tuple[str, ...], other: tuple[str, ...], least: float) -> float:
    """Compare all words in one piece: Băng Cốc, Bangkok."""
    readings = [
        respelled("-".join(words)) if _spelled_vietnamese(words) else "".join(map(latin, words))
        for words in (one, other)
    ]
    return closeness(readings[0], readings[1], least)


def _spelled_vietnamese(words: tuple[str, ...]) -> bool:
    return any(_looks_respelled(word) for word in words)


def _alike(one: str, other: str, least: float) -> float:
    """Compare two words by sound; a word without any mark may be spelled either way."""
    return max(closeness(x, y, least) for x in _readings(one) for y in _readings(other))


@lru_cache(maxsize=20_000)
def _readings(word: str) -> tuple[str, ...]:
    """Return the sounds a word may stand for."""
    if _looks_respelled(word):
        return (respelled(word),)
    short = _SYLLABLE.fullmatch(without_tones(word))
    return (latin(word), respelled(word)) if short else (latin(word),)


def _given(a: _Name, b: _Name, least: float) -> float:
    """Return what given names and initials leave of a likeness: 1 where they agree or miss.

    As many: each with its like, so that patronymics part namesakes. Else the fuller name may put
    others before and between; only a second name that the initial of the other denies is never
    passed over.
    """
    one, other = sorted((a.given, b.given), key=len)
    by_ear = any(_looks_respelled(word) for word in (*a.words, *b.words))
    same = partial(_same_given, least=least, by_ear=by_ear)
    if not one:
        return 0.95 if other else 1.0
    if len(one) == len(other):
        found = [same(x, y) for x, y in zip(one, other, strict=True)]
    else:
        found = [max(same(x, y) for y in other) for x in one]
        first = same(one[0], other[0])
        found[0] = max(first, min(found[0], _ANOTHER_PLACE))
        second = [names[1] for names in (one, other) if len(names) > 1]
        if len(second) > 1 and any(map(_is_initial, second)):
            found.append(same(second[0], second[1]))
    # Patronymics end alike; so none but the first name may be a little different.
    rest = [alike if alike == 1.0 else min(alike, _ANOTHER_INITIAL) for alike in found[1:]]
    return min(found[0], *rest) if rest else found[0]


def _same_given(one: str, other: str, least: float, by_ear: bool) -> float:
    """Compare two given names, either of which may be an initial, or be spelled ``by_ear``."""
    if _is_initial(one) or _is_initial(other):
        first, second = (name[:2].rstrip(".") for name in (one, other))
        return 1.0 if _compatible(first, second, by_ear) else _ANOTHER_INITIAL
    enough = max(0.0, (least - _ANOTHER_GIVEN) / (1 - _ANOTHER_GIVEN))
    found = _alike(one, other, enough)
    return (
        1.0
        if found >= (THRESHOLD if by_ear else _GIVEN_NAMES)
        else _ANOTHER_GIVEN + (1 - _ANOTHER_GIVEN) * found
    )


def _is_initial(given: str) -> bool:
    return given.endswith(".")


def _compatible(one: str, other: str, by_ear: bool) -> bool:
    """Tell whether two initials may stand for one name: X. for S. or Kh., C. for K. or S."""
    letters = _table("initials" if by_ear else "transliterations")

    def may_be(text: str) -> set[str]:
        small = without_tones(text)
        mapped = letters.get(small) or letters.get(small[:1]) or frozenset({small[:1]})
        return {letter for group in mapped for letter in group} | {fold(small)[:1]}

    return bool(may_be(one) & {fold(other)[:1]} or may_be(other) & {fold(one)[:1]})
