"""Column widths add up to a hundred and are shared according to the texts."""

from hypothesis import given
from hypothesis import strategies as st

from handbook.pages.column_widths import column_widths


def test_short_columns_fit_their_longest_text() -> None:
    assert column_widths([["Name", "Slack"], ["Cost", "8 euro a month"], ["Use", "3"]]) == [
        27,
        54,
        19,
    ]


def test_a_narrow_column_still_fits_its_longest_word() -> None:
    *others, last = column_widths([*[["word " * 40]] * 4, ["word " * 40, "Donaudampfschifffahrt"]])

    assert last > max(others)


@given(st.lists(st.lists(st.text(max_size=90), max_size=4), min_size=1, max_size=8))
def test_the_columns_together_fill_the_table(columns: list[list[str]]) -> None:
    found = column_widths(columns)

    assert sum(found) == 100
    assert min(found) > 0
