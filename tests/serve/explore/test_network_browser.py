"""The network view in a real browser: drawn, walked, filtered, opened, joined, saved; nothing leaves the machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import legation
from chromium import CHROMIUM, DRAWING, WATCH
from legation.resources import shelf, web_bundle
from legation.serve.site import Settings, Site
from networked import BASE, HOSTILE, Making, crowd, looked_at, made

pytestmark = pytest.mark.browser

NO_WEBGL = (
    "const old = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext ="
    " function (kind, ...more) { return /webgl/.test(kind) ? null : old.call(this, kind, ...more); }"
)
AXE = Path(__file__).parents[3] / "graph/web/node_modules/axe-core/axe.min.js"
Opener = Callable[..., Any]


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


def test_years_find_agreements_by_their_signature(opened: Opener, tour: str) -> None:
    """Of eight agreements five were signed until 2008; one row tells when."""
    tab = opened(tour, "about=VNM,BLR&kinds=Agreement&until=2008")
    assert "5 agreements" in tab.inner_text("#table")
    tab = opened(tour, "about=VNM,BLR&kinds=Agreement&until=1992&open=Agreement")
    assert "19 Mar 1992 (signature)" in tab.inner_text("#table")


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


def test_an_unknown_name_is_told(browser: Any, tour: str) -> None:
    """What the server refuses stands where the counts would."""
    tab = browser.new_page()
    tab.goto(f"{tour}/network?about=Atlantis")
    tab.locator('#net[data-ready="failed"]').wait_for()
    assert "Atlantis" in tab.inner_text("#said")
    tab.close()


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
