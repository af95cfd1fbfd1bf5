"""Build the browser bundle with npm when Node is there; without Node the pages fall back to pyvis.

``LEGATION_WEB`` decides: ``auto`` (default) builds if it can, ``require`` fails if it cannot
(releases and CI), ``skip`` never runs Node.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path("graph/web")
INPUTS = ("package.json", "package-lock.json", "build.mjs", "src/**/*")
NPM_CI = (
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
    "--fetch-timeout=30000",
)


class BundleMissing(RuntimeError):
    """The bundle is required, and it can neither be found nor built."""


class WebBundle(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Put ``graph/web/dist`` into sdist and wheel, building it first if it is missing or stale."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build what is missing, then tell hatchling to keep it although git ignores it."""
        web = Path(self.root) / WEB
        wish = os.environ.get("LEGATION_WEB", "auto")
        want = fingerprint(web)
        if built(web) != want:
            problem = "LEGATION_WEB=skip" if wish == "skip" else build(web)
            if problem and wish == "require":
                raise BundleMissing(f"the web bundle is required but: {problem}")
            if problem:
                self.app.display_warning(f"web bundle left out ({problem}); pages will use pyvis")
                return
            if built(web) != want:
                raise BundleMissing(
                    "build.mjs wrote another fingerprint than hatch_build.py computes"
                )
        build_data["artifacts"].append(f"/{WEB.as_posix()}/dist/")

    def clean(self, versions: list[str]) -> None:  # noqa: ARG002
        """Remove what this hook made (``hatch clean``, ``hatchling build --clean``)."""
        shutil.rmtree(Path(self.root) / WEB / "dist", ignore_errors=True)


def fingerprint(web: Path) -> str:
    """Return one digest of every file the bundle is made from; file times play no part."""
    digest = hashlib.sha256()
    found = {
        p.relative_to(web).as_posix(): p for glob in INPUTS for p in web.glob(glob) if p.is_file()
    }
    for name, path in sorted(found.items()):
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def built(web: Path) -> str | None:
    """Return the fingerprint that the bundle in ``dist`` was made from, if there is one."""
    try:
        return str(json.loads((web / "dist/manifest.json").read_text("utf-8"))["inputs"])
    except (OSError, ValueError, KeyError):
        return None


def build(web: Path) -> str | None:
    """Run npm; return ``None`` when it worked, else one sentence saying what stood in the way."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return "Node is not installed"
    steps = [[npm, *NPM_CI], [node, "build.mjs", fingerprint(web)]]
    for step in steps:
        try:
            subprocess.run(  # noqa: S603 - both commands are told above
                step,
                cwd=web,
                check=True,
                timeout=600,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        except subprocess.CalledProcessError as error:
            said = [
                line
                for line in error.stderr.splitlines()
                if re.match(r"npm error|.*\bERROR\b", line)
            ]
            return f"{Path(step[0]).stem} {step[1]} failed: {' | '.join(said[:4]) or error.stderr[-500:]}"
        except subprocess.TimeoutExpired:
            return f"{Path(step[0]).name} {step[1]} took over ten minutes"
    return None
