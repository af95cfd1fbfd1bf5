"""What is known of a document besides its text: from options, a sidecar file, its first lines."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from legation.errors import BadDate, BadMetadata, UnknownState
from legation.facts.evidence import Source, TextPolicy
from legation.identity import reference
from legation.terms import Iri
from legation.values.dates import Dating

#: What may be told of a source, and the other names under which sidecars and headers tell it.
FIELDS = {
    "title": ("title",),
    "publisher": ("publisher",),
    "publisher_state": ("publisher_state", "publisher-state", "state"),
    "date": ("date", "issued"),
    "language": ("language", "lang"),
    "licence": ("licence", "license"),
    "policy": ("policy", "text_policy", "text-policy"),
    "origin": ("origin", "source", "url"),
    "encoding": ("encoding", "charset"),
}


def sidecar(path: Path) -> dict[str, str]:
    """Return what ``FILE.toml`` beside a document says of it; nothing if there is none.

    Raises
    ------
    BadMetadata
        It is no TOML, or has a key that means nothing.

    """
    beside = path.with_name(path.name + ".toml")
    if not beside.is_file():
        return {}
    try:
        told = tomllib.loads(beside.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMetadata(
            f"{beside} cannot be read: {error}", hint='it is TOML: title = "…"'
        ) from None
    return known({key: str(value) for key, value in told.items()}, str(beside), strict=True)


def known(told: Mapping[str, str], where: str, *, strict: bool = False) -> dict[str, str]:
    """Return the fields that mean something, by their own names.

    >>> known({"license": "CC0-1.0", "mood": "good"}, "a.txt")
    {'licence': 'CC0-1.0'}

    Raises
    ------
    BadMetadata
        ``strict`` and a key means nothing.

    """
    names = {alias: field for field, aliases in FIELDS.items() for alias in aliases}
    if strict:
        for key in told:
            if key.lower() not in names:
                near = get_close_matches(key.lower(), names, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(FIELDS)}"
                raise BadMetadata(f"{where} has an unknown key {key!r}", hint=hint)
    return {
        names[k.lower()]: v.strip() for k, v in told.items() if k.lower() in names and v.strip()
    }


def describe(iri: Iri, told: Mapping[str, str], checksum: str, where: str) -> Source:
    """Make a source of what is told; what is not told stays open for the reader to find.

    Raises
    ------
    BadMetadata
        The date is no EDTF, the text policy none of full, quote, none, or the state unknown.

    """
    policy = told.get("policy", TextPolicy.QUOTE)
    if policy not in set(TextPolicy):
        raise BadMetadata(f"{where}: {policy!r} is no text policy", hint="say full, quote or none")
    issued = told.get("date", "")
    if issued:
        try:
            Dating.parse(issued)
        except BadDate as error:
            raise BadMetadata(f"{where}: {error.message}", hint=error.hint) from None
    publisher_state = told.get("publisher_state", "")
    if publisher_state:
        try:
            publisher_state = reference.state(publisher_state).local
        except UnknownState as error:
            raise BadMetadata(f"{where}: {error.message}", hint=error.hint) from None
    return Source(
        iri=iri,
        title=told.get("title", ""),
        publisher=told.get("publisher", ""),
        publisher_state=publisher_state,
        issued=issued,
        language=told.get("language", "").lower(),
        licence=told.get("licence", ""),
        policy=TextPolicy(policy),
        origin=told.get("origin", ""),
        checksum=checksum,
    )
