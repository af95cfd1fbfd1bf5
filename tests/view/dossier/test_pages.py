"""The page of a dossier in a real browser, on screen and on paper; the command that writes it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from chromium import CHROMIUM
from legation.cli.dossier import dossier as command
from legation.graph import KnowledgeGraph
from legation.view.dossier import Dossier


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start one Chromium for the module."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the path")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=False)
        yield started
        started.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_page_is_quiet_fits_and_prints(
    language: str, browser: Any, told: Callable[[str], Dossier], tmp_path: Path
) -> None:
    """Nothing is asked for or complained of; no line is cut off on a telephone or on paper."""
    import pypdf

    said: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 700}, offline=True)
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    place = told(language).save(tmp_path / "told.html")
    page.goto(place.as_uri())
    assert said == [place.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") != "32px"
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert 4 <= len(pdf.pages) <= 14
    assert round(float(pdf.pages[0].mediabox.width)) == 595  # A4
    text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert f"[{len(told(language).sheet.notes)}]" in text
    context.close()


@pytest.mark.parametrize("suffix", ["html", "md", "docx"])
def test_the_command_writes_a_file(suffix: str, tour: KnowledgeGraph, tmp_path: Path) -> None:
    """The format is that of the name; what it holds is told in one line."""
    out = tmp_path / f"sheet.{suffix}"
    run = CliRunner().invoke(
        command, ["VNM", "BLR", "--graph", str(tour.path), "--language", "vi", "--out", str(out)]
    )
    assert run.exit_code == 0
    assert run.output == f"wrote {out}: 50 facts told, 53 notes, 3 sources\n"
    assert out.stat().st_size > 10_000
