"""Labels in list items belong to the step, and labels inside an action are reported."""

import pytest

from tests.core.documents import START, data, faults, step

IN_TABLE = "labels in a table are ignored; write each on a line of its own, such as"
LOST = (
    "label {!r} is ignored in an action; make the action a step with its own heading, or remove "
    "the asterisks [unknown-label]"
)


@pytest.mark.parametrize(
    "text",
    [
        "- **Owner:** CSM\n- **When:** day 1\n- a\n- b\n",
        "- a\n- b\n- **Owner:** CSM · **When:** day 1\n",
        "- **Owner:** CSM\n- a\n- **When:**\n  day 1\n- b\n",
        "- [ ] **Owner:** CSM\n\n- **When:** day 1\n\n- a\n\n- b\n",
    ],
)
def test_label_items_belong_to_the_step(text: str) -> None:
    actions = [{"text": "a"}, {"text": "b"}]

    assert step(text) == {"owner": "CSM", "when": "day 1", "actions": actions}


@pytest.mark.parametrize(
    "text",
    [
        "1. **Order**\n   **Owner:** CSM\n   - a\n2. **Pay**\n   **Owner:** CSM\n   - b\n",
        "1. Order · **Owner:** CSM\n   - a\n2. Pay\n   **Owner:** CSM\n   - b\n",
        "1. Order\n   - **Owner:** CSM\n   - a\n2. Pay\n   - **Owner:** CSM\n   - b\n",
    ],
)
def test_labels_below_a_step_that_is_an_item_belong_to_the_step(text: str) -> None:
    steps = data(f"{START}## Steps\n\n{text}")["steps"]

    assert [(one["title"].strip("*"), one["owner"], one["actions"]) for one in steps] == [
        ("Order", "CSM", [{"text": "a"}]),
        ("Pay", "CSM", [{"text": "b"}]),
    ]


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("1. a\n2. **Pay**\n   **Owner:** CSM\n   - b\n", "7:4", "Owner"),
        ("1. a\n2. Pay\n\n   **Owner:** CSM\n\n   - b\n", "8:4", "Owner"),
        ("1. a\n   - **Owner:** CSM\n   - **When:** day 2\n", "6:6", "Owner"),
        ("1. a. **When:** day 2\n", "5:7", "When"),
    ],
)
def test_a_label_in_an_action_is_reported(text: str, place: str, name: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n{text}") == [f"{place}: {LOST.format(name)}"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Fill in **Owner:** and **Tools:** of the form\n",
        "1. Fill in\n   - **Owner:** who does it\n   - **Name:** what it is called\n",
        "1. a\n\n   **Note:** b\n",
        "1. **Owners**: ask them\n",
        "1. Ask the **owner**\n",
    ],
)
def test_other_bold_text_stays_in_its_action(text: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n{text}") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "## Steps\n\n### A\n\n| **Owner** | CSM |\n| --- | --- |\n| When: | day 1 |\n\n1. b\n",
            f"5:1: {IN_TABLE} '**Owner:** CSM'",
        ),
        (
            "| | |\n| --- | --- |\n| Version | 1.0 |\n\n## Steps\n\n### A\n\n1. b\n",
            f"1:1: {IN_TABLE} '**Version:** 1.0'",
        ),
        (
            "## Steps\n\n### A\n\n| Owner | When |\n| --- | --- |\n| CSM | day 1 |\n\n1. b\n",
            f"5:1: {IN_TABLE} '**Owner:** CSM'",
        ),
    ],
)
def test_labels_in_a_table_are_reported(text: str, message: str) -> None:
    assert faults(text) == [f"{message} [unknown-label]"]


@pytest.mark.parametrize(
    "table",
    [
        "| Tools | Price |\n| --- | --- |\n| Slack | 1 |",
        "| Owner | When | Tools |\n| --- | --- | --- |\n| When | a | b |",
        "| Owner | When |\n| --- | --- |\n| CSM | a |\n| CFO | b |",
        "| | |\n| --- | --- |",
    ],
)
def test_other_tables_in_a_step_are_shown(table: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n{table}\n\n1. b\n") == []
