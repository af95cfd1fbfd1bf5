"""Claims in the flat schema of the evaluation documents."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from legation.facts.evidence import Source
from legation.reading import jsonl
from legation.reading.read import read
from legation.terms import Iri


def _rows(text: str, issued: str = "2013-03-01") -> list[jsonl.Row]:
    return jsonl.rows(read(text, Source(Iri("https://e.org/source/a"), issued=issued)))


def test_a_visit_row_has_office_states_dates_rank_and_place_in_the_text() -> None:
    """A special envoy who holds another office is printed with that."""
    text = "Đặc phái viên của Tổng thống Peru J. Quispe, Chủ tịch Thượng viện Ana Rojas đã thăm chính thức Việt Nam từ ngày 3-5/6/2004."
    visit = next(r for r in _rows(text) if r["kind"] == "visit")
    assert (visit["visitor"], visit["office"]) == ("Ana Rojas", "parliament-speaker")
    assert (visit["of"], visit["to"], visit["rank"]) == ("PER", "VNM", "official")
    assert (visit["start"], visit["end"]) == ("2004-06-03", "2004-06-05")
    assert str(visit["rule"]).startswith("visits.")
    assert "Ana Rojas" in text[int(str(visit["start_char"])) : int(str(visit["end_char"]))]


def test_former_states_print_the_code_of_the_present_one() -> None:
    """The schema knows present states only."""
    rows = _rows(
        "Mongolia established diplomatic relations with the Soviet Union on 3 November 1921."
    )
    assert {rows[0]["a"], rows[0]["b"]} == {"MNG", "RUS"}


def test_a_repeated_fact_is_printed_once_in_its_most_exact_form() -> None:
    """The year of an anniversary adds nothing to the day."""
    rows = _rows(
        "Laos and Peru established diplomatic relations on 3 May 1994. "
        "In 2004 Laos and Peru marked the 10th anniversary of the establishment of diplomatic relations."
    )
    assert [r["date"] for r in rows] == ["1994-05-03"]


def test_missions_give_their_seat_as_the_text_writes_it() -> None:
    """The start of an open interval is since when; the place is as written."""
    rows = _rows("Mông Cổ đã mở Đại sứ quán tại Viêng Chăn tháng 5/1994, Lào cũng vậy.")
    mission = next(r for r in rows if r["kind"] == "mission")
    assert (mission["of"], mission["in"], mission["type"]) == ("MNG", "LAO", "embassy")
    assert (mission["since"], mission["place"]) == ("1994-05", "Viêng Chăn")


def test_what_the_schema_does_not_know_is_printed_as_what_it_knows() -> None:
    """An honorary consulate is a consulate; a suspension is no step that the schema has."""
    (mission,) = (
        r for r in _rows("Peru opened an Honorary Consulate in Vientiane in 2001.") if "type" in r
    )
    assert mission["type"] == "consulate"
    (told,) = _rows("Laos suspended diplomatic relations with Peru on 3 May 1994.")
    assert (told["kind"], told["what"]) == ("other", "RelationEvent")


def test_lines_are_json_in_the_order_of_the_text() -> None:
    """Each line is an object; offsets rise."""
    text = "President Juan Quispe of Peru visited Laos in June 2001. Laos recognised Peru on 3 May 1994."
    rows = [json.loads(line) for line in jsonl.lines(read(text, Source(Iri("https://e.org/a"))))]
    starts = [r["start_char"] for r in rows]
    assert starts == sorted(starts)
    assert {r["kind"] for r in rows} == {"visit", "office", "relations"}


def test_the_two_documents_are_read_well(eval_folder: Path) -> None:
    """On the documents with gold facts, F1 is at least 0.95 and precision at least 0.95."""
    spec = importlib.util.spec_from_file_location("score", eval_folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    hit = missed = spurious = 0
    for text in sorted((eval_folder / "seeds").glob("*.txt")):
        gold = score.load(text.with_suffix(".gold.jsonl"))
        reading = read(text.read_text("utf-8"), Source(Iri("https://e.org/source/a")))
        found = [json.loads(line) for line in jsonl.lines(reading)]
        for matched, left, extra in score.score_doc(gold, found).values():
            hit, missed, spurious = hit + len(matched), missed + len(left), spurious + len(extra)
    precision, _, f1 = score.prf(hit, missed, spurious)
    assert precision >= 0.95
    assert f1 >= 0.95
