"""Sections fill the properties their schema declares, and all others are free."""

# ruff: noqa: E501 - each text and message is kept on one line

import pytest

from handbook.diagnostics import Place
from tests.core.documents import START, STEP, data, faults, free, section
from tests.core.kinds import read, said
from tests.core.playbook import FRONT


def test_metrics_may_be_a_list_or_a_table() -> None:
    assert section("## Metrics\n\n- a\n- [b](../../data/metrics.yaml)\n") == {
        "metrics": [{"metric": "a"}, {"metric": "../../data/metrics.yaml"}]
    }
    assert section(
        "## Metrics\n\n| Metric | Current |\n|---|---|\n| a | 5 |\n| b | |\n| | |\n"
    ) == {"metrics": [{"metric": "a", "current": "5"}, {"metric": "b"}]}


def test_related_documents_are_names_or_links() -> None:
    assert section("## Related documents\n\n- [A](../a/b.md)\n- Some name\n- `an-id`\n") == {
        "related": ["../a/b.md", "Some name", "an-id"]
    }


def test_a_cell_keeps_its_markup() -> None:
    text = "## Exceptions\n\n| Handling | Scenario |\n|:-:|---|\n| *a* \\| `b` | c |\n"

    assert section(text) == {"exceptions": [{"handling": "*a* \\| `b`", "scenario": "c"}]}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("## Scope\n\nWords.\n", "8:1: text in section 'Scope' has no label; start it with one of '**Applies to:**', '**Triggers:**', '**Counted from:**', '**Outputs:**' [missing-label]"),
        ("## Scope\n\n**Applys to:** a\n", "8:1: unknown label 'Applys to' in section 'Scope'; did you mean 'Applies to'? [unknown-label]"),
        ("## Metric\n\n- a\n", "6:1: unknown section 'Metric'; did you mean 'Metrics'? [unknown-heading]"),
        ("## Metrics\n\n- a\n\n## Metrics\n\n- b\n", "10:1: section 'Metrics' is already on line 17; merge the two [duplicate-section]"),
        ("## Metrics\n\nWords.\n", "8:1: section 'Metrics' must be a list or a table; write this as one, or move it into a section of its own [unexpected-text]"),
        ("## Metrics\n\n| Metirc |\n|---|\n| a |\n", "8:3: unknown column 'Metirc'; did you mean 'Metric'? [wrong-column]"),
        ("## Metrics\n\n| Metric | Colour |\n|---|---|\n| a | b |\n", "8:12: unknown column 'Colour'; known here: Metric, Target, Current [wrong-column]"),
        ("## Metrics\n\n| Target |\n|---|\n| a |\n", "8:1: table in section 'Metrics' has no column 'Metric' [wrong-column]"),
        ("## Metrics\n\n- a\n  - b\n", "9:3: nothing is allowed below this item; move this up or out of the list [unexpected-text]"),
        ("## Related\n\n- a\n  - b\n", "9:3: only a name is expected here; remove everything below it [unexpected-text]"),
        ("## Exceptions\n\nNone.\n", "8:1: section 'Exceptions' must be a list or a table; remove the heading while the section is empty [unexpected-text]"),
        ("## Related\n\n| a |\n|---|\n", "8:1: section 'Related' must be a list; write this as a list item, or move it into a section of its own [unexpected-text]"),
        ("## Changes\n\n- a\n", "8:1: section 'Changes' must be a table; write this as a row, or move it into a section of its own [unexpected-text]"),
        ("## Changes\n\n| Date | Change |\n|---|---|\n| 2024-12 | |\n", "10:1: change 1 is missing its 'Change': write it in that column of a table [missing-part]"),
        ("## Changes\n\n| Date | Change |\n|---|---|\n| May | a |\n", "10:3: change 1: 'date' is 'May', which is not a month or a date; write one, such as 2026-11 or 2026-11-21 [wrong-value]"),
    ],
)  # fmt: skip
def test_a_fault_in_a_section_is_one_plain_message(text: str, fault: str) -> None:
    line = START.count("\n") + 6

    assert faults(f"## Steps\n\n### A\n\n- b\n{text}") == [fault.replace("line 17", f"line {line}")]


def test_free_sections_stay_before_or_after_the_steps() -> None:
    text = (
        f"{START}More words.\n\n## Background\n\nOld *words*.\n\n### Deeper\n\n- a\n\n## Steps\n\n"
        "### A\n\n- b\n\n## Empty\n\n## Questions\n\n> c\n"
    )

    assert free(text) == [
        ("", "More words.", True),
        ("Background", "Old *words*.\n\n### Deeper\n\n- a", True),
        ("Empty", "", False),
        ("Questions", "> c", False),
    ]


def test_free_sections_and_steps_have_anchors() -> None:
    text = f"{START}## Notes\n\n### Notes\n\na\n\n## Steps\n\n### Notes\n\n- b\n\n## Notes\n\nc\n"
    document = read("sops", text)

    assert [found.anchor for found in document.sections] == ["notes", "notes-4"]
    assert next(iter(document.sections)).body.html == '<h3 id="notes-2">Notes</h3><p>a</p>'
    assert document.anchors == {("steps",): "steps", ("steps", 0): "notes-3"}
    assert document.targets == {"notes", "notes-2", "steps", "notes-3", "notes-4"}


def test_comments_are_not_part_of_any_section() -> None:
    text = (
        f"{FRONT}<!-- a -->\nKeep it.\n\n<!-- b\n\n## Scope\n\n**Applies to:** [who]\n-->\n\n"
        "## Scope\n\n<!-- c -->\n\n**Triggers:** d\n\n## Steps\n\n<!-- e -->\n\n### A\n\n<!-- f -->\n\n"
        "1. g\n\n   <!-- h -->\n\n## Metrics\n\n<!-- i -->\n"
    )

    assert read("sops", text).html == ()
    assert data(text) == {
        "purpose": "Keep it.",
        "scope": {"triggers": "d"},
        "steps": [{"title": "A", "actions": [{"text": "g"}]}],
    }


def test_links_html_and_words_are_kept_with_their_places() -> None:
    text = f"{STEP}1. Zoë sees [this](b.md) <b>\n\n   ```\n   [code](c)\n   ```\n"
    document = read("sops", text)
    path = document.path

    assert document.links == (("b.md", Place(path, 14, 13, 12), False),)
    assert document.html == (("<b>", Place(path, 14, 26, 3)),)
    assert [
        (loose.text, loose.place.column) for loose in document.words if loose.place.line == 14
    ] == [
        ("Zoë sees ", 4),
        ("this", 14),
        (" ", 25),
    ]


def test_text_nested_too_deeply_is_reported_in_place() -> None:
    deep = "".join(f"{'  ' * depth}- a\n" for depth in range(60))

    (fault,) = faults(f"## Steps\n\n### A\n\n{deep}")

    assert fault == "24:39: nested deeper than 40 levels [too-deep]"


# --- meetings and templates

MEETING = "---\ntitle: Sync\ncadence: weekly\n---\n\nStay in step.\n\n"


@pytest.mark.parametrize(
    "agenda",
    [
        "## Agenda\n\n### Welcome (5 min)\n\n- Wins\n\n### Questions\n",
        "## Agenda (60 min)\n\n### 1. Welcome (5 min)\n\n* Wins\n\n### 2. Questions\n",
        "# Sync, [date]\n\n### Agenda (60 min)\n\n#### 1. Welcome (5 min)\n- Wins\n\n#### 2. Questions\n",
        "## Agenda\n\n1. **Welcome** (5 min)\n   - Wins\n2. Questions\n",
        "## Agenda\n\n- Welcome (5 min)\n\n  - Wins\n\n- [ ] Questions\n",
    ],
)
def test_an_agenda_is_read_from_headings_or_from_a_list(agenda: str) -> None:
    found = data(MEETING + agenda, "meetings")

    assert found["agenda"] == [
        {"title": "Welcome", "minutes": "5 min", "points": ["Wins"]},
        {"title": "Questions"},
    ]
    assert found["purpose"] == "Stay in step."


def test_a_meeting_without_an_agenda_is_valid() -> None:
    assert data(MEETING, "meetings")["purpose"] == "Stay in step."


def test_the_body_of_a_template_is_one_text() -> None:
    text = "---\ntitle: Notes\npurpose: Help.\nfor: document\n---\n\n# [Title]\n\n- **Owner:** [Name]\n"
    document = read("templates", text)

    assert said("templates", text) == []
    assert document.data["text"] == "# [Title]\n\n- **Owner:** [Name]"
    assert document.prose["text",].html == (
        '<h3 id="title">[Title]</h3><ul><li><strong>Owner:</strong> [Name]</li></ul>'
    )


def test_the_body_of_a_template_keeps_its_link_targets() -> None:
    text = "---\ntitle: Notes\npurpose: Help.\nfor: document\n---\n\n[a][b]\n\n[b]: https://e.example\n"
    document = read("templates", text)

    assert document.data["text"] == "[a][b]\n\n[b]: https://e.example"
    assert document.prose["text",].html == '<p><a href="https://e.example">a</a></p>'


def test_a_template_without_a_body_lacks_its_text() -> None:
    text = "---\ntitle: Notes\npurpose: Help.\nfor: document\n---\n\n<!-- nothing -->\n"

    assert said("templates", text) == [
        "1:1: template 'notes' is missing a text: write it below the front matter [missing-part]"
    ]


def test_a_template_with_its_text_in_the_front_matter_too_has_it_twice() -> None:
    text = "---\ntext: a\ntitle: Notes\npurpose: Help.\nfor: document\n---\n\nb\n"

    assert said("templates", text) == [
        "8:1: 'text' is already given on line 2; keep one [given-twice]"
    ]
