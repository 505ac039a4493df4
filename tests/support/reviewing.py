"""A procedure that tests of `handbook review` review, change and commit."""

from collections.abc import Mapping
from pathlib import Path

from handbook.source.text import Lines
from handbook.source.yaml import read_yaml
from tests.support.commands import run, said
from tests.support.handbooks import procedure, write_handbook
from tests.support.history import Repository

PATH = "sops/operations/supplies.md"
RECORD = "data/reviews/supplies.yaml"
BEFORE = "Ordering supplies (sops/operations/supplies.md)\n"
NEVER = f"{BEFORE}It has never been reviewed.\n"
TEXT = procedure(process="supplies")
GIVEN = ("--reviewer", "COO", "--outcome", "unchanged", "--checked", "Counted with  the clerk.")
_PROCESSES = "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"


def reviewable(root: Path) -> Path:
    """Write a handbook with one procedure that was never reviewed."""
    return write_handbook(root, {"data/processes.yaml": _PROCESSES, PATH: TEXT})


def reviewed(root: Path, *options: str) -> tuple[int, str, str]:
    """Run the review command on the procedure."""
    return said(run(root, "review", "supplies", *(options or GIVEN)))


def commit_all(root: Path) -> None:
    """Commit everything on the day after the first review."""
    kept = Repository(root)
    if not (root / ".git").exists():
        kept.git("init", "--quiet")
    kept.commit_all("2026-11-02")


def commit_of(root: Path) -> str:
    """Return the short hash of the last commit."""
    return Repository(root).git("log", "-1", "--format=%h")


def edit(root: Path, changes: Mapping[str, tuple[str, str]]) -> None:
    """Replace texts in files, by path."""
    for path, (old, new) in changes.items():
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


def records(root: Path) -> list[dict[str, object]]:
    """Return the recorded reviews."""
    text = (root / RECORD).read_text(encoding="utf-8")
    found: list[dict[str, object]] = read_yaml(Lines(RECORD, text)).data["reviews"]
    return found
