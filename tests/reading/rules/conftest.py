"""Read one made-up text with one rule module."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Named, Source
from legation.reading.document import Document, Found
from legation.reading.read import prepare
from legation.reading.rules import rule as rules_of
from legation.terms import Iri

Claims = Callable[..., list[Claim]]
Told = list[tuple[str, str, str, str]]
Visits = Callable[..., Told]


class _Rule(Protocol):
    def read(self, doc: Document, found: Found) -> None:
        """Add claims."""


@pytest.fixture
def claims() -> Claims:
    """Return ``claims(text, *rules)``: what those rules read, in the order they run."""

    def run(
        text: str, *rules: str, language: str = "vi", issued: str = "2013-03-01"
    ) -> list[Claim]:
        source = Source(Iri("https://e.org/source/made-up"), language=language, issued=issued)
        document, found = prepare(text, source), Found()
        for rule in rules:
            cast("_Rule", rules_of(rule)).read(document, found)
        return list(found)

    return run


@pytest.fixture
def visits(claims: Claims) -> Visits:
    """Return ``visits(text, language=…, issued=…)``: who, from, to and when, in sorted order."""

    def run(text: str, *, language: str = "vi", issued: str = "2013-05-15") -> Told:
        found = []
        for claim in claims(text, "visits", language=language, issued=issued):
            who, sender, host = claim.one("visitor"), claim.one("sender"), claim.one("host")
            assert isinstance(sender, Iri)
            assert isinstance(host, Iri)
            name = who.text if isinstance(who, Named) else ""
            found.append((name, sender.local, host.local, str(claim.one("edtf") or "")))
        return sorted(found)

    return run
