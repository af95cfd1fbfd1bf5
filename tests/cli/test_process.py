"""The command as a process: any locale, Ctrl-C, a closed pipe, two writers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from legation.store.lock import locked

COMMAND = [sys.executable, "-c", "from legation.cli import main; main()"]
NOTE = "Ngày 8/2/1950, Việt Nam và Bun-ga-ri thiết lập quan hệ ngoại giao.\n"


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **more}


def _run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *words], capture_output=True, check=False, env=_environment(**environment)
    )


@pytest.fixture
def note() -> Path:
    """Write a note of one sentence."""
    path = Path("note.txt")
    path.write_text(NOTE, encoding="utf-8")
    return path


def test_output_is_utf8_whatever_the_locale(note: Path) -> None:
    """Vietnamese is read and printed as UTF-8 in the C locale too."""
    done = _run("read", str(note), LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "Bun-ga-ri" in done.stdout.decode("utf-8")
    assert "thiết lập" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_control_c_while_adding_leaves_nothing_broken(note: Path) -> None:
    """An interrupted first add leaves no graph, and says so in one line."""
    code = (
        "import time, legation.settle.settled as s, sys\n"
        "def slow(*_): print('settling', flush=True); time.sleep(60)\n"
        "s.settle = slow\n"
        "from legation.cli import main; sys.argv[1:] = ['add', 'note.txt']; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"settling\n"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode().strip() == "legation: interrupted; nothing was changed"
    assert not Path("legation.kg").exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_reader_that_leaves_is_no_error(note: Path) -> None:
    """`legation ask | head -1` ends quietly."""
    done = subprocess.run(
        ["bash", "-c", '"$0" "$@" | head -1', *COMMAND, "ask"],
        capture_output=True,
        check=False,
        env=_environment(),
    )
    assert done.returncode == 0
    assert done.stderr == b""


def test_a_busy_graph_is_told(note: Path) -> None:
    """While one process writes, another gets one clear line and exit code 3."""
    assert _run("add", str(note)).returncode == 0
    note.write_text(NOTE.replace("1950", "1951"), encoding="utf-8")
    with locked(Path("legation.kg")):
        done = _run("add", str(note))
    assert done.returncode == 3
    assert done.stderr.decode() == (
        "legation: another process is writing to legation.kg; wait until it has finished and try again\n"
    )


def test_a_newer_graph_is_told(note: Path) -> None:
    """A graph of a later format is left alone."""
    assert _run("add", str(note)).returncode == 0
    Path("legation.kg/legation.toml").write_text("format = 99\n")
    done = _run("sources")
    assert done.returncode == 3
    assert done.stderr.decode() == (
        "legation: legation.kg has format 99, this legation knows formats up to 1; install a newer legation\n"
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_graph_is_told(note: Path) -> None:
    """A directory without write permission is one clear line."""
    Path("shut").mkdir(mode=0o500)
    done = _run("add", str(note), "--graph", "shut/x.kg")
    assert done.returncode == 3
    assert b"cannot be written to" in done.stderr


def test_standard_input_takes_a_query(note: Path) -> None:
    """A query may be piped in."""
    assert _run("add", str(note)).returncode == 0
    done = subprocess.run(
        [*COMMAND, "query", "--format", "csv"],
        input=b"SELECT ?date { ?r a lgn:RelationEvent ; lgn:edtf ?date }",
        capture_output=True,
        check=True,
        env=_environment(),
    )
    assert done.stdout == b"date\r\n1950-02-08\r\n"


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no device that is always full")
@pytest.mark.parametrize(
    "words", [["ask"], ["query", "ASK {}", "--format", "csv"], ["show", "Bulgaria"], ["sources"]]
)
def test_a_full_disk_is_one_line(note: Path, words: list[str]) -> None:
    """Output that cannot be written is told, with the exit code of output."""
    assert _run("add", str(note)).returncode == 0
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *words], stdout=full, stderr=subprocess.PIPE, check=False, env=_environment()
        )
    assert done.returncode == 7
    assert (
        done.stderr.decode()
        == "legation: the output could not be written: No space left on device\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_is_no_document() -> None:
    """A named pipe is refused instead of waited for."""
    os.mkfifo("pipe")
    done = _run("add", "pipe")
    assert done.returncode == 4
    assert done.stderr.decode() == "legation: pipe is no file; save what it gives to a file first\n"


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_keeps_leading_where_it_led(note: Path) -> None:
    """Writing through a link writes its target."""
    assert _run("add", str(note)).returncode == 0
    Path("target.ttl").write_text("")
    Path("link.ttl").symlink_to("target.ttl")
    assert _run("export", "--format", "turtle", "--out", "link.ttl").returncode == 0
    assert Path("link.ttl").is_symlink()
    assert "RelationEvent" in Path("target.ttl").read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_takes_output(note: Path) -> None:
    """A named pipe is written to, never replaced by a file."""
    assert _run("add", str(note)).returncode == 0
    os.mkfifo("out")
    with subprocess.Popen(["cat", "out"], stdout=subprocess.PIPE) as reader:
        done = _run("export", "--format", "turtle", "--out", "out")
        assert done.returncode == 0, done.stderr
        assert reader.stdout is not None
        assert b"RelationEvent" in reader.stdout.read()
    assert Path("out").is_fifo()
