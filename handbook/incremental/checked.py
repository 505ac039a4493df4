"""The result of checking a whole handbook."""

from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks import registry
from handbook.checks.check import Coverage
from handbook.diagnostics import Diagnostic
from handbook.inventory import count_not_documented
from handbook.load import Loaded


class Sizes(NamedTuple):
    """How many procedures and processes are in use, and how many processes are undocumented."""

    procedures: int
    processes: int
    not_documented: int


class Checked(NamedTuple):
    """The diagnostics on a day and those covered by exceptions, in reading order.

    `files` are the paths of all files that were read or have a diagnostic.
    """

    day: date
    found: tuple[Diagnostic, ...]
    excepted: tuple[Diagnostic, ...]
    coverage: tuple[Coverage, ...]
    files: tuple[str, ...]
    sizes: Sizes


def checked(loaded: Loaded, day: date) -> Checked:
    """Return the result of checking a loaded handbook on a given day."""
    report = registry.run(loaded.handbook, day)
    found = sorted([*loaded.faults, *report.diagnostics])
    handbook = loaded.handbook
    files = {*handbook.documents, *handbook.docs.pages, *(one.place.path for one in found)}
    return Checked(
        day,
        tuple(found),
        report.excepted,
        report.coverage,
        tuple(sorted(files)),
        sizes(loaded.handbook),
    )


def sizes(handbook: Handbook) -> Sizes:
    """Return the size of a handbook."""
    return Sizes(
        len(handbook.sops_in_use),
        len(handbook.processes_in_use),
        count_not_documented(handbook),
    )
