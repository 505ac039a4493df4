"""Diagnostics as workflow commands, which GitHub shows as annotations on a pull request.

GitHub shows ten errors and ten warnings per step and drops the rest, so errors come first.
"""

from handbook.diagnostics import Diagnostic, Severity
from handbook.formats.characters import printable
from handbook.formats.outcome import Outcome, total


def commands(outcome: Outcome) -> str:
    """Return a command for each diagnostic, errors first, then a line with the totals."""
    ordered = sorted(outcome.diagnostics, key=lambda found: found.severity != Severity.ERROR)
    return "".join(f"{_command(found)}\n" for found in ordered) + f"{total(outcome)}\n"


def _command(found: Diagnostic) -> str:
    place = found.place
    properties = {
        "file": printable(place.path),
        "line": str(place.line),
        "col": str(place.column),
        # The column after the last character, as in other linters on GitHub.
        "endColumn": str(place.column + place.length),
        "title": found.code,
    }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{found.severity.value} {written}::{_data(printable(found.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
