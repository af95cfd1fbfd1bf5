"""Claims in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from legation.facts.claims import Claim
from legation.facts.evidence import Source
from legation.reading.read import read
from legation.terms import Iri, concept, state
from legation.view.told import tell

TEXT = """Laos and Peru established diplomatic relations on 3 May 1994.
President Juan Quispe of Peru paid an official visit to Laos in June 2001.
Laos and Peru signed a Treaty on Cotton on 4 May 2002.
Bilateral trade reached 12 million USD in 2019.
"""


@pytest.mark.parametrize(
    ("language", "kind", "line"),
    [
        (
            "en",
            "RelationEvent",
            "step in relations: Relations established: Laos – Peru, 3 May 1994",
        ),
        ("vi", "RelationEvent", "bước trong quan hệ: Thiết lập quan hệ: Lào – Peru, 3/5/1994"),
        (
            "en",
            "Visit",
            "visit: Juan Quispe visits Laos, June 2001 (in the capacity of: President of Peru; rank: official visit)",
        ),
        (
            "en",
            "TreatyAction",
            "treaty action: Signature: Treaty on Cotton, 4 May 2002 (party: Laos, Peru)",
        ),
        ("en", "Tenure", "tenure: Juan Quispe, President of Peru"),
        ("vi", "Observation", "số liệu: Tổng kim ngạch Lào – Peru: 12 triệu USD, 2019"),
    ],
)
def test_a_claim_is_one_line(language: str, kind: str, line: str) -> None:
    """Kind, what, when, and what the label leaves out, in either language."""
    claims = read(TEXT, Source(Iri("https://e.org/source/a"))).claims
    claim = next(c for c in claims if c.kind == kind)
    assert tell(claim, claims, language).line == line


def test_a_name_within_another_name_does_not_tell_it() -> None:
    """Niger stays told where the label has Nigeria only."""
    claim = Claim("Agreement", {"title": ("Pact with Nigeria",), "party": (state("NER"),)})
    assert tell(claim, (claim,)).line == "agreement: Pact with Nigeria (party: Niger)"


def test_a_figure_without_a_value_says_what_it_is_of() -> None:
    """A growth or a ratio alone is headed by its flow and sides."""
    claim = Claim(
        "Observation",
        {
            "flow": (concept("flow", "export"),),
            "exporter": (state("LAO"),),
            "importer": (state("PER"),),
            "growth": (Decimal(12),),
        },
    )
    assert tell(claim, ()).line == "figure: Exports Laos → Peru (growth: 12 %)"
