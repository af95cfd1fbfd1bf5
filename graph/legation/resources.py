"""Find the shelves: packaged in a wheel, else in the checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]
_SHELVES = {
    "ontology": "ontology",
    "queries": "queries",
    "sources": "graph/sources",
    "web": "graph/web/dist",
}


def shelf(name: str) -> Traversable:
    """Return the folder called ``name``: ``ontology``, ``queries``, ``sources`` or ``web``.

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


def web_bundle() -> Path | None:
    """Return the folder of browser libraries; ``None`` if this install was made without Node."""
    folder = Path(str(shelf("web")))
    return folder if (folder / "manifest.json").is_file() else None


def pyvis_lib() -> Path:
    """Return the folder of vis-network that the pyvis package carries.

    >>> (pyvis_lib() / "vis-network.min.js").is_file()
    True
    """
    return Path(str(files("pyvis") / "templates" / "lib" / "vis-9.1.2"))
