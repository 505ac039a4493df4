"""Diagnostics: what is wrong, where, and how serious it is."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """An error is wrong on any date; a warning is about time or coverage."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A span within one line of a file; lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


# A placeholder in a fix for the text at the place.
WRITTEN = "\ufffc"


class Fix(NamedTuple):
    """The only possible fix: `right` replaces `wrong`, or the whole place if `wrong` is empty.

    If `right` contains WRITTEN it replaces the whole place, provided that this is just `wrong`.
    """

    right: str
    wrong: str = ""


class Diagnostic(NamedTuple):
    """A fault in the handbook, with its fix if there is only one; sorts in reading order."""

    place: Place
    severity: Severity
    code: str
    message: str
    fix: Fix | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message} [{self.code}]"


def error(place: Place, code: str, message: str, fix: Fix | None = None) -> Diagnostic:
    """Return a diagnostic with the severity "error"."""
    return Diagnostic(place, Severity.ERROR, code, message, fix)
