"""A check, and the report of all checks."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Diagnostic, Severity

# All kinds.
ALL = ("*",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A function that looks for one fault in a whole handbook.

    `examined` returns the records it looks at. `kinds` are the kinds whose files must all have been
    read ("*": all kinds); otherwise its findings would only echo another fault.
    """

    function: Callable[[Handbook, date], Iterator[Finding]]
    severity: Severity
    examined: Callable[[Handbook], Collection[object]]
    kinds: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Return the name of the fault, such as "overdue-review"."""
        return self.function.__name__.replace("_", "-")

    @property
    def rule(self) -> str:
        """Return the fault it looks for, in one sentence."""
        return (self.function.__doc__ or "").strip().split("\n")[0]

    def can_run(self, handbook: Handbook) -> bool:
        """Return whether everything the check depends on could be read."""
        if self.kinds == ALL:
            return not handbook.unread
        return handbook.read(*self.kinds)


class Coverage(NamedTuple):
    """How many records a check examined (None if it could not run), and how much it found."""

    code: str
    looked_at: int | None
    found: int


class Report(NamedTuple):
    """What all checks found and what exceptions cover, in reading order, and the coverage."""

    diagnostics: tuple[Diagnostic, ...]
    excepted: tuple[Diagnostic, ...]
    coverage: tuple[Coverage, ...]
