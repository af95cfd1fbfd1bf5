"""What is left of the server after all of it."""

from __future__ import annotations

import json

import httpx

from serve.attacked import ATTACKED
from served import TOKEN, Server

pytestmark = ATTACKED


def test_the_server_has_lived_through_it(server: Server, attacker: httpx.Client) -> None:
    """Nothing runs or waits any more, no error was unforeseen, and the log has no token."""
    told = attacker.get("/health").json()
    assert (told["status"], told["waiting"]) == ("ok", 0)
    log = server.told()
    assert TOKEN not in log
    assert '"trace"' not in log
    for line in log.splitlines():
        json.loads(line)
