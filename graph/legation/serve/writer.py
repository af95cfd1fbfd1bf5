"""A process that writes a plain graph for the server: what comes from outside is parsed here.

It takes one order a line, as JSON, and answers with one line. It cannot reach the network or
start programs where the kernel allows to forbid that, and if data ends it, the server goes on:
a version that was not finished is not there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pyoxigraph as ox

from legation import errors
from legation.changes import plain
from legation.errors import LegationError, SourceUnreadable
from legation.serve.workers import seccomp
from legation.store import foreign
from legation.store.foreign import Graph
from legation.store.versions import Versions

MULTIPART = "multipart/form-data"


def main(arguments: list[str]) -> int:
    """Write the graph in a directory until nobody orders anything any more."""
    versions = Versions(Path(arguments[0]))
    _stay_home(int(arguments[1]))
    for line in sys.stdin.buffer:
        try:
            written = _obey(versions, json.loads(line))
            said: dict[str, Any] = {"version": written.version, "created": written.created}
        except LegationError as error:
            said = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
        except (OSError, ValueError, RuntimeError) as error:
            said = {"error": "GraphError", "message": f"the graph could not be written: {error}"}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    return 0


def error_of(said: Mapping[str, Any]) -> LegationError:
    """Return an error that the process has told.

    >>> error_of({"error": "UnknownName", "message": "there is no graph x:g"})
    UnknownName('there is no graph x:g')
    """
    kind: type[LegationError] = getattr(errors, said["error"])
    return kind(said["message"], hint=said.get("hint", ""))


def _stay_home(memory: int) -> None:
    """Give up the network and other programs, where the system can take them away."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    if seccomp.give_up_privileges():
        seccomp.install()


def _obey(versions: Versions, order: Mapping[str, Any]) -> plain.Written:
    what = order["do"]
    if what == "update":
        text = Path(order["file"]).read_text("utf-8")
        return plain.update(versions, text, order["using"], order["base"])
    graph: Graph = ox.NamedNode(order["graph"]) if order["graph"] else ox.DefaultGraph()
    if what == "delete":
        return plain.delete(versions, graph)
    write = plain.put if what == "put" else plain.post
    path, media = Path(order["file"]), order["media"]
    if media.partition(";")[0].strip().lower() != MULTIPART:
        return write(versions, graph, [plain.Data(path, foreign.TRIPLES[media], order["base"])])
    parts = _parts(path.read_bytes(), media)
    files = []
    try:
        for content, kind in parts:
            file = NamedTemporaryFile(dir=path.parent)  # noqa: SIM115 - closed below
            files.append((file, kind))
            file.write(content)
            file.flush()
        data = [plain.Data(Path(f.name), foreign.TRIPLES[kind], order["base"]) for f, kind in files]
        return write(versions, graph, data)
    finally:
        for file, _ in files:
            file.close()


def _parts(body: bytes, media: str) -> list[tuple[bytes, str]]:
    """Return the files of a form (RFC 7578) with their media types."""
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + media.encode() + b"\r\n\r\n" + body
    )
    found = []
    for part in message.iter_parts() if message.is_multipart() else ():
        kind = part.get_content_type()
        suffix = Path(part.get_filename() or "").suffix.lower()
        if kind not in foreign.TRIPLES or (kind == "text/plain" and suffix in foreign.SUFFIXES):
            format = foreign.SUFFIXES.get(suffix)
            kind = format.media_type.partition(";")[0] if format else kind
        if kind not in foreign.TRIPLES:
            raise SourceUnreadable(f"a part of the form is {kind}, which is no RDF")
        content = part.get_payload(decode=True)
        found.append((content if isinstance(content, bytes) else b"", kind))
    if not found:
        raise SourceUnreadable("the form has no files", hint="send files of RDF")
    return found
