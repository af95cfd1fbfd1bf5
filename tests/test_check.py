"""`check`: shapes that fire say what, where, which source, and what to do."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from claims import put, turnover, visit
from legation.check import Finding, check
from legation.facts.claims import Claim
from legation.facts.evidence import Span
from legation.settle.settled import settle
from legation.terms import DEFAULT_BASE, state


def _checked(*claims: Claim) -> tuple[Finding, ...]:
    store = ox.Store()
    put(store, "a", claims)
    settle(store, DEFAULT_BASE)
    return tuple(f for f in check(store) if f.severity != "info")


def test_a_good_graph_has_no_findings() -> None:
    """Visits and figures that say what they must are left in peace."""
    assert _checked(visit("2018-04"), turnover("16")) == ()


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (
            visit("2018-04", host=()),
            (
                f"violation: {DEFAULT_BASE}visit/MNG/bold/2018 does not have exactly one host"
                " (stated in a); look at its source"
            ),
        ),
        (
            visit("2018-04", host=state("MNG")),
            (
                f"warning: {DEFAULT_BASE}visit/MNG-MNG/bold/2018 goes from a state to the same state"
                " (stated in a); look at its source"
            ),
        ),
        (
            Claim(
                "RelationEvent",
                {"party": (state("MNG"),), "edtf": ("1984",)},
                (Span(0, 3),),
                "test",
            ),
            (
                f"violation: {DEFAULT_BASE}relations/MNG/1984 does not say what changed (stated in a);"
                " look at its source"
            ),
        ),
        (
            Claim("Visit", visit("2018").values, (), "test"),
            (
                f"violation: {DEFAULT_BASE}source/a/claim/1 cannot be seen anywhere in its source (stated in a);"
                " rebuild the graph"
            ),
        ),
        (
            turnover("16", share=120),
            (
                f"violation: {DEFAULT_BASE}figure/CHL-MNG/trade/turnover/a/actual/USD/2019"
                " is a share above 100 per cent (stated in a); look at its source"
            ),
        ),
    ],
    ids=["no-host", "same-state", "no-change", "no-span", "share"],
)
def test_what_is_wrong_is_told_in_a_sentence(claim: Claim, sentence: str) -> None:
    """Each finding names the thing, the fault, the source and the next step."""
    assert sentence in [str(finding) for finding in _checked(claim)]


def test_violations_come_first() -> None:
    """What is wrong stands before what deserves a look."""
    severities = [
        f.severity for f in _checked(visit("2018-04", host=()), visit("2019", host=state("MNG")))
    ]
    assert severities == sorted(severities)
    assert severities[0] == "violation"


def test_a_source_without_a_date_is_a_warning() -> None:
    """A document without a date leaves its own 'now' open."""
    store = ox.Store()
    put(store, "a", [visit("2018")], issued="")
    settle(store, DEFAULT_BASE)
    (finding,) = [f for f in check(store) if f.severity == "warning"]
    assert finding.what == "has no date, so that 'now' and 'last year' in it mean nothing"
    assert finding.hint == "add it again with --date"
