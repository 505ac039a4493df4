"""Labels are read however they are laid out, and wrong ones are reported in place."""

# ruff: noqa: E501 - each text and message is kept on one line

import pytest

from handbook.diagnostics import Place
from tests.core.documents import START, STEP, data, faults, section, step
from tests.core.kinds import read, said
from tests.core.playbook import FRONT

LABELLED = {
    "owner": "CSM",
    "when": "day 1",
    "tools": ["slack", "the CRM (main, new)"],
    "actions": [{"text": "a"}],
}


@pytest.mark.parametrize(
    "text",
    [
        "**Owner:** CSM · **When:** day 1 · **Tools:** slack, the CRM (main, new)\n\n1. a\n",
        "**Owner\N{FULLWIDTH COLON}** CSM\n**When**\N{FULLWIDTH COLON}day 1\n**Tools:** slack, the CRM (main, new)\n1. a\n",
        "**Owner:** CSM\n**When:** day 1\n**Tools:** slack, the CRM (main, new)\n1. a\n",
        "**Owner:** CSM  \n**When:** day 1\\\n**Tools:** slack, the CRM (main, new)\n\n- a\n",
        "**Owner:** CSM\n\n**When:** day 1\n\n**Tools:** slack, the CRM (main, new)\n\n* a\n",
        "**Owner**: CSM | **When**: day 1 | **Tools**: slack · the CRM (main, new)\n\n+ a\n",
        "**Owner:** CSM   **When:** day 1   **Tools:** slack, the CRM (main, new)\n\n1) a\n",
        "**Owner:** CSM |\n**When:** day 1 |\n**Tools:** slack, the CRM (main, new)\n\n- a\n",
        "**owner:** CSM · **TIME:** day 1 · **tools :** slack, the CRM (main, new)\n\n- a\n",
        "- **Owner:** CSM\n- **When:** day 1\n- **Tools:** slack, the CRM (main, new)\n\n1. a\n",
        "- **Owner:** CSM\n\n- **When:** day 1\n\n- **Tools:**\n  - slack\n  - the CRM (main, new)\n\n1. a\n",
        "**Tools:**\n\n- slack\n- the CRM (main, new)\n\n**Owner:** CSM • **When:** day 1\n\n**Actions:**\n- a\n",
        "1. a\n\n**Owner:** CSM\n**When:** day 1\n**Tools:** slack, the CRM (main, new)\n",
        "#### Actions\n\n1. a\n\n#### Tools\n\n- slack\n- the CRM (main, new)\n\n**Owner:** CSM · **When:** day 1",
        "**Owner:** `CSM` · **When:** *day 1* · **Tools:** slack, the CRM (main, new)\n\n- a\n",
        "**Owner:** CSM <!-- who else? -->\n**When:** day 1\n**Tools:** slack, the CRM (main, new)\n\n- a\n",
        "__Owner:__ CSM · __When:__ day 1 · __Tools:__ slack, the CRM (main, new)\n\n- a\n",
        "**Owner:** CSM · **When:** day 1 · **Tools:** slack, the CRM (main, new)\n---\n- a\n",
    ],
)  # fmt: skip
def test_labels_are_read_however_they_are_laid_out(text: str) -> None:
    assert step(text) == LABELLED


def test_a_label_and_its_value_have_separate_places() -> None:
    document = read("sops", f"{STEP}**Größe:**\n\n**Owner:** Zoë 😀 · **Tools:** ä, slack\n\n- a\n")

    assert document.key("steps", 0, "owner") == Place("sops/operations/ordering.md", 16, 1, 10)
    assert document.place("steps", 0, "owner") == Place("sops/operations/ordering.md", 16, 12, 5)
    assert document.place("steps", 0, "tools", 1) == Place("sops/operations/ordering.md", 16, 34, 5)


def test_a_comma_in_a_number_or_a_bracket_separates_nothing() -> None:
    found = step("**Outputs:** 1,000 letters, a plan (draft, final) · notes, and so on\n\n- a\n")

    assert found["outputs"] == ["1,000 letters", "a plan (draft, final)", "notes", "and so on"]


def test_an_action_after_its_label_is_one_sentence() -> None:
    assert step("**Actions:** Count, then write it down\n") == {
        "actions": [{"text": "Count, then write it down"}]
    }


def test_the_value_of_a_label_may_be_below_it() -> None:
    assert section(
        "## Scope\n\n**Triggers:**\n\n- a call\n- a letter\n\n**Outputs:**\n\nAn order.\n"
    ) == {"scope": {"triggers": "- a call\n- a letter", "outputs": "An order."}}


def test_bold_text_within_a_line_is_not_a_label() -> None:
    assert step("1. Ask **Owner:** who?\n2. **Stop** and **think:** why?\n") == {
        "actions": [{"text": "Ask **Owner:** who?"}, {"text": "**Stop** and **think:** why?"}]
    }


def test_actions_that_start_in_bold_are_actions() -> None:
    assert step("- **Prepare:** read the notes\n- **Call:** ring them\n") == {
        "actions": [{"text": "**Prepare:** read the notes"}, {"text": "**Call:** ring them"}]
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("**Owner:**\n\n- a\n", "5:1: label 'Owner' has no value; fill it in or remove it [empty-label]"),
        ("**Owner:** · **When:** day 1\n\n- a\n", "5:1: label 'Owner' has no value; fill it in or remove it [empty-label]"),
        ("**Outputs:**\n\n**Tools:** b\n\n- a\n", "5:1: label 'Outputs' has no value; fill it in or remove it [empty-label]"),
        ("- a\n\n**Outputs:**\n", "7:1: label 'Outputs' has no value; fill it in or remove it [empty-label]"),
        ("- a\n\n#### Outputs\n", "7:1: label 'Outputs' has no value; fill it in or remove it [empty-label]"),
        ("**Onwer:** b\n\n- a\n", "5:1: unknown label 'Onwer' in step 'Count'; did you mean 'Owner'? [unknown-label]"),
        (
            "**Owner:** b · **Colour:** red\n\n- a\n",
            "5:16: unknown label 'Colour' in step 'Count'; known here: Owner, With, When, Timeline, Channel, Tools, Actions, Outputs [unknown-label]",
        ),
        ("**Owner:** b\n**Owner:** c\n\n- a\n", "6:12: 'owner' is already given on line 18; keep one [given-twice]"),
        ("**Tools:** b\n**Tools:** c\n\n- a\n", "6:12: 'tools' is already given on line 18; keep one [given-twice]"),
    ],
)  # fmt: skip
def test_a_wrong_label_is_reported_in_place(text: str, fault: str) -> None:
    assert faults(f"## Steps\n\n### Count\n\n{text}") == [
        fault.replace("line 18", f"line {START.count(chr(10)) + 5}")
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("**Owner: CSM · **When:** day 1\n\n- a\n", "5:1: this looks like the label 'Owner'; write '**Owner:**'"),
        ("**Owner: CSM**\n\n- a\n", "5:1: this looks like the label 'Owner'; write '**Owner:**'"),
        ("**Owner: ** CSM\n\n- a\n", "5:1: this looks like the label 'Owner'; write '**Owner:**'"),
        ("** Owner:** CSM\n\n- a\n", "5:1: this looks like the label 'Owner'; write '**Owner:**'"),
        ("*Owner:* CSM\n\n- a\n", "5:1: this looks like the label 'Owner'; write '**Owner:**'"),
        ("_owner_: CSM\n\n- a\n", "5:1: this looks like the label 'Owner'; write '**Owner:**'"),
        ("***Owner:*** CSM\n\n- a\n", "5:1: this looks like the label 'Owner'; write '**Owner:**'"),
        ("Owner:** CSM\n\n- a\n", "5:1: this looks like the label 'Owner'; write '**Owner:**'"),
        ("**Owner:**CSM\n\n- a\n", "5:1: this looks like the label 'Owner'; write a space after '**Owner:**'"),
        ("Owner: CSM\nWhen: day 1\n\n- a\n", "5:1: this looks like the label 'Owner'; write '**Owner:**'"),
        ("time : day 1\n\n- a\n", "5:1: this looks like the label 'When'; write '**When:**'"),
        ("**Owner:** CSM\n**When** day 1\n\n- a\n", "6:1: this looks like the label 'When'; write '**When:**'"),
        ("**Owner:** CSM\n*When* day 1\n\n- a\n", "6:1: this looks like the label 'When'; write '**When:**'"),
        ("**Owner:** CSM\n\n*When:* day 1\n\n- a\n", "7:1: this looks like the label 'When'; write '**When:**'"),
        ("**Owner:** CSM, **When:** day 1\n\n- a\n", "5:17: label 'When' runs into the value before it; write ' · ' between them"),
        ("**Owner:** CSM **when**: day 1\n\n- a\n", "5:16: label 'when' runs into the value before it; write ' · ' between them"),
        ("- a\n\n**Outputs: b\n", "7:1: this looks like the label 'Outputs'; write '**Outputs:**'"),
    ],
)  # fmt: skip
def test_a_malformed_label_is_reported_in_place(text: str, fault: str) -> None:
    assert faults(f"## Steps\n\n### Count\n\n{text}") == [f"{fault} [unknown-label]"]


def test_a_bold_word_that_starts_a_line_in_lower_case_is_no_label() -> None:
    assert step("**Owner:** CSM\n**when** asked\n\n- a\n")["owner"] == "CSM when asked"


def test_the_place_of_a_malformed_label_includes_its_marks() -> None:
    (fault,) = read("sops", f"{STEP}*Owner:* CSM\n\n- a\n").faults

    assert (fault.place.column, fault.place.length) == (1, len("*Owner:*"))


@pytest.mark.parametrize(
    "note",
    [
        "When: in doubt, ask",
        "Whenever: ask",
        "*Careful:* ask",
        "**Careful: ask**",
        "*Owner* of this is nobody",
        "**Tools** are these: a",
        "`Owner:` is a label",
    ],
)
def test_sentences_are_not_labels(note: str) -> None:
    assert step(f"- a\n\n{note}\n") == {"actions": [{"text": "a", "notes": note}]}


def test_an_action_that_looks_like_a_label_is_an_action() -> None:
    assert step("- *Owner:* ask\n- Owner: ask\n\n  *Owner:* ask\n") == {
        "actions": [{"text": "*Owner:* ask"}, {"text": "Owner: ask", "notes": "*Owner:* ask"}]
    }


def test_the_same_value_twice_is_not_a_fault() -> None:
    text = f"{START}**Owner:** customer success lead\n\n## Steps\n\n### A\n\n- b\n"

    assert data(text)["purpose"] == "Keep it going."


def test_a_value_in_the_front_matter_and_in_a_label_is_given_twice() -> None:
    assert faults("**Owner:** Somebody else\n\n## Steps\n\n### A\n\n- b\n") == [
        "1:12: 'owner' is already given on line 4; keep one [given-twice]"
    ]


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("steps: [a]", "## Steps\n\n### A\n\n- b\n"),
        ("steps: 4", "## Steps\n\n- b\n"),
        ("steps: text", "## Steps\n\n### A\n\n- b\n"),
        ("steps:", "## Steps\n\n### A\n\n- b\n"),
        ("scope: text", "## Scope\n\n**Triggers:** b\n"),
        ("scope: {triggers: a}", "## Scope\n\n**Outputs:** b\n"),
        ("metrics: 3", "## Metrics\n\n- b\n"),
        ("metrics: [a]", "## Metrics\n\n- b\n"),
        ("exceptions: {}", "## Exceptions\n\n| Scenario | Handling |\n|-|-|\n| a | b |\n"),
        ("tools: slack", "**Tools:**\n\n- hubspot\n"),
        ("tools: 5", "**Tools:** hubspot\n"),
    ],
)
def test_a_section_also_in_the_front_matter_is_given_twice(key: str, body: str) -> None:
    text = FRONT.replace("---\n", f"---\n{key}\n", 1) + f"\nKeep it.\n\n{body}"

    found = [fault.rpartition(": ")[2] for fault in said("sops", text)]

    name = key.partition(":")[0]
    assert found == [f"{name!r} is already given on line 2; keep one [given-twice]"]


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        (
            "Triggers: c",
            "this looks like the label 'Triggers'; write '**Triggers:**' [unknown-label]",
        ),
        (
            "words",
            (
                "text in section 'Scope' has no label; start it with one of '**Applies to:**', "
                "'**Triggers:**', '**Counted from:**', '**Outputs:**' [missing-label]"
            ),
        ),
    ],
)
def test_the_only_item_without_a_label_is_reported(item: str, fault: str) -> None:
    text = f"## Scope\n\n- **Applies to:** b\n- {item}\n\n## Steps\n\n### A\n\n- d\n"

    assert faults(text) == [f"4:3: {fault}"]
