"""The floors of the house: imports go strictly downward."""

from __future__ import annotations

import ast
from pathlib import Path

import legation

PACKAGE = Path(legation.__file__).parent

#: The rooms by floor, from the ground up. A room may use its own modules and every floor below.
FLOORS = (
    ("errors",),
    ("resources", "terms"),
    ("knowledge",),
    ("values",),
    ("facts",),
    ("store",),
    ("identity",),
    ("reading", "settle", "check", "tables"),
    ("ask", "network"),
    ("audit", "export"),
    ("view",),
    ("intake",),
    ("changes",),
    ("looking",),
    ("graph",),
    ("serve",),
    ("cli",),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
#: The front door hands out what is public, lazily; it belongs to no floor.
DOOR = "__init__"
#: In a wheel the shelves lie inside the package; they are data with the scripts that make it.
SHELVES = {"ontology", "queries", "sources", "web"}


def _imports(path: Path) -> set[str]:
    """Return the rooms of legation that a module imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "legation" and len(parts) > 1 and parts[1] in FLOOR:
                found.add(parts[1])
    return found


def _modules() -> list[tuple[str, Path]]:
    modules = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room != DOOR and room not in SHELVES:
            modules.append((room, path))
    return modules


def test_every_module_lives_on_a_floor() -> None:
    """A new room must be given its floor here."""
    assert {room for room, _ in _modules()} <= set(FLOOR)


def test_imports_go_strictly_downward() -> None:
    """No module imports from its own floor's other rooms or from above."""
    wrong = [
        f"{path.relative_to(PACKAGE)} ({room}) imports {used}"
        for room, path in _modules()
        for used in sorted(_imports(path))
        if used != room and FLOOR[used] >= FLOOR[room]
    ]
    assert wrong == []


def test_nothing_catches_everything() -> None:
    """No bare or broad except, except where a draft is thrown away and the error goes on."""
    broad = []
    for _, path in _modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ExceptHandler):
                continue
            name = node.type.id if isinstance(node.type, ast.Name) else ""
            raises = any(isinstance(n, ast.Raise) for n in node.body)
            if node.type is None or name == "Exception" or (name == "BaseException" and not raises):
                broad.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert broad == []


def test_only_the_command_line_prints_and_exits() -> None:
    """Library code raises; print and sys.exit belong to the command line."""
    wrong = []
    for room, path in _modules():
        if room == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "print",
                "exit",
                "sys.exit",
            }:
                wrong.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert wrong == []


def test_modules_stay_small() -> None:
    """One idea, one file: no module grows past 400 lines."""
    sizes = {str(p.relative_to(PACKAGE)): p.read_text("utf-8").count("\n") for _, p in _modules()}
    assert {name: size for name, size in sizes.items() if size > 400} == {}
