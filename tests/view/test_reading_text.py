"""A read document in the terminal."""

from __future__ import annotations

from pathlib import Path

from legation.facts.evidence import Source
from legation.reading import review, review_file
from legation.reading.files import Original
from legation.reading.read import Reading, read
from legation.terms import Iri
from legation.view.reading_text import lines

TEXT = """Laos and Peru established diplomatic relations on 3 May 1994.
President Juan Quispe of Peru paid an official visit to Laos in June 2001.
The embassy asked in 2004 for a larger house. They gave 40 million USD for it.
"""


def _read(text: str = TEXT) -> Reading:
    return read(text, Source(Iri("https://e.org/source/a"), title="A note", issued="2010"))


def _shown(reading: Reading, language: str = "en", name: str = "") -> list[str]:
    original = Original(Path("a.txt"), b"", reading.document.text)
    return [line.plain for line in lines(original, reading, language, name)]


def test_the_whole_document_is_shown() -> None:
    """The source, the text with its marks, what was read below each paragraph, and the count."""
    assert _shown(_read(), name="a.txt") == [
        "a.txt: A note",
        "date: 2010 · language: English · format: text, UTF-8 · text policy: sentences may be quoted",
        "[…]n read, see n below · {…}! promises a fact, not read · {…}? holds a date, an amount or a person",
        "",
        "[Laos and Peru established diplomatic relations on 3 May 1994]1.",
        "    1 step in relations: Relations established: Laos – Peru, 3 May 1994",
        "",
        "[[President Juan Quispe of Peru]3 paid an official visit to Laos in June 2001]2.",
        "    2 visit: Juan Quispe visits Laos, June 2001 (in the capacity of: President of Peru; rank: official visit)",
        "    3 tenure: Juan Quispe, President of Peru",
        "",
        "{The embassy asked in 2004 for a larger house.}! {They gave 40 million USD for it.}?",
        "    ! not read: “The embassy asked in 2004 for …” it holds a date and a word that facts are told with",
        "    ? passed over: “They gave 40 million USD for …” it holds an amount",
        "",
        "3 claims; 2 of 3 sentences that promise a fact gave one: 67 %; 1 more hold a date, an amount or a person, but no word that such facts are told with",
    ]


def test_it_is_told_in_vietnamese() -> None:
    """Notes are in the language of the reader, the text in its own."""
    told = _shown(_read(), "vi")
    assert told[5] == "    1 bước trong quan hệ: Thiết lập quan hệ: Lào – Peru, 3/5/1994"
    assert told[-1].startswith("3 tuyên bố; 2 trên 3 câu hứa hẹn một dữ kiện đã cho dữ kiện: 67 %")


def test_what_a_person_judged_is_shown() -> None:
    """Confirmed, corrected with what it was, rejected with the reason."""
    text = (
        "# by: Ana\nmark\tkind\tsays\tchange\twords\twhy\n"
        "ok\tRelationEvent\tparty=LAO\t\t“diplomatic relations”\n"
        "fix\tVisit\tsender=PER; host=LAO; visitor=Juan Quispe; edtf=2001-06\tedtf=2001-07\t“June 2001”\tmisprint\n"
        "no\tTenure\tholder=Juan Quispe\t\t“Juan Quispe”\ta namesake\n"
    ).replace("party=LAO\t", "party=LAO; party=PER\t")
    judged = review.apply(_read(), review_file.parse(text.encode(), "r.tsv"))
    told = "\n".join(_shown(judged))
    assert "3 May 1994  ✓ confirmed in review" in told
    assert (
        "↺ corrected in review (misprint, by Ana); was: visit: Juan Quispe visits Laos, June 2001"
        in told
    )
    assert (
        "    × rejected in review: a namesake, by Ana — tenure: Juan Quispe, President of Peru — "
        "“President Juan Quispe of Peru”"
    ) in told


def test_nothing_orders_the_terminal_about() -> None:
    """Escapes of the document are left out of what is printed."""
    text = TEXT.replace("larger", "\x1b[31mred\x9b2J\u202e")
    told = "\n".join(_shown(_read(text)))
    assert "[31mred" in told
    assert not {"\x1b", "\x9b", "\u202e"} & set(told)
