"""Parts: tables and documents read in pieces, by anybody, are the graph that one process makes."""

from __future__ import annotations

import gzip
import json
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import legation
from legation.changes import parts
from legation.cli import run
from legation.errors import (
    BadParts,
    LegationError,
    MissingExtra,
    NothingRead,
    NotWritten,
    SourceUnreadable,
    UnreadCell,
)
from legation.intake import partitions
from legation.store.places import Place
from legation.store.versions import Versions

pytest.importorskip("fsspec")

NOTE = "# date: 2020-05\n{} and Chile established diplomatic relations on {} May 1984.\n"
STATES = ("Mongolia", "Laos", "Kenya", "Norway", "Nepal", "Jordan", "Poland")
TREATIES = """key: [treaty, who]
rows:
  - kind: Agreement
    name: treaty
    once: treaty
    values:
      title: {column: treaty}
      agreementKind: treaty
  - kind: Agreement
    name: annex
    once: annex
    when: {annex: present}
    values:
      title: {column: annex}
      agreementKind: protocol
  - kind: TreatyAction
    values:
      agreement: {claim: treaty}
      actor: {column: state, codes: iso3}
      action: signature
      edtf: {column: day}
  - kind: TreatyAction
    name: annexed
    when: {annex: present}
    values:
      agreement: {claim: annex}
      actor: {column: state, codes: iso3}
      action: ratification
  - kind: Visit
    values:
      sender: {column: state, codes: iso3}
      host: CHL
      visitor: {column: who, of: sender}
      status: held
      edtf: {column: day}
    cells: [who]
"""
ISO = ("MNG", "LAO", "KEN", "NOR", "XYZ")


@pytest.fixture(autouse=True)
def _files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a folder of notes with one that cannot be read, and a table that is cut into runs."""
    monkeypatch.setattr(partitions, "_ROWS", 3)
    monkeypatch.setattr(parts, "_DOCUMENTS", 2)
    Path("notes").mkdir()
    for number, state in enumerate(STATES, 3):
        Path(f"notes/{state}.txt").write_text(NOTE.format(state, number), encoding="utf-8")
    Path("notes/bad.txt").write_bytes(b"a\0b")
    rows = ["treaty,annex,state,who,day"]
    for n in range(40):
        annex = f"Made-up annex {n % 11}" if n % 4 == 0 else ""
        day = "soon" if n % 13 == 5 else f"20{n + 10}-02-03"
        rows.append(f"Made-up treaty {n % 9},{annex},{ISO[n % 5]},Made-Up Person {n % 6},{day}")
    Path("treaties.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    Path("treaties.yml").write_text(TREATIES, encoding="utf-8")


FILES = ("notes", "treaties.csv")


def _state(home: str) -> tuple[bytes, dict[str, bytes]]:
    """Return all quads of a graph and all files of its copies."""
    graph = legation.open(home)
    quads = graph.export("nquads", f"{home}.nq").read_bytes()
    place = Versions(Path(home)).current().sources
    files = sorted(p for p in place.rglob("*") if p.is_file())
    return quads, {str(p.relative_to(place)): p.read_bytes() for p in files}


def _alone() -> tuple[bytes, dict[str, bytes]]:
    legation.open("alone.kg").add(*FILES)
    return _state("alone.kg")


def _url(name: str) -> str:
    return f"file://{Path(name).absolute()}"


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_adds_tables_as_one_process_does(kind: type[Executor]) -> None:
    """Runs of rows read by threads or processes make the same quads and the same report."""
    alone = legation.open("alone.kg").add(*FILES)
    with kind(2) as executor:  # type: ignore[call-arg]
        done = legation.open("spread.kg").add(*FILES, executor=executor)
    assert _state("spread.kg") == _state("alone.kg")
    assert done == alone
    assert done.unread > 0


@pytest.mark.parametrize("url", ["memory://parts", "file", "folder"])
def test_parts_make_the_graph_that_add_makes(url: str) -> None:
    """Parts in memory, at a URL and in a folder are loaded into the very same graph."""
    at = {"file": _url("parts"), "folder": "parts"}.get(url, url)
    with ThreadPoolExecutor(3) as executor:
        staged = legation.open("loaded.kg").stage(at, *FILES, executor=executor)
    assert not Path("loaded.kg").exists()
    assert (len(staged.added), len(staged.failed)) == (len(STATES) + 1, 1)
    done = legation.open("loaded.kg").load(at)
    assert _state("loaded.kg") == _alone()
    assert (done.claims, done.unread) == (staged.claims, staged.unread)
    assert legation.open("loaded.kg").load(at).unchanged == tuple(sorted(staged.added, key=_last))
    if url == "memory://parts":
        Place(at)._fs.rm("/parts", recursive=True)


def _last(name: str) -> tuple[bool, str]:
    return name != "treaties", name


def test_the_same_files_make_the_same_parts() -> None:
    """Whoever reads, and in whatever order, the files are the same to the byte."""
    legation.open("x.kg").stage("one", *FILES)
    with ThreadPoolExecutor(3) as executor:
        legation.open("x.kg").stage("two", *FILES, executor=executor)
    one, two = ({p.name: p.read_bytes() for p in Path(n).iterdir()} for n in ("one", "two"))
    assert one == two
    assert sum(name.startswith("part-") for name in one) > 10


def test_a_table_without_rows_is_a_source_too() -> None:
    """A header alone is read by any executor as it is in one process."""
    Path("treaties.csv").write_text("treaty,annex,state,who,day\n", encoding="utf-8")
    legation.open("p.kg").stage("parts", "treaties.csv")
    legation.open("p.kg").load("parts")
    legation.open("alone.kg").add("treaties.csv")
    assert _state("p.kg") == _state("alone.kg")


def test_parts_replace_what_was_read_before() -> None:
    """A source of the same file is replaced, others stay; parts of a changed file are new."""
    graph = legation.open("x.kg")
    graph.add(*FILES)
    Path("notes/Laos.txt").write_text(NOTE.format("Peru", 9), encoding="utf-8")
    graph.stage("parts", "notes/Laos.txt")
    done = graph.load("parts")
    assert (done.changed, done.added, done.version) == (("laos",), (), 2)
    legation.open("alone.kg").add(*FILES)
    assert _state("x.kg") == _state("alone.kg")


def _broken(name: str, data: bytes | None) -> str:
    """Break one file of parts, and return what loading them says."""
    before = legation.open("x.kg").version
    path = Path("parts") / name
    kept = path.read_bytes()
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    with pytest.raises(BadParts) as caught:
        legation.open("x.kg").load("parts")
    assert legation.open("x.kg").version == before
    path.write_bytes(kept)
    return caught.value.message


def test_broken_parts_are_told_and_nothing_is_taken() -> None:
    """What is gone, cut short, altered or unfinished is named; the graph stays as it was."""
    Path("own.txt").write_text(NOTE.format("Peru", 9), encoding="utf-8")
    graph = legation.open("x.kg")
    graph.add("own.txt")
    graph.stage("parts", *FILES)
    name = "part-00003.nq.gz"
    data = (Path("parts") / name).read_bytes()
    assert _broken(name, None) == f"parts/{name} is gone"
    assert _broken(name, data[:-9]) == f"parts/{name} has {len(data) - 9} bytes of {len(data)}"
    other = bytes([*data[:-1], data[-1] ^ 1])
    assert _broken(name, other) == f"parts/{name} is damaged: its checksum is another one"
    unfinished = "parts has no manifest.json: there are no parts, or they were not finished"
    assert _broken("manifest.json", None) == unfinished
    assert _broken("manifest.json", b"{").startswith("parts/manifest.json is damaged: ")
    told = json.loads((Path("parts") / "manifest.json").read_text())
    told["sources"].pop()
    wrong = json.dumps(told).encode()
    assert _broken("manifest.json", wrong).startswith("the copies in parts are not those of ")
    newer = json.dumps(told | {"format": 9}).encode()
    assert _broken("manifest.json", newer) == (
        "parts has format 9, this legation knows formats up to 1"
    )
    assert len(graph.load("parts").added) == len(STATES) + 1


def test_parts_for_another_graph_are_refused() -> None:
    """Parts have IRIs of one base and names of one graph; where they do not fit, it is said."""
    graph = legation.open("x.kg")
    graph.create("https://example.org/kg/")
    legation.open("y.kg").stage("parts", "notes/Laos.txt")
    with pytest.raises(BadParts) as caught:
        graph.load("parts")
    assert str(caught.value) == (
        "the parts in parts are for a graph whose IRIs begin with https://w3id.org/legation/id/,"
        " and those of x.kg begin with https://example.org/kg/; write them again with --graph"
    )
    graph.stage("own", "notes/Laos.txt")
    Path("laos.txt").write_text(NOTE.format("Peru", 9), encoding="utf-8")
    graph.add("laos.txt")
    with pytest.raises(BadParts) as caught:
        graph.load("own")
    laos, other = Path("notes/Laos.txt").absolute(), Path("laos.txt").absolute()
    assert str(caught.value) == (
        f"the parts call {laos} 'laos', and so the graph calls {other};"
        " take that out first: legation remove laos"
    )
    graph.add("notes/Laos.txt")
    graph.remove("laos")
    with pytest.raises(BadParts) as caught:
        graph.load("own")
    assert str(caught.value) == (
        f"the parts call {laos} 'laos', and the graph calls it 'laos-2';"
        " take it out first: legation remove laos-2"
    )


def test_the_base_of_parts_becomes_that_of_a_new_graph() -> None:
    """Parts written for a graph with a base of its own make a graph with that base."""
    base = "https://example.org/kg/"
    legation.open("x.kg").create(base)
    legation.open("x.kg").stage("parts", "notes/Laos.txt")
    legation.open("y.kg").load("parts")
    assert legation.open("y.kg").base == base


def test_a_place_with_parts_is_not_written_over() -> None:
    """Finished parts stay; what an unfinished run has left is taken away."""
    graph = legation.open("x.kg")
    Path("parts").mkdir()
    for name in ("part-00099.nq.gz", "part-00001.nq.gz.0a.unfinished", "mine.txt"):
        Path(f"parts/{name}").write_text("x")
    graph.stage("parts", "notes/Laos.txt")
    found = {p.name for p in Path("parts").iterdir()}
    assert found == {"part-00001.nq.gz", "copies-00001.tar.gz", "manifest.json", "mine.txt"}
    with pytest.raises(NotWritten) as caught:
        graph.stage("parts", "notes/Laos.txt")
    assert str(caught.value) == "parts holds parts already; name another place, or remove them"


def test_a_place_that_takes_nothing_is_told() -> None:
    """A file where the folder should be, and a URL that nobody knows, are said as such."""
    Path("parts").write_text("x")
    with pytest.raises(NotWritten) as caught:
        legation.open("x.kg").stage("parts/in", "notes/Laos.txt")
    assert caught.value.message.startswith(f"{_url('parts')}/in cannot be written to: ")
    with pytest.raises(BadParts) as wrong:
        legation.open("x.kg").stage("nowhere://x", "notes/Laos.txt")
    assert wrong.value.message.startswith("nowhere://x is no place for files: ")


def test_nothing_that_can_be_read_is_no_parts() -> None:
    """If no document can be read, no manifest is written."""
    with pytest.raises(LegationError):
        legation.open("x.kg").stage("parts", "notes/bad.txt")
    with pytest.raises(NothingRead):
        legation.open("x.kg").stage("parts", "notes/bad.txt", "gone.txt")
    assert not Path("parts/manifest.json").exists()


def test_a_strict_table_is_refused_by_any_executor() -> None:
    """The first cell of the table that cannot be read is the one that is told."""
    with pytest.raises(UnreadCell) as alone:
        legation.open("x.kg").add("treaties.csv", strict=True)
    with ThreadPoolExecutor(3) as executor, pytest.raises(UnreadCell) as spread:
        legation.open("x.kg").add("treaties.csv", strict=True, executor=executor)
    assert str(spread.value) == str(alone.value)


class _Killing(Executor):
    """Reads at once, but says of a document that it ended whoever read it."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Read, or fail as a cluster does whose workers died."""
        done: Future[Any] = Future()
        group = args[0]
        paths = [item.path.name for item, _ in getattr(group, "documents", ())]
        if "Kenya.txt" in paths:
            done.set_exception(SourceUnreadable(f"{group.path} ended the processes that read it"))
        else:
            done.set_result(fn(*args, **kwargs))
        return done


def test_a_document_that_ends_its_readers_is_left_out_alone() -> None:
    """What was in one part with it is read; only the one is told as unreadable."""
    done = legation.open("x.kg").stage("parts", "notes", executor=_Killing())
    assert [failed.path for failed in done.failed] == ["notes/Kenya.txt", "notes/bad.txt"]
    assert len(legation.open("x.kg").load("parts").added) == len(STATES) - 1


def test_parts_are_ordinary_n_quads() -> None:
    """Other tools read the parts: packed N-Quads, each line in the graph of its source."""
    legation.open("x.kg").stage("parts", "notes/Laos.txt")
    lines = gzip.decompress(Path("parts/part-00001.nq.gz").read_bytes()).decode().splitlines()
    assert all(line.endswith("<https://w3id.org/legation/id/source/laos> .") for line in lines)


def test_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """`stage` tells what is in the parts and what to do next, `load` what the graph holds."""
    assert run(["stage", *FILES, "--to", "parts"]) == 10
    out, err = capsys.readouterr()
    assert "sources are in parts; take them with: legation load parts" in out
    assert "legation: notes/bad.txt" in err
    assert run(["stage", "notes/Laos.txt", "--to", "my parts", "--graph", "other.kg"]) == 0
    out = capsys.readouterr().out
    assert "take them with: legation load 'my parts' --graph other.kg" in out
    assert run(["load", "parts"]) == 0
    assert "the graph now holds: " in capsys.readouterr().out
    assert run(["load", "nothing"]) == 4
    assert capsys.readouterr().err == (
        "legation: nothing has no manifest.json: there are no parts, or they were not finished;"
        " write the parts again: legation stage FILE… --to URL\n"
    )


def test_who_was_forgotten_stays_out_of_parts_that_are_loaded() -> None:
    """Parts that name a forgotten person are read again, so that the name does not come back."""
    rows = "treaty,annex,state,who,day\nA,,MNG,Made-Up Person,2031-02-03\nB,,MNG,Other One,2031-02-04\n"
    Path("treaties.csv").write_text(rows, encoding="utf-8")
    graph = legation.open("x.kg")
    graph.add("treaties.csv")
    graph.stage("parts", "treaties.csv")
    graph.forget("Made-Up Person", why="asked")
    graph.load("parts")
    quads, files = _state("x.kg")
    assert b"Other One" in quads
    assert b"Made-Up Person" not in quads + b"".join(files.values())


def test_without_fsspec_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed it is told what to install."""
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(MissingExtra) as caught:
        legation.open("x.kg").load("parts")
    assert str(caught.value) == "parts needs fsspec.core; pip install 'legation[dask]'"
