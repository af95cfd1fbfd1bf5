"""What a process that runs strangers' queries gives up before it sees the first of them.

::

    network      a namespace of its own without any interface, and no call that opens a socket
    memory       writable memory beyond its share is not given (RLIMIT_DATA: files that are only
                 read, as those of the store, do not count)
    programs     none can be started, no rights gained, no process signalled
    files        nothing can be written, no core is dumped, few can be open
    its parent   it dies with it

Which of this a machine allows is only known by trying: a container may forbid namespaces, an
emulated kernel may ignore limits. So `missing` tries it, in a process that ends thereafter.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from legation.serve.workers import seccomp

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_PR_SET_PDEATHSIG = 1
_FILES = 1024
_TRIED = 512 << 20
_PATIENCE = 20.0


def isolate(memory: int) -> tuple[str, ...]:
    """Isolate this process for good; return what could not be had.

    It must not have started a thread, and not have opened what it will write to besides pipes.
    """
    lost = []
    sys.dont_write_bytecode = True
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if not _limit(memory):
        lost.append("memory")
    # A kernel may allow only one of the two; either keeps the network away.
    apart = _without_network()
    filtered = seccomp.give_up_privileges() and seccomp.install()
    if not (apart or filtered):
        lost.append("network")
    return tuple(lost)


def possible() -> bool:
    """Tell whether a query can be isolated on this machine: from the network, and in memory."""
    return not missing()


@cache
def missing() -> tuple[str, ...]:
    """Return which parts of the isolation cannot be had here; found out by trying.

    >>> set(missing()) <= {"memory", "network", "end"}
    True
    """
    if sys.platform != "linux":
        return ("memory", "network")
    # Not needed by a worker, which shall start at once.
    import socket
    import subprocess

    with socket.create_server(("127.0.0.1", 0)) as canary:
        port = canary.getsockname()[1]
        try:
            probe = subprocess.Popen(  # noqa: S603 - our own Python, our own module
                [*command(__name__), str(port)], env=environment(), stdout=subprocess.PIPE
            )
        except OSError:
            return ("memory", "network")
        with probe:
            line = probe.stdout.readline() if probe.stdout else b""
            lost = set(json.loads(line or b'["memory", "network"]'))
            probe.kill()
            try:
                probe.wait(1)
            except subprocess.TimeoutExpired:
                lost.add("end")
        return tuple(sorted(lost))


def command(module: str) -> list[str]:
    """Return how a module of this package is run as a process of its own."""
    run = f"import sys; from {module} import main; sys.exit(main(sys.argv[1:]))"
    return [sys.executable, "-S", "-P", "-c", run]


def environment() -> dict[str, str]:
    """Return the environment of such a process: where Python finds its modules, and no secrets."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    path = os.pathsep.join(str(Path(place).resolve()) for place in sys.path)
    return kept | {
        "PYTHONPATH": path,
        "PYTHONUTF8": "1",
        "RUST_BACKTRACE": "0",
        # Each heap of a thread reserves memory of its own.
        "MALLOC_ARENA_MAX": "2",
    }


def _limit(memory: int) -> bool:
    """Set the limits of the process; tell whether that of memory is set."""
    if sys.platform == "win32":
        return False
    import resource

    open_files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    few = _FILES if open_files == resource.RLIM_INFINITY else min(_FILES, open_files)
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, few),
    ):
        resource.setrlimit(kind, (most, most))
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    except (OSError, ValueError):
        return False
    return sys.platform == "linux"


def _without_network() -> bool:
    """Move into a network of its own that has nothing in it; tell whether that was done.

    Who may do so without a user namespace keeps the right to read its files.
    """
    if sys.platform != "linux":
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return any(unshare(how) == 0 for how in (_CLONE_NEWNET, _CLONE_NEWNET | _CLONE_NEWUSER))


def main(arguments: list[str]) -> int:
    """Isolate this process, try to break out, and write what succeeded; wait to be killed."""
    import mmap
    import socket

    lost = set(isolate(_TRIED))
    with suppress(OSError), socket.create_connection(("127.0.0.1", int(arguments[0])), 1):
        lost.add("network")
    with suppress(OSError), mmap.mmap(-1, _TRIED + mmap.PAGESIZE, flags=mmap.MAP_PRIVATE):
        lost.add("memory")
    sys.stdout.write(json.dumps(sorted(lost)) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    return 0
