"""Alarms that are set again and again."""

from __future__ import annotations

import asyncio
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from legation.serve.alarm import Alarm


@settings(max_examples=30)
@given(st.lists(st.sampled_from([0.0, 0.002, 0.005, None]), max_size=6))
def test_only_the_last_setting_counts(steps: list[float | None]) -> None:
    """Whatever was set before, the last one rings, once, unless the alarm was stopped after it."""

    async def scenario() -> list[int]:
        alarm, rung = Alarm(asyncio.get_running_loop()), list[int]()
        for number, seconds in enumerate(steps):
            if seconds is None:
                alarm.stop()
            else:
                alarm.set(seconds, partial(rung.append, number))
        expected = [len(steps) - 1] if steps and steps[-1] is not None else []
        assert alarm.is_set == bool(expected)
        await asyncio.sleep(0.03)
        assert rung == expected
        alarm.set(0.0, lambda: rung.append(-1))
        alarm.close()
        await asyncio.sleep(0.005)
        assert rung == expected
        return rung

    asyncio.run(scenario())
