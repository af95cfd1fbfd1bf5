"""What is looked at in a query before the engine sees it.

A few kilobytes of brackets end the process inside the engine, and SERVICE reaches out into the
network; neither can be caught there. So a scan of the tokens comes first: words in strings,
IRIs and comments do not count.
"""

from __future__ import annotations

import re

from legation.errors import QueryRefused, QuerySyntax

MOST_NESTED = 64
MOST_UNIONS = 1_000
MOST_BYTES = 256 * 1024

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\\\s]*>|\"""(?:[^"\\]|\\.|"(?!""))*\"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"""|(?P<open>[{(\[])|(?P<close>[})\]])|(?P<word>[?$:]?[A-Za-z_][\w:-]*)""",
    re.DOTALL,
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}


def scan(sparql: str) -> None:
    """Refuse a query that must not reach the engine.

    >>> scan("SELECT ?s { ?s ?p 'SERVICE {{{' }")

    Raises
    ------
    QuerySyntax
        There is nothing in it.
    QueryRefused
        It is an update, too long, nested too deep, or asks another endpoint.

    """
    if not sparql.strip():
        raise QuerySyntax("the query is empty", hint="give SPARQL, or -f FILE")
    if len(sparql.encode("utf-8", "replace")) > MOST_BYTES:
        raise QueryRefused(
            f"the query is longer than {MOST_BYTES // 1024} KiB", hint="ask for less at once"
        )
    depth = unions = 0
    first = True
    for token in _TOKEN.finditer(sparql):
        if token["open"]:
            depth += 1
            if depth > MOST_NESTED:
                raise QueryRefused(
                    f"the query is nested deeper than {MOST_NESTED} brackets",
                    hint="make it flatter",
                )
        elif token["close"]:
            depth -= 1
        elif word := (token["word"] or "").upper():
            if first and word in _UPDATES:
                raise QueryRefused(
                    f"{word} changes a graph, and a query only asks",
                    hint="use 'legation add' and 'legation remove'",
                )
            first = (first and word in {"PREFIX", "BASE"}) or (first and ":" in word)
            if word == "SERVICE":
                raise QueryRefused(
                    "SERVICE asks another endpoint, and legation stays on this machine",
                    hint="ask it there",
                )
            unions += word == "UNION"
            if unions > MOST_UNIONS:
                raise QueryRefused(
                    f"the query has more than {MOST_UNIONS} UNIONs", hint="use VALUES"
                )
