"""Pictures of the main pages for the README: ``python tests/pictures.py --out DIR [--only NAME]``.

The graph of the tour is built in a temporary folder, served as a person would serve it, and looked
at with Chromium at one size of window, one language and one time zone, with animations off. The
same pages give the same pictures, so a change of one is a change of the page.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import legation
from chromium import CHROMIUM, DRAWING
from legation.resources import shelf
from served import serving

ARGS = (*DRAWING, "--font-render-hinting=none", "--hide-scrollbars")
WIDTH, HEIGHT = 1200, 750


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: where it is found, and how it is looked at."""

    path: str
    wait: str = "main"
    dark: bool = False
    language: str = "en-GB"
    width: int = WIDTH


SHOTS = {
    "home": Shot("/"),
    "pair": Shot("/pair/BLR-VNM"),
    "network": Shot("/network?about=VNM,BLR", "#net[data-ready]"),
    "network-dark": Shot("/network?about=VNM,BLR", "#net[data-ready]", dark=True),
    "timeline": Shot("/questions/visits/between?a=VNM&b=BLR&view=timeline", "svg.pic"),
    "dossier": Shot("/dossier/VNM-BLR.html", "body"),
    "pair-vi": Shot("/pair/BLR-VNM", language="vi-VN"),
    "pair-narrow": Shot("/pair/BLR-VNM", width=390),
}
#: What the README shows; the others are for whoever looks at the pages with care.
SHOWN = ("network", "pair", "timeline")


def take(out: Path, names: Sequence[str] = SHOWN) -> list[Path]:
    """Save pictures by name into a folder, and return their files.

    Raises
    ------
    SystemExit
        There is no Chromium on the path.

    """
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        raise SystemExit("no Chromium on the path")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "tour.kg"
        legation.open(home).add(Path(str(shelf("sources") / "tour")))
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, chromium_sandbox=False, args=list(ARGS)
        )
        with serving(home) as server:
            files = [_shot(started, server.url, SHOTS[name], out / f"{name}.png") for name in names]
        started.close()
    return files


def _shot(browser: Any, base: str, shot: Shot, file: Path) -> Path:
    context = browser.new_context(
        viewport={"width": shot.width, "height": HEIGHT},
        color_scheme="dark" if shot.dark else "light",
        locale=shot.language,
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.route("**/dossier/*", _shown)
    answer = tab.goto(f"{base}{shot.path}", timeout=30_000)
    if answer is None or not answer.ok:
        raise SystemExit(f"{shot.path} cannot be pictured: {answer and answer.status}")
    tab.locator(shot.wait).first.wait_for(timeout=30_000)
    tab.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    tab.screenshot(path=str(file), animations="disabled", caret="hide")
    context.close()
    return file


def _shown(route: Any) -> None:
    """Show a dossier as it looks once saved: then only the policy within the file holds."""
    answer = route.fetch()
    gone = {"content-disposition", "content-security-policy"}
    headers = {k: v for k, v in answer.headers.items() if k not in gone}
    route.fulfill(response=answer, headers=headers)


def main() -> None:
    """Take the pictures and tell their sizes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--only", nargs="*", choices=sorted(SHOTS), default=SHOWN)
    given = options.parse_args()
    for file in take(given.out, given.only):
        print(f"{file}  {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
