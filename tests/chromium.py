"""The browser of the tests: where it is, and how it is started so that it asks for nothing itself."""

from __future__ import annotations

import shutil

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Draws with WebGL on a machine without a graphics card.
DRAWING = (*QUIET, "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
#: Keeps what the content security policy has refused.
WATCH = (
    "window.refused = []; document.addEventListener('securitypolicyviolation',"
    " (event) => window.refused.push([event.effectiveDirective, event.blockedURI]))"
)
