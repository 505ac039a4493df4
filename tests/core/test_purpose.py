"""The purpose of a document is read wherever its author puts it, and nothing else is."""

import pytest

from tests.core.kinds import read, said
from tests.core.playbook import FRONT

STEPS = "\n## Steps\n\n### A\n\n1. b\n"
MEETING = "---\ntitle: Standup\ncadence: weekly\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        "Keep it going.\n",
        "**Purpose:** Keep it going.\n",
        "## Purpose\n\nKeep it going.\n",
        "# Customer onboarding\n\n## 1. Purpose\n\nKeep it going.\n",
        "## Overview\n\n### Purpose\n\nKeep it going.\n",
    ],
)
def test_a_purpose_is_the_first_paragraph_or_labelled(text: str) -> None:
    assert said("sops", f"{FRONT}\n{text}{STEPS}") == []
    assert read("sops", f"{FRONT}\n{text}{STEPS}").data["purpose"] == "Keep it going."


def test_a_meeting_may_have_its_purpose_under_a_heading() -> None:
    text = f"{MEETING}\n## Purpose\n\nBring all together.\n"

    assert said("meetings", text) == []
    assert read("meetings", text).data["purpose"] == "Bring all together."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "**Purpose**\n\nKeep it going.\n",
            "'Purpose' is bold text, not a heading; write '## Purpose'",
        ),
        (
            "**Purpose**\nKeep it going.\n",
            "'Purpose' is bold text, not a heading; write '## Purpose'",
        ),
        ("Purpose: Keep it going.\n", "this looks like the label 'Purpose'; write '**Purpose:**'"),
        ("Owner: CSM\n", "this looks like the label 'Owner'; write '**Owner:**'"),
    ],
)
def test_a_lookalike_of_a_purpose_is_reported(text: str, message: str) -> None:
    (fault,) = said("sops", f"{FRONT}\n{text}{STEPS}")

    assert fault.partition(": ")[2].rpartition(" [")[0] == message


def test_an_image_is_not_a_purpose() -> None:
    assert said("sops", f"{FRONT}\n![logo](logo.png)\n\nKeep it going.\n{STEPS}") == [
        "1:1: sop 'ordering' is missing a purpose: write it as the first paragraph [missing-part]"
    ]


@pytest.mark.parametrize(
    ("words", "is_reported"),
    [
        ("**Owner** CSM", True),
        ("**Owner** – CSM", True),
        ("**Tools** lie in the drawer next to it", False),
        ("**Tools** are ready.", False),
    ],
)
def test_a_label_without_its_colon_is_reported_if_its_value_is_short(
    words: str, is_reported: bool
) -> None:
    found = said("sops", f"{FRONT}\nKeep it going.\n\n## Steps\n\n### A\n\n{words}\n\n1. b\n")

    name = words.split("**")[1]
    message = f"14:1: this looks like the label {name!r}; write '**{name}:**' [unknown-label]"
    assert found == ([message] if is_reported else [])


def test_a_purpose_with_a_heading_precedes_the_first_paragraph() -> None:
    text = f"{FRONT}\nNo. 12, of March 2026\n\n## 1 Purpose\n\nKeep it going.\n{STEPS}"

    assert said("sops", text) == []
    assert read("sops", text).data["purpose"] == "Keep it going."
    assert [one.body.text for one in read("sops", text).sections] == ["No. 12, of March 2026"]


def test_headings_may_have_numbers_without_dots() -> None:
    text = f"{FRONT}\nKeep it going.\n\n## 2 Scope\n\n**Applies to:** all\n\n## 3 Procedure\n\n"

    assert said("sops", f"{text}### 3.1 A\n\n1. b\n") == []
    assert read("sops", f"{text}### 3.1 A\n\n1. b\n").data["scope"] == {"appliesTo": "all"}
