"""Export of a whole graph: any form, wholly or not at all."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.errors import NotWritten, UnknownFormat
from legation.export import rdf
from legation.export.whole import FORMATS, export


@pytest.mark.parametrize("format", FORMATS)
def test_two_exports_are_equal_byte_for_byte(store: ox.Store, tmp_path: Path, format: str) -> None:
    """Every form of one graph, written twice, is the same file."""
    suffix = ".zip" if format == "csv" else ".out"
    paths = [tmp_path / f"{name}{suffix}" for name in "ab"]
    for path in paths:
        export(store, format, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert paths[0].stat().st_size > 1000
    assert sorted(tmp_path.iterdir()) == paths


def test_an_unknown_form_names_the_nearest() -> None:
    """A slip of the finger is met with what was probably meant."""
    with pytest.raises(UnknownFormat) as caught:
        export(ox.Store(), "turtel", "x")
    assert str(caught.value) == (
        "a graph cannot be written as 'turtel'; did you mean turtle? known: turtle, ntriples, "
        "rdfxml, trig, nquads, jsonld, csv, graphml, gexf"
    )


def test_a_place_that_cannot_be_written_is_told(store: ox.Store, tmp_path: Path) -> None:
    """A missing folder is an error of one line."""
    with pytest.raises(NotWritten) as caught:
        export(store, "turtle", tmp_path / "no" / "x.ttl")
    assert str(caught.value) == (
        f"{tmp_path / 'no' / 'x.ttl'} could not be written: No such file or directory; "
        "choose another place with --out"
    )
    with pytest.raises(NotWritten, match="is a directory; name a file"):
        export(store, "turtle", tmp_path)


def test_every_form_of_rdf_is_offered() -> None:
    """The six forms of RDF, tables and networks."""
    assert {*rdf.GRAPHS, *rdf.DATASETS, "csv", "graphml", "gexf"} == set(FORMATS)
