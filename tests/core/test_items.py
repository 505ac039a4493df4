"""Faults in meetings and checklists use the name of their items, never "step"."""

import json
from pathlib import Path

import pytest

from handbook.load import SCHEMAS
from handbook.schema import read_kinds
from tests.core.kinds import KINDS, PATHS, diagnostics, read, said

MEETING = "---\ntitle: Standup\ncadence: weekly\n---\n\nBring all together.\n\n"
CHECKLIST = "---\ntitle: Leaving\noccasion: meetings\n---\n\nLeave well.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Agenda\n\nAs ever.\n\n### News\n\n- a\n",
            (
                "10:1: section 'Agenda' contains agenda items, each under its own heading; "
                "move this under "
                "one, or into a section of its own [unexpected-text]"
            ),
        ),
        (
            "## Agenda\n\n**News**\n\n- a\n",
            (
                "10:1: section 'Agenda' contains agenda items, each under its own heading; if "
                "'News' is an "
                "agenda item, write '### News' [unexpected-text]"
            ),
        ),
        (
            "## Agenda\n\n### News\n\n**Owner:** CEO\n\n- a\n",
            "12:1: unknown label 'Owner' in agenda item 'News'; known here: Time [unknown-label]",
        ),
        (
            "## Agenda\n\n### News\n\n#### Guests\n\n- a\n",
            (
                "12:1: agenda item 'News' has an unknown heading: 'Guests'; known here: 'Time' "
                "[unknown-heading]"
            ),
        ),
    ],
)
def test_a_fault_in_an_agenda_mentions_agenda_items(text: str, expected: str) -> None:
    assert said("meetings", MEETING + text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "### News (5 min)\n\n- a\n\n### Money (10 min)\n",
            (
                "these agenda items are not in a section called 'Agenda'; write '## Agenda' above "
                "the first"
            ),
        ),
        (
            "## News (5 min)\n\n- a\n\n## Money (10 min)\n",
            (
                "these agenda items are not in a section called 'Agenda'; write '## Agenda' "
                "above the "
                "first, and '###' in front of each"
            ),
        ),
        (
            "1. News (5 min)\n2. Money (10 min)\n",
            (
                "these agenda items are not in a section called 'Agenda'; write '## Agenda' above "
                "the first"
            ),
        ),
        (
            "## Topics\n\n1. News (5 min)\n2. Money (10 min)\n",
            (
                "section 'Topics' seems to contain agenda items; rename it to 'Agenda', or write "
                "the times without brackets"
            ),
        ),
        (
            "**Agenda**\n\n1. News (5 min)\n2. Money (10 min)\n",
            "'Agenda' is bold text, not a heading; write '## Agenda'",
        ),
    ],
)
def test_an_agenda_without_its_heading_is_reported_once(text: str, expected: str) -> None:
    assert said("meetings", MEETING + text) == [f"8:1: {expected} [unknown-heading]"]


@pytest.mark.parametrize(
    "text",
    [
        "## Rooms\n\n- Berlin (2nd floor)\n- Bonn (5 seats)\n",
        "## Before\n\n- Read the report (30 min)\n- Ask others\n",
        "## Before\n\n- Read the report: 30 min\n- Ask others: 5 min\n",
        "## Agenda\n\n- News (5 min)\n\n## Before\n\n- Read (5 min)\n- Ask (5 min)\n",
    ],
)
def test_other_sections_of_a_meeting_are_not_an_agenda(text: str) -> None:
    assert said("meetings", MEETING + text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Lists\n\n- a\n- b\n",
            (
                "10:1: these boxes do not belong to any list; write a heading above them, such as "
                "'### Leaving' [unexpected-text]"
            ),
        ),
        (
            "## Checklist\n\n### Before\n\n- a\n\n### After\n\n- b\n",
            (
                "10:1: section 'Checklist' is a single list, but 'Before' starts another; "
                "rename the section "
                "to 'Lists' [unexpected-text]"
            ),
        ),
        (
            "## Lists\n\n### Before\n\n#### Early\n\n- a\n",
            (
                "12:1: list 'Before' has an unknown heading: 'Early'; write it in bold "
                "[unknown-heading]"
            ),
        ),
    ],
)
def test_a_fault_in_a_checklist_mentions_lists(text: str, expected: str) -> None:
    assert said("checklists", CHECKLIST + text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Day 1\n\nSoon:\n\n- [ ] a\n\n## Day 2\n\n- [ ] b\n",
            (
                "this list is not in a section called 'Lists'; write '## Lists' above it, and "
                "'###' "
                "in front of each"
            ),
        ),
        (
            "### Day 1\n\n- [x] a\n",
            "this list is not in a section called 'Lists'; write '## Lists' above it",
        ),
        ("- [ ] a\n", "these checkboxes are not in a section; write '## Checklist' above them"),
        (
            "**Day 1**\n\n- [ ] a\n\n**Day 2**\n\n- [ ] b\n",
            (
                "this list is not in a section called 'Lists'; write '## Lists' above it, and "
                "'###' "
                "in front of each"
            ),
        ),
        (
            "## Day 1\n\n- a\n\n## Day 2\n\n- b\n",
            (
                "this list is not in a section called 'Lists'; write '## Lists' above it, and "
                "'###' "
                "in front of each"
            ),
        ),
    ],
)
def test_checkboxes_outside_their_section_are_reported(text: str, expected: str) -> None:
    assert said("checklists", CHECKLIST + text) == [f"8:1: {expected} [unknown-heading]"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "- [ ] a",
            ["this list is not in a section called 'Lists'; write '## Lists' above it"],
        ),
        ("- a", []),
    ],
)
def test_without_required_lists_only_checkboxes_are_reported(
    item: str, expected: list[str], tmp_path: Path
) -> None:
    schema = {key: part for key, part in KINDS["checklists"].schema.items() if key != "anyOf"}
    (tmp_path / "checklists.json").write_text(json.dumps(schema), encoding="utf-8")
    kind = read_kinds(tmp_path, SCHEMAS)[0]["checklists"]
    text = f"{CHECKLIST}### Day 1\n\n{item}\n"

    found = diagnostics(kind, text.encode(), PATHS["checklists"])

    assert [fault.message for fault in found] == expected


def test_other_sections_of_a_checklist_may_have_checkboxes() -> None:
    assert said("checklists", f"{CHECKLIST}## Checklist\n\n- a\n\n## Notes\n\n- [ ] b\n") == []


def test_a_list_of_a_checklist_has_no_labels() -> None:
    assert said("checklists", f"{CHECKLIST}## Lists\n\n### Before\n\n**Note:** b\n\n- a\n") == []


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        ("-", "this list item is empty; fill it in or remove it"),
        (
            "- ```\n  a\n  ```",
            "a list item must start with text; put everything else below it",
        ),
    ],
)
def test_an_agenda_item_without_words_is_reported(item: str, fault: str) -> None:
    text = f"{MEETING}## Agenda\n\n{item}\n- News (5 min)\n"

    assert said("meetings", text) == [f"10:1: {fault} [unexpected-text]"]
    assert [one["title"] for one in read("meetings", text).data["agenda"]] == ["News"]
