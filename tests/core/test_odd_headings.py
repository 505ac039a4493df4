"""Headings without words, and with signs of other programs, are told, and read all the same."""

import pytest

from tests.core.documents import START, faults
from tests.core.kinds import read

STEP = "## Steps\n\n### A\n\n1. b\n"
EMPTY = "this heading is empty; fill it in or remove it [unknown-heading]"


def test_the_anchors_of_an_export_are_one_fault() -> None:
    text = "## **Steps** {#steps}\n\n### A {#1.-a} ###\n\n1. b\n"

    assert faults(text) == [
        (
            "1:14: '{#steps}' is shown as plain text here and on 1 line below; remove it "
            "[unknown-heading]"
        )
    ]
    assert read("sops", START + text).data["steps"] == [{"title": "A", "actions": [{"text": "b"}]}]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{STEP}\n### \n", "7:1"),
        (f"{STEP}\n##\n", "7:1"),
        (f"{STEP}\n## {{#a}}\n", "7:1"),
        ("## Steps\n\n###\n\n1. b\n", "3:1"),
        (f"{STEP}\n##\n\nWords.\n", "7:1"),
        (f"#\n\n{STEP}", "1:1"),
    ],
)
def test_a_heading_without_words_is_one_fault(text: str, place: str) -> None:
    assert faults(text) == [f"{place}: {EMPTY}"]


@pytest.mark.parametrize("title", ["A {b}", "A #b", "A `{#b}` c", "![a](b.png)"])
def test_other_headings_stay_as_they_are(title: str) -> None:
    assert faults(f"## Steps\n\n### {title}\n\n1. b\n") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{STEP}\nThat is all.\n---\n", "8:1"),
        (f"{STEP}\nGive\na thing\n  -----\n", "9:3"),
        (f"{STEP}\n![a](b.png)\n---\n", "8:1"),
        (f"Read this.\n===\n\n{STEP}", "2:1"),
    ],
)
def test_a_line_that_makes_a_heading_of_a_sentence_is_one_fault(text: str, place: str) -> None:
    assert faults(text) == [
        (
            f"{place}: this line turns the text above into a heading; add an empty line between "
            "them [unknown-heading]"
        )
    ]


@pytest.mark.parametrize("title", ["Scope\n-----", "Scope\n===", "Scope:\n---"])
def test_other_headings_may_have_a_line_below_them(title: str) -> None:
    level = "Steps\n---" if title.endswith("-") else "Steps\n==="
    below = STEP.removeprefix("## Steps")

    assert faults(f"{title}\n\n**Applies to:** all\n\n{level}{below}") == []


def test_a_purpose_with_a_line_right_below_is_read() -> None:
    text = START.rstrip() + f"\n---\n\n{STEP}"

    assert read("sops", text).data["purpose"] == "Keep it going."
