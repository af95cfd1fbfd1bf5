"""A dossier, read with the ordinary reader, gives the facts it was made of."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import legation
from legation.facts.claims import Claim
from legation.graph import KnowledgeGraph
from legation.terms import Iri, state
from legation.view.dossier import Dossier, dossier
from legation.view.telling import tell_all
from told_facts import document
from view.dossier.read_back import compared

_PAIR = (state("VNM"), state("BLR"))
#: What is told and not read, or read otherwise, with the reason.
_EXCEPTIONS = {
    "en": {"fish and seafood": "a name of goods with 'and' in it, before a share, is read as two"},
    "vi": {},
}

_few = settings(
    max_examples=8,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("suffix", [".html", ".md", ".docx"])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_dossier_of_the_tour_is_read_again(
    language: str,
    suffix: str,
    tour: KnowledgeGraph,
    told: Callable[[str], Dossier],
    tmp_path: Path,
) -> None:
    """All but the listed exceptions is read, and nothing else."""
    found = compared(tour, told(language), _PAIR, tmp_path / f"told{suffix}")
    assert len(found.told) >= 48
    excused = _EXCEPTIONS[language]
    lost = [fact for fact in found.lost if not any(word in fact[1] for word in excused)]
    parts = {part for word in excused for part in word.split(" and ")}
    added = [fact for fact in found.added if not any(f"goods:{p}" in fact[1] for p in parts)]
    assert not lost
    assert not added
    assert len(found.lost) <= len(excused)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_dossier_of_made_up_facts_is_read_again(language: str) -> None:
    """Whatever made-up facts a graph was made of, its dossiers give them back."""

    @_few
    @given(document(language))
    def told_and_read(claims: tuple[Claim, ...]) -> None:
        text = "\n\n".join(sentence.text for _, sentence in tell_all(claims, language))
        with tempfile.TemporaryDirectory() as folder:
            kg = legation.open(Path(folder) / "made.kg")
            kg.add_text(text, "made", language=language, date="2020-01-01")
            for pair in sorted(_pairs(claims))[:3]:
                sheet = dossier(kg.store, pair[0].local, pair[1].local, language, 1, kg.base)
                found = compared(kg, sheet, pair, Path(folder) / "made.md")
                assert not found.lost, (found.lost, text)
                assert not found.added, (found.added, text)

    told_and_read()


def _pairs(claims: tuple[Claim, ...]) -> set[tuple[Iri, Iri]]:
    """Return the pairs of states that facts speak of."""
    return {
        pair
        for claim in claims
        for pair in itertools.combinations(
            dict.fromkeys(
                value
                for given in claim.values.values()
                for value in given
                if isinstance(value, Iri) and "/state/" in value
            ),
            2,
        )
    }
