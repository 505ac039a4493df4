"""The outcome of a check: every diagnostic, and how much was checked."""

from collections.abc import Sequence
from typing import NamedTuple

from handbook.amounts import counted
from handbook.diagnostics import Diagnostic, Severity


class Inventory(NamedTuple):
    """The number of procedures and processes, and of processes without a procedure."""

    procedures: int
    processes: int
    not_documented: int


class CheckCoverage(NamedTuple):
    """The number of things a check looked at, None if it could not run, and of its findings."""

    code: str
    looked_at: int | None
    found: int


class Comparison(NamedTuple):
    """The comparison with an earlier outcome: its name, what was fixed, how many are unchanged."""

    name: str
    fixed: Sequence[Diagnostic]
    old: int


class Outcome(NamedTuple):
    """All diagnostics in reading order; `inventory` is None if only a part was checked.

    `excepted` are those suppressed by an exception. In a comparison with an earlier outcome,
    the diagnostics are only the new ones.
    """

    diagnostics: Sequence[Diagnostic]
    files: int
    inventory: Inventory | None = None
    coverage: Sequence[CheckCoverage] = ()
    since: Comparison | None = None
    excepted: Sequence[Diagnostic] = ()

    def count(self, severity: Severity) -> int:
        """Return the number of diagnostics of a severity."""
        return sum(found.severity == severity for found in self.diagnostics)


def with_path_prefix(outcome: Outcome, folder: str) -> Outcome:
    """Return the outcome with the handbook's folder, such as "ops/", prepended to its paths."""
    found = (
        one._replace(place=one.place._replace(path=folder + one.place.path))
        for one in outcome.diagnostics
    )
    return outcome._replace(diagnostics=tuple(found)) if folder else outcome


def total(outcome: Outcome) -> str:
    """Return the outcome in one line: "1 error, 4 warnings in 62 files (12 procedures, ...)"."""
    new = "new " if outcome.since else ""
    numbers = [
        counted(outcome.count(severity), f"{new}{severity.value}")
        for severity in Severity
        if outcome.count(severity)
    ]
    found = ", ".join(numbers) or f"no {new}problems"
    totals = f"{found} in {counted(outcome.files, 'file')}{_bracket(outcome.inventory)}"
    excepted = f"; {len(outcome.excepted)} suppressed by exceptions" if outcome.excepted else ""
    return totals + excepted + _compared(outcome.since)


def _compared(since: Comparison | None) -> str:
    if since is None:
        return ""
    return f"; {len(since.fixed)} fixed, {since.old} unchanged, compared with {since.name}"


def _bracket(inventory: Inventory | None) -> str:
    if inventory is None:
        return ""
    procedures = counted(inventory.procedures, "procedure")
    processes = counted(inventory.processes, "process")
    missing = f": {inventory.not_documented} not documented" if inventory.processes else ""
    return f" ({procedures}, {processes}{missing})"
