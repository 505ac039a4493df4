"""The formats for CI servers and code hosts are valid, whatever a message contains."""

import json
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from handbook.diagnostics import Diagnostic, Place, Severity
from handbook.formats import gitlab, junit, sarif, summary
from handbook.formats.outcome import CheckCoverage, Inventory, Outcome
from handbook.source.markdown import parse, plain
from tests.support.commands import run, said
from tests.support.handbooks import REPOSITORY, day_of

ERROR = Diagnostic(
    Place("sops/cs/on boarding.md", 2, 12, 9),
    Severity.ERROR,
    "unknown-reference",
    "names an unknown role: 'CS | *Manger*'",
)
WARNING = Diagnostic(Place("data/a.yaml", 3, 1), Severity.WARNING, "due", "has no <b>SOP</b>")
OUTCOME = Outcome(
    [WARNING, ERROR],
    2,
    Inventory(1, 1, 0),
    [CheckCoverage("due", 1, 1), CheckCoverage("clean", 4, 0)],
)
_texts = st.text(st.characters(exclude_categories=()), max_size=40)
_faults = st.lists(
    st.builds(
        Diagnostic,
        st.builds(Place, _texts, st.integers(1, 9), st.integers(1, 9), st.integers(1, 9)),
        st.sampled_from(Severity),
        st.sampled_from(["due", "unknown-reference"]),
        _texts,
    ),
    max_size=4,
)


def test_sarif_has_the_location_the_rule_and_the_level() -> None:
    run = sarif.document(OUTCOME, {"due": "It is due."})["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert [(rule["id"], rule["shortDescription"]["text"]) for rule in rules] == [
        ("due", "It is due."),
        ("unknown-reference", "unknown-reference"),
    ]
    result = run["results"][1]
    assert (result["ruleIndex"], result["level"]) == (1, "error")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "sops/cs/on%20boarding.md", "uriBaseId": "HANDBOOK"},
        "region": {"startLine": 2, "startColumn": 12, "endColumn": 21},
    }


def test_gitlab_output_has_an_issue_per_diagnostic() -> None:
    assert [
        {key: value for key, value in issue.items() if key != "fingerprint"}
        for issue in gitlab.document(OUTCOME)
    ] == [
        {
            "description": "has no <b>SOP</b>",
            "check_name": "due",
            "severity": "minor",
            "location": {"path": "data/a.yaml", "lines": {"begin": 3}},
        },
        {
            "description": "names an unknown role: 'CS | *Manger*'",
            "check_name": "unknown-reference",
            "severity": "major",
            "location": {"path": "sops/cs/on boarding.md", "lines": {"begin": 2}},
        },
    ]


def test_a_fingerprint_stays_when_lines_are_added_above() -> None:
    def moved(fault: Diagnostic) -> Diagnostic:
        message = "key 'a' is already on line 9"
        return fault._replace(place=fault.place._replace(line=9), message=message)

    before = ERROR._replace(message="key 'a' is already on line 4")

    assert _prints([before]) == _prints([moved(before)])
    assert _prints([ERROR]) != _prints([WARNING])


def test_identical_problems_in_a_file_have_distinct_fingerprints() -> None:
    assert len(set(_prints([ERROR, ERROR, ERROR]))) == 3


def _prints(found: list[Diagnostic]) -> list[str]:
    return [issue["fingerprint"] for issue in gitlab.document(Outcome(found, 1))]


def test_junit_fails_errors_skips_warnings_and_passes_clean_checks() -> None:
    assert junit.xml(OUTCOME) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="handbook check" tests="3" failures="1" errors="0">\n'
        '  <testsuite name="clean" tests="1" failures="0" errors="0" skipped="0">\n'
        '    <testcase classname="clean" name="nothing found" />\n'
        "  </testsuite>\n"
        '  <testsuite name="due" tests="1" failures="0" errors="0" skipped="1">\n'
        '    <testcase classname="due" name="data/a.yaml:3:1: has no &lt;b&gt;SOP&lt;/b&gt;">\n'
        "      <skipped>has no &lt;b&gt;SOP&lt;/b&gt;</skipped>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="unknown-reference" tests="1" failures="1" errors="0" skipped="0">\n'
        '    <testcase classname="unknown-reference" '
        "name=\"sops/cs/on boarding.md:2:12: names an unknown role: 'CS | *Manger*'\">\n"
        "      <failure message=\"names an unknown role: 'CS | *Manger*'\" />\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_the_summary_has_errors_first_and_folds_the_warnings() -> None:
    assert summary.markdown(OUTCOME) == (
        "### 1 error, 1 warning in 2 files (1 procedure, 1 process: 0 not documented)\n"
        "\n"
        "#### Errors (1): these block the merge\n"
        "\n"
        "| Location | Problem | Rule |\n"
        "|---|---|---|\n"
        "| sops/cs/on boarding.md:2:12 | names an unknown role: 'CS \\| \\*Manger\\*' "
        "| unknown-reference |\n"
        "\n"
        "<details><summary>Warnings (1): these do not block</summary>\n"
        "\n"
        "| Location | Problem | Rule |\n"
        "|---|---|---|\n"
        "| data/a.yaml:3:1 | has no \\<b\\>SOP\\</b\\> | due |\n"
        "\n"
        "</details>\n"
    )


@given(_faults)
def test_every_format_can_be_parsed_whatever_the_message(
    found: list[Diagnostic],
) -> None:
    outcome = Outcome(found, 1)

    assert len(json.loads(sarif.dumps(outcome, {}))["runs"][0]["results"]) == len(found)
    assert len(json.loads(gitlab.dumps(outcome))) == len(found)
    cases = ET.fromstring(junit.xml(outcome).encode("utf-8"))  # noqa: S314 - our own report
    assert len(cases.findall(".//testcase")) == len(found)


@given(_texts)
def test_no_message_breaks_out_of_its_cell(message: str) -> None:
    written = summary.markdown(Outcome([ERROR._replace(message=message)], 1))
    rows = [node for node in parse(written).nodes if node.name == "Table"]

    assert len(rows) == 1
    assert len(rows[0].children) == 2
    assert parse(written).html == []
    assert parse(written).links == []
    assert "unknown-reference" in plain(rows)


def test_the_summary_is_printed_for_a_real_handbook() -> None:
    code, printed, remarked = said(
        run(REPOSITORY, "check", "--today", str(day_of(REPOSITORY)), "--format", "markdown")
    )

    assert (code, remarked) == (0, "")
    assert "never-reviewed" in printed
