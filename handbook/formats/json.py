"""Diagnostics as a versioned JSON object."""

import json
from typing import Any

from handbook.diagnostics import Diagnostic, Severity
from handbook.formats.outcome import Outcome

VERSION = 1


def document(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome as plain data; the version changes only with incompatible changes."""
    totals: dict[str, int] = {
        "errors": outcome.count(Severity.ERROR),
        "warnings": outcome.count(Severity.WARNING),
        "files": outcome.files,
    }
    if outcome.inventory is not None:
        totals["procedures"] = outcome.inventory.procedures
        totals["processes"] = outcome.inventory.processes
        totals["notDocumented"] = outcome.inventory.not_documented
    compared = {}
    if outcome.since is not None:
        compared["against"] = {
            "name": outcome.since.name,
            "fixed": [_diagnostic(found) for found in outcome.since.fixed],
            "old": outcome.since.old,
        }
    return {
        "version": VERSION,
        "diagnostics": [_diagnostic(found) for found in outcome.diagnostics],
        "excepted": [_diagnostic(found) for found in outcome.excepted],
        "totals": totals,
        "coverage": [
            {"code": looked.code, "lookedAt": looked.looked_at, "found": looked.found}
            for looked in outcome.coverage
        ],
        **compared,
    }


def dumps(outcome: Outcome) -> str:
    """Return the document as text; ASCII only, so that no file name can break the output."""
    return json.dumps(document(outcome), indent=2) + "\n"


def _diagnostic(found: Diagnostic) -> dict[str, Any]:
    return {
        "path": found.place.path,
        "line": found.place.line,
        "column": found.place.column,
        "length": found.place.length,
        "severity": found.severity.value,
        "code": found.code,
        "message": found.message,
    }
