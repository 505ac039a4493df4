"""Findings write words, dates and numbers as people say them."""

from datetime import date

import pytest

from handbook.amounts import counted
from handbook.checks.finding import joined
from handbook.times import format_date


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
    ],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], expected: str) -> None:
    assert joined(words) == expected


def test_dates_and_numbers_are_written_as_people_write_them() -> None:
    assert format_date(date(2027, 3, 1)) == "1 March 2027"
    assert counted(1, "day") == "1 day"
    assert counted(2, "process", "processes") == "2 processes"
