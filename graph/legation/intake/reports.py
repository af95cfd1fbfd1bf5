"""What a graph reports of itself: what an ``add`` did, and what its sources are."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from legation.knowledge import value
from legation.reading.paths import Skipped
from legation.store.copies import Copy
from legation.tables.report import Trouble
from legation.terms import Iri, notation

if TYPE_CHECKING:
    from legation.settle.report import Report


@dataclass(frozen=True, slots=True)
class Read:
    """One document that was read: ``read_as`` its format and encoding, if it is not plain text.

    ``notes`` tell what was left out of it; ``troubles`` are the cells of a table that could not
    be read, or name what only the table knows.
    """

    source: str
    path: str
    read_as: str
    claims: int
    unread: int
    notes: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """One document that could not be read, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Added:
    """What an ``add`` did: names of sources, and how many claims they hold.

    ``read`` tells of each document that was read, ``failed`` of those that could not be, and
    ``skipped`` of the files in folders that are no documents.
    """

    version: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    claims: int
    unread: int
    report: Report | None
    read: tuple[Read, ...] = ()
    failed: tuple[Failed, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def with_skipped(self, skipped: tuple[Skipped, ...]) -> Added:
        """Return the same with the files that were passed over."""
        return replace(self, skipped=skipped)

    def as_json(self) -> dict[str, object]:
        """Return what was read, left as it was, skipped and failed, as JSON has it."""
        return {
            "version": self.version,
            "claims": self.claims,
            "read": [asdict(read) for read in self.read],
            "unchanged": list(self.unchanged),
            "failed": [asdict(failed) for failed in self.failed],
            "skipped": [asdict(skipped) for skipped in self.skipped],
        }


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source of a graph, as ``legation sources`` lists it."""

    name: str
    iri: str
    title: str
    publisher: str
    issued: str
    language: str
    policy: str
    claims: int
    unread: int
    path: str


def entry(store: ox.Store, iri: Iri, copy: Copy) -> SourceEntry:
    """Describe a source from its copy and from what the settled graph says of it."""
    quads = store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph())
    told = {Iri(q.predicate.value).local: value(q.object) for q in quads}
    return SourceEntry(
        name=copy.name,
        iri=iri,
        title=told.get("title", ""),
        publisher=told.get("publisher", ""),
        issued=told.get("issued", ""),
        language=told.get("language", ""),
        policy=notation(told.get("textPolicy", "")),
        claims=copy.claims,
        unread=copy.unread,
        path=copy.path,
    )
