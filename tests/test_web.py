"""The browser code: its own tests, its types, its build, and what its lock file may not hold."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from legation.resources import pyvis_lib, web_bundle

WEB = Path(__file__).parents[1] / "graph/web"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(not WEB.is_dir(), reason="the browser code is in the checkout")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the folder of the browser code."""
    return subprocess.run(
        command, cwd=WEB, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
def test_the_pure_modules_pass_their_tests() -> None:
    """All that needs no browser is tested with Node's own runner."""
    done = run(str(NODE), "--test", "test/")
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
def test_the_types_hold() -> None:
    """TypeScript finds nothing in the modules as they are written."""
    compiler = WEB / "node_modules/typescript/bin/tsc"
    if not compiler.is_file():
        pytest.skip("npm ci was not run in graph/web")
    done = run(str(NODE), str(compiler))
    assert done.returncode == 0, done.stdout


def test_the_lock_names_no_registry() -> None:
    """Addresses of packages stay out of every file that is committed; every package has a digest."""
    files = [WEB / name for name in ("package.json", "package-lock.json", ".npmrc", "build.mjs")]
    for file in [*files, *sorted((WEB / "src").glob("*"))]:
        assert not re.search(r"resolved\"|registry\.", file.read_text("utf-8")), file.name
    packages = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("integrity" in its for name, its in packages.items() if name)


def test_versions_are_exact_and_nothing_runs_at_install() -> None:
    """Each dependency is pinned, and no script of ours runs when packages are installed."""
    about = json.loads((WEB / "package.json").read_text("utf-8"))
    named = about["dependencies"] | about["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in named.values())
    assert not {"preinstall", "install", "postinstall", "prepare"} & set(about["scripts"])


def test_the_bundle_is_complete_and_says_what_is_in_it() -> None:
    """Every file that the manifest names is there, and the notices name sigma and yasqe."""
    bundle = web_bundle()
    if bundle is None:
        if os.environ.get("LEGATION_WEB") == "require":
            pytest.fail("the web bundle is required")
        pytest.skip("the bundle was not built")
    files = json.loads((bundle / "manifest.json").read_text("utf-8"))["files"]
    assert set(files) >= {"network.js", "query.js", "query.css", "NOTICES.txt"}
    assert all((bundle / name).is_file() for name in files)
    notices = (bundle / "NOTICES.txt").read_text("utf-8")
    assert {"sigma 3.0.3", "@zazuko/yasqe 4.6.2"} <= set(notices.splitlines())


def test_the_fallback_is_there() -> None:
    """vis-network comes with pyvis, whatever was built."""
    assert (pyvis_lib() / "vis-network.min.js").stat().st_size > 100_000
