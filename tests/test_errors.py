"""The error tree is drawn as it is, and every sentence is one line."""

from __future__ import annotations

import inspect
import re

from legation import errors
from legation.errors import LegationError


def _drawn() -> dict[str, str]:
    """Read the tree in the module's docstring: each name with the name above it."""
    parents: dict[str, str] = {}
    stack: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"^(    [│├└─ ]*)([A-Z]\w+)\b", line)
        if not match:
            continue
        depth, name = len(match[1]), match[2]
        while stack and stack[-1][0] >= depth:
            stack.pop()
        parents[name] = stack[-1][1] if stack else ""
        stack.append((depth, name))
    return parents


def test_the_tree_in_the_docstring_is_the_tree_of_classes() -> None:
    """Each error stands in the drawing below its base class, and nothing else does."""
    classes = {
        name: cls.__bases__[0].__name__
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if issubclass(cls, LegationError)
    }
    classes["LegationError"] = ""
    assert _drawn() == classes


def test_every_branch_has_its_exit_code() -> None:
    """Errors that need different care from a script end with different codes."""
    branches = LegationError.__subclasses__()
    assert len({branch.exit_code for branch in branches}) == len(branches)
    assert all(branch.exit_code > 2 for branch in branches)


def test_a_hint_follows_the_message() -> None:
    """What to do next stands behind what is wrong, in one line."""
    assert str(LegationError("no graph", hint="add a document")) == "no graph; add a document"
    assert str(LegationError("no graph")) == "no graph"
