"""Without git history, a command refuses in one sentence and writes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Copy
from tests.support.commands import run, said
from tests.support.handbooks import write_handbook
from tests.support.history import Repository

Says = Callable[..., str]
ASKED = [["diff"], ["check", "--against"]]
NAMES = [asked[0] for asked in ASKED]


@pytest.fixture
def shallow(main: Repository, tmp_path: Path) -> Repository:
    """A clone that has only the newest commit, as CI makes one."""
    main.git("clone", "--quiet", "--depth", "1", main.root.as_uri(), str(tmp_path / "shallow"))
    return Repository(tmp_path / "shallow")


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
@pytest.mark.parametrize("revision", ["nope", "main~99", "main:data", "", "HEAD..main"])
def test_an_invalid_revision(asked: list[str], revision: str, main: Repository, says: Says) -> None:
    out = says(
        main,
        *asked,
        revision,
        code=2,
        remark=f"handbook: no such revision: {revision!r}; "
        "try 'git fetch', or list the branches with 'git branch --all'\n",
    )

    assert out == ""


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
def test_a_revision_missing_from_a_shallow_clone(
    asked: list[str], shallow: Repository, says: Says
) -> None:
    out = says(
        shallow,
        *asked,
        "HEAD^",
        code=2,
        remark="handbook: no such revision: 'HEAD^'; "
        "this clone is shallow; run 'git fetch --unshallow'\n",
    )

    assert out == ""


def test_a_shallow_clone_shows_the_available_history(shallow: Repository, says: Says) -> None:
    part = "this clone is shallow; run 'git fetch --unshallow' to see the whole history\n"

    assert says(shallow, "diff", "HEAD").startswith("### No changes since HEAD")
    assert says(shallow, "history", "--format", "csv", remark=part).count("\n") == 2
    assert (
        shallow.history()
        .gaps[0]
        .startswith("Only the latest part of the git history was available.")
    )


@pytest.mark.parametrize("asked", [*[[*one, "main"] for one in ASKED], ["history"]])
def test_a_folder_without_git(asked: list[str], tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {})

    code, out, remarked = said(run(root, *asked))

    assert (code, out) == (2, "")
    assert remarked.startswith("handbook: ")
    assert remarked.count("\n") == 1


def test_nothing_is_written_for_an_invalid_revision(main: Repository, tmp_path: Path) -> None:
    file = tmp_path / "summary.md"

    run(main.root, "diff", "nope", "--output", str(file))

    assert list(tmp_path.iterdir()) == []


_LEFT = "1 file has errors and was skipped; 'handbook check' lists the errors\n"
_UNCOMMITTED = "includes uncommitted changes in 1 file\n"
_CONFLICT = "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("path", "text"), [("data/metrics.yaml", _CONFLICT), ("data/notes.txt", "Buy bread\n")]
)
def test_a_broken_tree_is_compared_without_its_broken_files(
    path: str, text: str, copy: Copy, says: Says
) -> None:
    at = copy("main")
    (at.root / path).write_text(text, encoding="utf-8")

    assert says(at, "diff", "main", remark=_LEFT + _UNCOMMITTED).startswith("### ")


def test_a_commit_without_a_branch_is_supported(copy: Copy, says: Says) -> None:
    at = copy("main^")

    assert says(at, "diff", "main").startswith("### No changes since main")
    assert "CODEOWNERS does not exist; " in says(at, "check", "--against", "main")
