"""The repository shared by all of these tests, and copies for those that change it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import run, said
from tests.support.history import Repository
from tests.support.story import PULL_REQUEST, story

EXPECTED = Path(__file__).parent / "expected"
Copy = Callable[[str], Repository]


@pytest.fixture(scope="package")
def main(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The repository on its main branch; tests only read it."""
    return story(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="package")
def pull_request(main: Repository, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The repository on the branch of the pull request; tests only read it."""
    return _copied(main, tmp_path_factory.mktemp("story") / "copy", PULL_REQUEST)


@pytest.fixture
def copy(main: Repository, tmp_path: Path) -> Copy:
    """What gives a copy of the repository, at a revision, that a test may change."""
    return lambda revision: _copied(main, tmp_path / "copy", revision)


def _copied(main: Repository, root: Path, revision: str) -> Repository:
    shutil.copytree(main.root, root)
    copied = Repository(root)
    copied.git("checkout", "--quiet", revision)
    return copied


@pytest.fixture
def is_expected(main: Repository, request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """What compares a text with a file of `expected/`, or with --bless writes it."""
    commit = main.git("rev-parse", "--short", "main")

    def compare(name: str, text: str) -> None:
        file = EXPECTED / name
        # The first commit contains the current schemas, so hashes are not stable.
        text = text.replace(commit, "COMMIT")
        if request.config.getoption("--bless"):
            file.write_text(text, encoding="utf-8", newline="")
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def says() -> Callable[..., str]:
    """What returns the words of a command that ends well and has nothing to remark."""

    def output(repository: Repository, *arguments: str, code: int = 0, remark: str = "") -> str:
        left, out, remarked = said(run(repository.root, *arguments))
        assert (left, remarked) == (code, remark)
        return out

    return output
