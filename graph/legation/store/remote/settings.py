"""Where a remote store is and how it is spoken to; secrets come from the environment only."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from legation.errors import GraphDamaged, RemoteRefused
from legation.terms import digest, slug

#: The table of ``legation.toml`` that makes the graph of a directory a remote one.
TABLE = "store"
_FILE = "legation.toml"
_QUERY_PATHS = ("/query", "/sparql")


@dataclass(frozen=True, slots=True)
class Settings:
    """The ``[store]`` of a ``legation.toml``; all but ``query`` may be left out.

    ``update`` and ``graph_store`` are found beside ``query`` where they are not told. The
    variables name what the environment holds; their values are never written anywhere.

    >>> Settings.of_url("https://e.org/sparql").query
    'https://e.org/sparql'
    """

    query: str
    update: str = ""
    graph_store: str = ""
    authentication: str = "basic"
    user_variable: str = "LEGATION_STORE_USER"
    password_variable: str = "LEGATION_STORE_PASSWORD"  # noqa: S105 - the name of a variable
    token_variable: str = "LEGATION_STORE_TOKEN"  # noqa: S105 - the name of a variable
    #: Whether the store shows all graphs where no graph is named; ``None``: found out.
    union_default: bool | None = None
    #: Whether an update is one transaction; ``None``: told by what the store calls itself.
    atomic: bool | None = None
    timeout: int = 60
    #: So many triples are asked for at a time.
    page: int = 5_000
    #: So many times something is tried when the store is busy.
    attempts: int = 5

    @classmethod
    def of_url(cls, url: str) -> Self:
        """Return the settings of an endpoint of which no more is known than its address.

        Raises
        ------
        RemoteRefused
            It is no address of the web, or holds a name or a password.

        """
        return cls(_checked(url))

    @classmethod
    def of_folder(cls, folder: Path) -> Self | None:
        """Return the settings in a ``legation.toml``, ``None`` if it names no store.

        Raises
        ------
        GraphDamaged
            The table holds what is no setting.
        RemoteRefused
            An address is none, or holds a name or a password.

        """
        try:
            told = tomllib.loads((folder / _FILE).read_text("utf-8")).get(TABLE)
        except (OSError, ValueError):  # no graph, or one that is told to be damaged when it is read
            return None
        if told is None:
            return None
        return cls._of_table(told, folder / _FILE)

    @classmethod
    def _of_table(cls, told: object, file: Path) -> Self:
        known = {field.name: field.type for field in fields(cls)}
        if not isinstance(told, dict) or "query" not in told:
            raise _wrong(file, "names no 'query'")
        given: dict[str, object] = {}
        for key, value in told.items():
            name = key.replace("-", "_")
            if name not in known:
                names = ", ".join(n.replace("_", "-") for n in known)
                raise _wrong(file, f"has no setting {key!r}", f"it knows: {names}")
            kind = {"str": str, "int": int}.get(str(known[name]), bool)
            if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
                raise _wrong(file, f"gives {key!r} a value of another type")
            given[name] = value
        made = replace(cls(str(given["query"])), **given)  # type: ignore[arg-type] # checked above
        for url in filter(None, (made.query, made.update, made.graph_store)):
            _checked(url)
        if made.authentication not in {"basic", "digest"}:
            raise _wrong(file, "knows no such 'authentication'", "write basic or digest")
        return made

    @property
    def siblings(self) -> tuple[str, str]:
        """Where an update and the graphs are likely to be, if they are not where queries are."""
        stem = next((s for s in _QUERY_PATHS if self.query.endswith(s)), "")
        if not stem:
            return "", ""
        start = self.query.removesuffix(stem)
        return f"{start}/update", f"{start}/store"

    @property
    def credentials(self) -> tuple[str, str]:
        """A name and a password out of the environment, empty if it has none."""
        name, secret = self.user_variable, self.password_variable
        return os.environ.get(name, ""), os.environ.get(secret, "")

    @property
    def token(self) -> str:
        """A token out of the environment, empty if it has none."""
        return os.environ.get(self.token_variable, "")


def is_url(path: object) -> bool:
    """Tell whether a graph is named by an address of the web.

    >>> is_url("https://e.org/sparql"), is_url("legation.kg")
    (True, False)
    """
    return isinstance(path, str) and path.lower().startswith(("http://", "https://"))


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        good = bool(is_url(url) and parts.hostname and parts.port != 0)
    except ValueError:
        good = False
    if not good or any(c.isspace() or not c.isprintable() for c in url):
        raise RemoteRefused("the address of the store is none", hint="it begins with https://")
    if "@" in parts.netloc:
        raise RemoteRefused(
            f"the address of the store at {parts.hostname} holds a name or a password",
            hint="give them in LEGATION_STORE_USER and LEGATION_STORE_PASSWORD",
        )
    return url


def _wrong(
    file: Path, what: str, hint: str = "see graph/legation/store/remote/README.md"
) -> GraphDamaged:
    return GraphDamaged(f"[{TABLE}] of {file} {what}", hint=hint)


def home_of(url: str) -> Path:
    """Return where the mirror of a store is kept that has no directory of its own."""
    cache = os.environ.get("LEGATION_CACHE") or os.environ.get("XDG_CACHE_HOME")
    folder = Path(cache) if cache else Path.home() / ".cache"
    return folder / "legation" / f"{slug(url.partition('://')[2], 40)}-{digest(url)}"
