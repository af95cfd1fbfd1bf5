"""Writing a graph: what was given is read, then becomes one new version, or nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from legation import tabling, terms
from legation.batch import Progress, Staged
from legation.errors import GraphChanged, GraphDamaged, GraphMissing, NothingRead
from legation.intake import Failure, Failures, Given, Item, from_copy, from_files, sort_out
from legation.reading import paths
from legation.reports import Added, Failed
from legation.store import copies
from legation.store.versions import Draft, Versions
from legation.tabling import Wanted

if TYPE_CHECKING:
    from legation.settle.settled import Report

_ATTEMPTS = 3
#: So many names a version tells of what made it.
_NAMES = 20


@dataclass(frozen=True, slots=True)
class Means:
    """How documents are read: in how many processes or by which executor; whom to tell; tables how."""

    jobs: int = 1
    executor: Executor | None = None
    progress: Progress | None = None
    tables: Wanted = field(default_factory=Wanted)


def add(
    versions: Versions,
    names: Sequence[str | Path | Given],
    about: dict[str, str],
    means: Means,
) -> Added:
    """Read what is new or changed of what was named and write it as one version.

    Raises
    ------
    SourceError, MissingExtra
        None of it could be read.
    GraphBusy, GraphReadOnly
        The graph cannot be written to now.

    """
    named = [name for name in names if not isinstance(name, Given)]
    own = [name for name in names if isinstance(name, Given)]
    tables, named, wrong = tabling.find(
        named, means.tables, about, versions.base, _descriptions(versions)
    )
    found = paths.find(named)
    given, failed = from_files([*found.files, *own], about)
    given, failed = [*tables, *given], [*found.missing, *wrong, *failed]
    for attempt in range(_ATTEMPTS):
        try:
            done = _add(versions, given, failed, means)
        except GraphChanged:
            # Names and what is unchanged were decided on a version that is no longer current.
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return done.with_skipped(found.skipped)
    raise AssertionError("unreachable")


def _descriptions(versions: Versions) -> dict[str, str]:
    """Return the descriptions of the tables in a graph, by the paths they came from."""
    try:
        sources = versions.current().sources
    except GraphMissing:
        return {}
    kept = copies.all_copies(sources).values()
    return {copy.path: copies.table(sources, copy) for copy in kept if copy.table}


def rebuild(versions: Versions, means: Means, before: Callable[[], ox.Store]) -> Added:
    """Make a graph again from its sources; ``before`` opens the store that is replaced."""
    current = versions.current()
    kept = copies.all_copies(current.sources)
    items = [from_copy(current.sources, copy) for copy in kept.values()]
    with Staged(versions.base) as staged:
        _read(staged, items, means)
        if staged.failed:
            raise staged.failed[0][1]
        with versions.write("rebuild", after=current.number, fresh=True) as draft:
            _carry_identity(draft, before, versions.base)
            return _put(staged, draft, versions.base, (), ())


def settle(draft: Draft, base: str) -> Report:
    """Settle a draft."""
    from legation.settle.settled import settle

    return settle(draft.store, base)


def _add(
    versions: Versions, given: list[tuple[Given, str]], failed: Failures, means: Means
) -> Added:
    try:
        current = versions.current()
        seen, there, kept = current.number, copies.all_copies(current.sources), current.sources
    except GraphMissing:
        seen, there, kept = 0, {}, None
    todo, unchanged = sort_out(given, there, kept)
    with Staged(versions.base) as staged:
        # Everything is read before the graph is locked.
        _read(staged, todo, means)
        wrong = [*failed, *staged.failed]
        if not staged.done:
            if wrong and not unchanged:
                raise _nothing_read(wrong)
            return Added(seen, (), (), tuple(unchanged), 0, 0, None, failed=_told(wrong))
        names = [item.name for item, _ in staged.done]
        more = [f"and {len(names) - _NAMES} more"] if len(names) > _NAMES else []
        made_by = " ".join(["add", *names[:_NAMES], *more])
        with versions.write(made_by, after=seen) as draft:
            if means.progress:
                means.progress("settling", len(todo), len(todo))
            return _put(staged, draft, versions.base, unchanged, wrong)


def _read(staged: Staged, items: Sequence[Item], means: Means) -> None:
    staged.read(
        items,
        jobs=means.jobs,
        executor=means.executor,
        progress=means.progress,
        strict=means.tables.strict,
    )


def _put(
    staged: Staged, draft: Draft, base: str, unchanged: Sequence[str], wrong: Sequence[Failure]
) -> Added:
    staged.put(draft)
    report = settle(draft, base)
    return Added(
        version=draft.number,
        added=tuple(item.name for item, _ in staged.done if not item.known),
        changed=tuple(item.name for item, _ in staged.done if item.known),
        unchanged=tuple(unchanged),
        claims=staged.claims,
        unread=staged.unread,
        report=report,
        read=tuple(read for _, read in staged.done),
        failed=_told(wrong),
    )


def _nothing_read(failed: Failures) -> Exception:
    if len(failed) == 1:
        return failed[0][1]
    return NothingRead(
        f"none of the {len(failed)} documents could be read",
        failed=tuple(failed),
        hint="nothing was added",
    )


def _told(failed: Sequence[Failure]) -> tuple[Failed, ...]:
    return tuple(Failed(path, str(error)) for path, error in failed)


def _carry_identity(draft: Draft, before: Callable[[], ox.Store], base: str) -> None:
    """Take who had which IRI over into an empty store, as far as the old one can be read."""
    graph = ox.NamedNode(terms.special(base, "identity"))
    with suppress(GraphDamaged):
        draft.store.extend(before().quads_for_pattern(None, None, None, graph))
