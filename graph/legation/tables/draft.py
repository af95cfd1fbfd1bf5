"""A first description of a table, drafted from its cells, for a person to finish.

What each column may hold is tried on the first rows: codes of each system, dates, numbers. What
fits is written down with the share of cells that it fits; what the columns are called decides to
which property they go. A draft compiles, but it is a guess: each line says how sure it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from legation.errors import SourceUnreadable
from legation.tables import codes
from legation.tables.dates import Reader, Unread
from legation.tables.files import Form, Table, table
from legation.tables.files import kind as format_of
from legation.tables.readers import Numbers

_ROWS = 2000
#: What is tried in turn; UTF-16 only for a file that begins with its mark, as few do not fit it.
_ENCODINGS = ("utf-8", "cp1252", "latin-1")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (";", "\t", "|")
_SURE = 0.9
_LIKELY = 0.6
_PATTERNS = ("%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d")
_SYSTEMS = ("iso3", "iso2", "wikidata", "cow", "iso-numeric", "slug", "name")
#: Words in the names of columns that speak for a kind of fact, and for its properties.
_KINDS = {
    "Observation": r"export|import|trade|flow|partner|reporter|commodity",
    "Visit": r"visit|travel|trip|arriv|guest",
    "Mission": r"embass|mission|consul|jurisdiction",
    "Agreement": r"treat|agreement|signed|part(y|ies|icipant)|ratif",
    "Membership": r"member|organi[sz]ation|\borg",
    "Tenure": r"leader|holder|office|position|minister|ambassador|person|start|term",
}
_STATES = {
    "Observation": (
        ("exporter", r"export|report|origin|from"),
        ("importer", r"import|partner|to|dest"),
    ),
    "Visit": (("sender", r"from|send|origin|visitor"), ("host", r"host|country|dest|to")),
    "Mission": (("sender", r"send|operator|from"), ("host", r"host|country|receiv")),
    "Agreement": (("party", r""),),
    "Membership": (("member", r""),),
    "Tenure": (),
}
_TEXTS = {
    "Visit": (("visitor", r"visitor|name|leader|who"), ("place", r"locale|city|place")),
    "Mission": (("place", r"city|place|seat"),),
    "Agreement": (("title", r"title|name"),),
    "Membership": (("organisation", r"org"),),
    "Tenure": (("holder", r"leader|holder|name|person"),),
}
_CONSTANTS = {
    "Observation": ("measure: trade", "flow: export", "unit: USD", "status: actual"),
    "Visit": ("status: held",),
    "Mission": ("missionKind: embassy",),
    "Agreement": ("agreementKind: agreement",),
    "Membership": ("membershipKind: member",),
    "Tenure": (),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to hold, and for what share of its cells that is so."""

    column: str
    what: str
    how: str = ""
    share: float = 1.0

    @property
    def sure(self) -> str:
        """How sure this is, in words."""
        word = "sure" if self.share >= _SURE else "likely" if self.share >= _LIKELY else "perhaps"
        return f"{word}: {self.share:.0%} of the cells"


def draft(path: Path, form: Form | None = None) -> str:
    """Return a description of a table, as YAML with comments.

    Raises
    ------
    SourceError, MissingExtra
        The table cannot be read.

    """
    form = form or _form(path)
    opened = table(path, form)
    columns = _sample(opened)
    guesses = [_guess(name, cells) for name, cells in columns.items()]
    kind, points = _kind(opened.header)
    lines = [
        f"# A draft for {path.name}: every guess says how sure it is. Finish it, then:",
        f"#   legation add {path.name} --description THIS.yml",
        "source:",
        f"  title: {_quoted(path.name.split('.')[0])}   # say what it is",
        "  publisher: unknown   # and who publishes it, under which licence, when",
        "  licence: unknown",
        "  language: en",
    ]
    if told := [f"{k}: {_quoted(v)}" for k, v in _told(form)]:
        lines.append(f"table: {{{', '.join(told)}}}   # a guess: do the columns look right?")
    keys = [g.column for g in guesses if g.what == "key"]
    if keys:
        lines.append(f"key: {_quoted(keys[0])}   # different in every row that was looked at")
    lines += [
        "rows:",
        f"  - kind: {kind}   # {points} columns are called so that this fits best",
        "    values:",
    ]
    values, used = _values(kind, guesses)
    lines += [f"      {line}" for line in values]
    rest = [g for g in guesses if g.column not in used and g.column not in keys[:1]]
    if rest:
        lines.append(
            "    cells:   # kept as they are written: map them, or put them under 'ignore:'"
        )
        lines += [f"      - {_quoted(g.column)}{_remark(g)}" for g in rest]
    return "\n".join([*lines, ""])


def _form(path: Path) -> Form:
    """Guess how a table is encoded and what stands between its cells, where it is not as usual."""
    forms = [Form(encoding=encoding) for encoding in _ENCODINGS]
    if path.is_file() and _begins(path) in _UTF_16:
        forms = [Form(encoding="utf-16")]
    found = next((form for form in forms if _opens(path, form)), Form())
    header = table(path, found).header
    sign = max(_DELIMITERS, key=header[0].count)
    if format_of(path) == "CSV" and len(header) == 1 and sign in header[0]:
        return replace(found, delimiter=sign)
    return found


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(2)


def _opens(path: Path, form: Form) -> bool:
    """Tell whether the first rows of a table can be read in a form."""
    try:
        next(table(path, form).batches(_ROWS), None)
    except SourceUnreadable:
        return False
    return True


def _told(form: Form) -> list[tuple[str, str]]:
    """Return what is to be said of a form, because it is not the usual one."""
    usual = Form()
    names = ("encoding", "delimiter")
    return [(n, getattr(form, n)) for n in names if getattr(form, n) != getattr(usual, n)]


def _sample(opened: Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in opened.header}
    for batch in islice(opened.batches(_ROWS), 1):
        for name, cells in batch.columns.items():
            found[name] += cells
    return found


def _guess(name: str, cells: list[str]) -> Guess:
    filled = [cell for cell in cells if cell.strip()]
    distinct = list(dict.fromkeys(filled))[:300]
    if not distinct:
        return Guess(name, "empty")
    found = [_dates(name, distinct), *_codes(name, distinct), _numbers(name, distinct)]
    best = max(found, key=lambda g: (round(g.share, 1), -found.index(g)))
    unique = len(set(filled)) == len(cells) > 1
    if unique and re.search(r"(^|_)(id|key|uuid|qid|number|code)$|id$", name.lower()):
        return Guess(name, "key")
    if best.share >= _LIKELY:
        return best
    return Guess(name, "constant" if len(distinct) == 1 else "text")


def _share(cells: list[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(cell) for cell in cells) / len(cells)


def _dates(name: str, cells: list[str]) -> Guess:
    def fits(form: str) -> Callable[[str], bool]:
        reader = Reader((form,), any_year=True)

        def test(cell: str) -> bool:
            try:
                year = reader.read(cell)[:4]
            except Unread:
                return False
            return "1500" < year < "2200" or cell == "9999-12-31"

        return test

    tried = [(form, _share(cells, fits(form))) for form in ("iso", *_PATTERNS)]
    form, share = max(tried, key=lambda pair: pair[1])
    return Guess(name, "date", form, share)


def _codes(name: str, cells: list[str]) -> Iterable[Guess]:
    few = cells[:60]
    numbers = all(cell.removesuffix(".0").isdigit() for cell in few)
    for system in _SYSTEMS:
        if numbers is not (system in {"cow", "iso-numeric"}):
            continue
        if numbers and not re.search(r"cow|ccode|gph|iso|country|state|code", name.lower()):
            continue
        share = _share(few, lambda cell, system=system: bool(codes.meant(system, cell).code))  # type: ignore[misc]
        yield Guess(name, "state", system, share)


def _numbers(name: str, cells: list[str]) -> Guess:
    def fits(cell: str) -> bool:
        try:
            Numbers()(cell, {})
        except Unread:
            return False
        return True

    return Guess(name, "number", "", _share(cells, fits) * 0.95)


def _kind(header: tuple[str, ...]) -> tuple[str, int]:
    points = {
        kind: sum(bool(re.search(pattern, name.lower())) for name in header)
        for kind, pattern in _KINDS.items()
    }
    best = max(points, key=lambda kind: points[kind])
    return best, points[best]


def _values(kind: str, guesses: list[Guess]) -> tuple[list[str], set[str]]:
    used: set[str] = set()
    lines: list[str] = []

    def take(what: str, pattern: str) -> Guess | None:
        fits = [g for g in guesses if g.what == what and g.column not in used]
        named = [g for g in fits if re.search(pattern, g.column.lower())]
        if not named:
            return None
        used.add(named[0].column)
        return named[0]

    dates, date_lines = _interval(guesses)
    at = f", at: {_quoted(dates[0])}" if dates else ""
    owner = ""
    for name, pattern in _STATES[kind]:
        if found := take("state", pattern):
            owner = owner or name
            lines.append(
                f"{name}: {{column: {_quoted(found.column)}, codes: {found.how}{at}}}   # {found.sure}"
            )
        else:
            lines.append(f"# {name}: which column, or which state?")
    if kind == "Tenure":
        state = take("state", "")
        of = f"{{column: {_quoted(state.column)}, codes: {state.how}{at}}}" if state else "USA"
        sure = state.sure if state else "a guess: whose office is it?"
        lines.append(f"post: {{constant: other, of: {of}}}   # {sure}; which office?")
    for name, pattern in _TEXTS.get(kind, ()):
        if found := take("text", pattern):
            of = f", of: {owner}" if owner and name in {"visitor", "place"} else ""
            lines.append(
                f"{name}: {{column: {_quoted(found.column)}{of}}}   # by the name of the column"
            )
    if kind == "Observation" and (
        found := take("number", r"value|amount|trade") or take("number", "")
    ):
        lines.append(f"value: {{column: {_quoted(found.column)}}}   # {found.sure}")
    used |= set(dates)
    if kind != "Agreement":
        lines += date_lines
    else:
        used -= set(dates)
    return [*lines, *(f"{line}   # the same for all rows?" for line in _CONSTANTS[kind])], used


def _interval(guesses: list[Guess]) -> tuple[list[str], list[str]]:
    dates = [g for g in guesses if g.what == "date"]
    if not dates:
        return [], ["# edtf: no column looks like a date"]
    first = next(
        (g for g in dates if re.search(r"start|begin|from|year|date", g.column.lower())), dates[0]
    )
    last = next(
        (g for g in dates if re.search(r"end|until|to$", g.column.lower()) and g != first), None
    )
    form = "" if first.how == "iso" else f", formats: [{_quoted(first.how)}]"
    if last is None:
        return [first.column], [f"edtf: {{column: {_quoted(first.column)}{form}}}   # {first.sure}"]
    text = f"edtf: {{from: {_quoted(first.column)}, to: {_quoted(last.column)}{form}}}   # {first.sure}"
    return [first.column, last.column], [text]


def _remark(guess: Guess) -> str:
    if guess.what in {"text", "key"}:
        return ""
    how = f" ({guess.how})" if guess.how else ""
    return f"   # {guess.what}{how}, {guess.sure}" if guess.what != "empty" else "   # empty so far"


def _quoted(text: str) -> str:
    if re.fullmatch(r"[A-Za-z_][\w ]*", text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
