"""Names found as they are typed: ``/search`` for people and programs, ``/complete`` for the editor."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from legation.ask.terms_out import shorten
from legation.export.tables import safe
from legation.knowledge import folder, select
from legation.network.names import word
from legation.serve.data.answering import later
from legation.serve.data.pages import Pages
from legation.serve.data.site import Served
from legation.serve.data.speaking import reader
from legation.serve.negotiation import Form, best
from legation.serve.refusals import Refusal
from legation.store.search import Hit, Search
from legation.terms import LGN, PREFIXES, Iri, lgn
from legation.values.names import fold

_SHOWN, _MEANT = 50, 5
#: So many names are found at once, and so many words proposed to who writes a query.
MOST_FOUND, MOST_COMPLETED = 500, 30
#: No IRI begins so: what a query takes has a prefix, or is whole.
_NO_BASE = "\0"
FORMS = {
    "html": Form("text/html", "html"),
    "json": Form("application/json", "json"),
    "csv": Form("text/csv", "csv"),
}
_COLUMNS = ("iri", "kind", "label", "labelLanguage", "found", "language", "status")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for some words, the pair of states they may mean, and what else was meant."""

    words: str
    hits: list[Hit]
    pair: tuple[Hit, Hit] | None
    meant: list[Hit]


class Finder:
    """Answers for the names of a site."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.pages = pages
        self.desk = pages.desk

    async def search(self, request: Request) -> Response:
        """Return what has the words of ``?q=`` in a name, as a page, JSON or CSV."""
        extension = request.path_params.get("extension", "")
        form = (
            FORMS.get(extension)
            if extension
            else best(request.headers.get("accept"), tuple(FORMS.values()))
        )
        if form is None:
            raise Refusal(
                404 if extension else 406,
                "what is found has no such form",
                hint=f"known: {', '.join(FORMS)}",
            )
        makers = {"html": self._page, "json": self._json, "csv": self._csv}
        work = later(makers[form.made_as], request)
        return await self.desk.answer(request, form, work, language=reader(request))

    async def complete(self, request: Request) -> Response:
        """Return what may stand at a place of a query: words of the ontology, names as terms."""
        work = later(self._complete, request)
        return await self.desk.answer(request, FORMS["json"], work, language=reader(request))

    def _found(self, request: Request, limit: int) -> Finding:
        words, language = request.query_params.get("q", ""), reader(request)
        search = self.pages.indexes.search()
        hits = search.find(words, limit, language)
        slipped = not hits or hits[0].near
        meant = search.meant(words, _MEANT, language) if slipped else []
        return Finding(words, hits, _pair(search, words, language), meant)

    def _page(self, request: Request) -> bytes:
        found = self._found(request, _SHOWN)
        places = self.pages.places(request)
        language = reader(request)
        pair = None
        if found.pair:
            codes = sorted(Iri(one.iri).local for one in found.pair)
            pair = ([one.label for one in found.pair], places.of(f"/pair/{'-'.join(codes)}"))

        def shown(hits: list[Hit]) -> list[tuple[Hit, str, str]]:
            return [
                (hit, places.path(hit.iri), word(lgn(hit.kind), language) if hit.kind else "")
                for hit in hits
            ]

        return self.pages.page(
            "search",
            request,
            looked_for=found.words[:200],
            hits=shown(found.hits),
            meant=shown(found.meant),
            near=any(hit.near for hit in found.hits),
            most=_SHOWN,
            pair=pair,
        )

    def _json(self, request: Request) -> bytes:
        found = self._found(request, _limit(request))
        places = self.pages.places(request)

        def told_of(hits: list[Hit]) -> list[dict[str, Any]]:
            return [
                dict(zip(_COLUMNS, row, strict=True))
                | {"path": places.path(hit.iri), "near": hit.near}
                for hit, row in zip(hits, _rows(hits), strict=True)
            ]

        told = {
            "q": found.words[:200],
            "version": self.site.version.number,
            "hits": told_of(found.hits),
            **({"meant": told_of(found.meant)} if found.meant else {}),
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    def _csv(self, request: Request) -> bytes:
        found = self._found(request, _limit(request))
        return written([_COLUMNS, *_rows(found.hits)])

    def _complete(self, request: Request) -> bytes:
        typed = request.query_params.get("q", "").strip()[:200]
        told = list(_terms(typed, reader(request)))[:MOST_COMPLETED]
        if len(typed) > 1:
            name = typed.rpartition(":")[2] if typed.partition(":")[0] in PREFIXES else typed
            for hit in self.pages.indexes.search().find(
                name.replace("-", " "), MOST_COMPLETED, reader(request)
            ):
                short = shorten(hit.iri, _NO_BASE)
                term = short if _is_short(short) else f"<{hit.iri}>"
                if not hit.near and (
                    ":" not in typed or term.startswith(typed.partition(":")[0] + ":")
                ):
                    told.append({"word": term, "label": hit.label})
        unique = {one["word"]: one for one in told}
        return json.dumps(list(unique.values())[:MOST_COMPLETED], ensure_ascii=False).encode()


def _limit(request: Request) -> int:
    told = request.query_params.get("limit", "")
    wanted = int(told) if told.isascii() and told.isdigit() and len(told) < 5 else _SHOWN
    return min(wanted, MOST_FOUND)


def _rows(hits: list[Hit]) -> list[tuple[str, ...]]:
    return [(h.iri, h.kind, h.label, h.label_language, h.text, h.language, h.status) for h in hits]


def written(rows: list[tuple[str, ...]]) -> bytes:
    r"""Return rows as CSV of which a spreadsheet runs nothing.

    >>> written([("a", "b"), ("=1+1", "x,y")])
    b'a,b\r\n\'=1+1,"x,y"\r\n'
    """
    out = StringIO()
    csv.writer(out).writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _pair(search: Search, words: str, language: str) -> tuple[Hit, Hit] | None:
    """Return two states if the words are the name of one and then that of another."""
    tokens = words.split()[:8]

    def state(part: list[str]) -> Hit | None:
        name = " ".join(part).strip(" ,-–&")
        for hit in search.find(name, 3, language) if name else ():
            if hit.kind == "State" and fold(hit.text) == fold(name):
                return hit
        return None

    joined = {"-", "–", "&", "and", "và", "with", "với"}
    for place in range(1, len(tokens)):
        rest = tokens[place:]
        one, other = state(tokens[:place]), state(rest[1:] if rest[0].lower() in joined else rest)
        if one and other and one.iri != other.iri:
            return one, other
    return None


@cache
def _ontology() -> tuple[str, ...]:
    """Return the words of the ontology: classes, properties and concepts, as prefixed names."""
    query = """SELECT DISTINCT ?word { ?word a ?class
        FILTER(STRSTARTS(STR(?word), "https://w3id.org/legation/ns#")) } ORDER BY ?word"""
    return tuple(
        f"lgn:{Iri(row['word']).local}"
        for shelf in ("core", "vocabularies")
        for row in select(folder(shelf), query)
    )


def _terms(typed: str, language: str) -> Iterator[Mapping[str, Any]]:
    """Yield words of the ontology that begin with what was typed, then those that hold it."""
    wanted = typed.lower().removeprefix("lgn:")
    if not wanted and not typed:
        return
    inside = []
    for term in _ontology():
        local = term.removeprefix("lgn:").lower()
        told = {"word": term, "label": word(LGN + term.removeprefix("lgn:"), language)}
        if local.startswith(wanted):
            yield told
        elif len(wanted) > 2 and (wanted in local or fold(told["label"]).startswith(fold(wanted))):
            inside.append(told)
    if ":" not in typed or typed.startswith("lgn:"):
        yield from inside


def _is_short(term: str) -> bool:
    """Tell whether a prefixed name needs no escapes."""
    prefix, colon, local = term.partition(":")
    return bool(colon) and prefix in PREFIXES and local.replace("-", "").replace("_", "").isalnum()
