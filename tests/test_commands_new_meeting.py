"""`handbook new` for meetings and templates, whose options are in their schemas."""

from pathlib import Path

import pytest

from handbook.load import load
from tests.support.commands import run, said
from tests.support.handbooks import write_handbook


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path, {})


def test_a_new_meeting(root: Path) -> None:
    result = run(
        root,
        *("new", "meeting", "Support retro", "--cadence", "monthly", "--day", "Friday"),
        *("--time", "09:30", "--duration", "45 min", "--attendees", "COO, operations"),
        *("--purpose", "Learn from the month."),
    )

    assert said(result) == (0, "data/meetings/support-retro.md\nnext: write its agenda\n", "")
    written = (root / "data/meetings/support-retro.md").read_text(encoding="utf-8")
    assert (
        written.partition("---\n\n")[2]
        == """\
Learn from the month.

## Agenda

<!-- ### [The title of the item] ([The time allowed for it]) -->
<!-- 1. [The points to discuss] -->
"""
    )
    assert run(root, "fmt", "data/meetings/support-retro.md").stderr == "0 of 1 file would change\n"
    meeting = load(root).handbook.meetings["support-retro"]
    assert (meeting.cadence, meeting.day, meeting.start) == ("monthly", "friday", 570)
    assert meeting.attendees == ("roles/coo", "areas/operations")


def test_a_new_meeting_accepts_only_values_in_the_schema(root: Path) -> None:
    given = ("new", "meeting", "Retro", "--purpose", "Learn.", "--cadence")

    assert said(run(root, *given, "fortnightly")) == (
        2,
        "",
        (
            "handbook: --cadence: 'fortnightly' is not one of daily, weekly, biweekly, monthly, "
            "quarterly, yearly, once, ongoing\n"
        ),
    )
    assert said(run(root, *given, "weekly", "--time", "9:30")) == (
        2,
        "",
        "handbook: --time: '9:30' is not a time of day; write one such as 09:30\n",
    )


@pytest.mark.parametrize(
    ("written", "heading"),
    [("sop", "## Exceptions"), ("meeting", "## Agenda"), ("document", "## [Heading]")],
)
def test_a_new_template(root: Path, written: str, heading: str) -> None:
    arguments = ("--for", written, "--purpose", "For work on site.")

    result = run(root, "new", "template", "Field notes", *arguments)

    assert said(result) == (
        0,
        "data/templates/field-notes.md\nnext: replace the text in [brackets]\n",
        "",
    )
    text = (root / "data/templates/field-notes.md").read_text(encoding="utf-8")
    assert heading in text.splitlines()
    assert "<!--" not in text
    assert run(root, "check", "data").exit_code == 0
