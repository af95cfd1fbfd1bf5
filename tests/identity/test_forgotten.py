"""Who was forgotten is known again by keys from which no name can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import GraphDamaged
from legation.identity.forgotten import (
    BLANK,
    FILE,
    Forgotten,
    blanked,
    read,
    text,
    words,
)
from legation.identity.judgements import Name

ROCA = Name("Person", "PER", "Pablo Roca")
KNOWN = Forgotten().with_person([ROCA, Name("Person", "PER", "Roca")], "a wish")


def _lifted(told: str, forgotten: Forgotten = KNOWN) -> str:
    return blanked(told, forgotten.hits(told))


def test_a_name_is_known_again_however_it_is_written() -> None:
    """Case, marks, hyphens and spaces do not matter, the state does where it is given."""
    for written in ("Pablo Roca", "PABLO ROCA", "Páblo-Roca"):
        assert KNOWN.knows(Name("Person", "PER", written))
    assert KNOWN.knows(Name("Person", "", "Pablo Roca"))
    assert KNOWN.knows(Name("Person", "CHL", "Pablo Roca")) is False
    assert KNOWN.knows(Name("Organisation", "PER", "Pablo Roca")) is False
    stateless = Forgotten().with_person([Name("Person", "", "Pablo Roca")], "")
    assert stateless.knows(Name("Person", "CHL", "Pablo Roca"))


@pytest.mark.parametrize(
    "written",
    ["Mr. Pablo Roca", "President Pablo Roca", "H.E. Mr. Pablo Roca", "ROCA Pablo", "Roca, Pablo",
     "Pablo A. Roca", "Ông Pablo Roca"],
)  # fmt: skip
def test_titles_and_order_and_initials_do_not_hide_a_name(written: str) -> None:
    """As tables and texts write it, the name is known, and is taken out of a text."""
    assert KNOWN.knows(Name("Person", "PER", written))
    assert "oca" not in _lifted(f"Then {written} came").casefold()


@pytest.mark.parametrize("written", ["Pablo Roca Vega", "Juan Pablo Roca", "Pablo", "President"])
def test_another_name_is_not_kept_out(written: str) -> None:
    """A longer name, or a part of it, may be somebody else's."""
    assert not KNOWN.knows(Name("Person", "PER", written))


def test_only_the_name_is_taken_out_of_a_text() -> None:
    """One word alone stays, for it may be anything; so does a longer name that is somebody else's."""
    assert _lifted("Then Pablo\u00a0Roca's Roca") == "Then █████\u00a0████'s Roca"
    told = "Pablo Roca Vega met Pablo Roca"
    assert blanked(told, KNOWN.hits(told, (), {words("Pablo Roca Vega")})) == (
        "Pablo Roca Vega met █████ ████"
    )
    assert blanked("Roca", KNOWN.hits("Roca", {("roca",)})) == "████"


@given(st.text())
def test_a_text_keeps_its_length(told: str) -> None:
    """So that spans hold; and what is not a letter of the name stays."""
    whole = f"{told} Pablo Roca {told}"
    lifted = _lifted(whole)
    assert len(lifted) == len(whole)
    assert all(a in (b, BLANK) for a, b in zip(lifted, whole, strict=True))


def test_the_file_holds_no_name_and_is_read_as_it_was(tmp_path: Path) -> None:
    """Two graphs have other keys for one name; the reason is there for people."""
    (tmp_path / FILE).write_text(text(KNOWN), "utf-8")
    assert read(tmp_path) == KNOWN
    assert "oca" not in text(KNOWN)
    assert text(KNOWN).count("\ta wish\n") == len(KNOWN.keys)
    other = Forgotten().with_person([ROCA], "")
    assert not {key.key for key in other.keys} & {key.key for key in KNOWN.keys}
    assert read(tmp_path / "nowhere") == Forgotten()


def test_forgetting_somebody_twice_adds_nothing() -> None:
    """A key stands once."""
    assert KNOWN.with_person([ROCA], "another wish") == KNOWN


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    """Nobody is let in again by an accident."""
    (tmp_path / FILE).write_text(text(KNOWN).replace("# salt:", "# pepper:"), "utf-8")
    with pytest.raises(GraphDamaged, match="has lost its salt"):
        read(tmp_path)
    (tmp_path / FILE).write_text("name\tmany\tx\t\n", "utf-8")
    with pytest.raises(GraphDamaged, match="cannot be read"):
        read(tmp_path)
