"""Which store a graph has: that of its directory, or one elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from legation.errors import NotAGraph
from legation.store.versions import Versions

#: What can be named as a graph.
UNDERSTOOD = "name a directory, or the http:// or https:// address of a SPARQL endpoint"
#: How a URL begins; one letter would be a drive.
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):/", re.IGNORECASE)


def versions(path: str | Path) -> Versions:
    """Return the versions of the graph in a directory or at the URL of a SPARQL store.

    A directory whose ``legation.toml`` has a table ``[store]`` keeps the mirror of that store.

    >>> versions("some.kg").home.name
    'some.kg'

    Raises
    ------
    NotAGraph
        It is a URL of a kind that no store has.
    RemoteRefused
        The URL is none, or holds a name or a password.

    """
    from legation.store.remote.settings import Settings, home_of, is_url

    if told := not_understood(path):
        raise NotAGraph(told, hint=UNDERSTOOD)
    if isinstance(path, str) and is_url(path):
        from legation.store.remote.mirror import RemoteVersions

        return RemoteVersions(home_of(path), Settings.of_url(path))
    settings = Settings.of_folder(Path(path))
    if settings is None:
        return Versions(Path(path))
    from legation.store.remote.mirror import RemoteVersions

    return RemoteVersions(Path(path), settings)


def not_understood(path: str | Path) -> str:
    """Return what is wrong with a URL that is neither http nor https; of all else nothing.

    >>> not_understood("ftp://example.org/x"), not_understood("https://example.org/x")
    ("no graph can be at 'ftp://example.org/x'", '')
    """
    from legation.store.remote.settings import is_url

    told = str(path)
    return f"no graph can be at {told!r}" if _SCHEME.match(told) and not is_url(told) else ""
