"""Writing a graph: what was given is read, then becomes one new version, or nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from legation import terms
from legation.errors import GraphChanged, GraphDamaged, GraphMissing, NothingRead
from legation.identity import forgotten
from legation.intake import tabling
from legation.intake.batch import Progress, Staged
from legation.intake.given import Failure, Failures, Given, Item, from_copy, from_files, sort_out
from legation.intake.reports import Added, Failed
from legation.intake.tabling import Wanted
from legation.reading import paths
from legation.store import copies
from legation.store.versions import Draft, Versions

if TYPE_CHECKING:
    from legation.identity.judgements import Judgements
    from legation.settle.report import Report

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
    given, failed, skipped = gathered(names, about, means, versions.base, _descriptions(versions))
    for attempt in range(_ATTEMPTS):
        try:
            done = _add(versions, given, failed, means)
        except GraphChanged:
            # Names and what is unchanged were decided on a version that is no longer current.
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return done.with_skipped(skipped)
    raise AssertionError("unreachable")


def gathered(
    names: Sequence[str | Path | Given],
    about: dict[str, str],
    means: Means,
    base: str,
    before: Mapping[str, str],
) -> tuple[list[tuple[Given, str]], Failures, tuple[paths.Skipped, ...]]:
    """Return what is meant with its checksums, what is wrong with the rest, what is passed over.

    ``before`` holds the descriptions by which tables were read, by path.
    """
    named = [name for name in names if not isinstance(name, Given)]
    own = [name for name in names if isinstance(name, Given)]
    tables, named, wrong = tabling.find(named, means.tables, about, base, before)
    found = paths.find(named)
    given, failed = from_files([*found.files, *own], about)
    return [*tables, *given], [*found.missing, *wrong, *failed], found.skipped


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
    with Staged(versions.base, forgotten=forgotten.read(current.path)) as staged:
        _read(staged, items, means)
        if staged.failed:
            raise staged.failed[0][1]
        with versions.write("rebuild", after=current.number, fresh=True) as draft:
            _carry_identity(draft, before, versions.base)
            return put(staged, draft, versions.base, (), ())


def settle(
    draft: Draft,
    base: str,
    changed: Iterable[str] | None = None,
    written: Path | None = None,
    rejudged: Judgements | None = None,
) -> Report:
    """Settle a draft, by the judgements in it: all of it, or what the sources ``changed`` touch.

    ``written`` are the N-Quads of these sources, ``rejudged`` what came or went of judgements.
    """
    from legation.identity import judgements
    from legation.settle.settled import settle

    names = None if changed is None else [terms.source(base, name) for name in changed]
    return settle(draft.store, base, judgements.read(draft.path), names, written, rejudged)


def _add(
    versions: Versions, given: list[tuple[Given, str]], failed: Failures, means: Means
) -> Added:
    try:
        current = versions.current()
        seen, there, kept = current.number, copies.all_copies(current.sources), current.sources
        keep_out = forgotten.read(current.path)
    except GraphMissing:
        seen, there, kept, keep_out = 0, {}, None, forgotten.Forgotten()
    todo, unchanged = sort_out(given, there, kept)
    with Staged(versions.base, forgotten=keep_out) as staged:
        # Everything is read before the graph is locked.
        _read(staged, todo, means)
        wrong = [*failed, *staged.failed]
        if not staged.done:
            if wrong and not unchanged:
                raise nothing_read(wrong)
            return Added(seen, (), (), tuple(unchanged), 0, 0, None, failed=told(wrong))
        names = [item.name for item, _ in staged.done]
        with versions.write(made_by("add", names), after=seen) as draft:
            if means.progress:
                means.progress("settling", len(todo), len(todo))
            return put(staged, draft, versions.base, unchanged, wrong)


def _read(staged: Staged, items: Sequence[Item], means: Means) -> None:
    staged.read(
        items,
        jobs=means.jobs,
        executor=means.executor,
        progress=means.progress,
        strict=means.tables.strict,
    )


def put(
    staged: Staged, draft: Draft, base: str, unchanged: Sequence[str], wrong: Sequence[Failure]
) -> Added:
    """Put what was read into a draft, settle it, and tell."""
    staged.put(draft)
    report = settle(draft, base, [item.name for item, _ in staged.done], staged.quads)
    return Added(
        version=draft.number,
        added=tuple(item.name for item, _ in staged.done if not item.known),
        changed=tuple(item.name for item, _ in staged.done if item.known),
        unchanged=tuple(unchanged),
        claims=staged.claims,
        unread=staged.unread,
        report=report,
        read=tuple(read for _, read in staged.done),
        failed=told(wrong),
    )


def made_by(what: str, names: Sequence[str]) -> str:
    """Return how a version tells what made it."""
    more = [f"and {len(names) - _NAMES} more"] if len(names) > _NAMES else []
    return " ".join([what, *names[:_NAMES], *more])


def nothing_read(failed: Failures) -> Exception:
    """Return the error that says why nothing was read."""
    if len(failed) == 1:
        return failed[0][1]
    return NothingRead(
        f"none of the {len(failed)} documents could be read",
        failed=tuple(failed),
        hint="nothing was added",
    )


def told(failed: Sequence[Failure]) -> tuple[Failed, ...]:
    """Return failures as reports tell them."""
    return tuple(Failed(path, str(error)) for path, error in failed)


def _carry_identity(draft: Draft, before: Callable[[], ox.Store], base: str) -> None:
    """Take who had which IRI over into an empty store, as far as the old one can be read."""
    graph = ox.NamedNode(terms.special(base, "identity"))
    with suppress(GraphDamaged):
        draft.store.extend(before().quads_for_pattern(None, None, None, graph))
