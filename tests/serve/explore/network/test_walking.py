"""Looking at a pair: what is drawn and told, opened and folded, clicked and walked by keys."""

from __future__ import annotations

from typing import Any

import pytest

from legation.resources import web_bundle
from serve.explore.drawn import Opener, after, nodes, state, within

pytestmark = pytest.mark.browser


def test_a_pair_is_drawn_and_told_twice(opened: Opener, tour: str) -> None:
    """Vietnam and Belarus on at most 40 nodes, with the counted bundle in the table too."""
    tab = opened(tour, "about=VNM,BLR")
    assert tab.inner_text("h1") == "Vietnam – Belarus"
    assert 10 < nodes(tab) <= 40
    assert tab.locator("#table tr[data-id]").count() == nodes(tab)
    assert "12 visits, 1 postponed" in tab.inner_text("#table")
    assert tab.get_attribute("#network", "data-drawn") == ("sigma" if web_bundle() else "vis")


def test_a_kind_opens_and_undo_folds_it(opened: Opener, tour: str) -> None:
    """The plus of Visits shows 13 squares; Undo, the way back, and the URL say the same."""
    tab = opened(tour, "about=VNM,BLR")
    before = nodes(tab)
    after(tab, tab.locator('[data-open="Visit"]').click)
    assert nodes(tab) == before + 13
    assert state(tab)["open"] == "Visit"
    assert tab.locator('[data-open="Visit"]').evaluate("(one) => one === document.activeElement")
    after(tab, tab.locator("#undo").click)
    assert nodes(tab) == before
    assert tab.locator("#undo").is_disabled()


def test_all_kinds_open_and_fold(opened: Opener, tour: str) -> None:
    """Open all shows every fact as a node, one kind folds alone, and Fold all is the way back."""
    tab = opened(tour, "about=VNM,BLR")
    before = nodes(tab)
    after(tab, tab.locator("#open-all").click)
    opened_all = nodes(tab)
    assert opened_all == before + 57
    after(tab, tab.locator('[data-open="Visit"]').click)
    assert nodes(tab) == opened_all - 13
    after(tab, tab.locator("#fold-all").click)
    assert nodes(tab) == before


def test_the_sentences_behind_a_line_are_shown(opened: Opener, tour: str) -> None:
    """A line of the table opens its kinds, its facts, and what the sources say of them."""
    tab = opened(tour, "about=VNM,BLR")
    tab.locator("#table button", has_text="12 visits, 1 postponed").click()
    tab.locator("#details section").first.wait_for()
    assert tab.locator("#details").evaluate("(panel) => panel === document.activeElement")
    group = tab.locator("#details section", has_text="12 visits, 1 postponed")
    group.locator("summary").first.click()
    assert group.locator("blockquote p").first.inner_text()
    after(tab, group.locator("[data-open]").click)
    assert state(tab)["open"] == "VNM!BLR!Visit"


def test_the_picture_is_walked_by_keyboard(opened: Opener, tour: str) -> None:
    """Arrows go from node to node and tell them; Enter opens, P pins, H hides, Escape closes."""
    tab = opened(tour, "about=VNM,BLR")
    tab.locator("#network").focus()
    tab.keyboard.press("ArrowRight")
    assert tab.inner_text("#walked")
    tab.keyboard.press("ArrowRight")
    told = tab.inner_text("#walked")
    tab.keyboard.press("Enter")
    tab.locator("#details h3").first.wait_for()
    assert told.startswith(tab.inner_text("#details h3"))
    tab.locator("#network").focus()
    after(tab, lambda: tab.keyboard.press("p"))
    assert "@" in state(tab)["pin"]
    before = nodes(tab)
    after(tab, lambda: tab.keyboard.press("h"))
    assert nodes(tab) < before
    after(tab, tab.locator("#hidden button").click)
    assert nodes(tab) == before
    tab.keyboard.press("+")
    tab.keyboard.press("0")


def test_a_click_and_a_drag_in_the_picture(opened: Opener, tour: str) -> None:
    """The node in focus is hit by the mouse and opens; dragged, it is pinned where it was left."""
    if web_bundle() is None:
        pytest.skip("the bundle was not built")
    tab = opened(tour, "about=VNM")
    box = tab.locator("#network").bounding_box()
    at = tab.locator("#network").evaluate("(one) => one.where('VNM')")
    x, y = box["x"] + at["x"], box["y"] + at["y"]
    tab.mouse.click(x, y)
    tab.locator("#details h3", has_text="Vietnam").wait_for()
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 40, y + 30, steps=4)
    after(tab, tab.mouse.up)
    assert state(tab)["pin"].startswith("VNM@")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 800)])
def test_a_row_brings_its_details_into_view_and_back(
    opened: Opener, tour: str, width: int, height: int
) -> None:
    """The details have the focus and stand on the screen; a button, Close and Escape lead back to the row."""
    tab = opened(tour, "about=VNM,BLR")
    tab.set_viewport_size({"width": width, "height": height})
    row = tab.locator('#table [data-key="n KAZ"]')
    for way in ("back", "close", "Escape"):
        row.scroll_into_view_if_needed()
        row.click()
        tab.locator("#details h3", has_text="Kazakhstan").wait_for()
        tab.wait_for_function("document.activeElement.id === 'details'")
        assert within(tab, "#details h3", '#details [data-key="back"]') == {
            "#details h3": True,
            '#details [data-key="back"]': True,
        }
        assert width < 1000 or within(tab, "#network")["#network"]
        if way == "Escape":
            tab.keyboard.press("Escape")
        else:
            tab.locator(f'#details [data-key="{way}"]').click()
        assert row.evaluate("(one) => one === document.activeElement")
        assert within(tab, '#table [data-key="n KAZ"]')['#table [data-key="n KAZ"]']


def test_the_sentences_behind_a_node_are_shown(opened: Opener, tour: str) -> None:
    """Its facts by kind, each with what a source says, and the number of the rest."""
    tab = opened(tour, "about=VNM,BLR")
    tab.locator('#table [data-key="n BLR"]').click()
    group = tab.locator("#details section", has_text="12 visits, 1 postponed")
    group.locator("summary q").first.wait_for()
    assert "and 5 more" in group.inner_text()


def test_an_unknown_name_is_told(browser: Any, tour: str) -> None:
    """What the server refuses stands where the counts would."""
    tab = browser.new_page()
    tab.goto(f"{tour}/network?about=Atlantis")
    tab.locator('#net[data-ready="failed"]').wait_for()
    assert "Atlantis" in tab.inner_text("#said")
    tab.close()
