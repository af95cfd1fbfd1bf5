"""The tokens of SPARQL: enough of its grammar to tell words from what only looks like words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from legation.errors import QuerySyntax

_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?#@%]"
_PREFIX = r"[^\W\d_](?:[\w.-]*[\w-])?"
_LOCAL = rf"(?:[\w:]|{_ESCAPED})(?:(?:[\w:.-]|{_ESCAPED})*(?:[\w:-]|{_ESCAPED}))?"
_GRAMMAR = rf"""(?P<skip>\#[^\n\r]*|@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<term><(?:[^<>"{{}}|^`\\\s]|\\[uU][0-9A-Fa-f]{{4}})*+>
        |\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*+'''
        |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+'
        |_:\w(?:[\w.-]*[\w-])?
        |PREFIX:(?:{_LOCAL})?
        |(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+|\d*\.\d+|\d+)
    |(?P<variable>[?$]\w+)
    |(?P<word>[^\W\d]\w*)
    |(?P<mark>\^\^|\|\||&&|<<|>>|!=|[{{}}()\[\].;,/|^!*+=-])
    |(?P<open>["'\\])"""
_FLAGS = re.DOTALL | re.VERBOSE
_TOKEN = re.compile(_GRAMMAR.replace("PREFIX", f"(?:{_PREFIX})?"), _FLAGS)
#: The same inside a run of letters, dots and hyphens that is the prefix of nothing.
_WITHIN = re.compile(_GRAMMAR.replace("PREFIX", ""), _FLAGS)
_RUN = re.compile(r"[\w.-]+")


class Token(NamedTuple):
    """One token, and where it stands.

    Kinds are ``word``, ``variable``, ``term`` (IRI, name with a prefix, blank node, literal) and
    ``mark`` (a bracket or an operator).
    """

    kind: str
    text: str
    start: int
    end: int


def tokens(sparql: str) -> Iterator[Token]:
    """Yield the tokens of a query or an update; comments and tags of languages are left out.

    What is no token of SPARQL is passed over: whether the text is SPARQL is for the engine to say.
    The time this takes grows with the length of the text and no faster, whatever is in it.

    >>> [token.text for token in tokens("ASK { e:a.LOAD a 'LOAD'@load } # LOAD")]
    ['ASK', '{', 'e:a.LOAD', 'a', "'LOAD'", '}']

    Raises
    ------
    QuerySyntax
        A quotation mark ends nothing that was begun, or begins nothing that ends; or there is a
        backslash where none may be. No engine reads on from there.

    """
    at = run = 0
    while match := (_TOKEN if at >= run else _WITHIN).search(sparql, at):
        kind, at = match.lastgroup, match.end()
        if kind == "open":
            raise _open(sparql, match)
        if kind is not None and kind != "skip":
            yield Token(kind, match[0], match.start(), at)
        if kind == "word" and at > run and (rest := _RUN.match(sparql, at)):
            run = rest.end()


def _open(sparql: str, match: re.Match[str]) -> QuerySyntax:
    line = sparql.count("\n", 0, match.start()) + 1
    column = match.start() - sparql.rfind("\n", 0, match.start())
    what = "a backslash stands alone" if match[0] == "\\" else "a string does not end"
    return QuerySyntax(
        f"the text is no SPARQL at line {line}, column {column}: {what}", line=line, column=column
    )
