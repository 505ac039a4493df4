"""What a look at a handbook came to: every fault, and how much was looked at."""

from collections.abc import Sequence
from typing import NamedTuple

from handbook.amounts import counted
from handbook.diagnostics import Diagnostic, Severity


class Inventory(NamedTuple):
    """How many procedures and processes a handbook has, and how many have no procedure."""

    procedures: int
    processes: int
    not_documented: int


class Looked(NamedTuple):
    """How many things a check looked at, None if it could not, and how many faults it found."""

    code: str
    looked_at: int | None
    found: int


class Since(NamedTuple):
    """What an earlier look is called, what was mended since, and how much is as it was."""

    name: str
    mended: Sequence[Diagnostic]
    old: int


class Outcome(NamedTuple):
    """All diagnostics in reading order; `inventory` is None if only a part was looked at.

    `excepted` are those that an exception lets pass for a while.
    Compared with an earlier look, the diagnostics are only those that are new.
    """

    diagnostics: Sequence[Diagnostic]
    files: int
    inventory: Inventory | None = None
    coverage: Sequence[Looked] = ()
    since: Since | None = None
    excepted: Sequence[Diagnostic] = ()

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics are of one severity."""
        return sum(found.severity == severity for found in self.diagnostics)


def from_above(outcome: Outcome, folder: str) -> Outcome:
    """Return an outcome whose paths begin with the folder from which they were told: "ops/"."""
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
    looked = f"{found} in {counted(outcome.files, 'file')}{_bracket(outcome.inventory)}"
    passed = f"; {len(outcome.excepted)} let pass by exceptions" if outcome.excepted else ""
    return looked + passed + _compared(outcome.since)


def _compared(since: Since | None) -> str:
    if since is None:
        return ""
    return f"; {len(since.mended)} mended, {since.old} as before, against {since.name}"


def _bracket(inventory: Inventory | None) -> str:
    if inventory is None:
        return ""
    procedures = counted(inventory.procedures, "procedure")
    processes = counted(inventory.processes, "process")
    missing = f": {inventory.not_documented} not documented" if inventory.processes else ""
    return f" ({procedures}, {processes}{missing})"
