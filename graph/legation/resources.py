"""Find the shelves: packaged in a wheel, else in the checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]
_SHELVES = {"ontology": "ontology", "queries": "queries", "sources": "graph/sources"}


def shelf(name: str) -> Traversable:
    """Return the folder called ``name``: ``ontology``, ``queries`` or ``sources``.

    >>> (shelf("ontology") / "legation.ttl").is_file()
    True
    """
    packaged = files("legation") / name
    return packaged if packaged.is_dir() else _CHECKOUT / _SHELVES[name]


def texts(name: str, folder: str, suffix: str) -> dict[str, str]:
    """Return the UTF-8 texts of one folder of a shelf by file name, sorted.

    >>> list(texts("ontology", "core", ".ttl"))[0]
    'actors.ttl'
    """
    place = shelf(name) / folder
    found = sorted((f for f in place.iterdir() if f.name.endswith(suffix)), key=lambda f: f.name)
    return {f.name: f.read_text("utf-8") for f in found}
