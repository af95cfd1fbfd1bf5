"""``/pair/BLR-VNM``: all that is told of two states, section by section, each the answer to a question."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import anyio
import pyoxigraph as ox
import yaml
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from legation.errors import UnknownState
from legation.identity import reference
from legation.network.names import word
from legation.serve.data import documents
from legation.serve.data.answering import later
from legation.serve.data.content import Teller
from legation.serve.data.pages import Pages, words
from legation.serve.data.places import FORMS as RDF
from legation.serve.data.site import Served, ascii_url
from legation.serve.data.speaking import reader
from legation.serve.explore.asking import Asked, Row, ask
from legation.serve.explore.differing import of_both
from legation.serve.explore.dossiers import FORMS as DOSSIERS
from legation.serve.explore.finding import written
from legation.serve.explore.tables import SHOWN, Cells, Table, state_of
from legation.serve.explore.trade import side_by_side
from legation.serve.negotiation import Form, best
from legation.serve.refusals import Refusal
from legation.settle import posts
from legation.terms import Iri, concept, lgn, state

_SETTLED = ox.DefaultGraph()
_HELD = "held"
#: So many of its questions are asked at once.
AT_ONCE = 2
_FORMS = {
    "html": Form("text/html", "html"),
    "json": Form("application/json", "json"),
    "csv": Form("text/csv", "csv"),
    **{name: form for name, form in RDF.items() if name != "html"},
}


@dataclass(slots=True)
class Section:
    """A section: the question and its answer, the facts in it, and the tables that show it."""

    name: str
    asked: Asked
    fact: str
    rows: list[Row]
    also: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def facts(self) -> list[str]:
        """The IRIs of its facts."""
        return list(dict.fromkeys(row[self.fact]["value"] for row in self.rows if self.fact in row))


@cache
def sections() -> Mapping[str, Mapping[str, Any]]:
    """Return the sections of the page as ``pair.yaml`` has them.

    >>> list(sections())[:2]
    ['relations', 'visits']
    """
    text = Path(__file__).with_name("pair.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))


class Pair:
    """Answers for pairs of states."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.pages = pages
        self.desk = pages.desk

    async def __call__(self, request: Request) -> Response:
        """Return the page of two states, or the same as JSON, CSV or RDF."""
        codes, form = self._asked(request)
        places = self.pages.places(request)
        pair = "-".join(sorted(codes))
        extension = "" if form.made_as == "html" else f".{form.made_as}"
        if request.path_params["pair"] not in {pair, pair + extension}:
            query = request.url.query
            where = f"{places.root}/pair/{quote(pair)}{extension}{f'?{query}' if query else ''}"
            return Response(b"", 301, {"Location": ascii_url(where), "Cache-Control": "no-cache"})
        if self.site.plain:
            raise Refusal(404, "a plain graph knows of no states")
        form = replace(form, media=RDF.get(form.made_as, form).media)
        if known := self.desk.known(request, form, reader(request)):
            return known
        found = await self._sections(request, sorted(codes))
        makers = {"html": self._page, "json": self._json, "csv": self._csv}
        if form.made_as in makers:
            work = later(makers[form.made_as], request, sorted(codes), found)
        else:
            work = later(self._rdf, found, form.made_as)
        return await self.desk.answer(request, form, work, language=reader(request))

    def _asked(self, request: Request) -> tuple[list[str], Form]:
        """Return the codes that a path names, and the form that is wanted.

        Raises
        ------
        Refusal
            404: they are no states, or not two; 406: no form is accepted.

        """
        told = request.path_params["pair"]
        stem, dot, extension = told.partition(".")
        form: Form | None
        if dot:
            form = next(
                (Form(f.media, name) for name, f in _FORMS.items() if name == extension), None
            )
        else:
            form = best(
                request.headers.get("accept"), [Form(f.media, name) for name, f in _FORMS.items()]
            )
        if form is None:
            known = ", ".join(_FORMS)
            raise Refusal(404 if dot else 406, "a pair has no such form", hint=f"known: {known}")
        try:
            codes = {Iri(reference.state(code)).local for code in stem.split("-")}
        except UnknownState as error:
            raise Refusal(404, error.message, hint=error.hint or "write /pair/BLR-VNM") from None
        if len(codes) != 2 or stem.count("-") != 1:
            raise Refusal(404, "a pair is two states", hint="write /pair/BLR-VNM")
        return list(codes), form

    async def _sections(self, request: Request, codes: Sequence[str]) -> list[Section]:
        store = self.site.store
        less, more = await to_thread.run_sync(_less_told, store, codes)
        turns = anyio.Semaphore(AT_ONCE)

        async def found(name: str, about: Mapping[str, Any]) -> tuple[Asked, list[Row]]:
            how = about.get("with", "pair")
            given = (
                {"a": codes[0], "b": codes[1]}
                if how == "pair"
                else {"state": less}
                if how == "state"
                else {}
            )
            if name == "disagreements":  # looked up: one state alone may have thousands
                rows = await to_thread.run_sync(of_both, store, state(codes[0]), state(codes[1]))
                return Asked(about["ask"], given), rows
            async with turns:
                asked = await ask(self.site, request, about["ask"], given)
            rows = [row for row in asked.rows if about["fact"] in row]
            if how == "state":
                rows = [
                    r
                    for r in rows
                    if _concerns(store, r[about["fact"]]["value"], more, about["by"])
                ]
            return asked, rows

        names = sections()
        answers = await asyncio.gather(*(found(name, about) for name, about in names.items()))
        cited: Counter[str] = Counter()
        told = []
        for (name, about), (asked, rows) in zip(names.items(), answers, strict=True):
            kept = rows
            if name == "sources":
                kept = [
                    {**row, "cited": {"type": "literal", "value": str(cited[row["name"]["value"]])}}
                    for row in rows
                    if cited[row["name"]["value"]]
                ]
            for row in kept:
                cited.update(row["sources"]["value"].split() if "sources" in row else ())
            also = [
                (one, f"/questions/{one}?{urlencode(_for(one, codes))}")
                for one in about.get("also", ())
            ]
            told.append(Section(name, asked, about["fact"], kept, also))
        return told

    # -- as a page ----------------------------------------------------------------------------

    def _page(self, request: Request, codes: Sequence[str], found: Sequence[Section]) -> bytes:
        from legation.ask.questions import question

        teller = self.pages.teller(request)
        language, places = teller.language, teller.places
        for section in found:
            section.tables = list(self._tables(section, codes, teller))
        ends = [teller.called(ox.NamedNode(state(code))) for code in codes]
        here = f"/pair/{'-'.join(codes)}"
        say = words(language)
        links = [
            (say["network"], places.of(f"/network?about={codes[0]}%2C{codes[1]}")),
            *((question(n).title[language], places.of(f"/questions/{n}?a={codes[0]}&b={codes[1]}"))
              for n in ("relations/timeline",)),
        ]  # fmt: skip
        return self.pages.page(
            "pair",
            request,
            ends=ends,
            sections=[s for s in found if s.tables or s.asked.trouble],
            empty=[say[f"pair.{s.name}"] for s in found if not s.tables and not s.asked.trouble],
            links=links,
            dossiers=[
                (name, places.of(f"/dossier/{'-'.join(codes)}.{name}?lang={language}"))
                for name in DOSSIERS
            ],
            most=SHOWN,
            path=lambda section: places.of(section.asked.path),
            title_of=lambda name: question(name).title[language],
            of=places.of,
            here=here,
            forms=[(name, places.of(f"{here}.{name}")) for name in _FORMS if name != "html"],
        )

    def _tables(self, section: Section, codes: Sequence[str], teller: Teller) -> Iterator[Table]:
        about, cells = sections()[section.name], Cells(teller, words(teller.language))
        if not section.rows:
            return
        columns: Mapping[str, str] = about["columns"]
        if section.name == "trade":
            yield side_by_side(section.rows, (codes[0], codes[1]), cells)
        elif "ways" in about:
            yield from _both_ways(section, about, codes, cells)
        else:
            rows = section.rows
            if section.name == "sources":
                rows = sorted(rows, key=lambda r: (-int(r["cited"]["value"]), r["name"]["value"]))
            yield cells.table(rows, section.fact, columns)

    # -- as data ------------------------------------------------------------------------------

    def _json(self, request: Request, codes: Sequence[str], found: Sequence[Section]) -> bytes:
        places = self.pages.places(request)
        told = {
            "pair": [state(code) for code in codes],
            "version": self.site.version.number,
            "sections": [
                {
                    "name": s.name,
                    "question": s.asked.name,
                    "given": dict(s.asked.given),
                    "path": places.of(s.asked.path),
                    "total": len(s.rows),
                    **({"note": s.asked.note} if s.asked.note else {}),
                    **({"trouble": s.asked.trouble} if s.asked.trouble else {}),
                    "rows": [{name: term["value"] for name, term in row.items()} for row in s.rows],
                }
                for s in found
            ],
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    def _csv(self, request: Request, _: Sequence[str], found: Sequence[Section]) -> bytes:
        """Return one section as a table (``?section=visits``), or all, a line for each cell."""
        wanted = request.query_params.get("section", "")
        if wanted:
            one = next((s for s in found if s.name == wanted), None)
            if one is None:
                raise Refusal(
                    404, "a pair has no such section", hint=f"known: {', '.join(sections())}"
                )
            names = tuple(dict.fromkeys(name for row in one.rows for name in row))
            lines = [tuple(row[n]["value"] if n in row else "" for n in names) for row in one.rows]
            return written([names, *lines])
        cells = [
            (s.name, str(number), name, term["value"])
            for s in found
            for number, row in enumerate(s.rows, 1)
            for name, term in row.items()
        ]
        return written([("section", "row", "column", "value"), *cells])

    def _rdf(self, found: Sequence[Section], extension: str) -> bytes:
        """Return what the settled graph says of the facts of all sections."""
        facts = dict.fromkeys(iri for section in found for iri in section.facts)
        quads = [
            quad
            for iri in facts
            for quad in self.site.store.quads_for_pattern(ox.NamedNode(iri), None, None, _SETTLED)
        ]
        return documents.write(quads, extension)


def _for(name: str, codes: Sequence[str]) -> dict[str, str]:
    """Return what a question is given about two states."""
    from legation.ask.questions import question

    known = {p.name for p in question(name).parameters}
    return {"a": codes[0], "b": codes[1]} if {"a", "b"} <= known else {"state": codes[0]}


def _less_told(store: ox.Store, codes: Sequence[str]) -> tuple[str, str]:
    """Return two states, first the one of which less is told: its questions are answered sooner."""
    told = [
        store.quads_for_pattern(
            None, ox.NamedNode(lgn("involves")), ox.NamedNode(state(c)), _SETTLED
        )
        for c in codes
    ]
    for one, other in zip_longest(*told):
        if one is None or other is None:
            return (codes[0], codes[1]) if one is None else (codes[1], codes[0])
    return codes[0], codes[1]


def _concerns(store: ox.Store, fact: str, code: str, by: Sequence[str]) -> bool:
    me, other = ox.NamedNode(fact), ox.NamedNode(state(code))
    return any(
        next(store.quads_for_pattern(me, ox.NamedNode(lgn(name)), other, _SETTLED), None)
        for name in by
    )


def _both_ways(
    section: Section, about: Mapping[str, Any], codes: Sequence[str], cells: Cells
) -> Iterator[Table]:
    """Yield the facts of each direction: from the first state to the second, then back, then others."""
    ways: dict[tuple[str, str], list[Row]] = {(codes[0], codes[1]): [], (codes[1], codes[0]): []}
    for row in section.rows:
        ends = [
            state_of(cells.teller.store, row[section.fact]["value"], name) for name in about["ways"]
        ]
        ways.setdefault((ends[0], ends[1]), []).append(row)
    for (one, other), rows in ways.items():
        if rows:
            names = [
                cells.teller.called(ox.NamedNode(state(code))).text if code else "…"
                for code in (one, other)
            ]
            yield cells.table(
                rows,
                section.fact,
                about["columns"],
                caption=" → ".join(names),
                summary=_summary(rows, section.fact, cells),
            )


def _summary(rows: Sequence[Row], fact: str, cells: Cells) -> str:
    """Return how many visits there are by status if one was not held; those held by office and rank."""
    statuses = Counter(row["status"]["value"] if "status" in row else _HELD for row in rows)
    held = [row for row in rows if "status" not in row or row["status"]["value"] == _HELD]
    offices: Counter[str] = Counter()
    for row in held:
        quads = cells.teller.store.quads_for_pattern(
            ox.NamedNode(row[fact]["value"]), ox.NamedNode(lgn("capacity")), None, _SETTLED
        )
        posted = {q.object.value for q in quads if isinstance(q.object, ox.NamedNode)}
        offices.update({posts.parts(Iri(iri))[1] for iri in posted if posts.is_post(Iri(iri))})
    ranks = Counter(row["rank"]["value"] for row in held if "rank" in row)
    unlike = statuses if statuses.keys() - {_HELD} else Counter[str]()
    told = []
    for scheme, counted in (("status", unlike), ("office", offices), ("rank", ranks)):
        parts = [
            f"{word(concept(scheme, name), cells.language)} {number}"
            for name, number in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        ]
        told.append(", ".join(parts))
    return " · ".join(part for part in told if part)
