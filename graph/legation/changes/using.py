"""The dataset of an update by the protocol, as clauses of SPARQL.

The engine takes no dataset beside an update, but ``USING`` and ``USING NAMED`` say the same
(SPARQL 1.1 Protocol, 2.2.3): they are put into each operation that has a WHERE.
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.errors import QuerySyntax
from legation.store.tokens import Token, tokens

_OPEN, _CLOSE = frozenset("{(["), frozenset("})]")


def using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return an update that works on these graphs.

    >>> using("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ["x:a"], [])
    'DELETE { ?s ?p ?o } USING <x:a> WHERE { ?s ?p ?o }'
    >>> using("DELETE WHERE { ?s ?p ?o }", [], ["x:b"])
    'DELETE { ?s ?p ?o } USING NAMED <x:b> WHERE { ?s ?p ?o }'

    Raises
    ------
    QuerySyntax
        The update has USING or WITH itself.

    """
    clauses = "".join(
        [
            *(f"USING <{graph}> " for graph in default),
            *(f"USING NAMED <{graph}> " for graph in named),
        ]
    )
    parts: list[str] = []
    end = 0
    outer = list(_outer(update))
    for n, token in enumerate(outer):
        word = token.text.upper() if token.kind == "word" else ""
        if word in {"USING", "WITH"}:
            raise QuerySyntax(
                f"the update has {word} itself, and the request names graphs, too",
                hint="leave one of them out",
            )
        if word != "WHERE":
            continue
        before = outer[n - 1] if n else token
        block = _block(outer, n + 1, update) if before.text.upper() == "DELETE" else ""
        parts += [update[end : token.start], f"{block} {clauses}" if block else clauses]
        end = token.start
    return "".join((*parts, update[end:]))


def _outer(update: str) -> list[Token]:
    """Return the tokens outside of all brackets, with the outermost brackets themselves."""
    found, depth = [], 0
    for token in tokens(update):
        bracket = token.text if token.kind == "mark" else ""
        depth -= bracket in _CLOSE
        if depth <= 0:
            found.append(token)
        depth += bracket in _OPEN
    return found


def _block(outer: Sequence[Token], at: int, update: str) -> str:
    """Return the block that begins at a token, as it is written."""
    if at + 1 >= len(outer):
        return ""
    return update[outer[at].start : outer[at + 1].end]
