"""Pages for people: templates filled with what `legation.serve.data.content` tells.

Everything is escaped, and only addresses of the web and of this server become links, so that a
label or an IRI of whatever origin stays text.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox
from starlette.requests import Request

from legation.ask.questions import Question, catalogue
from legation.export.describe import by_class
from legation.facts.kinds import vocabulary
from legation.network.names import entity_classes, word
from legation.serve.data.answering import Desk
from legation.serve.data.content import MOST_SEEN, SHOWN, Teller
from legation.serve.data.descriptions import counted
from legation.serve.data.differences import title
from legation.serve.data.indexes import Indexes
from legation.serve.data.listed import sources
from legation.serve.data.openapi import concepts
from legation.serve.data.ordered import Order
from legation.serve.data.partners import pairs
from legation.serve.data.past import latest
from legation.serve.data.places import FORMS, Places
from legation.serve.data.site import Served, home, wanted
from legation.serve.data.speaking import LANGUAGES, reader
from legation.serve.data.texts import MOST
from legation.serve.data.things import Thing
from legation.serve.explore.answers import Answered
from legation.serve.explore.margin import margin
from legation.serve.explore.network_asked import Short
from legation.serve.explore.shown import answer_of, shown
from legation.serve.refusals import Refusal
from legation.terms import Iri, lgn, state
from legation.values.calm import on_one_line

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
_EXPLORE = _HERE.parent / "explore"
_LATEST = 8
_CLASSES = 60
#: So many are listed of a class; the query may be changed to list more.
_LISTED = 200
_WEB = ("http://", "https://")
_FILES = ("csv", "tsv", "json", "xml", "md")


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the words of the pages in a language.

    >>> words("vi")["sources"]
    'Nguồn'
    """
    text = (_HERE / "words.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return MappingProxyType({row["word"]: row[language] for row in rows})


def web(href: str) -> str:
    """Return an address if a page may lead there: on this server, or out to the web.

    >>> web("javascript:alert(1)"), web("//e.org"), web("/state/VNM"), web("https://e.org/")
    ('', '', '/state/VNM', 'https://e.org/')
    """
    here = href.startswith("/") and not href.startswith(("//", "/\\"))
    return href if here or href.startswith(_WEB) else ""


class Pages:
    """Makes the pages of a site."""

    def __init__(self, site: Served) -> None:
        self.site = site
        self.counted = counted(site)
        self.desk = Desk(site)
        self.indexes = Indexes(site)
        self._order = Order()

    @cached_property
    def _templates(self) -> Environment:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        templates = Environment(
            loader=FileSystemLoader([_HERE / "templates", _EXPLORE / "templates"]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        templates.filters["web"] = web
        templates.filters["line"] = on_one_line
        return templates

    def places(self, request: Request) -> Places:
        """Return what writes the paths of things as this request sees them."""
        root = urlsplit(home(self.site, request)).path.rstrip("/")
        return Places(self.site.base, root, wanted(request))

    def teller(self, request: Request) -> Teller:
        """Return what tells things in the reader's language."""
        return Teller(self.site.store, self.places(request), reader(request))

    def page(self, name: str, request: Request, **told: Any) -> bytes:
        """Return a page made of a template, in the frame that all pages have."""
        language = reader(request)
        places = self.places(request)
        root = places.root
        others = [
            (code, root + _with(request, lang=code)) for code in LANGUAGES if code != language
        ]
        page = self._templates.get_template(f"{name}.html.j2").render(
            say=words(language),
            lang=language,
            others=others,
            root=root,
            at=f"?version={places.version}" if places.version else "",
            version=self.site.version.number,
            latest=latest(self.site),
            permalink=root + _with(request, version=str(self.site.version.number)),
            current=root + _with(request, version=""),
            **told,
        )
        return page.encode()

    def home(self, request: Request) -> bytes:
        """Return the home page: what there is, where it is from, how to ask."""
        if not wanted(request):
            self.indexes.begin()  # who comes in by the front door will soon search
        teller, language = self.teller(request), reader(request)
        of = teller.places.of
        counted = {iri.rpartition("#")[2]: n for iri, n in by_class(teller.store).items()}

        def listed(known: Sequence[str]) -> list[tuple[str, int, str]]:
            found = [
                (word(lgn(name), language), counted[name], of(_listing(lgn(name))))
                for name in known
                if name in counted
            ]
            return sorted(found, key=lambda one: (-one[1], one[0]))

        return self.page(
            "home",
            request,
            facts=listed(sorted(vocabulary().kinds)),
            entities=listed(sorted(entity_classes())),
            things=[
                (name, number, of(_listing(iri)))
                for iri, name, number in (
                    _foreign(by_class(teller.store)) if self.site.plain else ()
                )
            ],
            plain=self.site.plain,
            newest=sources(teller, {})[:_LATEST],
            topics=_topics(language),
            server=home(self.site, request),
        )

    def sources(self, request: Request) -> bytes:
        """Return the list of sources."""
        listed = sources(self.teller(request), self.counted.graphs(self.site))
        return self.page("sources", request, listed=listed)

    def thing(self, request: Request, iri: str, page: int, kind: str) -> bytes:
        """Return the page of a thing.

        Raises
        ------
        Refusal
            404: its facts do not go on so far.

        """
        teller = self.teller(request)
        thing = teller.thing(iri, self.site.version, kind, page, self._order)
        say, me = words(teller.language), ox.NamedNode(iri)
        if named := title(teller.names, me, say, lambda node: teller.called(node).text):
            thing.label = replace(thing.label, text=named, language="")
        if page > thing.pages:
            raise Refusal(404, "there is no such page", hint=f"the last one is {thing.pages}")
        document = teller.places.document
        beside = None
        if thing.sort == "source" and page == 1:
            beside = margin(teller, self.site.version, iri)
        return self.page(
            "thing",
            request,
            thing=thing,
            margin=beside,
            links=self._links(teller, thing),
            pairs=pairs(teller, iri) if page == 1 and not kind else [],
            kind=kind,
            page=page,
            most=MOST_SEEN,
            text_most=MOST,
            forms=[(name, document(iri, name)) for name in FORMS if name != "html"],
            here=document(iri, "html"),
            join="&" if "?" in document(iri, "html") else "?",
            more=not beside and thing.cut if thing.sort == "source" else page * SHOWN < thing.total,
        )

    def _links(self, teller: Teller, thing: Thing) -> list[tuple[str, str]]:
        """Return where else an entity is seen: its network."""
        if thing.sort != "thing" or not thing.total:
            return []
        say, of = words(teller.language), teller.places.of
        about = urlencode({"about": Short(self.site.base).of(thing.iri)})
        found = [(say["network"], of(f"/network?{about}"))]
        if thing.iri.startswith(state("")):
            code = thing.iri.removeprefix(state(""))
            found.append((say["disagreements"], of(f"/disagreements?state={code}")))
        return found

    def ontology(self, request: Request) -> bytes:
        """Return the words of the ontology."""
        from legation.view.glossary import modules, schemes

        return self.page("ontology", request, modules=modules(), schemes=schemes(), forms=[
            (name, f"{self.places(request).root}/ns.{name}") for name in FORMS if name != "html"
        ])  # fmt: skip

    # -- questions ----------------------------------------------------------------------------

    def questions(self, request: Request) -> bytes:
        """Return the list of questions."""
        return self.page("questions", request, topics=_topics(reader(request)))

    def question(
        self,
        request: Request,
        asked: Question,
        given: Mapping[str, str],
        found: bytes | None,
        problem: Refusal | None = None,
    ) -> bytes:
        """Return the page of a question: its form, and the answer if it was asked.

        With a ``problem`` the form holds what was given, and says what is wrong where it is.
        """
        language, teller = reader(request), self.teller(request)
        is_asked = not problem and (bool(given) or not any(p.required for p in asked.parameters))
        told = json.loads(found or b"{}")
        table = Answered(teller, asked, words(language)).table(given, told)
        answer = (
            table.rows
            and found
            and answer_of(
                found,
                version=str(self.site.version.number),
                base=self.site.base,
                question=asked,
                given=given,
            )
        )
        view = request.query_params.get("view", "")
        seen = shown(answer or None, view, language, asked.title[language], teller)
        wrong = _meant(problem, given) if problem else ""
        fields = [
            {
                "name": p.name,
                "meaning": p.meaning[language],
                "required": p.required,
                "value": given.get(p.name, p.default),
                "choices": p.choices or (concepts(p.scheme) if p.scheme else ()),
                "labels": {c: word(lgn(f"{p.scheme}-{c}"), language) for c in concepts(p.scheme)}
                if p.scheme
                else {},
                "optional": not p.default,
                "wrong": p.name == wrong,
            }
            for p in asked.parameters
        ]
        of = teller.places.of
        path = f"{teller.places.root}/questions/{asked.name}"
        query = urlencode(given)
        states = [
            given[p.name] for p in asked.parameters if p.type == "state" and given.get(p.name)
        ]
        return self.page(
            "question",
            request,
            asked=asked,
            title=asked.title[language],
            about=asked.note.get(language, ""),
            path=path,
            fields=fields,
            is_asked=is_asked,
            problem=problem,
            large=is_asked and found is None,
            table=table,
            note=str(told.get("note", "")),
            files_of=[
                (n, of(f"/questions/{asked.name}.{n}" + (f"?{query}" if query else "")))
                for n in _FILES
            ],
            seen=seen,
            tabs=[
                (
                    words(language)[f"view.{name}"],
                    of(f"/questions/{asked.name}?{urlencode({**given, 'view': name})}"),
                    name == seen.view,
                )
                for name in seen.views
            ],
            network=of(f"/network?{urlencode({'about': ','.join(states)})}") if states else "",
        )


def _meant(problem: Refusal, given: Mapping[str, str]) -> str:
    """Return the parameter that a problem is about: its value or its name stands in the sentence."""
    said = problem.message
    by_value = (name for name, value in given.items() if repr(value) in said)
    by_name = (name for name in given if re.search(rf"(^| |'){re.escape(name)}\b", said))
    return next(by_value, "") or next(by_name, "")


def _foreign(classes: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Return the classes of any RDF with the last part of their IRIs, the largest first."""
    ordered = sorted(classes.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(iri, Iri(iri).local or iri, number) for iri, number in ordered[:_CLASSES]]


def _listing(iri: str) -> str:
    """Return the path of a page that lists what is of a class: a query that can be changed."""
    return "/query?" + urlencode({"query": f"SELECT ?it {{ ?it a <{iri}> }} LIMIT {_LISTED}"})


def _with(request: Request, **changed: str) -> str:
    told = {n: v for n, v in {**dict(request.query_params), **changed}.items() if v}
    path = quote(request.scope["path"], safe="/:@!$&'()*+,;=~-._")
    return f"{path}?{urlencode(told)}" if told else path


def _topics(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in catalogue():
        found.setdefault(one.topic, []).append((one.name, one.title[language]))
    return list(found.items())
