"""Formats are found by name and extension, and say what they cannot hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.ask.formats import FORMATS, GRAPH, TABLE, fitting, named, of_file
from legation.errors import UnknownFormat


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.name)
def test_a_format_is_found_by_its_name_and_extensions(format: object) -> None:
    """Name and every extension lead to the same format, in capitals too."""
    known = next(f for f in FORMATS if f is format)
    names = [known.name, known.name.upper(), *known.extensions]
    assert {named(name).name for name in names} == {known.name}
    assert of_file(Path("a.b") / f"x.{known.extensions[0]}") is known


def test_an_unknown_format_names_the_nearest() -> None:
    """A slip of the finger gets the name that was meant."""
    with pytest.raises(UnknownFormat) as caught:
        named("turtel")
    assert str(caught.value) == (
        "no format is called 'turtel'; did you mean turtle? known: csv, tsv, json, xml, markdown, "
        "turtle, trig, ntriples, nquads, jsonld, rdfxml"
    )


def test_a_file_without_extension_has_no_format() -> None:
    """Nothing is guessed from a name that says nothing."""
    with pytest.raises(UnknownFormat, match="no format is called 'answer'"):
        of_file(Path("answer"))


def test_tables_and_graphs_share_only_markdown() -> None:
    """What a SELECT can be written as, a CONSTRUCT cannot, and the other way round."""
    assert set(fitting(TABLE)) & set(fitting(GRAPH)) == {"markdown"}
