"""`handbook new --from` writes a draft, lists what is missing, and refuses invalid options."""

import shutil
from pathlib import Path

import pytest

from handbook.load import load
from tests.support.commands import process, run, said
from tests.support.handbooks import REPOSITORY, write_handbook
from tests.support.templates import write_templates

_SHOWN = ("new", "--from", "round-notes", "-o", "-")
MESSAGE = """\
---
title: Greeting
purpose: Greet.
for: message
placeholders:
  First Name: {description: Who.}
  day: {description: When., from: date, as: slug}
  word: {description: What., as: slug}
---

Hi [First Name], meet #at-[day]-[word]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small handbook; the command is run in a folder next to it."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    found = write_templates(tmp_path / "book")
    return write_handbook(found, {"data/templates/greeting.md": MESSAGE}, base=False)


def test_a_draft_is_a_file_in_the_current_folder(root: Path) -> None:
    result = run(root, "new", "--from", "Round notes", "--date", "2026-11-23", "--reviewer", "coo")

    assert said(result) == (
        0,
        "round-notes-2026-11-23.md\n",
        ("still to fill in: [Clerk name], [Remark 1], [Remark 2], [Point 1], [Point 2], [tag]\n"),
    )
    text = Path("round-notes-2026-11-23.md").read_text(encoding="utf-8")
    assert text.startswith("# Round, 23 November 2026\n\nCOO (Ada Example), Clerk, led by Ada")
    assert "checked by COO (Ada Example)\n" in text
    assert text.endswith("- [ ] Next: 30 November 2026\n")


def test_the_default_date_is_today(root: Path) -> None:
    assert said(run(root, "new", "--from", "round-notes", "-o", "notes/a.md")) == (
        0,
        "notes/a.md\n",
        (
            "21 November 2026 is a Saturday; 'Round' is held on Mondays\n"
            "still to fill in: [Clerk name], [Checked by], [Remark 1], [Remark 2], "
            "[Point 1], [Point 2], [tag]\n"
        ),
    )
    assert Path("notes/a.md").read_text(encoding="utf-8").startswith("# Round, 21 November 2026\n")


def test_a_message_is_printed(root: Path) -> None:
    given = ("--set", "first name=Ada", "--set", "[word]=Login fails!")

    assert said(run(root, "new", "--from", "greeting", *given)) == (
        0,
        "Hi Ada, meet #at-2026-11-21-login-fails\n",
        "",
    )
    assert said(run(root, "new", "--from", "greeting", *given, "-o", "a.md")) == (0, "a.md\n", "")
    assert Path("a.md").read_text(encoding="utf-8") == "Hi Ada, meet #at-2026-11-21-login-fails\n"


def test_a_document_can_be_printed_too(root: Path) -> None:
    result = run(root, "new", "--from", "round-notes", "-o", "-", "--date", "2026-11-23")

    assert result.stdout.startswith("# Round, 23 November 2026\n")
    assert list(Path().iterdir()) == []


def test_a_value_is_plain_text(root: Path) -> None:
    value = "First Name=<script>x</script>\n# y | [z](javascript:1)"

    assert said(run(root, "new", "--from", "greeting", "--set", value, "--set", "word=a"))[1] == (
        "Hi \\<script>x\\</script> \\# y \\| \\[z\\](javascript:1), meet #at-2026-11-21-a\n"
    )


def test_a_draft_of_a_post_mortem_becomes_a_valid_one(tmp_path: Path) -> None:
    root = tmp_path / "handbook"
    shutil.copytree(REPOSITORY / "data", root / "data")
    shutil.copytree(REPOSITORY / "sops", root / "sops")
    given = {
        "Severity": "P1", "Event 1": "Login fails", "Action 1": "Add an alert",
        "Action owner 1": "CTO", "Due date 1": "2026-12-01", "Lesson 1": "Watch dates",
    }  # fmt: skip
    options = [word for name, value in given.items() for word in ("--set", f"{name}={value}")]

    _, draft, _ = said(run(root, "new", "--from", "incident-post-mortem", "-o", "-", *options))

    filled = [line for line in draft.splitlines() if "[" not in line]
    front = "---\ntitle: Login outage\nresolved: 2026-11-20 14:30\n---\n\n"
    text = front + "\n".join(filled).replace("HH:MM", "10:00") + "\n"
    write_handbook(root, {"data/post-mortems/login-outage.md": text}, base=False)
    entry = load(root).handbook.registers["post-mortems"].entries["login-outage"]
    assert entry.data["summary"] == {"date": "2026-11-21", "severity": "P1"}
    assert entry.data["actions"][0]["owner"] == "cto"


def test_nothing_is_overwritten(root: Path) -> None:
    Path("round-notes-2026-11-23.md").write_text("mine", encoding="utf-8")

    assert said(run(root, "new", "--from", "round-notes", "--date", "2026-11-23")) == (
        2,
        "",
        "handbook: 'round-notes-2026-11-23.md' already exists; nothing was written\n",
    )
    assert Path("round-notes-2026-11-23.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (("new", "--from", "round-notes", "-o", "."), "."),
        (("new", "--from", "round-notes", "-o", "/"), "/"),
    ],
)
def test_a_folder_is_refused_as_output(root: Path, arguments: tuple[str, ...], folder: str) -> None:
    assert said(run(root, *arguments)) == (
        2,
        "",
        f"handbook: cannot write {folder!r}: it is a folder; name a file in it\n",
    )
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--from", "rond-notes"],
            "handbook: --from: unknown template: 'rond-notes'; did you mean 'round-notes'?",
        ),
        (
            ["--from", "letter"],
            "handbook: --from: unknown template: 'letter'; choose from: greeting, round-notes",
        ),
        (
            ["--from", "greeting", "--set", "Frist Name=Ada"],
            (
                "handbook: --set: the template 'Greeting' has no placeholder 'Frist Name'; "
                "did you mean 'First Name'?"
            ),
        ),
        (
            ["--from", "greeting", "--set", "x=Ada"],
            (
                "handbook: --set: the template 'Greeting' has no placeholder 'x'; "
                "it has First Name, day and word"
            ),
        ),
        (
            ["--from", "greeting", "--set", "Ada"],
            "handbook: --set: 'Ada' is not NAME=VALUE, such as 'First Name=Ada'",
        ),
        (
            ["--from", "greeting", "--set", "First Name= "],
            "handbook: --set: 'First Name= ' is not NAME=VALUE, such as 'First Name=Ada'",
        ),
        (
            ["--from", "greeting", "--set", "word=a", "--set", "WORD=b"],
            "handbook: --set: 'WORD' is given twice",
        ),
        (
            ["--from", "greeting", "--set", "word=出張"],
            "handbook: --set: '出張' has none of the characters allowed in 'word'",
        ),
        (
            ["--from", "greeting", "--reviewer", "COO"],
            "handbook: --reviewer: the template 'Greeting' does not name a reviewer",
        ),
        (
            ["--from", "greeting", "--date", "2026-02-30"],
            (
                "handbook new: invalid value for '--date': '2026-02-30' is not a date; write one "
                "such as 2026-11-21; see 'handbook new --help'"
            ),
        ),
        (
            ["--set", "First Name=Ada"],
            "handbook new: --set requires --from; see 'handbook new --help'",
        ),
        (
            ["--from", "greeting", "sop", "A"],
            "handbook new: --from cannot be used with 'sop'; see 'handbook new --help'",
        ),
    ],
)
def test_invalid_arguments_are_one_sentence_and_no_file(
    root: Path, arguments: list[str], sentence: str
) -> None:
    assert said(run(root, "new", *arguments)) == (2, "", f"{sentence}\n")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("folder", ["data/templates", "sops", "docs/a"])
def test_a_draft_is_not_written_to_a_published_folder(root: Path, folder: str) -> None:
    target = (root / folder / "x.md").as_posix()

    assert said(run(root, "new", "--from", "round-notes", "-o", target)) == (
        2,
        "",
        (
            f"handbook: {target!r} is one of the handbook's own folders, which are published; "
            "choose another place with -o\n"
        ),
    )


def test_a_retired_template_is_refused(root: Path) -> None:
    text = MESSAGE.replace("for: message", "for: message\nstatus: retired")
    write_handbook(root, {"data/templates/greeting.md": text}, base=False)

    assert said(run(root, "new", "--from", "greeting")) == (
        2,
        "",
        "handbook: --from: the template 'Greeting' is retired\n",
    )


def test_a_draft_can_be_piped(root: Path) -> None:
    done = process(["new", "--from", "greeting", "--set", "First Name=Ada"], root)

    assert done.stdout == "Hi Ada, meet #at-2026-11-21-[word]\n"
    assert done.stderr == "still to fill in: [word]\n"


@pytest.mark.parametrize(
    "template", [entry.id for entry in load(REPOSITORY).handbook.entries("templates")]
)
def test_every_template_of_this_handbook_can_be_filled(root: Path, template: str) -> None:
    result = run(REPOSITORY, "new", "--from", template, "-o", "draft.md", "--date", "2026-11-23")

    assert result.exit_code == 0
    assert result.stdout == "draft.md\n"


def test_the_channel_of_an_incident(root: Path) -> None:
    given = ("--date", "2026-11-23", "--set", "brief-description=login fails")

    assert said(run(REPOSITORY, "new", "--from", "incident-channel-name", *given)) == (
        0,
        "#incident-2026-11-23-login-fails\n",
        "",
    )


def test_a_metric_shows_its_date_target_and_status(root: Path) -> None:
    metrics = (
        "apples:\n  title: Apples\n  category: Quality\n  unit: kg\n  target: '>= 5'\n"
        "pears:\n  title: Pears\n  category: Quality\n  unit: '%'\n"
    )
    values = (
        "metric,date,value\napples,2026-10,9\napples,2026-11-20,3\n"
        "apples,2026-11-21,7\npears,2026-10,4\n"
    )
    write_handbook(root, {"data/metrics.yaml": metrics, "data/values/farm.csv": values}, base=False)

    rows = [
        line
        for day in ("2026-09-21", "2026-11-20")
        for line in run(root, *_SHOWN, "--date", day).stdout.splitlines()
        if line.startswith(("| Apples", "| Pears"))
    ]

    assert rows == [
        "| Apples | No data | ≥ 5 kg | No data | [Remark 1] |",
        "| Pears | No data | None | No data | [Remark 2] |",
        "| Apples | 3 kg (20 November 2026) | ≥ 5 kg | Off target | [Remark 1] |",
        "| Pears | 4% (October 2026) | None | No target | [Remark 2] |",
    ]
