"""The questions as an OpenAPI 3.1 document, made from the headers of their files.

Reference: https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

from functools import cache
from typing import Any

from legation.ask.questions import LANGUAGES, Parameter, Question, catalogue
from legation.knowledge import folder, select
from legation.serve.data.site import release
from legation.terms import concept, notation

#: Forms of an answer: media type and the name by which ``?format=`` and the extension call it.
MEDIA = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/markdown": "md",
    "text/html": "html",
}
_DAY = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_EXAMPLES = {
    "state": "VNM", "date": "2008-04", "year": "2008", "integer": 10, "entity": "state:BLR",
}  # fmt: skip
_REFUSALS = {
    "400": "A parameter is missing, unknown or cannot be read; `hint` says how to write it.",
    "404": "There is no such question.",
    "406": "The answer has no form that is accepted.",
    "503": "All workers are busy; `Retry-After` says when to come again.",
    "504": "The question took longer than the limit.",
}
_PROBLEM = {
    "type": "object",
    "description": "A refusal (RFC 9457); the whole server has this one shape.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "hint": {"type": "string", "description": "What to do about it."},
    },
}
_RESULTS = {
    "type": "object",
    "description": "SPARQL 1.1 Query Results JSON; `note` says what is not there, if nothing is.",
    "required": ["head"],
    "properties": {
        "head": {"type": "object"},
        "results": {"type": "object"},
        "note": {"type": "string"},
    },
}


def document(server: str) -> dict[str, Any]:
    """Return the document for the server at an address.

    >>> told = document("http://127.0.0.1:8000/")
    >>> told["openapi"], "/questions/visits/between" in told["paths"]
    ('3.1.0', True)
    >>> [p.get("name") for p in told["paths"]["/questions/visits/between"]["get"]["parameters"]][:2]
    ['a', 'b']
    """
    return {**_document(), "servers": [{"url": server.rstrip("/") or "/"}]}


@cache
def _document() -> dict[str, Any]:
    topics = dict.fromkeys(question.topic for question in catalogue())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "legation: questions to a graph of diplomatic relations",
            "version": release(),
            "description": "Every question is a tested SPARQL query with parameters. "
            "SPARQL itself is answered at `/sparql` (SPARQL 1.1 Protocol).",
        },
        "tags": [{"name": topic} for topic in topics],
        "paths": {f"/questions/{q.name}": {"get": _operation(q)} for q in catalogue()},
        "components": {
            "schemas": {"Problem": _PROBLEM, "Results": _RESULTS},
            "parameters": {"format": _format(), "lang": _language()},
            "responses": {f"Refusal{code}": _refusal(text) for code, text in _REFUSALS.items()},
        },
    }


def _operation(question: Question) -> dict[str, Any]:
    note = question.note.get("en", "")
    told = [f"{question.title['vi']}.", note]
    if question.competency:
        told.append(f"Competency questions: {', '.join(map(str, question.competency))}.")
    return {
        "operationId": question.name.replace("/", "_").replace("-", "_"),
        "tags": [question.topic],
        "summary": question.title["en"],
        "description": " ".join(part for part in told if part),
        "parameters": [
            *(_parameter(one) for one in question.parameters),
            {"$ref": "#/components/parameters/format"},
            {"$ref": "#/components/parameters/lang"},
        ],
        "responses": {
            "200": {
                "description": "The rows of the answer.",
                "content": {
                    media: {
                        "schema": {"$ref": "#/components/schemas/Results"}
                        if name == "json"
                        else {"type": "string"}
                    }
                    for media, name in MEDIA.items()
                },
            },
            **{code: {"$ref": f"#/components/responses/Refusal{code}"} for code in _REFUSALS},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = _schema(parameter)
    told = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.meaning['en']} ({parameter.meaning['vi']})",
        "schema": schema,
    }
    if (example := _EXAMPLES.get(parameter.type)) is not None:
        told["example"] = example
    elif "enum" in schema:
        told["example"] = schema["enum"][0]
    return told


def _schema(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if parameter.type == "integer":
        schema = {"type": "integer"}
    elif parameter.type == "date":
        schema |= {"pattern": _DAY, "description": "A year, month or day."}
    elif parameter.type == "year":
        schema["pattern"] = "^[0-9]{4}$"
    elif parameter.type == "state":
        schema["description"] = "A code (VNM) or a name of a state in any language."
    elif parameter.type == "entity":
        schema["description"] = "A name, a short form (state:BLR) or an IRI."
    elif parameter.type == "source":
        schema["description"] = "The name or the IRI of a source of the graph."
    elif parameter.type == "choice":
        schema["enum"] = list(parameter.choices)
    elif parameter.type == "concept":
        schema["examples"] = concepts(parameter.scheme)
    if parameter.default:
        schema["default"] = (
            int(parameter.default) if parameter.type == "integer" else parameter.default
        )
    return schema


def concepts(scheme: str) -> list[str]:
    """Return the notations of a vocabulary.

    >>> concepts("flow")
    ['balance', 'export', 'import', 'turnover']
    """
    rows = select(folder("vocabularies"), "SELECT DISTINCT ?c { ?c skos:notation ?n } ORDER BY ?c")
    start = concept(scheme, "")
    return [notation(row["c"]) for row in rows if row["c"].startswith(start)]


def _format() -> dict[str, Any]:
    return {
        "name": "format",
        "in": "query",
        "description": "The form of the answer, instead of the header Accept; "
        "an extension of the path (`/questions/visits/between.csv`) says the same.",
        "schema": {"type": "string", "enum": list(MEDIA.values())},
    }


def _language() -> dict[str, Any]:
    return {
        "name": "lang",
        "in": "query",
        "description": "The language of notes and pages, instead of the header Accept-Language.",
        "schema": {"type": "string", "enum": list(LANGUAGES)},
    }


def _refusal(text: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": text, "content": {"application/problem+json": {"schema": schema}}}
