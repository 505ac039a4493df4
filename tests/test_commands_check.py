"""`handbook check` reports problems in several formats, with the right exit code."""

import json
import os
from pathlib import Path

import pytest

from handbook.cache import CACHE
from handbook.checks.registry import CHECKS
from scripts.check import FORMATS
from tests.support.commands import process, run, run_on_terminal, said
from tests.support.handbooks import procedure, review, write_handbook

PROCESSES = "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"
BROKEN = procedure(owner="Nobody", process="supplies")
RENAMED = "if something was renamed, 'handbook fix' updates the references to it\n"
TOTALS = "(1 procedure, 1 process: 0 not documented)"
FAULT = (
    "sops/operations/supplies.md:4:8: error: sop 'Ordering supplies' names an unknown role: "
    "'Nobody'; use one from data/roles.yaml, or add it there [unknown-reference]\n"
)
NEVER = (
    "sops/operations/supplies.md:2:8: warning: sop 'Ordering supplies' has never been reviewed; "
    "ask 'COO' to review it [never-reviewed]\n"
)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    files = {
        "data/processes.yaml": PROCESSES,
        "sops/operations/supplies.md": procedure(process="supplies"),
    }
    write_handbook(tmp_path, files)
    review(tmp_path, "supplies", "2026-11-01")
    return tmp_path


@pytest.fixture
def broken(clean: Path) -> Path:
    """A handbook with one error and no warning."""
    (clean / "data/reviews/supplies.yaml").unlink()
    draft = BROKEN.replace("---\n\n", "status: draft\n---\n\n")
    return write_handbook(clean, {"sops/operations/supplies.md": draft}, base=False)


@pytest.fixture
def stale(clean: Path) -> Path:
    """A handbook with one warning and no error."""
    (clean / "data/reviews/supplies.yaml").unlink()
    return clean


def test_a_clean_handbook_is_one_line(clean: Path) -> None:
    assert said(run(clean, "check")) == (0, f"no problems in 6 files {TOTALS}\n", "")


def test_an_error_is_exit_code_1(broken: Path) -> None:
    code, shown, remarked = said(run(broken, "check"))

    assert (code, shown, remarked) == (1, f"{FAULT}1 error in 5 files {TOTALS}\n", RENAMED)


def test_a_warning_is_exit_code_0_unless_requested(stale: Path) -> None:
    expected = f"{NEVER}1 warning in 5 files {TOTALS}\n"

    assert said(run(stale, "check")) == (0, expected, "")
    assert said(run(stale, "check", "--fail-on", "warning")) == (1, expected, "")


def test_today_can_be_chosen(clean: Path) -> None:
    _, shown, _ = said(run(clean, "check", "--today", "2027-02-03"))

    assert shown == (
        "sops/operations/supplies.md:5:9: warning: sop 'Ordering supplies' was due for review on "
        "1 February 2027, 2 days ago; ask 'COO' to review it [overdue-review]\n"
        f"1 warning in 6 files {TOTALS}\n"
    )


def test_syntax_errors_and_findings_are_in_reading_order(broken: Path) -> None:
    write_handbook(broken, {"data/areas.yaml": "operations:\n  titel: X\n"}, base=False)

    _, shown, _ = said(run(broken, "check"))

    lines = shown.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == sorted(
        line.split(":")[0] for line in lines[:-1]
    )
    assert lines[0].startswith("data/areas.yaml:2:3: error: ")
    assert f"{lines[-2]}\n" == FAULT


def test_a_path_filters_what_is_shown_and_counted(broken: Path) -> None:
    write_handbook(broken, {"data/roles.yaml": "coo:\n  title: COO\n  vacant: maybe\n"}, base=False)

    code, shown, _ = said(run(broken, "check", str(broken / "data")))

    assert code == 1
    assert shown == (
        "data/roles.yaml:3:11: error: role 'coo': 'vacant' is 'maybe', but must be true or false "
        "[wrong-value]\n1 error in 4 files\n"
    )


def test_a_path_without_problems_is_clean(broken: Path) -> None:
    shown = said(run(broken, "check", "data/areas.yaml", "data/settings.yaml"))

    assert shown == (0, "no problems in 2 files\n", "")


def test_a_path_is_relative_to_this_folder_or_to_the_root(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = broken / "sops/operations"
    expected = f"{FAULT}1 error in 1 file\n"

    assert process(["check", "supplies.md"], folder).stdout == expected
    monkeypatch.chdir(folder)
    assert run(broken, "check", "../operations").stdout == expected
    assert run(broken, "check", "sops/operations/").stdout == expected
    assert run(broken, "check", ".").stdout == expected
    assert run(broken, "check", str(broken)).stdout == f"{FAULT}1 error in 5 files\n"


def test_a_file_outside_the_handbook_is_not_reported_as_clean(clean: Path) -> None:
    (clean / "notes.txt").write_text("x", encoding="utf-8")

    assert said(run(clean, "check", "notes.txt")) == (
        0,
        "no problems in 0 files\n",
        "no handbook files in 'notes.txt'; the handbook is data/, sops/ and docs/\n",
    )


def test_a_page_of_docs_is_checked_and_counted(clean: Path) -> None:
    page = "# Guide\n\nAsk {{ link('roles', 'cooo') }}, who has [the list](list.md).\n"
    write_handbook(clean, {"docs/guide.md": page, "mkdocs.yml": "plugins: [macros]\n"}, base=False)

    code, shown, remarked = said(run(clean, "check", "docs/guide.md"))

    assert code == 1
    assert shown == (
        "docs/guide.md:3:23: error: this page names an unknown role: 'cooo'; "
        "did you mean 'coo'? [unknown-reference]\n"
        "docs/guide.md:3:42: error: link 'list.md' points to a page that does not exist: "
        "'docs/list.md' [broken-link]\n"
        "2 errors in 1 file\n"
    )
    assert remarked == f"1 problem can be fixed with 'handbook fix'\n{RENAMED}"


def test_a_binary_or_conflicted_page_of_docs_is_reported(clean: Path) -> None:
    merge = "# Guide\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n"
    write_handbook(clean, {"docs/merge.md": merge}, base=False)
    (clean / "docs/latin.md").write_bytes(b"# Caf\xe9\n")

    assert said(run(clean, "check", "docs"))[1] == (
        "docs/latin.md:1:6: error: byte 0xe9 is not UTF-8; save the file as UTF-8 "
        "[unreadable-file]\n"
        "docs/merge.md:3:1: error: lines 3 to 7 are an unresolved merge conflict; keep one "
        "side and "
        "remove the markers, or indent them in an example [merge-conflict]\n"
        "2 errors in 2 files\n"
    )


def test_an_unknown_path_is_one_sentence(clean: Path) -> None:
    assert said(run(clean, "check", "sops/nowhere.md")) == (
        2,
        "",
        "handbook: no such file or folder: 'sops/nowhere.md'\n",
    )


def test_a_path_outside_is_one_sentence(
    clean: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = str(tmp_path_factory.mktemp("elsewhere"))

    assert said(run(clean, "check", elsewhere)) == (
        2,
        "",
        f"handbook: {elsewhere!r} is outside the handbook in {str(clean)!r}\n",
    )


def test_json_output(broken: Path) -> None:
    code, shown, remarked = said(run(broken, "check", "--format", "json"))

    document = json.loads(shown)
    assert (code, remarked) == (1, "")
    assert document["diagnostics"] == [
        {
            "path": "sops/operations/supplies.md",
            "line": 4,
            "column": 8,
            "length": 6,
            "severity": "error",
            "code": "unknown-reference",
            "message": FAULT.partition("error: ")[2].partition(" [")[0],
        }
    ]
    assert document["totals"] == {
        "errors": 1,
        "warnings": 0,
        "files": 5,
        "procedures": 1,
        "processes": 1,
        "notDocumented": 0,
    }
    assert [looked["code"] for looked in document["coverage"]] == [check.code for check in CHECKS]
    assert document["coverage"][0]["found"] == 1


def test_github_output_is_workflow_commands(broken: Path) -> None:
    message = FAULT.partition("error: ")[2].partition(" [")[0]
    command = (
        "::error file=sops/operations/supplies.md,line=4,col=8,endColumn=14,"
        "title=unknown-reference::"
    )

    assert said(run(broken, "check", "--format", "github")) == (
        1,
        f"{command}{message}\n1 error in 5 files {TOTALS}\n",
        "",
    )


def test_piped_output_is_plain_even_if_the_terminal_is_not(broken: Path) -> None:
    done = process(["check"], broken)

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        f"{FAULT}1 error in 5 files {TOTALS}\n",
        RENAMED,
    )


def test_a_terminal_gets_the_line_and_the_carets(broken: Path) -> None:
    session = run_on_terminal(["check"], broken, environment={"NO_COLOR": "1"})

    assert session.code == 1
    assert session.screen == (
        f"{FAULT}   4 | owner: Nobody\n     |        ^^^^^^\n1 error in 5 files {TOTALS}\n"
    )


def test_colour_on_a_terminal_only_repeats_the_words(broken: Path) -> None:
    session = run_on_terminal(["check"], broken)

    assert "\x1b[31m\x1b[1merror\x1b[0m: sop 'Ordering supplies'" in session.screen


def test_a_file_of_invalid_bytes_is_a_diagnostic(clean: Path) -> None:
    (clean / "data/tools.yaml").write_bytes(b"slack:\n  title: \xff\n")

    code, shown, remarked = said(run(clean, "check", "data/tools.yaml"))

    assert (code, remarked) == (1, "")
    assert shown == (
        "data/tools.yaml:2:10: error: byte 0xff is not UTF-8; save the file as UTF-8 "
        "[unreadable-file]\n1 error in 1 file\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_a_file_name_of_invalid_bytes_cannot_crash_the_output(clean: Path) -> None:
    folder = os.fsencode(clean / "sops/operations")
    with open(folder + b"/\xff.md", "wb") as stream:  # noqa: PTH123 - a name of bytes
        stream.write(b"x")

    done = process(["check"], clean)

    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.startswith(r"sops/operations/\udcff.md:1:1: error: ")
    assert process(["check", "--format", "json"], clean).returncode == 1
    assert process(["check", "--format", "github"], clean).stderr == ""


def test_the_result_from_the_cache_is_the_same(stale: Path, tmp_path: Path) -> None:
    write_handbook(stale, {"sops/operations/broken.md": procedure("Broken", more="colour: red\n")})
    kept = {CACHE: str(tmp_path / "kept")}

    anew = process(["--no-cache", "check"], stale, kept)

    assert process(["check", "--no-cache"], stale, kept).stdout == anew.stdout
    assert not (tmp_path / "kept").exists()
    for _ in range(2):
        cached = process(["check"], stale, kept)
        assert (cached.stdout, cached.stderr) == (anew.stdout, anew.stderr)
        assert cached.returncode == anew.returncode == 1
    assert (tmp_path / "kept").is_dir()


@pytest.mark.parametrize("form", FORMATS)
def test_the_result_from_the_cache_is_the_same_in_every_format(form: str, stale: Path) -> None:
    write_handbook(stale, {"sops/operations/broken.md": procedure("Broken", more="colour: red\n")})

    anew, filling, cached = (
        said(run(stale, "check", "--format", form, *more)) for more in (["--no-cache"], [], [])
    )

    assert anew == filling == cached
    assert anew[0] == 1


def test_an_unwritable_cache_is_not_an_error(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file", encoding="utf-8")

    done = process(["check"], clean, {CACHE: str(tmp_path / "kept")})

    assert (done.returncode, done.stderr) == (0, "")
