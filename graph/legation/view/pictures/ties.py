"""Who is joined with whom in the rows of an answer: each thing once, a line wider for more rows.

A row joins the things of its first two columns of entities or states. Where they stand means
nothing but that those joined are near: forces place them, from the same beginning each time. What
there is no room for is counted, and the table has all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from html import escape

import networkx as nx

from legation.ask.answers import Table
from legation.values.calm import on_one_line
from legation.view.pictures.canvas import Box, Canvas, box, clipped, number, shape
from legation.view.pictures.columns import Cell, Given, Role, shown
from legation.view.pictures.picture import Picture
from legation.view.pictures.said import left_out, words

_WIDTH, _LEAST, _MOST = 960.0, 320.0, 760.0
_EDGE, _ROW, _THINGS, _NAME = 90.0, 46.0, 60, 190.0
_SEED = 7
_THIN, _WIDE = 1.2, 8.0

Ends = tuple[str, str]


def ends(given: Given) -> tuple[int, int] | None:
    """Return the first two columns of things, nothing if there are not two.

    >>> import pyoxigraph as ox
    >>> from legation.ask.answers import run
    >>> ask = "SELECT * { VALUES (?a ?b) { (<urn:a> <urn:b>) } }"
    >>> ends(Given.of(run(ox.Store(), ask)))
    (0, 1)
    """
    things = [n for n, role in enumerate(given.roles) if role in {Role.ENTITY, Role.STATE}]
    return (things[0], things[1]) if len(things) > 1 else None


def ties(
    given: Given,
    language: str = "en",
    title: str = "",
    called: Callable[[str], str] | None = None,
) -> Picture:
    """Draw which things the rows of an answer join; nothing where it has not two columns of them.

    ``called`` gives the name of a thing by its IRI, where the answer has only that.
    """
    said, columns = words(language), ends(given)
    title = title or said["network"]
    pairs: Counter[Ends] = Counter()
    for row in given.rows if columns else ():
        one, other = (_name(row[n], given.roles[n], language, called) for n in columns or ())
        if one and other and one != other:
            pairs[min(one, other), max(one, other)] += 1
    told = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    table = Table(
        (said["from"], said["to"], said["number"]), tuple((a, b, str(n)) for (a, b), n in told)
    )
    drawn = _largest(pairs)
    rows = sum(drawn.values())
    if not drawn:
        omitted = len(given.rows)
        return Picture("network", title, "", table, (said["nothing"],), 0, omitted, language)
    canvas, unnamed = _canvas(drawn)
    things = {end for pair in drawn for end in pair}
    about = said["network.about"].format(count=len(things), lines=len(drawn), rows=rows)
    notes = left_out({"out.labels": unnamed, "out.rows": len(given.rows) - rows}, language)
    if any(thing.endswith("]") for thing in things):
        notes = (*notes, said["fallback"])
    svg = canvas.svg(title, about, "network")
    return Picture(
        "network",
        title,
        svg,
        table,
        (about, said["network.width"], *notes),
        rows,
        len(given.rows) - rows,
        language,
        given.version,
    )


def _name(cell: Cell, role: Role, language: str, called: Callable[[str], str] | None) -> str:
    if called is None or not cell.iri or role is Role.STATE:
        return shown(cell, role, language)
    return called(cell.value)


def _largest(pairs: Counter[Ends]) -> dict[Ends, int]:
    """Return the lines between the things that are joined most often."""
    weight: Counter[str] = Counter()
    for pair, rows in pairs.items():
        weight.update(dict.fromkeys(pair, rows))
    kept = set(sorted(weight, key=lambda one: (-weight[one], one))[:_THINGS])
    return {pair: rows for pair, rows in sorted(pairs.items()) if kept.issuperset(pair)}


def _placed(graph: nx.Graph[str], height: float) -> dict[str, tuple[float, float]]:
    """Set what hangs together beside each other, the largest first, each in its share of the width."""
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    share = (_WIDTH - _EDGE) / sum(math.sqrt(len(part)) for part in parts)
    found: dict[str, tuple[float, float]] = {}
    left = _EDGE / 2
    for part in parts:
        wide = share * math.sqrt(len(part))
        edge = min(_EDGE / 2, wide / 4)
        own = graph.subgraph(sorted(part))
        places = nx.spring_layout(own, seed=_SEED, k=2.4 / math.sqrt(len(own)), iterations=120)
        low = [min(float(place[axis]) for place in places.values()) for axis in (0, 1)]
        long = [max(float(p[n]) for p in places.values()) - low[n] or 1.0 for n in (0, 1)]
        for thing, (x, y) in places.items():
            found[thing] = (
                left + edge + (float(x) - low[0]) / long[0] * (wide - 2 * edge),
                30 + (float(y) - low[1]) / long[1] * (height - 60),
            )
        left += wide
    return found


def _canvas(drawn: dict[Ends, int]) -> tuple[Canvas, int]:
    """Return the picture, and how many things have no room for their names."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((a, b, math.sqrt(rows)) for (a, b), rows in drawn.items())
    height = min(max(_ROW * len(graph) * 0.55, _LEAST), _MOST)
    at = _placed(graph, height)
    canvas, most = Canvas(_WIDTH, height), max(drawn.values())
    for (one, other), rows in sorted(drawn.items(), key=lambda pair: pair[1]):
        wide = _THIN + (_WIDE - _THIN) * math.sqrt(rows / most) if most > 1 else _THIN * 1.5
        (x, y), (x2, y2) = at[one], at[other]
        d = f"M{number(x)} {number(y)}L{number(x2)} {number(y2)}"
        tip = f"<title>{escape(on_one_line(f'{one} – {other}: {rows}'))}</title>"
        canvas.put(f'<path class="arc" stroke-width="{number(wide)}" d="{d}">{tip}</path>')
    for x, y in at.values():
        canvas.take(Box(x - 6, y - 6, x + 6, y + 6))
    unnamed = 0
    for thing in sorted(at, key=lambda one: (-graph.degree(one), one)):
        x, y = at[thing]
        canvas.path(shape(0, x, y, 5), "seat", thing)
        name = clipped(thing, _NAME)
        spots = (
            (x, y - 10, "middle"),
            (x, y + 20, "middle"),
            (x + 9, y + 4, "start"),
            (x - 9, y + 4, "end"),
        )
        unnamed += not any(
            box(*spot[:2], name, "", spot[2]).top > 0 and canvas.label(*spot[:2], name, "", spot[2])
            for spot in spots
        )
    return canvas, unnamed
