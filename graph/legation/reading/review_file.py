"""The review file: a line for each claim of a document, with the judgement of a person.

``FILE.review.tsv`` stands beside ``FILE``. Its columns are the mark, the kind of the claim, what
it says, what it should say, the words it was read from, and why. A line names its claim by what it
says and by its words, never by its place, so that it outlives changes of the document and of the
rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from legation.errors import BadReview
from legation.facts.claims import Claim
from legation.facts.kinds import vocabulary
from legation.reading import fields
from legation.reading.fields import Fields

SUFFIX = ".review.tsv"
COLUMNS = ("mark", "kind", "says", "change", "words", "why")
_HEAD = """\
# What legation read in this document, for a person to judge; `legation read` and `add` obey it.
# mark: ? not looked at yet · ok it stands · no it was read wrongly · fix it should say what is in change
# change: only the fields that are wrong, like  edtf=2018-04; rank=official  (rank= takes the rank away)
# why: for whoever asks later. Leave kind, says and words as they are: they find the claim again.
"""
_BY = "# by:"


class Mark(StrEnum):
    """What a person says of a claim."""

    OPEN = "?"
    OK = "ok"
    NO = "no"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a claim, known by its kind, what it says and its words, and how it was judged."""

    mark: Mark
    kind: str
    says: Fields
    words: str
    change: Fields = field(default_factory=dict)
    why: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A review file: where it is, who reviewed, the lines, and what was noted beside them."""

    where: str
    entries: tuple[Entry, ...] = ()
    by: str = ""
    comments: tuple[str, ...] = ()


def beside(path: Path) -> Path:
    """Return where the review file of a document is.

    >>> beside(Path("notes/a.txt")).name
    'a.txt.review.tsv'
    """
    return path.with_name(path.name + SUFFIX)


def entry(claim: Claim, text: str, claims: Sequence[Claim]) -> Entry:
    """Return the line of a claim that nobody has judged yet."""
    first = claim.spans[0] if claim.spans else None
    words = " ".join(text[first.start : first.end].split()) if first else ""
    return Entry(Mark.OPEN, claim.kind, fields.fields(claim, claims), words)


def parse(data: bytes, where: str) -> Review:
    r"""Read a review file.

    >>> text = "mark\tkind\tsays\tchange\twords\twhy\nno\tVisit\thost=PER\t\t“came to Peru”\ta dream\n"
    >>> parse(text.encode(), "a.txt.review.tsv").entries[0].mark
    <Mark.NO: 'no'>

    Raises
    ------
    BadReview
        It is no text in UTF-8, or a line means nothing; the line is named.

    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadReview(f"{where} is not in UTF-8", hint="save it as UTF-8") from None
    found, comments, by, headed = [], [], "", False
    ours = set(_HEAD.splitlines())
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_BY):
            by = line.removeprefix(_BY).strip()
        elif line.startswith("#"):
            comments += [] if line.rstrip() in ours else [line.rstrip()]
        elif line.strip():
            cells = [_plain(cell) for cell in line.split("\t")]
            if tuple(cells[: len(COLUMNS)]) == COLUMNS:
                headed = True
                continue
            if not headed:
                raise BadReview(
                    f"{where}, line {number}: the names of the columns are missing",
                    hint=f"put them first, with tabs between: {' '.join(COLUMNS)}",
                )
            try:
                found.append(_entry(cells, number))
            except BadReview as error:
                raise BadReview(
                    f"{where}, line {number}: {error.message}", hint=error.hint
                ) from None
    return Review(where, tuple(found), by, tuple(comments))


def _entry(cells: list[str], line: int) -> Entry:
    cells += [""] * (len(COLUMNS) - len(cells))
    if len(cells) > len(COLUMNS) and any(cells[len(COLUMNS) :]):
        raise BadReview("there are more cells than columns", hint="is there a tab too many?")
    given, kind, says, change, words, why = cells[: len(COLUMNS)]
    try:
        mark = Mark(given.lower() or "?")
    except ValueError:
        raise BadReview(f"{given!r} is no mark", hint="say ok, no, fix or ?") from None
    if kind not in vocabulary().kinds:
        known = ", ".join(sorted(vocabulary().kinds))
        raise BadReview(f"{kind!r} is no kind of fact", hint=f"known: {known}")
    changed = fields.parse(change)
    if changed and mark is Mark.OPEN:
        mark = Mark.FIX
    if bool(changed) != (mark is Mark.FIX):
        raise BadReview(
            f"it is marked {mark} and {'something' if changed else 'nothing'} is to be changed",
            hint="what is marked fix says under change what is right; nothing else does",
        )
    words = words.removeprefix("“").removesuffix("”").strip()
    if not words:
        raise BadReview("the words are missing", hint="copy them from the document, in “ ”")
    return Entry(mark, kind, fields.parse(says), words, changed, why, line)


def write(review: Review) -> bytes:
    """Return a review file as bytes: UTF-8, a line for each entry."""
    lines = [*_HEAD.splitlines(), f"{_BY} {review.by}".rstrip(), *review.comments]
    lines.append("\t".join(COLUMNS))
    for one in review.entries:
        says, change = fields.told(one.says), fields.told(one.change)
        cells = (one.mark, one.kind, says, change, f"“{one.words}”", one.why)
        lines.append("\t".join(_cell(cell) for cell in cells).rstrip("\t"))
    return ("\n".join(lines) + "\n").encode("utf-8")


def merged(before: Review | None, fresh: Iterable[Entry], found: set[int], where: str) -> Review:
    """Return a review with a line for each claim of a new reading, keeping what was judged.

    ``found`` are the lines of ``before`` that still find their claim; ``fresh`` are the lines of
    claims that none of those speaks of. Judgements that find nothing stay, at the end.
    """
    old = before.entries if before else ()
    kept = [e for e in old if e.line in found]
    lost = [e for e in old if e.line not in found and e.mark is not Mark.OPEN]
    head = replace(before, entries=()) if before else Review(where)
    return replace(head, entries=(*kept, *fresh, *lost))


def _plain(cell: str) -> str:
    """Return a cell without the quotation marks in which spreadsheets put it."""
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _cell(text: str) -> str:
    """Return a cell that a spreadsheet takes for one."""
    text = " ".join(text.split())
    return '"' + text.replace('"', '""') + '"' if '"' in text else text
