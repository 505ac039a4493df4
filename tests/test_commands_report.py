"""`handbook report` and `handbook export` show the same facts in every format."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.commands import process, run, run_on_terminal, said
from tests.support.handbooks import procedure, review, write_handbook

ROLES = "coo:\n  title: COO\n  holders: [Ada Example]\nclerk:\n  title: =Clerk|\n  vacant: true\n"
PROCESSES = "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "data/roles.yaml": ROLES,
        "data/processes.yaml": PROCESSES,
        "sops/operations/supplies.md": procedure(process="supplies"),
    }
    write_handbook(tmp_path, files)
    review(tmp_path, "supplies", "2026-08-01")
    return tmp_path


def test_piped_columns_are_aligned(root: Path) -> None:
    done = process(["report", "ownership"], root)

    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
Ownership

Role     Holder       Procedures  As backup  Processes  Tools
COO      Ada Example           1          0          1      0
=Clerk|  vacant                0          0          0      0

1 of 2 roles has a holder on record.
"""
    )


def test_markdown_output(root: Path) -> None:
    assert said(run(root, "report", "ownership", "--format", "markdown")) == (
        0,
        """\
## Ownership

| Role | Holder | Procedures | As backup | Processes | Tools |
| --- | --- | ---: | ---: | ---: | ---: |
| COO | Ada Example | 1 | 0 | 1 | 0 |
| =Clerk\\| | vacant | 0 | 0 | 0 | 0 |

1 of 2 roles has a holder on record.
""",
        "",
    )


def test_csv_has_no_formulas(root: Path) -> None:
    assert said(run(root, "report", "ownership", "--format", "csv")) == (
        0,
        """\
Role,Holder,Procedures,As backup,Processes,Tools
COO,Ada Example,1,0,1,0
'=Clerk|,vacant,0,0,0,0
""",
        "",
    )


def test_json_has_the_entry_of_each_cell(root: Path) -> None:
    code, shown, _ = said(run(root, "report", "freshness", "--format", "json"))

    assert code == 0
    assert json.loads(shown) == {
        "version": 1,
        "report": "freshness",
        "date": "2026-11-21",
        "tables": [
            {
                "title": "Freshness",
                "note": "1 of 1 procedure needs an update.",
                "columns": [
                    "Procedure",
                    "Owner",
                    "Status",
                    "Reasons",
                    "Last review",
                    "Reviewer",
                    "Due",
                    "Days left",
                ],
                "rows": [
                    {
                        "cells": {
                            "Procedure": "Ordering supplies",
                            "Owner": "COO",
                            "Status": "Needs update",
                            "Reasons": "overdue",
                            "Last review": "2026-08-01",
                            "Reviewer": "COO",
                            "Due": "2026-11-01",
                            "Days left": -20,
                        },
                        "entries": {
                            "Procedure": "sops/supplies",
                            "Owner": "roles/coo",
                            "Reviewer": "roles/coo",
                        },
                    }
                ],
            }
        ],
    }


def test_today_can_be_chosen(root: Path) -> None:
    chosen = ("--format", "csv", "--today", "2026-08-02")

    _, shown, _ = said(run(root, "report", "contents", *chosen))

    assert shown == (
        "Procedure,Area,Owner,Backup,Status,Detail,Next review,Version\n"
        "Ordering supplies,Operations,COO,,Current,,2026-11-01,\n"
    )


def test_coverage_has_its_tables_and_their_notes(root: Path) -> None:
    _, shown, _ = said(run(root, "report", "coverage"))

    lines = shown.splitlines()
    assert [line for line in lines if line in {"Inventory", "Completeness", "Rules"}] == [
        "Inventory",
        "Completeness",
        "Rules",
    ]
    assert "1 of 1 process is documented." in lines
    assert "0 of 1 procedure has every part of the template." in lines
    assert [line.split() for line in lines if line.startswith("overdue-review ")] == [
        ["overdue-review", "1", "1"]
    ]


def test_a_terminal_shows_a_table_without_empty_columns(root: Path) -> None:
    session = run_on_terminal(["report", "contents"], root, environment={"COLUMNS": "90"})

    assert session.code == 0
    assert [line.rstrip() for line in session.words.splitlines()] == [
        "Contents",
        "Procedure           Area         Owner   Status         Detail    Next review",
        "─" * 77,
        "Ordering supplies   Operations   COO     Needs update   overdue   2026-11-01",
        "",
        "1 procedure, 0 processes without one.",
    ]


def test_a_narrow_terminal_gets_a_block_for_each_row(root: Path) -> None:
    session = run_on_terminal(["report", "contents"], root, environment={"COLUMNS": "40"})

    assert (
        session.words
        == """\
Contents

Ordering supplies
  Area: Operations
  Owner: COO
  Status: Needs update
  Detail: overdue
  Next review: 2026-11-01

1 procedure, 0 processes without one.
"""
    )


def test_continuation_lines_of_a_block_are_indented(root: Path) -> None:
    text = procedure("Ordering", process="null", owner="COO")
    write_handbook(root, {"sops/operations/ordering.md": text}, base=False)
    coverage = run_on_terminal(["report", "coverage"], root, environment={"COLUMNS": "40"})

    lines = coverage.words.splitlines()
    begin = next(place for place, line in enumerate(lines) if line.startswith("  Missing: "))
    assert lines[begin + 1].startswith("    ")
    assert all(len(line) <= 40 for line in lines)


def test_an_empty_report_explains_how_to_fill_it(root: Path) -> None:
    said_of = (
        "No runs or errors were reported in the last year. Reports from a procedure's page are "
        "imported by 'handbook sync issues'; you can also add counts to a file in data/usage/.\n"
    )

    assert said(run(root, "report", "usage")) == (0, f"Usage\n\n{said_of}", "")
    _, of_page, _ = said(run(root, "report", "usage", "--format", "markdown"))
    assert of_page == f"## Usage\n\n{said_of}"
    _, shown, _ = said(run(root, "report", "usage", "--format", "csv"))
    assert shown == "Procedure,Owner,Runs,Errors,Errors in a hundred runs,Since\n"


def test_markup_in_a_title_is_shown_as_text(root: Path) -> None:
    roles = ROLES.replace("=Clerk|", "'[red]Clerk[/red]'")
    write_handbook(root, {"data/roles.yaml": roles}, base=False)

    session = run_on_terminal(["report", "ownership"], root, environment={"NO_COLOR": "1"})

    assert "[red]Clerk[/red]" in session.screen


def test_skipped_files_are_reported_with_exit_code_1(root: Path) -> None:
    write_handbook(root, {"data/tools.yaml": "slack: 3\n"}, base=False)

    code, shown, remarked = said(run(root, "report", "ownership", "--format", "csv"))

    assert code == 1
    assert shown.startswith("Role,Holder,")
    assert remarked == "1 file has errors and was skipped; 'handbook check' lists the errors\n"


def test_export_to_a_file_and_to_stdout_is_the_same(root: Path, tmp_path: Path) -> None:
    code, shown, _ = said(run(root, "export"))
    file = tmp_path / "handbook.json"

    assert said(run(root, "export", "--output", str(file))) == (0, "", "")
    assert run(root, "export", "--output", "-").stdout == shown
    assert code == 0
    assert file.read_text(encoding="utf-8") == shown
    assert sorted(tmp_path.glob(".*")) == []


def test_a_pipe_is_written_to_in_place(root: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, encoding="utf-8")

    assert said(run(root, "export", "--output", str(pipe))) == (0, "", "")

    assert reading.communicate()[0] == run(root, "export").stdout
    assert pipe.is_fifo()


def test_export_replaces_an_older_file_and_keeps_its_mode(root: Path) -> None:
    file = root / "handbook.json"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)

    run(root, "export", "--output", str(file))

    assert json.loads(file.read_text(encoding="utf-8"))["version"] == "1"
    assert file.stat().st_mode & 0o777 == 0o640


def test_export_to_a_missing_folder_is_one_sentence(root: Path) -> None:
    file = root / "nowhere" / "handbook.json"

    assert said(run(root, "export", "--output", str(file))) == (
        2,
        "",
        f"handbook: cannot write {str(file)!r}: No such file or directory\n",
    )


def test_export_of_a_broken_handbook_is_reported_as_incomplete(root: Path) -> None:
    write_handbook(root, {"data/tools.yaml": "slack: 3\n", "data/x.yaml": "a: 1\n"}, base=False)

    code, shown, remarked = said(run(root, "export"))

    assert code == 1
    assert json.loads(shown)["registers"]["tools"]["entries"] == {}
    assert remarked == "2 files have errors and were skipped; 'handbook check' lists the errors\n"
