"""Failed tables are reported with the cure, and no other lines are."""

import pytest

from tests.core.documents import faults

RULE = "write '| --- | --- |' below its first line"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## Exceptions\n\n| Scenario | Handling |\n| a | b |\n", f"9:1: {RULE}"),
        ("## Notes\n\n| a | b |\n| c | d |\n", f"9:1: {RULE}"),
        ("## Notes\n\n- a\n\n  | a | b |\n  | c | d |\n", f"11:3: {RULE}"),
        ("## Notes\n\n| a \\| b | c |\n", f"9:1: {RULE}"),
        (
            "## Metrics\n\n| Metric | Target |\n\n| --- | --- |\n| a | b |\n",
            "9:1: it contains an empty line; remove it",
        ),
        (
            "## Metrics\n\n| Metric | Target |\n|:---|\n| a | b |\n",
            "9:1: its first line has 2 cells but the hyphens have 1; make them match",
        ),
        ("## Notes\n\nSizes:\n| a | b |\n| c | d |\n", f"10:1: {RULE}"),
        (
            "## Notes\n\n- Sizes\n| a | b |\n| --- | --- |\n| c | d |\n",
            "10:1: add an empty line between it and the text above",
        ),
        (
            "## Notes\n\n| a | b |\n| c | d |\nAnd more.\n",
            f"9:1: {RULE}, and an empty line below its last",
        ),
        ("## Notes\n\n- Sizes\n  | a | b |\n  | c | d |\n", f"10:3: {RULE}"),
        ("## Notes\n\n> | a | b |\n> | c | d |\n", f"9:3: {RULE}"),
        ("## Notes\n\n> Sizes:\n> | a | b |\n> | c | d |\n", f"10:3: {RULE}"),
        (
            "## Notes\n\n| --- | --- |\n| a | b |\n",
            "9:1: write the column names directly above the hyphens",
        ),
        (
            "## Notes\n\n| a | b |\n| --- | --- |\n\n| c | d |\n\n| e | f |\n",
            f"12:1: an empty line separates it from the table above; remove it, or {RULE}",
        ),
        ("## Notes\n\na | b\nc | d\ne | f\n", f"9:1: {RULE}"),
        (
            "## Notes\n\n- Sizes\na | b\n-- | --\nc | d\n",
            "10:1: add an empty line between it and the text above",
        ),
        (
            "## Notes\n\na | b | c\n--|--\nd | e | f\n",
            "9:1: its first line has 3 cells but the hyphens have 2; make them match",
        ),
        (
            "## Exceptions\n\n+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n",
            ("9:1: remove the lines of '+', and write '| --- | --- |' below its first line"),
        ),
    ],
)
def test_a_failed_table_is_one_fault(text: str, message: str) -> None:
    place, _, why = message.partition(": ")
    expected = f"{place}: this is not read as a table: {why} [unread-table]"

    assert faults(f"## Steps\n\n### A\n\n1. b\n\n{text}") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n| --- | --- |\n| c | d |",
        "```\n| a | b |\n| c | d |\n```",
        "a | b\nc | d",
        "a | b\nc | d\ne",
        "a | b\nc | d\ne | f | g",
        "a|b\nc|d\ne|f",
        "**Note:** a | **Note:** b\n**Note:** c | **Note:** d\n**Note:** e | **Note:** f",
        "+1\n+2",
        "|a|",
        "|x| + |y|",
        "||x||",
        "`| a | b |`",
        "| a | b | and more",
        "Sizes:\n| a | b |\n| --- | --- |\n| c | d |",
        "> | a | b |\n> | --- | --- |\n> | c | d |",
        "One row:\n| a | b |",
        "| a |\n| --- |\n| b |\nc",
    ],
)
def test_tables_and_text_with_bars_are_not_reported(text: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n1. b\n\n## Notes\n\n{text}\n") == []


def test_text_directly_below_a_table_is_reported_once_as_a_row() -> None:
    text = "| a | b |\n| --- | --- |\n| c | d |\nAnd more,\nand more.\n"

    assert faults(f"## Steps\n\n### A\n\n1. b\n\n## Notes\n\n{text}") == [
        (
            "12:1: this line is read as a row of the table above; add an empty line before it "
            "[unexpected-text]"
        )
    ]
