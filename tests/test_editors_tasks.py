"""The VS Code tasks run existing commands and match every fault at its place."""

import json
import re
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import click
import pytest

from handbook.addresses import matches
from scripts.main import COMMANDS, main
from tests.support.commands import process, run_on_terminal
from tests.support.handbooks import REPOSITORY, problems, procedure, write_handbook

FOLDER = REPOSITORY / ".vscode"
TASKS = json.loads((FOLDER / "tasks.json").read_text(encoding="utf-8"))
SETTINGS = json.loads((FOLDER / "settings.json").read_text(encoding="utf-8"))
BY_LABEL = {task["label"]: task for task in TASKS["tasks"]}
# The documented keys of VS Code's tasks, problem matchers and patterns.
OF_TASK = {
    "args", "command", "dependsOn", "detail", "group", "hide", "isBackground", "label",
    "presentation", "problemMatcher", "type",
}  # fmt: skip
OF_MATCHER = {"background", "fileLocation", "owner", "pattern", "source"}
OF_PATTERN = {"code", "column", "file", "line", "message", "regexp", "severity"}
OF_PRESENTATION = {"clear", "focus", "reveal", "revealProblems"}
BROKEN = {
    "sops/operations/ordering.md": procedure(owner='"C: OO [x]"', more='tools: ["a [b]"]\n'),
    "data/tools.yaml": "slack: [\n",
}
Fault = tuple[str, int, int, str, str, str]


def matchers() -> list[dict[str, Any]]:
    return [task["problemMatcher"] for task in TASKS["tasks"] if task["problemMatcher"]]


def matched(output: str) -> Iterator[Fault]:
    """Yield the faults the problem matcher finds in an output, line by line, as VS Code does."""
    pattern = matchers()[0]["pattern"]
    for line in output.splitlines():
        found = re.search(pattern["regexp"], line)
        if found:
            path, number, column, severity, message, code = (
                found[pattern[part]]
                for part in ("file", "line", "column", "severity", "message", "code")
            )
            yield path, int(number), int(column), severity, message, code


def expected(root: Path) -> list[Fault]:
    return [
        (
            one.place.path,
            one.place.line,
            one.place.column,
            one.severity.value,
            one.message,
            one.code,
        )
        for one in problems(root)
    ]


def test_every_fault_in_the_output_is_matched_at_its_place(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, BROKEN)

    printed = process(["check"], root).stdout

    assert len(expected(root)) > 2
    assert list(matched(printed)) == expected(root)


def test_every_fault_on_a_terminal_is_matched_at_its_place(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, BROKEN)

    screen = run_on_terminal(["check"], root)

    assert "^" in screen.words
    # VS Code removes colours before matching.
    assert list(matched(screen.words)) == expected(root)


@pytest.mark.parametrize("line", ["1 error in 3 files", "   4 | owner: x:1:2: error: y [z-z]", ""])
def test_nothing_else_is_matched_as_a_fault(line: str) -> None:
    assert list(matched(line)) == []


def test_all_tasks_that_report_faults_use_the_same_matcher() -> None:
    patterns = [matcher["pattern"] for matcher in matchers()]

    assert [task["label"] for task in TASKS["tasks"] if task["problemMatcher"]] == [
        "check",
        "check what is new",
        "serve",
        "build",
    ]
    assert all(pattern == patterns[0] for pattern in patterns)


def test_tasks_use_only_keys_that_vs_code_supports() -> None:
    assert TASKS.keys() == {"version", "tasks", "inputs"}
    assert TASKS["version"] == "2.0.0"
    assert len(BY_LABEL) == len(TASKS["tasks"])
    for task in TASKS["tasks"]:
        assert task.keys() <= OF_TASK
        assert task["type"] == "shell"
        assert task.get("dependsOn", "set up") in BY_LABEL
        assert task.get("presentation", {}).keys() <= OF_PRESENTATION
        assert "detail" in task or task["hide"]
    for matcher in matchers():
        assert matcher.keys() <= OF_MATCHER
        assert matcher["pattern"].keys() == OF_PATTERN
        assert matcher["fileLocation"] == ["relative", "${workspaceFolder}"]


def test_a_task_runs_an_existing_command() -> None:
    targets = re.findall(
        r"^([\w./-]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    for task in TASKS["tasks"]:
        name, *rest = task["args"]
        if task["command"] == "make":
            assert name in targets
            continue
        assert task["command"] == ".venv/bin/handbook"
        assert task["dependsOn"] == "set up"
        assert name in COMMANDS
        command = main.get_command(click.Context(main), name)
        assert command
        known = {option for parameter in command.params for option in parameter.opts}
        assert {one for one in rest if one.startswith("--")} <= known


def test_every_input_is_described() -> None:
    asked = re.findall(r"\$\{input:(\w+)\}", json.dumps(TASKS["tasks"]))

    assert asked == [one["id"] for one in TASKS["inputs"]]
    assert all(one["description"] and one["type"] == "promptString" for one in TASKS["inputs"])


def test_the_end_of_a_build_is_detected_while_the_site_is_served() -> None:
    background = BY_LABEL["serve"]["problemMatcher"]["background"]

    assert re.search(background["beginsPattern"], "INFO    -  Building documentation...")
    for line in (
        "INFO    -  [02:06:25] Serving on http://127.0.0.1:8765/",
        "INFO    -  [02:06:48] Reloading browsers",
        "ERROR   -  The last good site stays up until this is fixed:",
    ):
        assert re.search(background["endsPattern"], line)


def test_whitespace_follows_editorconfig() -> None:
    text = (REPOSITORY / ".editorconfig").read_text(encoding="utf-8")
    config = ConfigParser()
    config.read_string(f"[top]\n{text}")

    assert SETTINGS["editor.tabSize"] == int(config["*"]["indent_size"])
    assert SETTINGS["editor.insertSpaces"] is (config["*"]["indent_style"] == "space")
    assert SETTINGS["files.eol"] == {"lf": "\n"}[config["*"]["end_of_line"]]
    assert SETTINGS["files.encoding"] == {"utf-8": "utf8"}[config["*"]["charset"]]
    assert SETTINGS["files.insertFinalNewline"] is config["*"].getboolean("insert_final_newline")
    trimmed = SETTINGS["files.trimTrailingWhitespace"], SETTINGS["[markdown]"]
    assert trimmed[0] is config["*"].getboolean("trim_trailing_whitespace")
    assert trimmed[1]["files.trimTrailingWhitespace"] is config["*.md"].getboolean(
        "trim_trailing_whitespace"
    )
    narrow = SETTINGS["[css][html][javascript][json][jsonc][yaml]"]["editor.tabSize"]
    assert narrow == int(config["*.{css,html,js,json,yaml,yml}"]["indent_size"])
    assert SETTINGS["[makefile]"] == {"editor.insertSpaces": False}


def test_recommended_extensions_have_a_publisher_and_a_name() -> None:
    recommended = json.loads((FOLDER / "extensions.json").read_text(encoding="utf-8"))

    assert "redhat.vscode-yaml" in recommended["recommendations"]
    assert all(re.fullmatch(r"[\w-]+\.[\w-]+", one) for one in recommended["recommendations"])


def test_only_links_to_generated_pages_are_exempt_from_file_validation() -> None:
    ignored = SETTINGS["markdown.validate.ignoredLinks"]
    made = {
        link
        for file, link in _links("docs")
        if not link.startswith("http") and not (file.parent / link).exists()
    }

    assert made
    assert {link for link in made if not any(matches(link, one) for one in ignored)} == set()
    for _, link in (*_links("sops"), *_links("data")):
        assert not any(matches(link, one) for one in ignored), link


def _links(folder: str) -> Iterator[tuple[Path, str]]:
    """Yield every link to a file in a text, without its anchor."""
    for file in sorted((REPOSITORY / folder).rglob("*.md")):
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text(encoding="utf-8")):
            yield file, link
