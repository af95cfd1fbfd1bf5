"""What the documents, questions and descriptions need to know of the site that serves them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol
from urllib.parse import quote

import pyoxigraph as ox
from starlette.requests import Request

from legation.serve.refusals import Refusal
from legation.serve.workers.job import Head, Job
from legation.store.versions import Version

_DIGITS = 9
#: What stays as it is when an IRI becomes a URL of ASCII.
_KEPT = "/:?#[]@!$&'()*+,;=%~-._"


class Running(Protocol):
    """A query that has begun to answer."""

    @property
    def head(self) -> Head:
        """What the answer is."""

    def chunks(self) -> AsyncIterator[bytes]:
        """Yield the answer."""


class Workers(Protocol):
    """Those who answer queries."""

    def run(self, job: Job, client: str) -> AbstractAsyncContextManager[Any]:
        """Begin a query."""


class Settings(Protocol):
    """How the site is seen from outside."""

    @property
    def public(self) -> str:
        """The URL under which the world sees it, ``""`` if nobody said."""

    @property
    def writable(self) -> bool:
        """Whether it takes updates."""


class Served(Protocol):
    """The site: one graph in its current version."""

    @property
    def base(self) -> str:
        """What the IRIs of the graph begin with."""

    @property
    def plain(self) -> bool:
        """Whether it is any RDF, without sources and facts."""

    @property
    def mark(self) -> str:
        """What tells this version from every other."""

    @property
    def settings(self) -> Settings:
        """How it is served."""

    @property
    def version(self) -> Version:
        """The version that is served."""

    @property
    def store(self) -> ox.Store:
        """That version, opened for reading."""

    @property
    def pool(self) -> Workers:
        """Those who answer queries."""


def home(site: Served, request: Request) -> str:
    """Return the address of the server, with a slash at its end."""
    public = site.settings.public or str(request.base_url)
    return public.rstrip("/") + "/"


def wanted(request: Request) -> int:
    """Return the version that a request names, 0 if it names none.

    Raises
    ------
    Refusal
        404: it is no number of a version.

    """
    told = request.query_params.get("version", "")
    if not told:
        return 0
    if not (told.isascii() and told.isdigit() and len(told) <= _DIGITS) or int(told) == 0:
        raise Refusal(404, "there is no such version", hint="versions are numbers: ?version=3")
    return int(told)


def ascii_url(iri: str) -> str:
    """Return an IRI as a URL that fits into a header.

    >>> ascii_url("https://e.org/Huế")
    'https://e.org/Hu%E1%BA%BF'
    """
    return quote(iri, safe=_KEPT)


@cache
def release() -> str:
    """Return the release of legation that serves, ``0`` in a checkout that was not installed."""
    try:
        return version("legation")
    except PackageNotFoundError:
        return "0"
