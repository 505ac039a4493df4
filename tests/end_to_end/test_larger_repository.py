"""What the README tells of a folder of a larger repository lets forges and git find it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.handbooks import REPOSITORY, procedure, write_handbook
from tests.support.history import Repository
from tests.test_precommit import hook_results, pre_commit

_SECTION = re.compile(
    r"^## In a folder of a larger repository\n(.*?)^## ", re.MULTILINE | re.DOTALL
)
_BLOCK = re.compile(r"^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FORGES = (".github", ".gitlab", ".gitlab-ci.yml", "Makefile")
PATH = "sops/operations/ordering.md"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with a handbook in ops/, in which all was done that the README tells."""
    root = tmp_path_factory.mktemp("whole")
    write_handbook(root / "ops", {PATH: procedure(), ".gitignore": ".venv\n"})
    for name in _FORGES:
        source = REPOSITORY / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, root / "ops" / name)
    (root / "ops/.venv").mkdir()
    (root / "ops/.venv/bin").symlink_to(Path(sys.executable).parent)
    whole = Repository(root)
    whole.git("init", "--quiet")
    whole.commit_all()
    section = _SECTION.search((REPOSITORY / "README.md").read_text(encoding="utf-8"))
    assert section is not None
    on_github, on_gitlab, hooks = _BLOCK.findall(section[1])
    for script in (on_github, on_gitlab):
        subprocess.run(["bash", "-ec", script], cwd=root, check=True)
    (root / ".pre-commit-config.yaml").write_text(hooks, encoding="utf-8")
    whole.commit_all()
    return whole


def _read(file: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def test_workflows_run_in_its_folder(whole: Repository) -> None:
    files = sorted((whole.root / ".github/workflows").glob("*.yml"))

    assert [file.name for file in files] == [
        file.name for file in sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
    ]
    workflows = [_read(file) for file in files]
    assert [one["defaults"] for one in workflows] == [{"run": {"working-directory": "ops"}}] * len(
        files
    )
    # Changes outside the handbook trigger nothing. YAML reads "on" as true.
    begun = {file.stem: workflow[True] for file, workflow in zip(files, workflows, strict=True)}
    assert begun["pull-request"] == begun["tests"] == {"pull_request": {"paths": ["ops/**"]}}
    assert begun["publish"]["push"] == {"branches": ["main"], "paths": ["ops/**"]}
    steps = [step for one in workflows for job in one["jobs"].values() for step in job["steps"]]
    paths = {step["with"]["path"] for step in steps if "path" in step.get("with", {})}
    assert paths == {"ops/site", "ops/summary"}
    assert (whole.root / ".github/ISSUE_TEMPLATE/error.yml").is_file()
    assert list((whole.root / "ops/.github").rglob("*.yml")) == []


def test_the_pipeline_runs_in_its_folder(whole: Repository) -> None:
    jobs = _read(whole.root / ".gitlab-ci.yml")

    assert jobs["default"]["before_script"][1:] == ["cd ops", "make .venv/ready"]
    asked = [rule for job in ("merge-request", "comment") for rule in jobs[job]["rules"]]
    assert [rule["changes"] for rule in asked] == [["ops/**/*"]] * 2
    artifacts = jobs["merge-request"]["artifacts"]
    assert artifacts["paths"] == ["ops/summary", "ops/site"]
    assert set(artifacts["reports"].values()) == {
        "ops/summary/quality.json",
        "ops/summary/check.xml",
    }
    assert jobs["pages"]["script"] == ["make build", "mv site ../public"]
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
    assert jobs["watch"]["artifacts"]["paths"] == ["ops/data/usage"]
    assert (whole.root / ".gitlab/issue_templates/error.md").is_file()


def test_hooks_check_the_files_committed_there(whole: Repository) -> None:
    write_handbook(whole.root / "ops", {PATH: procedure(owner="CO") + "\n\n\n"}, base=False)
    whole.git("add", "--all")

    done = pre_commit(whole.root, "run")
    whole.git("reset", "--quiet", "--hard")

    assert hook_results(done) == {"handbook fmt": "Failed", "handbook check": "Failed"}
    assert f"{PATH}:4:8: error: sop 'Ordering supplies' names an unknown role: 'CO'" in done.stdout


def test_hooks_that_would_never_run_are_not_installed(whole: Repository) -> None:
    done = subprocess.run(
        ["make", "hooks"],
        cwd=whole.root / "ops",
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert done.returncode != 0
    assert "belong at its root: see README.md" in done.stderr
    assert not (whole.root / ".git/hooks/pre-commit").exists()
