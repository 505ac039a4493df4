"""Text recognised as plain is exactly what the formatters would write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.canonical import markdown, yaml
from handbook.canonical.plain import is_plain_markdown, is_plain_yaml
from handbook.load import load
from handbook.source.document import front_matter
from tests.support.handbooks import REPOSITORY

BODY = """\
Keep the **office** stocked, as [the rules](../a/rules.md#all) say.

## Steps

### Count the stock

**Owner:** COO · **When:** day 1-2

1. Note what runs out in `stock.log`
   - Pens & paper
   - [ ] Ask the teams
2. Order (at most 1.5 kg)

> [!NOTE]
> Mind the step!

| Version | Date |
| -- | -- |
| 1.0 | 2026-01 |
"""
KEYS = """\
# yaml-language-server: $schema=schemas/x.json
title: Ordering 'supplies', at 12:30
version: "1.0"
tools: [Slack, Zoho Mail]
process: null
reviews:
  - date: '2026-08-03'
    cites:
      roles/coo: 0129e90078654525
  - date: 2026-01-02
roles:
  - COO
"""
# Characters with a meaning somewhere, alone or combined.
_PIECES = (
    *"abZ0é€ß*_`[]()<>\\~:!&|#-+=.,;'\"@$%{}/?\t \n",
    *(
        "**",
        "](",
        "[x](a.md)",
        "[ab](b.md)",
        "**a**",
        "**a:** ",
        "`c`",
        "``",
        "  ",
        "\n\n",
        "- ",
        "1. ",
    ),
    *(
        "2. ",
        "1) ",
        "10. ",
        "\n  - ",
        "\n   - ",
        "\n   1. ",
        "## ",
        "> ",
        "> [!NOTE]\n> ",
        "| a | b |\n",
    ),
    *(
        "| -- | -- |\n",
        " -- ",
        "---",
        "===",
        ": ",
        "![",
        "&amp;",
        "&#32;",
        "www.a.com",
        "https://a.com",
    ),
    *(
        "a@b.c",
        "[ ] ",
        "[x] ",
        "...",
        "null",
        "Null: ",
        "a:\n",
        "a: b\n",
        "[a, b]",
        "[null]",
        '"a"',
    ),
    *(
        "'a'",
        "# c",
        "? ",
        "true",
        "1e5",
        "12:30",
        "2026-01-01",
        "- a: b\n",
        "\n    ",
        "\u00a0",
        "\u2028",
    ),
    *(
        "<!-- x -->",
        "```",
        "[a]: b",
        "- - -",
        "01. ",
        "a_b",
        "::",
        "<<: ",
        "&a ",
        "*a",
        "|-\n",
        ">-\n",
    ),
)
_PIECE = st.sampled_from(_PIECES)


def _mutated(text: str) -> st.SearchStrategy[str]:
    """Return some lines of a text with something put into them, or pieces of anything."""
    lines = text.splitlines(keepends=True)
    some = st.tuples(st.integers(0, len(lines)), st.integers(1, 5)).map(
        lambda at: "".join(lines[at[0] : at[0] + at[1]])
    )
    changed = st.tuples(some, st.integers(0, 200), st.integers(0, 3), _PIECE).map(
        lambda of: of[0][: of[1]] + of[3] + of[0][of[1] + of[2] :]
    )
    return changed | st.lists(_PIECE, max_size=8).map(lambda pieces: "".join(pieces) + "\n")


@settings(max_examples=400)
@given(_mutated(BODY))
def test_a_plain_body_equals_its_formatted_form(body: str) -> None:
    assert not is_plain_markdown(body) or markdown.written(body) == body


@settings(max_examples=400)
@given(_mutated(KEYS))
def test_plain_keys_equal_their_formatted_form(text: str) -> None:
    assert not is_plain_yaml(text) or yaml.written(text) == text


def test_a_typical_procedure_is_plain() -> None:
    assert is_plain_markdown(BODY)
    assert markdown.written(BODY) == BODY
    assert is_plain_yaml(KEYS)
    assert yaml.written(KEYS) == KEYS


def test_every_procedure_of_the_repository_is_plain() -> None:
    sops = load(REPOSITORY).handbook.registers["sops"]
    texts = [(REPOSITORY / entry.document.path).read_text(encoding="utf-8") for entry in sops]

    for text in texts:
        front = front_matter(text)
        assert front
        assert is_plain_yaml(text[front.start : front.end])
        assert is_plain_markdown(text[front.body :].lstrip("\n"))


def test_keys_out_of_order_are_not_plain() -> None:
    text = "b: 1\na: 2\nz: 3\n"

    assert is_plain_yaml(text)
    assert is_plain_yaml(text, ("b", "a"))
    assert not is_plain_yaml(text, ("a", "b"))
    assert not is_plain_yaml("z: 3\na: 1\n", ("a", "b"))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "a",
        "a\n\n\nb\n",
        "- a\n\n- b\n",
        "- a\n\n1. b\n",
        "1. a\n1. b\n",
        "2. a\n",
        "- a\n   - b\n",
        "1. a\n  - b\n",
        "| a | b |\n| --- | --- |\n| c | d |\n",
        "| a | b |\n| -- | -- |\n| c |\n",
        "a  b\n",
        "a \n",
        "*a*\n",
        "[x](a.md)\n",
        "[a]\n",
        "1) a\n",
        "see www.example.com\n",
    ],
)
def test_a_body_that_might_be_reformatted_is_not_plain(body: str) -> None:
    assert not is_plain_markdown(body)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "- a\n",
        "a:\n",
        "a: Null\n",
        "a:\n- b\n",
        "a:\n    b: c\n",
        "a: b\n  c: d\n",
        "a: [b,c]\n",
        "a: b # c\n",
        "a:  b\n",
        "a: |\n  b\n",
        "a\n",
        f"a: {'b' * 1000}\n",
    ],
)
def test_keys_that_might_be_reformatted_are_not_plain(text: str) -> None:
    assert not is_plain_yaml(text)
