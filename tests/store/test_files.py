"""A file is written wholly or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pytest

from legation.errors import NotWritten
from legation.store.files import check_writable, replacing


def _break_off(out: IO[bytes]) -> None:
    out.write(b"half")
    raise ZeroDivisionError


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """When writing breaks off, what stood there still stands, and no part is left behind."""
    path = tmp_path / "graph.ttl"
    path.write_text("old", "utf-8")
    with pytest.raises(ZeroDivisionError), replacing(path) as out:
        _break_off(out)
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_caller_says_what_to_do_next(tmp_path: Path) -> None:
    """A library has no option of the command line to name."""
    with (
        pytest.raises(NotWritten, match=r"could not be written: .*; choose another place$"),
        replacing(tmp_path / "no" / "a.csv", hint="choose another place"),
    ):
        pass


def test_whether_a_file_can_be_written_is_tried_without_writing_it(tmp_path: Path) -> None:
    """What stands there stays, nothing comes to be, and a refusal is the one that writing meets."""
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text("old", "utf-8")
    for path in (old, new):
        check_writable(path, "choose another place")
    assert old.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]
    with pytest.raises(NotWritten, match=r"No such file or directory; choose another place$"):
        check_writable(tmp_path / "no" / "a.json", "choose another place")
