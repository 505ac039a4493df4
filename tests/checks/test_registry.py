"""Every check is registered, run, counted and explained in the same way."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from inspect import getmembers, isfunction, signature
from pathlib import Path
from pkgutil import iter_modules

from handbook import checks
from handbook.checks.finding import Finding
from handbook.checks.registry import CHECKS, run
from handbook.load import SCHEMAS, load
from tests.support.checks import codes
from tests.support.handbooks import BASE, REPOSITORY, TODAY, problems, report, write_handbook


def test_coverage_counts_records_and_findings(reviewed: Path) -> None:
    coverage = report(reviewed, date(2027, 1, 2)).coverage

    assert [line.code for line in coverage] == [check.code for check in CHECKS]
    # The common schema and the settings are not registers.
    schemas = len(list((REPOSITORY / SCHEMAS).glob("*.json"))) - 2
    assert {line.code: line[1:] for line in coverage if line.looked_at} == {
        "unknown-reference": (8, 0),
        "duplicate-name": (5, 0),
        "retired-reference": (8, 0),
        "raw-html": (1, 0),
        "placeholder-text": (1, 0),
        "undocumented-process": (1, 0),
        "unlisted-procedure": (2, 0),
        "procedure-without-process": (1, 0),
        "unused-entry": (1, 0),
        "never-reviewed": (1, 0),
        "overdue-review": (1, 1),
        "review-due-soon": (1, 0),
        "unfinished-retirement": (1, 0),
        "changed-since-review": (1, 0),
        "suspect-review": (1, 0),
        "future-review": (1, 0),
        "review-before-change": (1, 0),
        "misplaced-review": (1, 0),
        "unread-time": (1, 0),
        "vague-schema": (schemas, 0),
        "owner-without-holder": (1, 0),
        "overloaded-role": (1, 0),
    }


def test_a_check_that_cannot_run_says_so_and_finds_nothing(reviewed: Path) -> None:
    write_handbook(reviewed, {"data/groups.yaml": "everyone: [\n"}, base=False)

    unable = [line.code for line in report(reviewed).coverage if line.looked_at is None]

    assert codes(reviewed) == ["yaml-syntax"]
    assert unable == [
        "unused-entry",
        "outdated-codeowners",
        "outdated-editor-files",
        "meeting-clash",
    ]


def test_findings_are_sorted_and_deterministic() -> None:
    handbook = load(REPOSITORY).handbook

    first, second = run(handbook, TODAY), run(handbook, TODAY)

    assert first == second
    assert list(first.diagnostics) == sorted(first.diagnostics)


def test_every_check_is_registered() -> None:
    modules = [
        import_module(f"handbook.checks.{found.name}") for found in iter_modules(checks.__path__)
    ]

    written = {
        function
        for module in modules
        for _, function in getmembers(module, isfunction)
        if list(signature(function).parameters) == ["handbook", "today"]
        and signature(function).return_annotation == Iterator[Finding]
    }

    assert written == {check.function for check in CHECKS}


def test_a_check_is_named_by_its_code_and_its_rule_is_one_sentence() -> None:
    for check in CHECKS:
        assert check.code.replace("-", "_") == check.function.__name__
        assert check.rule.endswith(".")
        assert check.rule == (check.function.__doc__ or "").strip()


def test_an_empty_folder_has_no_findings(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/settings.yaml": BASE["data/settings.yaml"]}, base=False)

    assert problems(tmp_path) == []
