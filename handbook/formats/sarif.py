"""Diagnostics as SARIF 2.1.0, which code hosts store and compare between runs."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from handbook.diagnostics import Diagnostic, Severity
from handbook.formats.characters import printable
from handbook.formats.fingerprints import fingerprinted
from handbook.formats.outcome import Outcome

VERSION = "2.1.0"
_FINGERPRINT = "handbookFinding/v1"


def document(outcome: Outcome, rules: Mapping[str, str]) -> dict[str, Any]:
    """Return a run with all diagnostics; `rules` maps each code to a one-sentence description."""
    codes = sorted({found.code for found in outcome.diagnostics})
    index = {code: number for number, code in enumerate(codes)}
    return {
        "version": VERSION,
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "handbook check",
                        "rules": [_rule(code, rules.get(code, code), outcome) for code in codes],
                    }
                },
                # Columns count code points, not UTF-16 units.
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    "HANDBOOK": {"description": {"text": "The root of the repository"}}
                },
                "results": _results(outcome.diagnostics, index),
            }
        ],
    }


def dumps(outcome: Outcome, rules: Mapping[str, str]) -> str:
    """Return the run as text; ASCII only, so that no file name can break the output."""
    return json.dumps(document(outcome, rules), indent=2) + "\n"


def _rule(code: str, sentence: str, outcome: Outcome) -> dict[str, Any]:
    is_error = any(
        found.code == code and found.severity == Severity.ERROR for found in outcome.diagnostics
    )
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in code.split("-")),
        "shortDescription": {"text": sentence},
        "help": {"text": f"Run 'handbook explain {code}'."},
        "defaultConfiguration": {"level": "error" if is_error else "warning"},
    }


def _results(found: Iterable[Diagnostic], index: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "ruleId": diagnostic.code,
            "ruleIndex": index[diagnostic.code],
            "level": diagnostic.severity.value,
            "message": {"text": printable(diagnostic.message)},
            "locations": [{"physicalLocation": _location(diagnostic)}],
            "partialFingerprints": {_FINGERPRINT: fingerprint},
        }
        for diagnostic, fingerprint in fingerprinted(found)
    ]


def _location(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place
    return {
        "artifactLocation": {
            "uri": quote(place.path, safe="/", errors="backslashreplace"),
            "uriBaseId": "HANDBOOK",
        },
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + place.length,
        },
    }
