"""Bytes become text: which encoding they are in is told by a mark, by the page, or by the words.

Before Unicode, Vietnamese was written in fonts that put its letters in the place of others.
Which letter stood where is data (``ontology/language/encodings.tsv``); which of them a text is in
is told by its words: read in the wrong one, they are no syllables of Vietnamese. Such a text may
also have been saved as UTF-8 since, or stand in a DOCX or PDF file with its old font.

A text in UTF-8 with a few bad bytes is read all the same, each as U+FFFD, and the place of the
first is told: a document is worth more than a byte, and a replaced letter can be seen where a
guessed encoding would garble every quotation mark. Where the encoding was told, it must fit.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from legation.errors import BadMetadata, SourceUnreadable, UnknownLanguage
from legation.reading import syllables
from legation.reading.language import detect
from legation.reading.text import nfc, normalise
from legation.resources import texts

#: The encodings of fonts, with the other names they go by.
FONTS = {"tcvn3": "TCVN3", "abc": "TCVN3", "vni": "VNI"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
#: What pages say that were made by programs which did not know Vietnamese.
_SAYS_NOTHING = {"windows-1252", "iso-8859-1", "latin-1", "latin1", "x-user-defined", "us-ascii"}
_LATIN = re.compile(r"[¡-ÿ]")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 40_000
#: Of the words of Vietnamese documents 0.77-0.96 are syllables, of those with a mark 0.97 or more;
#: read in another encoding, of those with a mark hardly any.
_WORDS, _MARKED, _DIFFERENT = 0.5, 0.8, 3
_NO_TEXT = re.compile("[\ufffe\uffff]")
#: So many bad bytes are let pass in UTF-8, or one for so many that continue a letter.
_FEW, _RARE = 3, 20
#: What is in nearly every place of a text in Vietnamese or English that is read in the right order.
_USUAL = re.compile("[\t\n\f\r -~\xa0-\u024f\u0300-\u036f\u1ea0-\u1eff\u2010-\u203a\u20ab\u20ac]")
_USUAL_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read in; ``notes`` tell which bytes did not fit."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(
    data: bytes, name: str, *, told: str = "", declared: str = "", spelt: bool = True
) -> Decoded:
    r"""Return bytes as text: in the encoding ``told``, else by its mark, as UTF-8, or by its words.

    ``declared`` is what a page says of itself; it is believed where the bytes allow it. Where
    ``spelt`` is false a text in an old font is left for `respell`: a page may write some of its
    letters as entities.

    >>> decode(b"Vi\xd6t Nam v\xb5 L\xb5o k\xfd hi\xd6p \xae\xdenh", "a.txt").encoding
    'TCVN3'

    Raises
    ------
    SourceUnreadable
        No encoding fits, or the one that was told does not.
    BadMetadata
        There is no such encoding.

    """
    if told:
        return _as_told(data, name, told, spelt=spelt)
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, name, codec, label), label)
    if b"\0" in data[:65536]:
        if wide := _wide(data):
            return Decoded(wide, "UTF-16")
        raise SourceUnreadable(
            f"{name} is a binary file",
            hint="legation reads text, Markdown, HTML, PDF and DOCX",
        )
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        failed = error
    if declared and declared.lower() not in _SAYS_NOTHING:
        try:
            return Decoded(nfc(data.decode(declared)), _label(declared))
        except (LookupError, UnicodeError):
            pass  # what a page says of itself may be wrong
    if mended := _mended(data, name, failed):
        return mended
    return _by_words(data, name, failed, believed=bool(declared), spelt=spelt)


def respell(text: str, told: str = "") -> tuple[str, str]:
    r"""Return a text in Unicode that old fonts spell, and their name; other texts as they are.

    >>> respell("Vi\xd6t Nam v\xb5 L\xb5o k\xfd hi\xd6p \xae\xdenh")
    ('Việt Nam và Lào ký hiệp định', 'TCVN3')
    >>> respell("José visited São Tomé")
    ('José visited São Tomé', '')
    """
    if told.lower() in FONTS:
        font = FONTS[told.lower()]
        return _spelt_out(text, font), font
    sample = text[:_SAMPLE]
    if len(_LATIN.findall(sample)) * 100 < len(sample) or _is_enough(_score(sample)):
        return text, ""
    scores = {font: _score(_spelt_out(sample, font)) for font in dict.fromkeys(FONTS.values())}
    font = max(scores, key=lambda font: scores[font].marked)
    return (_spelt_out(text, font), font) if _is_enough(scores[font]) else (text, "")


def check(name: str, where: str) -> str:
    """Return the name of an encoding if there is one.

    Raises
    ------
    BadMetadata
        There is none of that name.

    """
    if name.lower() not in FONTS:
        try:
            b"a".decode(name, "replace")
        except (LookupError, ValueError):
            raise BadMetadata(
                f"{where}: {name!r} is no encoding",
                hint="say UTF-8, UTF-16, Windows-1258, Windows-1252, TCVN3 or VNI",
            ) from None
    return name


def _as_told(data: bytes, name: str, told: str, *, spelt: bool) -> Decoded:
    check(told, name)
    if told.lower() in FONTS:
        font = FONTS[told.lower()]
        latin = _latin(data)
        return Decoded(_spelt_out(latin, font) if spelt else latin, font)
    for mark, codec, label in _MARKS:
        if data.startswith(mark) and codecs.lookup(told).name.startswith(codec[:6]):
            return Decoded(_strict(data, name, codec, label), label)
    return Decoded(_strict(data, name, told, _label(told)), _label(told))


def _wide(data: bytes) -> str:
    """Return a text in UTF-16 without a mark, in the order of bytes in which it is one."""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(_USUAL.findall(text[:_SAMPLE])) >= _USUAL_SHARE * len(text[:_SAMPLE]):
            return nfc(text)
    return ""


def _mended(data: bytes, name: str, failed: UnicodeDecodeError) -> Decoded | None:
    """Return what is UTF-8 but for a few bytes; none if more bytes do not fit than do.

    In other encodings hardly any two letters look like one of UTF-8, so what does not fit is
    weighed against the bytes that rightly continue a letter.
    """
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    fitting = text.replace("\ufffd", "")
    right = len(fitting.encode()) - len(fitting)
    if right <= bad:
        return None
    line = data.count(b"\n", 0, failed.start) + 1
    place = f"byte {failed.start} (line {line}, 0x{data[failed.start]:02x})"
    if bad > _FEW and bad * _RARE > right:
        raise SourceUnreadable(
            f"{name} mixes UTF-8 with another encoding: {bad} places do not fit, first {place}",
            hint="name its encoding (--encoding NAME), or save it as UTF-8",
        )
    what = f"{place} is" if bad == 1 else f"{bad} places, first {place}, are"
    return Decoded(text, "UTF-8", (f"{what} not UTF-8: read as \ufffd",))


def _by_words(
    data: bytes, name: str, failed: UnicodeDecodeError, *, believed: bool, spelt: bool
) -> Decoded:
    """Choose the encoding in which the words are Vietnamese, else English."""
    latin = _latin(data)
    readings = {"Windows-1258": nfc(data.decode("cp1258", "replace"))}
    readings |= {font: _spelt_out(latin, font) for font in dict.fromkeys(FONTS.values())}
    scores = {label: _score(_TAG.sub(" ", text[: 4 * _SAMPLE])) for label, text in readings.items()}
    best = max(scores, key=lambda label: scores[label].marked)
    if _is_enough(scores[best]):
        left = latin if best in FONTS.values() and not spelt else readings[best]
        return Decoded(left, best)
    if believed or _is_english(latin):
        return Decoded(latin, "Windows-1252")
    line = data.count(b"\n", 0, failed.start) + 1
    raise SourceUnreadable(
        f"{name} is not UTF-8: byte {failed.start} (line {line}) is 0x{data[failed.start]:02x}, "
        "and its words are Vietnamese or English in no encoding that legation knows",
        hint="name its encoding (--encoding NAME), or save it as UTF-8",
    )


def _strict(data: bytes, name: str, codec: str, label: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise SourceUnreadable(
            f"{name} is not {label}: byte {error.start} does not fit",
            hint="name its encoding (--encoding NAME)",
        ) from None
    if _NO_TEXT.search(text):
        raise SourceUnreadable(
            f"{name} is not {label}: it holds what is no character", hint="save it as UTF-8"
        )
    return nfc(text)


def _latin(data: bytes) -> str:
    """Read Windows-1252, with the five bytes it leaves out as ISO 8859-1 has them."""
    return "".join(map(_windows().__getitem__, data)) if data else ""


@cache
def _windows() -> tuple[str, ...]:
    def one(byte: int) -> str:
        try:
            return bytes([byte]).decode("cp1252")
        except UnicodeDecodeError:
            return chr(byte)

    return tuple(map(one, range(256)))


def _score(text: str) -> syllables.Score:
    return syllables.score(text[:_SAMPLE])


def _is_enough(found: syllables.Score) -> bool:
    return found.share >= _WORDS and found.marked >= _MARKED and found.different >= _DIFFERENT


def _is_english(text: str) -> bool:
    try:
        return detect(normalise(_TAG.sub(" ", text[: 4 * _SAMPLE]))) == "en"
    except UnknownLanguage:
        return False


def _label(codec: str) -> str:
    name = codecs.lookup(codec).name
    return name.replace("cp125", "Windows-125").replace("utf-", "UTF-").replace("iso", "ISO ")


def _spelt_out(text: str, font: str) -> str:
    """Put the letters that are meant in the place of those of a font."""
    pattern, letters = _spelling(font)
    spelt = pattern.sub(lambda found: letters[found[0]], text)
    return _capitals(spelt) if font == "TCVN3" else spelt


@cache
def _spelling(font: str) -> tuple[re.Pattern[str], dict[str, str]]:
    letters: dict[str, str] = {}
    for row in texts("ontology", "language", ".tsv")["encodings.tsv"].splitlines():
        if row.startswith(("#", "letter\t")):
            continue
        letter, tcvn3, vni = row.split("\t")
        if font == "TCVN3":
            letters[chr(int(tcvn3.removeprefix("U+"), 16))] = letter
        else:
            letters[vni] = letter
            if letter.islower():
                letters[vni.upper()] = letters[vni[0].upper() + vni[1:]] = letter.upper()
    longest = sorted(letters, key=lambda spelling: (-len(spelling), spelling))
    return re.compile("|".join(map(re.escape, longest))), letters


def _capitals(text: str) -> str:
    """Give back the capitals with tones, which TCVN3 has only as small letters of other fonts.

    A word with two capitals whose small letters all bear a tone is one in capitals, and so is
    such a word between two words in capitals.
    """
    lines = text.split("\n")
    return "\n".join(_line(line) if _has_capitals(line) else line for line in lines)


def _has_capitals(line: str) -> bool:
    return any(word[0].isupper() or _is_capital(word[0]) for word in _LETTERS.finditer(line))


def _line(line: str) -> str:
    words = [word.span() for word in _LETTERS.finditer(line)]
    loud = [(line[a:b].isupper() and b - a > 1) or _is_capital(line[a:b]) for a, b in words]
    pieces, place = [], 0
    for number, (start, end) in enumerate(words):
        word = line[start:end]
        around = loud[max(number - 1, 0) : number] + loud[number + 1 : number + 2]
        if loud[number] or (around and all(around) and not any(map(_plain_small, word))):
            word = word.upper()
        pieces += [line[place:start], word]
        place = end
    return "".join([*pieces, line[place:]])


def _is_capital(word: str) -> bool:
    return sum(c.isupper() for c in word) > 1 and not any(map(_plain_small, word))


def _plain_small(letter: str) -> bool:
    """Tell a small letter that TCVN3 has as a capital too: one without a tone."""
    return letter.islower() and letter in "abcdefghijklmnopqrstuvwxyzăâđêôơư"
