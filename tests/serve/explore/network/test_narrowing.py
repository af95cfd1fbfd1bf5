"""Filters, years and paths."""

from __future__ import annotations

import re
from typing import Any

import pytest

from serve.explore.drawn import Opener, after, state

pytestmark = pytest.mark.browser


def test_filters_and_years_narrow_the_view(opened: Opener, tour: str) -> None:
    """A rank, a source, a range of years, a kind: each is in the URL, and can be given up."""
    tab = opened(tour, "about=VNM,BLR")
    whole = tab.inner_text("#said")
    value = tab.locator("#by-source option").nth(1).get_attribute("value")
    after(tab, lambda: tab.select_option("#by-source", value))
    assert state(tab)["source"] == value
    assert tab.inner_text("#said") != whole
    after(tab, lambda: tab.select_option("#by-source", ""))
    tab.fill("#since", "2005")
    after(tab, lambda: tab.keyboard.press("Enter"))
    assert state(tab)["since"] == "2005"
    assert tab.locator("#histogram .off").count() > 0
    after(tab, tab.locator("#all-years").click)
    assert tab.inner_text("#said") == whole
    after(tab, lambda: tab.uncheck('[data-kind="Agreement"]'))
    assert "agreement" not in tab.inner_text("#table")


def test_the_years_play(opened: Opener, tour: str) -> None:
    """Play lets the last year run, and Stop ends it; one step back undoes all of it."""
    tab = opened(tour, "about=VNM,BLR")
    after(tab, tab.locator("#play").click)
    first = state(tab)["until"]
    tab.locator("#net:not([data-ready='2'])").wait_for()
    tab.locator("#play").click()
    assert int(state(tab)["until"]) > int(first)
    assert tab.get_attribute("#play", "aria-pressed") == "false"


def test_a_path_is_found_and_told(opened: Opener, tour: str) -> None:
    """From one state to another that it meets through a third; and back to none."""
    tab = opened(tour, "about=VNM,BLR")
    tab.fill("#path-from", "Kazakhstan")
    tab.fill("#path-to", "VNM")
    after(tab, tab.locator("#path-find").click)
    assert "A path of one fact" in tab.inner_text("#notes")
    (step,) = tab.locator("#way li").all_inner_texts()
    assert re.fullmatch(
        r"Kazakhstan \(member of a party\) – .+ signed .+\. – Vietnam Details", step
    )
    assert tab.locator("#way a").count() == 3
    assert tab.get_attribute("#way", "aria-live") == "polite"
    assert tab.locator("#table tr", has_text="on the path, place 2").count() == 1
    tab.locator("#way button").click()
    tab.locator("#details h3", has_text="Signature").wait_for()
    after(tab, tab.locator("#path-clear").click)
    assert "path" not in state(tab)
    assert tab.inner_text("#way") == ""


def test_a_path_that_cannot_be_shown_is_not_kept(browser: Any, tour: str) -> None:
    """It is told what is not known; the URL, the way back and the next step stay with what is seen."""
    tab = browser.new_page()
    tab.goto(f"{tour}/network?about=VNM,BLR")
    tab.locator('#net[data-ready="1"]').wait_for()
    before = tab.url
    tab.fill("#path-from", "Atlantis")
    tab.fill("#path-to", "VNM")
    tab.locator("#path-find").click()
    tab.locator('#net[data-ready="failed"]').wait_for()
    assert "Atlantis" in tab.inner_text("#said")
    assert tab.url == before
    assert tab.locator("#undo").is_disabled()
    tab.locator('[data-open="Visit"]').click()
    tab.locator('#net[data-ready="3"]').wait_for()
    assert state(tab) == {"about": "VNM,BLR", "open": "Visit"}
    tab.close()


@pytest.mark.parametrize(
    ("since", "until", "told", "kept"),
    [
        ("2010", "2008", "changed places", {"since": "2008", "until": "2010"}),
        ("99999", "", "“99999” is no year from 0 to 2999", {}),
        ("", "-5", "“-5” is no year from 0 to 2999", {}),
    ],
)
def test_years_that_cannot_be_are_put_right_or_refused(
    opened: Opener, tour: str, since: str, until: str, told: str, kept: dict[str, str]
) -> None:
    """A range that is the wrong way round is turned, what is no year is not taken, and both are said."""
    tab = opened(tour, "about=VNM,BLR")
    tab.evaluate("([a, b]) => { since.value = a; until.value = b; }", [since, until])
    tab.locator("#until").evaluate("(box) => box.dispatchEvent(new Event('change'))")
    tab.locator("#years-said", has_text=told).wait_for()
    if kept:
        tab.locator('#net[data-ready="2"]').wait_for()
        assert tab.input_value("#since") == kept["since"]
    assert state(tab) == {"about": "VNM,BLR"} | kept
    assert tab.locator('.years [aria-invalid="true"]').count() == (0 if kept else 1)


def test_years_find_agreements_by_their_signature(opened: Opener, tour: str) -> None:
    """Of eight agreements five were signed until 2008; one row tells when."""
    tab = opened(tour, "about=VNM,BLR&kinds=Agreement&until=2008")
    assert "5 agreements" in tab.inner_text("#table")
    tab = opened(tour, "about=VNM,BLR&kinds=Agreement&until=1992&open=Agreement")
    assert "19 Mar 1992 (signature)" in tab.inner_text("#table")
