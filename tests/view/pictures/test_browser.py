"""Pictures in a real browser: letters are no wider than was thought, nothing is refused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chromium import CHROMIUM, QUIET, WATCH
from legation.view.pictures import Event, Flow, Point, Series, chart, flows_map, timeline
from pictured import STATE

pytestmark = pytest.mark.browser

#: Pairs of labels that overlap on the screen, and labels beyond the edge of their picture.
MEASURE = """() => {
  const frame = document.querySelector('svg.pic').getBoundingClientRect();
  const all = [...document.querySelectorAll('svg.pic text')]
    .map(text => [text.textContent, text.getBoundingClientRect()]);
  const met = [];
  all.forEach(([told, a], n) => {
    if (a.right > frame.right + 1 || a.left < frame.left - 1) met.push([told, 'edge']);
    for (const [other, b] of all.slice(n + 1))
      if (a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 3 && b.top < a.bottom - 3)
        met.push([told, other]);
  });
  return met;
}"""
NAMES = ("Nguyễn Thị Ước", "WMWM Wide Mwm", "illi fitt", "Ms O'Connor & <b>", "Đặng Quốc Ấ")
PICTURES = {
    "timeline": timeline(
        Event(f"{1990 + n % 9}-0{1 + n % 8}", f"{NAMES[n % 5]} {n}", f"lane {n % 3}")
        for n in range(80)
    ),
    "map": flows_map(
        Flow(STATE + a, STATE + b, Decimal(n + 1))
        for n, (a, b) in enumerate(
            (a, b) for a in ("PER", "MNG", "FRA") for b in ("BEL", "NLD", "LUX", "DEU", "VNM")
        )
    ),
    "chart": chart(
        Series(
            name,
            tuple(Point(str(year), Decimal(year * (n + 1))) for year in range(1990, 2020)),
            "USD",
        )
        for n, name in enumerate(NAMES)
    ),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start one Chromium for the module."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the path")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            chromium_sandbox=False,
            args=list(QUIET),
        )
        yield started
        started.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", sorted(PICTURES))
def test_labels_do_not_overlap_on_the_screen(
    browser: Any, tmp_path: Path, name: str, scheme: str
) -> None:
    """In light and dark every letter has its place, and the page asks for nothing."""
    file = PICTURES[name].save(tmp_path / "picture.html")
    context = browser.new_context(
        viewport={"width": 1100, "height": 800}, offline=True, color_scheme=scheme
    )
    context.add_init_script(WATCH)
    tab = context.new_page()
    troubles: list[str] = []
    tab.on("console", lambda said: troubles.append(said.text))
    tab.on(
        "request", lambda asked: troubles.append(asked.url) if asked.url != file.as_uri() else None
    )
    tab.goto(file.as_uri())
    assert tab.evaluate(MEASURE) == []
    assert tab.evaluate("window.refused") == []
    paper = tab.evaluate("getComputedStyle(document.querySelector('svg.pic')).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(29, 35, 44)"}[scheme]
    assert troubles == []
    context.close()


def test_the_keyboard_reaches_picture_and_table(browser: Any, tmp_path: Path) -> None:
    """The frame of the picture, the fold of its table and the table are stops, in this order."""
    file = PICTURES["timeline"].save(tmp_path / "picture.html")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    stops = []
    for _ in range(2):
        tab.keyboard.press("Tab")
        stops.append(tab.evaluate("document.activeElement.tagName"))
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    stops.append(tab.evaluate("document.activeElement.querySelectorAll('tbody tr').length"))
    assert stops == ["DIV", "SUMMARY", 80]
    tab.close()
