"""Empty headings and foreign anchors are reported, and their sections read all the same."""

import pytest

from tests.core.documents import START, faults
from tests.core.kinds import read

STEP = "## Steps\n\n### A\n\n1. b\n"
EMPTY = "this heading is empty; fill it in or remove it [unknown-heading]"


def test_exported_anchors_are_one_fault() -> None:
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
def test_an_empty_heading_is_one_fault(text: str, place: str) -> None:
    assert faults(text) == [f"{place}: {EMPTY}"]


@pytest.mark.parametrize("title", ["A {b}", "A #b", "A `{#b}` c", "![a](b.png)"])
def test_other_headings_are_unchanged(title: str) -> None:
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
def test_an_underlined_sentence_is_one_fault(text: str, place: str) -> None:
    assert faults(text) == [
        (
            f"{place}: this line turns the text above into a heading; add an empty line between "
            "them [unknown-heading]"
        )
    ]


@pytest.mark.parametrize("title", ["Scope\n-----", "Scope\n===", "Scope:\n---"])
def test_other_headings_may_be_underlined(title: str) -> None:
    level = "Steps\n---" if title.endswith("-") else "Steps\n==="
    below = STEP.removeprefix("## Steps")

    assert faults(f"{title}\n\n**Applies to:** all\n\n{level}{below}") == []


def test_an_underlined_purpose_is_read() -> None:
    text = START.rstrip() + f"\n---\n\n{STEP}"

    assert read("sops", text).data["purpose"] == "Keep it going."
