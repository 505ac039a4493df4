"""Git is only queried: the contents it returns, and its errors."""

import subprocess
from pathlib import Path

import pytest

from handbook.git import Git, GitFault, NoGit, NoRepository


@pytest.fixture
def git(tmp_path: Path) -> Git:
    subprocess.run(["git", "-C", str(tmp_path), "init", "--quiet"], check=True)
    return Git(tmp_path)


def _kept(git: Git, content: bytes) -> str:
    """Store a content in git and return its object name."""
    command = ["git", "-C", str(git.root), "hash-object", "-w", "--stdin"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def test_contents_are_returned_byte_for_byte(git: Git) -> None:
    contents = [b"", b"\n", b"a b 3\nc\n", bytes(range(256)), "ä\r\n".encode(), b"x" * 100_000]
    names = [_kept(git, content).strip() for content in contents]

    found = git.blobs([*names, *names])

    assert found == dict(zip(names, contents, strict=True))


def test_unknown_objects_are_omitted(git: Git) -> None:
    here = _kept(git, b"here").strip()

    assert git.blobs(["0" * 40, here]) == {here: b"here"}


def test_git_is_not_run_for_an_empty_request(tmp_path: Path) -> None:
    assert Git(tmp_path / "gone").blobs([]) == {}


def test_errors_of_git_are_quoted(git: Git) -> None:
    with pytest.raises(GitFault, match=r"^git says: Needed a single revision$"):
        git.text("rev-parse", "--verify", "nope")


def test_an_untrusted_repository_is_reported_with_its_fix(
    git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    with pytest.raises(GitFault) as fault:
        git.is_shallow()

    assert str(fault.value) == (
        f"git says: detected dubious ownership in repository at '{git.root}'; "
        f"run 'git config --global --add safe.directory {git.root}' to trust it"
    )


def test_a_folder_outside_a_repository_is_distinguished(tmp_path: Path) -> None:
    with pytest.raises(NoRepository, match=r"^the handbook is not in a git repository$"):
        Git(tmp_path).is_shallow()


def test_a_missing_git_is_distinguished(
    git: Git, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoGit, match=r"^git is not installed$"):
        git.is_shallow()


def test_user_settings_do_not_change_the_output(git: Git) -> None:
    for name, value in (("core.quotePath", "true"), ("color.ui", "always")):
        subprocess.run(["git", "-C", str(git.root), "config", name, value], check=True)
    (git.root / "ä.md").write_text("x", encoding="utf-8")
    subprocess.run(["git", "-C", str(git.root), "add", "."], check=True)

    assert git.text("ls-files") == "ä.md\n"
