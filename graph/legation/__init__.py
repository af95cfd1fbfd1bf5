"""legation: diplomatic documents as a knowledge graph in which every fact says who says so.

>>> import tempfile, legation
>>> folder = tempfile.TemporaryDirectory()
>>> kg = legation.open(f"{folder.name}/x.kg")
>>> text = "Ngày 8/2/1950, Việt Nam và Bulgaria thiết lập quan hệ ngoại giao."
>>> kg.add_text(text, "note", date="2025-10").claims
1
>>> next(iter(kg.ask("relations/steps", a="VNM", b="BGR")))["date"].toPython()
'1950-02-08'
>>> folder.cleanup()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legation.ask.answers import Answer
    from legation.errors import LegationError
    from legation.graph import KnowledgeGraph, open, read

__all__ = ["Answer", "KnowledgeGraph", "LegationError", "open", "read"]

# What is public is imported when it is asked for: `import legation` and `legation --help` are instant.
_HOMES = {
    "Answer": "legation.ask.answers",
    "KnowledgeGraph": "legation.graph",
    "LegationError": "legation.errors",
    "open": "legation.graph",
    "read": "legation.graph",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'legation' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
