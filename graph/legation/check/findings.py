"""What a check tells: one finding, one sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that violates a shape or deserves a look.

    >>> print(Finding("violation", "visit/1", "has no host", ("a-source",), "name the host state"))
    violation: visit/1 has no host (stated in a-source); name the host state
    """

    severity: str
    where: str
    what: str
    sources: tuple[str, ...] = ()
    hint: str = ""

    def __str__(self) -> str:
        told = f" (stated in {', '.join(self.sources)})" if self.sources else ""
        return f"{self.severity}: {self.where} {self.what}{told}" + (
            f"; {self.hint}" if self.hint else ""
        )
