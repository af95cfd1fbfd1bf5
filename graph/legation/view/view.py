"""A network page as an object: save it, or let a notebook show it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from legation.network.build import Network
from legation.store.files import replacing
from legation.view.details import details
from legation.view.page import notebook, page


@dataclass(frozen=True, slots=True)
class View:
    """One self-contained page; ``summary`` says what is on it."""

    html: str
    summary: str

    def save(self, path: str | Path) -> Path:
        """Write the page, whole or not at all, and return where it is.

        Raises
        ------
        NotWritten
            The system refuses.

        """
        place = Path(path)
        with replacing(place) as out:
            out.write(self.html.encode("utf-8"))
        return place

    def _repr_html_(self) -> str:
        return notebook(self.html)


def make(store: ox.Store, graph: Network, language: str = "en", version: int = 0) -> View:
    """Draw a network with the sentences behind its nodes."""
    told = details(store, graph.nodes, language)
    html = page(graph, "", told, language, str(version or ""))
    return View(html, f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")
