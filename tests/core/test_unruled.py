"""Lines that were to be a table are told with what makes them one, and no other lines are."""

import pytest

from tests.core.documents import faults

RULE = "write '| --- | --- |' below its first line"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("## Exceptions\n\n| Scenario | Handling |\n| a | b |\n", f"9:1: {RULE}"),
        ("## Notes\n\n| a | b |\n| c | d |\n", f"9:1: {RULE}"),
        ("## Notes\n\n- a\n\n  | a | b |\n  | c | d |\n", f"11:3: {RULE}"),
        ("## Notes\n\n| a \\| b | c |\n", f"9:1: {RULE}"),
        (
            "## Metrics\n\n| Metric | Target |\n\n| --- | --- |\n| a | b |\n",
            "9:1: an empty line stands in it; remove it",
        ),
        (
            "## Metrics\n\n| Metric | Target |\n|:---|\n| a | b |\n",
            "9:1: its first line has 2 cells and the hyphens 1; make both equal",
        ),
        (
            "## Notes\n\n| a | b |\n| --- | --- |\n\n| c | d |\n\n| e | f |\n",
            f"12:1: an empty line parts it from the table above; remove it, or {RULE}",
        ),
    ],
)
def test_a_table_that_is_none_is_one_fault(text: str, told: str) -> None:
    place, _, why = told.partition(": ")
    expected = f"{place}: this is no table: {why} [unread-table]"

    assert faults(f"## Steps\n\n### A\n\n1. b\n\n{text}") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n| --- | --- |\n| c | d |",
        "```\n| a | b |\n| c | d |\n```",
        "a | b\nc | d",
        "|a|",
        "|x| + |y|",
        "||x||",
        "`| a | b |`",
        "| a | b | and more",
    ],
)
def test_what_is_a_table_or_words_with_bars_is_no_fault(text: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n1. b\n\n## Notes\n\n{text}\n") == []
