"""What the engine says of SPARQL that it does not understand, as a sentence with a place.

It tells how far it has read, and what it would have taken there. A word that it tried in vain is
counted in that, so the place is mended by the length of the words it tells; brackets and prefixes,
which are most of what goes wrong, are found in the tokens.
"""

from __future__ import annotations

import re
from textwrap import shorten
from typing import NamedTuple

from legation.errors import QuerySyntax
from legation.store.tokens import Token, tokens
from legation.terms import PREFIXES

_PLACE = re.compile(r"error at (\d+):(\d+)(?:-[\d:]+)?: (.*)", re.DOTALL)
#: What was expected: words, and letters or marks, which stand in brackets or quotation marks.
_WORD = re.compile(r"(?:^|, |\bof |expected )([A-Za-z][A-Za-z0-9]+)(?=,|$)")
_LETTERS = re.compile(r"\[(?!_\])|\"")
#: What is no expectation but a sentence of its own.
_SENTENCE = re.compile(r"(?:^|, |\bof |expected )([A-Z][\w*]*(?: [\w*]+){3,})(?=,|$)")
_CLOSING = {"}": "{", ")": "(", "]": "["}
_OPENING = frozenset(_CLOSING.values())
_DECLARING = "PREFIX"
_SHOWN = 40
_HINT = "SPARQL 1.1 is described at https://www.w3.org/TR/sparql11-query/"


class _Wrong(NamedTuple):
    """What is wrong, where in the text, and what to do about it."""

    start: int
    why: str
    hint: str = _HINT


def syntax_error(error: SyntaxError, what: str = "query", text: str = "") -> QuerySyntax:
    """Turn the engine's message into one that says where and at what, counting from 1.

    >>> syntax_error(SyntaxError("error at 1:15: expected OPTIONAL"), text="ASK { FILTR(1) }").message
    "the query is no SPARQL at line 1, column 7: it is not understood from 'FILTR(1) }' on"
    >>> syntax_error(SyntaxError("error at 2:9: expected one of SERVICE, [_]")).line
    2
    """
    said = str(error)
    match = _PLACE.match(said)
    if match is None:
        return QuerySyntax(f"the {what} is no SPARQL: {said}")
    line, column, hint = int(match[1]), int(match[2]), _HINT
    why = shorten(match[3], 120, placeholder=" …")
    if text:
        found = [*tokens(text)]
        end = _offset(text, line, column)
        wrong = _prefix(found) or _bracket(found) or _unfit(text, end, " ".join(match[3].split()))
        line = text.count("\n", 0, wrong.start) + 1
        column = wrong.start - text.rfind("\n", 0, wrong.start)
        why, hint = wrong.why, wrong.hint
    told = f"the {what} is no SPARQL at line {line}, column {column}: {why}"
    return QuerySyntax(told, line=line, column=column, hint=hint)


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _prefix(found: list[Token]) -> _Wrong | None:
    """Return the first name with a prefix that nobody has declared."""
    known = set(PREFIXES)
    before = ""
    for token in found:
        if token.kind == "term" and token.text[0] not in "<\"'_" and ":" in token.text:
            prefix = token.text.partition(":")[0]
            if before == _DECLARING:
                known.add(prefix)
            elif prefix not in known:
                return _Wrong(
                    token.start,
                    f"the prefix '{prefix[:_SHOWN]}:' is not declared",
                    f"begin with PREFIX {prefix[:_SHOWN]}: <IRI>",
                )
        before = token.text.upper()
    return None


def _bracket(found: list[Token]) -> _Wrong | None:
    """Return the first bracket that closes nothing or something else, or the last left open."""
    left: list[Token] = []
    for token in found:
        if token.kind != "mark":
            continue
        if token.text in _OPENING:
            left.append(token)
        elif token.text in _CLOSING and (not left or left.pop().text != _CLOSING[token.text]):
            return _Wrong(token.start, f"nothing is open that this '{token.text}' closes")
    if left:
        return _Wrong(left[-1].start, f"this '{left[-1].text}' is not closed")
    return None


def _unfit(text: str, end: int, expected: str) -> _Wrong:
    """Return what the engine did not understand, from the place up to which it has read."""
    sentence = _SENTENCE.search(expected)
    if sentence:
        first, _, rest = sentence[1].partition(" ")
        return _Wrong(end, f"{first if first.isupper() else first.lower()} {rest}")
    words = [len(word) for word in _WORD.findall(expected)]
    start = end if _LETTERS.search(expected) or not words else max(0, end - min(words))
    if not text[start:].strip():
        return _Wrong(len(text.rstrip()), "it ends too early, or something before is wrong")
    while text[start].isspace():
        start += 1
    shown = shorten(text[start:], _SHOWN, placeholder=" …")
    return _Wrong(start, f"it is not understood from {shown!r} on")
