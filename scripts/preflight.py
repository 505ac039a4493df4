"""Validation of a text before it is written, by loading the handbook as if it were there."""

from datetime import date

from handbook.checks import registry
from handbook.diagnostics import Diagnostic, Severity
from handbook.load import Loaded
from scripts.refusal import Refusal
from scripts.workspace import open_handbook


def errors(loaded: Loaded, day: date) -> list[Diagnostic]:
    """Return the errors in a handbook, in reading order; warnings are excluded."""
    checked = registry.run(loaded.handbook, day).diagnostics
    found = [*loaded.faults, *checked]
    return sorted(fault for fault in found if fault.severity is Severity.ERROR)


def validate(before: Loaded, day: date, path: str, text: str) -> Loaded:
    """Return the handbook as it would be with a text at a path.

    Raises Refusal if that would introduce an error.
    """
    after = open_handbook(before.handbook.root, {path: text})
    known = {(fault.place.path, fault.code, fault.message) for fault in errors(before, day)}
    for fault in errors(after, day):
        if (fault.place.path, fault.code, fault.message) not in known:
            raise Refusal(f"nothing was written: {fault.message}")
    return after
