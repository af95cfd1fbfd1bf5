"""Drawn to the last node and legible for everybody: on small screens, in crowds, without WebGL."""

from __future__ import annotations

import pytest

from networked import BASE, HOSTILE, Making, crowd, looked_at, made
from serve.explore.drawn import AXE, NO_WEBGL, Opener, nodes, within

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "query",
    ["about=VNM,BLR", "about=VNM,BLR&path=KAZ,VNM&since=99999", "about=VNM,BLR&open=*&lang=vi"],
)
def test_picture_controls_and_details_are_on_one_screen(
    opened: Opener, tour: str, query: str
) -> None:
    """On a laptop nothing need be scrolled to filter, play, join, or read."""
    tab = opened(tour, query)
    tab.set_viewport_size({"width": 1366, "height": 768})
    parts = within(
        tab, "#network", "#histogram", "#since", "#until", "#play", "#undo", ".details", "#details",
        "[data-kind=Visit]", "#by-rank", "#by-source", "#path-from", "#path-find", "#png",
    )  # fmt: skip
    assert [query for query, seen in parts.items() if not seen] == []
    box = tab.locator("#network").bounding_box()
    assert box["width"] > 600
    assert box["height"] > 380


CROSSED = """(box) => { const all = box.written(); return all.filter((one, i) => all.some((other, j) =>
    j > i && one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)).length }"""


@pytest.mark.parametrize("script", ["", NO_WEBGL])
def test_no_label_covers_another(opened: Opener, tour: str, script: str) -> None:
    """With 40 nodes and with 300, before and after the picture is drawn larger; states come first."""
    tab = opened(tour, "about=VNM,BLR&open=Visit", script=script)
    picture = tab.locator("#network")
    with looked_at(made(crowd(145, 9))) as base:
        crowded = opened(base, "open=*&kinds=Visit", script=script)
        written = crowded.locator("#network").evaluate("(box) => box.written()")
        assert 10 <= len(written) < 150
        assert "AAA" in {one["of"] for one in written}
        assert crowded.locator("#network").evaluate(CROSSED) == 0
    assert picture.evaluate("(box) => box.written().length") > 20
    assert picture.evaluate(CROSSED) == 0
    for _ in range(3):
        tab.locator("#zoom-in").click()
    tab.wait_for_timeout(900)
    assert picture.evaluate(CROSSED) == 0


def test_marks_of_the_legend_stay_with_their_words(opened: Opener, tour: str) -> None:
    """On a telephone too each mark stands left of its own words, in the same item."""
    tab = opened(tour, "about=VNM,BLR")
    tab.set_viewport_size({"width": 390, "height": 800})
    items = tab.locator(".key li")
    assert items.count() == 5
    apart = items.evaluate_all(
        "(all) => all.filter((one) => { const mark = one.querySelector('.k'); if (!mark) return false;"
        " const words = document.createRange(); words.selectNodeContents(one.lastChild);"
        " const a = mark.getBoundingClientRect(), b = words.getBoundingClientRect();"
        " return a.right > b.left + 1 || a.bottom < b.top || a.top > b.bottom; }).length"
    )
    assert apart == 0


@pytest.mark.parametrize(("visits", "states"), [(145, 9), (490, 19)])
def test_crowds_are_drawn_to_the_last_node(opened: Opener, visits: int, states: int) -> None:
    """A network of 300 and one of 1,000 nodes: visits, visitors, states."""
    with looked_at(made(crowd(visits, states))) as base:
        tab = opened(base, "open=*&kinds=Visit")
        assert nodes(tab) == 2 * visits + states + 1 == (300 if visits == 145 else 1_000)
        assert tab.inner_text("#said").startswith(f"{nodes(tab)} nodes")


def test_hostile_labels_do_nothing(opened: Opener) -> None:
    """Tags in names are text in picture, table, details and title."""
    graph = Making()
    one, other = graph.state("MNG", HOSTILE), graph.state("CHL", HOSTILE)
    person = graph.entity(f"{BASE}person/x", "Person", HOSTILE)
    graph.fact("Visit", "1", 2000, HOSTILE, sender=one, host=other, visitor=person)
    with looked_at(made(graph.done())) as base:
        tab = opened(base, "about=MNG,CHL&open=*")
        assert HOSTILE in tab.inner_text("h1")
        for row in range(4):
            tab.locator("#table tr[data-id] button").nth(row).click()
            tab.locator("#details h3").first.wait_for()
            assert HOSTILE in tab.inner_text("#details")
        assert tab.locator("img").count() == 0


def test_without_webgl_it_falls_back_and_says_so(opened: Opener, tour: str) -> None:
    """vis-network draws the same nodes, and a sentence tells why."""
    tab = opened(tour, "about=VNM,BLR&open=Visit", script=NO_WEBGL)
    assert tab.get_attribute("#network", "data-drawn") == "vis"
    assert tab.locator("#drawing").is_visible()
    assert nodes(tab) == 40
    tab.locator("#network").focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    tab.locator("#details h3").first.wait_for()


def test_without_the_bundle_it_falls_back_and_says_so(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An install that was made without Node draws with vis-network."""
    monkeypatch.setattr("legation.serve.explore.network.web_bundle", lambda: None)
    with looked_at(made(crowd(20))) as base:
        tab = opened(base, "about=AAA")
        assert tab.get_attribute("#network", "data-drawn") == "vis"
        assert "not part of this install" in tab.inner_text("#drawing")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(opened: Opener, tour: str, colours: str) -> None:
    """With details open, in light and in dark, for all who use the page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed in graph/web")
    tab = opened(tour, "about=VNM,BLR&open=Visit&since=1995", color_scheme=colours)
    tab.locator("#table button").nth(2).click()
    tab.locator("#details h3").first.wait_for()
    tab.evaluate(AXE.read_text("utf-8"))
    found = tab.evaluate("axe.run()")["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_a_narrow_screen_scrolls_only_down(opened: Opener, tour: str) -> None:
    """On a telephone nothing is wider than the screen."""
    tab = opened(tour, "about=VNM,BLR")
    tab.set_viewport_size({"width": 390, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
