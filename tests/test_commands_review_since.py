"""`handbook review` shows what changed since the last review, if git knows."""

from pathlib import Path

import pytest

from tests.support.commands import run, said
from tests.support.handbooks import procedure, write_handbook
from tests.support.history import Repository
from tests.support.reviewing import (
    BEFORE,
    GIVEN,
    PATH,
    RECORD,
    commit_all,
    commit_of,
    edit,
    records,
    reviewable,
    reviewed,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return reviewable(tmp_path)


def test_changes_since_the_last_review_are_shown(root: Path) -> None:
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    commit_all(root)
    commit = commit_of(root)
    edit(
        root,
        {
            PATH: ("Note what", "Write down what"),
            "data/roles.yaml": ("area:", "description: X\n  area:"),
        },
    )
    commit_all(root)

    code, shown, remarked = reviewed(root)

    assert (code, shown) == (0, f"{RECORD}\n")
    assert remarked == (
        f"{BEFORE}"
        "Last review: 1 November 2026 by COO, unchanged.\n"
        f"--- {PATH} ({commit}, 2026-11-02)\n"
        f"+++ {PATH}\n"
        "@@ -11,5 +11,5 @@\n"
        " \n"
        " ### Count the stock\n"
        " \n"
        "-1. Note what runs out\n"
        "+1. Write down what runs out\n"
        " \n"
        "Cited entries that changed since then: COO.\n"
    )
    assert [record["date"] for record in records(root)] == ["2026-11-01", "2026-11-21"]


def test_only_changes_to_this_procedure_are_shown(root: Path) -> None:
    write_handbook(root, {"sops/operations/alpha.md": procedure("Alpha")}, base=False)
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    commit_all(root)
    edit(root, {PATH: ("Note what", "Write down what")})
    reviewed(root, *GIVEN, "--date", "2026-11-02")
    commit_all(root)
    commit = commit_of(root)
    edit(root, {PATH: ("Write down what", "Count what")})

    _, _, remarked = reviewed(root)

    assert f"\n--- {PATH} ({commit}, 2026-11-02)\n" in remarked
    assert "\n-1. Write down what runs out\n+1. Count what runs out\n" in remarked


def test_the_text_is_found_at_its_former_path(root: Path) -> None:
    areas = "operations:\n  title: Operations\n  lead: coo\nsales:\n  title: Sales\n"
    write_handbook(root, {"data/areas.yaml": areas}, base=False)
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    commit_all(root)
    (root / "sops/sales").mkdir()
    (root / PATH).rename(root / "sops/sales/supplies.md")
    edit(root, {"sops/sales/supplies.md": ("Note what", "Write down what")})

    _, _, remarked = reviewed(root)

    assert f"\n--- {PATH} ({commit_of(root)}, 2026-11-02)\n+++ sops/sales/supplies.md\n" in remarked


def test_a_later_edit_of_the_record_does_not_move_the_review(root: Path) -> None:
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    commit_all(root)
    commit = commit_of(root)
    edit(root, {PATH: ("Note what", "Write down what"), RECORD: ("# yaml", "# See.\n# yaml")})
    commit_all(root)

    assert f"({commit}, 2026-11-02)" in reviewed(root)[2]


def test_the_text_is_found_by_its_former_name(root: Path) -> None:
    steps = "### Count the stock\n\n**Tools:** Scale\n\n1. Note what runs out\n"
    tools = "scale: {title: Scale, category: Product, purpose: To weigh, owner: coo}\n"
    files = {"data/tools.yaml": tools, PATH: procedure(process="supplies", steps=steps)}
    write_handbook(root, files, base=False)
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    commit_all(root)
    commit = commit_of(root)
    now = PATH.replace("supplies", "stock")
    (root / PATH).rename(root / now)
    edit(root, {"data/tools.yaml": ("scale:", "balance:")})
    run(root, "fix", "--write")
    commit_all(root)
    edit(root, {now: ("Note what", "Write down what")})

    _, _, remarked = said(run(root, "review", "stock", *GIVEN))

    assert not (root / RECORD).exists()
    assert f"\n--- {PATH} ({commit}, 2026-11-02)\n+++ {now}\n" in remarked
    assert "\n-1. Note what runs out\n+1. Write down what runs out\n" in remarked


def test_missing_git_is_reported(root: Path) -> None:
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    edit(root, {PATH: ("Note what", "Write down what")})

    _, _, remarked = reviewed(root)

    assert remarked.splitlines()[2] == (
        "It has changed since then, but the diff is not available: "
        "the handbook is not in a git repository."
    )


def test_an_uncommitted_review_has_no_older_text(root: Path) -> None:
    commit_all(root)
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    edit(root, {PATH: ("Note what", "Write down what")})

    assert reviewed(root)[2].splitlines()[2] == (
        "It has changed since then, but the diff is not available: "
        "the last review is not committed."
    )


def test_a_shallow_clone_has_no_older_text(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    commit_all(root)
    edit(root, {PATH: ("Note what", "Write down what")})
    commit_all(root)
    clone = tmp_path_factory.mktemp("clone") / "handbook"
    Repository(root).git("clone", "--quiet", "--depth", "1", root.as_uri(), str(clone))

    assert reviewed(clone)[2].splitlines()[2] == (
        "It has changed since then, but the diff is not available: this clone is shallow; run 'git "
        "fetch --unshallow'."
    )


def test_a_review_committed_with_a_later_text_has_no_older_one(root: Path) -> None:
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    edit(root, {PATH: ("Note what", "Write down what")})
    commit_all(root)

    assert reviewed(root)[2].splitlines()[2] == (
        f"It has changed since then, but commit {commit_of(root)}, which has the review, "
        "already contains the new text."
    )


def test_a_review_committed_before_its_procedure_has_no_older_text(root: Path) -> None:
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    text = (root / PATH).read_text(encoding="utf-8")
    (root / PATH).unlink()
    commit_all(root)
    (root / PATH).write_text(text.replace("Note what", "Write down what"), encoding="utf-8")
    commit_all(root)

    assert reviewed(root)[2].splitlines()[2] == (
        "It has changed since then, but the diff is not available: "
        "the procedure did not exist when its last review was recorded."
    )


def test_a_record_that_was_once_invalid_is_found(root: Path) -> None:
    write_handbook(root, {RECORD: "procedure: supplies\nreviews: [soon]\n"}, base=False)
    commit_all(root)
    (root / RECORD).unlink()
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    commit_all(root)
    edit(root, {PATH: ("Note what", "Write down what")})

    assert reviewed(root)[2].splitlines()[2].startswith(f"--- {PATH} ({commit_of(root)}, ")


def test_an_unchanged_procedure_is_reported(root: Path) -> None:
    reviewed(root, *GIVEN, "--date", "2026-11-01")

    assert reviewed(root)[2] == (
        f"{BEFORE}Last review: 1 November 2026 by COO, unchanged.\nNo changes in meaning since "
        "then.\n"
    )
