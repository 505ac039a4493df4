"""`handbook history` measures each month at its last commit, once."""

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from handbook.cache import CACHE
from handbook.history import months
from handbook.history.store import Store
from handbook.readers import PlainReader, Read
from handbook.schema import Kind
from tests.support.commands import run, said
from tests.support.handbooks import procedure, review, write_handbook
from tests.support.history import Repository

PATH = "sops/operations/supplies.md"
PROCESSES = (
    "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"
    "cleaning:\n  title: Cleaning\n  owner: coo\n  area: operations\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook with commits in August (two), and in October: written, reviewed, then left."""
    Repository(write_handbook(tmp_path, {})).git("init", "--quiet", "--initial-branch=main")
    (tmp_path / "data/processes.yaml").write_text(PROCESSES)
    Repository(tmp_path).commit_all("2026-08-03")
    write_handbook(tmp_path, {PATH: procedure(process="supplies")}, base=False)
    review(tmp_path, "supplies", "2026-08-20")
    Repository(tmp_path).commit_all("2026-08-21")
    write_handbook(
        tmp_path, {"sops/operations/dust.md": procedure("Dust", process="cleaning")}, base=False
    )
    counts = "procedure,date,runs,errors\nsupplies,2026-10-02,4,1\n"
    write_handbook(tmp_path, {"data/usage/issues.csv": counts}, base=False)
    Repository(tmp_path).commit_all("2026-10-31")
    (tmp_path / ".gitignore").write_text(".cache/\n")
    return tmp_path


def _rows(root: Path, *how: str) -> list[list[object]]:
    code, out, remarked = said(
        run(root, "history", "--format", "json", "--today", "2026-11-21", *how)
    )
    assert (code, remarked) == (0, "")
    table = json.loads(out)["tables"][0]
    return [list(row["cells"].values()) for row in table["rows"]]


def test_cached_files_are_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not shared with other tests, so it contains only this handbook's results.
    monkeypatch.setenv(CACHE, str(root.parent / f"{root.name}-kept"))
    found = _rows(root)
    run(root, "check")
    read: list[str] = []
    anew = PlainReader.read

    def noted(self: PlainReader, kind: Kind, path: str, *rest: Any) -> Read:
        read.append(path)
        return anew(self, kind, path, *rest)

    monkeypatch.setattr(PlainReader, "read", noted)
    # Nothing was measured yet, but the files were read.
    monkeypatch.setattr(Store, "get", lambda *_: None)

    assert _rows(root) == found
    # The settings determine the date before anything else is read.
    assert read == ["data/settings.yaml"]
    assert _rows(root, "--no-cache") == found
    assert PATH in read


def test_each_month_is_measured_at_its_last_commit_on_its_last_day(root: Path) -> None:
    assert _rows(root) == [
        # Month, procedures, undocumented, unlisted, errors, overdue, in time, unowned, open
        ["2026-08", 1, 1, 0, None, 0, "100%", 0, 0],
        ["2026-09", 1, 1, 0, None, 0, "100%", 0, 0],
        ["2026-10", 2, 0, 0, "25%", 0, "50%", 0, 0],
        ["2026-11", 2, 0, 0, "25%", 1, "0%", 0, 0],
    ]


def test_months_before_the_first_commit_are_omitted(root: Path) -> None:
    assert [row[0] for row in _rows(root, "--months", "2")] == ["2026-10", "2026-11"]


def test_months_before_the_handbook_was_in_its_repository_are_omitted(tmp_path: Path) -> None:
    whole = Repository(tmp_path)
    whole.git("init", "--quiet")
    whole.commit({"other/README.md": "# Other\n"}, "2026-08-03")
    write_handbook(tmp_path / "ops", {})
    whole.commit_all("2026-10-31")

    assert [row[0] for row in _rows(tmp_path / "ops")] == ["2026-10", "2026-11"]


def test_measured_months_are_cached(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _rows(root)
    monkeypatch.setattr(months, "unpack", lambda *_: pytest.fail("it was measured again"))

    assert _rows(root) == first


def test_without_the_cache_the_result_is_the_same(root: Path) -> None:
    first = _rows(root)

    assert _rows(root, "--no-cache") == first


def test_a_broken_cache_is_ignored(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE, str(root.parent / f"{root.name}-kept"))
    first = _rows(root)
    (root.parent / f"{root.name}-kept/kept.sqlite").write_text("{")

    assert _rows(root) == first


def test_a_commit_with_errors_counts_the_readable_files(root: Path) -> None:
    (root / "data/processes.yaml").write_text("supplies: [\n")
    Repository(root).commit_all("2026-10-31")
    (root / "data/processes.yaml").write_text(PROCESSES)
    Repository(root).commit_all("2026-11-02")

    assert [row[:2] for row in _rows(root)][-2:] == [["2026-10", 2], ["2026-11", 2]]


def test_archives_are_extracted_without_filter_support(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "sops/operations/link.md").symlink_to("supplies.md")
    Repository(root).commit_all("2026-11-02")
    (root / "sops/operations/link.md").unlink()
    wanted = _rows(root, "--no-cache")
    monkeypatch.delattr(tarfile, "data_filter")

    assert _rows(root, "--no-cache") == wanted
    assert wanted[-1][:2] == ["2026-11", 2]


def test_a_folder_without_a_history_is_refused(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {})

    code, out, remarked = said(run(root, "history"))

    assert (code, out) == (2, "")
    assert remarked.startswith("handbook: the handbook is not in a git repository, ")


def test_a_repository_without_a_commit_by_then_is_refused(root: Path) -> None:
    assert said(run(root, "history", "--today", "2026-08-01")) == (
        2,
        "",
        "handbook: no history: nothing was committed by 2026-08-01\n",
    )


def test_a_wrong_clock_and_the_first_year_are_handled(root: Path) -> None:
    before = run(root, "history", "--today", "2026-11-21").stdout
    Repository(root).commit_all("@99999999999 +0000")

    found = run(root, "history", "--today", "2026-11-21")

    assert (found.exit_code, found.stdout) == (0, before)
    assert run(root, "history", "--today", "0001-02-01").exit_code == 2


def test_a_shallow_clone_is_reported(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("clone")
    Repository(clone).git("clone", "--quiet", "--depth", "1", root.as_uri(), ".")

    code, out, remarked = said(run(clone, "history", "--today", "2026-11-21"))

    assert code == 0
    assert len(out.splitlines()) == 5
    assert remarked == (
        "this clone is shallow; run 'git fetch --unshallow' to see the whole history\n"
    )
