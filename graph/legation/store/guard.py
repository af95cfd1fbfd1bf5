"""What is looked at in a query or an update before the engine sees it.

A few kilobytes of brackets end the process inside the engine, some hundred patterns keep its
planner busy for minutes, and SERVICE and LOAD reach out into the network; none of that can be
caught there. So a scan of the tokens comes first: words in strings, IRIs and comments do not
count.
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.errors import QueryRefused, QuerySyntax
from legation.store.tokens import Token, tokens

MOST_NESTED = 64
MOST_PATTERNS = 100
MOST_UNIONS = 1_000
MOST_ROWS = 10_000
#: Each of these is a level in the tree of a query, though not in its text.
MOST_CLAUSES = 1_000
MOST_OPERATORS = 5_000
MOST_BYTES = 256 * 1024

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
#: With none of these in it a short text is a query, or none that the engine understands.
_NOTABLE = (*sorted(_UPDATES), "SERVICE", '"', "'", "\\")
_OPENING = ("{", "(", "[", "<<")
_PROLOGUE = frozenset({"PREFIX", "BASE", "VERSION"})
#: After these words stand names and variables that are part of no pattern.
_QUIET = frozenset(
    {"SELECT", "DISTINCT", "REDUCED", "AS", "BY", "ASC", "DESC", "LIMIT", "OFFSET", "HAVING"}
    | {"GRAPH", "SERVICE", "SILENT", "FROM", "NAMED", "FILTER"}
)
_CLAUSES = frozenset({"OPTIONAL", "MINUS", "BIND", "FILTER", "AS"})
_OPERATORS = frozenset({"!", "+", "-", "*", "/", "||", "&&"})
#: What is in braces after these words is planned for itself.
_BARRIERS = frozenset({"UNION", "OPTIONAL", "MINUS", "EXISTS"})
_TERMS = frozenset({"a", "true", "false", "TRUE", "FALSE", "UNDEF", "undef"})


@dataclass(frozen=True, slots=True)
class Looked:
    """What a scan has found: the form of a query, its words, and whether it reaches out.

    ``harmless`` is the text with other words in the place of SERVICE and LOAD: the same grammar,
    and nothing that leaves this machine. It is empty if the text has none of them.
    """

    form: str
    words: frozenset[str]
    outward: str = ""
    harmless: str = ""


def look(sparql: str) -> Looked:
    """Look at a query; refuse what must not reach the engine, but for SERVICE, which is told.

    >>> look("PREFIX e: <x:> SELECT ?s { ?s ?p 'SERVICE {{{' }").form
    'SELECT'
    >>> look("ASK { SERVICE <x:y> { ?s ?p ?o } }").harmless
    'ASK { GRAPH <x:y> { ?s ?p ?o } }'

    Raises
    ------
    QuerySyntax
        There is nothing in it.
    QueryRefused
        It is an update, too long, nested too deep, or too much for the planner; says the limit.

    """
    if not sparql.strip():
        raise QuerySyntax("the query is empty", hint="give SPARQL, or -f FILE")
    if len(sparql.encode("utf-8", "replace")) > MOST_BYTES:
        raise QueryRefused(
            f"the query is longer than {MOST_BYTES // 1024} KiB", hint="ask for less at once"
        )
    scan = _Scan("query")
    for token in tokens(sparql):
        if token.kind == "word" and not scan.form:
            word = token.text.upper()
            if word in _UPDATES:
                raise QueryRefused(
                    f"{word} changes a graph, and a query only asks",
                    hint="use 'legation add' and 'legation remove'",
                )
            if word not in _PROLOGUE:
                scan.form = word
        scan.take(token)
    return scan.looked(sparql)


def is_harmless(sparql: str) -> bool:
    """Tell whether a query is so short and plain that there is nothing in it for `look` to find.

    In so few letters there is no room for more patterns than may be, for each takes two; what is
    left are brackets, words, and whatever may hide them.

    >>> is_harmless("SELECT ?s { ?s ?p 1 }"), is_harmless("ASK { service <x:y> {} }")
    (True, False)
    """
    if len(sparql) > 2 * MOST_PATTERNS or not sparql or sparql.isspace():
        return False
    if sum(map(sparql.count, _OPENING)) > MOST_NESTED:
        return False
    upper = sparql.upper()
    return not any(word in upper for word in _NOTABLE)


def look_at_update(sparql: str) -> Looked:
    """Look at an update as at a query; what it inserts as it stands may be long.

    >>> look_at_update("LOAD <x:y> INTO GRAPH <x:g>").harmless
    'COPY SILENT <x:y> TO GRAPH <x:g>'
    """
    if not sparql.strip():
        raise QuerySyntax("the update is empty", hint="give SPARQL Update")
    scan = _Scan("update")
    for token in tokens(sparql):
        scan.take(token)
    return scan.looked(sparql)


class _Scan:
    """Counts on its way through the tokens.

    What is open is kept in a stack: ``{`` and ``[`` hold patterns, ``list`` a collection or a
    path, ``expression`` what is computed, ``rows`` the block of VALUES, ``data`` triples that
    are written and not looked for. Beside each stands how many patterns the planner takes
    together there: a branch of UNION, a sub-select or an OPTIONAL is planned for itself.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self.form = ""
        self.words: set[str] = set()
        self._open: list[str] = []
        self._patterns = [0]
        self._alone = [""]
        self._closed = 0
        self._unions = self._rows = self._clauses = self._operators = 0
        self._pending = self._quiet = self._values = False
        self._before = ""
        self._operand = False
        self._instead: list[tuple[Token, str]] = []

    def take(self, token: Token) -> None:
        """Look at one token more."""
        before = ""
        if self._closed:
            closed, self._closed = self._closed, 0
            if token.text.upper() != "UNION":
                self._count(closed)
        operand, self._operand = self._operand, token.kind != "mark" or token.text == ")"
        if operand and token.text.startswith("<") and self._inside == "expression":
            # No IRI: what is smaller than what; in `?a<(1)&&2>?b` the engine sees the brackets.
            for inner in tokens(token.text[1:-1]):
                self.take(inner)
            self._operand = False
        elif token.kind == "mark":
            self._mark(token.text)
        elif token.kind == "word" and token.text not in _TERMS:
            before = token.text.upper()
            self._word(token, before)
        else:
            self._term()
        self._before = before

    def looked(self, sparql: str) -> Looked:
        """Return what was found."""
        words = frozenset(self.words)
        outward = next((word for word in ("SERVICE", "LOAD") if word in words), "")
        if not outward:
            return Looked(self.form, words)
        parts, end = [], 0
        for token, word in self._instead:
            parts += [sparql[end : token.start], word]
            end = token.end
        return Looked(self.form, words, outward, "".join((*parts, sparql[end:])))

    def _word(self, token: Token, word: str) -> None:
        self.words.add(word)
        self._flush()
        self._quiet = word in _QUIET
        self._values = word == "VALUES"
        if word == "SELECT":
            self._alone[-1] = word
        elif word == "VALUES" and self._open:
            self._count()  # joined like a pattern
        elif word in _CLAUSES:
            self._clauses += 1
            if self._clauses > MOST_CLAUSES:
                raise self._refused(
                    f"has more than {MOST_CLAUSES} of OPTIONAL, MINUS, BIND, FILTER and AS",
                    "ask in several queries",
                )
        elif word == "UNION":
            self._unions += 1
            if self._unions > MOST_UNIONS:
                raise self._refused(f"has more than {MOST_UNIONS} UNIONs", "use VALUES")
        # The same grammar without reaching out: GRAPH for SERVICE, COPY … TO or CLEAR for LOAD.
        elif word == "SERVICE":
            self._instead.append((token, "GRAPH  "))
        elif word == "LOAD":
            self._instead.append((token, "CLEAR SILENT GRAPH"))
        elif word == "SILENT" and self._before in {"SERVICE", "LOAD"}:
            self._instead.append((token, "      "))
        elif word == "INTO" and self._instead:
            load = max(n for n, (_, said) in enumerate(self._instead) if said.strip())
            self._instead[load] = (self._instead[load][0], "COPY SILENT")
            self._instead.append((token, "TO"))

    def _term(self) -> None:
        inside = self._inside
        if inside == "rows":
            self._row()
        elif inside == "list":
            self._count()
        elif inside in {"{", "["} and not self._quiet:
            self._pending = True

    def _mark(self, mark: str) -> None:
        inside = self._inside
        if mark in {"{", "(", "[", "<<"}:
            if inside == "rows":
                self._row()
            elif mark != "(":
                self._flush()
            self._open.append(self._opened(mark))
            self._patterns.append(0)
            self._alone.append(self._before if self._before in _BARRIERS else "")
            if len(self._open) > MOST_NESTED:
                raise self._refused(
                    f"is nested deeper than {MOST_NESTED} brackets", "make it flatter"
                )
            if mark == "{":
                self._quiet = self._values = False
        elif mark in {"}", ")", "]"} or (mark == ">>" and inside == "<<"):
            self._flush()
            if self._open:
                self._open.pop()
                patterns, alone = self._patterns.pop(), self._alone.pop()
                if mark != "}":
                    self._count(patterns)
                elif alone not in _BARRIERS:
                    self._closed = 1 if alone else patterns  # a sub-select is one operand
            # A collection or [ … ] is a term of the pattern around it; an expression is over.
            self._pending = inside in {"[", "list", "<<"} and self._inside in {"{", "["}
            self._quiet = False
        elif mark in {".", ";", ","} and inside in {"{", "["}:
            self._flush()
            self._quiet = False
        elif mark in _OPERATORS and inside == "expression":
            self._operators += 1
            if self._operators > MOST_OPERATORS:
                raise self._refused(
                    f"has more than {MOST_OPERATORS} operators in expressions", "use IN or VALUES"
                )
        elif mark in {"/", "|", "^"} and inside in {"{", "["}:
            self._count()

    def _opened(self, mark: str) -> str:
        inside = self._inside
        if mark == "{" and self._values:
            return "rows"
        if inside in {"data", "rows"}:
            return "data"
        if mark == "{" and self._before in {"DATA", "INSERT", "DELETE", "CONSTRUCT"}:
            return "data"
        if mark != "(":
            return mark
        if inside == "list" or (inside in {"{", "["} and not self._before and not self._quiet):
            return "list"
        return "expression"

    @property
    def _inside(self) -> str:
        return self._open[-1] if self._open else ""

    def _flush(self) -> None:
        """Count the pattern that ends here."""
        if self._pending:
            self._pending = False
            self._count()

    def _count(self, patterns: int = 1) -> None:
        self._patterns[-1] += patterns
        if self._patterns[-1] > MOST_PATTERNS:
            raise self._refused(
                f"has more than {MOST_PATTERNS} triple patterns and path steps in one group",
                "ask in several queries",
            )

    def _row(self) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise self._refused(
                f"has more than {MOST_ROWS} rows of VALUES", "ask in several queries"
            )

    def _refused(self, what: str, hint: str) -> QueryRefused:
        return QueryRefused(f"the {self.what} {what}", hint=hint)
