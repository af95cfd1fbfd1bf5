"""What is known of a document besides its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import BadMetadata
from legation.facts.evidence import TextPolicy
from legation.reading.metadata import describe, known, sidecar
from legation.terms import Iri

_IRI = Iri("https://e.org/source/a")


def test_a_sidecar_tells_of_the_file_beside_it(tmp_path: Path) -> None:
    """Its keys have other names, too; without one nothing is known."""
    path = tmp_path / "a.txt"
    assert sidecar(path) == {}
    (tmp_path / "a.txt.toml").write_text('title = "A brief"\nissued = 2011-02-03\nlang = "vi"\n')
    assert sidecar(path) == {"title": "A brief", "date": "2011-02-03", "language": "vi"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("titel = 'a'", "has an unknown key 'titel'; did you mean 'title'?"),
        ("title", "cannot be read"),
    ],
)
def test_a_wrong_sidecar_is_told(tmp_path: Path, content: str, told: str) -> None:
    """A key that means nothing and what is no TOML are told with the way out."""
    (tmp_path / "a.txt.toml").write_text(content)
    with pytest.raises(BadMetadata) as caught:
        sidecar(tmp_path / "a.txt")
    assert told in str(caught.value)


def test_what_means_nothing_is_left_out() -> None:
    """Only a sidecar is held to its keys; empty values tell nothing."""
    assert known({"Date": " 2011 ", "mood": "good", "title": " "}, "a") == {"date": "2011"}


def test_a_source_is_described() -> None:
    """What is told is kept, the state by its code; the text may be quoted unless told otherwise."""
    source = describe(_IRI, {"publisher_state": "Laos", "date": "2011", "language": "EN"}, "0", "a")
    assert (source.publisher_state, source.issued, source.language) == ("LAO", "2011", "en")
    assert source.policy is TextPolicy.QUOTE


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ({"policy": "some"}, "a: 'some' is no text policy; say full, quote or none"),
        ({"date": "May"}, "a: "),
        ({"publisher_state": "Nowhere"}, "a: "),
    ],
)
def test_a_wrong_value_is_told(told: dict[str, str], line: str) -> None:
    """A policy, date or state that is none is told with the file it stands in."""
    with pytest.raises(BadMetadata) as caught:
        describe(_IRI, told, "0", "a")
    assert str(caught.value).startswith(line)
