"""A page of read documents: the text, what was read of it in the margin, what was left unread.

One file that needs nothing else. It works without its script, which only lights up the note of
a mark and the marks of a note; all text of a document is escaped. Where the policy of a source
withholds its text, the page tells what was read and where, without the text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from legation.facts.evidence import Repair, TextPolicy
from legation.reading.files import Original
from legation.reading.read import Reading
from legation.values.calm import calm
from legation.view import notes
from legation.view.labels import words
from legation.view.marked import Paragraph, Run, paragraphs

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text as the page has it: its marks, and the numbers that stand behind it."""

    text: str
    claims: tuple[int, ...]
    colour: str
    left: str
    refs: tuple[int, ...]
    first: tuple[int, ...]
    left_number: int


@dataclass(frozen=True, slots=True)
class _Block:
    pieces: tuple[_Piece, ...]
    notes: tuple[notes.Note, ...]
    left: tuple[tuple[int, bool, str, str], ...]
    repairs: tuple[Repair, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class _Article:
    """One document; ``id`` goes before every anchor, so that documents keep apart."""

    id: str
    title: str
    language: str
    about: list[tuple[str, str]]
    count: str
    coverage: str
    passed: str
    withheld: bool
    blocks: tuple[_Block, ...]
    gone: tuple[notes.Gone, ...]
    kinds: tuple[tuple[str, str], ...]


def page(readings: Sequence[tuple[Original, Reading]], language: str = "en") -> str:
    """Return read documents as one HTML page, in English or Vietnamese.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import read
    >>> from legation.terms import Iri
    >>> text = "Laos & <b>Peru</b> established diplomatic relations on 3 May 1994."
    >>> html = page([(Original(Path("a.txt"), b"", text), read(text, Source(Iri("x:y"), language="en")))])
    >>> "&lt;b&gt;" in html, "<b>Peru" in html
    (True, False)
    """
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_calmed,
    )
    script = (_HERE / "reading.js").read_text("utf-8")
    articles = [
        _article(original, reading, f"d{number}", language)
        for number, (original, reading) in enumerate(readings, 1)
    ]
    title = articles[0].title if len(articles) == 1 else words(language)["read.title"]
    return environment.get_template("reading.html.j2").render(
        articles=articles,
        title=title,
        language=language,
        said=words(language),
        style=(_HERE / "reading.css").read_text("utf-8"),
        because=notes.because,
        script=script,
        policy=_policy(script),
    )


def _calmed(value: object) -> object:
    """Return what goes into the page, text without controls; what is markup is ours."""
    return calm(value) if type(value) is str else value


def _policy(script: str) -> str:
    """Allow the script of the page by its digest, its style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _article(original: Original, reading: Reading, id: str, language: str) -> _Article:
    every = notes.all_notes(reading, language)
    colours = {note.number: note.colour for note in every}
    seen: set[int] = set()
    withheld = reading.source.policy is TextPolicy.NONE
    if withheld:
        every = [_without_words(note) for note in every]
    blocks, at = [], 0
    for paragraph in paragraphs(reading):
        pieces = tuple(_trimmed(list(_pieces(paragraph, colours, seen))))
        if withheld:
            told = _without_text(pieces, at, language)
            at += sum(len(run.text) for run in paragraph.runs)
            pieces = told
        if pieces:
            blocks.append(_block(paragraph, pieces, every, reading, language))
    return _Article(
        id=id,
        title=reading.source.title or original.path.name,
        language=reading.document.language,
        about=notes.about(original, reading, language),
        count=notes.count(len(reading.claims), language),
        coverage=notes.coverage(reading, language),
        passed=notes.passed(reading, language),
        withheld=withheld,
        blocks=tuple(blocks),
        gone=tuple(
            replace(one, words="", told=replace(one.told, repairs=())) if withheld else one
            for one in notes.gone(reading, language)
        ),
        kinds=tuple(dict.fromkeys((note.told.kind, note.colour) for note in every)),
    )


def _pieces(paragraph: Paragraph, colours: dict[int, str], seen: set[int]) -> Iterator[_Piece]:
    """Yield the runs of a paragraph; the first mark of a claim is the one its note leads to."""
    promising = {left.number: left.promises for left in paragraph.left}
    for run in paragraph.runs:
        refs = tuple(dict.fromkeys(number for numbers in run.end for number in numbers))
        first = tuple(number for number in refs if number not in seen)
        seen.update(first)
        yield _Piece(
            run.text,
            run.claims,
            colours[run.claims[0]] if run.claims else "",
            _left(run, promising),
            refs,
            first,
            run.left if run.left_ends else 0,
        )


def _trimmed(pieces: list[_Piece]) -> list[_Piece]:
    """Leave out the empty lines after a paragraph."""
    while pieces and not pieces[-1].text.strip() and not pieces[-1].refs:
        pieces.pop()
    if pieces:
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip())
    return pieces


def _without_text(pieces: Sequence[_Piece], start: int, language: str) -> tuple[_Piece, ...]:
    """Return the pieces that something is said of, each with its place instead of its text."""
    kept = []
    for piece in pieces:
        end = start + len(piece.text)
        if piece.claims or piece.left or piece.refs:
            place = words(language)["characters"].format(start=start, end=end)
            kept.append(replace(piece, text=f"[{place}] "))
        start = end
    return tuple(kept)


def _without_words(note: notes.Note) -> notes.Note:
    """Return a note without the words of the source that repairs repeat."""
    was = replace(note.was, repairs=()) if note.was else None
    return replace(note, told=replace(note.told, repairs=()), was=was)


def _left(run: Run, promising: dict[int, bool]) -> str:
    return "" if not run.left else "unread" if promising.get(run.left) else "over"


def _block(
    paragraph: Paragraph,
    pieces: tuple[_Piece, ...],
    every: list[notes.Note],
    reading: Reading,
    language: str,
) -> _Block:
    withheld = reading.source.policy is TextPolicy.NONE
    return _Block(
        pieces=pieces,
        notes=tuple(every[number - 1] for number in paragraph.claims),
        left=tuple(
            (
                left.number,
                left.promises,
                "" if withheld else notes.beginning(left, reading),
                notes.holds(left, language),
            )
            for left in paragraph.left
        ),
        repairs=() if withheld else paragraph.repairs,
        heading=paragraph.heading,
    )
