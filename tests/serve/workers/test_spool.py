"""Tests of answers that wait for their clients."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import ResultCut
from legation.serve.workers.spool import Disk, Spool


@given(
    st.lists(st.one_of(st.none(), st.binary(min_size=1, max_size=40)), max_size=30),
    st.integers(0, 60),
)
def test_what_goes_in_comes_out(steps: list[bytes | None], held: int) -> None:
    """In whatever rhythm it is written and read, through memory or disk, nothing is lost."""

    async def scenario() -> None:
        disk = Disk(10_000)
        spool = Spool(held, disk)
        came = []
        for step in steps:
            if step is not None:
                assert spool.put(step)
            elif not spool.is_empty:
                came.append(await spool.get())
        spool.end()
        while part := await spool.get():
            came.append(part)
        assert b"".join(came) == b"".join(step for step in steps if step)
        assert disk.used == 0

    asyncio.run(scenario())


def test_a_full_disk_asks_the_writer_to_wait() -> None:
    """When all that may wait does, the writer is told; what it has written is kept."""

    async def scenario() -> None:
        disk = Disk(4)
        spool = Spool(1, disk)
        assert [spool.put(part) for part in (b"ab", b"cdef", b"gh")] == [True, False, False]
        spool.end()
        assert [await spool.get(), await spool.get(), await spool.get()] == [b"ab", b"cdefgh", b""]
        assert disk.used == 0

    asyncio.run(scenario())


def test_the_reason_comes_after_the_bytes() -> None:
    """A reader gets all that is there, and then why it is not all."""

    async def scenario() -> None:
        spool = Spool(10, Disk(10))
        spool.put(b"ab")
        spool.end(ResultCut("cut"))
        assert await spool.get() == b"ab"
        with pytest.raises(ResultCut, match="cut"):
            await spool.get()

    asyncio.run(scenario())


def test_what_is_closed_takes_no_room() -> None:
    """A reader who leaves frees the disk, and what comes later is dropped."""

    async def scenario() -> None:
        disk = Disk(100)
        spool = Spool(1, disk)
        for part in (b"ab", b"cd", b"ef"):
            spool.put(part)
        assert disk.used == 4
        spool.close()
        assert spool.put(b"gh")
        assert (disk.used, spool.is_empty) == (0, True)

    asyncio.run(scenario())
