"""What the README tells another company to do gives it a handbook that is checked and built."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import surroundings
from tests.support.handbooks import REPOSITORY
from tests.support.history import Repository

_SECTION = re.compile(r"^## Another company's handbook\n(.*?)^## ", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (data/\S+)\n")
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*cache", "tests", "site", "node_modules")
_BIN = Path(sys.executable).parent


def _blocks() -> Iterator[tuple[str, str]]:
    """Yield the blocks of code of the section, each with its language."""
    section = _SECTION.search((REPOSITORY / "README.md").read_text(encoding="utf-8"))
    assert section is not None
    for block in _BLOCK.finditer(section[1]):
        yield block[1], block[2]


def _done(root: Path, *command: str) -> str:
    """Return all that a command says in a folder; it must end well."""
    known = {"PATH": f"{_BIN}{os.pathsep}{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1"}
    for who in ("AUTHOR", "COMMITTER"):
        known |= {f"GIT_{who}_NAME": "Ada Example", f"GIT_{who}_EMAIL": "ada@example.com"}
        known[f"GIT_{who}_DATE"] = "2026-11-02T12:00:00Z"
    done = subprocess.run(
        command,
        cwd=root,
        env=surroundings({**known, "PYTHONPATH": str(root)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a company that has done what the README tells."""
    root = tmp_path_factory.mktemp("company") / "handbook"
    shutil.copytree(REPOSITORY, root, ignore=_LEFT_OUT)
    repository = Repository(root)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "Clone")
    for language, text in _blocks():
        if language == "sh":
            _done(root, "bash", "-ec", text)
            continue
        named = _FILE.match(text)
        assert named is not None
        (root / named[1]).parent.mkdir(exist_ok=True)
        (root / named[1]).write_text(text, encoding="utf-8")
    return root


def test_it_is_checked_and_built_and_shows_its_first_procedure(begun: Path) -> None:
    output = _done(begun, "handbook", "check")
    built = _done(begun, "mkdocs", "build", "--quiet", "--strict")

    assert output.splitlines() == [
        (
            "sops/operations/order-supplies.md:4:10: warning: sop 'Order supplies' describes no "
            "process in the inventory; add one to data/processes.yaml and name it here "
            "[procedure-without-process]"
        ),
        "1 warning in 30 files (1 procedure, 0 processes)",
    ]
    assert built == ""
    page = (begun / "site/procedures/order-supplies/index.html").read_text(encoding="utf-8")
    assert "Count what is left" in page


def test_no_page_mentions_the_previous_company(begun: Path) -> None:
    _done(begun, "mkdocs", "build", "--quiet", "--strict")
    folders = ("docs", "data", "sops", "site")
    shown = [file for folder in folders for file in (begun / folder).rglob("*")]

    texts = {
        file: file.read_text(encoding="utf-8")
        for file in shown
        if file.suffix not in {".png", ".pdf", ".gz"} and file.is_file()
    }

    assert [str(file) for file, text in texts.items() if "SkyMirror" in text] == []
    # There is nothing to redirect: no page had another address before.
    assert sorted(file.name for file in (begun / "site/roles").iterdir() if file.is_dir()) == [
        "coo"
    ]


def test_it_records_the_version_of_its_code(begun: Path) -> None:
    assert re.fullmatch(r"[0-9a-f]{40}\n", (begun / ".upstream").read_text(encoding="utf-8"))


def test_no_workflow_runs_the_tests_of_the_previous_company(begun: Path) -> None:
    run = [file.read_text(encoding="utf-8") for file in (begun / ".github/workflows").iterdir()]

    assert run
    assert [text for text in run if ".ci/run" in text or "make test" in text] == []


def test_commands_require_only_python() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")

    scripts = [text for language, text in _BLOCK.findall(readme) if language == "sh"]

    assert scripts
    # Not every machine has these, and sed differs on macOS.
    assert [text for text in scripts if re.search(r"\b(perl|sed|awk) ", text)] == []
