"""A network view in a browser: what is drawn, what the URL says, what stands on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

NO_WEBGL = (
    "const old = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext ="
    " function (kind, ...more) { return /webgl/.test(kind) ? null : old.call(this, kind, ...more); }"
)
AXE = Path(__file__).parents[3] / "graph/web/node_modules/axe-core/axe.min.js"
Opener = Callable[..., Any]


def nodes(tab: Any) -> int:
    """Return how many nodes are drawn."""
    return int(tab.get_attribute("#network", "data-nodes"))


def after(tab: Any, act: Callable[[], object]) -> None:
    """Do something that changes the state, and wait until the new view is drawn."""
    ready = int(tab.get_attribute("#net", "data-ready"))
    act()
    tab.locator(f'#net[data-ready="{ready + 1}"]').wait_for()


def state(tab: Any) -> dict[str, str]:
    """Return the state in the URL."""
    return {name: values[0] for name, values in parse_qs(urlsplit(tab.url).query).items()}


def within(tab: Any, *queries: str) -> dict[str, bool]:
    """Return of each element whether it stands on the screen as it is scrolled now."""
    size = tab.evaluate("({ width: innerWidth, height: innerHeight })")
    told = {}
    for query in queries:
        box = tab.locator(query).first.bounding_box()
        told[query] = (
            box["x"] >= 0
            and box["y"] >= 0
            and box["x"] + box["width"] <= size["width"]
            and box["y"] + box["height"] <= size["height"]
        )
    return told
