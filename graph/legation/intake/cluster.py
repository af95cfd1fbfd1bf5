"""Readers on other machines: a Dask scheduler with its workers, as an executor like any other."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

from legation.errors import MissingExtra, NoWorkers, SourceUnreadable

T = TypeVar("T")
_PATIENCE = 10
_START = "start one: 'dask scheduler', and on each machine 'dask worker ADDRESS'"


@contextmanager
def connected(address: str) -> Iterator[Executor]:
    """Give the workers of a scheduler (``tcp://host:8786``) as an executor.

    What a worker was reading when it died is read by another one; what ended several workers
    is told as unreadable.

    Raises
    ------
    MissingExtra
        Dask distributed is not installed.
    NoWorkers
        Nobody answers there, there is no worker, or one that reads otherwise than this process.

    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise MissingExtra(
            "reading on other machines needs Dask distributed", hint="pip install 'legation[dask]'"
        ) from None
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoWorkers(f"no scheduler answers at {address}", hint=_START) from error
    with client:
        _check(client, address)
        yield _Workers(client, address)


def version() -> str:
    """Return the version of legation, here or on a worker."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as of

    try:
        return of("legation")
    except PackageNotFoundError:
        return ""


def _check(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise NoWorkers(f"the scheduler at {address} has no workers", hint=_START) from None
    try:
        others = client.run(_told, pickle.dumps((version, ())))
    except ImportError:
        raise NoWorkers(
            f"a worker of {address} has no legation", hint="install it there as it is here"
        ) from None
    mine = version()
    for worker, theirs in sorted(others.items()):
        if theirs != mine:
            raise NoWorkers(
                f"{worker} has legation {theirs}, this process {mine}",
                hint="install the same on all, or the graph would not be the same",
            )


def _told(data: bytes) -> Any:
    """Do on a worker what was sent; Dask does not look into bytes, however much they hold."""
    do, arguments = pickle.loads(data)  # noqa: S301 - it comes from our own client
    return do(*arguments)


class _Workers(Executor):
    """Sends calls to a cluster, and tells in the words of legation why one did not come back."""

    def __init__(self, client: Any, address: str) -> None:
        self._executor = client.get_executor(pure=False)
        self._address = address

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        if kwargs:
            raise TypeError("calls of workers have no named arguments")
        told: Future[T] = Future()
        sent = self._executor.submit(_told, pickle.dumps((fn, args)))
        what = getattr(args[0], "path", "a call") if args else "a call"

        def pass_on(done: Future[T]) -> None:
            if not told.set_running_or_notify_cancel():
                return
            if done.cancelled():
                told.set_exception(self._gone())
            elif (error := done.exception()) is not None:
                told.set_exception(self._worded(error, str(what)))
            else:
                told.set_result(done.result())

        sent.add_done_callback(pass_on)
        return told

    def _gone(self) -> NoWorkers:
        return NoWorkers(f"the scheduler at {self._address} went away", hint=_START)

    def _worded(self, error: BaseException, what: str) -> BaseException:
        from distributed.scheduler import KilledWorker

        if isinstance(error, KilledWorker):
            return SourceUnreadable(
                f"{what} ended the processes that read it", hint="it was left out"
            )
        return self._gone() if isinstance(error, CancelledError) else error
