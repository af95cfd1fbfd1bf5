"""Claims read from a file of N-Quads are those that an engine gives back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from claims import person, put, turnover, visit
from legation.facts.claims import Claim
from legation.facts.records import Form, Record, claims, described, forms
from legation.facts.records import sources as stored_sources
from legation.facts.written import Written, parsed

_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9))
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def _told(draw: st.DrawFn) -> list[Claim]:
    """Draw claims whose texts and numbers are written in every way."""
    name = draw(_TEXTS.filter(str.strip))
    return [
        visit(draw(st.sampled_from(["2018", "2018-04-07", ""])), title=draw(_TEXTS)),
        visit("2019", visitor=person(name)),
        turnover(str(abs(draw(_NUMBERS)))),
    ]


@given(_told(), _TEXTS)
def test_a_file_tells_what_a_store_tells(told: list[Claim], issued: str) -> None:
    """Claims, name forms and what is known of sources are the same, whatever they say."""
    import tempfile

    store = ox.Store()
    put(store, "a", told, issued or "2020")
    put(store, "b", told[:1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.nq"
        store.dump(str(path), ox.RdfFormat.N_QUADS)
        written = Written(path)
        found = sorted(written.claims(), key=lambda r: r.iri)
    names = stored_sources(store)
    expected: list[Record] = [record for name in names for record in claims(store, name)]
    assert found == sorted(expected, key=lambda r: r.iri)
    all_forms: list[Form] = [form for name in names for form in forms(store, name)]
    assert written.forms == sorted(all_forms)
    assert {s: set(q) for s, q in written.sources.items()} == {
        name: set(described(store, name)) for name in names
    }


@given(st.one_of(_NUMBERS, st.integers(-(10**15), 10**15).map(Decimal)), st.integers(0, 3))
def test_a_number_is_read_as_the_engine_keeps_it(number: Decimal, zeros: int) -> None:
    """Zeros at the end, a sign and many digits make no difference between file and store."""
    text = f"{number:f}" + ("." if zeros and "." not in f"{number:f}" else "") + "0" * zeros
    written = f'"{text}"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    store = ox.Store()
    store.load(f"<x:s> <x:p> {written} .".encode(), format=ox.RdfFormat.N_TRIPLES)
    (quad,) = store
    assert parsed(written) == quad.object


def test_a_name_that_several_runs_tell_is_one(tmp_path: Path) -> None:
    """A table that was read in parts may write a name form in each of them."""
    store = ox.Store()
    put(store, "a", [visit("2018")])
    path = tmp_path / "all.nq"
    store.dump(str(path), ox.RdfFormat.N_QUADS)
    path.write_bytes(path.read_bytes() * 2)
    assert len(Written(path).forms) == 1
