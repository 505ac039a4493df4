"""The `handbook` command starts fast, exits with the right code and without tracebacks."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scripts.main import COMMANDS, Commands, main
from tests.support.commands import (
    CTRL_C,
    CTRL_D,
    command,
    process,
    run,
    run_on_terminal,
    said,
    surroundings,
)
from tests.support.handbooks import REPOSITORY, procedure, write_handbook

HEAVY = ("yaml", "jsonschema", "rich", "pyromark", "handbook")


def _group() -> Commands:
    assert isinstance(main, Commands)
    return main


def test_help_lists_the_commands_with_examples(tmp_path: Path) -> None:
    width = max(map(len, COMMANDS))
    listed = "".join(f"  {name:<{width}}  {what}\n" for name, what in COMMANDS.items())

    assert process(["--help"], tmp_path).stdout == (
        "Usage: handbook [OPTIONS] COMMAND [ARGS]...\n"
        "\n"
        "  Check, report on and extend an operations handbook.\n"
        "\n"
        "  Examples:\n"
        "    handbook check\n"
        "    handbook report freshness\n"
        '    handbook new sop "Customer offboarding"\n'
        "\n"
        "Options:\n"
        "  --root DIR  The handbook's folder; default: this folder or the nearest\n"
        "              parent with data/schemas.\n"
        "  --no-cache  Neither read nor write the cache.\n"
        "  --version   Show the version and exit.\n"
        "  --help      Show this message and exit.\n"
        "\n"
        "Commands:\n" + listed
    )


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("diff", "HEAD", "--output", ""), "--output"),
        (("pdf", "--output-dir", ""), "--output-dir"),
        (("check", ""), "[PATH]..."),
        (("--root", "", "check"), "--root"),
    ],
)
def test_an_empty_path_is_not_the_current_folder(
    arguments: tuple[str, ...], option: str, tmp_path: Path
) -> None:
    code, out, remarked = said(run(write_handbook(tmp_path, {}), *arguments))

    assert (code, out) == (2, "")
    message = f"invalid value for '{option}': the path is empty; give a path, or leave it out; see"
    assert message in remarked


def test_help_imports_nothing_slow() -> None:
    program = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from scripts.main import main\n"
        "CliRunner().invoke(main, ['--help'])\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )

    shown = subprocess.run(
        [sys.executable, "-c", program],
        env=surroundings(),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    assert shown.stdout == "[]\n"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_list_of_commands_matches_each_command_s_help(name: str) -> None:
    found = _group().get_command(click.Context(main), name)

    assert found is not None
    assert found.get_short_help_str(limit=100) == COMMANDS[name]


def test_the_readme_lists_every_command() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `handbook ([a-z]+)", readme, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [[name] for name in COMMANDS] + [["new", name] for name in ("sop", "meeting", "template")],
)
def test_every_command_has_examples(arguments: list[str]) -> None:
    code, shown, _ = said(CliRunner().invoke(main, [*arguments, "--help"]))

    assert code == 0
    assert "  Examples:\n    handbook " in shown


def test_version_is_the_project_version(tmp_path: Path) -> None:
    code, shown, _ = said(CliRunner().invoke(main, ["--version"], prog_name="handbook"))

    assert (code, shown) == (0, "handbook 0.1.0\n")


def test_without_a_command_help_is_shown_with_exit_code_2() -> None:
    code, shown, remarked = said(CliRunner().invoke(main, [], prog_name="handbook"))

    assert (code, shown) == (2, "")
    assert remarked.startswith("Usage: handbook [OPTIONS] COMMAND [ARGS]...\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chek"], "handbook: no such command: 'chek'; did you mean 'check'?"),
        (
            ["new", "sopp"],
            "handbook new: no such command 'sopp'; did you mean 'sop'?",
        ),
        (
            ["comment", "twelve", "summary.md"],
            (
                "handbook comment: invalid value for 'NUMBER': 'twelve' is not a whole number; "
                "see 'handbook comment --help'"
            ),
        ),
        (["frobnicate"], "handbook: no such command: 'frobnicate'; see 'handbook --help'"),
        (
            ["fmt", "--check"],
            "handbook fmt: no such option '--check'; see 'handbook fmt --help'",
        ),
        (
            ["check", "--formt"],
            "handbook check: no such option '--formt'; did you mean '--format'?",
        ),
        (
            ["check", "--fail-on", "never"],
            (
                "handbook check: invalid value for '--fail-on': 'never' is not one of 'error', "
                "'warning'; see 'handbook check --help'"
            ),
        ),
        (
            ["check", "--today", "2026-13-40"],
            (
                "handbook check: invalid value for '--today': '2026-13-40' is not a date; write "
                "one such as 2026-11-21; see 'handbook check --help'"
            ),
        ),
        (
            ["report"],
            (
                "handbook report: missing argument 'REPORT'. Choose from: contents, ownership, "
                "freshness, coverage, discrepancies, usage, metrics; see 'handbook report --help'"
            ),
        ),
        (
            ["new", "sop"],
            "handbook new sop: missing argument 'TITLE'; see 'handbook new sop --help'",
        ),
    ],
)
def test_a_usage_error_is_one_sentence_with_exit_code_2(
    arguments: list[str], sentence: str
) -> None:
    result = CliRunner().invoke(main, arguments, prog_name="handbook")

    assert said(result) == (2, "", f"{sentence}\n")


def test_a_missing_handbook_is_one_sentence(tmp_path: Path) -> None:
    done = process(["check"], tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "handbook: no handbook found: neither this folder nor any parent has data/schemas; "
        "change to a handbook's folder or use 'handbook --root DIR'\n"
    )


def test_a_root_without_schemas_is_one_sentence(tmp_path: Path) -> None:
    assert said(run(tmp_path, "check")) == (
        2,
        "",
        f"handbook: no handbook in {str(tmp_path)!r}: it has no folder data/schemas\n",
    )


def test_an_unreadable_root_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)

    code, shown, remarked = said(run(tmp_path, "check"))

    assert (code, shown) == (2, "")
    assert remarked == (
        f"handbook: cannot read {str(tmp_path / 'data/schemas')!r}: Permission denied\n"
    )


def test_a_removed_current_folder_is_one_sentence(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        ["sh", "-c", 'rmdir ../gone && "$@"', "sh", *command(["check"])],
        cwd=gone,
        env=surroundings(),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert done.returncode == 2
    assert done.stderr == "handbook: cannot read this folder: No such file or directory\n"


def test_the_root_is_found_from_a_subfolder(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"sops/operations/x.md": "nothing\n"})

    done = process(["check", "x.md"], tmp_path / "sops/operations")

    assert done.returncode == 1
    assert done.stdout.startswith("sops/operations/x.md:1:1: error: front matter is ")


def test_an_invalid_source_date_epoch_is_one_sentence(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    done = process(["check"], tmp_path, {"SOURCE_DATE_EPOCH": "tomorrow"})

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "handbook: SOURCE_DATE_EPOCH is 'tomorrow', which is not a number of seconds since 1970\n"
    )


def test_today_is_in_the_company_s_time_zone(tmp_path: Path) -> None:
    settings = (
        "company: X\ntitle: X\ncurrency: NZD\ntimezone: Pacific/Auckland\nworkingWeek: [monday]\n"
        "reviewInterval: every month\ndueSoonDays: 7\n"
    )
    write_handbook(tmp_path, {"data/settings.yaml": settings})

    # Noon in London is the next day's first hour in Auckland.
    assert '"date": "2026-11-22"' in run(tmp_path, "export").stdout


def test_a_closed_pipe_causes_no_traceback(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"sops/operations/x.md": procedure()})
    with subprocess.Popen(
        command(["export"]),
        cwd=tmp_path,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None

        child.stdout.close()

        assert child.stderr.read() == b""
    assert child.returncode == 141


_FULL = Path("/dev/full")
_full = pytest.mark.skipif(not _FULL.exists(), reason="only Linux has a device that is full")
_ANSWERS = (
    ["check"],
    ["check", "--format", "sarif"],
    ["export"],
    ["report", "contents"],
    ["calendar", "--format", "ics"],
    ["pdf", "--sop", "x", "--output", "-"],
    ["--help"],
)


def _answered_to_a_full_disk(
    arguments: list[str], folder: Path, remarks: int
) -> subprocess.CompletedProcess[str]:
    """Run a command whose answer finds no room; `remarks` is where it tells so."""
    with _FULL.open("wb") as full:
        return subprocess.run(
            command(arguments),
            cwd=folder,
            env=surroundings(),
            stdout=full,
            stderr=remarks,
            check=False,
            encoding="utf-8",
        )


@_full
@pytest.mark.parametrize("arguments", _ANSWERS, ids=" ".join)
def test_a_full_disk_is_one_sentence_and_exit_code_2(arguments: list[str], tmp_path: Path) -> None:
    write_handbook(tmp_path, {"sops/operations/x.md": procedure()})

    done = _answered_to_a_full_disk(arguments, tmp_path, subprocess.PIPE)

    assert (done.returncode, done.stderr) == (
        2,
        "handbook: cannot write the whole output: No space left on device\n",
    )


@_full
@pytest.mark.parametrize("arguments", [["check"], ["chek"]], ids=" ".join)
def test_without_usable_output_the_exit_code_is_2(arguments: list[str], tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    done = _answered_to_a_full_disk(arguments, tmp_path, subprocess.STDOUT)

    assert done.returncode == 2


def test_with_closed_output_a_command_keeps_its_exit_code(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"sops/operations/x.md": procedure(owner="Nobody")})
    closed = ["sh", "-c", 'exec "$@" >&-', "sh", *command(["check"])]

    done = subprocess.run(
        closed, cwd=tmp_path, env=surroundings(), stderr=subprocess.PIPE, check=False
    )

    hint = b"if something was renamed, 'handbook fix' updates the references to it\n"
    assert (done.returncode, done.stderr) == (1, hint)


def test_ctrl_c_at_a_prompt_is_one_word_with_exit_code_130(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    session = run_on_terminal(["new", "sop", "Travel"], tmp_path, [("Process", CTRL_C)])

    assert session.code == 130
    assert session.screen.splitlines()[-1] == "interrupted"
    assert "Traceback" not in session.screen
    assert not (tmp_path / "sops").exists()


def test_ctrl_d_at_a_prompt_does_the_same(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    session = run_on_terminal(["new", "sop", "Travel"], tmp_path, [("Process", CTRL_D)])

    assert session.code == 130
    assert session.screen.splitlines()[-1] == "interrupted"
