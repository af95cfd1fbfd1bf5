"""What is seen is saved, linked to, and told in another language."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from networked import crowd, looked_at, made
from serve.explore.drawn import Opener, after, state

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("form", ["svg", "graphml", "gexf", "ttl", "rq"])
def test_what_is_seen_is_saved(opened: Opener, tour: str, form: str) -> None:
    """Each form comes as a file of its name and is not empty."""
    tab = opened(tour, "about=VNM,BLR&open=Visit")
    with tab.expect_download() as started:
        tab.locator(f'#exports [data-form="{form}"]').click()
    assert started.value.suggested_filename == f"network.{form}"
    assert Path(started.value.path()).stat().st_size > 300


#: How many texts of a picture cover another; letters reach less far than the boxes of their lines.
COVERED = """() => { const all = [...document.querySelectorAll("text")].map((one) => one.getBBox())
    .map((box) => ({ left: box.x, right: box.x + box.width, top: box.y + 4, bottom: box.y + box.height - 4 }));
    return [all.length, all.filter((one, i) => all.some((other, j) => j > i && one.left < other.right
    && other.left < one.right && one.top < other.bottom && other.top < one.bottom)).length] }"""


@pytest.mark.parametrize(("visits", "states", "least"), [(0, 0, 40), (145, 9, 60), (490, 19, 60)])
def test_no_label_of_a_saved_picture_covers_another(
    browser: Any, tour: str, visits: int, states: int, least: int
) -> None:
    """The tour, a network of 300 nodes and one of 1,000: what has no room is told to who points at it."""
    tab = browser.new_page()
    with looked_at(made(crowd(visits, states))) if visits else nullcontext(tour) as base:
        tab.goto(
            f"{base}/network.svg?" + ("open=*&kinds=Visit" if visits else "about=VNM,BLR&open=*")
        )
        written, covered = tab.evaluate(COVERED)
        titles = tab.evaluate("document.querySelectorAll('g > title').length")
    tab.close()
    assert covered == 0
    assert written >= least
    assert titles == (2 * visits + states + 1 if visits else titles) >= least


def test_a_png_is_made_in_the_browser(opened: Opener, tour: str) -> None:
    """From the SVG of the server, with nothing asked of anybody else."""
    tab = opened(tour, "about=VNM,BLR")
    with tab.expect_download() as started:
        tab.locator("#png").click()
    head = Path(started.value.path()).read_bytes()[:8]
    assert head == b"\x89PNG\r\n\x1a\n"


def test_the_language_switches_with_the_state(opened: Opener, tour: str) -> None:
    """The link to Vietnamese keeps what is asked, and all is told in Vietnamese."""
    tab = opened(tour, "about=VNM,BLR&open=Visit")
    tab.locator('header a[hreflang="vi"]').click()
    tab.locator("#net[data-lang='vi'][data-ready]").wait_for()
    assert state(tab) == {"about": "VNM,BLR", "open": "Visit", "lang": "vi"}
    assert tab.inner_text("h1") == "Việt Nam – Belarus"
    assert tab.locator("#undo").inner_text() == "Hoàn tác"


def test_the_permalink_is_that_of_what_is_seen(opened: Opener, tour: str) -> None:
    """It names the version and follows the state; what was fetched of a version is of that version."""
    tab = opened(tour, "about=VNM,BLR")
    after(tab, tab.locator('[data-open="Visit"]').click)
    link = urlsplit(tab.get_attribute('a[rel="bookmark"]', "href"))
    told = {name: values[0] for name, values in parse_qs(link.query).items()}
    assert told == {
        "about": "VNM,BLR",
        "open": "Visit",
        "version": tab.get_attribute("#net", "data-version"),
    }
    tab.goto(f"{tour}/network?{link.query}")
    tab.locator("#net[data-ready]").wait_for()
    assert tab.get_attribute('input[name="version"]', "value") == told["version"]
    tab.locator('#table tr[data-id="VNM"] button, #table tr[data-id="VNM"] a').first.click()
    around = tab.locator(".details .bar a").first
    around.wait_for()
    assert f"version={told['version']}" in (around.get_attribute("href") or "")
