"""Pages of refusals: in the reader's language, with the links of all other pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import legation
from served import Server, serving

BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a graph of one note below a path."""
    home: Path = tmp_path_factory.mktemp("below") / "a.kg"
    legation.open(home).add_text("Mongolia recognised Chile on 4 May 1984.", "note", language="en")
    with serving(home, "--base", "https://data.example.org/kg") as server:
        yield server


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/nothing-here", "404 Không tìm thấy"),
        ("/state/VNM?version=99", "404 Không tìm thấy"),
        ("/questions/visits/nothing", "404 Không tìm thấy"),
        ("/disagreements?kind=none", "400 Yêu cầu không hợp lệ"),
    ],
)
def test_a_refusal_speaks_to_its_reader(below: Server, path: str, title: str) -> None:
    """Title and menu are Vietnamese for who reads so; the English sentence is marked as such."""
    got = httpx.get(below.url + path, headers={**BROWSER, "Accept-Language": "vi"})
    assert got.status_code == int(title[:3])
    assert f'<h1>{title}</h1>\n<p lang="en">' in got.text
    assert '<html lang="vi">' in got.text
    assert ">Nguồn</a>" in got.text


def test_its_links_know_the_path_of_the_base(below: Server) -> None:
    """Behind a proxy that serves the graph below a path the menu leads below that path."""
    got = httpx.get(below.url + "/nothing-here", headers={**BROWSER, "Host": "data.example.org"})
    assert got.status_code == 404
    assert '<link rel="stylesheet" href="/kg/static/site.css">' in got.text
    assert '<a href="/kg/sources">' in got.text


def test_machines_get_the_same_shape_as_ever(below: Server) -> None:
    """Who asks for no page gets a problem of RFC 9457, in English."""
    got = httpx.get(below.url + "/nothing-here", headers={"Accept-Language": "vi"})
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json()["detail"] == "the graph knows nothing of this path"
