"""In which order a page lists what is more than it can show."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.serve.data import ordered
from legation.serve.data.ordered import Order
from legation.terms import RDF, lgn

ME = "https://example.org/kg/source/t"
PLACES = ("claim/2", "claim/11", "row/9", "row/9/2", "row/9/10", "row/10", "row/100")
#: Whatever else somebody calls a claim, also what only looks like a row.
OTHERS = ("row/007", "row/9/0", "row/9/02", "row/99999999999999999999", "some/claim")


def _store(places: tuple[str, ...] | list[str]) -> ox.Store:
    store = ox.Store()
    for place in places:
        claim, kind = ox.NamedNode(f"{ME}/{place}"), ox.NamedNode(lgn("Claim"))
        store.add(ox.Quad(claim, ox.NamedNode(RDF + "type"), kind, ox.NamedNode(ME)))
    return store


@given(
    st.permutations([*PLACES, *OTHERS]), st.integers(min_value=0, max_value=13), st.integers(1, 13)
)
def test_claims_are_listed_as_they_stand_in_their_source(
    places: list[str], begin: int, most: int
) -> None:
    """By row and place in the row, by number in a text; others after them; any part of the list."""
    listed = Order().claims(_store(places), "1", ME, begin, begin + most)
    wanted = [*PLACES, *sorted(OTHERS)][begin : begin + most]
    assert [claim.value.removeprefix(f"{ME}/") for claim in listed] == wanted


def test_an_order_holds_until_the_graph_changes() -> None:
    """The same mark gives what was found before, another one looks again."""
    order, before, after = Order(), _store(["row/1"]), _store(["row/1", "row/2"])
    found = [
        order.claims(*asked, ME, 0, 9) for asked in ((before, "1"), (after, "1"), (after, "2"))
    ]
    assert [len(claims) for claims in found] == [1, 1, 2]


def test_of_very_many_claims_all_are_listed_in_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """To put them in order would take seconds; no claim is on two pages or on none."""
    monkeypatch.setattr(ordered, "MOST_ORDERED", 3)
    order, store = Order(), _store(PLACES)
    pages = [order.claims(store, "1", ME, begin, begin + 4) for begin in (0, 4)]
    listed = [claim.value.removeprefix(f"{ME}/") for page in pages for claim in page]
    assert (len(pages[0]), sorted(listed)) == (4, sorted(PLACES))


def test_few_orders_are_kept() -> None:
    """What was asked for long ago is looked for again."""
    order = Order()
    assert order.claims(_store([]), "1", ME, 0, 9) == []
    for number in range(40):
        order.claims(_store([]), "1", f"{ME}{number}", 0, 1)
    assert len(order.claims(_store(["row/1"]), "1", ME, 0, 9)) == 1
