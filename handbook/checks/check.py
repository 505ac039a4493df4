"""What a check is, and what it comes to."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Diagnostic, Severity

# Every kind.
ALL = ("*",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A function that looks for one fault in a whole handbook.

    `over` returns the records it looks at; `kinds` are the kinds of which every file must have
    been read, else what it finds would only echo another fault ("*": all kinds).
    """

    function: Callable[[Handbook, date], Iterator[Finding]]
    severity: Severity
    over: Callable[[Handbook], Collection[object]]
    kinds: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Return the name of the fault, "overdue-review"."""
        return self.function.__name__.replace("_", "-")

    @property
    def rule(self) -> str:
        """Return what is wrong when the check finds something, in one sentence."""
        return (self.function.__doc__ or "").strip().split("\n")[0]

    def can_look(self, handbook: Handbook) -> bool:
        """Return whether everything it draws conclusions from could be read."""
        if self.kinds == ALL:
            return not handbook.unread
        return handbook.read(*self.kinds)


class Coverage(NamedTuple):
    """How many records a check looked at, None if it could not look, and how much it found."""

    code: str
    looked_at: int | None
    found: int


class Report(NamedTuple):
    """What all checks found and what exceptions let pass, in reading order; what they looked at."""

    diagnostics: tuple[Diagnostic, ...]
    excepted: tuple[Diagnostic, ...]
    coverage: tuple[Coverage, ...]
