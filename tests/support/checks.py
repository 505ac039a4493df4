"""Helpers of the tests of checks: a procedure's path, its process, and the findings in a folder."""

from datetime import date, timedelta
from pathlib import Path

from tests.support.handbooks import TODAY, problems, report

SUPPLIES = "sops/operations/supplies.md"
GUIDE = "---\ntitle: x\n---\n\n# Guide\n\n## The café\n"
PROCESSES = "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"


def at(*, days: int) -> date:
    return TODAY + timedelta(days=days)


def codes(root: Path, today: date = TODAY) -> list[str]:
    return [problem.code for problem in problems(root, today)]


def coverage_of(root: Path, code: str) -> int | None:
    return {line.code: line.looked_at for line in report(root).coverage}[code]
