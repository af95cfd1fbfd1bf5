"""What a person judged to be one thing or two: the file ``judgements.tsv``, which always wins.

A line has a verdict, two references, why, when and by whom. A reference outlives rebuilding and
adding in another order, so it says what a source says, not which IRI a graph gave::

    Person BLR Alexander Lukashenko              a name, of a state (- for none), in any source
    Person BLR Alexander Lukashenko @ fact-sheet     the same, as this one source has it
    Visit 2008-04-07 source/fact-sheet/claim/3       the fact of a claim, with the date it states
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from legation.errors import BadJudgement
from legation.facts.kinds import vocabulary
from legation.facts.records import Form, Record
from legation.identity.ties import Judged, Ties

FILE = "judgements.tsv"
COLUMNS = ("verdict", "one", "other", "why", "when", "by")
VERDICTS = ("same", "different")
_HEAD = f"""\
# What a person judged of names and facts of this graph. It wins over every rule.
# one, other: Person BLR Full Name · Person BLR Full Name @ source · Visit 2008-04 source/x/claim/3
{chr(9).join(COLUMNS)}
"""
_SOURCE = re.compile(r"(.+) @ ([\w.-]+)")
_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as sources write it; ``of`` joins the codes of its states; ``source`` limits it to one."""

    type: str
    of: str
    text: str
    source: str = ""

    def __str__(self) -> str:
        where = f" @ {self.source}" if self.source else ""
        return f"{self.type} {self.of or _NOTHING} {self.text}{where}"

    def names(self, form: Form) -> bool:
        """Tell whether a name form is meant."""
        return (
            (form.type, "-".join(form.of), " ".join(form.text.split()))
            == (self.type, self.of, self.text)
        ) and self.source in {"", form.source.rpartition("/")[2]}


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact by one of its claims; kind and date are there so that no other claim is meant."""

    kind: str
    edtf: str
    claim: str

    def __str__(self) -> str:
        return f"{self.kind} {self.edtf or _NOTHING} {self.claim}"

    def names(self, record: Record) -> bool:
        """Tell whether a claim is meant, and still says what it said."""
        return (
            record.iri.endswith(self.claim)
            and record.iri.removesuffix(self.claim)[-1:] in {"", "/", "#"}
            and (record.kind, record.one("edtf")) == (self.kind, self.edtf)
        )


Reference = Name | Stated


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of the file."""

    verdict: str
    one: Reference
    other: Reference
    why: str
    when: str = ""
    by: str = ""
    line: int = 0

    @property
    def same(self) -> bool:
        """Whether the two are judged to be one."""
        return self.verdict == "same"

    def judged(self, ones: Sequence[str], others: Sequence[str]) -> Judged:
        """Return this with what its sides mean; reasons never say when, nor by whom."""
        told = [r.text if isinstance(r, Name) else r.claim for r in (self.other, self.one)]
        said = [f"judged different from {text!r}: {self.why}" for text in told]
        if self.same:
            said = [f"judged the same: {self.why}"] * 2
        names = f"'{self.one}' and '{self.other}'"
        return Judged(self.same, tuple(ones), tuple(others), (said[0], said[1]), names, self.line)


@dataclass(frozen=True, slots=True)
class Judgements:
    """All judgements of a graph, in the order of the file."""

    lines: tuple[Judgement, ...] = ()
    where: str = FILE

    def over_names(self, forms: Iterable[Form], type_: str) -> Ties:
        """Return what is judged of name forms of one class of entities."""
        told = [j for j in self.lines if isinstance(j.one, Name) and j.one.type == type_]
        return self._over(told, forms)

    def over_claims(self, records: Iterable[Record], kind: str) -> Ties:
        """Return what is judged of claims of one kind of fact."""
        told = [j for j in self.lines if isinstance(j.one, Stated) and j.one.kind == kind]
        return self._over(told, records)

    def named(self, forms: Iterable[Form]) -> set[str]:
        """Return the IRIs of the name forms of which something is judged."""
        told = {ref for j in self.lines for ref in (j.one, j.other) if isinstance(ref, Name)}
        return {iri for iris in _meant(told, forms).values() for iri in iris} if told else set()

    def since(self, before: Judgements) -> Judgements | None:
        """Return what came or went since other judgements; none if it is about more than names."""
        lines = {replace(j, line=0): j for j in (*before.lines, *self.lines)}
        kept = {replace(j, line=0) for j in before.lines} & {replace(j, line=0) for j in self.lines}
        found = tuple(j for key, j in lines.items() if key not in kept)
        return Judgements(found) if all(isinstance(j.one, Name) for j in found) else None

    def _over(self, told: Sequence[Judgement], things: Iterable[Form] | Iterable[Record]) -> Ties:
        ties = Ties(self.where)
        if told:
            meant = _meant({ref for j in told for ref in (j.one, j.other)}, things)
            ties.judge(j.judged(*_sides(j, meant)) for j in told)
        return ties

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of facts of which something is judged."""
        return tuple(sorted({j.one.kind for j in self.lines if isinstance(j.one, Stated)}))

    def sources_of(self, type_: str) -> frozenset[tuple[str, str, str]]:
        """Return names that are judged as one source has them: type, states and text go by themselves."""
        return frozenset(
            (ref.of, ref.text, ref.source)
            for j in self.lines
            for ref in (j.one, j.other)
            if isinstance(ref, Name) and ref.type == type_ and ref.source
        )

    def with_line(self, judgement: Judgement) -> Judgements:
        """Return these with one more, in the place of an older line with the same verdict on the same two.

        Raises
        ------
        BadJudgement
            It contradicts others.

        """
        pair = {judgement.one, judgement.other}
        kept = [j for j in self.lines if ({j.one, j.other}, j.verdict) != (pair, judgement.verdict)]
        return parse(text([*kept, judgement]).encode(), self.where)


def _meant(
    references: Iterable[Reference], things: Iterable[Form] | Iterable[Record]
) -> dict[Reference, list[str]]:
    """Return the IRIs of the things that each reference means."""
    wanted: dict[str, list[Reference]] = defaultdict(list)
    for ref in references:
        wanted[ref.text if isinstance(ref, Name) else ref.claim.rpartition("/")[2]].append(ref)
    found: dict[Reference, list[str]] = {ref: [] for ref in references}
    for thing in things:
        if isinstance(thing, Form):
            for ref in wanted.get(" ".join(thing.text.split()), ()):
                if isinstance(ref, Name) and ref.names(thing):
                    found[ref].append(thing.iri)
        else:
            for ref in wanted.get(thing.iri.rpartition("/")[2], ()):
                if isinstance(ref, Stated) and ref.names(thing):
                    found[ref].append(thing.iri)
    return {ref: sorted(iris) for ref, iris in found.items()}


def _sides(
    judgement: Judgement, meant: Mapping[Reference, list[str]]
) -> tuple[list[str], list[str]]:
    """Return what both sides mean; a name in one source is not among those of all the others."""
    ones, others = meant[judgement.one], meant[judgement.other]
    if not judgement.same and isinstance(judgement.one, Name) and isinstance(judgement.other, Name):
        if judgement.other.source and not judgement.one.source:
            ones = [one for one in ones if one not in others]
        elif judgement.one.source and not judgement.other.source:
            others = [other for other in others if other not in ones]
    return ones, others


def read(folder: Path) -> Judgements:
    """Return the judgements of a version, none if nobody judged.

    Raises
    ------
    BadJudgement
        A line means nothing, or contradicts others.

    """
    path = folder / FILE
    # Where the folder of a version lies tells nobody anything: 'legation judgements' shows the file.
    return parse(path.read_bytes(), FILE) if path.is_file() else Judgements()


def text(judgements: Iterable[Judgement]) -> str:
    """Return the text of a file of judgements."""
    lines = [
        "\t".join(" ".join(cell.split()) for cell in cells)
        for j in judgements
        for cells in [(j.verdict, str(j.one), str(j.other), j.why, j.when, j.by)]
    ]
    return _HEAD + "".join(f"{line.rstrip()}\n" for line in lines)


def parse(data: bytes, where: str) -> Judgements:
    r"""Read a file of judgements.

    >>> lines = "verdict\tone\tother\twhy\nsame\tPerson PER A. Diaz\tPerson PER Ana Diaz\tinitial"
    >>> parse(lines.encode(), "j.tsv").lines[0].one.text
    'A. Diaz'

    Raises
    ------
    BadJudgement
        It is no text in UTF-8, a line means nothing, or some contradict each other; says which.

    """
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadJudgement(f"{where} is not in UTF-8", hint="save it as UTF-8") from None
    found: list[Judgement] = []
    headed = False
    for number, line in enumerate(decoded.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [_plain(cell) for cell in line.split("\t")]
        if not headed:
            if tuple(cells) != COLUMNS[: len(cells)] or len(cells) < 4:
                raise BadJudgement(
                    f"{where}, line {number}: the names of the columns are missing",
                    hint=f"put them first, with tabs between: {' '.join(COLUMNS)}",
                )
            headed = True
            continue
        try:
            found.append(_judgement(cells, number))
        except BadJudgement as error:
            raise BadJudgement(
                f"{where}, line {number}: {error.message}", hint=error.hint
            ) from None
    ties = Ties(where)
    ties.judge(j.judged([str(j.one)], [str(j.other)]) for j in found)
    return Judgements(tuple(found), where)


def _plain(cell: str) -> str:
    """Return a cell without what a spreadsheet puts around it."""
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"')
    return " ".join(cell.split())


def _judgement(cells: list[str], line: int) -> Judgement:
    cells += [""] * (len(COLUMNS) - len(cells))
    if len(cells) > len(COLUMNS):
        raise BadJudgement(
            f"it has {len(cells)} cells, not {len(COLUMNS)}", hint="a cell holds no tab"
        )
    verdict, one, other, why, when, by = cells
    if verdict not in VERDICTS:
        raise BadJudgement(f"{verdict!r} is no verdict", hint="write same or different")
    if not why:
        raise BadJudgement("it does not say why", hint="write the reason into the fourth column")
    first, second = reference(one), reference(other)
    check_pair(first, second)
    return Judgement(verdict, first, second, why, when, by, line)


def check_pair(one: Reference, other: Reference) -> None:
    """Refuse what can never be one.

    Raises
    ------
    BadJudgement
        The two are one and the same, or of two classes.

    """
    if one == other:
        raise BadJudgement(
            f"'{one}' stands on both sides", hint="add ' @ SOURCE' to tell namesakes apart"
        )
    first, second = (r.type if isinstance(r, Name) else r.kind for r in (one, other))
    if first != second:
        raise BadJudgement(
            f"'{one}' and '{other}' are of two kinds", hint=f"a {first} is never a {second}"
        )


def reference(written: str) -> Reference:
    """Read a reference to a name or to the fact of a claim.

    >>> reference("Person - Mao Zedong"), reference("Visit 2008-04 source/a/claim/2").edtf
    (Name(type='Person', of='', text='Mao Zedong', source=''), '2008-04')

    Raises
    ------
    BadJudgement
        It is neither.

    """
    kind, _, rest = written.partition(" ")
    second, _, last = rest.partition(" ")
    second = "" if second == _NOTHING else second
    if kind in vocabulary().kinds and last and " " not in last:
        return Stated(kind, second, last)
    if kind in vocabulary().entity_paths and last:
        limited = _SOURCE.fullmatch(last)
        return Name(kind, second, limited[1], limited[2]) if limited else Name(kind, second, last)
    raise BadJudgement(
        f"{written!r} names nothing that can be judged",
        hint="write 'Person BLR Full Name', or 'Visit 2008-04 source/x/claim/3'",
    )
