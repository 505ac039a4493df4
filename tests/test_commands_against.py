"""`handbook check --against`: new problems fail, old ones never do."""

import json
import os
from pathlib import Path

import pytest

from tests.support.commands import run, said
from tests.support.handbooks import procedure, write_handbook
from tests.support.history import Repository

_BROKEN = procedure(owner="Nobody", title="Broken")


def _commit(root: Path) -> str:
    Repository(root).git("add", "--all")
    Repository(root).git("commit", "--quiet", "--message", "x")
    return Repository(root).git("rev-parse", "--short", "HEAD")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a committed handbook with an old error and two old warnings."""
    write_handbook(
        tmp_path,
        {"sops/operations/supplies.md": procedure(), "sops/operations/broken.md": _BROKEN},
    )
    Repository(tmp_path).git("init", "--quiet", "--initial-branch=main")
    _commit(tmp_path)
    return tmp_path


def _codes(root: Path, *options: str) -> tuple[int, list[tuple[str, str]], list[str], int]:
    code, out, _ = said(run(root, "check", "--against", "main", "--format", "json", *options))
    found = json.loads(out)
    return (
        code,
        [(one["path"], one["code"]) for one in found["diagnostics"]],
        [one["code"] for one in found["against"]["fixed"]],
        found["against"]["old"],
    )


def test_old_problems_never_fail(root: Path) -> None:
    commit = Repository(root).git("rev-parse", "--short", "main")

    code, out, remarked = said(run(root, "check", "--against", "main"))

    assert (code, remarked) == (0, "")
    assert out.splitlines()[-1].endswith(f"; 0 fixed, 5 unchanged, compared with main ({commit})")
    assert out.startswith("no new problems in ")


def test_new_problems_fail_and_missing_ones_are_reported_as_fixed(root: Path) -> None:
    (root / "sops/operations/broken.md").write_text(procedure(owner="Noone", title="Broken"))

    code, found, fixed, _ = _codes(root)

    assert code == 1
    assert ("sops/operations/broken.md", "unknown-reference") in found
    assert "unknown-reference" in fixed


def test_shifted_lines_and_renamed_files_are_not_new_problems(root: Path) -> None:
    file = root / "sops/operations/broken.md"
    text = file.read_text().replace("---\n\n", "---\n\n\n\n", 1)
    file.unlink()
    (root / "sops/operations/fixed.md").write_text(text)
    Repository(root).git("add", "--all")

    code, found, _, _ = _codes(root)

    assert (code, found) == (0, [])


def test_a_new_warning_fails_only_with_its_fail_code(root: Path) -> None:
    (root / "sops/operations/paper.md").write_text(procedure("Ordering paper"))

    assert _codes(root)[0] == 0
    assert _codes(root, "--fail-code", "never-reviewed")[0] == 1
    assert _codes(root, "--fail-code", "broken-link")[0] == 0


def test_only_the_given_paths_are_compared(root: Path) -> None:
    (root / "sops/operations/paper.md").write_text(procedure("Paper", owner="Nobody"))

    assert _codes(root, "data")[:2] == (0, [])
    assert _codes(root, "sops/operations/paper.md")[0] == 1


def test_the_repository_is_unchanged(root: Path) -> None:
    (root / "sops/operations/paper.md").write_text(procedure("Ordering paper"))
    before = Repository(root).git("status", "--porcelain")

    _codes(root)

    assert Repository(root).git("status", "--porcelain") == before
    assert Repository(root).git("branch", "--show-current") == "main"


def test_a_revision_without_a_common_ancestor_is_compared_itself(root: Path) -> None:
    git = Repository(root).git
    git("checkout", "--quiet", "--orphan", "other")
    git("commit", "--quiet", "--message", "Start again")

    assert _codes(root) == (0, [], [], 5)


@pytest.mark.parametrize(
    ("revision", "reason"),
    [
        ("nope", "no such revision: 'nope'; try 'git fetch', or list the branches"),
        ("--output=x", "'--output=x' is not a revision; name a branch, a tag or a commit"),
    ],
)
def test_an_invalid_revision_is_refused(root: Path, revision: str, reason: str) -> None:
    code, out, remarked = said(run(root, "check", f"--against={revision}"))

    assert (code, out) == (2, "")
    assert remarked.startswith(f"handbook: {reason}")


@pytest.mark.parametrize("command", [("check", "--against"), ("diff",)])
def test_a_repository_without_commits_is_reported(command: tuple[str, ...], tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    Repository(tmp_path).git("init", "--quiet")

    assert said(run(tmp_path, *command, "HEAD")) == (
        2,
        "",
        (
            "handbook: no such revision: 'HEAD'; there are no commits yet; "
            "commit first, with '--no-verify' to skip hooks\n"
        ),
    )


def test_a_shallow_clone_is_reported(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    first = Repository(root).git("rev-parse", "HEAD")
    (root / "note.txt").write_text("x")
    _commit(root)
    clone = tmp_path_factory.mktemp("clone") / "handbook"
    Repository(root).git("clone", "--quiet", "--depth", "1", root.as_uri(), str(clone))

    code, _, remarked = said(run(clone, "check", "--against", first))

    assert code == 2
    assert remarked == (
        f"handbook: no such revision: {first!r}; this clone is shallow; run 'git "
        "fetch --unshallow'\n"
    )


@pytest.mark.parametrize("asked", [["check", "--against", "main"], ["diff", "main"]])
def test_a_missing_repository_is_reported_as_by_history(asked: list[str], tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    output = said(run(tmp_path, *asked))

    assert output == said(run(tmp_path, "history"))
    assert output == (
        2,
        "",
        (
            "handbook: the handbook is not in a git repository, so it has no history; get one "
            "with 'git clone', or start one with 'git init'\n"
        ),
    )


@pytest.mark.parametrize("asked", [["check", "--against", "main"], ["diff", "main"]])
def test_missing_git_is_reported(
    asked: list[str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert said(run(root, *asked)) == (
        2,
        "",
        "handbook: git is not installed; it is needed to read earlier revisions\n",
    )


def test_an_unknown_code_is_refused(root: Path) -> None:
    code, _, remarked = said(run(root, "check", "--fail-code", "nevr-reviewed"))

    assert code == 2
    assert remarked == ("handbook: unknown code: 'nevr-reviewed'; did you mean 'never-reviewed'?\n")


def test_a_reworded_problem_on_the_same_line_is_not_new(root: Path) -> None:
    roles = "coo:\n  title: COO\n  area: operations\n"
    write_handbook(root, {"data/roles.yaml": roles}, base=False)
    _commit(root)
    # The warning about the role's missing holder lists what it owns, which is now one more.
    write_handbook(
        root, {"sops/operations/more.md": procedure("More", more="status: draft\n")}, base=False
    )

    code, found, fixed, _ = _codes(root)

    assert code == 0
    assert [code for _, code in found if code == "owner-without-holder"] == []
    assert fixed == []


def test_the_same_problem_on_another_line_is_new(root: Path) -> None:
    steps = "### Count\n\n**Owner:** Noone\n\n1. Count\n"
    text = procedure(owner="COO", title="Broken", steps=steps)
    (root / "sops/operations/broken.md").write_text(text)

    code, found, fixed, _ = _codes(root)

    assert code == 1
    assert ("sops/operations/broken.md", "unknown-reference") in found
    assert "unknown-reference" in fixed


def test_broken_links_and_undecodable_names_are_ignored(root: Path) -> None:
    name = os.fsdecode(b"docs/\xff.md")
    (root / "docs").mkdir()
    (root / name).write_text("# Strange\n", encoding="utf-8")
    Repository(root).git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},docs/other")
    (root / "docs/other").mkdir()
    _commit(root)
    (root / "docs/other").rmdir()
    (root / name).rename(root / os.fsdecode(b"docs/\xfe.md"))
    Repository(root).git("add", "docs")
    (root / "sops/operations/supplies.md").unlink()
    (root / "data/nowhere.yaml").symlink_to("nothing.yaml")

    code, found, *_ = _codes(root)

    assert (code, [path for path, _ in found]) == (1, ["data/nowhere.yaml", r"docs/\udcfe.md"])


def test_hidden_problems_are_not_reported_as_fixed(root: Path) -> None:
    broken = (root / "sops/operations/broken.md").read_text()
    processes = "orders:\n  title: Orders\n  owner: coo\n"
    (root / "data/processes.yaml").write_text(processes)
    _commit(root)
    (root / "sops/operations/broken.md").write_text(broken.replace("---\n", "", 1))

    code, found, fixed, _ = _codes(root)

    assert code == 1
    assert found == [("sops/operations/broken.md", "missing-front-matter")]
    assert fixed == []
