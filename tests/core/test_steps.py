"""Steps keep their title, time, actions, details, and everything between them."""

# ruff: noqa: E501 - each text and message is kept on one line

import pytest

from tests.core.documents import START, STEP, data, faults, free, section, step
from tests.core.kinds import read, said
from tests.core.playbook import FRONT


@pytest.mark.parametrize(
    ("heading", "title", "when"),
    [
        ("Kickoff", "Kickoff", None),
        ("Step 1: Kickoff (Day 1-2)", "Kickoff", "Day 1-2"),
        ("Step 12 - Kickoff", "Kickoff", None),
        ("Phase 3: Mitigation (Ongoing)", "Mitigation", "Ongoing"),
        ("Phase 5: Post-Mortem (Within 48 hours)", "Post-Mortem", "Within 48 hours"),
        ("1. Kickoff (0-15 min)", "Kickoff", "0-15 min"),
        ("2) Kickoff", "Kickoff", None),
        ("1.2 Kickoff", "Kickoff", None),
        ("1.2. Kickoff (week 4)", "Kickoff", "week 4"),
        ("**Step 1:** *Kickoff* (day 1 to 2)", "Kickoff", "day 1 to 2"),
        ("30-day review", "30-day review", None),
        ("2 people sign", "2 people sign", None),
        ("Call the customer (if applicable)", "Call the customer (if applicable)", None),
        ("Support tickets (first 30 days)", "Support tickets (first 30 days)", None),
        ("Plan the year (2026)", "Plan the year (2026)", None),
        ("Kickoff (a) (day 3)", "Kickoff (a)", "day 3"),
        ("Schritt für Zoë 😀 (Day 1–2)", "Schritt für Zoë 😀", "Day 1–2"),
        ("Step 1", "Step 1", None),
        ("Stepping up: a plan", "Stepping up: a plan", None),
    ],
)
def test_a_heading_gives_a_step_its_title_and_its_time(
    heading: str, title: str, when: str | None
) -> None:
    text = f"{START}## Steps\n\n### {heading}\n\n- a\n"
    (found,) = data(text)["steps"]

    assert (found["title"], found.get("when")) == (title, when)
    if when:
        place = read("sops", text).place("steps", 0, "when")
        line = text.split("\n")[place.line - 1]
        assert line[place.column - 1 :][: place.length] == when


def test_an_invalid_time_is_reported_at_the_bracket() -> None:
    assert faults("## Steps\n\n### Count (day 5-2)\n\n- a\n") == [
        (
            "3:12: step 'Count': 'when' is 'day 5-2', which is not a time counted from the start; "
            "write one, such as day 1-2, week 4, 0-15 min, within 48 hours or ongoing [wrong-value]"
        )
    ]


def test_steps_may_be_a_list() -> None:
    assert data(
        f"{START}## Steps\n\n1. **Count** (day 1)\n   - a\n   - b\n2. Order\n   1. c\n"
    ) == {
        "purpose": "Keep it going.",
        "steps": [
            {"title": "Count", "when": "day 1", "actions": [{"text": "a"}, {"text": "b"}]},
            {"title": "Order", "actions": [{"text": "c"}]},
        ],
    }


@pytest.mark.parametrize(
    "wrapper",
    ["", "# A\n\n", "# A\n\n## Process: Customer Onboarding\n\n", "## Customer onboarding\n\n"],
)
@pytest.mark.parametrize("level", [2, 3])
def test_sections_may_be_on_another_level_below_a_title(wrapper: str, level: int) -> None:
    heading = "#" * level
    text = f"{FRONT}{wrapper}Keep it.\n\n{heading} Steps\n\n{heading}# A\n\n- b\n\n{heading} Notes\n\nc\n"

    assert free(text) == [("Notes", "c", False)]
    assert data(text) == {
        "purpose": "Keep it.",
        "steps": [{"title": "A", "actions": [{"text": "b"}]}],
    }


def test_a_section_may_have_the_title_of_the_document() -> None:
    text = f"{FRONT.replace('Customer onboarding', 'Metrics')}Keep it.\n\n## Metrics\n\n- a\n"

    assert read("sops", text.replace("Keep it.\n\n", "")).data["metrics"] == [{"metric": "a"}]
    assert read("sops", text).data["metrics"] == [{"metric": "a"}]


def test_a_first_section_similar_to_the_title_is_free() -> None:
    text = f"{FRONT.replace('Customer onboarding', 'IT')}## Why we do it so\n\nWords.\n"

    assert [found.title for found in read("sops", text).sections] == ["Why we do it so"]


def test_a_section_on_a_higher_level_ends_the_steps() -> None:
    text = f"{START}### Steps\n\n#### A\n\n- b\n\n## Appendix\n\nc\n"

    assert free(text) == [("Appendix", "c", False)]


@pytest.mark.parametrize(
    "heading",
    ["Metrics", "METRICS", "metrics:", "3. Metrics", "**Metrics**", "Metrics (5)", "Metrics (weekly)"],
)  # fmt: skip
def test_any_spelling_of_a_heading_is_known(heading: str) -> None:
    assert section(f"## {heading}\n\n- a\n") == {"metrics": [{"metric": "a"}]}


def test_details_keep_their_nested_content() -> None:
    found = step("1. a\n   - b\n     1. c\n        - d\n   - e\n\n2. f\n")

    assert found["actions"] == [
        {"text": "a", "details": ["b\n     1. c\n        - d", "e"]},
        {"text": "f"},
    ]


def test_the_html_of_nested_details_is_nested() -> None:
    prose = read("sops", f"{STEP}- a\n  - b\n    - c\n").prose

    assert prose["steps", 0, "actions", 0, "details", 0].html == "b<ul><li>c</li></ul>"
    assert prose["steps", 0, "actions", 0, "details", 0].text == "b\nc"


@pytest.mark.parametrize("text", ["- [ ] a\n- [x] b\n", "- [ ] a\n\n- [x] b\n", "1. a\n\n2. b\n"])
def test_checkboxes_and_blank_lines_do_not_change_an_action(text: str) -> None:
    assert step(text) == {"actions": [{"text": "a"}, {"text": "b"}]}


NOTES = [
    "```sh\nls\n```",
    "| a |\n|---|\n| b |",
    "![a](../../docs/b.png)",
    "> [!NOTE]\n> a",
    "More words.",
    "    indented code",
]


@pytest.mark.parametrize("note", NOTES)
def test_other_blocks_belong_to_the_action_above(note: str) -> None:
    found = step(f"1. a\n\n{note}\n\n2. b\n")

    assert found["actions"] == [{"text": "a", "notes": note.strip()}, {"text": "b"}]


@pytest.mark.parametrize("note", NOTES)
def test_content_inside_an_action_stays_there(note: str) -> None:
    inside = "\n".join(f"   {line}" for line in note.split("\n"))

    found = step(f"1. a\n\n{inside}\n\n2. b\n")

    assert [action["text"] for action in found["actions"]] == ["a", "b"]
    assert found["actions"][0]["notes"].split() == note.split()


def test_content_before_the_actions_is_a_note_on_the_step() -> None:
    assert step("Read this first.\n\n**Owner:** b\n\n> Careful.\n\n- a\n") == {
        "notes": "Read this first.\n\n> Careful.",
        "owner": "b",
        "actions": [{"text": "a"}],
    }


def test_notes_of_one_action_are_joined() -> None:
    text = f"{STEP}1. a\n\n   b\n\nc\n\n```\nd\n```\n"
    prose = read("sops", text).prose["steps", 0, "actions", 0, "notes"]

    assert said("sops", text) == []
    assert prose.markdown == "b\n\nc\n\n```\nd\n```"
    assert prose.text == "b\nc\nd"
    assert prose.html == '<p>b</p><p>c</p><pre tabindex="0"><code>d\n</code></pre>'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("## Steps\n\n### A\n", "3:1: step 'A' is missing an action: write it as a list item [missing-part]"),
        ("## Steps\n\n### A\n\nwords\n", "3:1: step 'A' is missing an action: write it as a list item [missing-part]"),
        ("## Steps\n\n1. A\n   - b\n2. C\n", "5:4: step 'C' is missing an action: write it as a list item [missing-part]"),
        ("## Steps\n\n1. A\n2. B\n\n- c\n", "3:1: these actions do not belong to any step; write a heading above them, such as '### Customer onboarding' [unexpected-text]"),
        ("## Steps\n\n| Step | Owner |\n| --- | --- |\n| A | b |\n", "3:1: section 'Steps' contains steps, each under its own heading; write each row as a heading, with its labels and a list below [unexpected-text]"),
        ("# Steps\n\n- A\n", "3:1: these actions do not belong to any step; write a heading above them, such as '## Customer onboarding' [unexpected-text]"),
        ("## Steps\n", "1:1: sop 'ordering' has nothing in the section '## Steps' [missing-part]"),
        ("## Steps\n\n### A\n\n- b\n\n### \n\n- c\n", "7:1: this heading is empty; fill it in or remove it [unknown-heading]"),
        ("## Steps\n\n### A\n\n- b\n-\n", "6:1: this list item is empty; fill it in or remove it [unexpected-text]"),
        ("## Steps\n\n### A\n\n- b\n- <x>\n", "6:1: a list item must start with text; put everything else below it [unexpected-text]"),
        ("## Steps\n\n### A\n\n- b\n- ```\n  c\n  ```\n", "6:1: a list item must start with text; put everything else below it [unexpected-text]"),
        (
            "## Steps\n\n### A\n\n- b\n\n#### More\n\n- c\n",
            "7:1: step 'A' has an unknown heading: 'More'; known here: 'Owner', 'With', 'When', 'Timeline', 'Channel', 'Tools', 'Actions', 'Outputs' [unknown-heading]",
        ),
        (
            "## Steps\n\nWords first.\n\n### A\n\n- b\n",
            "3:1: section 'Steps' contains steps, each under its own heading; move this under one, or into a section of its own [unexpected-text]",
        ),
        (
            "## Steps\n\n**1. A**\nWords.\n\n### A\n\n- b\n",
            "3:1: section 'Steps' contains steps, each under its own heading; if '1. A' is a step, write '### 1. A' [unexpected-text]",
        ),
        (
            "## Steps\n\n### A\n\n- b\n\n## Step 2: C\n\n- d\n",
            "7:1: section 'Step 2: C' is named like a step; write '### Step 2: C' below 'Steps' [unknown-heading]",
        ),
    ],
)  # fmt: skip
def test_a_fault_in_a_step_is_one_plain_message(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    ("text", "label", "wanted"),
    [
        ("## B\n\n**Owner:** c · **When:** day 1\n\n- d\n\n### E\n\n- f\n", "Owner", "### B"),
        ("## 2. B\n\n**Owner:** c\n\n**With:** e\n\n- d\n", "Owner", "### B"),
        ("## B\n\n**When:** day 1 · **Owner:** c\n", "When", "### B"),
        ("## B\n\n**Owner:** c\n\n1. d\n", "Owner", "### B"),
        ("# B\n\n**Owner:** c\n\n1. d\n", "Owner", "### B"),
        ("## B\n\nc\n\n### D\n\ne\n\n### F\n\n**Time:** day 1 · **Tools:** g\n\n- h\n", "When", "### F"),
        ("## B\n\n#### D\n\n**Owner:** c\n\n1. d\n", "Owner", "### D"),
    ],
)  # fmt: skip
def test_a_step_with_too_few_hashes_is_reported_at_its_section(
    text: str, label: str, wanted: str
) -> None:
    (fault,) = faults(f"## Steps\n\n### A\n\n- b\n\n{text}")

    message = f"7:1: section 'B' has the label {label!r} of a step; write {wanted!r} below 'Steps'"
    assert fault == f"{message} [unknown-heading]"


@pytest.mark.parametrize("section", ["## Troubleshooting\n\n### Step 2 fails", "## Step 2 fails"])
def test_a_section_that_mentions_a_step_is_not_one(section: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n- b\n\n{section}\n\n- Restart it\n") == []


def test_a_step_with_too_few_hashes_is_reported_below_a_title_too() -> None:
    text = "# Process\n\n### Steps\n\n#### A\n\n- b\n\n### B\n\n**Owner:** c\n\n- d\n"

    (fault,) = faults(text)

    message = "9:1: section 'B' has the label 'Owner' of a step; write '#### B' below 'Steps'"
    assert fault == f"{message} [unknown-heading]"


@pytest.mark.parametrize(
    "body",
    [
        "**Owner:** c",
        "**Channel:** #support",
        "**Owner:** c · **Timeline:** 2 days",
        "**Tools:**\n\n- c\n- d",
        "**Colour:** c · **When:** day 1\n\n- d",
        "Words.\n\n**Owner:** c\n\n- d",
        "- **Owner:** c\n- **When:** day 1",
        "Tell the **owner:** c · **When:** day 1",
        "> **Owner:** c · **When:** day 1",
        "### D\n\n**Note:** e\n\n- f",
    ],
)
def test_a_free_section_may_contain_bold_text(body: str) -> None:
    found = free(f"{STEP}- a\n\n## Background\n\n{body}\n")

    assert found == [("Background", body, False)]


@pytest.mark.parametrize("head", ["2. **Pay**\n\n", "2. Pay\n\n", "Step 2: Pay\n\n"])
def test_a_list_item_or_numbered_line_still_starts_a_step(head: str) -> None:
    below = f"**Owner:** b\n\n1. c\n\n{head}**Owner:** d\n\n1. e\n"
    found = read("sops", f"{STEP}{below}").data["steps"]
    words = head.strip().removeprefix("2. ").strip("*")

    assert [(one["title"], one["owner"]) for one in found] == [("Count", "b"), ("Pay", "d")]
    assert [[one["text"] for one in step["actions"]] for step in found] == [["c"], ["e"]]
    assert faults(f"## Steps\n\n### Count\n\n{below}") == [
        f"9:1: {words!r} does not start a step; write {f'### {words}'!r} [unknown-heading]"
    ]


def test_an_item_above_new_labels_is_an_action() -> None:
    text = "## Steps\n\n### Count\n\n**Owner:** b\n\n1. c\n2. d\n\n**Outputs:** e\n"

    assert faults(text) == []


@pytest.mark.parametrize("head", ["**Pay**\n\n", "**Pay**\n", "#### Pay\n\n"])
def test_a_step_without_its_heading_is_still_a_step(head: str) -> None:
    below = f"**Owner:** b\n\n- c\n\n{head}**Owner:** d\n\n- e\n"
    found = read("sops", f"{STEP}{below}").data["steps"]

    assert [one["title"] for one in found] == ["Count", "Pay"]
    assert [one["owner"] for one in found] == ["b", "d"]
    assert faults(f"## Steps\n\n### Count\n\n{below}") == [
        "9:1: 'Pay' does not start a step; write '### Pay' [unknown-heading]"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**Owner:** b\n\n- c\n\n**After that**\n\n**Outputs:** d\n",
        "**Owner:** b\n\n- c\n\n**After that**\n**Outputs:** d\n",
        "**First of all**\n\n**Owner:** b\n\n- c\n",
    ],
)
def test_a_step_may_contain_bold_text(text: str) -> None:
    assert faults(f"## Steps\n\n### Count\n\n{text}") == []
