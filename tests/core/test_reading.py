"""A procedure is read completely from Markdown as playbooks are written, below front matter."""

# ruff: noqa: E501 - each text and message is kept on one line

from typing import Any

import pytest

from tests.core.documents import KNOWN, START, data, faults
from tests.core.kinds import read, said
from tests.core.playbook import FRONT, METRICS, PLAYBOOK, STEPS


def test_the_playbook_is_read_completely() -> None:
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


def test_every_value_of_the_playbook_is_at_its_place() -> None:
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


def test_the_texts_of_the_playbook_are_kept_with_their_html() -> None:
    prose = read("sops", PLAYBOOK).prose

    assert prose["steps", 0, "actions", 2, "text"] == (
        "Conduct kickoff call:",
        "Conduct kickoff call:",
        "Conduct kickoff call:",
    )
    assert (
        prose["successCriteria",].html == "Customer actively using product, &lt;5 support tickets"
    )


# --- front matter


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1: front matter is missing: start the file with '---', one line each for title, process, owner, review, then '---'"),
        ("# Title\n", "1:1: front matter is missing: start the file with '---', one line each for title, process, owner, review, then '---'"),
        ("\n---\na: 1\n---\n", "1:1: front matter is missing: start the file with '---', one line each for title, process, owner, review, then '---'"),
        (" ---\na: 1\n---\n", "1:1: front matter is missing: start the file with '---', one line each for title, process, owner, review, then '---'"),
        ("---", "1:1: front matter is missing: start the file with '---', one line each for title, process, owner, review, then '---'"),
        ("---\ntitle: a\n", "1:1: front matter is not closed: put '---' on a line of its own after the keys"),
        ("---\ntitle: a\n----\n", "1:1: front matter is not closed: put '---' on a line of its own after the keys"),
        ("---\ntitle: a\n ---\n", "1:1: front matter is not closed: put '---' on a line of its own after the keys"),
    ],
)  # fmt: skip
def test_missing_or_unclosed_front_matter_is_reported(text: str, fault: str) -> None:
    assert said("sops", text) == [f"{fault} [missing-front-matter]"]


@pytest.mark.parametrize("front", ["", "# a comment\n", "- a\n", "words\n", "12\n"])
def test_front_matter_without_keys_is_reported(front: str) -> None:
    assert said("sops", f"---\n{front}---\n") == [
        "2:1: front matter must be keys and values, one per line, such as 'title: ...' [yaml-syntax]"
    ]


def test_the_places_in_broken_front_matter_are_those_of_the_file() -> None:
    assert said("sops", "---\ntitle: é\nowner: [a\n---\n") == [
        "3:8: not YAML: this '[' is never closed, or a comma is missing [yaml-syntax]"
    ]


def test_duplicate_keys_do_not_hide_faults_below() -> None:
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


def test_dashes_in_the_body_do_not_close_front_matter() -> None:
    text = f"{START}---\ntitle: not a key\n---\n\n## Steps\n\n### A\n\n- b\n"

    found = read("sops", text)

    assert found.data["title"] == "Customer onboarding"
    assert found.data["purpose"] == "Keep it going."


def test_rules_between_sections_are_not_part_of_them() -> None:
    text = f"{START}---\n\n## Steps\n\n---\n\n### A\n\n- b\n\n---\n\n## Metrics\n\n- c\n\n***\n"

    assert data(text) == {
        "purpose": "Keep it going.",
        "steps": [{"title": "A", "actions": [{"text": "b"}]}],
        "metrics": [{"metric": "c"}],
    }


@pytest.mark.parametrize("line", ["**Triggers** a call", "*Triggers:* a call", "Triggers: a call"])
def test_a_malformed_label_is_not_part_of_the_value_above_it(line: str) -> None:
    text = f"## Scope\n\n**Applies to:** all\nof them\n{line}\n\n## Steps\n\n### A\n\n- b\n"

    reported = "5:1: this looks like the label 'Triggers'; write '**Triggers:**' [unknown-label]"
    assert faults(text) == [reported]


def test_an_unmarked_label_after_another_is_not_part_of_its_value() -> None:
    text = "## Steps\n\n### A\n\n**Owner:** COO · When: day 1 · With: CSM\n\n- b\n"

    assert faults(text) == [
        "5:18: this looks like the label 'When'; write '**When:**' [unknown-label]",
        "5:32: this looks like the label 'With'; write '**With:**' [unknown-label]",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "**all** of them",
        "**triggers** that are known",
        "see · this: one",
        "also: a trigger",
        "at *Triggers:* once",
    ],
)
def test_other_lines_are_part_of_the_value_above_them(line: str) -> None:
    text = f"## Scope\n\n**Applies to:** one\n{line}\n\n## Steps\n\n### A\n\n- b\n"

    assert faults(text) == []


def test_a_paragraph_without_words_is_no_purpose() -> None:
    assert said("sops", f"{FRONT}\n·\n\n## Steps\n\n### Count\n\n- a\n") == [
        "1:1: sop 'ordering' is missing a purpose: write it as the first paragraph [missing-part]"
    ]


def test_a_cell_without_a_column_is_reported() -> None:
    text = (
        "## Exceptions\n\n| Scenario | Handling |\n| -- | -- |\n| A | B | **ü** | d |\n| A | B | |\n"
        "## Notes\n\n> | A | B |\n> | - | - |\n> | `a|b` | c\n> | a \\| b | c |\n> | d |\n"
    )

    message = "this row has more cells than its table has columns: {!r} would be lost; "
    cure = "move it into another cell, or write '\\|' for a literal bar [wrong-column]"
    assert [fault for fault in faults(text) if "cells" in fault] == [
        f"5:11: {message.format('**ü** | d')}{cure}",
        f"11:13: {message.format('c')}{cure}",
    ]


def test_content_below_a_bold_heading_is_read_as_its_section() -> None:
    text = "## Scope\n\n**Applies to:** a\n\n**Steps**\n\n### B\n\n1. c\n\n**Related**\n\n- [d](e.md)\n"

    assert faults(text) == [
        "5:1: 'Steps' is bold text, not a heading; write '## Steps' [unknown-heading]",
        "11:1: 'Related' is bold text, not a heading; write '## Related' [unknown-heading]",
    ]
    assert read("sops", START + text).data["related"] == ["e.md"]


def test_a_bold_steps_heading_is_reported_in_a_free_section_too() -> None:
    text = "## Background\n\nWords.\n\n**Note**\n\n**Procedure**\n\n### B\n\n1. c\n"

    assert faults(text) == [
        "7:1: 'Procedure' is bold text, not a heading; write '## Steps' [unknown-heading]"
    ]


# --- invalid list markers


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("• b\n", "5:1: '•' does not start a list item; write '- ' instead"),
        ("\u2022\tb\n\u2022\tc\n", "5:1: '•' does not start a list item here or on 1 line below; write '- ' instead"),
        ("1. b\n•\u00a0c\n\t•\td\n• e\n", "6:1: '•' does not start a list item here or on 2 lines below; write '- ' instead"),
        ("☐ b\n☐ c\n", "5:1: '☐' does not start a list item here or on 1 line below; write '- ' instead"),
        ("– b\n– c\n", "5:1: '–' does not start a list item here or on 1 line below; write '- ' instead"),
        ("1) b\n\ta)\tc\n\tb)\td\n", "6:2: 'a)' does not start a list item here or on 1 line below; write '1. ' or '- ' instead"),
        ("1. b\n1.1 Count\n1.2 Call\n", "6:1: '1.1' does not start a list item here or on 1 line below; write '1. ' or '- ' instead"),
        ("(1) Count\n(2) Call\n", "5:1: '(1)' does not start a list item here or on 1 line below; write '1. ' or '- ' instead"),
        ("-Bring\n-Call\n", "5:1: '-' does not start a list item here or on 1 line below; write a space after '-'"),
        ("1. b\n   1.1.1) Count\n   1.1.2) Call\n", "6:4: '1.1.1)' does not start a list item here or on 1 line below; write '1. ' or '- ' instead"),
        ("- b\n\u00a0\u00a0- c\n", "6:1: '-' does not start a list item; use a normal space next to it, not a non-breaking one"),
        ("-\u00a0b\n*\u00a0 c\n", "5:1: '-' does not start a list item here or on 1 line below; use a normal space next to it, not a non-breaking one"),
        ("1. b\n2.\u00a0c\n", "6:1: '2.' does not start a list item; use a normal space next to it, not a non-breaking one"),
        ("1.\u00a0b\n2.\u00a0c\n", "5:1: '1.' does not start a list item here or on 1 line below; use a normal space next to it, not a non-breaking one"),
        ("1. ☐ b\n   - c\n", "5:4: '☐' is not a checkbox; write '[ ]' instead"),
        ("- [] b\n- [] [c](#d)\n", "5:3: '[]' is not a checkbox here or on 1 line below; write '[ ]' instead"),
        ("- \\[ \\] b\n- \\[ \\] c\n", "5:3: '\\[ \\]' is not a checkbox here or on 1 line below; write '[ ]' instead"),
        ("- \\[x\\] b\n", "5:3: '\\[x\\]' is not a checkbox; write '[x]' instead"),
        ("* ( )\tb\n", "5:3: '( )' is not a checkbox; write '[ ]' instead"),
        ("- [ ]b\n- [x](#c)\n- [x] d\n", "5:3: '[ ]' is not a checkbox; write a space after '[ ]'"),
        ("·\tb\n·\tc\n", "5:1: '·' does not start a list item here or on 1 line below; write '- ' instead"),
        ("· b\n\n· c\n", "5:1: '·' does not start a list item here or on 1 line below; write '- ' instead"),
        ("1. b\n   o\tc\n   o\td\n", "6:4: 'o' does not start a list item here or on 1 line below; write '- ' instead"),
        ("✔️ b\n✔️ c\n", "5:1: '✔️' does not start a list item here or on 1 line below; write '- ' instead"),
        ("1️⃣ b\n2️⃣ c\n", "5:1: '1️⃣' does not start a list item here or on 1 line below; write '1. ' instead"),
        ("1\\. b\n2\\. c\n", "5:1: '1\\.' does not start a list item here or on 1 line below; remove the backslash"),
        ("\\- b\n\\- c\n", "5:1: '\\-' does not start a list item here or on 1 line below; remove the backslash"),
        ("A. b\nB. c\n", "5:1: 'A.' does not start a list item here or on 1 line below; write '1. ' or '- ' instead"),
        ("i. b\nii. c\niii. d\n", "5:1: 'i.' does not start a list item here or on 2 lines below; write '1. ' or '- ' instead"),
        ("h) b\ni) c\nj) d\n", "5:1: 'h)' does not start a list item here or on 2 lines below; write '1. ' or '- ' instead"),
        ("1. b\n2.Öffnen\n", "6:1: '2.' does not start a list item; write a space after '2.'"),
    ],
)  # fmt: skip
def test_an_invalid_list_marker_is_the_only_fault(text: str, fault: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n{text}") == [f"{fault} [unmarked-item]"]


@pytest.mark.parametrize("sign", ["1.\u00a0", "-\u00a0", "2)\u00a0 "])
def test_an_item_with_only_a_non_breaking_space_is_empty(sign: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n{sign}\n") == [
        "5:1: this list item is empty; fill it in or remove it [unexpected-text]"
    ]


def test_invalid_items_are_read_among_other_faults() -> None:
    text = f"{START}## Steps\n\n###A\n\n• b\n-Call\n-Ask\n\n###C\n\n• d\n"
    found = read("sops", text)

    assert [fault.place.line for fault in found.faults] == [12, 18, 14, 15]
    assert found.data["steps"] == [
        {"title": "A", "actions": [{"text": "b"}, {"text": "Call"}, {"text": "Ask"}]},
        {"title": "C", "actions": [{"text": "d"}]},
    ]


@pytest.mark.parametrize(
    "line",
    ["-Call [us](gone.md)", "2.Call [us](gone.md)", "1.2.3.2 Call [us](gone.md)"],
)
def test_a_fault_after_an_invalid_marker_is_at_its_written_place(line: str) -> None:
    first = {"-": "-Ask", "2": "1. Ask", "1": "1.2.3.1 Ask"}[line[0]]

    found = read("sops", f"{START}## Steps\n\n### A\n\n{first}\n{line}\n")

    (link,) = found.links
    assert (link.place.line, link.place.column) == (15, line.index("[") + 1)
    action = found.place("steps", 0, "actions", 1, "text")
    assert (action.column, action.length) == (line.index("C") + 1, len("Call [us](gone.md)"))


@pytest.mark.parametrize(
    "words",
    [
        "```\n• b\n```",
        "    • b",
        "`a\n• b`",
        "Costs\n1.5 hours of work.",
        "Costs\n1.1 hours of work.",
        "Ask either\na) or nobody.",
        "See section\n2.1 and section\n2.2.",
        "From\n1.1 percent to\n1.2 percent",
        "✓ done,\n✗ not",
        "Main Street\n12.Floor",
        "By the\n   1.Mai",
        "The Pre\n-Sales team",
        "1. Ask the Pre\n   -Sales team\n2. Wait",
        "> Regards\n> • Anna\n> • Berta",
        "Ask [the\n• owner](https://example.com).",
        "Mark | Means\n-|-\n● | red\n○ | none",
        "Version | Change\n-|-\n1.1 | Written\n1.2 | Mended",
        "It is told\nz. B. in the list.",
        "Run it with\n-X or\n-all of it.",
        "In\n3.x of it.",
        "•",
        "**Owner:** c\n• **When:** day 1",
        "**Owner:** c\n· **When:** day 1\n· **With:** d",
        "O, see\no which\no that",
        "Ask A.\nB. Smith knows.",
        "So it goes\n→ there.",
        "2026\\. It was so.",
    ],
)
def test_other_characters_at_the_start_of_a_line_are_text_or_code(words: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n{words}\n\n- b\n") == []


@pytest.mark.parametrize("words", ["\n• one\n• two", "Hello\n-Anna\n-Berta", "(1) One\n(2) Two"])
def test_outside_lists_markers_are_text(words: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n- b\n\n## Background\n\nWords\n{words}\n") == []


def test_a_template_may_have_markers_of_its_own() -> None:
    text = "---\ntitle: Mail\nfor: message\npurpose: Greet.\n---\n\nHello\n• one\n• two\n"

    assert said("templates", text) == []


# --- bold lines


@pytest.mark.parametrize("bold", ["**Exceptions**", "__Exceptions__", "**exceptions**"])
def test_a_bold_line_in_place_of_a_section_heading_is_reported(bold: str) -> None:
    name = bold.strip("*_")

    assert faults(f"## Steps\n\n### A\n\n- b\n\n{bold}\n") == [
        f"7:1: {name!r} is bold text, not a heading; write '## Exceptions' [unknown-heading]"
    ]


@pytest.mark.parametrize(
    "words",
    [
        *("**Exceptions**\n\n## Exceptions", "**Exceptions** are rare.", "**Background**"),
        *("Exceptions", "**Scope**\nis narrow", "## Background\n\n**Metrics**\n\nwords"),
    ],
)
def test_other_bold_text_is_not_a_section(words: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n- b\n\n{words}\n") == []


# --- hashes without a space


@pytest.mark.parametrize(
    ("above", "bare", "below", "at"),
    [
        ("", "##Steps", "\n### A\n\n- b\n", "1:1"),
        ("## Steps\n\n", "###A", "\n- b\n", "3:1"),
        ("## Steps\n\n### A\n\n- b\n", "###Ängste", "- c\n", "6:1"),
        ("", "#Steps", "\n## A\n\n- b\n", "1:1"),
        ("## Steps\n\n### A\n\n- b\n\n", "##Metrics", "- c\n", "7:1"),
    ],
)
def test_hashes_without_a_space_are_the_only_fault(
    above: str, bare: str, below: str, at: str
) -> None:
    expected = f"{at}: {bare!r} is not a heading; write a space after the hashes [unknown-heading]"

    assert faults(f"{above}{bare}\n{below}") == [expected]


def test_hashes_without_a_space_may_start_a_text() -> None:
    assert said("sops", f"{FRONT}##Scope\n") == [
        "7:1: '##Scope' is not a heading; write a space after the hashes [unknown-heading]"
    ]


def test_content_below_hashes_without_a_space_is_read_as_a_section() -> None:
    text = f"{START}##Scope\n\n**Triggers:** a\n\n## Steps\n\n###A\n\n- b\n###C\n- d\n"
    found = read("sops", text)

    assert [fault.place.line for fault in found.faults] == [10, 16, 19]
    assert found.data["scope"] == {"triggers": "a"}
    assert found.data["steps"] == [
        {"title": "A", "actions": [{"text": "b"}]},
        {"title": "C", "actions": [{"text": "d"}]},
    ]


@pytest.mark.parametrize(
    "words",
    [
        "```\n##Steps\n```",
        "~~~markdown\n###A\n~~~",
        "`a\n##Steps`",
        "<!--\n##Steps\n-->",
        "a\n<!--\n##Steps\n-->",
        "Tell it in\n#support\nat once.",
        "\\##Steps",
        "##1",
        "#######Steps",
    ],
)
def test_other_hashes_at_the_start_of_a_line_are_text_or_code(words: str) -> None:
    assert faults(f"## Background\n\n{words}\n\n## Steps\n\n### A\n\n- b\n") == []


@pytest.mark.parametrize(
    ("code", "closing"),
    [
        ("```sh\nls", "```"),
        ("~~~~\n```\nls\n~~~", "~~~~"),
        ("```\nls\n```sh", "```"),
        ("```", "```"),
        ("```sh\nls\n```", ""),
        ("~~~\nls\n~~~~~", ""),
        ("```\nls\n  ```  ", ""),
        ("- ```\n  ls\n  ```", ""),
        ("> ```\n> ls\n> ```", ""),
        ("1. a\n\n   ~~~\n   ls\n   ~~~\n2. b", ""),
        ("    ls", ""),
    ],
)
def test_an_unclosed_code_block_is_the_only_fault(code: str, closing: str) -> None:
    messages = said("sops", f"{PLAYBOOK.rstrip()}\n\n## Notes\n\nRun this:\n\n{code}\n")

    assert [line.partition(": ")[2] for line in messages] == (
        [f"this code block is never closed; write '{closing}' below its last line [unclosed-code]"]
        if closing
        else []
    )


@pytest.mark.parametrize(
    "code", ["1. Look\n   ```\n   ls\n2. c", "- Look\n\n  > ```\n  > ls\n", "- ```"]
)
def test_an_unclosed_code_block_in_a_list_is_reported(code: str) -> None:
    (reported,) = said("sops", f"{PLAYBOOK.rstrip()}\n\n## Notes\n\nRun this:\n\n{code}\n")

    cure = "write '```' below its last line, indented like the opening fence"
    assert reported.endswith(f": this code block is never closed; {cure} [unclosed-code]")
