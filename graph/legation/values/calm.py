"""Text without what a terminal or a browser takes for an order.

What a document or a file name holds is shown to people in terminals and on pages. Escape
sequences, the controls of ISO 6429 and bidirectional overrides would change what they see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

# C0 but tab and line feed, DEL and C1; bidi marks and overrides; line and paragraph separators.
_CONTROLS = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)

# What is no Char of XML 1.0 (2.2): a result or an export with one of them is read by nobody.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(text: str, instead: str = "") -> str:
    r"""Return text without signs that no XML may hold, or with another sign for each.

    >>> xml("Bộ\uffff Ngoại giao\x00")
    'Bộ Ngoại giao'
    >>> xml("Bra\x00zil", "�")
    'Bra�zil'
    """
    return _NO_XML.sub(instead, text)


def calm(text: str) -> str:
    r"""Return text without controls that change how it is read; tabs and line feeds stay.

    >>> calm("a\x1b[2Jb\u202ec\n")
    'a[2Jbc\n'
    """
    return _CONTROLS.sub("", text)


def calmed(data: Any) -> Any:
    r"""Return data with every text in it calm.

    >>> calmed({"a": ["x\u202ey", 1]})
    {'a': ['xy', 1]}
    """
    if isinstance(data, str):
        return calm(data)
    if isinstance(data, Mapping):
        return {key: calmed(value) for key, value in data.items()}
    if isinstance(data, Sequence):
        return [calmed(value) for value in data]
    return data


def on_one_line(text: str) -> str:
    r"""Return calm text as one line: line breaks become spaces, nothing else is changed.

    >>> on_one_line("a\nb.txt")
    'a b.txt'
    """
    return calm(" ".join(text.splitlines()))
