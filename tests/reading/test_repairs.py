"""Passages garbled by machine translation, with how they may be meant."""

from __future__ import annotations

import csv

import pytest

from legation.facts.evidence import Source
from legation.reading.read import read
from legation.reading.stated import quads
from legation.resources import shelf
from legation.terms import Iri

PAIR = "Lào và Belarus thiết lập quan hệ ngoại giao ngày 3/5/1994. Belarus và Lào hợp tác.\n"


def _repairs(text: str, language: str = "vi") -> list[tuple[str, str]]:
    found = read(text, Source(Iri("https://e.org/source/a"), language=language)).repairs
    return [(repair.surface, repair.reading) for repair in found]


def test_known_mistranslations_are_read_where_they_can_be_meant() -> None:
    """Only in a document that names one of the states, and never where the words are real."""
    line = "Năm 2011 Lào gặp Liên minh thuế quan Nga và Whitehall."
    assert _repairs(PAIR + line) == [("Whitehall", "Belarus – Kazakhstan")]
    assert _repairs(PAIR + line + " Vương quốc Anh cũng dự.") == []
    assert _repairs("Lào và Peru thiết lập quan hệ ngoại giao ngày 3/5/1994.\n" + line) == []


@pytest.mark.parametrize(
    ("text", "language", "surface", "reading"),
    [
        (PAIR + "Tình hữu nghị Lào-trắng bền vững.", "vi", "Lào-trắng", "Belarus"),
        (
            PAIR + "Lào và Liên minh kinh tế châu Âu và châu Á đàm phán.",
            "vi",
            "Liên minh kinh tế châu Âu và châu Á",
            "Liên minh Kinh tế Á-Âu",
        ),
        (
            "Laos and Peru met the European and Asian Economic Union in May 2010.",
            "en",
            "European and Asian Economic Union",
            "Eurasian Economic Union",
        ),
    ],
)
def test_each_language_has_its_mistranslations(
    text: str, language: str, surface: str, reading: str
) -> None:
    """The words as they stand, and what they stand for."""
    assert _repairs(text, language) == [(surface, reading)]


def test_words_that_may_be_meant_count_only_in_garbled_text() -> None:
    """`nên được mời` is good Vietnamese; beside another sign it is not."""
    line = "Chủ tịch Quốc hội nên được mời."
    assert _repairs(PAIR + line) == []
    assert _repairs(PAIR + "Tình hữu nghị Lào-trắng.\n" + line)[1] == (
        "nên được mời",
        "nhận lời mời",
    )


def test_a_vietnamese_name_in_pinyin_gets_its_readings() -> None:
    """All readings of each syllable are told; which person it is stays open."""
    (found,) = _repairs("Bộ trưởng Ngoại giao Việt Nam Wu Wenying thăm Lào tháng 5/1994.")
    assert found[0] == "Wu Wenying"
    assert {"Vũ", "Ngô"} <= set(found[1].split()[0].split("/"))
    assert {"Văn", "Anh"} <= set(found[1].replace("/", " ").split())
    assert _repairs("Bộ trưởng Ngoại giao Việt Nam Vu Van Anh thăm Lào tháng 5/1994.") == []
    assert _repairs("Bộ trưởng Ngoại giao Trung Quốc Wu Wenying thăm Lào tháng 5/1994.") == []


def test_a_third_state_between_the_pair_is_doubted_in_garbled_text() -> None:
    """Named nowhere else, it is told as unclear; in sound text three may well meet."""
    line = "Chuyến thăm thúc đẩy hợp tác giữa Lào với Peru và Belarus.\n"
    assert _repairs(PAIR + line) == []
    assert ("Peru", "") in _repairs(PAIR + "Tình hữu nghị Lào-trắng.\n" + line)
    assert ("Peru", "") not in _repairs(PAIR + "Tình hữu nghị Lào-trắng.\nPeru dự.\n" + line)


def test_each_mistranslation_says_where_it_is_attested() -> None:
    """Every line has a reason, how sure it is, and a source of its own."""
    text = (shelf("ontology") / "language" / "mistranslations.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) > 5
    for row in rows:
        assert row["why"], row
        assert row["attested"], row
        assert row["certainty"] in {"certain", "likely", "open"}


@pytest.mark.parametrize(
    ("line", "certainty"),
    [
        ("Tình hữu nghị Lào-trắng bền vững.", "likely"),
        ("Lào và Liên minh kinh tế châu Âu và châu Á đàm phán.", "certain"),
        ("Bộ trưởng Ngoại giao Việt Nam Wu Wenying thăm Lào tháng 5/1994.", "open"),
    ],
)
def test_a_repair_says_how_sure_it_is(line: str, certainty: str) -> None:
    """As the table says; a name in pinyin that has several readings stays open."""
    source = Source(Iri("https://e.org/source/a"), language="vi")
    assert [r.certainty for r in read(PAIR + line, source).repairs] == [certainty]


@pytest.mark.parametrize("policy", ["quote", "none"])
def test_repairs_stand_in_the_graph_of_the_source(policy: str) -> None:
    """With reading and reason; with the words only where these may be shown."""
    from legation.facts.evidence import TextPolicy

    source = Source(Iri("https://e.org/source/a"), language="vi", policy=TextPolicy(policy))
    reading = read(PAIR + "Tình hữu nghị Lào-trắng.", source)
    me = "<https://e.org/source/a/repair/text-1>"
    told = {Iri(q.predicate.value).local for q in quads(reading) if str(q.subject) == me}
    assert told - {"surface"} == {"type", "reading", "reason", "certainty", "span"}
    assert ("surface" in told) == (policy == "quote")
    assert ("Lào-trắng" in "".join(map(str, quads(reading)))) == (policy == "quote")
