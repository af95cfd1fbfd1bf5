"""Slips of who types a name: the words of an index that are only a few letters away.

The index knows its own vocabulary, so nothing is kept for this, and all of it is looked through.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import product

#: Of so many words that begin no name, so many likely ones are tried, and so many of them together.
_SLIPS, _LIKELY, _TRIED = 3, 6, 24
_SHORTEST = 3


def likely(index: sqlite3.Connection, tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words with those of the index in place of slips, and as a query, the likeliest first.

    What stands in place of a slip is a whole word, what was typed well may be its beginning.
    """
    slips = [token for token in dict.fromkeys(tokens) if not _begins(index, token)][:_SLIPS]
    near = [_nearest(index, slip) for slip in slips]
    if not slips:
        return
    together = sorted(product(*near), key=lambda chosen: sum(apart for apart, *_ in chosen))
    for chosen in together[:_TRIED]:
        instead = dict(zip(slips, (word for *_, word in chosen), strict=True))
        parts = [f'"{instead[t]}"' if t in instead else f'"{t}" *' for t in tokens]
        yield " ".join(instead.get(token, token) for token in tokens), " AND ".join(parts)
    if len(tokens) > 1:  # one of them alone is better than nothing
        yield from ((word, f'"{word}"') for some in near for *_, word in some[:2])


def _begins(index: sqlite3.Connection, token: str) -> bool:
    """Tell whether a word of some name begins so."""
    query = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
    return index.execute(query, (f'"{token}" *',)).fetchone() is not None


def _nearest(index: sqlite3.Connection, slip: str) -> list[tuple[int, bool, int, str]]:
    """Return words of the index a few letters away: how many, and where the word stands first.

    One letter in a short word, two in a longer one, three from nine letters on; two that changed
    places count as one. What stands earlier in the index is spoken of more often.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 0 if len(slip) < _SHORTEST else 1 + (len(slip) > 4) + (len(slip) > 8)
    if not most:
        return []
    index.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.known USING fts5vocab(main, words, row)")
    query = "SELECT term FROM temp.known WHERE length(term) BETWEEN ? AND ?"
    terms = [term for (term,) in index.execute(query, (len(slip) - most, len(slip) + most))]
    found = process.extract(slip, terms, scorer=OSA.distance, score_cutoff=most, limit=4 * _LIKELY)
    first = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT 1"
    ranked = []
    for term, apart, _ in found:
        (place,) = index.execute(first, (f'"{term}"',)).fetchone()
        ranked.append((int(apart), term[:1] != slip[:1], place, term))
    return sorted(ranked)[:_LIKELY]
