"""An answer that has begun, and what becomes of it when nobody reads it."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from legation.serve.workers.running import Running
from legation.serve.workers.spool import Disk


class _Process:
    """A worker that is told who left."""

    def __init__(self) -> None:
        self.left: list[Running] = []

    def leave(self, running: Running) -> None:
        """Hear that nobody waits for an answer."""
        self.left.append(running)


def test_what_comes_after_the_client_has_left_is_not_kept() -> None:
    """A worker that is not yet stopped fills neither memory nor disk, and leaves no open file."""

    async def act() -> None:
        process, disk = _Process(), Disk(1_000_000)
        running = Running(cast("Any", process), cast("Any", None), 10, disk)
        running.leave()
        for _ in range(5):
            assert running.put(b"x" * 1_000, 1_000_000)
        assert process.left == [running]
        assert disk.used == 0

    asyncio.run(act())
