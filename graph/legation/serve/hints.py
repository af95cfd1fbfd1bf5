"""Hints of the library speak of commands and options; over HTTP they speak of paths and parameters."""

from __future__ import annotations

import re

#: What is said instead, word for word.
_INSTEAD = (
    ("'legation ask' lists all of them", "/questions lists all of them"),
    ("give SPARQL, or -f FILE", "send SPARQL in the parameter 'query'"),
    (
        "use 'legation add' and 'legation remove'",
        "post an update to /update, in the field 'update'",
    ),
    (
        "use 'legation add', 'remove' and 'same', or make another with 'legation init --plain'",
        "only a plain graph takes them; to this one whoever runs the server adds sources",
    ),
)
_OPTION = re.compile(r"(?<![\w-])--?([a-z][a-z-]*)")
#: A part of a hint that names a command.
_COMMAND = re.compile(r"'?\blegation [a-z]")


def over_http(hint: str) -> str:
    """Return a hint for who asks over HTTP; what only a command could do is left out.

    >>> over_http("did you mean visits/between? 'legation ask' lists all of them")
    'did you mean visits/between? /questions lists all of them'
    >>> over_http("--since comes first"), over_http("try 'legation undo'")
    ('since comes first', '')
    """
    for said, instead in _INSTEAD:
        hint = hint.replace(said, instead)
    parts = [part for part in hint.split("; ") if not _COMMAND.search(part)]
    return _OPTION.sub(r"\1", "; ".join(parts))
