"""IRIs: each thing has its own, and keeps it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legation.identity.register import Wish, assign

STEMS = st.sampled_from(["x/a", "x/a-2", "x/a-2-2", "x/2007", "x/2007-12", "x/b"])
WISHES = st.lists(
    st.builds(Wish, STEMS, st.dictionaries(STEMS, st.integers(1, 3), max_size=2)), max_size=20
)


@given(WISHES)
def test_no_two_things_share_an_iri(wishes: list[Wish]) -> None:
    """Whatever was kept and however stems look, there are as many IRIs as things."""
    assert len(set(assign(wishes))) == len(wishes)


@given(WISHES)
def test_what_was_given_is_given_again(wishes: list[Wish]) -> None:
    """Things that all have an IRI keep it."""
    first = assign(wishes)
    again = [Wish(wish.stem, {str(iri): 1}) for wish, iri in zip(wishes, first, strict=True)]
    assert assign(again) == first


def test_the_plain_iri_goes_to_the_thing_it_is_the_name_of() -> None:
    """A title that ends in a number comes before the number of another."""
    wishes = [Wish("x/protocol"), Wish("x/protocol"), Wish("x/protocol-2")]
    assert assign(wishes) == ["x/protocol", "x/protocol-3", "x/protocol-2"]


def test_numbers_never_look_like_a_month() -> None:
    """The tenth of one year is not December of it."""
    named = assign([Wish("x/2007")] * 12)
    assert named[-4:] == ["x/2007-9", "x/2007-13", "x/2007-14", "x/2007-15"]
