"""`KnowledgeGraph`: the one place that joins the rooms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from legation import terms
from legation.errors import BadMetadata
from legation.intake.reports import Added
from legation.looking import Looking
from legation.store import copies
from legation.store.opening import versions
from legation.store.settings import MANAGED, PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor

    from legation.ask.answers import Answer
    from legation.check import Finding
    from legation.intake.batch import Progress
    from legation.intake.given import Given
    from legation.reading.read import Reading


def open(path: str | Path = "legation.kg") -> KnowledgeGraph:
    """Return the graph in a directory, or at the URL of a SPARQL store; nothing is made yet.

    >>> open("does-not-exist.kg").exists()
    False

    Raises
    ------
    NotAGraph
        There is something else at ``path``.
    RemoteError
        The store does not answer, or refuses.

    """
    return KnowledgeGraph(path)


def read(path: str | Path, **about: str) -> Reading:
    """Read a document without storing it; ``about`` tells title, publisher, date, language ….

    Raises
    ------
    SourceError
        The file cannot be read, or legation has no rules for its language.

    """
    from legation.intake.given import Given, read, told_of
    from legation.view.read import Read

    return Read.of(*read(Given(Path(path), told_of(Path(path), about))))


class KnowledgeGraph(Looking):
    r"""A graph in a directory: add documents, ask, look, export.

    Reading commands never make the directory. Every answer knows the version it came from.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> kg = KnowledgeGraph(f"{folder.name}/x.kg")
    >>> note = "Mongolia and Chile established diplomatic relations on 4 May 1984."
    >>> kg.add_text(note, "note", date="2020-05").added
    ('note',)
    >>> kg.query("SELECT ?date { ?r a lgn:RelationEvent ; lgn:edtf ?date }").serialize("csv")
    b'date\r\n1984-05-04\r\n'
    >>> kg.ask("relations/steps", a="MNG", b="CHL").to_pandas()["date"][0]
    '1984-05-04'
    >>> kg.network("MNG", "CHL").number_of_nodes()
    3
    >>> kg.view("MNG", "CHL").save(f"{folder.name}/pair.html").stat().st_size < 1_200_000
    True
    >>> kg.export("turtle", f"{folder.name}/x.ttl").name
    'x.ttl'
    >>> [source.name for source in kg.sources()], kg.version
    (['note'], 1)
    >>> folder.cleanup()
    """

    def __init__(self, path: str | Path = "legation.kg") -> None:
        super().__init__(versions(path))
        self.path = self._versions.home
        self._versions.exists()

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.path)!r})"

    def exists(self) -> bool:
        """Tell whether anything was ever added."""
        return self._versions.exists()

    @property
    def version(self) -> int:
        """The number of the current version.

        Raises
        ------
        GraphMissing
            There is no graph yet.

        """
        return self._versions.number()

    # -- writing ------------------------------------------------------------------------------

    def create(self, base: str = terms.DEFAULT_BASE, *, plain: bool = False) -> None:
        """Make an empty graph whose own IRIs begin with ``base``.

        One that is ``plain`` holds any RDF as it is: without sources, and nothing is settled.

        Raises
        ------
        BadMetadata
            ``base`` is no absolute IRI that ends in ``/`` or ``#``.
        GraphExists
            There is one already.

        """
        try:
            ox.NamedNode(base)
        except ValueError:
            base = ""
        if not base.endswith(("/", "#")) or ":" not in base:
            raise BadMetadata("the base is no IRI", hint="write it like https://example.org/kg/")
        self._versions.create(base, PLAIN if plain else MANAGED)

    def add(
        self,
        *paths: str | Path | Given,
        jobs: int = 1,
        executor: Executor | None = None,
        progress: Progress | None = None,
        described_as: str = "",
        description: str | Path | None = None,
        strict: bool = False,
        **about: str,
    ) -> Added:
        """Read documents and tables into the graph; what is there unchanged is left alone.

        ``paths`` name files, folders (with all documents below) or patterns (``notes/*.html``).
        ``about`` says of all of them: title, publisher, publisher_state, date, language,
        licence, policy, origin, encoding. A changed file replaces its claims. What can be read
        becomes one version; what cannot is told in ``failed``. ``jobs`` processes read, or any
        ``executor`` of `concurrent.futures`; the graph is the same. What the rows of a table
        mean is told by ``described_as``, a description that legation ships, or by the file
        ``description``, or by one beside the table; ``strict`` refuses a table of which a cell
        cannot be read. A plain graph takes files of RDF, as they are.

        Raises
        ------
        SourceError, MissingExtra
            No document could be read; nothing was added.
        GraphBusy, GraphReadOnly
            The graph cannot be written to now.

        """
        from legation.changes.writing import Means, add
        from legation.intake.tabling import Wanted

        if self._versions.kind == PLAIN:
            return self._add_plain(paths)
        told = Wanted(described_as, Path(description) if description else None, strict)
        return add(self._versions, paths, about, Means(jobs, executor, progress, told))

    def add_text(self, text: str, name: str, **about: str) -> Added:
        """Read a text into the graph under a name of its own."""
        from legation.changes.writing import Means, add
        from legation.intake.given import from_text

        return add(self._managed, [from_text(text, name, about)], {}, Means())

    def stage(
        self,
        url: str,
        *paths: str | Path | Given,
        executor: Executor | None = None,
        progress: Progress | None = None,
        described_as: str = "",
        description: str | Path | None = None,
        strict: bool = False,
        **about: str,
    ) -> Added:
        """Read documents and tables into parts below ``url``, for `load`; no graph is touched.

        The arguments are those of `add`. ``url`` is a folder or any URL that fsspec knows; who
        reads must reach it, and needs nothing else of this machine.

        Raises
        ------
        SourceError, MissingExtra
            No document could be read, or the place is none.
        NotWritten
            The place takes nothing, or holds parts already.

        """
        from legation.changes.parts import write
        from legation.changes.writing import Means
        from legation.intake.tabling import Wanted

        told = Wanted(described_as, Path(description) if description else None, strict)
        return write(paths, url, about, Means(1, executor, progress, told), self.base)

    def load(self, url: str, progress: Progress | None = None) -> Added:
        """Take the parts below ``url`` into the graph, all or nothing; it is then what `add` makes.

        A plain graph takes the files of RDF there.

        Raises
        ------
        BadParts
            Something is missing or damaged, or the parts are for another graph.
        GraphBusy, GraphReadOnly
            The graph cannot be written to now.

        """
        from legation.changes.loading import load

        if self._versions.kind == PLAIN:
            return self._add_plain([url])
        return load(self._versions, url, progress)

    def _add_plain(self, paths: Iterable[str | Path | Given]) -> Added:
        from legation.changes.plain import add

        return add(self._versions, (p if isinstance(p, (str, Path)) else p.path for p in paths))

    def remove(self, name: str) -> Added:
        """Take a source and its claims out of the graph.

        Raises
        ------
        UnknownSource
            The graph has no such source.

        """
        from legation.changes.writing import settle

        current = self._managed.current()
        name = copies.named(current.sources, name.removeprefix(f"{self.base}source/"))
        with self._versions.write(f"remove {name}", after=current.number) as draft:
            draft.store.clear_graph(ox.NamedNode(terms.source(self.base, name)))
            copies.drop(draft.sources, name)
            report = settle(draft, self.base, [name])
        return Added(draft.number, (), (name,), (), 0, 0, report)

    def undo(self) -> int:
        """Go back to the version before this one and return its number."""
        return self._versions.undo().number

    def rebuild(
        self, progress: Progress | None = None, jobs: int = 1, executor: Executor | None = None
    ) -> Added:
        """Make the graph again from its sources with the rules of today.

        The store is made anew, so this also mends one that is damaged.
        """
        from legation.changes.writing import Means, rebuild

        return rebuild(self._managed, Means(jobs, executor, progress), lambda: self.store)

    def compact(self) -> int:
        """Put the store in order, and return the number of the version that has it so.

        Nothing of what the graph says changes. A store that was filled by many writes, or by large
        ones, lies in many pieces; looking things up in one that is in order takes some half of the
        time. Of a graph in a store elsewhere this is the copy here.

        Raises
        ------
        GraphMissing, GraphBusy, GraphReadOnly
            There is nothing to put in order, or it cannot be written to now.

        """
        after = self._versions.current().number
        with self._versions.write("compact", after=after, kind=self._versions.kind) as draft:
            draft.store.optimize()
        return draft.number

    # -- handing out and checking -------------------------------------------------------------

    def export(self, format: str, out: str | Path) -> Path:
        """Write the graph as Turtle, TriG, N-Quads, JSON-LD, RDF/XML, CSV, GraphML or GEXF.

        Raises
        ------
        UnknownFormat, NotWritten
            With the known names, or the reason of the system.

        """
        from legation.export import export

        return export(self.store, format, Path(out))

    def check(self) -> tuple[Finding, ...]:
        """Validate the settled graph and its claims; return what a person should look at."""
        from legation.check import check

        self.require_sources()
        return check(self.store)

    def audit(self, *only: str, language: str = "en") -> Answer:
        """Return what `legation.audit` finds, a row for each finding; ``only`` names some audits."""
        from legation.audit import answer

        self.require_sources()
        version, store = self._open()
        return answer(store, only, language=language, version=str(version), base=self.base)
