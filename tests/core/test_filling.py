"""A filled template contains known values, keeps other placeholders, and keeps its structure."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.filling import Figure, FillRequest, fill, plain_value, settable, unfilled, unknown
from handbook.load import load
from handbook.source.markdown import Node, parse, plain
from handbook.source.text import UNPRINTABLE
from tests.support.handbooks import write_handbook
from tests.support.templates import FILES, loaded, write_templates

MONDAY = date(2026, 11, 23)
# Characters with a meaning in Markdown, HTML and YAML.
HOSTILE = [
    *("*", "**", "_", "__", "`", "```", "~~", "~~~", "[", "]", "(", ")", "<", ">", "&", "|", "\\"),
    *("#", "## ", "- ", "+ ", "1. ", "2) ", "=", "---", "===", "> ", "!", ":", ":-", "{{", "}}"),
    *("<b>", "</b>", "<!--", "-->", "&lt;", "&#91;", "[a](b)", "![a](b)", "[ ] ", "[x] "),
    *("javascript:", "https://e.example/", "\n", "\n\n", "\t", "\r\n", "\x1b[31m", "\u202e"),
    *("a", "b1", "é", "😀", " ", "  ", "\u2028", "\u00a0"),
]
CONTEXTS = [
    "{}",
    "# {}",
    "- {}",
    "1. {}",
    "a {} b",
    "> {}",
    "**{}**",
    "a\n{}\nb",
    "- [ ] a: {}",
    "| a | b |\n|---|---|\n| {} | c |",
    "**a:** {}\n**b:** c",
]


def _notes(root: Path, order: FillRequest) -> tuple[str, tuple[str, ...]]:
    handbook = loaded(root)
    return fill(handbook, handbook.registers["templates"].entries["round-notes"], order)


def test_known_values_are_filled_in_from_the_handbook(tmp_path: Path) -> None:
    text, left = _notes(tmp_path, FillRequest(day=MONDAY))

    assert (
        text
        == """\
# Round, 23 November 2026

COO (Ada Example), Clerk, led by Ada Example, written by [Clerk name], checked by [Checked by]

| Metric | Actual | Target | Status | Remark |
|---|---|---|---|---|
| Apples | [Actual] | [Target] | [Status] | [Remark 1] |
| Pears \\| quinces | [Actual] | [Target] | [Status] | [Remark 2] |

| Shed | State |
|---|---|
| North shed | |
| South shed | |

1. [Point 1]
2. [Point 2]

[Point 1] again, [the list](https://example.com/[Date]), `[Date]`, \\[Date\\], #[tag]

- [ ] Next: 30 November 2026"""
    )
    assert left == (
        *("Clerk name", "Checked by", "Actual", "Target", "Status", "Remark 1", "Remark 2"),
        *("Point 1", "Point 2", "tag"),
    )


def test_brackets_that_are_not_placeholders_stay(tmp_path: Path) -> None:
    template = (
        "---\ntitle: Note\npurpose: Tell.\nfor: meeting\n"
        "placeholders:\n  Date: {description: The day., from: date}\n---\n\n"
        "[Sic] on [Date].\n"
    )
    handbook = load(write_handbook(tmp_path, {"data/templates/note.md": template})).handbook
    (note,) = handbook.entries("templates")

    assert fill(handbook, note, FillRequest(day=MONDAY)) == ("[Sic] on 23 November 2026.", ())


def test_an_unknown_attendee_is_named_as_written(tmp_path: Path) -> None:
    root = write_templates(tmp_path)
    meeting = FILES["data/meetings/round.md"].replace("[Crew, Clerk]", "[Clerk, The mayor]")
    handbook = load(write_handbook(root, {"data/meetings/round.md": meeting})).handbook
    (notes,) = handbook.entries("templates")

    assert "Clerk, The mayor, led by" in fill(handbook, notes, FillRequest(day=MONDAY))[0]


def test_given_values_take_precedence(tmp_path: Path) -> None:
    order = FillRequest(
        day=MONDAY,
        reviewer="COO",
        figures={"apples": Figure("7", "≥ 5", "Good")},
        given={
            "clerk NAME": "Bo",
            "Names": "All",
            "Point": "Sun",
            "Point 2": "Rain",
            "Remark 2": "few",
            "tag": "Ägypten & Ümit's!",
            "Next": "never",
        },
    )

    text, left = _notes(tmp_path, order)

    assert (
        text
        == """\
# Round, 23 November 2026

All, led by Ada Example, written by Bo, checked by COO

| Metric | Actual | Target | Status | Remark |
|---|---|---|---|---|
| Apples | 7 | ≥ 5 | Good | [Remark 1] |
| Pears \\| quinces | [Actual] | [Target] | [Status] | few |

| Shed | State |
|---|---|
| North shed | |
| South shed | |

1. Sun
2. Rain

Sun again, [the list](https://example.com/[Date]), `[Date]`, \\[Date\\], #agypten-and-umits

- [ ] Next: never"""
    )
    assert left == ("Remark 1", "Actual", "Target", "Status")


def test_the_shape_has_rows_but_no_values(tmp_path: Path) -> None:
    handbook = loaded(tmp_path)

    text = unfilled(handbook, handbook.registers["templates"].entries["round-notes"])

    assert [line for line in text.split("\n") if line.startswith("| ")] == [
        "| Metric | Actual | Target | Status | Remark |",
        "| Apples | [Actual] | [Target] | [Status] | [Remark 1] |",
        "| Pears \\| quinces | [Actual] | [Target] | [Status] | [Remark 2] |",
        "| Shed | State |",
        "| North shed | |",
        "| South shed | |",
    ]
    assert text.startswith("# Round, [Date]\n\n[Names], led by [Chair]")


def test_rows_for_an_empty_register_are_unchanged(tmp_path: Path) -> None:
    write_templates(tmp_path)
    write_handbook(tmp_path, {"data/systems.yaml": ""}, base=False)
    handbook = load(tmp_path).handbook

    text, left = fill(
        handbook, handbook.registers["templates"].entries["round-notes"], FillRequest(day=MONDAY)
    )

    assert "\n| [Shed] | |\n" in text
    assert "Shed" in left


def test_names_that_accept_a_value(tmp_path: Path) -> None:
    handbook = loaded(tmp_path)
    entry = handbook.registers["templates"].entries["round-notes"]

    assert settable(handbook, entry) == [
        *("Date", "Names", "Chair", "Clerk name", "Checked by", "Actual", "Target", "Status"),
        *("Remark 1", "Remark 2", "Point 1", "Point 2", "tag", "Next", "Remark", "Point"),
    ]
    assert unknown(handbook, entry, {"point 2": "", "REMARK": ""}) is None
    assert unknown(handbook, entry, {"Point 2": "", "Point 3": "", "x": ""}) == "Point 3"
    assert unknown(handbook, entry, {"Shed": ""}) == "Shed"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Example Ltd", "Example Ltd"),
        ("R&D, 5 * 3 = 15 (C#)", "R&D, 5 \\* 3 = 15 (C#)"),
        ("<b>x</b> &amp; a|b\n\n# c", "\\<b>x\\</b> \\&amp; a\\|b \\# c"),
        ("snake_case _x_", "snake_case \\_x\\_"),
        ("https://e.example/a_b?c=1&d=[2]", "<https://e.example/a_b?c=1&d=[2]>"),
        ("https://e.example/ <x>", "https://e.example/ \\<x>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("\x1b[31mred\u2028", "\\[31mred"),
    ],
)
def test_a_value_is_escaped(value: str, expected: str) -> None:
    assert plain_value(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *(("- a", "\\- a"), ("-5%", "-5%"), ("1. a", "1\\. a"), ("1.5 h", "1.5 h")),
        *(("---", "\\---"), ("> a", "\\> a"), ("# a", "\\# a"), (":-:", "\\:-:")),
    ],
)
def test_a_value_at_the_start_of_a_line_does_not_begin_a_block(value: str, expected: str) -> None:
    assert plain_value(value, opens=True) == expected


def _shape(nodes: Iterable[Node]) -> Iterator[object]:
    """Yield the structure of a text, ignoring its words."""
    last = ""
    for node in nodes:
        if node.name == "Text" and last == "Text":
            continue
        last = node.name
        yield (node.name, tuple(_shape(node.children)))


@pytest.mark.parametrize("context", CONTEXTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(words=st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=6))
def test_no_value_changes_the_structure_of_the_document(
    context: str, words: list[str], tmp_path: Path
) -> None:
    value = "".join(words)
    wanted = " ".join(UNPRINTABLE.sub("", value).split())
    if not wanted or wanted.startswith("https://"):
        return
    opens = context.startswith(("{}", "# {}", "- {}", "1. {}", "> {}", "a\n{}", "| a"))

    filled = parse(context.format(plain_value(value, opens=opens)))

    assert filled.html == []
    assert filled.links == []
    assert wanted in plain(filled.nodes)
    if context != "**{}**":
        assert list(_shape(filled.nodes)) == list(_shape(parse(context.format("w")).nodes))
