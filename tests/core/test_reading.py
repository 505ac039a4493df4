"""A procedure, a meeting or a template is read from Markdown as people write it."""

# ruff: noqa: E501 - messages are asserted whole, each on its line

from typing import Any

import pytest

from handbook.diagnostics import Place
from tests.core.kinds import read, said
from tests.core.playbook import FRONT, METRICS, PLAYBOOK, STEPS

START = f"{FRONT}\nKeep it going.\n\n"
STEP = f"{START}## Steps\n\n### Count\n\n"
KNOWN = {
    "title": "Customer onboarding",
    "process": "customer-onboarding",
    "owner": "Customer Success Lead",
    "review": "every 3 months",
}


def data(text: str, kind: str = "sops") -> dict[str, Any]:
    """Return what a valid text says beyond its front matter."""
    assert said(kind, text) == []
    document = read(kind, text)
    return {key: value for key, value in document.data.items() if KNOWN.get(key) != value}


def step(text: str) -> dict[str, Any]:
    """Return the step "Count" with a text below its heading."""
    (found,) = data(STEP + text)["steps"]
    assert isinstance(found, dict)
    assert found.pop("title") == "Count"
    return found


def section(text: str) -> dict[str, Any]:
    """Return what a text says that stands after the steps."""
    found = data(f"{STEP}- a\n\n{text}")
    assert found.pop("steps") == [{"title": "Count", "actions": [{"text": "a"}]}]
    assert found.pop("purpose") == "Keep it going."
    return found


def free(text: str) -> list[tuple[str, str, bool]]:
    """Return the title, the text and the side of the steps of every free section."""
    assert said("sops", text) == []
    return [(s.title, s.body.markdown, s.before_steps) for s in read("sops", text).sections]


def faults(text: str) -> list[str]:
    """Return what is wrong with a text below the front matter, whose lines count from 1."""
    above = START.count("\n")
    found = []
    for fault in said("sops", START + text):
        line, column, rest = fault.split(":", 2)
        found.append(f"{int(line) - above}:{column}:{rest}")
    return found


# --- the playbook


def test_the_playbook_is_read_whole() -> None:
    document = read("sops", PLAYBOOK)

    assert said("sops", PLAYBOOK) == []
    assert document.data == {
        **KNOWN,
        "purpose": "Ensure new customers put the product to use and achieve first value",
        "timeline": "2-4 weeks",
        "successCriteria": "Customer actively using product, <5 support tickets",
        "steps": STEPS,
        "metrics": METRICS,
    }
    assert document.sections == ()
    assert len(STEPS) == len(METRICS) == 5


def test_every_part_of_the_playbook_stands_where_its_place_says() -> None:
    document = read("sops", PLAYBOOK)
    lines = PLAYBOOK.split("\n")

    def check(value: Any, route: tuple[str | int, ...]) -> None:
        if isinstance(value, dict | list):
            for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
                check(inner, (*route, key))
            return
        place = document.place(*route)
        written = lines[place.line - 1][place.column - 1 : place.column - 1 + place.length]
        title = str(route[-1]) == "title" and len(route) > 1
        assert value in written if title else value == written

    check(document.data, ())


def test_the_words_of_the_playbook_are_kept_with_their_html() -> None:
    prose = read("sops", PLAYBOOK).prose

    assert prose["steps", 0, "actions", 2, "text"]._replace(place=Place("", 1, 1)) == (
        "Conduct kickoff call:",
        "Conduct kickoff call:",
        "Conduct kickoff call:",
        Place("", 1, 1),
    )
    assert (
        prose["successCriteria",].html == "Customer actively using product, &lt;5 support tickets"
    )


# --- front matter


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1: front matter is missing: start the file with '---', keys, '---'"),
        ("# Title\n", "1:1: front matter is missing: start the file with '---', keys, '---'"),
        ("\n---\na: 1\n---\n", "1:1: front matter is missing: start the file with '---', keys, '---'"),
        (" ---\na: 1\n---\n", "1:1: front matter is missing: start the file with '---', keys, '---'"),
        ("---", "1:1: front matter is missing: start the file with '---', keys, '---'"),
        ("---\ntitle: a\n", "1:1: front matter is not closed: put '---' on a line of its own after the keys"),
        ("---\ntitle: a\n----\n", "1:1: front matter is not closed: put '---' on a line of its own after the keys"),
        ("---\ntitle: a\n ---\n", "1:1: front matter is not closed: put '---' on a line of its own after the keys"),
    ],
)  # fmt: skip
def test_a_front_matter_that_is_not_there_or_not_closed_is_told(text: str, fault: str) -> None:
    assert said("sops", text) == [f"{fault} [missing-front-matter]"]


@pytest.mark.parametrize("front", ["", "# a comment\n", "- a\n", "words\n", "12\n"])
def test_a_front_matter_without_keys_is_told(front: str) -> None:
    assert said("sops", f"---\n{front}---\n") == [
        "2:1: front matter must be keys and values, one a line, such as 'title: ...' [yaml-syntax]"
    ]


def test_the_places_of_a_broken_front_matter_are_those_of_the_file() -> None:
    assert said("sops", "---\ntitle: é\nowner: [a\n---\n") == [
        "3:8: not YAML: this '[' is never closed, or a comma is missing [yaml-syntax]"
    ]


def test_keys_that_come_twice_do_not_hide_what_is_wrong_below() -> None:
    assert said("sops", f"---\ntitle: a\ntitle: b\n---\n{'Text.'}\n\n## Scop\n") == [
        "3:1: key 'title' is already on line 2 [duplicate-key]",
        "7:1: unknown section 'Scop'; did you mean 'Scope'? [unknown-heading]",
    ]


@pytest.mark.parametrize("change", ["\r\n", "\r"])
def test_the_line_ends_of_other_systems_are_read(change: str) -> None:
    assert data(PLAYBOOK.replace("\n", change).replace("\r\n", "\n").replace("\r", "\n")) == data(
        PLAYBOOK
    )
    assert said("sops", PLAYBOOK.replace("\n", change)) == []


def test_dashes_in_the_body_are_no_fence() -> None:
    text = f"{START}---\ntitle: not a key\n---\n\n## Steps\n\n### A\n\n- b\n"

    found = read("sops", text)

    assert found.data["title"] == "Customer onboarding"
    assert found.data["purpose"] == "Keep it going."


def test_lines_between_sections_are_no_part_of_them() -> None:
    text = f"{START}---\n\n## Steps\n\n---\n\n### A\n\n- b\n\n---\n\n## Metrics\n\n- c\n\n***\n"

    assert data(text) == {
        "purpose": "Keep it going.",
        "steps": [{"title": "A", "actions": [{"text": "b"}]}],
        "metrics": [{"metric": "c"}],
    }


# --- labels

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
def test_labels_are_read_however_they_are_set_out(text: str) -> None:
    assert step(text) == LABELLED


def test_the_place_of_a_label_and_of_its_value_are_told_apart() -> None:
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


def test_the_value_of_a_label_may_stand_below_it() -> None:
    assert section(
        "## Scope\n\n**Triggers:**\n\n- a call\n- a letter\n\n**Outputs:**\n\nAn order.\n"
    ) == {"scope": {"triggers": "- a call\n- a letter", "outputs": "An order."}}


def test_bold_words_within_a_line_are_no_labels() -> None:
    assert step("1. Ask **Owner:** who?\n2. **Stop** and **think:** why?\n") == {
        "actions": [{"text": "Ask **Owner:** who?"}, {"text": "**Stop** and **think:** why?"}]
    }


def test_actions_that_open_in_bold_are_actions() -> None:
    assert step("- **Prepare:** read the notes\n- **Call:** ring them\n") == {
        "actions": [{"text": "**Prepare:** read the notes"}, {"text": "**Call:** ring them"}]
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("**Owner:**\n\n- a\n", "5:1: label 'Owner' has no value; fill it or remove it [empty-label]"),
        ("**Owner:** · **When:** day 1\n\n- a\n", "5:1: label 'Owner' has no value; fill it or remove it [empty-label]"),
        ("**Outputs:**\n\n**Tools:** b\n\n- a\n", "5:1: label 'Outputs' has no value; fill it or remove it [empty-label]"),
        ("- a\n\n**Outputs:**\n", "7:1: label 'Outputs' has no value; fill it or remove it [empty-label]"),
        ("- a\n\n#### Outputs\n", "7:1: label 'Outputs' has no value; fill it or remove it [empty-label]"),
        ("**Onwer:** b\n\n- a\n", "5:1: unknown label 'Onwer' in step 'Count'; did you mean 'Owner'? [unknown-label]"),
        (
            "**Owner:** b · **Colour:** red\n\n- a\n",
            "5:16: unknown label 'Colour' in step 'Count'; known here: Owner, When, Timeline, Tools, Actions, Outputs [unknown-label]",
        ),
        ("**Owner:** b\n**Owner:** c\n\n- a\n", "6:12: 'owner' is already given on line 18; keep one [given-twice]"),
        ("**Tools:** b\n**Tools:** c\n\n- a\n", "6:12: 'tools' is already given on line 18; keep one [given-twice]"),
    ],
)  # fmt: skip
def test_a_label_that_is_wrong_is_told_where_it_stands(text: str, fault: str) -> None:
    assert faults(f"## Steps\n\n### Count\n\n{text}") == [
        fault.replace("line 18", f"line {START.count(chr(10)) + 5}")
    ]


def test_the_same_value_twice_is_no_fault() -> None:
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
def test_a_section_that_the_front_matter_has_already_is_given_twice(key: str, body: str) -> None:
    text = FRONT.replace("---\n", f"---\n{key}\n", 1) + f"\nKeep it.\n\n{body}"

    found = [fault.rpartition(": ")[2] for fault in said("sops", text)]

    name = key.partition(":")[0]
    assert found == [f"{name!r} is already given on line 2; keep one [given-twice]"]


# --- steps


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


def test_a_time_that_is_none_is_told_at_the_bracket() -> None:
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
def test_sections_may_stand_at_another_level_below_a_title(wrapper: str, level: int) -> None:
    heading = "#" * level
    text = f"{FRONT}{wrapper}Keep it.\n\n{heading} Steps\n\n{heading}# A\n\n- b\n\n{heading} Notes\n\nc\n"

    assert free(text) == [("Notes", "c", False)]
    assert data(text) == {
        "purpose": "Keep it.",
        "steps": [{"title": "A", "actions": [{"text": "b"}]}],
    }


def test_a_section_at_a_higher_level_ends_the_steps() -> None:
    text = f"{START}### Steps\n\n#### A\n\n- b\n\n## Appendix\n\nc\n"

    assert free(text) == [("Appendix", "c", False)]


@pytest.mark.parametrize(
    "heading",
    ["Metrics", "METRICS", "metrics:", "3. Metrics", "**Metrics**", "Metrics (5)", "Metrics (weekly)"],
)  # fmt: skip
def test_a_section_is_known_however_its_heading_is_spelt(heading: str) -> None:
    assert section(f"## {heading}\n\n- a\n") == {"metrics": [{"metric": "a"}]}


def test_details_keep_what_is_nested_in_them() -> None:
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
def test_boxes_and_blank_lines_do_not_change_an_action(text: str) -> None:
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
def test_what_is_no_list_stays_at_the_action_it_follows(note: str) -> None:
    found = step(f"1. a\n\n{note}\n\n2. b\n")

    assert found["actions"] == [{"text": "a", "notes": note.strip()}, {"text": "b"}]


@pytest.mark.parametrize("note", NOTES)
def test_what_stands_inside_an_action_stays_there(note: str) -> None:
    inside = "\n".join(f"   {line}" for line in note.split("\n"))

    found = step(f"1. a\n\n{inside}\n\n2. b\n")

    assert [action["text"] for action in found["actions"]] == ["a", "b"]
    assert found["actions"][0]["notes"].split() == note.split()


def test_what_stands_before_the_actions_is_a_note_to_the_step() -> None:
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
        ("## Steps\n\n### A\n", "3:1: step 'A' lacks an action: write it as a list item [missing-part]"),
        ("## Steps\n\n### A\n\nwords\n", "3:1: step 'A' lacks an action: write it as a list item [missing-part]"),
        ("## Steps\n\n1. A\n", "3:4: step 'A' lacks an action: write it as a list item [missing-part]"),
        ("## Steps\n", "1:1: sop 'ordering' has nothing in the section '## Steps' [missing-part]"),
        ("## Steps\n\n### A\n\n- b\n\n### \n\n- c\n", "7:1: step '': 'title' is empty; fill it or remove it [wrong-value]"),
        ("## Steps\n\n### A\n\n- b\n-\n", "6:1: a list item is empty; fill it or remove it [unexpected-text]"),
        ("## Steps\n\n### A\n\n- b\n- <x>\n", "6:1: a list item starts with words; what else belongs to it stands below them [unexpected-text]"),
        ("## Steps\n\n### A\n\n- b\n- ```\n  c\n  ```\n", "6:1: a list item starts with words; what else belongs to it stands below them [unexpected-text]"),
        (
            "## Steps\n\n### A\n\n- b\n\n#### More\n\n- c\n",
            "7:1: step 'A' has an unknown heading: 'More'; known here: 'Owner', 'When', 'Timeline', 'Tools', 'Actions', 'Outputs' [unknown-heading]",
        ),
        (
            "## Steps\n\nWords first.\n\n### A\n\n- b\n",
            "3:1: section 'Steps' is steps, each under a heading; put it under one, or give it a heading of its own [unexpected-text]",
        ),
    ],
)  # fmt: skip
def test_a_step_that_is_wrong_is_told_in_a_plain_sentence(text: str, fault: str) -> None:
    assert faults(text) == [fault]


# --- other sections


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
        ("## Scope\n\nWords.\n", "8:1: text in section 'Scope' has no label; start it with '**Applies to:**', '**Triggers:**', '**Outputs:**' [missing-label]"),
        ("## Scope\n\n**Applys to:** a\n", "8:1: unknown label 'Applys to' in section 'Scope'; did you mean 'Applies to'? [unknown-label]"),
        ("## Metric\n\n- a\n", "6:1: unknown section 'Metric'; did you mean 'Metrics'? [unknown-heading]"),
        ("## Metrics\n\n- a\n\n## Metrics\n\n- b\n", "10:1: section 'Metrics' is already on line 17; put both together [duplicate-section]"),
        ("## Metrics\n\nWords.\n", "8:1: section 'Metrics' is a list or a table; write it as one, or give it a heading of its own [unexpected-text]"),
        ("## Metrics\n\n| Metirc |\n|---|\n| a |\n", "8:3: unknown column 'Metirc'; did you mean 'Metric'? [wrong-column]"),
        ("## Metrics\n\n| Metric | Colour |\n|---|---|\n| a | b |\n", "8:12: unknown column 'Colour'; known here: Metric, Target, Current [wrong-column]"),
        ("## Metrics\n\n| Target |\n|---|\n| a |\n", "8:1: table in section 'Metrics' lacks the column 'Metric' [wrong-column]"),
        ("## Metrics\n\n- a\n  - b\n", "9:3: nothing may stand below this item; move it up or out [unexpected-text]"),
        ("## Related\n\n- a\n  - b\n", "9:3: only a name is expected here; remove what is below it [unexpected-text]"),
        ("## Related\n\n| a |\n|---|\n", "8:1: section 'Related' is a list; write it as a list item, or give it a heading of its own [unexpected-text]"),
        ("## Changes\n\n- a\n", "8:1: section 'Changes' is a table; write it as a row, or give it a heading of its own [unexpected-text]"),
        ("## Changes\n\n| Date | Change |\n|---|---|\n| 2024-12 | |\n", "10:1: change 1 lacks its 'Change': write it in that column of a table [missing-part]"),
        ("## Changes\n\n| Date | Change |\n|---|---|\n| May | a |\n", "10:3: change 1: 'date' is 'May', which is not a month or a date; write one, such as 2026-11 or 2026-11-21 [wrong-value]"),
    ],
)  # fmt: skip
def test_a_section_that_is_wrong_is_told_in_a_plain_sentence(text: str, fault: str) -> None:
    line = START.count("\n") + 6

    assert faults(f"## Steps\n\n### A\n\n- b\n{text}") == [fault.replace("line 17", f"line {line}")]


def test_free_sections_stay_on_their_side_of_the_steps() -> None:
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


def test_free_sections_have_anchors_and_the_steps_too() -> None:
    text = f"{START}## Notes\n\n### Notes\n\na\n\n## Steps\n\n### Notes\n\n- b\n\n## Notes\n\nc\n"
    document = read("sops", text)

    assert [found.anchor for found in document.sections] == ["notes", "notes-4"]
    assert document.sections[0].body.html == '<h3 id="notes-2">Notes</h3><p>a</p>'
    assert document.anchors == {("steps",): "steps", ("steps", 0): "notes-3"}
    assert document.targets == {"notes", "notes-2", "steps", "notes-3", "notes-4"}


def test_comments_are_no_part_of_any_section() -> None:
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


def test_text_nested_too_deep_is_told_at_its_place() -> None:
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


def test_a_template_without_a_body_lacks_its_text() -> None:
    text = "---\ntitle: Notes\npurpose: Help.\nfor: document\n---\n\n<!-- nothing -->\n"

    assert said("templates", text) == ["1:1: template 'notes' lacks the key 'text' [missing-key]"]


def test_a_template_with_its_text_in_the_front_matter_too_has_it_twice() -> None:
    text = "---\ntext: a\ntitle: Notes\npurpose: Help.\nfor: document\n---\n\nb\n"

    assert said("templates", text) == [
        "8:1: 'text' is already given on line 2; keep one [given-twice]"
    ]
