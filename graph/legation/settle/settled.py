"""The settled graph and the graph ``identity``, made of what the sources state.

A pure function of the source graphs, the reference, the judgements and the old ``identity``
(which knows who had which IRI): settling twice gives the same quads, and the order of sources
plays no part. When only some sources have changed, no more is settled again than what their
claims may touch, and the outcome is the same. Claims go through in buckets
(`legation.settle.spill`), so that memory does not grow with the graph.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from legation.facts.quads import node
from legation.facts.records import claims, described, forms, sources
from legation.facts.written import Written
from legation.identity.entities import Entity
from legation.identity.judgements import Judgements
from legation.identity.resolving import resolve
from legation.settle.active import Active
from legation.settle.derived import derive_others
from legation.settle.old import Old
from legation.settle.report import Report, report
from legation.settle.scope import Scope
from legation.settle.spill import Spill
from legation.settle.used import drop_unused
from legation.settle.work import Work
from legation.store.loading import Loading
from legation.terms import special, state


def settle(
    store: ox.Store,
    base: str,
    judged: Judgements | None = None,
    changed: Iterable[str] | None = None,
    written: Path | None = None,
    rejudged: Judgements | None = None,
) -> Report:
    """Make the settled graph and ``identity`` of a store again from its source graphs.

    ``changed`` are the IRIs of the sources that were added, read again or taken out since the
    graph was settled; ``None`` settles everything anew. ``written`` is a file of N-Quads with all
    that they state, still to be loaded. ``rejudged`` are judgements of names that came or went
    since then; when there are others, everything has to be settled anew.

    Raises
    ------
    BadJudgement
        Judgements contradict each other for the names and claims of this graph.

    """
    identity = node(special(base, "identity"))
    judged = judged or Judgements()
    wanted = {str(source) for source in changed or ()}
    old = Old(store, identity)
    new = Written(written) if written else None
    described_by = {s: described(store, s) for s in sources(store)} | (new.sources if new else {})
    told = [f for s in described_by if not new or s not in new.sources for f in forms(store, s)]
    told += new.forms if new else []
    anew = changed is None or old.empty
    named = rejudged.named(told) if rejudged else set()
    looked = None if anew else old.changed(told, wanted) | named
    now = resolve(told, base, old.entities, judged, looked, Active(store, new))
    names = now.by_form() | {form.iri: form.known for form in told if form.known}
    entities, again = list(now.entities), sorted(described_by)
    with _no_collecting(), Spill() as spill, Loading(store) as loading:
        scope = Scope(
            store, identity, spill, names, _governments(entities), frozenset(judged.kinds)
        )
        if anew:
            scope.before |= old.forget()
        else:
            again = sorted(wanted & described_by.keys())
        if new:
            loading.file(new.path)
            scope.take(new.claims(), alone=anew)
        for source in again:
            if not new or source not in new.sources:
                scope.take(claims(store, source), alone=anew)
        if not anew:
            differing, renamed = old.differing(told, now, wanted, named)
            scope.touch(old.facts(renamed, sorted(wanted)), wanted)
            entities = [entity for entity in entities if entity.iri in differing]
            old.remove(scope.facts, scope.before, differing | wanted, now.kept)
        work = Work(store, base, now, judged, scope, old.retired)
        loading.take(work.quads(entities, [quad for s in again for quad in described_by[s]]))
    if gone := old.named - work.used:
        drop_unused(store, gone, now.entities)
    derive_others(store)
    return report(store, identity)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Leave out the search for cycles: there are none, and it takes longer than the work itself."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _governments(entities: Iterable[Entity]) -> dict[str, str]:
    """Return the states for which governments stand in a key."""
    return {
        e.iri: state(e.of[0])
        for e in entities
        if e.type == "Organisation" and e.best.detail == "government" and e.of
    }
