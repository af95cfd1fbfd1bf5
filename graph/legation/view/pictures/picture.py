"""A picture with its table: as SVG, as a part of a page, as a page of its own, as a file."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from legation.ask.answers import Table
from legation.errors import UnknownFormat
from legation.store.files import replacing
from legation.values.calm import calm
from legation.view.page import notebook
from legation.view.pictures.said import words

_HERE = Path(__file__).parent


@cache
def style() -> str:
    """Return how pictures look, as CSS for whatever page shows them; nothing else is styled.

    >>> style().startswith(".pic {")
    True
    """
    return (_HERE / "pictures.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its twin.

    ``svg`` has no script, no style of its own and no identifiers, so that many stand in one page;
    nothing if there is nothing to draw. ``table`` holds the same, ``notes`` say what is left out
    and how to read it, ``drawn`` and ``omitted`` count rows, of a chart figures.
    """

    view: str
    title: str
    svg: str
    table: Table
    notes: tuple[str, ...] = ()
    drawn: int = 0
    omitted: int = 0
    language: str = "en"
    version: str = ""

    def of(self, table: Table, version: str, *notes: str) -> Picture:
        """Return this picture with the table of the answer it was drawn from, and more notes."""
        return replace(self, table=table, version=version, notes=(*self.notes, *notes))

    def of_rows(self, rows: int, drawn: int, told: str, lost: int, version: str) -> Picture:
        """Return this picture with its counts in rows; ``told`` says why some were lost."""
        notes = (*self.notes, told.format(count=lost)) if lost else self.notes
        return replace(self, notes=notes, drawn=drawn, omitted=rows - drawn, version=version)

    @property
    def figure(self) -> str:
        """The picture, its notes and its table as HTML, for a page that has `style`."""
        return _rendered(self, "figure.html.j2")

    @property
    def html(self) -> str:
        """A page with all of it: one file that asks for nothing and runs nothing."""
        return _rendered(self, "page.html.j2")

    def save(self, path: str | Path) -> Path:
        """Write ``.html`` or ``.svg``, whole or not at all, and return where it is.

        Raises
        ------
        UnknownFormat
            The name ends in something else, or there is no picture to be an ``.svg``.
        NotWritten
            The system refuses.

        """
        place = Path(path)
        match place.suffix.lower():
            case ".html" | ".htm":
                text = self.html
            case ".svg" if self.svg:
                text = self.alone
            case suffix:
                raise UnknownFormat(
                    f"a picture of the view {self.view!r} cannot be written as {suffix or place}",
                    hint="name a file that ends in .html, or in .svg if something is drawn",
                )
        with replacing(place) as out:
            out.write(text.encode("utf-8"))
        return place

    @property
    def alone(self) -> str:
        """The SVG as a file of its own, with its style in it."""
        head, tag, rest = self.svg.partition("<title>")
        return f"{head}<style>{style()}</style>\n{tag}{rest}\n"

    def _repr_html_(self) -> str:
        return notebook(self.html)


def _rendered(picture: Picture, template: str) -> str:
    from jinja2 import Environment, FileSystemLoader, select_autoescape

    looks = style() + (_HERE / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(looks.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return calm(
        environment.get_template(template).render(
            picture=picture,
            said=words(picture.language),
            style=looks,
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
            "form-action 'none'",
        )
    )
