"""``/dossier/BLR-VNM.docx``: the fact sheet of two states, to be taken as a file.

The page of HTML is a file, too: it has its style in it, which pages of the server may not have.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from legation.errors import UnknownState
from legation.identity import reference
from legation.serve.data.answering import later
from legation.serve.data.pages import Pages
from legation.serve.data.site import Served
from legation.serve.data.speaking import reader
from legation.serve.negotiation import Form
from legation.serve.refusals import Refusal
from legation.terms import Iri

FORMS = {
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "html": Form("text/html", "html"),
    "md": Form("text/markdown", "md"),
}


class Dossiers:
    """Answers with fact sheets."""

    def __init__(self, site: Served, pages: Pages) -> None:
        self.site = site
        self.desk = pages.desk

    async def __call__(self, request: Request) -> Response:
        """Return the fact sheet of two states, the first of them told first.

        Raises
        ------
        Refusal
            404: they are no two states, or there is no such form.

        """
        codes, extension = request.path_params["pair"].split("-"), request.path_params["extension"]
        if extension not in FORMS or self.site.plain:
            raise Refusal(404, "there is no such fact sheet", hint=f"known: {', '.join(FORMS)}")
        try:
            a, b = (Iri(reference.state(code)).local for code in codes)
        except (UnknownState, ValueError):
            raise Refusal(
                404, "a fact sheet is of two states", hint="write /dossier/BLR-VNM.docx"
            ) from None
        language = reader(request)
        kept = {"Content-Disposition": f'attachment; filename="{a}-{b}.{language}.{extension}"'}
        work = later(self._written, a, b, language, extension)
        return await self.desk.answer(
            request, FORMS[extension], work, language=language, headers=kept
        )

    def _written(self, a: str, b: str, language: str, extension: str) -> bytes:
        from legation.view.dossier import dossier
        from legation.view.dossier.counted import kept

        site, text = self.site, kept(self.site.version.sources)
        told = dossier(site.store, a, b, language, site.version.number, site.base, text)
        if extension == "docx":
            return told.docx()
        return (told.markdown if extension == "md" else told.html).encode()
