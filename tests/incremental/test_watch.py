"""Changed files are detected by name and modification stamp."""

import os
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest

from handbook.incremental.file_times import FileTimes, changed_paths, file_times
from tests.support.handbooks import procedure, write_handbook

_PATH = "sops/operations/supplies.md"
_LONG_AGO = 1_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook whose files are all old."""
    files = {
        _PATH: procedure(),
        "docs/index.md": "# Guide\n",
        "CODEOWNERS": "* @all\n",
        "mkdocs.yml": "plugins: [macros]\n",
    }
    return _aged(write_handbook(tmp_path, files))


def _aged(root: Path) -> Path:
    then = time() - _LONG_AGO
    for file in root.rglob("*"):
        os.utime(file, (then, then))
    return root


def _stamps(root: Path) -> FileTimes:
    found = file_times(root)
    assert found is not None
    return found


def test_an_unchanged_handbook_has_no_changed_files(root: Path) -> None:
    assert changed_paths(_stamps(root), _stamps(root)) == []


def test_every_file_that_a_check_reads_is_watched(root: Path) -> None:
    paths = _stamps(root).paths

    assert {_PATH, "data/settings.yaml", "data/schemas/sops.json"} < set(paths)
    assert {"docs/index.md", "CODEOWNERS", "mkdocs.yml"} < set(paths)


@pytest.mark.parametrize(
    "path", [_PATH, "docs/index.md", "CODEOWNERS", "mkdocs.yml", "data/schemas/sops.json"]
)
def test_a_changed_file_is_named(path: str, root: Path) -> None:
    before = _stamps(root)
    (root / path).write_text("new", encoding="utf-8")

    assert changed_paths(before, _stamps(root)) == [path]


def test_the_code_owners_of_a_larger_repository_are_watched(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write_handbook(tmp_path, {".github/CODEOWNERS": "* @all\n"}, base=False)
    root = write_handbook(tmp_path / "our/ops", {})
    _aged(tmp_path)
    before = _stamps(root)
    (tmp_path / ".github/CODEOWNERS").write_text("* @others\n", encoding="utf-8")

    assert changed_paths(before, _stamps(root)) == ["../../.github/CODEOWNERS"]


def test_for_a_picture_only_its_existence_matters(root: Path) -> None:
    (root / "docs/plan.svg").write_text("<svg/>", encoding="utf-8")
    before = _stamps(root)
    (root / "docs/plan.svg").write_text("<svg></svg>", encoding="utf-8")
    assert changed_paths(before, _stamps(root)) == []

    (root / "docs/plan.svg").unlink()
    assert changed_paths(before, _stamps(root)) is None


def test_a_change_with_the_same_size_and_time_is_named(root: Path) -> None:
    before = _stamps(root)
    file = root / _PATH
    state = file.stat()
    file.write_text(file.read_text("utf-8").upper(), encoding="utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))

    assert changed_paths(before, _stamps(root)) == [_PATH]


def test_a_replaced_file_is_named(root: Path) -> None:
    before = _stamps(root)
    other = root / "other"
    other.write_text((root / _PATH).read_text("utf-8").upper(), encoding="utf-8")
    os.utime(other, (time() - _LONG_AGO,) * 2)
    other.replace(root / _PATH)

    assert changed_paths(before, _stamps(root)) == [_PATH]


def test_a_recently_written_file_may_have_changed_again(root: Path) -> None:
    (root / _PATH).write_text("new", encoding="utf-8")
    before = _stamps(root)

    assert changed_paths(before, _stamps(root)) == [_PATH]


def _another(root: Path) -> None:
    (root / "sops/operations/another.md").write_text(procedure("Another"), encoding="utf-8")


def _gone(root: Path) -> None:
    (root / "docs/index.md").unlink()


def _renamed(root: Path) -> None:
    (root / _PATH).rename(root / "sops/operations/goods.md")


def _new_folder(root: Path) -> None:
    (root / "data/reviews").mkdir()
    (root / "data/reviews/supplies.yaml").write_text("", encoding="utf-8")


def _for_editors(root: Path) -> None:
    (root / ".vscode/schemas").mkdir(parents=True)
    (root / ".vscode/schemas/.hidden.json").write_text("{}", encoding="utf-8")


@pytest.mark.parametrize("change", [_another, _gone, _renamed, _new_folder, _for_editors])
def test_added_or_removed_files_give_no_answer(change: Callable[[Path], None], root: Path) -> None:
    before = _stamps(root)
    change(root)

    assert changed_paths(before, _stamps(root)) is None


def test_hidden_files_of_an_editor_are_ignored(root: Path) -> None:
    before = _stamps(root)
    (root / "sops/operations/.supplies.md.swp").write_text("draft", encoding="utf-8")

    assert changed_paths(before, _stamps(root)) == []


@pytest.mark.parametrize(
    "path", ["docs/link.md", "sops/operations/link.md", "CODEOWNERS", "mkdocs.yml"]
)
def test_a_symbolic_link_gives_no_answer(path: str, root: Path) -> None:
    (root / path).unlink(missing_ok=True)
    (root / path).symlink_to(root / "docs/index.md")

    assert file_times(root) is None


def test_an_unlistable_folder_gives_no_answer(root: Path) -> None:
    (root / "docs/index.md").unlink()
    (root / "docs").rmdir()
    (root / "docs").write_text("no folder", encoding="utf-8")

    assert file_times(root) is None
