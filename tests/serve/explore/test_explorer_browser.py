"""The explorer in a real browser: legible to everybody, quiet, and nothing off the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from chromium import CHROMIUM, QUIET, WATCH
from legation.resources import web_bundle
from served import Server, serving

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[3] / "graph" / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa",
    "best-practice"]})).violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)])"""
PAGES = (
    "/",
    "/search?q=lukash",
    "/search?q=zzz",
    "/state/VNM.html",
    "/person/BLR-lukasenko.html",
    "/visit/BLR-VNM/lukasenko/2008.html",
    "/source/fact-sheet.html",
    "/source/secret.html",
    "/source/hostile.html",
    "/pair/BLR-VNM",
    "/disagreements",
    "/sources",
    "/questions",
    "/questions/visits/between?a=VNM&b=BLR",
    "/questions/visits/between?a=VNM&b=BLR&view=timeline",
    "/sources?version=1",
    "/query?query=SELECT%20*%20%7B%20%3Fs%20lgn%3Aedtf%20%3Fdate%20%7D",
    "/query?query=SELECT%20*%20%7B%20%3Fs%20lgn%3Aedtf%20%3Fdate%20%7D&view=timeline",
)
Opener = Callable[..., Any]


@pytest.fixture(scope="module")
def served(toured: Path) -> Iterator[Server]:
    """Serve the graph of the tour as a person would."""
    with serving(toured) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start one Chromium for the module."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the path")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, chromium_sandbox=False, args=list(QUIET)
        )
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, served: Server) -> Iterator[Opener]:
    """Open a path; afterwards nothing off the machine may have been asked for, refused or thrown."""
    troubles: list[str] = []
    tabs: list[Any] = []

    def open_(path: str, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.add_init_script(WATCH)
        tab = context.new_page()
        tab.on("console", lambda said: troubles.append(said.text))
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.on("dialog", lambda dialog: troubles.append(dialog.message))
        here = urlsplit(served.url).netloc
        tab.on(
            "request",
            lambda asked: (
                None if urlsplit(asked.url).netloc in {here, ""} else troubles.append(asked.url)
            ),
        )
        tab.goto(f"{served.url}{path}")
        tabs.append(tab)
        return tab

    yield open_
    for tab in tabs:
        assert tab.evaluate("window.refused || []") == []
        tab.context.close()
    assert troubles == []


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(opened: Opener, language: str, scheme: str) -> None:
    """axe-core finds nothing, in both languages, light and dark; each page has one heading of all."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed in graph/web")
    script = AXE.read_text("utf-8")
    found = {}
    tab = opened("/", color_scheme=scheme, locale="vi-VN" if language == "vi" else "en-GB")
    base = tab.url.rstrip("/")
    for path in PAGES:
        tab.goto(f"{base}{path}")
        assert tab.get_attribute("html", "lang") == language
        assert tab.locator("h1").count() == 1, path
        tab.evaluate(script)
        if wrong := tab.evaluate(RUN_AXE):
            found[path] = wrong
    assert found == {}


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_narrow_screen(opened: Opener, path: str) -> None:
    """Nothing but tables scrolls sideways, and those within themselves."""
    tab = opened(path, width=360)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_keyboard_goes_from_the_skip_link_to_a_hit(opened: Opener) -> None:
    """Tab shows the skip link first; Enter in the box searches."""
    tab = opened("/sources")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.fill("#find", "sidorsk")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=sidorsk")
    tab.click(".hits a")
    assert "Sidorsk" in tab.inner_text("h1")


def test_a_mark_lights_its_note(opened: Opener) -> None:
    """Hover over the text, and the note beside it is lit; a number leads there without a script."""
    tab = opened("/source/fact-sheet.html")
    tab.hover("mark[data-n]")
    number = (tab.get_attribute("mark[data-n]", "data-n") or "").split()[0]
    assert "on" in (tab.get_attribute(f"#n{number}", "class") or "").split()
    still = opened("/source/fact-sheet.html", java_script_enabled=False)
    still.click(f"#m{number}")
    assert still.url.endswith(f"#n{number}")


def test_the_editor_completes_and_runs(opened: Opener) -> None:
    """Ctrl+Space offers words of this graph, Ctrl+Enter runs, a tab shows the timeline."""
    if web_bundle() is None:
        pytest.skip("the bundle of browser libraries is not built")
    tab = opened("/query?query=SELECT%20*%20%7B%20%3Fs%20lgn%3Aedtf%20%3Fdate%20%7D")
    tab.wait_for_selector("#editor[data-ready]")
    tab.click(".CodeMirror")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("SELECT ?date { ?s a lgn:Vis")
    tab.keyboard.press("Control+Space")
    tab.wait_for_selector(".CodeMirror-hints")
    tab.keyboard.press("Enter")
    tab.keyboard.type(" ; lgn:edtf ?date }")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("#answer table")
    assert "lgn:Visit" in tab.evaluate("document.querySelector('textarea[name=query]').value")
    assert tab.locator("#answer tbody tr").count() == 13
    tab.click("nav.tabs >> text=Timeline")
    tab.wait_for_selector("#answer svg")


def test_the_editor_works_without_a_script(opened: Opener) -> None:
    """A plain form: what is typed is asked, and the answer is on the page."""
    tab = opened("/query", java_script_enabled=False)
    tab.fill("textarea[name=query]", "ASK { ?s a lgn:Visit }")
    tab.click("#run")
    assert "true" in tab.inner_text("#answer")


def test_print_leaves_out_what_paper_cannot_do(opened: Opener) -> None:
    """Menus and forms are gone, the facts stay."""
    tab = opened("/pair/BLR-VNM")
    tab.emulate_media(media="print")
    assert not tab.is_visible("header")
    assert not tab.is_visible(".inpage")
    assert tab.is_visible("#visits")
