"""The documentation is run: every command in it works and prints what is shown.

In a block marked ``console`` a line ``$ command`` is followed by its output; ``…`` alone on a
line stands for any lines. ``python tests/test_docs.py``
prints the real output of all of them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"```(console|python)\n(.*?)```", re.DOTALL)
#: Commands that install or run this very suite: the wheel test and CI run them, not a test inside.
INSTALLS = ("pip install . && ", "pip install -e '.[test]' && pytest")


def blocks(kind: str) -> list[str]:
    """Return the blocks of one kind in README.md."""
    if not README.is_file():
        return []
    return [text for found, text in _BLOCK.findall(README.read_text("utf-8")) if found == kind]


def commands(block: str) -> list[tuple[str, str]]:
    """Return the commands of a block with the output shown for each."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def real(command: str, folder: Path) -> str:
    """Run a command in a folder and return what it prints."""
    environment = {**os.environ, "COLUMNS": "110", "PYTHONUTF8": "1"}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return "\n".join(line.rstrip() for line in done.stdout.decode().splitlines()).strip()


def matches(shown: str, got: str) -> bool:
    """Tell whether output is as shown, where ``…`` alone on a line stands for any lines."""
    pieces = [
        re.escape(piece.strip("\n"))
        for piece in re.split(r"^…$", shown.strip(), flags=re.MULTILINE)
    ]
    return (
        re.fullmatch(
            r"\s*(?:.*\n)?".join(pieces) + r"(?:.*)?" * shown.strip().endswith("…"), got, re.DOTALL
        )
        is not None
    )


@pytest.mark.skipif(not README.is_file(), reason="README.md lies in the checkout")
def test_every_command_of_the_readme_prints_what_is_shown(tmp_path: Path) -> None:
    """Run the README from top to bottom, in one folder, as a newcomer would."""
    if shutil.which("legation", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("the command line is not installed beside this Python")
    assert commands("".join(blocks("console"))), "the README shows no command"
    for block in blocks("console"):
        for command, shown in commands(block):
            if command == INSTALLS[1]:
                continue
            got = real(command.removeprefix(INSTALLS[0]), tmp_path)
            assert matches(shown, got), f"$ {command}\n--- shown\n{shown}\n--- printed\n{got}"


@pytest.mark.skipif(not README.is_file(), reason="README.md lies in the checkout")
def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    """The Python shown works on the graph that the commands made."""
    for command, _ in commands(blocks("console")[0]):
        real(command.removeprefix(INSTALLS[0]), tmp_path)
    for block in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()


def test_an_ellipsis_stands_for_any_lines() -> None:
    """What the README leaves out may be anything; what it shows must be there."""
    assert matches("a\n…\nc", "a\nb\nb\nc")
    assert matches("a\n…\n", "a\nb")
    assert not matches("a\n…\nc", "a\nb")
    assert not matches("a\nc", "a\nb\nc")


def test_the_changelog_tells_of_every_command() -> None:
    """Each command is told in the changelog and in the help."""
    if not (ROOT / "CHANGELOG.md").is_file():
        pytest.skip("CHANGELOG.md lies in the checkout")
    from legation.cli import commands as group

    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    untold = [name for name in group.commands if name not in text and name != "init"]
    assert untold == []
    assert all(command.help for command in group.commands.values())


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        for text in blocks("console"):
            for line, _ in commands(text):
                if line != INSTALLS[1]:
                    print(f"$ {line}\n{real(line.removeprefix(INSTALLS[0]), Path(place))}\n")
