"""The reference of the ontology: one page without a script, with diagrams and the RDF beside it.

The page is our own because pyLODE, the usual tool, shows one language, knows no questions and no
shapes, and its newest release for Python 3.11 (3.4.1) cannot be imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from legation.errors import NotWritten
from legation.export import ontology
from legation.knowledge import select
from legation.store.files import replacing
from legation.view.diagrams import STYLE, diagram
from legation.view.glossary import modules, schemes

_HERE = Path(__file__).parent
_HEADER = f"""PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?title ?about ?version ?this ?licence {{
  BIND(<{ontology.ONTOLOGY}> AS ?o)
  OPTIONAL {{ ?o dct:title ?title FILTER(LANG(?title) = "en") }}
  OPTIONAL {{ ?o rdfs:comment|dct:description ?about FILTER(LANG(?about) = "en") }}
  OPTIONAL {{ ?o owl:versionInfo ?version }} OPTIONAL {{ ?o owl:versionIRI ?this }}
  OPTIONAL {{ ?o dct:license ?licence }}
}} LIMIT 1"""
_LANGUAGES = {"en": "English", "vi": "tiếng Việt", "ru": "русский", "be": "беларуская"}


def publish(out: Path) -> Iterator[Path]:
    """Write the reference of the ontology into a directory and yield each file that was written.

    ``index.html`` is the page; ``diagrams/`` holds an SVG for each module; the rest is what
    `legation.export.ontology.publish` writes. What else is in the directory stays.

    Raises
    ------
    NotWritten
        The system refuses.

    """
    drawings = out / "diagrams"
    try:
        drawings.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(
            f"{out} could not be made a directory: {error.strerror or error}",
            hint="choose another place with --out",
        ) from error
    texts = {out / "index.html": page()}
    for module in modules():
        texts[drawings / f"{module.name}.svg"] = diagram(module, "../index.html", alone=True)
    for path, text in texts.items():
        with replacing(path) as file:
            file.write(text.encode())
        yield path
    yield from ontology.publish(out)


def page() -> str:
    """Return the reference of the ontology as HTML: anchors are the local names of its words.

    >>> html = page()
    >>> '<article id="Visit">' in html, "<script" in html
    (True, False)
    """
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    found = modules()
    words = {word.name for module in found for word in module.words}
    concepts = {concept.name for scheme in schemes() for concept in scheme.concepts}
    return environment.get_template("ontology.html.j2").render(
        header=select(ontology.merged(), _HEADER)[0],
        iri=ontology.ONTOLOGY,
        modules=[(module, diagram(module) if module.classes else "") for module in found],
        schemes=schemes(),
        anchors=words | concepts,
        index=sorted(words, key=lambda name: (name.lower(), name)),
        languages=_LANGUAGES,
        files=ontology.FILES,
        style=(_HERE / "ontology.css").read_text("utf-8") + STYLE,
    )
