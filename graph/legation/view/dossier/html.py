"""A dossier as one HTML page: nothing from anywhere else, no script, ready for print.

The notes stand in the footer of the page, and a browser that prints puts them at the end.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from legation.values.calm import calm
from legation.view.dossier.pieces import described, pieces, place
from legation.view.dossier.sheet import Lines, Picture, Sheet, Table
from legation.view.dossier.words import words

_HERE = Path(__file__).parent


class _Seen(set[int]):
    """The notes cited so far."""

    def add_new(self, number: int) -> bool:
        """Take a number in and tell whether it is new."""
        new = number not in self
        self.add(number)
        return new


def written(sheet: Sheet) -> str:
    """Return a dossier as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    room = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    room.tests |= {
        "lines": lambda block: isinstance(block, Lines),
        "table": lambda block: isinstance(block, Table),
        "picture": lambda block: isinstance(block, Picture),
    }
    room.globals |= {"pieces": pieces, "Markup": Markup}
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = room.get_template("dossier.html.j2").render(
        sheet=sheet,
        said=words(sheet.language),
        style=Markup(style),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        notes=[(n, place(note, sheet), note) for n, note in enumerate(sheet.notes, 1)],
        seen=_Seen(),
        sources=[(source, described(source, sheet.language)) for source in sheet.sources],
    )
    return calm(page)


@cache
def _style() -> str:
    from legation.view.pictures import style

    return (_HERE / "dossier.css").read_text("utf-8") + style()
