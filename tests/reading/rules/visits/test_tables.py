"""Visits in columns: the year in the first, who went in the second."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named

Claims = Callable[..., list[Claim]]

_ABOVE = "Laos-Peru Relations\n\nFrom Laos to Peru\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1996   President Juan Quispe", [("Juan Quispe", "1996")]),
        ("1996\tPresident Juan Quispe", [("Juan Quispe", "1996")]),
        ("1996 | President Juan Quispe", [("Juan Quispe", "1996")]),
        ("1996 (Aug.) President Juan Quispe", [("Juan Quispe", "1996-08")]),
        ("1996   President Juan Quispe (August)", [("Juan Quispe", "1996-08")]),
        ("1996   President Juan Quispe (a fair)", [("Juan Quispe", "1996")]),
        ("1996 & 1998   President Juan Quispe", [("Juan Quispe", "1996"), ("Juan Quispe", "1998")]),
        (
            "1996 (May, July)  President Juan Quispe; Prime Minister Ana Rojas",
            [("Ana Rojas", "1996-07"), ("Juan Quispe", "1996-05")],
        ),
        ("1996 was the year of President Juan Quispe", []),
    ],
)
def test_a_row_tells_its_visitors_and_dates(
    claims: Claims, row: str, told: list[tuple[str, str]]
) -> None:
    """A year and a gap open a row; brackets on either side refine the year."""
    found = claims(f"{_ABOVE}{row}\n", "visits", language="en", issued="2013-05-15")
    got = []
    for claim in found:
        visitor = claim.one("visitor")
        assert isinstance(visitor, Named)
        got.append((visitor.text, claim.one("edtf")))
    assert sorted(got) == told


def test_the_first_span_of_a_row_holds_it(claims: Claims) -> None:
    """The first span of a visit in columns holds its name and its year."""
    text = f"{_ABOVE}1996   President Juan Quispe\n"
    (visit,) = claims(text, "visits", language="en", issued="2013-05-15")
    first = text[visit.spans[0].start : visit.spans[0].end]
    assert first.endswith("1996   President Juan Quispe")
