"""Visits as documents tell them: a table of made-up texts in both languages, with all they tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from legation.facts.claims import Claim
from legation.facts.evidence import Named
from legation.terms import Iri, notation

Claims = Callable[..., list[Claim]]


class _Case(TypedDict):
    language: str
    text: str
    told: list[str]


_TABLE = Path(__file__).with_name("visit_sentences.yaml")
_CASES: list[_Case] = yaml.safe_load(_TABLE.read_text("utf-8"))


def _row(claim: Claim) -> str:
    visitor, sender, host = claim.one("visitor"), claim.one("sender"), claim.one("host")
    assert isinstance(sender, Iri)
    assert isinstance(host, Iri)
    name = visitor.text if isinstance(visitor, Named) else ""
    rank, status = notation(str(claim.one("rank"))), notation(str(claim.one("status")))
    when = claim.one("edtf") or ""
    return f"{name} | {sender.local} | {host.local} | {when} | {rank} | {status}"


@pytest.mark.parametrize("case", _CASES, ids=[c["text"][-40:] for c in _CASES])
def test_all_visits_of_a_text(claims: Claims, case: _Case) -> None:
    """Each way of telling a visit gives its visitor, direction, date, rank and status."""
    found = claims(case["text"], "visits", language=case["language"], issued="2013-05-15")
    assert sorted(map(_row, found)) == case["told"]
