"""Texts in force contain no placeholders, and an unclosed tag is reported once."""

from pathlib import Path

import pytest

from tests.support.checks import SUPPLIES
from tests.support.handbooks import found, procedure, write_handbook


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [Link] now", ["[Link]"]),
        ("**TBD**", ["TBD"]),
        ("TBDs and STBD", []),
        ("X% of it", ["X%"]),
        ("MAX% of it", []),
        ("X%", ["X%"]),
        ("after X days", ["X days"]),
        ("after X daysies", []),
        ("for €X", ["€X"]),
        ("for €XL", []),
        ("`TBD` and `[Link]`", []),
        ("tbd", []),
        ("TBD, [Date], TBD", ["TBD", "[Date]", "TBD"]),
        ("[Link](https://example.com)", []),
        ("the *[Link]*", ["[Link]"]),
    ],
)
def test_placeholders_are_whole_words_outside_code(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    steps = f"### Count\n\n1. {text}\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps)})

    messages = found(tmp_path, "placeholder-text")

    assert [line.split("'")[3] for line in messages] == expected


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_placeholders_are_allowed_in_drafts_and_retired_procedures(
    tmp_path: Path, status: str
) -> None:
    text = procedure(more=f"status: {status}\n", steps="### Count\n\n1. TBD\n")
    write_handbook(tmp_path, {SUPPLIES: text})

    assert found(tmp_path, "placeholder-text") == []


def test_a_placeholder_is_reported_at_its_place(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(steps="### TBD\n\n1. Ask [Link] é [Date]\n")})

    places = [line.split(": ")[0] for line in found(tmp_path, "placeholder-text")]

    assert places == [f"{SUPPLIES}:12:1", f"{SUPPLIES}:14:8", f"{SUPPLIES}:14:17"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("<b>bold</b>", 1),
        ("<b>one</b> and <i>two</i>", 2),
        ("a <br> b <br/> c", 2),
        ("`<b>`", 0),
        ("a < b and c > d", 0),
        ("<!-- a comment -->", 0),
        ("<https://example.com>", 0),
        ("ends </div> here", 1),
        ("<customer name>", 1),
    ],
)
def test_a_tag_is_reported_once_with_its_closing_tag(
    tmp_path: Path, text: str, number: int
) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=f"### Count\n\n1. Act {text}\n")})

    assert len(found(tmp_path, "raw-html")) == number
