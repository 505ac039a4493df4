"""A handbook in a folder of a larger repository is one as any other; forges find its files."""

import json
from pathlib import Path

import pytest

from tests.support.commands import run, said
from tests.support.handbooks import procedure, write_handbook
from tests.support.history import Repository

PATH = "sops/operations/ordering.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook that came into a repository in November which others began in July."""
    whole = Repository(tmp_path)
    whole.git("init", "--quiet", "--initial-branch=main")
    (tmp_path / "README.md").write_text("# All that we have\n", encoding="utf-8")
    whole.commit_all("2026-07-01")
    whole.git("tag", "before")
    root = write_handbook(tmp_path / "our ops/handbook", {PATH: procedure()})
    whole.commit_all("2026-11-01")
    return root


def test_its_months_begin_with_it(root: Path) -> None:
    code, out, remarked = said(run(root, "history", "--format", "json"))

    assert (code, remarked) == (0, "")
    rows = [list(row["cells"].values()) for row in json.loads(out)["tables"][0]["rows"]]
    assert [row[:2] for row in rows] == [["2026-11", 1]]


def test_all_of_it_is_new_since_a_revision_without_it(root: Path) -> None:
    code, out, remarked = said(run(root, "diff", "before"))

    assert (code, remarked) == (0, "")
    assert "- **Ordering supplies**, new (sops/operations/ordering.md)" in out
    code, out, remarked = said(run(root, "check", "--against", "before"))
    assert (code, remarked) == (0, "")
    assert "; 0 mended, 0 as before, against before (" in out
