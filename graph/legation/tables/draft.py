"""A first description of a table, drafted from its cells, for a person to finish.

What each column may hold is tried on the first rows (:mod:`legation.tables.guesses`); what the
columns and the file are called decides to which property they go. A draft compiles, but it is a
guess: each line says how sure it is, and what stays open is asked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from pathlib import Path

from legation.errors import SourceUnreadable
from legation.tables.files import Form, Table, table
from legation.tables.files import kind as format_of
from legation.tables.guesses import RANKS, Guess, guess

_ROWS = 2000
#: What is tried in turn; UTF-16 only for a file that begins with its mark, as few do not fit it.
_ENCODINGS = ("utf-8", "cp1252", "latin-1")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (";", "\t", "|")
#: Words in the names of columns that speak for a kind of fact, and for its properties.
_KINDS = {
    "Observation": r"export|import|trade|flow|partner|reporter|commodity",
    "Visit": r"visit|travel|trip|arriv|guest",
    "Mission": r"embass|mission|consul|jurisdiction",
    "Agreement": r"treat|agreement|signed|part(y|ies|icipant)|ratif",
    "Membership": r"member|organi[sz]ation|\borg",
    "Tenure": r"chief|officer|principal|leader|holder|office|position|minister|ambassador|person|start|term",
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
_OFFICES = r"(^|_)(position|office|title|role|post|function)(?!tenure)"
#: Days of a life, and of a record, are no days of a fact.
_NO_DATES = r"birth|born|death|died|(^|_)do[bd]p?$|modif|updat|creat\w*_at|retriev"
_CONSTANTS = {
    "Observation": ("measure: trade", "flow: export", "unit: USD", "status: actual"),
    "Visit": ("status: held",),
    "Mission": ("missionKind: embassy",),
    "Agreement": ("agreementKind: agreement",),
    "Membership": ("membershipKind: member",),
    "Tenure": (),
}


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
    guesses = [guess(name, cells) for name, cells in columns.items()]
    kind, points = _kind(opened.header, path.name)
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
        f"  - kind: {kind}   # {points} names of columns and of the file speak for it",
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
    if any(not sign.isprintable() for name in header for sign in name.strip()):
        raise SourceUnreadable(
            f"{path} is no table: its first line holds signs that no text has",
            hint="is it packed, encrypted, or of another format than its name says?",
        )
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


def _kind(header: tuple[str, ...], file: str) -> tuple[str, int]:
    """Return the kind of fact that most names of columns speak for; the file's name counts twice."""
    words = [name.lower() for name in (*header, file, file)]
    points = {
        kind: sum(bool(re.search(pattern, word)) for word in words)
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
        best = min(named, key=_exactness) if what == "state" else named[0]
        used.add(best.column)
        return best

    dates, date_lines = _interval(guesses)
    at = f", at: {_quoted(dates[0])}" if dates else ""
    owner = ""
    for name, pattern in _STATES[kind]:
        if found := take("state", pattern):
            owner = owner or name
            lines.append(f"{name}: {{{_coded(found)}{at}}}   # {found.sure}")
        else:
            lines.append(f"# {name}: which column, or which state?")
    if kind == "Tenure":
        state = take("state", "")
        of = f"{{{_coded(state)}{at}}}" if state else "USA"
        sure = state.sure if state else "a guess: whose office is it?"
        office = take("text", _OFFICES)
        detail = f", detail: {{column: {_quoted(office.column)}}}" if office else ""
        asked = (
            "a lookup from its cells to kinds of offices says more" if office else "which office?"
        )
        lines.append(f"post: {{constant: other, of: {of}{detail}}}   # {sure}; {asked}")
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


def _exactness(found: Guess) -> tuple[float, int, bool]:
    """Order columns of states: what fits most, exact codes before names, what is called a code."""
    called = re.search(r"iso|cow|gph|qid|code", found.column.lower())
    return -round(found.share, 1), RANKS[found.how], not called


def _coded(found: Guess) -> str:
    split = f", split: {_quoted(found.split)}" if found.split else ""
    return f"column: {_quoted(found.column)}{split}, codes: {found.how}"


def _interval(guesses: list[Guess]) -> tuple[list[str], list[str]]:
    dates = [g for g in guesses if g.what == "date" and not re.search(_NO_DATES, g.column.lower())]
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
