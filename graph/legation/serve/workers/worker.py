"""A process that runs queries, one after the other, on a version of a graph that it only reads.

It is isolated before it opens the store, and is killed from outside when a query takes too
long. It does not watch itself but for an alarm, should the server be unable to kill it.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from legation.errors import (
    BadParameter,
    LegationError,
    QueryCrashed,
    QueryTooBig,
    UnknownFormat,
    WrongFormat,
)
from legation.serve.workers import frames, isolation
from legation.serve.workers.forms import dump, head_of, write
from legation.serve.workers.job import Head, Job, Kind
from legation.serve.workers.short import Answer, Recipe, text_of
from legation.store.engine import Results, open_to_read, refuse_to_reach_out
from legation.store.guard import is_harmless, look
from legation.store.syntax import syntax_error
from legation.terms import PREFIXES

if TYPE_CHECKING:
    from legation.ask import formats

#: The engine hands over full blocks of 8 KiB; much goes out at once, less when it took long.
_FULL, _MUCH, _LONG = 4 * 1024, 64 * 1024, 0.1
#: More at once would have to be given back to the system each time.
_READ = 8 * 1024
#: A process that has used a quarter of its memory is replaced before the next job.
_WORN = 4
_IN, _OUT = 0, 1
_KINDS: dict[str, Kind] = {"table": "rows", "boolean": "boolean", "graph": "triples"}
MARKDOWN = "text/markdown"
#: Forms that people open in a spreadsheet.
_FOR_PEOPLE = frozenset({"csv", "tsv"})


class Out:
    """Where an answer is written: it is held back until it is much, or time has passed.

    So a small answer leaves in one piece, with its head and its end, and an error that comes
    before anything has left is an error instead of a cut answer.
    """

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._head: Head | None = None
        self._short: tuple[Recipe, str] | None = None
        self._blocks: list[bytes] = []
        self._size = 0
        self._left = 0.0
        self.file = cast("IO[bytes]", self)

    def begin(self, head: Head) -> None:
        """Hold back the head of an answer, to go with what comes next."""
        self._head = head

    def in_short(self, recipe: Recipe, query: str) -> None:
        """Make the next answer as a recipe says, if it is small."""
        self._short = (recipe, query)

    def write(self, block: bytes) -> int:
        """Take what the engine has written."""
        self._blocks.append(block)
        self._size += len(block)
        if self._size >= _MUCH or (len(block) >= _FULL and time.monotonic() - self._left > _LONG):
            self.say()
        return len(block)

    def flush(self) -> None:
        """Do nothing: the engine's end of writing is not ours."""

    def end(self, *, worn: bool) -> None:
        """Let go of everything: the answer is complete."""
        head = self._head
        if head is None or worn:
            self.say(frames.END, b"worn" if worn else b"")
            return
        body = b"".join(self._blocks)
        if self._short is not None and len(body) < self._short[0].most:
            recipe, query = self._short
            answer = Answer.made(recipe, query, head.media, body)
            self._send(frames.frame(frames.ANSWER, answer))
        else:
            self._send(frames.frame(frames.WHOLE, b"\n".join((_told(head), body))))

    def say(self, kind: bytes = b"", content: bytes = b"") -> None:
        """Let go of everything, and of a frame after it."""
        said = []
        if self._head:
            said.append(frames.frame(frames.HEAD, _told(self._head)))
        if self._blocks:
            said.append(frames.frame(frames.BYTES, b"".join(self._blocks)))
        if kind:
            said.append(frames.frame(kind, content))
        self._send(b"".join(said))

    def _send(self, said: bytes) -> None:
        self.drop()
        rest = said[os.write(self._pipe, said) :]
        while rest:
            rest = rest[os.write(self._pipe, rest) :]

    def drop(self) -> None:
        """Forget what was held back."""
        self._head = self._short = None
        self._blocks.clear()
        self._size, self._left = 0, time.monotonic()


class Worker:
    """Takes jobs from one pipe and writes answers into another, until the first is closed."""

    def __init__(self, store: Path, out: Out, *, wall: float, memory: int) -> None:
        self._out = out
        _give_way()
        self._limited = _Limited(math.ceil(wall) + 1)
        self._lost = isolation.isolate(memory)
        self._store = open_to_read(store)
        self._much = _used() + memory // _WORN

    def run(self) -> None:
        """Answer until nobody asks any more."""
        self._ready()
        heard = frames.Frames()
        while came := os.read(_IN, _READ):
            for kind, content in heard.feed(came):
                try:
                    if kind == frames.STORE:
                        self._store = open_to_read(Path(content.decode()))
                        self._ready()
                    elif kind == frames.QUICK:
                        self._answer_short(*Recipe.read(content))
                    else:
                        self._answer(Job.read(content))
                except LegationError as error:
                    self._out.drop()
                    self._out.say(frames.ERROR, frames.told(error))

    def _ready(self) -> None:
        self._out.say(frames.READY, json.dumps(self._lost).encode())

    def _answer(self, job: Job) -> None:
        self._out.drop()
        with self._limited:
            if job.everything:
                dump(self._store, job, self._out)
            elif job.question:
                ask(self._store, job, self._out)
            else:
                query(self._store, job, self._out)
        self._end()

    def _answer_short(self, recipe: Recipe, written: bytes) -> None:
        self._out.drop()
        text = text_of(written)
        if text is None:
            self._out.say(frames.UNREAD)
            return
        with self._limited:
            self._out.in_short(recipe, text)
            results = found(self._store, text, recipe.url)
            write(results, recipe.rows, recipe.triples, self._out)
        self._end()

    def _end(self) -> None:
        # A query may leave so much memory in use that the next would lack it.
        self._out.end(worn=_used() > self._much)


class _Limited:
    """A block with an alarm, whose errors become errors of legation."""

    def __init__(self, patience: int) -> None:
        self._patience = patience

    def __enter__(self) -> None:
        if sys.platform != "win32":
            signal.alarm(self._patience)

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if sys.platform != "win32":
            signal.alarm(0)
        if isinstance(error, SyntaxError):
            raise syntax_error(error) from None
        if isinstance(error, MemoryError):
            raise QueryTooBig("the query needs too much memory") from None
        if isinstance(error, OSError | RuntimeError | ValueError):
            raise QueryCrashed(f"the query could not be answered: {error}") from error


def _give_way() -> None:
    """Let the server, which has the shorter work, go on when it hands over a job (Linux)."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _used() -> int:
    """Return the bytes of memory that the process has had at most, 0 if nobody knows."""
    if sys.platform == "win32":
        return 0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else 1024 * used


def query(store: ox.Store, job: Job, out: Out) -> None:
    """Write what a store answers to a query.

    Raises
    ------
    QueryRefused, QueryReachesOut
        It is too much for the engine, or asks another endpoint.
    BadParameter
        A graph of the dataset has no IRI.
    UnknownFormat
        The engine does not write this media type.

    """
    results = found(store, job.query, job.url, job.default_graphs, job.named_graphs)
    write(results, job.rows, job.triples, out, head=job.head)


def found(
    store: ox.Store,
    asked: str,
    url: str,
    default_graphs: tuple[str, ...] | None = None,
    named_graphs: tuple[str, ...] | None = None,
) -> Results:
    """Return what a store answers to a query, as `query` does before it writes."""
    base = url or None
    if not is_harmless(asked):
        refuse_to_reach_out(look(asked), base)
    try:
        if default_graphs is None and named_graphs is None:
            return store.query(asked, base_iri=base, prefixes=PREFIXES)
        # Who names one part of the dataset has the other empty (SPARQL 1.1 Protocol, 2.1.4).
        return store.query(
            asked,
            base_iri=base,
            prefixes=PREFIXES,
            default_graph=[*_graphs(default_graphs)],
            named_graphs=_graphs(named_graphs),
        )
    except SyntaxError as error:
        raise syntax_error(error, text=asked) from None


def _graphs(names: tuple[str, ...] | None) -> list[ox.NamedNode | ox.BlankNode]:
    try:
        return [ox.NamedNode(name) for name in names or ()]
    except ValueError as error:
        raise BadParameter(f"the name of a graph is no IRI: {error}") from None


def ask(store: ox.Store, job: Job, out: Out) -> None:
    """Write what a store answers to a named question.

    Raises
    ------
    QueryError
        There is no such question, or a parameter is wrong.
    OutputError
        The answer has no such form.

    """
    from legation.ask import answers, formats
    from legation.ask.questions import question
    from legation.serve.workers.columns import left_open, without

    asked = question(job.question)
    answer = answers.ask(store, asked, job.given, base=job.base)
    kind = _KINDS[answer.shape]
    form = _form(job, kind)
    if answer.shape not in form.shapes:
        fitting = ", ".join(formats.fitting(answer.shape))
        raise WrongFormat(
            f"{job.question} cannot be written as {form.name}", hint=f"choose one of: {fitting}"
        )
    media = form.engine.media_type.partition(";")[0] if form.engine else MARKDOWN
    out.begin(head_of(media, kind))
    if not job.head and form.engine is None:
        out.write(answer.markdown(job.language).encode())
    elif not job.head:
        unsaid = left_open(asked, job.given) if form.name in _FOR_PEOPLE else frozenset()
        if unsaid:
            out.write(without(answer.serialize(form.name), unsaid, form.name))
        else:
            answer.write(form.name, out.file)


def _form(job: Job, kind: Kind) -> formats.Format:
    """Return the form in which the answer to a question is wanted."""
    from legation.ask import formats

    if job.format:
        return formats.named(job.format)
    media = job.triples if kind == "triples" else job.rows
    for form in formats.FORMATS:
        known = form.engine.media_type.partition(";")[0] if form.engine else MARKDOWN
        if known == media.partition(";")[0]:
            return form
    raise UnknownFormat(f"answers are not written as {media!r}")


@lru_cache(64)
def _told(head: Head) -> bytes:
    return json.dumps([head.media, head.kind]).encode()


def main(arguments: list[str]) -> int:
    """Run queries on a store; ``arguments`` are its path, the seconds and the bytes of a query."""
    store, wall, memory = arguments
    if sys.platform == "win32":
        import msvcrt

        for pipe in (_IN, _OUT):
            msvcrt.setmode(pipe, os.O_BINARY)
    # Who stops the server at a terminal stops it in order; the workers wait for its word.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = Out(_OUT)
    try:
        worker = Worker(Path(store), out, wall=float(wall), memory=int(memory))
    except LegationError as error:
        out.say(frames.ERROR, frames.told(error))
        return error.exit_code
    with suppress(BrokenPipeError):
        worker.run()
    return 0
