"""Diagnostics as a GitLab code quality report, a JSON list."""

import json
from typing import Any

from handbook.diagnostics import Severity
from handbook.formats.characters import printable
from handbook.formats.fingerprints import fingerprinted
from handbook.formats.outcome import Outcome

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def document(outcome: Outcome) -> list[dict[str, Any]]:
    """Return an issue for each diagnostic, in reading order."""
    return [
        {
            "description": printable(found.message),
            "check_name": found.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[found.severity],
            "location": {"path": printable(found.place.path), "lines": {"begin": found.place.line}},
        }
        for found, fingerprint in fingerprinted(outcome.diagnostics)
    ]


def dumps(outcome: Outcome) -> str:
    """Return the list as text; ASCII only, so that no file name can break the output."""
    return json.dumps(document(outcome), indent=2) + "\n"
