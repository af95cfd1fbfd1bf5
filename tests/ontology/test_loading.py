"""The ontology loads in tools of others: rdflib, owlready2, pyLODE; no word is lost on the way.

None of them fetches anything and none needs Java: owlready2 loads, it is not asked to reason.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import warnings
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from legation.export import ontology
from legation.resources import shelf, texts
from legation.terms import LGN, REFERENCE

_BASE = REFERENCE + "ontology/"
_FORMATS = {".ttl": "turtle", ".trig": "trig"}
#: Our own datatypes: codes of states, one datatype for each coding system.
_CODES = REFERENCE + "code/"
#: What OWL calls the kinds of words, and how owlready2 lists what it took for such.
_LISTED = {
    OWL.Class: "classes",
    OWL.ObjectProperty: "object_properties",
    OWL.DatatypeProperty: "data_properties",
    OWL.AnnotationProperty: "annotation_properties",
}


def _files(place: Traversable, path: str = "") -> Iterator[str]:
    """Yield the paths of all RDF files below a folder of the shelf."""
    for file in place.iterdir():
        if file.is_dir():
            yield from _files(file, f"{path}{file.name}/")
        elif file.name.endswith(tuple(_FORMATS)):
            yield path + file.name


FILES = sorted(_files(shelf("ontology")))
#: rdflib calls its own names deprecated wherever it reads more than one graph.
RDFLIB_WARNS = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def _parsed(text: str, form: str) -> list[tuple[Any, Any, Any]]:
    """Return the triples of a text, of all its graphs."""
    graph = rdflib.Graph() if form == "turtle" else rdflib.Dataset()
    graph.parse(data=text, format=form, publicID=_BASE)
    return [(s, p, o) for s, p, o, *_ in graph]


def _whole() -> rdflib.Graph:
    """Return the header, the core, the vocabularies and the alignments; nothing is imported."""
    graph = rdflib.Graph()
    header = (shelf("ontology") / "legation.ttl").read_text("utf-8")
    graph.parse(data=header, format="turtle", publicID=_BASE)
    graph.remove((None, OWL.imports, None))
    for folder in ("core", "vocabularies", "alignments"):
        for text in texts("ontology", folder, ".ttl").values():
            graph.parse(data=text, format="turtle", publicID=_BASE)
    return graph


def _declared(graph: rdflib.Graph, kind: rdflib.term.Node) -> set[str]:
    """Return our words that a graph declares to be of one kind."""
    return {str(s) for s in graph.subjects(RDF.type, kind) if str(s).startswith(LGN)}


def _odd(triples: list[tuple[Any, Any, Any]]) -> list[str]:
    """Return the literals whose text is not one of their datatype, or whose datatype none knows."""
    literals = {o for _, _, o in triples if isinstance(o, rdflib.Literal) and o.datatype}
    return sorted(
        o.n3()
        for o in literals
        if o.ill_typed or (o.ill_typed is None and not str(o.datatype).startswith(_CODES))
    )


def test_every_part_of_the_ontology_is_among_the_files() -> None:
    """No folder with RDF is overlooked, in a checkout as in a wheel."""
    assert {name.split("/")[0] for name in FILES} == {
        "legation.ttl",
        "alignments",
        "core",
        "examples",
        "history",
        "reference",
        "rules",
        "shapes",
        "vocabularies",
    }


@RDFLIB_WARNS
@pytest.mark.parametrize("name", FILES)
def test_rdflib_reads_every_file_without_a_word(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Each file parses, says something, and rdflib finds no literal or IRI to warn of."""
    text = shelf("ontology").joinpath(*name.split("/")).read_text("utf-8")
    triples = _parsed(text, _FORMATS[name[name.rindex(".") :]])
    assert triples
    assert _odd(triples) == []
    assert caplog.messages == []


@pytest.mark.parametrize(
    "value", ['"2018-02-30"^^xsd:date', '"many"^^xsd:integer', '"x"^^xsd:text', '"x"^^lgn:date']
)
def test_a_literal_that_is_not_of_its_datatype_is_noticed(value: str) -> None:
    """The test above can fail: a day that never was, a word for a number, a datatype of nobody."""
    prefixes = f"@prefix lgn: <{LGN}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
    triples = _parsed(f"{prefixes} <x> lgn:latest {value} .", "turtle")
    assert len(_odd(triples)) == 1


@RDFLIB_WARNS
def test_the_context_gives_every_word_its_iri_in_rdflib() -> None:
    """JSON-LD that uses each short name of the context is read as the words of the ontology."""
    told = json.loads((shelf("ontology") / "context.jsonld").read_text("utf-8"))
    whole = _whole()
    classes = _declared(whole, OWL.Class)
    said = _declared(whole, OWL.ObjectProperty) | _declared(whole, OWL.DatatypeProperty)
    node: dict[str, Any] = {word.removeprefix(LGN): "lgn:x" for word in said}
    node |= {"id": "lgn:x", "type": sorted(word.removeprefix(LGN) for word in classes)}
    triples = _parsed(json.dumps(told | {"@graph": [node]}), "json-ld")
    assert {str(p) for _, p, _ in triples} - {str(RDF.type)} == said
    assert {str(o) for _, p, o in triples if p == RDF.type} == classes


def _in_owlready(data: bytes) -> Any:
    """Return the world that owlready2 makes of an ontology in N-Triples or RDF/XML."""
    import owlready2  # type: ignore[import-untyped]

    world = owlready2.World()
    world.get_ontology(LGN.removesuffix("#")).load(fileobj=BytesIO(data))
    return world


def _faults(world: Any, graph: rdflib.Graph) -> list[str]:
    """Return what owlready2 took for something else than the ontology declares it to be."""
    found: list[str] = []
    taken: dict[str, str] = {}
    for kind, listed in _LISTED.items():
        theirs = {x.iri for x in getattr(world, listed)() if x.iri.startswith(LGN)}
        name = str(kind).partition("#")[2]
        found += [f"{iri} is no {name} there" for iri in _declared(graph, kind) - theirs]
        found += [f"{iri} is a {name} there only" for iri in theirs - _declared(graph, kind)]
        found += [f"{iri} is a {name} and a {taken[iri]}" for iri in theirs & taken.keys()]
        taken |= dict.fromkeys(theirs, name)
    # Classes are also values (of lgn:kind), but none is declared to be an instance of something.
    meant = set(_LISTED)
    typed = {(str(s), o) for s, o in graph.subject_objects(RDF.type) if str(s) in taken}
    found += [f"{iri} is also an instance of {o}" for iri, o in typed if o not in meant]
    return sorted(found)


def _loaded(graph: rdflib.Graph) -> list[str]:
    """Return the faults of a graph in owlready2, or why owlready2 refuses it."""
    try:
        world = _in_owlready(graph.serialize(format="nt", encoding="utf-8"))
    except TypeError as refused:  # a property that came first is a class or an individual too
        return [str(refused)]
    return _faults(world, graph)


def test_owlready2_has_every_word_as_what_it_is(capfd: pytest.CaptureFixture[str]) -> None:
    """Classes are classes, properties are of one kind each, nothing is warned of on a stream."""
    assert _loaded(_whole()) == []
    assert capfd.readouterr() == ("", "")


def test_owlready2_keeps_labels_axioms_and_superclasses() -> None:
    """What is said of words comes through: labels by language, superclasses, disjointness."""
    graph = _whole()
    world = _in_owlready(graph.serialize(format="nt", encoding="utf-8"))
    for word in (rdflib.URIRef(iri) for kind in _LISTED for iri in _declared(graph, kind)):
        there = world[str(word)]
        labels = {(str(o), o.language) for o in graph.objects(word, RDFS.label)}  # type: ignore[attr-defined]
        assert {(str(label), label.lang) for label in there.label} == labels
        # Above a class there may be classes of others, which nothing declares here.
        above = {str(o) for o in graph.objects(word, RDFS.subClassOf) if str(o).startswith(LGN)}
        assert {x.iri for x in getattr(there, "is_a", []) if x.iri.startswith(LGN)} == above
    pairs = {frozenset(map(str, p)) for p in graph.subject_objects(OWL.disjointWith)}
    groups = {frozenset(x.iri for x in d.entities) for d in world.disjoint_classes()}
    assert groups >= pairs
    assert len(groups - pairs) == len(set(graph.subjects(RDF.type, OWL.AllDisjointClasses)))


@pytest.mark.parametrize("name", ["legation.nt", "legation.rdf"])
def test_owlready2_loads_what_the_command_publishes(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The files of `legation ontology` load as they are, both forms that owlready2 reads."""
    ontology.publish(tmp_path)
    assert _faults(_in_owlready((tmp_path / name).read_bytes()), _whole()) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "wrong",
    [
        ("visitor", OWL.DatatypeProperty),
        ("Visit", OWL.ObjectProperty),
        ("Visit", rdflib.URIRef(LGN + "Topic")),
        ("rank", OWL.AnnotationProperty),
    ],
)
def test_a_word_of_two_kinds_is_noticed(wrong: tuple[str, rdflib.URIRef]) -> None:
    """The tests above can fail: a property of two kinds, a class that is a property or an individual."""
    graph = _whole()
    name, kind = wrong
    graph.add((rdflib.URIRef(LGN + name), RDF.type, kind))
    assert any(LGN + name in fault for fault in _loaded(graph))


def test_a_word_that_is_lost_is_noticed() -> None:
    """The tests above can fail: a class without its declaration is not found there."""
    graph = _whole()
    world = _in_owlready(graph.serialize(format="nt", encoding="utf-8").replace(b"#Visit>", b"#V>"))
    assert f"{LGN}Visit is no Class there" in _faults(world, graph)


class _Entries(HTMLParser):
    """Collects the entries of a page of pyLODE: the IRI in each, its heading and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, str] = {}
        self._inside: list[str] = []
        self._text = ""
        self._iri = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an entry where one begins."""
        if tag == "div" and "entity" in (dict(attrs).get("class") or "").split():
            self.close_entry()
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag, and those inside that need no end."""
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Take the text; the first code of an entry is its IRI."""
        self._text += data
        if self._inside[-1:] == ["code"] and not self._iri:
            self._iri = data.strip()

    def close_entry(self) -> None:
        """Keep what was read since the last entry began."""
        self.entries[self._iri] = self._text
        self._iri = self._text = ""


def _documented(graph: rdflib.Graph, cache: Path) -> dict[str, str]:
    """Return the text of each entry of the page that pyLODE makes, by IRI."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its own stylesheet open
        import pylode  # type: ignore[import-untyped]
        from pylode import utils

        # Its writer of HTML asks for an event loop, and would leave the one it is given open.
        asyncio.set_event_loop(None)
        with pytest.MonkeyPatch.context() as patch:
            # It writes pickles beside its own files; here they go to a folder that is ours.
            shutil.copytree(utils.RDF_FOLDER, cache, ignore=shutil.ignore_patterns("*.pickle"))
            patch.setattr(utils, "RDF_FOLDER", cache)
            page = pylode.OntPub(graph).make_html()
    read = _Entries()
    read.feed(page)
    read.close_entry()
    return read.entries


def test_pylode_documents_every_word(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each class and property has an entry with its labels and its definitions in both languages."""
    graph = _whole()
    words = {rdflib.URIRef(iri) for kind in _LISTED for iri in _declared(graph, kind)}
    said = {
        word: {str(o) for p in (RDFS.label, SKOS.definition) for o in graph.objects(word, p)}
        for word in words
    }
    entries = _documented(graph, tmp_path / "rdf")
    assert {str(word) for word in words} - entries.keys() == set()
    lost = {
        (str(word), text)
        for word, told in said.items()
        for text in told
        if " ".join(text.split()) not in " ".join(entries[str(word)].split())
    }
    assert lost == set()
    assert "Error" not in capfd.readouterr().out


def test_a_word_that_is_not_declared_has_no_entry_in_pylode(tmp_path: Path) -> None:
    """The test above can fail: pyLODE leaves out what is declared to be nothing."""
    graph = _whole()
    visit = rdflib.URIRef(LGN + "Visit")
    graph.remove((visit, RDF.type, None))
    assert str(visit) not in _documented(graph, tmp_path / "rdf")
