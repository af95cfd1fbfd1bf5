"""One self-contained page for a network: pyvis through our own template, nothing from any network.

pyvis is asked for the least: it holds the nodes and edges, brings vis-network, and renders the
template. Its own template loads scripts from elsewhere and trusts every label; ours inlines what
pyvis carries, passes all data as inert JSON, and lets only scripts run whose digest it names.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from legation.network.build import Network
from legation.network.fold import Bundle, Overview, order, readable
from legation.network.kinds import plural, rank
from legation.network.layout import GAP, PITCH, WIDTH, WRAP, columns, place
from legation.view.labels import drawn, status, when, words

#: How much of a network a page holds, so that it stays under 1.2 MB and answers at once.
MOST_NODES = 800
MOST_DETAILS = 420_000

_HERE = Path(__file__).parent
_SCRIPTS = ("cards.js", "shown.js", "panel.js", "page.js")
_UNSURE = {"planned", "upcoming", "forecast", "estimate", "provisional", "postponed", "cancelled",
           "drafting"}  # fmt: skip
# Roles that point at the fact; the others point at who plays them.
_INWARD = {"visitor", "sender", "exporter", "recogniser", "decider", "holder"}
_OUTWARD = {"host", "importer", "recognised", "beneficiary"}
# Controls that reorder or break what is read: bidi overrides and isolates, line separators, C0.
_CONTROLS = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def page(
    graph: Network,
    title: str = "",
    details: Mapping[str, Mapping[str, Any]] | None = None,
    language: str = "en",
    version: str = "",
) -> str:
    """Return the page of a network as HTML: one file, no request, under 1.2 MB.

    It opens on at most 40 nodes; bundles unfold, kinds can be hidden, everything is also a list.
    ``details`` is what `legation.view.details.details` returns for its nodes; ``version`` names
    the version of the graph. What a page cannot hold is left out and counted on it.
    """
    graph, left_out = _trimmed(graph)
    overview = readable(graph)
    numbers = _numbers(overview)
    said = words(language)
    title = _calm(title or str(graph.graph.get("title", "")) or "legation")
    data = {
        "bundles": [_bundle(b, overview, numbers[b.id]) for b in overview.bundles.values()],
        "beyond": sorted(overview.beyond),
        "quiet": sorted(overview.quiet),
        "focus": list(graph.graph.get("focus", ())),
        "details": _affordable(details or {}, graph),
        "words": dict(said),
        "paths": {kind: dict(how) for kind, how in drawn().items()},
        "layout": {"width": WIDTH, "pitch": PITCH, "gap": GAP, "wrap": WRAP},
    }
    return _rendered(
        _nodes(overview, numbers, language),
        _edges(graph),
        extra=_calm(data),
        language=language,
        title=title,
        version=_calm(said["version"].format(version=version)) if version else "",
        left_out=said["left.out"].format(count=left_out) if left_out else "",
        kinds=_kinds(overview, language),
        drawn=drawn(),
        rows=_rows(graph, language),
        said=said,
        empty=not len(graph),
    )


def notebook(page: str, height: int = 760) -> str:
    """Return a page as a frame for a notebook; it may run its own scripts and nothing else.

    >>> notebook("<p title='a'>").startswith('<iframe sandbox="allow-scripts" srcdoc="&lt;p')
    True
    """
    return (
        f'<iframe sandbox="allow-scripts" srcdoc="{escape(page)}" title="legation" '
        f'width="100%" height="{height}" frameborder="0"></iframe>'
    )


def _trimmed(graph: Network) -> tuple[Network, int]:
    """Return the network without the facts that are too many, and their number: newest stay."""
    if len(graph) <= MOST_NODES:
        return graph, 0
    facts = [n for n, d in graph.nodes(data=True) if d.get("type") == "fact"]
    facts.sort(key=lambda n: (graph.nodes[n].get("date", ""), n), reverse=True)
    focus = set(graph.graph.get("focus", ()))
    kept = {n for n in graph if n in focus}
    for count, fact in enumerate(facts):
        kept |= {fact, *graph.successors(fact)}
        if len(kept) >= MOST_NODES:
            return graph.subgraph(kept).copy(), len(facts) - count - 1
    loose = sorted(set(graph) - kept - set(facts))
    kept |= set(loose[: MOST_NODES - len(kept)])
    return graph.subgraph(kept).copy(), 0


def _nodes(overview: Overview, numbers: Mapping[str, float], language: str) -> list[dict[str, Any]]:
    """Return every node as pyvis takes it, placed where it stands in the overview."""
    full, shown = overview.full, overview.graph
    column_of = columns(full)
    places = place(shown, column_of)
    told = []
    for node in sorted(full, key=lambda n: numbers[n]):
        data = full.nodes[node]
        x, y = places.get(node, (0.0, 0.0))
        told.append(
            {
                "n_id": node,
                "label": _calm(data.get("label") or node),
                "kind": data.get("kind", ""),
                "type": data.get("type", "entity"),
                "date": _calm(when(data.get("date", ""), language)),
                "status": _calm(status(data.get("status", ""), language)),
                "unsure": data.get("status") in _UNSURE,
                "disagreement": data.get("disagreement", ""),
                "column": column_of.get(node, 0),
                "order": numbers[node],
                "shape": "custom",
                "x": x,
                "y": y,
            }
        )
    return told


def _numbers(overview: Overview) -> dict[str, float]:
    """Return the order of nodes and bundles; the members of a bundle stand together, after it."""
    full = overview.full
    numbers: dict[str, float] = {
        n: i for i, n in enumerate(sorted(full, key=lambda n: order(full, n)))
    }
    for bundle in overview.bundles.values():
        first = numbers[min(bundle.members, key=lambda n: numbers[n])] - 0.5
        numbers[bundle.id] = first
        for place_, member in enumerate(bundle.members, 1):
            numbers[member] = first + 0.4 * place_ / len(bundle.members)
    return numbers


def _bundle(bundle: Bundle, overview: Overview, number: float) -> dict[str, Any]:
    full = overview.full
    members = [full.nodes[m] for m in bundle.members]
    return {
        "id": bundle.id,
        "label": bundle.label,
        "kind": bundle.kind,
        "type": "bundle",
        "members": list(bundle.members),
        "ends": [[end, role] for end, role in bundle.ends],
        "disagreement": ", ".join(sorted({m.get("disagreement", "") for m in members} - {""})),
        "unsure": all(m.get("status") in _UNSURE for m in members),
        "column": 0,
        "order": number,
    }


def _edges(graph: Network) -> list[dict[str, Any]]:
    told = []
    for one, other, data in graph.edges(data=True):
        kind = data.get("kind", "")
        told.append(
            {
                "source": one,
                "to": other,
                "role": kind,
                "name": _calm(data.get("label", "")),
                "points": -1 if kind in _INWARD else 1 if kind in _OUTWARD else 0,
            }
        )
    return told


def _kinds(overview: Overview, language: str) -> list[dict[str, Any]]:
    counts = Counter(data.get("kind", "") for _, data in overview.full.nodes(data=True))
    bundled = {bundle.kind for bundle in overview.bundles.values()}
    return [
        {
            "kind": kind,
            "name": plural(kind, language=language),
            "count": counts[kind],
            "on": kind not in overview.quiet,
            "bundled": kind in bundled,
        }
        for kind in sorted(counts, key=lambda k: (rank(k), k))
    ]


def _rows(graph: Network, language: str) -> list[dict[str, Any]]:
    """Return the list beside the picture: every fact and entity by kind, in order."""
    rows = []
    for node in sorted(graph, key=lambda n: order(graph, n)):
        data = graph.nodes[node]
        marks = [status(data.get("status", ""), language), data.get("disagreement", "")]
        rows.append(
            {
                "id": node,
                "kind": data.get("kind", ""),
                "place": (rank(data.get("kind", "")), data.get("kind", "")),
                "heading": plural(data.get("kind", ""), language=language),
                "label": _calm(data.get("label") or node),
                "date": _calm(when(data.get("date", ""), language)),
                "marks": _calm(" · ".join(mark for mark in marks if mark)),
            }
        )
    return rows


def _affordable(details: Mapping[str, Mapping[str, Any]], graph: Network) -> dict[str, Any]:
    """Return as many details as a page can hold, the first in the list first."""
    kept, size = {}, 0
    for node in sorted(graph, key=lambda n: order(graph, n)):
        if node in details:
            size += len(json.dumps(details[node], ensure_ascii=False).encode())
            if size > MOST_DETAILS:
                break
            kept[node] = details[node]
    return kept


def _calm(data: Any) -> Any:
    r"""Return text, or data that holds text, without controls that change how it is read.

    >>> _calm({"a": ["x\u202ey"]})
    {'a': ['xy']}
    """
    if isinstance(data, str):
        return _CONTROLS.sub("", data)
    if isinstance(data, Mapping):
        return {key: _calm(value) for key, value in data.items()}
    if isinstance(data, Sequence):
        return [_calm(value) for value in data]
    return data


def _rendered(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], **context: Any) -> str:
    """Let pyvis render our template; ``autoescape`` is on and all data passes as JSON."""
    from jinja2 import Environment, FileSystemLoader
    from pyvis.network import Network as Picture

    picture = Picture(directed=True)
    for node in nodes:
        picture.add_node(**node)
    for edge in edges:
        picture.add_edge(**edge)
    picture.set_options('{"physics": {"enabled": false}, "edges": {"smooth": false}}')
    library, script, style = _parts()
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    environment.globals |= {
        **context,
        "library": library,
        "script": script,
        "style": style,
        "policy": _policy(library, script, style),
    }
    picture.templateEnv = environment
    picture.path = "template.html.j2"
    return str(picture.generate_html())


@cache
def _parts() -> tuple[str, str, str]:
    """Return vis-network as pyvis carries it, our scripts as one, and our style."""
    import pyvis

    carried = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
    ours = "\n".join((_HERE / name).read_text("utf-8") for name in _SCRIPTS)
    script = '"use strict";\n(() => {\n' + ours + "\n})();\n"
    return carried.read_text("utf-8"), script, (_HERE / "page.css").read_text("utf-8")


def _policy(library: str, script: str, style: str) -> str:
    """Return the content security policy that names, by digest, all that may run."""
    sums = [
        "'sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() + "'"
        for part in (library, script, style)
    ]
    return (
        f"default-src 'none'; script-src {sums[0]} {sums[1]}; style-src {sums[2]}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
