"""All that a store elsewhere holds of a version, copied graph by graph into a store here."""

from __future__ import annotations

import tempfile

import pyoxigraph as ox

from legation.errors import RemoteUnreachable
from legation.store.remote.dataset import Dataset, State


def fill(store: ox.Store, dataset: Dataset, state: State) -> None:
    """Copy the settled graph, or what a plain store has without a name, and all named graphs.

    Raises
    ------
    RemoteUnreachable
        The store gave less of a graph than it says it has.
    RemoteError
        It does not answer, or refuses.

    """
    settled = ox.DefaultGraph() if state.is_plain else dataset.settled(state.base)
    for remote in (settled, *(ox.NamedNode(name) for name in state.graphs)):
        local = ox.DefaultGraph() if remote == settled else remote
        with tempfile.TemporaryFile() as file:
            told = dataset.fetch(remote, file)
            file.seek(0)
            store.bulk_load(file, ox.RdfFormat.N_TRIPLES, to_graph=local)
        got = sum(1 for _ in store.quads_for_pattern(None, None, None, local))
        if got != told:
            raise RemoteUnreachable(
                f"the store at {dataset.url} gave {got} triples of {told}",
                url=dataset.url,
                hint="somebody may have written meanwhile; try again",
            )
