"""What is seen is saved, linked to, and told in another language."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

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
