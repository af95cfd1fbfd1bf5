r"""Constructions in which texts tell of agreements and committees, one a line in a table.

``treaty_sentences.tsv``: language, sentence (``\n`` for the end of a line), facts with `` // ``
between them: "PARTIES|title or #count|date", or "S" with the number of a session and its date.
A line without facts is a sentence that must not be read as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.terms import Iri, concept, lgn, notation

Claims = Callable[..., list[Claim]]
TABLE = [
    line.split("\t")
    for line in Path(__file__).with_name("treaty_sentences.tsv").read_text("utf-8").splitlines()[1:]
]
SIGNED = {concept("action", "signature"): "", concept("action", "initialling"): "|initialling"}


def _code(party: Value) -> str:
    if isinstance(party, Named):
        return party.of[0]
    assert isinstance(party, Iri)
    return party.local


def _told(claims: list[Claim]) -> Iterator[str]:
    """Yield each fact in the short form of the table."""
    for claim in claims:
        parties = " ".join(sorted(_code(p) for p in claim.values.get("party", ())))
        date = claim.one("edtf") or ""
        about, action = claim.one("agreement"), claim.one("action")
        if isinstance(about, ClaimRef) and action in SIGNED:
            agreement = claims[about.number]
            parties = " ".join(sorted(_code(p) for p in agreement.values["party"]))
            yield f"{parties}|{agreement.one('title')}|{date}{SIGNED[Iri(str(action))]}"
        elif claim.kind == "OpenSet" and claim.one("memberKind") == lgn("Agreement"):
            yield f"{parties}|#{claim.one('declared')}|{date}"
        elif claim.kind == "Session":
            status = claim.one("status")
            assert isinstance(status, Iri)
            planned = " planned" if notation(status) == "planned" else ""
            yield f"S{claim.one('ordinal')} {date}{planned}"


@pytest.mark.parametrize(("language", "sentence", "facts"), TABLE)
def test_every_agreement_and_session_of_a_sentence(
    claims: Claims, language: str, sentence: str, facts: str
) -> None:
    """All that was signed and every session is read with its date, and nothing else."""
    text = sentence.replace("\\n", "\n")
    rules = ("visits", "committees", "agreements")
    found = claims(text, *rules, language=language, issued="2015-05-15")
    assert sorted(_told(found)) == [fact for fact in facts.split(" // ") if fact]


def test_the_table_holds_both_languages_and_sentences_that_tell_nothing() -> None:
    """Both languages are covered, and the table says what must stay unread, too."""
    assert {language for language, _, _ in TABLE} == {"vi", "en"}
    assert sum(not facts for _, _, facts in TABLE) >= 20
