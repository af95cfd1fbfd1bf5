"""The page in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from chromium import CHROMIUM, DRAWING, WATCH
from legation.facts.evidence import Source
from legation.network.build import Network, pair
from legation.reading.files import Original
from legation.reading.read import read
from legation.terms import Iri
from legation.view import reading_page
from legation.view.details import details
from legation.view.page import notebook, page

pytestmark = pytest.mark.browser

Opener = Callable[[str], Any]


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


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    """Open HTML from a file; afterwards nothing may have been asked for, refused or thrown."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    context.add_init_script(WATCH)
    tab = context.new_page()
    troubles: list[str] = []
    tab.on("console", lambda said: troubles.append(said.text))
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("dialog", lambda dialog: troubles.append(dialog.message))
    file = tmp_path / "page.html"

    def asked(request: Any) -> None:
        if request.url not in (file.as_uri(), "data:,", "about:srcdoc"):
            troubles.append(request.url)

    tab.on("request", asked)

    def open_(html: str) -> Any:
        file.write_text(html, "utf-8")
        tab.goto(file.as_uri())
        return tab

    yield open_
    assert tab.evaluate("window.refused") == []
    assert troubles == []
    context.close()


@pytest.fixture
def sample(store: ox.Store) -> str:
    """Return the page of Mongolia and Chile."""
    network = pair(store, "MNG", "CHL")
    return page(network, "", details(store, network), version="12")


def shown(tab: Any) -> int:
    """Return how many nodes the picture shows."""
    return int(tab.get_attribute("#network", "data-nodes"))


def pixels(tab: Any) -> int:
    """Return how many pixels of the picture are not empty."""
    script = """() => { const c = document.querySelector("#network canvas");
        const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; }"""
    return int(tab.evaluate(script))


def test_the_page_opens_on_something_readable(opened: Opener, sample: str) -> None:
    """From a file, without a request: at most 40 nodes, drawn, with the counts told."""
    tab = opened(sample)
    assert tab.get_attribute("#network", "data-ready") == "yes"
    assert 10 < shown(tab) <= 40
    assert pixels(tab) > 20_000
    assert tab.inner_text("#counts") == (
        "19 of 81 shown · 36 folded into 8 bundles · "
        "26 not shown (unticked kinds, or within bundles)"
    )


def test_the_legend_unfolds_and_folds_a_kind(opened: Opener, sample: str) -> None:
    """The plus beside Visits shows all ten visits; the minus folds them again."""
    tab = opened(sample)
    before = shown(tab)
    tab.click('[data-unfold="Visit"]')
    assert shown(tab) > before + 7
    assert tab.inner_text('[data-unfold="Visit"]') == "−"
    tab.click('[data-unfold="Visit"]')
    assert shown(tab) == before


def test_a_click_on_a_bundle_unfolds_it(opened: Opener, sample: str) -> None:
    """The first bundle of the picture, hit with the mouse, gives way to its members."""
    tab = opened(sample)
    before = shown(tab)
    box = tab.locator("#network canvas").bounding_box()
    for y in range(int(box["y"]) + 60, int(box["y"] + box["height"]), 25):
        tab.mouse.click(box["x"] + box["width"] * 0.36, y)
        if shown(tab) > before:
            break
        tab.keyboard.press("Escape")
    assert shown(tab) > before


def test_everything_can_be_unfolded(opened: Opener, sample: str) -> None:
    """Unfold all shows every fact, and Fold all is the way back."""
    tab = opened(sample)
    before = shown(tab)
    tab.get_by_role("button", name="Unfold all").click()
    assert tab.inner_text("#counts").startswith("67 of 81 shown")
    tab.get_by_role("button", name="Fold all").click()
    assert shown(tab) == before


def test_search_finds_without_diacritics(opened: Opener, sample: str) -> None:
    """A Vietnamese spelling typed without marks finds the person; Enter shows the first hit."""
    tab = opened(sample)
    tab.fill("#search", "i-net vi-dan")
    rows = tab.locator("#list tr[data-id]:visible")
    assert [row.strip().split("\t")[0] for row in rows.all_inner_texts()] == [
        "President Inés Vidal Rojas in Mongolia",
        "Chile grants ten scholarships",
        "Inés Vidal Rojas",
    ]
    assert tab.inner_text("#found") == "3 found"
    tab.fill("#search", "tomoriin chile 2018")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#details h2") == "Saran Tömöriin in Chile"
    tab.fill("#search", "zzz")
    assert tab.inner_text("#found") == "Nothing has this name"


def test_a_kind_can_be_hidden(opened: Opener, sample: str) -> None:
    """Without agreements, picture and list have none; places can be shown."""
    tab = opened(sample)
    before = shown(tab)
    tab.uncheck('input[data-kind="Agreement"]')
    assert shown(tab) < before
    assert not tab.locator('#list tbody[data-kind="Agreement"]').is_visible()
    tab.check('input[data-kind="Agreement"]')
    tab.check('input[data-kind="Place"]')
    assert shown(tab) > before


def test_details_show_the_sentence_and_what_is_withheld(opened: Opener, sample: str) -> None:
    """A visit of two sources: the sentence of one, the policy of the other, and the two dates."""
    tab = opened(sample)
    tab.get_by_role("button", name="President Altan Boldyn in Chile").first.click()
    told = tab.inner_text("#details")
    assert "Prominent Mongolian guests in Chile were President Altan Boldyn (April 1997)" in told
    assert "text withheld by the source's policy" in told
    assert "Register of visits: 21 Apr 1997 (kept)" in told
    assert tab.locator("#details").evaluate("(panel) => panel === document.activeElement")


def test_planned_and_disputed_facts_are_seen(opened: Opener, sample: str) -> None:
    """The planned visit, the forecast and the discrepancy are told in the list and in details."""
    tab = opened(sample)
    told = tab.inner_text("#list")
    for word in ("planned", "forecast", "discrepancy", "contradiction", "being drafted"):
        assert word in told
    tab.locator("#list button", has_text="51.5 million USD (Chile)").click()
    assert "differs by 9.5 million USD (23%)" in tab.inner_text("#details .dispute")
    assert "according to Chile" in tab.inner_text("#details")


def test_the_list_can_be_walked_by_keyboard(opened: Opener, sample: str) -> None:
    """Tab reaches the first row, Enter opens it, Escape goes back to the list."""
    tab = opened(sample)
    tab.locator("#list tr[data-id] button").first.focus()
    tab.keyboard.press("Enter")
    assert tab.inner_text("#details h2") == "Mongolia and Chile establish diplomatic relations"
    tab.keyboard.press("Escape")
    assert tab.locator("#list").is_visible()


def test_a_line_shows_what_it_rests_on(opened: Opener, sample: str) -> None:
    """A click beside the cards, on a line, opens the roles and the sentences behind it."""
    tab = opened(sample)
    tab.locator("#list button", has_text="Chile grants ten scholarships").click()
    box = tab.locator("#network canvas").bounding_box()
    found = ""
    for step in range(2, 70):
        tab.mouse.click(box["x"] + box["width"] * 0.16, box["y"] + step * 10)
        title = tab.locator("#details h2")
        if title.is_visible() and "—" in (found := title.inner_text()):
            break
    assert "—" in found


def test_hostile_labels_do_nothing(opened: Opener) -> None:
    """Tags, quotes and template marks are shown as they are, in list, picture and details."""
    network = Network(focus=(), language="en", title="<b>t</b></script>")
    told = {}
    texts = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\u202eabc"]
    for index, text in enumerate(texts):
        network.add_node(f"urn:{index}", kind="Visit", type="fact", label=text, date=text)
        claim = {"text": [text], "title": text, "withheld": False}
        told[f"urn:{index}"] = {"label": text, "claims": [claim], "values": [[text, text, ""]]}
    tab = opened(page(network, "", told))
    assert tab.inner_text("h1") == "<b>t</b></script>"
    for row in range(3):
        tab.locator("#list tr[data-id] button").nth(row).click()
        assert tab.inner_text("#details h2") in (*texts, "abc")
        tab.keyboard.press("Escape")
    assert tab.locator("img").count() == 0


@pytest.mark.parametrize(("visits", "nodes"), [(140, 300), (490, 1_000)])
def test_a_crowd_opens_folded(opened: Opener, visits: int, nodes: int) -> None:
    """Hundreds of nodes, and a thousand, open as a few, and unfold to the last."""
    network = Network(focus=("urn:home",), language="en", title="Crowd")
    network.add_node("urn:home", kind="State", type="entity", label="Home", code="HOM")
    for index in range(visits):
        host, person, visit = f"urn:s{index % 19}", f"urn:p{index}", f"urn:v{index}"
        network.add_node(host, kind="State", type="entity", label=f"State {index % 19}")
        network.add_node(person, kind="Person", type="entity", label=f"Person {index}")
        network.add_node(visit, kind="Visit", type="fact", label=f"Visit {index}", date="2001")
        for role, other in (("host", host), ("visitor", person), ("sender", "urn:home")):
            network.add_edge(visit, other, role, label=role, kind=role)
    tab = opened(page(network))
    assert shown(tab) <= 40
    tab.get_by_role("button", name="Unfold all").click()
    assert shown(tab) == nodes
    assert pixels(tab) > 20_000


def test_the_page_works_inside_a_notebook_frame(opened: Opener, sample: str) -> None:
    """In a sandboxed frame the picture is drawn and the list works."""
    tab = opened(f"<!DOCTYPE html><link rel=icon href='data:,'>{notebook(sample)}")
    frame = tab.frame_locator("iframe")
    frame.locator('#network[data-ready="yes"]').wait_for()
    frame.get_by_role("button", name="Embassy of Mongolia in Chile").first.click()
    assert "kept an embassy in Santiago" in frame.locator("#details").inner_text()


def _read_page(text: str, language: str = "en") -> str:
    source = Source(Iri("https://e.org/source/a"), title="A note", issued="2010")
    original = Original(Path("a.txt"), b"", text)
    return reading_page.page([(original, read(text, source))], language)


READ = """Laos and Peru established diplomatic relations on 3 May 1994.
President Juan Quispe of Peru paid an official visit to Laos in June 2001.
The embassy asked in 2004 for a larger house. They gave 40 million USD for it.
"""


def test_a_read_document_has_its_notes_beside_the_text(opened: Opener) -> None:
    """On a wide screen in the margin, level with the paragraph; on a narrow one below it."""
    tab = opened(_read_page(READ))
    text, note = tab.locator(".text").nth(1), tab.locator("aside").nth(1)
    wide, beside = text.bounding_box(), note.bounding_box()
    assert beside["x"] > wide["x"] + wide["width"]
    assert abs(beside["y"] - wide["y"]) < 8
    tab.set_viewport_size({"width": 380, "height": 800})
    narrow, below = text.bounding_box(), note.bounding_box()
    assert below["y"] >= narrow["y"] + narrow["height"]
    width = tab.evaluate("document.documentElement.scrollWidth")
    assert width <= 380


def test_marks_and_notes_lead_to_each_other(opened: Opener) -> None:
    """By keyboard: the number in the text leads to the note, the number of the note back."""
    tab = opened(_read_page(READ))
    tab.locator("a.ref").nth(1).focus()
    assert tab.locator("mark.on").count() > 0
    assert "on" in (tab.locator("#d1n3").get_attribute("class") or "").split()
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#d1n3"
    tab.locator("#d1n3 a.number").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#d1m3"
    tab.hover("#d1n1")
    assert tab.locator("mark.on").all_inner_texts() == [
        "Laos and Peru established diplomatic relations on 3 May 1994"
    ]


def test_what_is_unread_is_told_in_words(opened: Opener) -> None:
    """In the text and in the margin."""
    tab = opened(_read_page(READ))
    assert "larger house.! not read" in tab.inner_text(".row:last-of-type .text")
    told = tab.inner_text(".unread-note")
    assert told.endswith(
        "not read: “The embassy asked in 2004 for …” it holds a date and a word that facts are told with"
    )
    assert "67 %" in tab.inner_text(".coverage")


def test_a_hostile_document_does_nothing(opened: Opener) -> None:
    """Its tags are text; nothing runs, nothing is asked for."""
    bad = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    tab = opened(_read_page(READ.replace("larger", bad)))
    assert bad in tab.inner_text("main")
    assert tab.locator("img").count() == 0
