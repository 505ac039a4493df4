"""A fix changes only the text it is meant for."""

import pytest

from handbook.diagnostics import WRITTEN, Fix, Place
from handbook.fixes.edits import Edit, edited

TEXT = "\ufefffirst line\r\nowner: Ofice ofice\nsee [a.md](a.md)\n"


def _edit(line: int, column: int, length: int, right: str, wrong: str = "") -> Edit:
    return Edit(Place("x.md", line, column, length), Fix(right, wrong))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (_edit(1, 1, 5, "1st"), TEXT.replace("first", "1st")),
        (_edit(2, 8, 11, "Office", "Ofice"), TEXT.replace("Ofice", "Office")),
        (_edit(2, 8, 5, f'"{WRITTEN}"'), TEXT.replace("Ofice", '"Ofice"')),
        (_edit(3, 5, 12, "b.md", "a.md"), TEXT.replace("(a.md)", "(b.md)")),
        (_edit(3, 5, 999, "b.md", "a.md"), TEXT.replace("(a.md)", "(b.md)")),
        # The place is out of date, or does not contain the text to be replaced.
        (_edit(2, 1, 5, "Office", "Ofice"), TEXT),
        (_edit(9, 1, 5, "x"), TEXT),
    ],
)
def test_an_edit_is_applied_at_its_place(edit: Edit, expected: str) -> None:
    found = edited(TEXT, [edit])

    assert found.text == expected
    assert len(found.made) == (expected != TEXT)


def test_only_one_of_overlapping_edits_is_applied() -> None:
    first, second = _edit(2, 8, 11, "all"), _edit(2, 14, 5, "part")

    found = edited(TEXT, [first, second])

    assert found.text == TEXT.replace("Ofice ofice", "Ofice part")
    assert found.made == (second,)


def test_identical_edits_are_applied_once() -> None:
    edit = _edit(1, 1, 5, "1st")

    assert edited(TEXT, [edit, edit]).made == (edit,)
