"""``legation.toml``: the settings of one graph, written when it is made."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from legation.errors import GraphDamaged, NewerFormat, NotAGraph, WrongKind
from legation.store.durable import write_durably

NAME = "legation.toml"
FORMAT = 1
#: A managed graph is made from sources and settled; a plain one is any RDF dataset, as it is.
MANAGED, PLAIN = "managed", "plain"

#: What a graph of each kind is, and how the other is had.
_KINDS = {
    MANAGED: (
        "what it holds comes from its sources and is settled, so it takes no updates",
        "use 'legation add', 'remove' and 'same', or make another with 'legation init --plain'",
    ),
    PLAIN: (
        "it holds RDF as it is, without sources and without anything settled",
        "for this make a graph without --plain",
    ),
}


def there(home: Path) -> bool:
    """Tell whether a directory has settings, which makes it a graph."""
    return (home / NAME).is_file()


def read(home: Path) -> dict[str, object]:
    """Return the settings of a graph.

    Raises
    ------
    GraphDamaged
        They cannot be read.

    """
    try:
        return tomllib.loads((home / NAME).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GraphDamaged(f"{home / NAME} cannot be read: {error}") from error


def write(home: Path, base: str, kind: str) -> None:
    """Write the settings of a new graph."""
    told = f"# A graph of legation: https://w3id.org/legation/\nformat = {FORMAT}\n"
    told += f"base = {json.dumps(base)}\n"
    write_durably(home / NAME, told + (f'kind = "{PLAIN}"\n' if kind == PLAIN else ""))


def kind(home: Path) -> str:
    """Return `MANAGED` or `PLAIN`; what is no graph yet will be managed."""
    return str(read(home).get("kind", MANAGED)) if there(home) else MANAGED


def require(home: Path, wanted: str, called: str = "") -> None:
    """Do nothing if a graph, which is ``called`` something or by its path, is of this kind.

    Raises
    ------
    WrongKind
        It is of the other; the message says what that means.

    """
    found = kind(home)
    if found != wanted:
        what, hint = _KINDS.get(found, ("this legation does not know that", "install a newer one"))
        raise WrongKind(f"{called or home} is a {found} graph: {what}", hint=hint)


def check_format(home: Path) -> None:
    """Do nothing if this legation can read a graph.

    Raises
    ------
    NotAGraph, NewerFormat
        The settings name no format, or a later one.

    """
    told = read(home)
    found = told.get("format", FORMAT if "store" in told else None)
    if not isinstance(found, int):
        raise NotAGraph(
            f"{home / NAME} names no format", hint="name another directory with --graph"
        )
    if found > FORMAT:
        raise NewerFormat(
            f"{home} has format {found}, this legation knows formats up to {FORMAT}",
            hint="install a newer legation",
        )
