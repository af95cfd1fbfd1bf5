"""A filter of system calls for this process and all its threads to come: no network, no programs.

The engine needs neither; what it asks for in spite of that is answered with "not permitted".
Classic BPF, as described in seccomp(2); only on Linux, on x86-64 and ARM.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _NOT_THERE, _KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_CLONE_THREAD = 0x10000
#: By machine: its audit number, the calls that are refused, clone (threads only), clone3.
#: Refused are: socket, connect, socketpair; fork, vfork, execve, execveat; kill, ptrace,
#: process_vm_writev; unshare, setns; io_uring_setup, which opens sockets by itself; bpf.
_CALLS = {
    "x86_64": (
        0xC000003E,
        (41, 42, 53, 57, 58, 59, 322, 62, 101, 311, 272, 308, 425, 321),
        56,
        435,
    ),
    "aarch64": (0xC00000B7, (198, 203, 199, 221, 281, 129, 117, 271, 97, 268, 425, 280), 220, 435),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def give_up_privileges() -> bool:
    """Let no program that is started from here gain rights; tell whether that was done."""
    return sys.platform == "linux" and _prctl(_PR_SET_NO_NEW_PRIVS, 1) == 0


def install() -> bool:
    """Install the filter after `give_up_privileges`; tell whether that was done.

    It cannot be taken back. Processes cannot be started any more, threads can.
    """
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    code = b"".join(_filter(*_CALLS[platform.machine()]))
    program = _Program(len(code) // 8, code)
    return _prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program)) == 0


def _filter(architecture: int, refused: tuple[int, ...], clone: int, clone3: int) -> list[bytes]:
    """Return the program; the two numbers of a jump say how many steps to skip if so, if not."""
    return [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, architecture, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        # Calls of the 32-bit variant of x86-64 have numbers of their own.
        _step(_AT_LEAST, 0x40000000, 0, 1),
        _step(_RETURN, _NOT_THERE),
        *(step for n in refused for step in (_step(_EQUAL, n, 0, 1), _step(_RETURN, _REFUSE))),
        # The library falls back from clone3, whose arguments no filter can see, to clone.
        _step(_EQUAL, clone3, 0, 1),
        _step(_RETURN, _NOT_THERE),
        _step(_EQUAL, clone, 0, 3),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_ANY_BIT, _CLONE_THREAD, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_so, if_not, value)


def _prctl(option: int, *values: object) -> int:
    rest = [*values, *(ctypes.c_ulong(0) for _ in range(4 - len(values)))]
    return int(ctypes.CDLL(None, use_errno=True).prctl(option, *rest))
