"""The routes of the explorer: search, pairs of states, disagreements, the editor of queries."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from legation.serve.data.pages import Pages
from legation.serve.data.site import Served
from legation.serve.explore.disputes import Disputes
from legation.serve.explore.dossiers import Dossiers
from legation.serve.explore.editor import Editor
from legation.serve.explore.finding import Finder
from legation.serve.explore.pair import Pair


def explorer_routes(site: Served, pages: Pages) -> list[BaseRoute]:
    """Return the routes of the explorer of a site."""
    finder, disputes, editor = Finder(site, pages), Disputes(site, pages), Editor(site, pages)
    return [
        Route("/search", finder.search),
        Route("/search.{extension}", finder.search),
        Route("/complete", finder.complete),
        Route("/query", editor.page),
        Route("/query.{extension}", editor.page),
        Route("/disagreements", disputes.__call__, methods=["GET"]),
        Route("/disagreements.{extension}", disputes.__call__, methods=["GET"]),
        Route("/dossier/{pair}.{extension}", Dossiers(site, pages).__call__, methods=["GET"]),
        Route("/pair/{pair}", Pair(site, pages).__call__, methods=["GET"]),
    ]
