"""Two writers at once, and readers beside them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import legation
from store.killed import COMMAND, CRASHES, NOTE, Killed, environment, sound

pytestmark = CRASHES


def test_two_writers_at_once(killed: Killed) -> None:
    """Of several that add at once each has either added or been told that the graph is busy."""
    killed.copy("old")
    for number in range(4):
        Path(f"w{number}.txt").write_text(NOTE.format("Peru", number + 3), encoding="utf-8")
    processes = [
        subprocess.Popen(
            [*COMMAND, "add", f"w{number}.txt", "--graph", "x.kg"],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for number in range(4)
    ]
    told = [process.communicate()[1].decode() for process in processes]
    codes = [process.returncode for process in processes]
    assert set(codes) <= {0, 3}
    assert 0 in codes
    busy = "legation: another process "
    assert all(text.startswith(busy) for text, code in zip(told, codes, strict=True) if code)
    names = {source.name for source in legation.open("x.kg").sources()}
    added = {f"w{number}" for number, code in enumerate(codes) if not code}
    assert names == {"note", "table"} | added
    sound(Path("x.kg"))


READER = """
import sys, legation
first, seen, asked = legation.open("x.kg").store, [], 0
size, graph = len(first), legation.open("x.kg")
print("ready", flush=True)
while not seen or graph.version < int(sys.argv[1]):
    asked += 1
    assert len(first) == size == sum(1 for _ in first)
    answer = graph.query("SELECT (COUNT(*) AS ?n) { ?f a lgn:RelationEvent }")
    number = int(next(iter(answer))[0])
    if not seen or seen[-1] != number:
        seen.append(number)
assert seen == sorted(seen) and asked > 1, seen
"""


def test_readers_are_never_disturbed(killed: Killed) -> None:
    """Who reads keeps its answers through 15 writes, also of a version that is pruned by then."""
    killed.copy("old")
    last = 16
    words = [sys.executable, "-c", READER, str(last)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment()) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"ready\n"
        graph = legation.open("x.kg")
        for number in range(1, last):
            graph.add_text(NOTE.format("Peru", number), f"n{number}")
        assert graph.version == last
        assert not Path("x.kg/versions/000001").exists()
    assert reader.returncode == 0
