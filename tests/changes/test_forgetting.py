"""Who is forgotten is nowhere in the graph's directory any more, and does not come back."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

import legation
from legation.errors import BadMetadata, NothingToUndo, UnknownName
from legation.graph import KnowledgeGraph

NOTE = (
    "President Pablo Roca of Peru visited Chile on 4 May 2031. "
    "The Prime Minister of Peru, Ana Diaz, met Mr Roca at home. "
    "President Pablo Roca Vega of Peru visited Laos on 8 May 2044. "
    "Peru and Chile established diplomatic relations on 3 March 1901."
)
TABLE = """id,from,who,day,remark
1,PER,Pablo Roca,2031-05-04,state visit
2,CHL,Eva Soto,2031-06-05,came with PABLO  ROCA
3,PER,Ana Diaz,2031-07-06,
4,PER,Pablo Roca,2032-05-04,"again, Roca"
5,CHL,Pablo Roca,2033-05-04,a namesake
"""
DESCRIPTION = """key: id
rows:
  - kind: Visit
    values:
      sender: {column: from, codes: iso3, at: day}
      host: MNG
      visitor: {column: who, of: sender}
      status: held
      edtf: {column: day}
    cells: [who, remark]
"""
COPY = "versions/000003/sources/visits/original"
MARKS = (b"roca", b"pablo", b"Roca", b"Pablo", b"PABLO", b"ROCA")


def _holding(folder: Path, *marks: bytes) -> list[str]:
    """Return the files below a folder in whose bytes, names or packed bytes a mark stands."""
    found = []
    for place in sorted(folder.rglob("*")):
        data = place.read_bytes() if place.is_file() else b""
        if data[:2] == b"\x1f\x8b":
            data += gzip.decompress(data)
        data += os.fsencode(str(place.relative_to(folder)))
        if any(mark in data for mark in marks):
            found.append(str(place.relative_to(folder)))
    return found


def _note(text: str = NOTE) -> Path:
    path = Path("note.txt")
    path.write_text(f"# date: 2050\n# language: en\n{text}\n", encoding="utf-8")
    return path


def _table(name: str = "visits.csv", text: str = TABLE) -> Path:
    Path("d.yml").write_text(DESCRIPTION, encoding="utf-8")
    path = Path(name)
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def _named(kg: KnowledgeGraph) -> set[str]:
    names = kg.query("SELECT ?name { GRAPH ?g { ?n lgn:nameType lgn:Person ; lgn:text ?name } }")
    return {str(name) for (name,) in names}


def test_no_byte_of_the_name_is_left() -> None:
    """In versions, copies, register, judgements, stores and their logs; and there is no way back."""
    kg = legation.open()
    kg.add(_note("President Pablo Roca of Peru visited Chile on 4 May 2031."))
    kg.add_text("President Ana Diaz of Peru visited Laos on 1 May 2031.", "two", date="2050")
    kg.different("Pablo Roca", "Ana Diaz", why="Roca is another")
    assert _holding(kg.path, *MARKS)
    done = kg.forget("Pablo Roca", why="a wish of Pablo Roca")
    assert (done.version, done.claims, done.sources) == (4, 2, ("note",))
    assert _holding(kg.path, *MARKS) == []
    assert (_named(kg), kg.judgements().lines) == ({"Ana Diaz"}, ())
    with pytest.raises(NothingToUndo):
        kg.undo()


def test_all_else_keeps_its_place() -> None:
    """Other facts and persons of the document stay, at the characters where they were."""
    kg = legation.open()
    kg.add(_note())
    before = kg.text("note")
    kg.forget("Person PER Pablo Roca")
    after = kg.text("note")
    assert len(before) == len(after)
    assert "President █████ ████ of Peru visited Chile" in after
    assert "President Pablo Roca Vega of Peru" in after
    assert _named(kg) == {"Ana Diaz", "Pablo Roca Vega"} & _named(kg)
    relations = "SELECT ?r { ?r a lgn:RelationEvent ; lgn:edtf '1901-03-03' }"
    assert len(list(kg.query(relations))) == 1
    assert kg.check() == () or {f.severity for f in kg.check()} != {"Violation"}


@pytest.mark.parametrize("name", ["visits.csv", "visits.csv.gz", "visits.tsv", "visits.jsonl"])
def test_rows_that_name_the_person_are_emptied(name: str) -> None:
    """Other rows keep their numbers, and a namesake of another state stays."""
    import csv
    import io
    import json

    text = TABLE
    if name.endswith("tsv"):
        text = "\n".join("\t".join(row) for row in csv.reader(io.StringIO(TABLE))) + "\n"
    elif name.endswith("jsonl"):
        text = "".join(json.dumps(row) + "\n" for row in csv.DictReader(io.StringIO(TABLE)))
    kg = legation.open()
    kg.add(_table(name, text), description="d.yml")
    kg.forget("Person PER Pablo Roca")
    rows = kg.query("SELECT ?row ?c { GRAPH ?g { ?c a lgn:Claim ; lgn:row ?row } } ORDER BY ?row")
    assert [(str(row), str(claim)[-5:]) for row, claim in rows] == [
        (key, f"row/{key}") for key in ("2", "3", "5")
    ]
    assert _named(kg) == {"Eva Soto", "Ana Diaz", "Pablo Roca"}


def test_a_surname_that_may_be_anothers_stays_and_is_told() -> None:
    """In remarks of a table and in a text where nobody was read; a longer name is somebody else's."""
    kg = legation.open()
    kg.add(
        _table(
            text=f"{TABLE}6,CHL,Eva Soto,2034-05-04,met Roca\n7,CHL,Eva Soto,2035-05-04,Rocas\n"
        ),
        description="d.yml",
    )
    kg.add_text("Roca and Roca are names.", "names", date="2050", language="en")
    done = kg.forget("Person PER Pablo Roca")
    assert [one.told for one in done.left] == ["names (2 places)", "visits (1 row: 6)"]
    assert "met Roca" in (kg.path / "versions/000003/sources/visits/original").read_text("utf-8")


def test_of_a_vietnamese_name_no_word_stands_for_the_person() -> None:
    """Too many are called so; only the whole name is the person's."""
    kg = legation.open()
    kg.add_text("Ngày 4/5/2011, Chủ tịch nước Lào Nguyễn Văn Bé thăm Peru.", "một", date="2011-05")
    kg.add_text("Nguyễn là một họ, Bé thì không.", "hai", date="2012", language="vi")
    (name,) = _named(kg)
    assert kg.forget(name).left == ()


def test_the_person_stays_out() -> None:
    """When sources are added again, changed, or read anew; under every name that was known."""
    kg = legation.open()
    alone = TABLE.replace("CHL,Pablo Roca", "CHL,Ben Rey")
    kg.add(_table(text=alone), description="d.yml")
    kg.add(_note("President Pablo Roca of Peru visited Chile on 4 May 2031."))
    kg.forget("Person PER Pablo Roca")
    assert "came with █████  ████" in (kg.path / COPY).read_text("utf-8")
    assert kg.add(_table(text=alone), description="d.yml").unchanged == ("visits",)
    more = alone + "6,PER,Pablo Roca,2036-01-02,\n"
    done = kg.add(_table(text=more), description="d.yml")
    assert done.changed == ("visits",)
    assert "3 rows kept out: they name a person who was forgotten" in done.read[0].notes
    done = kg.add(_note("On 9 May 2031 President Pablo Roca of Peru visited Laos. A new text."))
    assert done.read[0].notes == ("names of a person who was forgotten were taken out",)
    kg.add_text("President Pablo Roca of Peru visited Mongolia on 4 May 2031.", "x", date="2050")
    kg.rebuild()
    assert _named(kg) == {"Eva Soto", "Ana Diaz", "Ben Rey"}
    assert _holding(kg.path, *MARKS) == []


def test_other_sources_are_taken_over_as_they_are() -> None:
    """What has no word of the person is not read again, and facts keep their IRIs."""
    kg = legation.open()
    kg.add_text("President Ana Diaz of Peru visited Laos on 1 May 2031.", "two", date="2050")
    kg.add_text("President Ana Diaz of Peru visited Laos on 1 July 2031.", "three", date="2050")
    before = sorted(map(str, kg.store))
    kg.add(_note("President Pablo Roca of Chile visited Laos on 4 May 2031."))
    kg.forget("Pablo Roca")
    kg.remove("note")
    assert sorted(map(str, kg.store)) == before


def test_a_file_called_by_the_person_gets_another_name() -> None:
    """In the graph; adding one that is called so is refused."""
    kg = legation.open()
    path = Path("pablo-roca.txt")
    path.write_text("# date: 2050\nPresident Pablo Roca of Peru visited Chile on 4 May 2031.\n")
    kg.add(path)
    kg.forget("Pablo Roca")
    (source,) = kg.sources()
    assert source.name.startswith("source-")
    assert _holding(kg.path, *MARKS) == []
    path.write_text("# date: 2050\nPresident Pablo Roca of Peru visited Laos on 4 May 2031.\n")
    with pytest.raises(BadMetadata, match="is called by a person who was forgotten; rename"):
        kg.add(path)


def test_names_that_may_be_the_persons_too_are_told() -> None:
    """Who is not known to be the same stays, and whoever forgets is told of it."""
    kg = legation.open()
    kg.add_text("President Pavel Novak of Peru visited Laos on 1 May 2031.", "a", date="2050")
    kg.add_text("President Petr Novak of Peru visited Laos on 1 May 2032.", "b", date="2050")
    kg.add_text("President P. Novak of Peru visited Laos on 1 May 2033.", "c", date="2050")
    assert kg.known("Pavel Novak").perhaps == ("Person PER P. Novak",)


def test_only_persons_are_forgotten() -> None:
    """A state is none, and who is not there cannot be forgotten."""
    kg = legation.open()
    kg.add(_note())
    with pytest.raises(UnknownName, match="'CHL' is no person"):
        kg.forget("CHL")
    with pytest.raises(UnknownName, match="nothing in this graph is called 'Zhou Wei'"):
        kg.forget("Zhou Wei")


def test_a_failure_on_the_way_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph is as before, with all its versions."""
    kg = legation.open()
    kg.add(_note())
    kg.add_text("President Ana Diaz of Peru visited Laos on 1 May 2031.", "two", date="2050")

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("legation.changes.forgetting.settle", broken)
        with pytest.raises(KeyboardInterrupt):
            kg.forget("Person PER Pablo Roca")
    assert kg.version == 2
    assert "Pablo Roca" in _named(kg)
    assert kg.undo() == 1
