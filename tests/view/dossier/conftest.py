"""The graph of the tour, and dossiers of its pair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import legation
from legation.graph import KnowledgeGraph
from legation.resources import shelf
from legation.view.dossier import Dossier, drawn

Told = Callable[[str], Dossier]


@pytest.fixture(scope="session")
def tour(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return the graph of the texts that legation ships."""
    kg = legation.open(tmp_path_factory.mktemp("dossier") / "tour.kg")
    kg.add(*sorted(Path(str(shelf("sources") / "tour")).glob("*.txt")))
    return kg


@pytest.fixture(scope="session")
def letters() -> None:
    """Skip where pictures cannot be drawn: the library or a font with its letters is missing."""
    pytest.importorskip("resvg_py", reason="pip install 'legation[documents]' brings resvg-py")
    if not drawn._has_letters():
        pytest.skip("no font of this machine has the letters of Vietnamese")


@pytest.fixture(scope="session")
def told(tour: KnowledgeGraph) -> Told:
    """Return what tells the dossier of the tour's pair in a language."""
    found: dict[str, Dossier] = {}

    def tell(language: str) -> Dossier:
        if language not in found:
            found[language] = tour.dossier("VNM", "BLR", language)
        return found[language]

    return tell
