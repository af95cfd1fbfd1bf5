"""What stands behind a node or a bundle of a network view: values, and the sentences of sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from legation.network.kinds import rank
from legation.serve.data.places import Places
from legation.serve.explore.network_data import Record, View, called, is_iri
from legation.serve.explore.network_scope import Fact, newest
from legation.serve.explore.network_view import counted
from legation.view.details import details

#: How many facts of one kind are told with their sentences.
TOLD = 8


def behind(view: View, text: str, places: Places) -> Record:
    """Return what stands behind a node or a bundle: values, sentences, disagreements.

    ``text`` is the short form of a node, or the name of a bundle (``VNM!BLR``). Behind an entity,
    as behind a bundle, stand the facts it plays a part in.
    """
    language = view.asked.language
    bundle = _bundle(view, text)
    if bundle is not None:
        (one, other), facts = bundle
        ends = [called(view, view.short.of(iri)) for iri in (one, other) if iri]
        groups = _groups(view, facts, places, text)
        return {"label": " — ".join(ends), "note": counted(facts, language), "groups": groups}
    iri = view.short.iri(text)
    known = details(view.scope.store, [iri], language).get(iri, {}) if is_iri(iri) else {}
    if not known:
        return {}
    told = {**_linked(view, known, places), "href": places.path(iri)}
    if "claims" not in known:
        told["groups"] = _groups(view, _of(view, iri), places)
    return told


def _of(view: View, iri: str) -> dict[str, list[Fact]]:
    """Return the facts of a view that an entity plays a part in, by kind, newest first."""
    found: dict[str, dict[str, Fact]] = {}
    bundled = (f for kinds in view.seen.bundles.values() for facts in kinds.values() for f in facts)
    for fact in (*view.seen.facts, *bundled):
        if iri in fact.others:
            found.setdefault(fact.kind, {})[fact.iri] = fact
    return {kind: sorted(facts.values(), key=newest) for kind, facts in found.items()}


def _groups(
    view: View, facts: Mapping[str, Sequence[Fact]], places: Places, bundle: str = ""
) -> list[Record]:
    """Return facts by kind: how many, and the first of them with their sentences."""
    return [
        {
            "kind": kind,
            "name": counted({kind: members}, view.asked.language),
            "id": f"{bundle}!{kind}" if bundle else "",
            "total": len(members),
            "facts": _facts(view, members[:TOLD], places),
        }
        for kind, members in sorted(facts.items(), key=lambda item: (rank(item[0]), item[0]))
    ]


def _bundle(view: View, text: str) -> tuple[tuple[str, str], Mapping[str, list[Fact]]] | None:
    for pair, facts in view.seen.bundles.items():
        if view.short.bundle(*pair) == text:
            return pair, facts
    return None


def _facts(view: View, facts: Iterable[Fact], places: Places) -> list[Record]:
    told = details(view.scope.store, [fact.iri for fact in facts], view.asked.language)
    return [
        {
            **_linked(view, told[f.iri], places),
            "id": view.short.of(f.iri),
            "href": places.path(f.iri),
        }
        for f in facts
        if f.iri in told
    ]


def _linked(view: View, told: Mapping[str, Any], places: Places) -> Record:
    """Return details with the short forms of nodes in place of IRIs, and where sources lie."""
    linked = {**told}
    if "claims" in told:
        linked["values"] = [
            [*row[:-1], view.short.of(row[-1]) if row[-1] else ""] for row in told["values"]
        ]
        linked["claims"] = [{**one, "href": places.path(one["source"])} for one in told["claims"]]
    return linked
