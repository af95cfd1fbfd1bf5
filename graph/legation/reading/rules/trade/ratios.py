"""How many times one flow of goods is another: "five times the exports of A to B"."""

from __future__ import annotations

from collections.abc import Iterator

from legation.facts.claims import Claim, Value
from legation.facts.evidence import Span
from legation.reading.rules.trade.figures import Figures
from legation.reading.rules.trade.flows import Cue, Flow, balance, direction
from legation.reading.rules.trade.pairs import Pairs
from legation.terms import concept

_NO_FLOW = frozenset({"other", "again", "volume"})
_REACH = 20


def read(figures: Figures, pairs: Pairs) -> Iterator[Claim]:
    """Yield a claim for "five times the exports of A to B": a ratio without a value.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.terms import Iri
    >>> text = "The deficit of Laos is 4 times the exports of Laos to Peru."
    >>> doc = prepare(text, Source(Iri("https://e.org/source/a"), language="en"))
    >>> [str(c.one("ratio")) for c in read(Figures.of(doc, doc.sentences[0]), Pairs.of(doc))]
    ['4']
    """
    doc, sentence = figures.doc, figures.sentence
    for times in (a for a in figures.amounts if a.unit == "times"):
        below = next((c for c in figures.cues if 0 <= c.start - times.end <= _REACH), None)
        above = next((c for c in reversed(figures.cues) if c.end <= times.start), None)
        if below is None or above is None or {below.kind, above.kind} & _NO_FLOW:
            continue
        end = _clause_end(figures, below)
        pair = pairs.between(sentence, below.start, end) or pairs.between(
            sentence, sentence.start, times.start
        )
        if pair is None:
            continue
        flow = Flow(above.kind, *pair)
        if flow.kind == "balance":
            flow = balance(doc, above, pair, sentence.start, times.start)
        elif flow.kind in {"export", "import"}:
            ends = pairs.completed(sentence, *direction(doc, above, sentence.start, times.start))
            if ends is None:
                continue
            flow = Flow(flow.kind, *ends)
        word = doc.text[above.start : above.end]
        below_text = doc.text[below.start : end].rstrip(" ).,;")
        values: dict[str, tuple[Value, ...]] = {
            "measure": (concept("measure", "trade"),),
            **flow.values(),
            "ratio": (times.value,),
            "ratioOf": (f"{word} / {below_text}",),
            "status": (concept("status", "actual"),),
            "asWritten": (doc.text[times.start : times.end],),
        }
        span = Span(above.start, below.start + len(below_text))
        yield Claim("Observation", values, (span,), "trade.ratio")


def _clause_end(figures: Figures, cue: Cue) -> int:
    """Return where the clause of a cue ends: at the next cue, amount or closing parenthesis."""
    stops = [c.start for c in figures.cues if c.start >= cue.end]
    stops += [a.start for a in figures.money if a.start >= cue.end]
    closing = figures.doc.norm.find(")", cue.end, figures.sentence.end)
    return min([figures.sentence.end, *stops, *([closing] if closing >= 0 else [])])
