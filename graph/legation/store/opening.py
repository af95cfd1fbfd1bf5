"""Which store a graph has: that of its directory, or one elsewhere."""

from __future__ import annotations

from pathlib import Path

from legation.store.versions import Versions


def versions(path: str | Path) -> Versions:
    """Return the versions of the graph in a directory or at the URL of a SPARQL store.

    A directory whose ``legation.toml`` has a table ``[store]`` keeps the mirror of that store.

    >>> versions("some.kg").home.name
    'some.kg'

    Raises
    ------
    RemoteRefused
        The URL is none, or holds a name or a password.

    """
    from legation.store.remote.settings import Settings, is_url

    if isinstance(path, str) and is_url(path):
        from legation.store.remote.mirror import RemoteVersions, home_of

        return RemoteVersions(home_of(path), Settings.of_url(path))
    settings = Settings.of_folder(Path(path))
    if settings is None:
        return Versions(Path(path))
    from legation.store.remote.mirror import RemoteVersions

    return RemoteVersions(Path(path), settings)
