"""A company upgrades to newer code and keeps its own changes and removals."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.handbooks import REPOSITORY
from tests.support.history import Repository

_LONG = "\n\n".join(f"Line {number}" for number in range(9)) + "\n"
_BEGUN = {
    "data/schemas/tools.json": _LONG,
    "data/tools.yaml": "slack: {title: Slack}\n",
    "docs/customers/index.md": "# Customers\n",
    "docs/index.md": _LONG,
    "handbook/load.py": "OLD = 1\n",
    "handbook/gone.py": "OLD = 2\n",
    "sops/support/help.md": "# Help\n",
}
_NEWER = {
    "data/schemas/rooms.json": "{}\n",
    "data/schemas/tools.json": _LONG.replace("Line 8", "Line 8, newer"),
    "data/tools.yaml": "slack: {title: Slack, price: 1}\n",
    "data/vendors.yaml": "aws: {title: AWS}\n",
    "docs/customers/index.md": "# All customers\n",
    "docs/guide/newer.md": "# Newer\n",
    "docs/index.md": _LONG.replace("Line 8", "Line 8, newer"),
    "handbook/load.py": "NEW = 1\n",
    "handbook/gone.py": None,
    "handbook/more.py": "NEW = 2\n",
    "sops/support/help.md": "# Help them\n",
    "sops/support/more.md": "# More\n",
}


def _begin(tmp_path: Path, inside: str) -> tuple[Repository, Repository, Path]:
    """Return where code comes from, a company that began with it, and its handbook's folder."""
    source, company = Repository(tmp_path / "source"), Repository(tmp_path / "company")
    folder = company.root / inside
    for repository in (source, company):
        repository.root.mkdir()
        repository.git("init", "--quiet", "--initial-branch", "main")
    taken = source.commit(_BEGUN)
    for path, text in _BEGUN.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    for path in ("docs/customers/index.md", "sops/support/help.md"):
        (folder / path).unlink()
    (folder / "data/tools.yaml").write_text("oven: {title: Oven}\n", encoding="utf-8")
    ours = _LONG.replace("Line 0", "Line 0, ours")
    (folder / "data/schemas/tools.json").write_text(ours, encoding="utf-8")
    (folder / ".ci").mkdir()
    shutil.copy(REPOSITORY / ".ci/upgrade", folder / ".ci/upgrade")
    (folder / ".upstream").write_text(f"{taken}\n", encoding="utf-8")
    company.commit_all()
    return source, company, folder


def _take(folder: Path, source: str) -> tuple[int, str]:
    """Return its exit code and what it printed."""
    done = subprocess.run(
        ["bash", ".ci/upgrade", source],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("inside", [".", "ops"])
def test_code_is_upgraded_and_the_company_s_own_files_stay(tmp_path: Path, inside: str) -> None:
    source, _, folder = _begin(tmp_path, inside)
    newest = source.commit(_NEWER)

    code, output = _take(folder, str(source.root))

    assert code == 0
    assert output == (
        "Follow the upgrade steps in CHANGELOG.md: git diff HEAD -- CHANGELOG.md\n"
        "Then: make check, and .venv/bin/handbook editors --write\n"
    )
    files = (file for file in folder.rglob("*") if file.is_file() and ".git" not in file.parts)
    held = {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}
    del held[".ci/upgrade"]
    assert held == {
        ".upstream": f"{newest}\n",
        "data/schemas/rooms.json": "{}\n",
        "data/schemas/tools.json": _LONG.replace("Line 0", "Line 0, ours").replace(
            "Line 8", "Line 8, newer"
        ),
        "data/tools.yaml": "oven: {title: Oven}\n",
        "docs/guide/newer.md": "# Newer\n",
        "docs/index.md": _LONG.replace("Line 8", "Line 8, newer"),
        "handbook/load.py": "NEW = 1\n",
        "handbook/more.py": "NEW = 2\n",
    }


def test_conflicts_are_named_and_marked(tmp_path: Path) -> None:
    source, company, folder = _begin(tmp_path, ".")
    source.commit(_NEWER)
    company.commit({"docs/index.md": _LONG.replace("Line 8", "Line 8, ours")})

    code, output = _take(folder, str(source.root))

    assert code == 1
    assert output.splitlines()[:2] == [
        "Changed on both sides; resolve the conflict markers in:",
        "docs/index.md",
    ]
    assert "Line 8, ours\n=======\nLine 8, newer" in (folder / "docs/index.md").read_text("utf-8")
    assert (folder / "handbook/load.py").read_text("utf-8") == "NEW = 1\n"


def test_files_removed_upstream_but_changed_here_stay_and_are_named(tmp_path: Path) -> None:
    source, company, folder = _begin(tmp_path, "ops")
    source.commit(_NEWER)
    company.commit({"ops/handbook/gone.py": "OURS = 3\n"})

    code, output = _take(folder, str(source.root))

    assert code == 0
    assert output.splitlines()[:2] == [
        "Removed upstream but changed here, so kept; check whether you still need:",
        "handbook/gone.py",
    ]
    assert (folder / "handbook/gone.py").read_text("utf-8") == "OURS = 3\n"
    assert (folder / "handbook/load.py").read_text("utf-8") == "NEW = 1\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("apply.whitespace", "error"),
        ("color.ui", "always"),
        ("diff.external", "echo"),
        ("diff.noprefix", "true"),
    ],
)
def test_the_user_s_diff_settings_are_ignored(tmp_path: Path, name: str, value: str) -> None:
    source, company, folder = _begin(tmp_path, ".")
    source.commit(_NEWER | {"handbook/load.py": "NEW = 1  \n"})
    company.git("config", name, value)

    code, _ = _take(folder, str(source.root))

    assert code == 0
    assert (folder / "handbook/load.py").read_text("utf-8") == "NEW = 1  \n"


def test_an_obstacle_is_one_sentence_and_nothing_changes(tmp_path: Path) -> None:
    source, company, folder = _begin(tmp_path, ".")
    address = str(source.root)

    assert _take(folder, address) == (0, "The code is already up to date\n")
    source.commit(_NEWER)
    assert _take(folder, "") == (
        1,
        "Name the source of the newer code: make upgrade FROM=https://github.com/OWNER/NAME\n",
    )
    (folder / "docs/index.md").write_text("Mine\n", encoding="utf-8")
    assert _take(folder, address) == (1, "Commit your changes first\n")
    company.commit({".upstream": "0123abcd\n"})
    assert _take(folder, address) == (
        1,
        f"{address} has no revision '0123abcd', which .upstream names\n",
    )
    company.commit({".upstream": None})
    assert _take(folder, address) == (
        1,
        "Write the revision of the current code into .upstream\n",
    )
    assert company.git("status", "--porcelain") == ""
