"""Graphs that lie elsewhere and are read here as a copy: what a copy needs beside its versions."""

from __future__ import annotations

from abc import abstractmethod

from legation.store.versions import Version, Versions


class Mirrored(Versions):
    """The versions of a graph in another place, of which the ones here are copies."""

    @property
    @abstractmethod
    def url(self) -> str:
        """Where the graph is."""

    @abstractmethod
    def here(self) -> Version:
        """Return the newest version that is here, without asking there."""

    @abstractmethod
    def stand_in(self) -> bool:
        """Go by the copy here until a look finds the store again; tell whether there is one."""

    @abstractmethod
    def look(self) -> None:
        """Fetch the version there if it is not here.

        Raises
        ------
        GraphError
            The store does not answer, or holds no graph any more; what is here stays.

        """
