"""The quads of a reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legation.facts.evidence import Repair, Source, Span, TextPolicy
from legation.reading.read import read
from legation.reading.stated import quads
from legation.terms import Iri

TEXT = "Laos and Peru established diplomatic relations on 3 May 1994. Whitehall was gray."


@pytest.mark.parametrize("policy", [TextPolicy.QUOTE, TextPolicy.NONE])
def test_a_repair_keeps_its_words_to_itself_where_the_policy_says_so(policy: TextPolicy) -> None:
    """What was read and why is told, what stood there only where it may be shown."""
    reading = read(TEXT, Source(Iri("https://e.org/source/a"), language="en", policy=policy))
    repair = Repair("Whitehall", "Belarus", "a calque", Span(62, 71), "likely")
    told = [
        (Iri(q.predicate.value).local, getattr(q.object, "value", ""))
        for q in quads(replace(reading, repairs=(repair,)))
        if "/repair/text-1" in str(q.subject) or "/span/62-71" in str(q.subject)
    ]
    assert ("reading", "Belarus") in told
    assert ("reason", "a calque") in told
    assert (("surface", "Whitehall") in told) == (policy is TextPolicy.QUOTE)
    assert (("text", "Whitehall") in told) == (policy is TextPolicy.QUOTE)
