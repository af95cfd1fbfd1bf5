"""Every error that legation raises on purpose, and nothing else.

::

    LegationError
    ├── GraphError             the directory that holds a graph
    │   ├── GraphMissing       nothing is there
    │   ├── GraphExists        there is one where none was expected
    │   ├── NotAGraph          something else is there
    │   ├── GraphBusy          another process is writing
    │   │   └── GraphChanged   another process has written meanwhile
    │   ├── GraphReadOnly      it cannot be written to
    │   ├── WrongKind          it is plain and should be managed, or the other way round
    │   ├── GraphDamaged       a part of it is gone or broken
    │   ├── NewerFormat        made by a later legation
    │   ├── NothingToUndo      it has no earlier version
    │   └── RemoteError        the store of a graph that is elsewhere
    │       ├── RemoteUnreachable   no answer, or one that was cut
    │       ├── RemoteTimeout       no answer in time
    │       └── RemoteRefused       an answer that says no
    ├── SourceError            a document, a table or what is said about it
    │   ├── SourceMissing      no such file
    │   ├── SourceUnreadable   no text, in no known encoding, or refused by the system
    │   ├── SourceEmpty        no text in it
    │   ├── NothingRead        of several documents none could be read
    │   ├── UnknownLanguage    no rules for its language
    │   ├── UnknownSource      the graph has no such source
    │   ├── BadMetadata        a date, language or policy that makes no sense
    │   ├── BadReview          a review file that cannot be understood
    │   ├── BadDescription     a description of a table that is wrong in itself or for its table
    │   ├── UnreadCell         a cell of a table that was to be read without exception
    │   └── BadParts           parts that are not whole, or not for this graph
    ├── ValueProblem           what a source or a person wrote
    │   ├── BadDate
    │   ├── BadAmount
    │   ├── UnknownState       no state has this code or name
    │   ├── UnknownName        no entity or fact has this name or IRI
    │   └── BadJudgement       a judgement that means nothing or contradicts others
    ├── QueryError             what was asked
    │   ├── QuerySyntax        SPARQL that does not parse
    │   ├── QueryRefused       SPARQL that legation does not run: too deep, too much, an update
    │   │   └── QueryReachesOut    SERVICE or LOAD: it asks another machine
    │   ├── UnknownQuestion    no such question
    │   ├── BadQuestion        a question file that is wrong in itself
    │   └── BadParameter       unknown, missing, or of the wrong type
    ├── OutputError            what was to be written
    │   ├── UnknownFormat
    │   ├── WrongFormat        the answer has no such form (a table as Turtle)
    │   └── NotWritten         the system refused to write the file
    ├── ServeError             a graph over HTTP
    │   ├── ServerBusy         too many queries wait; says when to come again
    │   ├── QueryTooLong       a query took longer than it may
    │   ├── QueryTooBig        a query needed more memory than it may
    │   ├── QueryCrashed       a query ended the process that ran it
    │   ├── ResultCut          an answer broke off after its first bytes had been sent
    │   └── NotIsolated        queries cannot be isolated on this machine
    ├── NoWorkers              no scheduler answers, or nobody there who can read
    ├── KnowledgeError         a file of the shelves (ontology, queries) is wrong
    └── MissingExtra           an optional library is not installed

Each message says what and where; ``hint`` says what to do next. Library code raises,
only the command line prints and exits (``legation.cli``).
"""

from __future__ import annotations


class LegationError(Exception):
    """Anything legation refuses, with what to do about it.

    >>> str(LegationError("no graph at ./x.kg", hint="add a document first"))
    'no graph at ./x.kg; add a document first'
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class GraphError(LegationError):
    """Something is wrong with the directory that holds a graph."""

    exit_code = 3


class GraphMissing(GraphError):
    """There is no graph where one was expected."""


class GraphExists(GraphError):
    """There is a graph where a new one was to be made."""


class NotAGraph(GraphError):
    """The path exists, but it is no graph of legation."""


class GraphBusy(GraphError):
    """Another process is writing to the graph."""


class GraphChanged(GraphBusy):
    """Another process has written to the graph since it was looked at."""


class GraphReadOnly(GraphError):
    """The graph cannot be written to."""


class WrongKind(GraphError):
    """A plain graph cannot do what a managed one does, nor a managed one what a plain one does."""


class GraphDamaged(GraphError):
    """A part of the graph is missing or unreadable."""


class NewerFormat(GraphError):
    """The graph was made by a later version of legation."""


class NothingToUndo(GraphError):
    """The graph has no earlier version."""


class RemoteError(GraphError):
    """Something is wrong with the store of a graph that is elsewhere; ``url`` says where."""

    def __init__(self, message: str, *, url: str = "", status: int = 0, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.url = url
        self.status = status


class RemoteUnreachable(RemoteError):
    """The store does not answer, or broke off."""


class RemoteTimeout(RemoteError):
    """The store did not answer in time."""


class RemoteRefused(RemoteError):
    """The store says no; ``status`` is the number it says it with."""


class SourceError(LegationError):
    """Something is wrong with a document, a table, or what is said about it."""

    exit_code = 4


class SourceMissing(SourceError):
    """There is no such file."""


class SourceUnreadable(SourceError):
    """The file holds no text, in no encoding legation knows, or the system refuses to open it."""


class SourceEmpty(SourceError):
    """The file has no text in it."""


class NothingRead(SourceError):
    """Of several documents none could be read; ``failed`` has each with its error."""

    def __init__(
        self, message: str, *, failed: tuple[tuple[str, LegationError], ...] = (), hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.failed = failed


class UnknownLanguage(SourceError):
    """legation has no rules for the language of the document."""


class UnknownSource(SourceError):
    """The graph holds no such source."""


class BadMetadata(SourceError):
    """A date, a language or a policy given for a source makes no sense."""


class BadReview(SourceError):
    """A line of a review file cannot be understood, or judges what another line judges."""


class BadDescription(SourceError):
    """A description of a table is wrong in itself, or does not fit the table; says which line."""


class UnreadCell(SourceError):
    """A cell of a table cannot be read, and all were to be."""


class BadParts(SourceError):
    """Parts are missing or damaged, or were made for another graph."""


class ValueProblem(LegationError):
    """A value that a source or a person wrote cannot be used."""

    exit_code = 5


class BadDate(ValueProblem):
    """Not a date that legation can keep."""


class BadAmount(ValueProblem):
    """Not a number that legation can keep."""


class UnknownState(ValueProblem):
    """No state has this code or name."""


class UnknownName(ValueProblem):
    """No entity or fact has this name or IRI."""


class BadJudgement(ValueProblem):
    """A line of the judgements means nothing, or contradicts other lines; says which."""


class QueryError(LegationError):
    """Something is wrong with what was asked."""

    exit_code = 6


class QuerySyntax(QueryError):
    """SPARQL that does not parse; ``line`` and ``column`` count from 1 (0: unknown)."""

    def __init__(self, message: str, *, line: int = 0, column: int = 0, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column


class QueryRefused(QueryError):
    """SPARQL that legation does not run: nested too deep, too much at once, or an update."""


class QueryReachesOut(QueryRefused):
    """SPARQL with SERVICE or LOAD, which asks another machine; its grammar is sound."""


class UnknownQuestion(QueryError):
    """There is no question of this name."""


class BadQuestion(QueryError):
    """A question file is wrong in itself."""


class BadParameter(QueryError):
    """A parameter is unknown, missing, or of the wrong type."""


class OutputError(LegationError):
    """Something is wrong with what was to be written."""

    exit_code = 7


class UnknownFormat(OutputError):
    """legation does not write this format."""


class WrongFormat(OutputError):
    """The answer has no such form: a table is no Turtle."""


class NotWritten(OutputError):
    """The system refused to write the file."""


class ServeError(LegationError):
    """Something went wrong while a graph was served."""

    exit_code = 12


class ServerBusy(ServeError):
    """Too many queries wait already; ``retry_after`` is in how many seconds to come again."""

    def __init__(self, message: str, *, retry_after: int = 1, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class QueryTooLong(ServeError):
    """A query took longer than it may, and was ended."""


class QueryTooBig(ServeError):
    """A query needed more memory than it may, and was ended."""


class QueryCrashed(ServeError):
    """A query ended the process that ran it; others were not touched."""


class ResultCut(ServeError):
    """An answer broke off after its first bytes had been sent; what came is not all."""


class NotIsolated(ServeError):
    """Queries cannot be isolated from network and machine here."""


class NoWorkers(LegationError):
    """No scheduler answers, it has no workers, or they cannot read as this process does."""

    exit_code = 11


class KnowledgeError(LegationError):
    """A file of the shelves (ontology, vocabulary, reference) is wrong."""

    exit_code = 8


class MissingExtra(LegationError):
    """An optional library is not installed."""

    exit_code = 9
