"""What is wrong, where, and how grave it is."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """An error is wrong whatever the date; a warning is a matter of time or coverage."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A stretch of one line in a file: lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


# Stands in a cure for what is written at the place.
WRITTEN = "\ufffc"


class Cure(NamedTuple):
    """The one way to mend a fault: at its place `wrong`, or all of it if empty, becomes `right`.

    Where `right` has WRITTEN in it all of it becomes `right`, if it says `wrong` and no more.
    """

    right: str
    wrong: str = ""


class Diagnostic(NamedTuple):
    """One fault in the handbook, and its cure if only one can be meant; sorts in reading order."""

    place: Place
    severity: Severity
    code: str
    message: str
    cure: Cure | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message} [{self.code}]"


def error(place: Place, code: str, message: str, cure: Cure | None = None) -> Diagnostic:
    """Return a diagnostic that is wrong whatever the date."""
    return Diagnostic(place, Severity.ERROR, code, message, cure)
