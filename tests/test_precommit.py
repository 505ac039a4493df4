"""Commits are checked by this repository's hooks, and by those it offers to others."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from scripts.main import main
from tests.support.commands import run
from tests.support.handbooks import REPOSITORY, procedure, write_handbook
from tests.support.history import Repository, repository

CONFIG = REPOSITORY / ".pre-commit-config.yaml"
MANIFEST = REPOSITORY / ".pre-commit-hooks.yaml"
OFFERED = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
SOP = "sops/operations/ordering.md"
TOOLS = "slack:\n  title: Slack\n  category: Communication\n  purpose: Talk\n"
BIN = Path(sys.executable).parent


def pre_commit(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Return the result of running pre-commit in a repository; it must not install anything."""
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=root,
        env={
            **os.environ,
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(root / ".git" / "pre-commit"),
            "PYTHONWARNINGS": "",
        },
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def hook_results(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Return the outcome of each hook by its name."""
    lines = [line.partition("...") for line in done.stdout.splitlines() if "..." in line]
    return {name: rest.strip(".").removeprefix("(no files to check)") for name, _, rest in lines}


@pytest.fixture
def book(tmp_path: Path) -> Repository:
    """Return a repository with a handbook, our hooks, and the programs they call."""
    book = repository(tmp_path, {SOP: procedure(), "data/tools.yaml": TOOLS})
    shutil.copy(CONFIG, book.root)
    (book.root / ".venv").mkdir()
    (book.root / ".venv" / "bin").symlink_to(BIN)
    run(book.root, "fmt", "--write")
    book.commit({".gitignore": ".venv\n"})
    return book


def commit(book: Repository, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Return the output of the hooks for a commit that writes some files."""
    write_handbook(book.root, files, base=False)
    book.git("add", "--all")
    return pre_commit(book.root, "run")


def test_the_hooks_are_valid_for_pre_commit() -> None:
    config = pre_commit(REPOSITORY, "validate-config", str(CONFIG))
    manifest = pre_commit(REPOSITORY, "validate-manifest", str(MANIFEST))

    assert (config.returncode, config.stdout, config.stderr) == (0, "", "")
    assert (manifest.returncode, manifest.stdout, manifest.stderr) == (0, "", "")


def test_a_valid_commit_passes_all_hooks_despite_earlier_faults(book: Repository) -> None:
    book.commit({"sops/operations/other.md": procedure(title="Other", owner="CO")})
    text = (book.root / SOP).read_text(encoding="utf-8")

    done = commit(book, {SOP: f"{text}\nEach month.\n", "tool.py": '"""A tool."""\n'})

    assert hook_results(done) == dict.fromkeys(
        ["ruff format", "ruff check", "handbook fmt", "handbook editors", "handbook check"],
        "Passed",
    )
    assert done.returncode == 0


def test_a_commit_with_a_new_error_is_rejected_with_a_report(book: Repository) -> None:
    done = commit(book, {SOP: procedure(owner="CO")})

    assert hook_results(done)["handbook check"] == "Failed"
    assert f"{SOP}:4:8: error: sop 'Ordering supplies' names an unknown role: 'CO'" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("path", "text"), [("docs/index.md", "[Orders](orders.md)\n"), ("mkdocs.yml", "colour: red\n")]
)
def test_a_commit_with_a_new_error_in_a_page_or_the_navigation_is_rejected(
    book: Repository, path: str, text: str
) -> None:
    done = commit(book, {path: text})

    assert hook_results(done)["handbook check"] == "Failed"
    assert f"{path}:1:1: error: " in done.stdout


def test_uncommitted_files_are_not_checked(book: Repository) -> None:
    write_handbook(book.root, {SOP: procedure(title="Ordering paper")}, base=False)
    book.git("add", "--all")
    write_handbook(book.root, {SOP: procedure(owner="CO")}, base=False)

    assert hook_results(pre_commit(book.root, "run"))["handbook check"] == "Passed"
    assert "owner: CO\n" in (book.root / SOP).read_text(encoding="utf-8")


def test_an_unformatted_file_is_formatted_and_shown(book: Repository) -> None:
    done = commit(book, {SOP: procedure(steps="### Count\n1) Note what runs out\n")})

    assert hook_results(done)["handbook fmt"] == "Failed"
    assert "+1. Note what runs out" in done.stdout
    assert "1. Note what runs out" in (book.root / SOP).read_text(encoding="utf-8")
    assert pre_commit(book.root, "run", "--files", SOP).returncode == 0


def test_editor_files_are_updated_in_the_same_commit(book: Repository) -> None:
    run(book.root, "editors", "--write")
    book.commit({})

    done = commit(book, {"data/tools.yaml": f"{TOOLS}zoom:\n{TOOLS.partition(chr(10))[2]}"})

    assert hook_results(done)["handbook editors"] == "Failed"
    assert '"zoom"' in (book.root / ".vscode/schemas/names/tools.json").read_text(encoding="utf-8")


def test_unrelated_commits_run_no_hook(book: Repository) -> None:
    done = commit(book, {"README.md": "# Read me\n"})

    assert set(hook_results(done).values()) == {"Skipped"}


def test_the_hooks_for_other_repositories_call_existing_commands(book: Repository) -> None:
    # Unchanged except for the installation, which would need the network.
    hooks = [{**hook, "language": "system"} for hook in OFFERED]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]})
    run(book.root, "editors", "--write")
    book.commit({CONFIG.name: config})

    done = pre_commit(book.root, "run", "--all-files")

    assert hook_results(done) == {hook["name"]: "Passed" for hook in OFFERED}
    for hook in OFFERED:
        program, name, *options = hook["entry"].split()
        command = main.get_command(click.Context(main), name)
        assert program == "handbook"
        assert command
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(options) <= known
