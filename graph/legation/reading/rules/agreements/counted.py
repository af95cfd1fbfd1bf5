"""Groups of agreements that a text only counts: "13 hiệp định", "some 20 agreements"."""

from __future__ import annotations

import re

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Span
from legation.reading.document import Document, Found, Sentence
from legation.reading.rules.agreements.instruments import Party, parties
from legation.reading.rules.agreements.signing import When
from legation.reading.rules.agreements.titles import LISTED
from legation.terms import lgn
from legation.values.amounts import WORDS

_END = re.compile(
    r"[:;.(\"]|\sv\.\s?v|\s(?:on (?=\w+ \d)|in (?=\d)|ngày|vào|tại|đã|được|were|was|have|during|nhân|giữa|between|trị giá|worth|hôm|at|following|after)\b|\s(?:in (?=\w+ (?:on|in)\b)|(?:và|and|cùng) (?=\d|hai |ba |một |two |three |an? )|on (?=\w+day\b))|"
    r",?\s(?=như |such as|(?:đáng|nổi|tiêu|quan trọng)[^,]{1,12} là |có |trong đó|gồm|bao gồm|including|worth|với)"
)


def add_group(
    doc: Document,
    found: Found,
    sentence: Sentence,
    group: re.Match[str],
    default: tuple[Party, ...],
    when: When,
    members: list[ClaimRef],
) -> None:
    """Add the OpenSet of a counted group; ``members`` are agreements that may be listed of it.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.document import Found
    >>> from legation.reading.read import prepare
    >>> from legation.reading.rules.agreements.groups import groups
    >>> from legation.terms import Iri
    >>> text = "Laos and Peru signed three treaties."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> found = Found()
    >>> (group,) = groups(doc, 0, 36)
    >>> add_group(doc, found, doc.sentences[0], group, (Party("LAO"), Party("PER")), When(), [])
    >>> [claim.one("declared") for claim in found]
    [3]
    """
    norm = doc.norm
    count = counted(group)
    begin = group.end("count")
    stop = _END.search(norm, begin, sentence.end)
    end = min(stop.start() if stop else sentence.end, sentence.end)
    while norm[begin] in " \n":
        begin += 1
    while end > begin and norm[end - 1] in " .,;:":
        end -= 1
    told = LISTED.search(norm, group.end(), sentence.end)
    # Behind the count may stand between whom; whoever a listed agreement names is not meant.
    reach = min(sentence.end, end + 60, told.start() if told else sentence.end)
    who = parties(doc, sentence, begin, max(end, reach), standing=False) or default
    if count < 2 or len(who) != 2:
        return
    starts = {m: found.claims[m.number].spans[0].start for m in members}
    listed = [m for m in members if told is not None and starts[m] >= told.start()]
    values: dict[str, tuple[Value, ...]] = {
        "memberKind": (lgn("Agreement"),),
        "party": tuple(p.value for p in who),
        "declared": (count,),
        "title": (" ".join(doc.text[begin:end].split()),),
        "complete": (len(listed) == count,),
        **({"member": tuple(listed)} if listed else {}),
        **when.values(),
    }
    spans = when.spans(Span(group.start(), end))
    found.add(Claim("OpenSet", values, spans, "agreements.group", repairs=when.repairs))


def counted(group: re.Match[str]) -> int:
    """Return how many agreements a group counts.

    >>> from legation.facts.evidence import Source
    >>> from legation.reading.read import prepare
    >>> from legation.reading.rules.agreements.groups import groups
    >>> from legation.terms import Iri
    >>> text = "They signed three treaties."
    >>> doc = prepare(text, Source(Iri("https://e.org/a"), language="en"))
    >>> [counted(group) for group in groups(doc, 0, 27)]
    [3]
    """
    word = group["count"]
    return WORDS.get(word) or int(word)
