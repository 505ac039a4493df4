"""Every folder in tests/examples is a tiny handbook; expected.txt lists all that is wrong with it.

An example uses this repository's schemas unless it has its own, and is checked on
21 November 2026 unless its today.txt names another day.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from handbook.checks.registry import RULES
from tests.support.handbooks import REPOSITORY, TODAY, problems, write_handbook

EXAMPLES = REPOSITORY / "tests" / "examples"
FOLDERS = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("name", FOLDERS)
def test_an_example_has_exactly_its_expected_diagnostics(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    root = tmp_path / name
    shutil.copytree(EXAMPLES / name, root, symlinks=True)
    write_handbook(root, {}, base=False)

    written = "".join(f"{problem}\n" for problem in problems(root, _today(root)))

    expected = EXAMPLES / name / "expected.txt"
    if request.config.getoption("--bless"):
        expected.write_text(written, encoding="utf-8")
    assert written == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FOLDERS)
def test_an_example_has_only_the_fault_it_is_named_after(name: str) -> None:
    lines = (EXAMPLES / name / "expected.txt").read_text(encoding="utf-8").splitlines()

    codes = {line.rpartition("[")[2].rstrip("]") for line in lines}

    # A fault is reported again once its exception has expired.
    back = {"unowned-entry"} if name == "expired-exception" else set()
    assert codes == (set() if name == "clean" else {name} | back)


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_code_has_an_example(code: str) -> None:
    assert code in FOLDERS


def test_every_example_is_named_after_a_code() -> None:
    assert set(FOLDERS) - {"clean"} <= set(RULES)


def _today(root: Path) -> date:
    file = root / "today.txt"
    return date.fromisoformat(file.read_text(encoding="utf-8").strip()) if file.exists() else TODAY
