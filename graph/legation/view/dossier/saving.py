"""A dossier as files: one, or with Markdown its pictures beside it, all of them or none."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

from legation.errors import UnknownFormat
from legation.store.files import replacing
from legation.view.dossier import html, markdown
from legation.view.dossier.drawn import plain
from legation.view.dossier.sheet import Picture, Sheet

_FORMATS = (".html", ".htm", ".md", ".markdown", ".docx")


def save(sheet: Sheet, place: Path) -> Path:
    """Write a dossier in the format that the name ends with and return where it is.

    Raises
    ------
    UnknownFormat
        The name does not end in .html, .md or .docx.
    NotWritten
        The system refuses; then nothing is written.
    MissingExtra
        python-docx is needed and not installed.

    """
    suffix = place.suffix.lower()
    if suffix not in _FORMATS:
        raise UnknownFormat(
            f"a dossier cannot be written as {suffix or place.name!r}",
            hint="name a file that ends in .html, .md or .docx",
        )
    _write(_files(sheet, place, suffix))
    return place


def _files(sheet: Sheet, place: Path, suffix: str) -> dict[Path, bytes]:
    """Return what is to be written, the dossier itself first."""
    if suffix == ".docx":
        from legation.view.dossier import word

        return {place: word.written(sheet)}
    if suffix.startswith(".h"):
        return {place: html.written(sheet).encode("utf-8")}
    beside: dict[Picture, Path] = {
        picture: place.with_name(f"{place.stem}-{picture.name}.svg") for picture in sheet.pictures
    }
    text = markdown.written(sheet, {picture: file.name for picture, file in beside.items()})
    drawn = {file: plain(picture.svg).encode("utf-8") for picture, file in beside.items()}
    return {place: text.encode("utf-8"), **drawn}


def _write(files: dict[Path, bytes]) -> None:
    """Write files, all or none: each is wholly on the disk before the first takes its place.

    The first file takes its place last, so that it never links to what is not there.
    """
    with ExitStack() as all_of_them:
        for place, data in files.items():
            out = all_of_them.enter_context(replacing(place))
            out.write(data)
            out.flush()
            if place.is_file() or not place.exists():  # a device or a pipe has nothing to wait for
                os.fsync(out.fileno())
