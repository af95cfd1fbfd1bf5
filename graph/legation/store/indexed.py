"""The index of names of the current version of a graph, made when it is first wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from legation.errors import NotWritten
from legation.store.search import NAME, Search, build
from legation.store.versions import Versions


@contextmanager
def indexed(versions: Versions) -> Iterator[Search]:
    """Give what finds names; it lasts as long as the block.

    The index is kept beside the version, and made for this once in a graph that cannot be
    written to.

    Raises
    ------
    GraphMissing
        There is no graph yet.
    NotAGraph
        Legation did not write what is there, and no fact is in it.
    GraphDamaged
        The index cannot be read.

    """
    versions.require_facts()
    version = versions.current()
    there = version.path / NAME
    if not there.is_file():
        store = versions.open(version)
        try:
            build(store, there)
        except NotWritten:
            with TemporaryDirectory(prefix="legation-names-") as folder:
                build(store, place := Path(folder) / NAME)
                yield Search(place)
            return
    yield Search(there)
