"""Encodings: Vietnamese comes back as it was, whatever it was written in, and nothing else does."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from legation.errors import BadMetadata, SourceUnreadable
from legation.reading.encodings import check, decode, respell
from legation.reading.lexicon import lexicon
from legation.reading.syllables import is_syllable
from old_encodings import TONES, tcvn3, vni, windows_1258

TEXT = "Thủ tướng Lào đã thăm chính thức Việt Nam; hai bên ký Hiệp định về thương mại."
_PARTS = lexicon("syllables").lists
_ENCODED: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode("utf-8"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "Windows-1258": windows_1258,
    "TCVN3": lambda text: tcvn3(text).encode("latin-1"),
    "VNI": lambda text: vni(text).encode("latin-1"),
}


def _syllable(onset: str, rime: str, tone: str) -> str:
    """Put a tone on the last vowel that has a mark of its own, else on the first."""
    vowels = [n for n, letter in enumerate(rime) if letter in "aăâeêioôơuưy"]
    marked = [n for n in vowels if rime[n] in "ăâêôơư"]
    place = (marked or vowels)[-1 if marked else 0]
    toned = rime[: place + 1] + tone + rime[place + 1 :]
    return unicodedata.normalize("NFC", onset + toned)


_SYLLABLES = st.builds(
    _syllable,
    st.sampled_from(_PARTS["onsets"]),
    st.sampled_from(_PARTS["open-rimes"]),
    st.sampled_from(["", *TONES]),
) | st.builds(
    _syllable,
    st.sampled_from(_PARTS["onsets"]),
    st.sampled_from(_PARTS["closed-rimes"]),
    st.sampled_from("\u0301\u0323"),
)
_WORDS = st.builds(
    lambda word, form: form(word),
    _SYLLABLES,
    # TCVN3 has no capitals with tones; a word in capitals comes back if it has two plain ones.
    st.sampled_from([str, str, str, lambda word: word.upper() if _loud(word) else word]),
)
_TEXTS = st.lists(_WORDS, min_size=8, max_size=60).map(" ".join)


def _loud(word: str) -> bool:
    plain = [
        letter for letter in word if not set(unicodedata.normalize("NFD", letter)) & set(TONES)
    ]
    return len(plain) > 1


@pytest.mark.parametrize("encoding", _ENCODED)
@given(text=_TEXTS)
def test_vietnamese_comes_back_from_every_encoding(encoding: str, text: str) -> None:
    """Any Vietnamese text is read as what it was written in, and is NFC equal."""
    marked = {word for word in text.split() if len(word) > 1 and not word.isascii()}
    assume(len(marked) >= 5)
    read = decode(_ENCODED[encoding](text), "a.txt")
    assert (read.text, read.encoding) == (text, encoding)


@given(
    text=st.text(alphabet=st.characters(codec="cp1258", exclude_characters=TONES)),
    mark=st.sampled_from("aêơ"),
)
def test_what_is_told_is_believed(text: str, mark: str) -> None:
    """With an encoding told, no word is asked: any text comes back in NFC."""
    data = (text + mark).encode("cp1258")
    assert decode(data, "a.txt", told="cp1258").text == unicodedata.normalize("NFC", text + mark)


@given(_SYLLABLES)
def test_syllables_are_told(word: str) -> None:
    """What is made of an onset, a rime and a tone is a syllable, and no such word with q behind."""
    assert is_syllable(word)
    assert not is_syllable(word + "q")


@pytest.mark.parametrize("spelt", [tcvn3, vni])
def test_an_old_font_in_unicode_is_spelt_out(spelt: Callable[[str], str]) -> None:
    """A text of an old font that was saved as UTF-8 since is read, too."""
    assert respell(spelt(TEXT))[0] == TEXT
    assert decode(spelt(TEXT).encode("latin-1"), "a.txt").text == TEXT


@pytest.mark.parametrize(
    "line",
    ["QUAN HỆ VIỆT NAM - LÀO", "CHỦ TỊCH NƯỚC VÀ THỦ TƯỚNG Ở LÀO", "Là Hà Nội, Là nước Ý"],
)
def test_capitals_of_tcvn3_come_back_where_their_words_are_in_capitals(line: str) -> None:
    """A heading in capitals is one again, and no small letter becomes a capital."""
    read = respell(tcvn3(f"{TEXT}\n{line}"))[0].splitlines()[1]
    # The last letter of the third line stands alone: nothing tells that it was a capital.
    assert read == (line.replace("Ý", "ý") if line.startswith("Là") else line)


@pytest.mark.parametrize(
    "text",
    [
        "The President of Côte d’Ivoire met José Peña of Perú in Asunción on the 5th of May.",
        "“The café in São Tomé” — © 2009, § 5, 20 °C, £5 and the façade of the embassy was at it.",
    ],
)
def test_english_with_accents_stays_as_it_is(text: str) -> None:
    """Names with accents make no text Vietnamese, in Windows-1252 or in UTF-8."""
    assert decode(text.encode("cp1252"), "a.txt").text == text
    assert decode(text.encode("cp1252"), "a.txt").encoding == "Windows-1252"
    assert respell(text) == (text, "")


def test_french_in_an_old_encoding_is_refused_with_its_place() -> None:
    """What is neither Vietnamese nor English is not guessed."""
    data = "Le président\nde la République est reçu à Genève par le ministre étranger".encode(
        "cp1252"
    )
    with pytest.raises(SourceUnreadable) as caught:
        decode(data, "fr.txt")
    assert str(caught.value) == (
        "fr.txt is not UTF-8: byte 5 (line 1) is 0xe9, and its words are Vietnamese or English in no "
        "encoding that legation knows; name its encoding (--encoding NAME), or save it as UTF-8"
    )
    assert decode(data, "fr.txt", told="cp1252").text.startswith("Le président")


@pytest.mark.parametrize(
    ("data", "told", "line"),
    [
        (b"a\0b", "", "a is a binary file; legation reads text, Markdown, HTML, PDF and DOCX"),
        (
            b"\xff\xfea",
            "",
            "a is not UTF-16: byte 2 does not fit; name its encoding (--encoding NAME)",
        ),
        (
            b"\xe9",
            "utf-8",
            "a is not UTF-8: byte 0 does not fit; name its encoding (--encoding NAME)",
        ),
    ],
)
def test_what_does_not_fit_is_told(data: bytes, told: str, line: str) -> None:
    """A wrong mark or a wrong option is told with the place."""
    with pytest.raises(SourceUnreadable) as caught:
        decode(data, "a", told=told)
    assert str(caught.value) == line


def test_what_a_page_says_is_believed_where_it_fits() -> None:
    """The encoding a page names is tried, unless it is one that programs wrote unasked."""
    assert decode("Ханой".encode("koi8-r"), "a", declared="koi8-r").text == "Ханой"
    assert decode(TEXT.encode(), "a", declared="koi8-r").text == TEXT
    assert decode(tcvn3(TEXT).encode("latin-1"), "a", declared="iso-8859-1").text == TEXT
    assert decode("Ã la".encode("cp1252"), "a", declared="none-such").text == "Ã la"


def test_an_unknown_encoding_is_refused() -> None:
    """A misspelt option is told with what there is."""
    with pytest.raises(BadMetadata) as caught:
        check("tcvn4", "a.txt")
    assert str(caught.value) == (
        "a.txt: 'tcvn4' is no encoding; say UTF-8, UTF-16, Windows-1258, Windows-1252, TCVN3 or VNI"
    )
    assert [check(name, "") for name in ("ABC", "vni", "latin-1")] == ["ABC", "vni", "latin-1"]


_QUOTED = "“Mongolia and Peru signed a treaty,” he said.\nIt is of May 1994."


def test_a_bad_byte_in_utf_8_garbles_nothing_else() -> None:
    """One byte that does not fit is replaced and told with its place; all else is as it was."""
    data = _QUOTED.encode()
    read = decode(data.replace(b"It", b"\xffIt"), "a.txt")
    assert read.text == _QUOTED.replace("It", "\ufffdIt")
    assert read.encoding == "UTF-8"
    assert read.notes == ("byte 50 (line 2, 0xff) is not UTF-8: read as \ufffd",)
    assert decode(TEXT.encode() + b"\xe1\xbb", "a.txt").text == f"{TEXT}\ufffd"
    read = decode(b"\xff" + data + b"\xfe", "a.txt")
    assert read.notes == ("2 places, first byte 0 (line 1, 0xff), are not UTF-8: read as \ufffd",)
    with pytest.raises(SourceUnreadable, match="byte 0 does not fit"):
        decode(b"\xff" + data, "a.txt", told="utf-8")


def test_two_encodings_in_one_file_are_told() -> None:
    """A file put together of two is not guessed at."""
    with pytest.raises(SourceUnreadable) as caught:
        decode(TEXT.encode() + "\né è à ç ü".encode("latin-1"), "a.txt")
    assert str(caught.value) == (
        "a.txt mixes UTF-8 with another encoding: 5 places do not fit, first byte 106 (line 2, 0xe9); "
        "name its encoding (--encoding NAME), or save it as UTF-8"
    )


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, _QUOTED])
def test_utf_16_without_a_mark_is_read(text: str, codec: str) -> None:
    """The order of bytes is the one in which there are letters; a binary file has none."""
    read = decode(text.encode(codec), "a.txt")
    assert (read.text, read.encoding) == (text, "UTF-16")
    with pytest.raises(SourceUnreadable, match="is a binary file"):
        decode(bytes(range(256)) * 4, "a.txt")
