"""The text of a source that its policy withholds is nowhere to be had over HTTP."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import legation
from legation.export import export
from legation.facts.evidence import TextPolicy
from legation.serve.data import texts
from legation.serve.data.places import FORMS, Places
from legation.serve.site import Site
from legation.store.versions import Versions
from legation.terms import DCT, LGN, RDF, RDFS, lgn
from served_data import MARKS, Made, client

_BASE = "https://w3id.org/legation/id/"


def _withheld(body: str) -> bool:
    folded = " ".join(unescape(body).split())
    return not any(mark in folded for mark in MARKS)


def test_the_words_of_a_withheld_text_are_kept_beside_the_store(site: Site) -> None:
    """The text is there, for reading again; what follows is that nobody gets it."""
    kept = (site.version.sources / "secret" / "text.txt").read_text("utf-8")
    assert all(mark in " ".join(kept.split()) for mark in MARKS)
    assert texts.policy(site.store, f"{_BASE}source/secret") is TextPolicy.NONE


def test_no_document_of_anything_tells_a_withheld_text(web: TestClient, site: Site) -> None:
    """Every subject of the graph that has to do with the source, in every form and language."""
    places = Places(site.base)
    subjects = {
        q.subject.value
        for q in site.store.quads_for_pattern(None, None, None, None)
        if isinstance(q.subject, ox.NamedNode)
    }
    about = sorted(iri for iri in subjects if "secret" in iri or "GHA" in iri or "EST" in iri)
    assert any("/claim/" in iri for iri in about)
    assert any("/span/" in iri for iri in about)
    for iri in about:
        for extension in FORMS:
            answer = web.get(places.document(iri, extension))
            assert answer.status_code == 200, iri
            assert _withheld(answer.text), iri


def test_pages_say_that_a_text_is_withheld(web: TestClient) -> None:
    """A fact, a claim and the source say so, in the reader's language."""
    fact = web.get("/relations/EST-GHA/established/1992.html")
    assert fact.status_code == 200
    for path in ("/relations/EST-GHA/established/1992", "/source/secret/claim/1", "/source/secret"):
        assert "Text withheld by the source" in unescape(web.get(f"{path}.html").text), path
        said = unescape(web.get(f"{path}.html?lang=vi").text)
        assert "không hiển thị theo chính sách" in said, path


def test_pages_and_lists_tell_no_withheld_text(web: TestClient) -> None:
    """Home, sources, descriptions, questions."""
    for path in (
        "/", "/sources", "/.well-known/void", "/questions/relations/steps?a=GHA&b=EST",
        "/questions/relations/steps.csv?a=GHA&b=EST", "/questions/sources/evidence?entity=state:GHA",
        "/questions/relations/timeline.json?a=GHA&b=EST",
    ):  # fmt: skip
        answer = web.get(path)
        assert answer.status_code in {200, 400}, path
        assert _withheld(answer.text), path


def test_sparql_finds_no_withheld_text(web: TestClient) -> None:
    """No literal of any graph holds a word of it; the source itself is there."""
    everything = (
        "SELECT DISTINCT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(ISLITERAL(?o)) }"
    )
    answer = web.get("/sparql", params={"query": everything}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200
    assert _withheld(answer.text)
    ask = f"ASK {{ GRAPH <{_BASE}source/secret> {{ ?c a lgn:Claim }} }}"
    assert web.get("/sparql", params={"query": ask}).json()["boolean"] is True


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld", "csv", "graphml"])
def test_exports_hold_no_withheld_text(site: Site, form: str, tmp_path: Path) -> None:
    """Whatever is exported is the store, and that never had it."""
    out = export(site.store, form, tmp_path / "out")
    files = sorted(out.glob("*")) if out.is_dir() else [out]
    assert all(_withheld(file.read_text("utf-8")) for file in files)


def test_only_texts_that_may_be_shown_in_full_are(tmp_path: Path) -> None:
    """The page of a source has the whole text with ``full``, not with ``quote`` or ``none``."""
    words = (
        "Ghana and Estonia established diplomatic relations on 3 March 1992. Rain fell in Accra."
    )
    kg = legation.open(tmp_path / "p.kg")
    for policy in ("full", "quote", "none"):
        kg.add_text(f"{words} ({policy})", policy, date="1992-04", language="en", policy=policy)
    version = Versions(tmp_path / "p.kg").current()
    web = client(Made(kg.store, base=_BASE, version=version))
    found = {p: "Rain fell" in web.get(f"/source/{p}.html").text for p in ("full", "quote", "none")}
    assert found == {"full": True, "quote": False, "none": False}
    quoted = {p: "on 3 March 1992." in web.get(f"/source/{p}/claim/1.html").text for p in found}
    assert quoted == {"full": True, "quote": True, "none": False}


def test_one_module_opens_what_is_kept_of_sources() -> None:
    """Nothing else in the server imports the copies of sources."""
    import legation.serve

    room = Path(legation.serve.__file__).parent
    users = {
        str(path.relative_to(room))
        for path in room.rglob("*.py")
        if re.search(r"store(\.| import )copies", path.read_text("utf-8"))
    }
    assert users == {"data/texts.py"}


_HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"


def test_hostile_labels_and_iris_are_text() -> None:
    """A label that is markup is escaped, and only web addresses and own paths become links."""
    store = ox.Store()
    me = ox.NamedNode("https://example.org/kg/person/x")

    def say(predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        store.add(ox.Quad(me, ox.NamedNode(predicate), value))

    say(RDF + "type", ox.NamedNode(lgn("Person")))
    say(RDFS + "label", ox.Literal(_HOSTILE, language="en"))
    say(DCT + "title", ox.Literal(_HOSTILE))
    say("https://example.org/p?\u202e'onload='x", ox.NamedNode("javascript:alert(1)"))
    say(LGN + "seat", ox.NamedNode("data:text/html,x"))
    say(LGN + "seeAlso", ox.NamedNode("//evil.example/".replace("//", "https://")))
    page = client(Made(store)).get("/person/x.html").text
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript:' not in page
    assert 'href="data:' not in page
    assert "&lt;script&gt;alert(2)" in page
    for href in re.findall(r'href="([^"]*)"', page):
        assert re.match(r"https?://|/(?!/)|#", unescape(href)), href


def test_a_hostile_title_is_inert_in_every_list(web: TestClient) -> None:
    """The title of a source is markup: it is shown as it is written."""
    for path in (
        "/",
        "/sources",
        "/source/hostile.html",
        "/relations/CHL-MNG/established/1984.html",
    ):
        page = web.get(path).text
        assert "<script>" not in page, path
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page, path


def test_pages_have_no_inline_script_or_style(web: TestClient) -> None:
    """The policy of the server forbids them, so pages have none."""
    for path in ("/", "/sources", "/questions", "/ns.html", "/state/VNM.html",
                 "/questions/visits/between?a=VNM&b=BLR"):  # fmt: skip
        answer = web.get(path)
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", answer.text), path
    assert web.get("/static/site.css").headers["content-type"].startswith("text/css")
