"""The data of a network view: nodes with places, lines, counts, choices, and what is not seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from legation.ask.naming import exact, find
from legation.ask.terms_out import shorten
from legation.errors import UnknownName
from legation.network.build import Network
from legation.network.kinds import plural, rank
from legation.network.names import Names, word
from legation.network.names import title as title_of
from legation.serve.data.indexes import Indexes
from legation.serve.data.places import Places
from legation.serve.explore.network_asked import LAST_YEAR, Asked, Short
from legation.serve.explore.network_fold import Seen, see
from legation.serve.explore.network_gather import Scopes, filled
from legation.serve.explore.network_path import LONGEST, MOST_READ, Way, way
from legation.serve.explore.network_placed import placed
from legation.serve.explore.network_scope import PARTIES, Scope
from legation.serve.explore.network_view import UNSURE, apart, network, told_date, words
from legation.serve.explore.network_way import along, steps
from legation.terms import PREFIXES, Iri, lgn
from legation.values.names import fold
from legation.view.labels import drawn

if TYPE_CHECKING:
    from legation.serve.data.site import Served

Record = dict[str, Any]
_HITS = 20
_ROUND, _SQUARE = "entity", "fact"


@dataclass(frozen=True, slots=True)
class View:
    """A view worked out: what is asked, seen, drawn and where it stands."""

    asked: Asked
    short: Short
    scope: Scope
    seen: Seen
    network: Network
    places: dict[str, tuple[float, float]]
    way: Way | None


class Views:
    """Works out views of a site, and keeps what it read for the next one."""

    def __init__(self, site: Served, indexes: Indexes) -> None:
        self.site = site
        self.scopes = Scopes()
        self.indexes = indexes

    def view(self, asked: Asked, *, whole: bool = False) -> View:
        """Return the view that is asked for; ``whole`` with all choices, however many facts there are.

        Raises
        ------
        UnknownName
            The graph has nothing of a name in it.

        """
        store, short = self.site.store, Short(self.site.base)
        focus = tuple(dict.fromkeys(self._meant(store, short, text) for text in asked.about))
        asked = replace(asked, about=tuple(short.of(iri) for iri in focus))
        found = None
        if len(asked.path) == 2:
            ends = [self._meant(store, short, text) for text in asked.path]
            asked = replace(asked, path=tuple(short.of(iri) for iri in ends))
            found = way(store, *ends)
        scope = self.scopes.scope(self.site.mark, store, focus, asked.kinds, self.site.base)
        if whole or asked.rank or asked.office or asked.source:
            filled(scope)
        if found:  # who is met on the way may be nobody of the scope
            scope.kinds.update(found.kinds)
        seen = see(scope, asked, short, found.facts if found else ())
        drawn_ = network(seen, short)
        pins = {short.iri(node): (x, y) for node, x, y in asked.pins}
        return View(asked, short, scope, seen, drawn_, placed(drawn_, pins), found)

    def _meant(self, store: ox.Store, short: Short, text: str) -> str:
        """Return the IRI that a reader means: a short form, else a name."""
        prefix, _, local = text.partition(":")
        for iri in (short.iri(text), PREFIXES.get(prefix, "") + local):
            if is_iri(iri) and Names(store).kind(ox.NamedNode(iri)):
                return iri
        return str(find(store, text, self.site.base)) if exact(store, text) else self._named(text)

    def _named(self, text: str) -> str:
        """Return the IRI of what has a name but for marks and capitals; the index of names has all.

        Raises
        ------
        UnknownName
            Nothing has it, or several things have.

        """
        search = self.indexes.search()
        hits = search.find(text, _HITS)
        found = [hit for hit in hits if fold(hit.text) == fold(text)]
        found = [hit for hit in found if hit.kind == "State"] or found
        if len(found) == 1:
            return found[0].iri
        if found:
            choices = ", ".join(shorten(hit.iri, self.site.base) for hit in found)
            raise UnknownName(f"{text!r} names several things", hint=f"choose one: {choices}")
        near = search.meant(text, 3) or hits[:3]
        names = " or ".join(dict.fromkeys(hit.label for hit in near))
        hint = f"did you mean {names}?" if near else "give a name as a source writes it"
        raise UnknownName(f"nothing in this graph is called {text!r}", hint=hint)


def is_iri(text: str) -> bool:
    """Tell whether a text can be the IRI of something."""
    from legation.facts.quads import node_or_none

    return node_or_none(text) is not None


def data(view: View, places: Places) -> Record:
    """Return all that a page needs to draw and tell a view."""
    say = words(view.asked.language)
    return {
        "query": view.asked.query(),
        "title": title(view),
        "focus": [view.short.of(iri) for iri in view.scope.focus],
        "nodes": _nodes(view, places),
        "lines": _lines(view),
        "kinds": _kinds(view),
        "years": sorted(view.seen.years.items()),
        "undated": view.seen.undated,
        "choices": choices(view),
        "later": view.scope.light is not None and not view.scope.is_filled,
        "said": said(view),
        "notes": notes(view),
        "path": steps(view.way, view.scope.store, view.short, places, view.asked.language),
        "hidden": [[text, called(view, text)] for text in sorted(view.asked.hide)],
        "words": dict(say),
    }


def title(view: View) -> str:
    """Return what a view is called: the names of the entities it is about."""
    names = Names(view.scope.store, view.asked.language)
    told = " – ".join(names.called(ox.NamedNode(iri)) for iri in view.scope.focus)
    return told or words(view.asked.language)["title"]


def said(view: View) -> str:
    """Return how much is seen, in a sentence."""
    facts = sum(line.seen + line.bundled for line in view.seen.kinds.values())
    told = words(view.asked.language)["seen"]
    return told.format(
        nodes=view.network.number_of_nodes(),
        lines=view.network.number_of_edges(),
        facts=f"{facts:,}",
    )


def notes(view: View) -> list[str]:
    """Return what a reader must know of what is not seen."""
    say, seen = words(view.asked.language), view.seen
    told = [
        say[name].format(n=f"{number:,}", most=PARTIES)
        for name, number in (
            ("beyond", seen.beyond),
            ("unopened", 0 if seen.aggregated else seen.unopened),
            ("crowded", seen.crowded),
            ("left.out", view.scope.left_out),
        )
        if number
    ]
    told += [say["light"]] if view.scope.light is not None else []
    told += [say["aggregated"]] if seen.aggregated else []
    told += [say["cut"]] if view.scope.cut else []
    if view.way is not None:
        if view.way.entities:
            number = len(view.way.facts)
            told.append(say["path.one" if number == 1 else "path.found"].format(n=number))
        elif view.way.cut:
            told.append(say["path.limit"].format(n=MOST_READ))
        else:
            told.append(say["path.none"].format(n=LONGEST))
    told += [say["no.year"].format(text=text, last=LAST_YEAR) for text in view.asked.odd]
    told += [say["years.turned"]] if view.asked.turned else []
    return told if view.network else [*told, say["nothing"]]


def _nodes(view: View, places: Places) -> list[Record]:
    language = view.asked.language
    pinned = {view.short.iri(node) for node, *_ in view.asked.pins}
    on_path = {iri: n for n, iri in enumerate(along(view.way), 1)} if view.way else {}
    degree = dict(view.network.degree())
    told = []
    for node, its in view.network.nodes(data=True):
        x, y = view.places[node]
        bundle = its["type"] == "bundle"
        record: Record = {
            "id": its["id"] if bundle else view.short.of(node),
            "type": its["type"],
            "kind": its["kind"],
            "name": "" if bundle else word(lgn(its["kind"]), language),
            "label": its["label"],
            "date": told_date(its, language),
            "x": x,
            "y": y,
            "links": degree[node],
        }
        more = {
            "href": "" if bundle else places.path(node),
            "language": its.get("language", ""),
            "unsure": its.get("status") in UNSURE or bool(its.get("unsure")),
            "disagreement": its.get("disagreement", "") or its.get("note", ""),
            "disputed": bool(its.get("disagreement") or its.get("disputed")),
            "pinned": node in pinned,
            "focus": node in view.scope.focus,
            "path": on_path.get(node, 0),
            "count": its.get("facts", ""),
        }
        told.append(record | {name: value for name, value in more.items() if value})
    return told


def _lines(view: View) -> list[Record]:
    ids = {
        n: d["id"] if d["type"] == "bundle" else view.short.of(n)
        for n, d in view.network.nodes(data=True)
    }
    told = []
    for one, other, key, its in view.network.edges(keys=True, data=True):
        record: Record = {
            "from": ids[one],
            "to": ids[other],
            "role": its["kind"],
            "label": its["label"],
        }
        if key == "bundle":
            facts = view.seen.bundles[one, other]
            record |= {
                "id": its["id"],
                "count": int(its["facts"]),
                "unsure": int(its["unsure"] or 0),
                "disputed": int(its["disputed"] or 0),
                "note": its["note"],
                "kinds": {kind: len(members) for kind, members in facts.items()},
            }
        told.append(record)
    return told


def _kinds(view: View) -> list[Record]:
    """Return the legend: kinds of facts with their counts, then kinds of entities."""
    language, asked = view.asked.language, view.asked
    known = {"colour": "grey", "path": drawn()["Topic"]["path"]}
    facts = [
        {
            "kind": line.kind,
            "type": _SQUARE,
            "name": plural(line.kind, language=language),
            "total": line.total,
            "ahead": line.ahead.total(),
            "apart": apart(line.ahead, language),
            "seen": line.seen,
            "bundled": line.bundled,
            "hidden": line.hidden,
            "open": line.kind in asked.open or "*" in asked.open,
            "on": not asked.kinds or line.kind in asked.kinds or not _facts_of(view),
        }
        for line in view.seen.kinds.values()
    ]
    entities = [
        {
            "kind": kind,
            "type": _ROUND,
            "name": plural(kind, language=language),
            "total": number,
            "seen": number,
            "on": True,
        }
        for kind, number in view.seen.entity_kinds.items()
        if kind and kind not in view.seen.kinds
    ]
    ordered = sorted(facts + entities, key=lambda k: (rank(str(k["kind"])), str(k["kind"])))
    return [{**k, "drawn": dict(drawn().get(str(k["kind"]), known))} for k in ordered]


def _facts_of(view: View) -> bool:
    """Tell whether kinds of facts were chosen, or only kinds of entities."""
    return any(kind in view.seen.kinds for kind in view.asked.kinds)


def choices(view: View) -> dict[str, list[Record]]:
    """Return what can be chosen among, with how many facts each choice leaves."""
    language = view.asked.language
    names = Names(view.scope.store, language)
    told: dict[str, list[Record]] = {}
    for name, counter in view.seen.choices.items():
        told[name] = [
            {
                "value": value,
                "label": _source(view, value)
                if name == "source"
                else word(lgn(f"{name}-{value}"), names.language),
                "n": number,
            }
            for value, number in sorted(counter.items(), key=lambda one: (-one[1], one[0]))[:60]
        ]
    return told


def _source(view: View, iri: str) -> str:
    return title_of(view.scope.store, ox.NamedNode(iri)) or Iri(iri).local


def called(view: View, text: str) -> str:
    """Return what is called by a short form."""
    iri = view.short.iri(text)
    return (
        Names(view.scope.store, view.asked.language).called(ox.NamedNode(iri))
        if is_iri(iri)
        else text
    )
