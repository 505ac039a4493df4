"""Invalid YAML is explained in plain words, at the place of the mistake."""

import pytest

from handbook.diagnostics import Place
from tests.core.yaml_texts import messages, read

COLON = "not YAML: a colon is not expected here; quote a value that contains ': '"
KEY = "not YAML: a key is expected here; check the indentation and the quotes"
FURTHER = "not YAML: 'b' is indented further than 'a' above; align the two"
BARE = "not YAML: {0!r} is missing its colon; write '{0}:'"
FOLDED = "not YAML: a value that starts with '>' or '|' must be in quotes"
WORDS = "not YAML: a key needs a colon and a space after it; "
WORDS += "indent text that continues the line above"
SPACE = "not YAML: the space after 'b:' is not a normal one; retype it"
BEHIND = "not YAML: text continues after {!r}; put the whole value in {} quotes"
END = "not YAML: text continues where it should end; check the indentation"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a: 1\nb: "x\nc: 2\n', "2:4: not YAML: this quote is never closed"),
        ("a: 'x", "1:4: not YAML: this quote is never closed"),
        ("a: 'x\n---\nb'", "1:4: not YAML: this quote is never closed"),
        ("a: [1\nb: 2", "1:4: not YAML: this '[' is never closed, or a comma is missing"),
        ("a: {b: c", "1:4: not YAML: this '{' is never closed, or a comma is missing"),
        ("a: b: c", f"1:5: {COLON}"),
        ("a: 1\n  b: 2", f"2:3: {FURTHER}"),
        ("slack\n  title: Slack\n", f"1:1: {BARE.format('slack')}"),
        ("a:\n  First Name\n    b: c\n", f"2:3: {BARE.format('First Name')}"),
        ("a:\n  target: > 10\n", f"2:13: {FOLDED}"),
        ("- a: 1\n    b: 2", f"2:5: {FURTHER}"),
        ("a: 1\n  b c: 2", f"2:6: {COLON}"),
        ("a:\n\t- b", "2:1: not YAML: a tab is not allowed here; indent with spaces"),
        ("a: @home", "1:4: not YAML: a value cannot start with '@'; put it in quotes"),
        ("a: `b`", "1:4: not YAML: a value cannot start with '`'; put it in quotes"),
        ("a: %b", "1:4: not YAML: a value cannot start with '%'; put it in quotes"),
        ("a: *bold*", "1:4: not YAML: a value cannot start with '*' or '&'; put it in quotes"),
        ("**a:** 1", "1:1: not YAML: a key takes no asterisks; write 'a:'"),
        ("**a**: 1", "1:1: not YAML: a key takes no asterisks; write 'a:'"),
        ("b: **a:** 1", "1:4: not YAML: a value cannot start with '*' or '&'; put it in quotes"),
        ("a: **bold**", "1:4: not YAML: a value cannot start with '*' or '&'; put it in quotes"),
        ("- a\nb: c", "2:1: not YAML: a list item is expected here; check the indentation"),
        ('a: "b" c', "1:8: " + BEHIND.format('"', "single")),
        ("a: 'it's", "1:8: " + BEHIND.format("'", "double")),
        ("a: [b] c", "1:8: not YAML: text continues after ']'; put the whole value in quotes"),
        ("a: |\n  b\n c", f"3:2: {KEY}"),
        ("a: 1\nb\n", f"2:1: {WORDS}"),
        ("a: 1\nb\uff1a2\nc: 3", "2:1: not YAML: write 'b: ', with a plain colon and a space"),
        ("a: 1\nb:\u00a02\nc: 3", f"2:1: {SPACE}"),
        ("a:\n  b:Words\n  c: d", "2:3: not YAML: write a space after 'b:'"),
        ("a: 1\nb:Words\n  and more\nc: d", "2:1: not YAML: write a space after 'b:'"),
        ("- a\n-b\n- c", "2:1: not YAML: write a space after '-'"),
        ("a:B\nc:D\ne: f", "2:1: not YAML: write a space after 'c:'"),
        # A space would fix neither.
        ("a: words\n  -and more- of it: b", f"2:19: {COLON}"),
        ("a: at noon\n  b:c d: e", f"2:8: {COLON}"),
        ("a:B\nc: d\n" + "# words\n" * 9_000 + "\x01", "1:1: not YAML: write a space after 'a:'"),
        # Spaces would be missing in too many lines.
        ("a:B\n" * 21 + "c: d", f"22:2: {COLON}"),
        ("see https://a.example\nb: c", f"2:2: {COLON}"),
        ("a: |\n  b:c\nd\ne: f", f"3:1: {WORDS}"),
        ("a: - b", "1:4: not YAML: a list must start on a line of its own"),
        ("a: ]", "1:4: not YAML: a value is expected here; check the quotes and brackets"),
        ('a: "C:\\data"', "1:7: not YAML: unknown escape in double quotes; use single quotes"),
        ("a: 1\n...\nb: 2", f"3:1: {END}"),
    ],
)  # fmt: skip
def test_a_syntax_error_is_explained_in_place(text: str, message: str) -> None:
    assert messages(text) == [f"a.yaml:{message} [yaml-syntax]"]


def test_faults_before_a_syntax_error_are_reported_as_well() -> None:
    assert messages("a: 1\na: 2\nb: [c\n") == [
        "a.yaml:2:1: key 'a' is already on line 1 [duplicate-key]",
        "a.yaml:3:4: not YAML: this '[' is never closed, or a comma is missing [yaml-syntax]",
    ]


def test_a_character_the_parser_refuses_is_a_diagnostic_too() -> None:
    (fault,) = read("a: \x07").faults

    assert (fault.code, fault.place) == ("yaml-syntax", Place("a.yaml", 1, 1))
