"""Placeholders are texts in brackets, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.placeholders import declared, placeholder_for, placeholders_in, text_of
from tests.support.templates import loaded


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hi [First Name],", ["First Name"]),
        ("#incident-[date]-[brief-description]", ["date", "brief-description"]),
        ("| [ A ] | **[B]** |\n|---|---|\n| €[C] | [D]% |", ["A", "B", "C", "D"]),
        ("- [ ] To [Name]\n- [x] Done\n1. [X] Done", ["Name"]),
        ("| [ ] | [x] |\n|---|---|\n| [A] | [X] |", ["A"]),
        ("[a](b) [a][b] [b] <https://e.example/[c]>\n\n[b]: https://e.example", []),
        ("![a](b) `[c]` \\[d\\] [^1] [] [e\nf]", []),
        ("```\n[a]\n```\n\n    [b]\n", []),
        ("> [!NOTE]\n> [a]", ["a"]),
        ("[[a]] [b] [b]", ["a", "b", "b"]),
        ("&#91;a&#93; <!-- [b] -->", []),
        ("# [Übung 1] é [Ж]", ["Übung 1", "Ж"]),
    ],
)
def test_placeholders_are_recognised(text: str, names: list[str]) -> None:
    assert [found.name for found in placeholders_in(text)] == names


def _pieces() -> Iterator[str]:
    yield from (
        "[a]",
        "[b c]",
        "- ",
        "[ ] ",
        "\n",
        "\n\n",
        "`",
        "**",
        "| ",
        "](x)",
        "é",
        "\\",
        "> ",
    )


@given(st.lists(st.sampled_from([*_pieces(), "x"])).map("".join))
def test_a_placeholder_is_at_its_reported_position(text: str) -> None:
    found = placeholders_in(text)

    assert [text[one.start : one.end] for one in found] == [f"[{one.name}]" for one in found]
    assert sorted(found, key=lambda one: one.start) == found


def test_excessive_nesting_has_no_placeholders() -> None:
    assert placeholders_in(f"{'> ' * 60}[a]") == []


def test_a_number_distinguishes_placeholders_of_a_kind(tmp_path: Path) -> None:
    entry = loaded(tmp_path).registers["templates"].entries["round-notes"]

    known = declared(entry)

    assert {
        name: found.name if (found := placeholder_for(name, known)) else None
        for name in ("Point", "point 12", "Point  2", "Point2", "2", "Date", "Dates")
    } == {
        "Point": "Point",
        "point 12": "Point",
        "Point  2": "Point",
        "Point2": None,
        "2": None,
        "Date": "Date",
        "Dates": None,
    }
    assert text_of(entry).startswith("# Round, [Date]\n")
