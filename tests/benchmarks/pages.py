"""What pages of networks cost beside stock pyvis on the same graph, in one run.

Usage: ``PYTHONPATH=tests python tests/benchmarks/pages.py [--sizes 100 300 …] [--limit 60]``.
A graph of visits is made up: each has a visitor, a sender and a host, so three lines. It is drawn
in three ways: ``file`` is the page that `legation.view.page` writes (which holds what a page can
hold, told under ``drawn``), ``served`` the page at ``/network`` with sigma, ``pyvis`` a stock
``Network(...).generate_html()`` with scripts inlined and its default physics. Seconds to make the
page (for ``served`` the answer with the data, first opening), megabytes, seconds in Chromium from
navigation to the picture (for ``pyvis`` until physics has come to rest, or ``>`` the limit), main
thread milliseconds of a redraw while the camera moves, heap. ``×`` is the ratio to pyvis.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pyoxigraph as ox

from chromium import CHROMIUM, DRAWING
from legation.knowledge import value
from legation.network.build import Network
from legation.terms import RDF, RDFS, lgn
from legation.view.page import page
from networked import crowd, looked_at, made

SIZES = (100, 300, 1_000, 3_000, 10_000)
ARGS = (*DRAWING, "--enable-precise-memory-info", "--js-flags=--expose-gc")
# pyvis draws within its own script, so its network is a global variable of the page.
_STILL = "new Promise(done => { network.once('stabilized', () => done(performance.now())); })"
_PYVIS = """async () => { const times = [];
  for (let i = 0; i < 60; i++) { network.moveTo({position: {x: i * 3, y: i * 2}, animation: false});
    const begun = performance.now(); network.redraw(); times.push(performance.now() - begun);
    await new Promise(requestAnimationFrame); } return times; }"""
_HEAP = "() => { globalThis.gc?.(); return performance.memory.usedJSHeapSize / 1e6; }"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one way of drawing takes; a redraw is none where the page lets nobody measure it."""

    make: float
    size: float
    drawn: int
    ready: float | None
    redraws: Sequence[float]
    heap: float


def graph(store: Any) -> Network:
    """Return the made-up graph as a network, labels and roles as they are read from a store."""
    told = Network(focus=(), language="en", title="Crowd")
    kinds = {str(lgn(kind)): kind for kind in ("Visit", "Person", "State")}
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None):
        if kind := kinds.get(value(quad.object)):
            name = value(quad.subject)
            rows = store.quads_for_pattern(quad.subject, ox.NamedNode(RDFS + "label"), None)
            label = next(value(row.object) for row in rows)
            type_ = "fact" if kind == "Visit" else "entity"
            told.add_node(name, kind=kind, type=type_, label=label, date="1999" * (kind == "Visit"))
    for role in ("visitor", "sender", "host"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(lgn(role)), None):
            told.add_edge(value(quad.subject), value(quad.object), role, label=role, kind=role)
    return told


def stock(told: Network) -> str:
    """Return the page that pyvis makes by itself."""
    from pyvis.network import Network as Picture

    picture = Picture(directed=True, cdn_resources="in_line")
    for node, its in told.nodes(data=True):
        picture.add_node(node, label=its["label"], title=its["label"])
    for one, other, its in told.edges(data=True):
        picture.add_edge(one, other, title=its["label"])
    return str(picture.generate_html(notebook=False))


def of_file(browser: Any, html: str, made_in: float, limit: float, *, ours: bool) -> Cost:
    """Open a page from a file and return what it takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(html, "utf-8")
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.set_default_timeout(limit * 1000)
        # What is named elsewhere by the stock page is not fetched: nothing here leaves the machine.
        tab.route("http*://**", lambda route: route.abort())
        ready: float | None
        redraws: list[float] = []
        try:
            begun = time.perf_counter()
            tab.goto(file.as_uri(), wait_until="commit")
            if ours:
                tab.locator("#network[data-ready]").wait_for()
                ready = time.perf_counter() - begun
                drawn = int(tab.get_attribute("#network", "data-nodes"))
            else:
                tab.wait_for_function("typeof network === 'object' && network && network.body")
                drawn = tab.evaluate("network.body.data.nodes.length")
                left = max(1.0, limit - (time.perf_counter() - begun)) * 1000
                wait = f"new Promise(done => setTimeout(() => done(null), {left}))"
                still = tab.evaluate(f"Promise.race([{_STILL}, {wait}])")
                ready = None if still is None else still / 1000
                if ready is not None:
                    redraws = tab.evaluate(_PYVIS)
            heap = tab.evaluate(_HEAP)
        except Exception as error:
            if type(error).__name__ != "TimeoutError":
                raise
            ready, drawn, heap = None, 0, 0.0
        tab.close()
    return Cost(made_in, len(html.encode()) / 1e6, drawn, ready, redraws, heap)


def of_server(browser: Any, store: ox.Store, limit: float) -> Cost:
    """Open the served view and return what it takes; the data are asked for once before."""
    query = "open=*&kinds=Visit"
    with looked_at(made(store)) as base:
        begun = time.perf_counter()
        with urllib.request.urlopen(f"{base}/network.json?{query}") as answer:  # noqa: S310 - ours
            size = len(answer.read()) / 1e6
        made_in = time.perf_counter() - begun
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.set_default_timeout(limit * 1000)
        begun = time.perf_counter()
        tab.goto(f"{base}/network?{query}", wait_until="commit")
        tab.locator("#net[data-ready]").wait_for()
        ready = time.perf_counter() - begun
        drawn = int(tab.get_attribute("#network", "data-nodes"))
        redraws = []
        if tab.get_attribute("#network", "data-drawn") == "sigma":
            drag(tab)
            redraws = tab.evaluate(
                "[...document.querySelectorAll('#network, #network *')].find(e => e.redraws).redraws"
            )
        heap = tab.evaluate(_HEAP)
        tab.close()
    return Cost(made_in, size, drawn, ready, redraws[-60:], heap)


def drag(tab: Any) -> None:
    """Move the picture with the hand, so that the camera moves and nothing else."""
    tab.locator("#network").scroll_into_view_if_needed()
    box = tab.locator("#network").bounding_box()
    x, y = box["x"] + box["width"] * 0.9, box["y"] + 20
    tab.mouse.move(x, y)
    tab.mouse.down()
    for step in range(70):
        tab.mouse.move(x - step * 4, y + step)
    tab.mouse.up()
    tab.wait_for_timeout(300)


def line(nodes: int, how: str, cost: Cost, stock: Cost) -> str:
    """Return a row of the table; ratios stand behind what they are of."""
    ready = "      >" if cost.ready is None else f"{cost.ready:7.2f}"
    both = cost.ready is not None and stock.ready is not None
    ratio = f"{(cost.ready or 0) / (stock.ready or 1):6.2f}×" if both else "      –"
    times = sorted(cost.redraws)
    drawing = (
        f"{median(times):7.1f} {times[int(len(times) * 0.95)]:7.1f}" if times else f"{'–':>15}"
    )
    return (
        f"{nodes:>6,} {how:<7} {cost.drawn:>6,} {cost.make:7.2f} {cost.make / stock.make:6.2f}× "
        f"{cost.size:6.2f} {cost.size / stock.size:6.2f}× {ready} {ratio} {drawing} {cost.heap:6.0f}"
    )


def main() -> None:
    """Make, open, measure and print."""
    from playwright.sync_api import sync_playwright

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--limit", type=float, default=60, help="seconds to wait for a picture")
    given = options.parse_args()
    head = "make s ratio | MB ratio | ready s ratio | redraw ms median p95 | heap MB"
    print(f" nodes way      drawn   {head}", flush=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, chromium_sandbox=False, args=list(ARGS)
        )
        for size in given.sizes:
            states = 9 if size < 1_000 else 19
            store = crowd((size - states - 1) // 2, states)
            told = graph(store)
            begun = time.perf_counter()
            theirs = stock(told)
            stocked = time.perf_counter() - begun
            page(told)
            begun = time.perf_counter()
            ours = page(told)
            paged = time.perf_counter() - begun
            beside = of_file(browser, theirs, stocked, given.limit, ours=False)
            rows = {
                "pyvis": beside,
                "file": of_file(browser, ours, paged, given.limit, ours=True),
                "served": of_server(browser, store, given.limit),
            }
            for how, cost in rows.items():
                print(line(len(told), how, cost, beside), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
