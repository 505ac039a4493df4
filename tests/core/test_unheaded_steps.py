"""Steps without the heading of their section are reported once, and still read."""

import pytest

from tests.core.documents import START, data, faults
from tests.core.kinds import read

SCOPE = "## Scope\n\n**Applies to:** a\n\n"
STEPS = "### A\n\n**Owner:** b\n\n1. c\n\n### D\n\n- e\n\n"
METRICS = "## Metrics\n\n- f\n"


@pytest.mark.parametrize(
    ("above", "message"),
    [
        ("", "5:1: 'A' is outside any section of steps; write '## Steps' above it"),
        ("**Steps**\n\n", "5:1: 'Steps' is bold text, not a heading; write '## Steps'"),
        ("Steps:\n\n", "5:1: 'Steps:' is not a heading; write '## Steps'"),
        (
            "# Steps\n\n",
            "5:1: section 'Steps' is not on the same level as the others; write '## Steps'",
        ),
        (
            "### Steps\n\n",
            "5:1: section 'Steps' is not on the same level as the others; write '## Steps'",
        ),
        (
            "#### Steps\n\n",
            "5:1: section 'Steps' is not on the same level as the others; write '## Steps'",
        ),
    ],
)
def test_steps_without_their_heading_are_one_fault(above: str, message: str) -> None:
    assert faults(SCOPE + above + STEPS + METRICS) == [f"{message} [unknown-heading]"]


def test_steps_above_all_other_sections_are_one_fault() -> None:
    assert faults(f"# Steps\n\n{STEPS}{METRICS}\n## Related\n\n- g\n") == [
        (
            "1:1: section 'Steps' is not on the same level as the others; write '## Steps' "
            "[unknown-heading]"
        )
    ]


def test_they_are_reported_without_a_section_above() -> None:
    assert faults(STEPS + METRICS) == [
        "1:1: 'A' is outside any section of steps; write '## Steps' above it [unknown-heading]"
    ]


def test_faults_inside_them_are_reported_as_well() -> None:
    message = faults(SCOPE + STEPS.replace("Owner", "Ownr"))

    assert [fault.partition(" [")[0].partition(":1: ")[2] for fault in message] == [
        "'A' is outside any section of steps; write '## Steps' above it",
        "unknown label 'Ownr' in step 'A'; did you mean 'Owner'?",
    ]


def test_a_heading_without_actions_is_not_a_step() -> None:
    (fault,) = faults(f"{SCOPE}### A\n\n{METRICS}")

    assert "has no label" in fault


@pytest.mark.parametrize("level", ["#", "##", "###"])
def test_sections_may_be_on_any_one_level(level: str) -> None:
    text = (SCOPE + "## Steps\n\n" + STEPS + METRICS).replace("### ", "#### ")
    text = text.replace("\n## ", f"\n{level} ").replace("## Scope", f"{level} Scope", 1)

    assert [step["title"] for step in data(START + text)["steps"]] == ["A", "D"]


def test_a_step_may_be_named_like_a_section() -> None:
    text = f"{START}## Steps\n\n### Steps\n\n- a\n\n### Metrics\n\n- b\n"

    assert [step["title"] for step in data(text)["steps"]] == ["Steps", "Metrics"]


def test_a_title_named_like_the_steps_is_not_their_heading() -> None:
    assert faults(f"# Procedure\n\n{SCOPE}## Steps\n\n{STEPS}{METRICS}") == []


def test_a_heading_below_the_steps_is_a_section_if_its_content_fits() -> None:
    message = (
        "1:1: section 'Steps' is not on the same level as the others; write '## Steps' "
        "[unknown-heading]"
    )

    assert faults(f"# Steps\n\n{STEPS}{SCOPE}") == [message]
    assert faults("# Steps\n\n## Scope\n\n1. Look at it\n") == []


def test_an_unknown_heading_above_the_sections_is_kept() -> None:
    text = f"{START}## Onboarding\n\n### Steps\n\n#### A\n\n1. b\n"

    assert [one.title for one in read("sops", text).sections] == ["Onboarding"]
    assert read("sops", text.replace("## Onb", "## Customer onb")).sections == ()


SECTIONS = "## Ask\n\n1. Ask\n\n## Pay\n\n1. Pay\n\n"
LOST = (
    "there is no section 'Steps'; if 'Ask' is a step, write '## Steps' above it, and '###' in "
    "front of each"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SECTIONS, f"1:1: {LOST}"),
        (f"## Why\n\n- a\n\n{SECTIONS}", f"5:1: {LOST}"),
        ("**Ask**\n\n1. Ask\n\n**Pay**\n\n1. Pay\n", f"1:1: {LOST}"),
        (f"# Procedure\n\n{SECTIONS}{METRICS}\n## Related\n\n- g\n", f"3:1: {LOST}"),
        (f"# Procedure\n\n{SCOPE}{SECTIONS}", f"7:1: {LOST}"),
        (
            f"# Procedure\n\n{SCOPE}### Ask\n\n1. Ask\n",
            "7:1: 'Ask' is outside any section of steps; write '## Steps' above it",
        ),
        (
            f"## Procedure\n\n{SCOPE}{SECTIONS}",
            "7:1: 'Ask' is a section, not a step; write '### Ask' below 'Procedure'",
        ),
        (
            f"## Steps\n\n{SECTIONS}",
            "3:1: 'Ask' is a section, not a step; write '### Ask' below 'Steps'",
        ),
        ("1. Ask\n", "1:1: these actions are not in a section; write '## Steps' above them"),
    ],
)
def test_steps_written_as_sections_are_reported_at_the_first(text: str, message: str) -> None:
    assert faults(text) == [f"{message} [unknown-heading]"]


@pytest.mark.parametrize("text", ["**Tools:**\n\n- slack\n", "## Scope\n\n", "## Why\n\nA.\n"])
def test_a_section_without_a_list_is_not_a_step(text: str) -> None:
    assert faults(text) == ["-8:1: sop 'ordering' is missing the section '## Steps' [missing-part]"]
