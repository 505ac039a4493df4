"""A handbook in a subfolder of a repository works like any other, and forges find its files."""

import json
import shutil
from pathlib import Path

import pytest

from handbook.pdf.revision import revision
from scripts.check import FORMATS
from tests.support.commands import run, said
from tests.support.handbooks import BASE, procedure, write_handbook
from tests.support.history import Repository, event_lines

PATH = "sops/operations/ordering.md"
TOOL = "scales:\n  title: Scales\n  category: Finance\n  purpose: Count\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a handbook added in November to a repository that was started in July."""
    whole = Repository(tmp_path)
    whole.git("init", "--quiet", "--initial-branch=main")
    (tmp_path / "README.md").write_text("# All that we have\n", encoding="utf-8")
    whole.commit_all("2026-07-01")
    whole.git("tag", "before")
    root = write_handbook(tmp_path / "our ops/handbook", {PATH: procedure()})
    whole.commit_all("2026-11-01")
    return root


def test_its_history_starts_when_it_was_added(root: Path) -> None:
    code, out, stderr = said(run(root, "history", "--format", "json"))

    assert (code, stderr) == (0, "")
    rows = [list(row["cells"].values()) for row in json.loads(out)["tables"][0]["rows"]]
    assert [row[:2] for row in rows] == [["2026-11", 1]]


def test_everything_is_new_since_a_revision_without_it(root: Path) -> None:
    code, out, stderr = said(run(root, "diff", "before"))

    assert (code, stderr) == (0, "")
    assert "- **Ordering supplies**, new (sops/operations/ordering.md)" in out
    code, out, remarked = said(run(root, "check", "--against", "before"))
    assert (code, remarked) == (0, "")
    assert "; 0 fixed, 0 unchanged, compared with before (" in out


BEGIN, END = (f"# {word} in our ops/handbook/" for word in ("handbook", "end of handbook"))
TEAMS = 'codeOwners:\n  team: "@example/{role}"\n  rest: COO\n'
SETTINGS = BASE["data/settings.yaml"] + TEAMS


def test_commits_elsewhere_change_no_document(root: Path, tmp_path: Path) -> None:
    before = revision(root)
    (tmp_path / "README.md").write_text("# All that we have now\n", encoding="utf-8")
    commit = Repository(tmp_path).commit_all("2026-11-02")

    assert revision(root) == before != commit[:8]
    (root / PATH).write_text(procedure(title="Ordering paper"), encoding="utf-8")
    assert revision(root) == f"{before}, with changes"


def test_a_folder_without_commits_has_no_revision(root: Path, tmp_path: Path) -> None:
    new = write_handbook(tmp_path / "ops/other", {PATH: procedure()})

    assert revision(root)
    assert revision(new) == ""


def test_code_owners_are_those_of_its_own_folder(root: Path, tmp_path: Path) -> None:
    write_handbook(root, {"data/settings.yaml": SETTINGS}, base=False)

    code, out, stderr = said(run(root, "codeowners", "--write"))
    assert (code, out) == (0, "")
    assert stderr.splitlines() == [
        "wrote CODEOWNERS",
        (
            "forges read CODEOWNERS at the root of the repository: add the lines "
            f"'{BEGIN}' and '{END}' to it, and this command fills in the lines between them"
        ),
    ]
    text = (root / "CODEOWNERS").read_text(encoding="utf-8")
    assert text.splitlines()[2:] == [
        "# Forges read it at the root of the repository: put its lines there, below the general.",
        "/our\\ ops/handbook/ @example/coo",
        f"/our\\ ops/handbook/{PATH} @example/coo",
    ]
    # A copy outside the repository has the same.
    copy = Path(shutil.copytree(root, tmp_path.parent / f"{tmp_path.name}-copy"))
    assert said(run(copy, "codeowners")) == (0, text, "")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_code_owners_are_inserted_between_the_markers_of_the_file_the_forge_reads(
    end: str, root: Path, tmp_path: Path
) -> None:
    write_handbook(root, {"data/settings.yaml": SETTINGS}, base=False)
    (tmp_path / ".github").mkdir()
    file = tmp_path / ".github/CODEOWNERS"
    lines = ["* @example/all", BEGIN, "/gone @example/nobody", END, "/web @example/web"]
    file.write_text("".join(f"{line}{end}" for line in lines), encoding="utf-8", newline="")
    before = file.read_bytes()
    other = tmp_path / "CODEOWNERS"
    other.write_text("* @example/all\n", encoding="utf-8")

    # Fixed here alone, it would no longer be reported, and the forge would ask as before.
    assert said(run(root, "fix", "--write")) == (0, "", "nothing to fix automatically\n")
    assert file.read_bytes() == before
    assert not (root / "CODEOWNERS").exists()

    assert said(run(root, "codeowners", "--write")) == (
        0,
        "",
        "wrote CODEOWNERS\nwrote .github/CODEOWNERS of the repository\n",
    )
    written = ["/our\\ ops/handbook/ @example/coo", f"/our\\ ops/handbook/{PATH} @example/coo"]
    lines[2:3] = written
    assert file.read_bytes().decode() == "".join(f"{line}{end}" for line in lines)
    assert other.read_text(encoding="utf-8") == "* @example/all\n"
    assert said(run(root, "codeowners", "--write"))[2] == (
        "CODEOWNERS is up to date\n.github/CODEOWNERS of the repository is up to date\n"
    )


def test_code_owners_that_the_forge_does_not_read_yet_are_reported(
    root: Path, tmp_path: Path
) -> None:
    write_handbook(root, {"data/settings.yaml": SETTINGS}, base=False)
    write_handbook(tmp_path, {"CODEOWNERS": f"* @example/all\n{BEGIN}\n{END}\n"}, base=False)
    run(root, "codeowners", "--write")
    assert "outdated-codeowners" not in said(run(root, "check"))[1]

    write_handbook(tmp_path, {".github/CODEOWNERS": f"{BEGIN}\n{END}\n"}, base=False)

    (reported,) = (
        line for line in said(run(root, "check"))[1].splitlines() if "codeowners]" in line
    )
    assert reported == (
        "CODEOWNERS:1:1: warning: .github/CODEOWNERS of the repository does not include the lines "
        "of this file; run 'handbook codeowners --write' [outdated-codeowners]"
    )
    run(root, "codeowners", "--write")
    assert "outdated-codeowners" not in said(run(root, "check"))[1]

    # The line end of the last line makes no difference to the owners.
    file = tmp_path / ".github/CODEOWNERS"
    file.write_bytes(file.read_bytes().rstrip())
    assert "outdated-codeowners" not in said(run(root, "check"))[1]


def test_code_owners_that_are_not_text_are_unchanged(root: Path, tmp_path: Path) -> None:
    write_handbook(root, {"data/settings.yaml": SETTINGS}, base=False)
    (tmp_path / "CODEOWNERS").write_bytes(b"* @example/\xff\n")

    code, _, remarked = said(run(root, "codeowners", "--write"))

    assert code == 2
    assert remarked.endswith("handbook: CODEOWNERS of the repository is not UTF-8 text\n")
    assert (tmp_path / "CODEOWNERS").read_bytes() == b"* @example/\xff\n"
    assert "outdated-codeowners" not in said(run(root, "check"))[1]


def test_code_owners_are_not_written_to_files_that_the_forge_ignores(
    root: Path, tmp_path: Path
) -> None:
    write_handbook(root, {"data/settings.yaml": SETTINGS}, base=False)
    passed_over = f"* @example/all\n{BEGIN}\n{END}\n"
    write_handbook(
        tmp_path, {".github/CODEOWNERS": "* @example/all\n", "CODEOWNERS": passed_over}, base=False
    )

    _, _, remarked = said(run(root, "codeowners", "--write"))

    assert "forges read .github/CODEOWNERS of the repository: add the lines" in remarked
    assert (tmp_path / "CODEOWNERS").read_text(encoding="utf-8") == passed_over


def test_unchanged_code_owners_are_not_counted_as_fixed(root: Path) -> None:
    write_handbook(root, {"data/settings.yaml": SETTINGS}, base=False)
    run(root, "codeowners", "--write")
    Repository(root).commit_all("2026-11-02")

    assert "; 0 fixed, " in said(run(root, "check", "--against", "HEAD"))[1]


def test_a_handbook_added_to_a_repository_gets_new_code_owners(tmp_path: Path) -> None:
    root = write_handbook(tmp_path / "ops", {PATH: procedure(), "data/settings.yaml": SETTINGS})
    run(root, "codeowners", "--write")
    before = said(run(root, "check"))[1]

    Repository(tmp_path).git("init", "--quiet")

    assert "outdated-codeowners" not in before
    assert "outdated-codeowners" in said(run(root, "check"))[1]
    run(root, "codeowners", "--write")
    assert "outdated-codeowners" not in said(run(root, "check"))[1]


def _paths(root: Path) -> dict[str, set[str]]:
    """Return the path of the procedure, which has warnings, in each format."""
    shown = {form: said(run(root, "check", "--format", form))[1] for form in (*FORMATS, "text")}
    located = json.loads(shown["sarif"])["runs"][0]["results"]
    return {
        "github": {line.partition(",")[0] for line in shown["github"].splitlines()[:-1]},
        "gitlab": {issue["location"]["path"] for issue in json.loads(shown["gitlab"])},
        "sarif": {
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in located
        },
        "json": {one["path"] for one in json.loads(shown["json"])["diagnostics"]},
        "text": {line.partition(":")[0] for line in shown["text"].splitlines()[:-1]},
    }


def test_a_hook_in_a_worktree_finds_new_faults(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Repository(root).git("worktree", "add", "--quiet", str(tmp_path / "beside"))
    beside = tmp_path / "beside/our ops/handbook"
    # Git sets these variables for hooks in a worktree.
    monkeypatch.setenv("GIT_DIR", Repository(beside).git("rev-parse", "--absolute-git-dir"))

    assert said(run(beside, "check", "--against", "HEAD"))[1].startswith("no new problems in ")


def test_forges_get_paths_from_the_root_of_the_repository(root: Path) -> None:
    assert _paths(root) == {
        "github": {f"::warning file=our ops/handbook/{PATH}"},
        "gitlab": {f"our ops/handbook/{PATH}"},
        "sarif": {f"our%20ops/handbook/{PATH}"},
        "json": {PATH},
        "text": {PATH},
    }


def test_paths_are_unchanged_at_the_root_of_a_repository_and_outside_one(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {PATH: procedure()})
    wanted = {
        "github": {f"::warning file={PATH}"},
        **{form: {PATH} for form in ("gitlab", "sarif", "json", "text")},
    }

    in_none = _paths(root)
    Repository(root).git("init", "--quiet")

    assert in_none == _paths(root) == wanted


def test_paths_in_a_worktree_are_those_of_the_repository(root: Path, tmp_path: Path) -> None:
    Repository(root).git("worktree", "add", "--quiet", str(tmp_path / "beside"))

    assert _paths(tmp_path / "beside/our ops/handbook") == _paths(root)


@pytest.mark.parametrize("there", ["teams/[ops]", "."])
def test_the_history_includes_changes_before_its_folder_was_moved(
    there: str, root: Path, tmp_path: Path
) -> None:
    whole, new = Repository(tmp_path), tmp_path / there
    (root / PATH).write_text(procedure(title="Ordering paper"), encoding="utf-8")
    whole.git("mv", f"our ops/handbook/{PATH}", "our ops/handbook/sops/operations/paper.md")
    whole.commit_all("2026-11-05")
    new.mkdir(parents=True, exist_ok=True)
    for name in ("data", "sops"):
        whole.git("mv", f"our ops/handbook/{name}", str(new / name))
    # A moved file includes the changes of the same commit.
    (new / "data/tools.yaml").write_text(TOOL, encoding="utf-8")
    whole.commit_all("2026-11-10")
    (new / "data/tools.yaml").write_text(TOOL.replace("Count", "Weigh"), encoding="utf-8")
    whole.commit_all("2026-11-12")

    history = Repository(new).history()

    assert [line.split(" | ")[:3] for line in event_lines(history.events)] == [
        ["2026-11-12", "tools/scales", "changed"],
        ["2026-11-10", "tools/scales", "added"],
        ["2026-11-05", "sops/paper", "changed, was ordering"],
        ["2026-11-01", "sops/ordering", "added"],
        ["2026-11-01", "areas/operations", "added"],
        ["2026-11-01", "roles/coo", "added"],
    ]
    assert history.moved[PATH].path == "sops/operations/paper.md"


def test_the_history_includes_changes_before_its_folder_was_moved_twice(
    root: Path, tmp_path: Path
) -> None:
    whole = Repository(tmp_path)
    whole.git("mv", str(root), "handbook")
    whole.commit_all("2026-11-10")
    whole.git("mv", "handbook", "operations")
    whole.commit_all("2026-11-12")

    events = Repository(tmp_path / "operations").history().events

    assert [line.split(" | ")[:3] for line in event_lines(events)] == [
        ["2026-11-01", "sops/ordering", "added"],
        ["2026-11-01", "areas/operations", "added"],
        ["2026-11-01", "roles/coo", "added"],
    ]


def test_a_copy_starts_a_new_history(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "copy")
    Repository(tmp_path).commit_all("2026-11-10")

    events = Repository(tmp_path / "copy").history().events

    assert {event.day.isoformat() for event in events} == {"2026-11-10"}
