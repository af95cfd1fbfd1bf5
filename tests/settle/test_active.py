"""In which years somebody acted: from what is stored, and from what is still to be loaded."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from claims import put, visit
from legation.facts.records import forms
from legation.facts.written import Written
from legation.settle.active import Active
from legation.terms import DEFAULT_BASE, source

IRI = source(DEFAULT_BASE, "a")


@pytest.mark.parametrize("loaded", [True, False])
def test_years_are_those_of_the_claims_that_name_somebody(loaded: bool, tmp_path: Path) -> None:
    """Of all visits of a person the first and the last year, wherever the claims stand."""
    store = ox.Store()
    put(store, "a", [visit("2018-04"), visit("2011"), visit("2015/2016")])
    path = tmp_path / "a.nq"
    path.write_bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"")
    (person,) = [form for form in forms(store, IRI) if form.type == "Person"]
    active = Active(store) if loaded else Active(ox.Store(), Written(path))
    assert active(person) == (2011, 2018)


def test_who_did_nothing_at_any_time_has_no_years() -> None:
    """Without a date there is nothing to tell apart by."""
    store = ox.Store()
    put(store, "a", [visit("")])
    people = [form for form in forms(store, IRI) if form.type == "Person"]
    assert people
    assert [Active(store)(form) for form in people] == [None] * len(people)
