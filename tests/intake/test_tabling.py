"""Tables in a graph are sources like others: added, unchanged, removed, made again."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

import legation
from legation.errors import BadDescription, UnreadCell
from legation.resources import shelf

HERE = Path(str(shelf("sources"))) / "us-leader-visits"


def test_a_table_is_added_as_what_it_is(tmp_path: Path) -> None:
    """A shipped description makes a table a source; added again it is unchanged, also without it."""
    kg, path = legation.open(tmp_path / "a.kg"), tmp_path / "visits.csv"
    path.write_bytes((HERE / "made-up.csv").read_bytes())
    done = kg.add(path, described_as="us-leader-visits")
    assert done.added == ("us-leader-visits",)
    assert done.claims == 3
    assert done.read[0].troubles[0].value == "atlantis"
    assert kg.add(path).unchanged == ("us-leader-visits",)


def test_a_table_outlives_its_file(tmp_path: Path) -> None:
    """A graph is made again from the copy of a table and of its description."""
    folder = tmp_path / "in"
    copytree(HERE, folder)
    kg = legation.open(tmp_path / "a.kg")
    before = kg.add(folder)
    for file in folder.iterdir():
        file.unlink()
    again = kg.rebuild()
    assert again.claims == before.claims == 3
    assert kg.remove("made-up").changed == ("made-up",)
    assert kg.sources() == ()


def test_a_table_without_a_description_is_refused(tmp_path: Path) -> None:
    """Nobody guesses what the rows of a table mean."""
    path = tmp_path / "t.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(BadDescription) as wrong:
        legation.open(tmp_path / "a.kg").add(path)
    assert "is a table, and nothing says what its rows mean" in str(wrong.value)


@pytest.mark.parametrize("called", ["", "us-official-travels"])
def test_a_public_table_is_recognised_by_its_columns(tmp_path: Path, called: str) -> None:
    """Who names no description, or the wrong one, is told which shipped one has these columns."""
    path = tmp_path / "download.csv"
    path.write_bytes((HERE / "made-up.csv").read_bytes())
    with pytest.raises(BadDescription) as wrong:
        legation.open(tmp_path / "a.kg").add(path, described_as=called)
    proposed = "its columns are those of us-leader-visits: --as us-leader-visits"
    assert str(wrong.value).endswith(f"; {proposed}")


def test_a_strict_table_is_whole_or_not_there(tmp_path: Path) -> None:
    """One unread cell refuses the table, and no graph is made."""
    path = tmp_path / "t.csv"
    path.write_text("from,day\nMNG,soon\n", encoding="utf-8")
    text = "rows: [{kind: Visit, values: {sender: {column: from, codes: iso3}, host: CHL, edtf: {column: day}}}]\n"
    (tmp_path / "t.yml").write_text(text, encoding="utf-8")
    kg = legation.open(tmp_path / "a.kg")
    with pytest.raises(UnreadCell):
        kg.add(path, strict=True)
    assert not kg.exists()
    assert kg.add(path).unread == 1


def test_a_table_from_elsewhere_stays_beside_its_like(tmp_path: Path) -> None:
    """A newer download may be meant to replace the older one; both are kept, and the way is told."""
    first, second = tmp_path / "2025.csv", tmp_path / "2026.csv"
    first.write_bytes((HERE / "made-up.csv").read_bytes())
    second.write_bytes(first.read_bytes() + b"\n")
    kg = legation.open(tmp_path / "a.kg")
    kg.add(first, described_as="us-leader-visits")
    done = kg.add(second, described_as="us-leader-visits")
    assert [read.source for read in done.read] == ["us-leader-visits-2"]
    assert (
        f"us-leader-visits, read from {first}, stays in the graph beside it;"
        " if this table is to replace it: legation remove us-leader-visits"
    ) in done.read[0].notes
    # From the same place it is the same source in another state.
    second.write_bytes(first.read_bytes() + b"\n\n")
    again = kg.add(second, described_as="us-leader-visits")
    assert again.changed == ("us-leader-visits-2",)
    assert not any("beside it" in note for note in again.read[0].notes)
