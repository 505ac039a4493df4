"""`handbook check --against`: what is new fails, what is old never does."""

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
        [one["code"] for one in found["against"]["mended"]],
        found["against"]["old"],
    )


def test_what_is_old_never_fails(root: Path) -> None:
    commit = Repository(root).git("rev-parse", "--short", "main")

    code, out, remarked = said(run(root, "check", "--against", "main"))

    assert (code, remarked) == (0, "")
    assert out.splitlines()[-1].endswith(f"; 0 mended, 5 as before, against main ({commit})")
    assert out.startswith("no new problems in ")


def test_what_is_new_fails_and_what_went_is_said_to_be_mended(root: Path) -> None:
    (root / "sops/operations/broken.md").write_text(procedure(owner="Noone", title="Broken"))

    code, found, mended, _ = _codes(root)

    assert code == 1
    assert ("sops/operations/broken.md", "unknown-reference") in found
    assert "unknown-reference" in mended


def test_lines_added_above_and_another_file_name_make_nothing_new(root: Path) -> None:
    file = root / "sops/operations/broken.md"
    text = file.read_text().replace("---\n\n", "---\n\n\n\n", 1)
    file.unlink()
    (root / "sops/operations/mended.md").write_text(text)
    Repository(root).git("add", "--all")

    code, found, _, _ = _codes(root)

    assert (code, found) == (0, [])


def test_a_new_warning_fails_only_if_its_code_is_chosen(root: Path) -> None:
    (root / "sops/operations/paper.md").write_text(procedure("Ordering paper"))

    assert _codes(root)[0] == 0
    assert _codes(root, "--fail-code", "never-reviewed")[0] == 1
    assert _codes(root, "--fail-code", "broken-link")[0] == 0


def test_only_the_paths_asked_for_are_compared(root: Path) -> None:
    (root / "sops/operations/paper.md").write_text(procedure("Paper", owner="Nobody"))

    assert _codes(root, "data")[:2] == (0, [])
    assert _codes(root, "sops/operations/paper.md")[0] == 1


def test_the_repository_is_left_as_it_was(root: Path) -> None:
    (root / "sops/operations/paper.md").write_text(procedure("Ordering paper"))
    before = Repository(root).git("status", "--porcelain")

    _codes(root)

    assert Repository(root).git("status", "--porcelain") == before
    assert Repository(root).git("branch", "--show-current") == "main"


@pytest.mark.parametrize(
    ("revision", "reason"),
    [
        ("nope", "no such revision: 'nope'; 'git fetch' may bring it, 'git branch --all' lists"),
        ("--output=x", "'--output=x' is no revision; name a branch, a tag or a commit"),
    ],
)
def test_a_revision_that_is_none_is_refused(root: Path, revision: str, reason: str) -> None:
    code, out, remarked = said(run(root, "check", f"--against={revision}"))

    assert (code, out) == (2, "")
    assert remarked.startswith(f"handbook: {reason}")


@pytest.mark.parametrize("command", [("check", "--against"), ("diff",)])
def test_a_repository_without_a_commit_says_so(command: tuple[str, ...], tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    Repository(tmp_path).git("init", "--quiet")

    assert said(run(tmp_path, *command, "HEAD")) == (
        2,
        "",
        (
            "handbook: no such revision: 'HEAD'; nothing is committed yet; "
            "commit first, past a hook with '--no-verify'\n"
        ),
    )


def test_a_shallow_clone_says_what_it_lacks(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = Repository(root).git("rev-parse", "HEAD")
    (root / "note.txt").write_text("x")
    _commit(root)
    clone = tmp_path_factory.mktemp("clone") / "handbook"
    Repository(root).git("clone", "--quiet", "--depth", "1", root.as_uri(), str(clone))

    code, _, remarked = said(run(clone, "check", "--against", first))

    assert code == 2
    assert remarked == (
        f"handbook: no such revision: {first!r}; this clone has only a part of the history; "
        "run 'git fetch --unshallow'\n"
    )


@pytest.mark.parametrize("asked", [["check", "--against", "main"], ["diff", "main"]])
def test_without_a_repository_it_says_so_as_the_history_does(
    asked: list[str], tmp_path: Path
) -> None:
    write_handbook(tmp_path, {})

    told = said(run(tmp_path, *asked))

    assert told == said(run(tmp_path, "history"))
    assert told == (
        2,
        "",
        (
            "handbook: the handbook is not in a git repository, "
            "which alone knows what it was before; "
            "'git clone' brings one with its history, 'git init' begins one\n"
        ),
    )


@pytest.mark.parametrize("asked", [["check", "--against", "main"], ["diff", "main"]])
def test_without_git_it_says_so(
    asked: list[str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert said(run(root, *asked)) == (
        2,
        "",
        "handbook: git is not installed; it is needed to look at an earlier revision\n",
    )


def test_a_code_that_no_check_has_is_refused(root: Path) -> None:
    code, _, remarked = said(run(root, "check", "--fail-code", "nevr-reviewed"))

    assert code == 2
    assert remarked == (
        "handbook: no check is called 'nevr-reviewed'; did you mean 'never-reviewed'?\n"
    )


def test_other_words_for_what_is_wrong_with_the_same_line_make_nothing_new(root: Path) -> None:
    roles = "coo:\n  title: COO\n  area: operations\n"
    write_handbook(root, {"data/roles.yaml": roles}, base=False)
    _commit(root)
    # The warning that nobody holds the role names what it owns, and that is one more now.
    write_handbook(
        root, {"sops/operations/more.md": procedure("More", more="status: draft\n")}, base=False
    )

    code, found, mended, _ = _codes(root)

    assert code == 0
    assert [code for _, code in found if code == "owner-without-holder"] == []
    assert mended == []


def test_another_fault_of_one_kind_on_another_line_is_new(root: Path) -> None:
    steps = "### Count\n\n**Owner:** Noone\n\n1. Count\n"
    text = procedure(owner="COO", title="Broken", steps=steps)
    (root / "sops/operations/broken.md").write_text(text)

    code, found, mended, _ = _codes(root)

    assert code == 1
    assert ("sops/operations/broken.md", "unknown-reference") in found
    assert "unknown-reference" in mended


def test_files_that_are_none_and_names_that_are_no_text_stop_nothing(root: Path) -> None:
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


def test_what_nobody_could_see_is_not_said_to_be_mended(root: Path) -> None:
    broken = (root / "sops/operations/broken.md").read_text()
    processes = "orders:\n  title: Orders\n  owner: coo\n"
    (root / "data/processes.yaml").write_text(processes)
    _commit(root)
    (root / "sops/operations/broken.md").write_text(broken.replace("---\n", "", 1))

    code, found, mended, _ = _codes(root)

    assert code == 1
    assert found == [("sops/operations/broken.md", "missing-front-matter")]
    assert mended == []
