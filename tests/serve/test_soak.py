"""The memory of the server over a minute.

An hour: ``python tests/benchmarks/serving.py --rounds 0 --soak 3600``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import legation
from benchmarks.serving import soak
from served import serving

SECONDS = 60.0
#: Megabytes that an allocator may keep, once each kind of request has come many times.
SLACK = 12.0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_does_not_grow(tmp_path: Path) -> None:
    """All kinds of requests, right and wrong, come and go; what they used is free again."""
    home = tmp_path / "x.kg"
    note = "Mongolia and Chile established diplomatic relations on 4 May 1984."
    legation.open(home).add_text(note, "note", date="2020-05", language="en")
    # What is kept on purpose shall be full before it is looked at.
    with serving(home, "--keep", "1") as server:
        before, after = soak(server.url, server.process.pid, SECONDS)
    assert set(before) == {"server", "worker"}
    for name, size in after.items():
        assert size < before[name] + SLACK, name
