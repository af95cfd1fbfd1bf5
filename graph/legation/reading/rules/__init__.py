"""A module or a folder per kind of fact: each reads a document and adds its claims to what was found."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def rule(name: str) -> ModuleType:
    """Return the module that reads one kind of fact; in a folder it is the one called ``rule``.

    >>> rule("visits").__name__
    'legation.reading.rules.visits.rule'
    """
    module = import_module(f"{__name__}.{name}")
    return import_module(f"{module.__name__}.rule") if hasattr(module, "__path__") else module
