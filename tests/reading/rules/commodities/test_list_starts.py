"""Where lists of goods begin."""

from __future__ import annotations

import pytest

from legation.facts.evidence import Source, Span
from legation.reading.read import prepare
from legation.reading.rules.commodities.list_starts import copula, own_start
from legation.reading.rules.trade.flows import cues
from legation.terms import Iri


@pytest.mark.parametrize(
    ("language", "text", "behind"),
    [
        ("en", "Lao exports to Peru are rice.", "rice."),
        ("en", "Exports of Laos to Peru are rice.", "rice."),
        ("vi", "Xuất khẩu của Lào sang Peru là gạo.", "gạo."),
        ("en", "Lao exports of rice to Peru are high.", None),
    ],
)
def test_a_bare_verb_opens_a_list(language: str, text: str, behind: str | None) -> None:
    """Between a flow and "are" stand only states with their prepositions."""
    doc = prepare(text, Source(Iri("https://e.org/a"), language=language))
    found = copula(doc, cues(doc, 0, len(text))[0], Span(0, len(text)))
    assert (None if found is None else text[found:]) == behind


def test_no_subject_begins_inside_a_name() -> None:
    """The "and" of a state's name parts no clauses."""
    text = "Rice, Bosnia and Herzegovina exports."
    doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    begin = own_start(doc, cues(doc, 0, len(text))[0], Span(0, len(text)))
    assert text[begin:].strip().startswith("Bosnia")
