"""What `legation.read` gives: a reading that shows itself in notebooks."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from legation.reading.files import Original
from legation.reading.read import Reading
from legation.view.page import notebook
from legation.view.reading_page import page


@dataclass(frozen=True, slots=True)
class Read(Reading):
    """A reading together with what it was read from.

    In a notebook it is the text with what was read of it beside it, and what was left unread.
    """

    original: Original | None = None

    @classmethod
    def of(cls, original: Original, reading: Reading) -> Read:
        """Return a reading that knows what it was read from."""
        held: dict[str, Any] = {f.name: getattr(reading, f.name) for f in fields(reading)}
        return cls(**held, original=original)

    def _repr_html_(self) -> str:
        return notebook(page([(self.original, self)])) if self.original else ""
