"""One SPARQL endpoint: requests by SPARQLWrapper, tried again when the store is busy.

The addresses in messages are those of the settings; what a password or a token is stays out.
"""

from __future__ import annotations

import shutil
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage
from textwrap import shorten
from typing import IO, Any, Protocol

from SPARQLWrapper import BASIC, JSON, POST, SPARQLWrapper

from legation.errors import RemoteError, RemoteRefused, RemoteTimeout, RemoteUnreachable
from legation.store.remote.settings import Settings

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
#: The store is busy or restarting, and may answer when it is asked once more.
_BUSY = {429, 502, 503}
_LONGEST_WAIT = 60.0
_HERE = {"localhost", "127.0.0.1", "::1"}
_SAID = 2_000
_BLOCK = 1 << 20


class Reply(Protocol):
    """What an endpoint sends: headers, then bytes."""

    @property
    def headers(self) -> Message: ...  # noqa: D102
    def read(self, size: int = -1, /) -> bytes: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nobody elsewhere: a token would go along."""

    def redirect_request(self, *_: object) -> None:
        return None


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Answers a store that wants a digest, once; what another wants is left to who asked."""

    def http_error_401(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> Any:
        told = headers.get("WWW-Authenticate", "").lower()
        if req.has_header(self.auth_header) and "stale=true" not in told.replace('"', ""):
            return None
        try:
            answer = super().http_error_401(req, fp, code, msg, headers)
        except ValueError:  # it knows no such scheme or algorithm
            return None
        except BaseException:
            fp.close()
            raise
        if answer is not None:
            fp.close()
        return answer


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper with an opener of its own: the library would change that of the whole process."""

    opener: urllib.request.OpenerDirector

    def _query(self) -> tuple[Any, str]:
        return self.opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


class Endpoint:
    """The requests that a store is sent, each as often as it takes."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        #: What the store calls itself, once it has answered.
        self.server = ""
        self._sleep = sleep
        _refuse_to_tell(settings)
        handlers: list[urllib.request.BaseHandler] = [_Stay()]
        user, password = settings.credentials
        if settings.authentication == "digest" and user:
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            for url in (settings.query, settings.update, settings.graph_store, *settings.siblings):
                if url:
                    known.add_password(None, url, user, password)
            handlers.append(_Digest(known))
        self._opener = urllib.request.build_opener(*handlers)

    def query(
        self, sparql: str, accept: str = ROWS, parameters: Iterable[tuple[str, str]] = ()
    ) -> tuple[bytes, Message]:
        """Send a query; return the whole answer with its headers.

        Raises
        ------
        RemoteUnreachable, RemoteTimeout, RemoteRefused
            With the address and what to do about it.

        """
        with closing(self._sent(sparql, accept, parameters)) as reply:
            return self._read(reply), reply.headers

    def stream(
        self,
        sparql: str,
        file: IO[bytes],
        accept: str = TRIPLES,
        parameters: Iterable[tuple[str, str]] = (),
    ) -> Message:
        """Send a query; copy the answer into a file as it comes."""
        with closing(self._sent(sparql, accept, parameters)) as reply:
            self._copy(reply, file)
            return reply.headers

    def update(self, sparql: str, url: str) -> None:
        """Send an update; it is sent again only if the store has not begun with it."""
        wrapper = self._wrapper(url, sparql, "INSERT", "*/*", ())
        with closing(self._tried(lambda: wrapper.query().response, url)) as reply:
            self._read(reply)

    def get_graph(self, url: str, graph: str, file: IO[bytes]) -> None:
        """Copy a graph, the default one if ``graph`` is empty, into a file as N-Triples."""
        with closing(self._graph("GET", url, graph, None)) as reply:
            self._copy(reply, file)

    def post_graph(self, url: str, graph: str, triples: bytes) -> None:
        """Add N-Triples to a graph, by the Graph Store Protocol."""
        with closing(self._graph("POST", url, graph, triples)) as reply:
            self._read(reply)

    def _graph(self, method: str, url: str, graph: str, data: bytes | None) -> Reply:
        sent = urllib.parse.urlencode({"graph": graph}) if graph else "default"
        request = urllib.request.Request(  # noqa: S310 - the settings took web addresses only
            f"{url}{'&' if '?' in url else '?'}{sent}", data, self._headers(TRIPLES), method=method
        )
        if data is not None:
            request.add_header("Content-Type", TRIPLES)
        timeout = self.settings.timeout
        return self._tried(lambda: self._opener.open(request, timeout=timeout), url)

    def _sent(self, sparql: str, accept: str, parameters: Iterable[tuple[str, str]]) -> Reply:
        wrapper = self._wrapper(self.settings.query, sparql, "SELECT", accept, parameters)
        return self._tried(lambda: wrapper.query().response, self.settings.query)

    def _wrapper(
        self, url: str, sparql: str, form: str, accept: str, parameters: Iterable[tuple[str, str]]
    ) -> _Wrapper:
        wrapper = _Wrapper(url, returnFormat=JSON, agent="legation")
        wrapper.opener = self._opener
        # `setQuery` guesses the form with regular expressions; here it is known.
        wrapper.queryString, wrapper.queryType = sparql, form
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(self.settings.timeout)
        for name, value in parameters:
            wrapper.addParameter(name, value)
        for header, value in self._headers(accept).items():
            wrapper.addCustomHttpHeader(header, value)
        user, password = self.settings.credentials
        if user and self.settings.authentication == "basic" and not self.settings.token:
            wrapper.setHTTPAuth(BASIC)
            wrapper.setCredentials(user, password)
        return wrapper

    def _headers(self, accept: str) -> Mapping[str, str]:
        headers = {"Accept": accept}
        if token := self.settings.token:
            headers["Authorization"] = f"Bearer {token}"
        elif self.settings.credentials[0] and self.settings.authentication == "basic":
            from base64 import b64encode

            told = ":".join(self.settings.credentials).encode()
            headers["Authorization"] = f"Basic {b64encode(told).decode('ascii')}"
        return headers

    def _tried(self, send: Callable[[], Reply], url: str) -> Reply:
        for wait in self._waits():
            try:
                reply = send()
            except urllib.error.HTTPError as error:
                self.server = error.headers.get("Server", "") or self.server
                if error.code not in _BUSY or wait is None:
                    raise _refused(error, url, self._unauthorised(error)) from None
                error.close()
                self._sleep(_told_wait(error.headers, wait))
            except TimeoutError as error:
                raise self._late(url) from error
            except urllib.error.URLError as error:
                if isinstance(error.reason, TimeoutError):
                    raise self._late(url) from error
                raise _unreachable(url, error.reason) from error
            except (HTTPException, OSError) as error:
                raise _unreachable(url, error) from error
            else:
                self.server = reply.headers.get("Server", "") or self.server
                return reply
        raise AssertionError("unreachable")

    def _unauthorised(self, error: urllib.error.HTTPError) -> str:
        """Return what to do when a store wants to know who asks."""
        if error.code != 401 or not (self.settings.token or self.settings.credentials[0]):
            return ""
        told = "it does not take what it was given"
        if self.settings.token:
            return f"{told}: is the token the right one?"
        # Virtuoso does not say what it wants instead.
        wanted = error.headers.get("WWW-Authenticate", "").partition(" ")[0].lower()
        mine = self.settings.authentication
        other = "digest" if mine == "basic" else "basic"
        if wanted not in {"", "basic", "digest"}:
            return f"it wants {wanted}: give a token in LEGATION_STORE_TOKEN, if it takes one"
        if wanted == mine:
            return f"{told}: are name and password the right ones?"
        return f'{told}; it may want authentication = "{other}" in [store] of legation.toml'

    def _waits(self) -> Iterator[float | None]:
        """Yield how long to wait before the next attempt; ``None`` with the last one."""
        for number in range(self.settings.attempts - 1):
            yield min(0.5 * 2**number, _LONGEST_WAIT)
        yield None

    def _read(self, reply: Reply) -> bytes:
        try:
            return reply.read()
        except TimeoutError as error:
            raise self._late(self.settings.query) from error
        except (HTTPException, OSError) as error:
            raise _cut(self.settings.query, error) from error

    def _copy(self, reply: Reply, file: IO[bytes]) -> None:
        try:
            shutil.copyfileobj(reply, file, _BLOCK)
        except TimeoutError as error:
            raise self._late(self.settings.query) from error
        except (HTTPException, ConnectionError, socket.herror) as error:
            raise _cut(self.settings.query, error) from error

    def _late(self, url: str) -> RemoteTimeout:
        return RemoteTimeout(
            f"the store at {url} did not answer within {self.settings.timeout} s",
            url=url,
            hint="ask for less, or set a longer 'timeout' in the table [store] of legation.toml",
        )


def _refuse_to_tell(settings: Settings) -> None:
    """Refuse to send a secret where others can read it."""
    if not settings.token and not settings.credentials[0]:
        return
    for url in filter(None, (settings.query, settings.update, settings.graph_store)):
        parts = urllib.parse.urlsplit(url)
        if parts.scheme == "http" and parts.hostname not in _HERE:
            raise RemoteRefused(
                f"a password or token is not sent to {url}: everybody on the way could read it",
                url=url,
                hint="use https://",
            )


def _told_wait(headers: Message, wait: float) -> float:
    """Return how long the store wants to be left alone, as seconds or as a time."""
    told = headers.get("Retry-After", "")
    if told.strip().isdigit():
        return min(float(told), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(told).timestamp()
    except (TypeError, ValueError):
        return wait
    return min(max(until - time.time(), 0.0), _LONGEST_WAIT)


def _refused(error: urllib.error.HTTPError, url: str, hint: str = "") -> RemoteError:
    """Say what the store has said, in a line, and what to do about it."""
    try:
        said = error.read(_SAID).decode("utf-8", "replace")
    except (HTTPException, OSError):
        said = ""
    finally:
        error.close()
    why = shorten(" ".join(said.split()), 200, placeholder=" …")
    hint = hint or {
        401: "set LEGATION_STORE_TOKEN, or LEGATION_STORE_USER and LEGATION_STORE_PASSWORD",
        403: "it does not allow this; ask its owner",
        404: "there is no endpoint at this address",
        405: "it only answers queries, or takes updates elsewhere: name 'update' in [store]",
        413: "it takes no request of this size",
        503: "it is busy; try again later",
    }.get(error.code, "")
    if 300 <= error.code < 400:
        hint = f"name the address it points to: {error.headers.get('Location', '')}"
    text = f"the store at {url} refused with {error.code}{f': {why}' if why else ''}"
    return RemoteRefused(text, url=url, status=error.code, hint=hint)


def _unreachable(url: str, why: object) -> RemoteUnreachable:
    told = getattr(why, "strerror", None) or why
    return RemoteUnreachable(
        f"the store at {url} cannot be reached: {told}", url=url, hint="is it running?"
    )


def _cut(url: str, why: object) -> RemoteUnreachable:
    return RemoteUnreachable(
        f"the store at {url} broke off in the middle of an answer: {why}", url=url, hint="try again"
    )
