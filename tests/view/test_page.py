"""The page as text: self-contained, inert, small."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from legation.network.build import Network, pair
from legation.view.content import MOST_NODES
from legation.view.details import details
from legation.view.page import notebook, page

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover='alert(1)",
    "a\u2028b\u202ec\u2066d",
    "{{ 7 * 7 }}",
)


def drawn(store: ox.Store, language: str = "en") -> str:
    """Return the page of Mongolia and Chile."""
    network = pair(store, "MNG", "CHL", language)
    return page(network, "", details(store, network, language), language, version="12")


def data(html: str, name: str) -> object:
    """Return one of the data blocks of a page."""
    found = re.search(
        rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL
    )
    assert found
    return json.loads(found[1])


def crowd(facts: int) -> Network:
    """Return a network of many visits, each by somebody else to one of twenty states."""
    network = Network(focus=(), language="en", title="Crowd")
    for index in range(facts):
        host, person, visit = f"urn:s{index % 20}", f"urn:p{index}", f"urn:v{index}"
        network.add_node(host, kind="State", type="entity", label=f"State {index % 20}")
        network.add_node(person, kind="Person", type="entity", label=f"Person {index}")
        told = {"date": str(1900 + index % 120), "status": "held"}
        network.add_node(visit, kind="Visit", type="fact", label=f"Visit {index}", **told)
        network.add_edge(visit, host, "host", label="host", kind="host")
        network.add_edge(visit, person, "visitor", label="visitor", kind="visitor")
    return network


def test_a_page_needs_nothing_from_anywhere(store: ox.Store) -> None:
    """No script, style, picture or link points outside."""
    html = drawn(store)
    own = html[: html.index("<script>")]
    assert not re.findall(r'(?:src|href)="(?!data:,)[^"]*"', own)
    assert "@import" not in own
    assert "url(" not in own


def test_only_named_scripts_may_run(store: ox.Store) -> None:
    """The policy names the digest of each script and of the style, and forbids all else."""
    html = drawn(store)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    told = policy[1].replace("&#39;", "'")
    assert told.startswith("default-src 'none'; ")
    assert "unsafe" not in told
    for part in re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in told


def test_a_page_is_small_and_always_the_same(store: ox.Store) -> None:
    """Under 1.2 MB; drawn twice it is the same, byte for byte."""
    html = drawn(store)
    assert len(html.encode()) < 1_200_000
    assert html == drawn(store)


def test_the_list_holds_all_that_the_picture_holds(store: ox.Store) -> None:
    """Every node has a row, in the HTML itself."""
    html = drawn(store)
    rows = re.findall(r'<tr data-id="([^"]*)"', html)
    assert len(set(rows)) == len(rows) == len(pair(store, "MNG", "CHL"))
    nodes = data(html, "nodes")
    assert isinstance(nodes, list)
    assert {node["id"] for node in nodes} == set(rows)
    assert "graph version 12" in html


def test_vietnamese_is_readable_in_the_file(store: ox.Store) -> None:
    """Letters are letters, in the list and in the data; the interface speaks the language."""
    html = drawn(store, "vi")
    assert '<html lang="vi">' in html
    assert "Tổng thống Elisa Naranjo dự kiến thăm Mông Cổ" in html
    assert "Theo số liệu của Chi-lê" in html
    assert "Danh sách" in html
    own = html[: html.index("<script>")]
    assert "\\u1" not in own


def test_hostile_labels_are_inert() -> None:
    """Whatever stands in a label, a title or a sentence: it makes no element and closes none."""
    network = Network(focus=(), language="en", title=HOSTILE[0])
    told = {}
    for index, text in enumerate(HOSTILE):
        network.add_node(f"urn:{index}", kind="Visit", type="fact", label=text, status=text)
        claim = {"text": [text], "title": text, "rule": text, "withheld": False}
        told[f"urn:{index}"] = {"label": text, "claims": [claim], "values": [[text, text, ""]]}
    html = page(network, "", told, version=HOSTILE[1])
    assert len(re.findall(r"^<script", html, re.MULTILINE)) == html.count("</script>") == 5
    assert "<img" not in html
    assert not re.search("[\u2028\u2029\u202a-\u202e\u2066-\u2069]", html.split("<script>")[0])
    assert "{{ 7 * 7 }}" in html
    nodes = data(html, "nodes")
    assert isinstance(nodes, list)
    assert {node["label"] for node in nodes} >= set(HOSTILE[:3])


def test_what_does_not_fit_is_counted() -> None:
    """Of thousands of facts the newest are kept, the page says how many are not, and stays small."""
    html = page(crowd(3000))
    nodes = data(html, "nodes")
    assert isinstance(nodes, list)
    facts = sum(node["type"] == "fact" for node in nodes)
    assert f"{3000 - facts} facts are left out to keep the page small" in html
    assert len(nodes) <= MOST_NODES + 2
    assert len(html.encode()) < 1_200_000


def test_long_sentences_do_not_burst_the_page() -> None:
    """Details that are too many are left out, from the end of the list."""
    network = crowd(300)
    claim = {"text": ["â" * 3000], "title": "t", "withheld": False}
    told = {node: {"label": node, "claims": [claim]} for node in network}
    assert len(page(network, "", told).encode()) < 1_200_000


def test_an_empty_network_says_so() -> None:
    """An answer without entities gives a page that explains itself."""
    html = page(Network(focus=(), language="en"))
    assert "There is nothing to draw" in html


def test_a_notebook_shows_the_page_in_a_frame_that_may_do_little(store: ox.Store) -> None:
    """The frame runs scripts, and is of no origin."""
    frame = notebook(drawn(store))
    assert frame.startswith('<iframe sandbox="allow-scripts" srcdoc="&lt;!DOCTYPE html&gt;')
    assert frame.count("<") == 2


def test_pyvis_leaves_nothing_behind(
    store: ox.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its habit of writing a folder lib/ into the working directory does not show."""
    monkeypatch.chdir(tmp_path)
    drawn(store)
    assert list(tmp_path.iterdir()) == []
