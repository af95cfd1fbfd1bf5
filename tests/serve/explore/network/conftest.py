"""A browser, the tour that is served, and pages that may ask nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import legation
from chromium import CHROMIUM, DRAWING, WATCH
from legation.resources import shelf
from legation.serve.site import Settings, Site
from networked import looked_at
from serve.explore.drawn import Opener


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start one Chromium for the module."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the path")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, chromium_sandbox=False, args=list(DRAWING)
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the texts of the tour."""
    place = tmp_path_factory.mktemp("looked") / "x.kg"
    kg = legation.open(place)
    kg.add(Path(str(shelf("sources") / "tour")))
    with looked_at(Site(place, Settings())) as address:
        yield address


@pytest.fixture
def opened(browser: Any) -> Iterator[Opener]:
    """Open an address; afterwards nothing may have been asked of others, refused or thrown."""
    contexts: list[Any] = []
    troubles: list[str] = []
    tabs: list[Any] = []

    def open_(base: str, query: str, *, script: str = "", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1400, "height": 1000}, **options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_init_script(WATCH)
        if script:
            context.add_init_script(script)
        tab = context.new_page()
        tabs.append(tab)
        tab.on("console", lambda said: troubles.append(said.text))
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.on("dialog", lambda dialog: troubles.append(dialog.message))

        def asked(request: Any) -> None:
            if not request.url.startswith((base, "data:", "blob:")):
                troubles.append(request.url)

        tab.on("request", asked)
        tab.goto(f"{base}/network?{query}")
        tab.locator("#net[data-ready]").wait_for()
        return tab

    yield open_
    for tab in tabs:
        assert tab.evaluate("window.refused") == []
    assert troubles == []
    for context in contexts:
        context.close()
