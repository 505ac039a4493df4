"""All that a check comes to, of the whole of a handbook."""

from datetime import date
from typing import NamedTuple

from handbook.checks import registry
from handbook.checks.registry import Coverage
from handbook.diagnostics import Diagnostic
from handbook.load import Loaded
from handbook.reports.summary import summary


class Checked(NamedTuple):
    """What stands on a day and what exceptions let pass, in reading order; what was looked at.

    `files` are the paths of all files that were read or found astray.
    """

    day: date
    found: tuple[Diagnostic, ...]
    excepted: tuple[Diagnostic, ...]
    coverage: tuple[Coverage, ...]
    files: tuple[str, ...]
    procedures: int
    processes: int
    not_documented: int


def checked(loaded: Loaded, day: date) -> Checked:
    """Return all that is wrong in a handbook on a day."""
    report = registry.run(loaded.handbook, day)
    found = sorted([*loaded.faults, *report.diagnostics])
    counts = summary(loaded.handbook, day)
    return Checked(
        day,
        tuple(found),
        report.excepted,
        report.coverage,
        tuple(sorted({*loaded.handbook.documents, *(fault.place.path for fault in found)})),
        counts.procedures,
        counts.processes,
        counts.not_documented,
    )
