"""Marks left by other programs in pasted text are reported, and lookalikes are not."""

import pytest

from handbook.source.docs import WrittenPage
from tests.core.documents import faults

OUT = "remove it"
HEADING = "write a heading"
LINK = "write a link as '[text](file.md)'"
NOTE = "write '> [!NOTE]', and '> ' before each line of the note"


def below_notes(text: str) -> list[str]:
    """Return the diagnostics for a text in a section of its own, which begins on line 9."""
    return faults(f"## Steps\n\n### A\n\n1. b\n\n## Notes\n\n{text}\n")


def on_a_page(text: str, *extensions: str) -> list[str]:
    """Return the diagnostics, without places, for a page of a site with some extensions."""
    page = WrittenPage(path="docs/a.md", text=text, extensions=frozenset(extensions))
    return [one.message for one in page.faults]


@pytest.mark.parametrize(
    ("text", "column", "mark", "cure"),
    [
        ("{panel:title=A}", 1, "{panel:title=A}", OUT),
        ("> {note}", 3, "{note}", OUT),
        ("a {status:colour=Green|title=DONE}", 3, "{status:colour=Green|title=DONE}", OUT),
        ("h2. Next", 1, "h2.", "start a heading with '#'"),
        ("[a]{.mark} b", 4, "{.mark}", OUT),
        ("[]{#_Toc1 .anchor}a", 3, "{#_Toc1 .anchor}", OUT),
        ('[a](https://example.com){width="6in"}', 25, '{width="6in"}', OUT),
        ("| a | b |\n|---|---|\n| c | [d]{.e} |", 10, "{.e}", OUT),
        ("::: {.callout}\na\n:::", 1, "::: {.callout}", OUT),
        (":::note\na\n:::", 1, ":::note", OUT),
        ('??? note "A"\n    b', 1, '??? note "A"', HEADING),
        ('=== "A"\n    b', 1, '=== "A"', HEADING),
        ("!!! note\n    a", 1, "!!! note", NOTE),
        ("see [[A page]]", 5, "[[A page]]", LINK),
        ("[[a|b]]", 1, "[[a|b]]", LINK),
    ],
)
def test_a_mark_of_another_program_is_reported(
    text: str, column: int, mark: str, cure: str
) -> None:
    line = 9 + text.count("\n") * text.startswith("|")

    assert below_notes(text) == [
        f"{line}:{column}: {mark!r} is shown as plain text; {cure} [unread-mark]"
    ]


def test_marks_of_one_kind_are_reported_once() -> None:
    assert below_notes("{info}\na\n{info}\n\n[[b]] or [[c]]\n\n- [[d]]") == [
        f"9:1: '{{info}}' is shown as plain text here and on 1 line below; {OUT} [unread-mark]",
        f"13:1: '[[b]]' is shown as plain text here and on 1 line below; {LINK} [unread-mark]",
    ]


@pytest.mark.parametrize("level", ["##", "###"])
def test_a_mark_in_a_heading_is_reported(level: str) -> None:
    fault = f"'{{.underline}}' is shown as plain text; {OUT} [unread-mark]"

    assert faults(f"## Steps\n\n### A\n\n1. b\n\n{level} [C]{{.underline}}\n\n1. d\n") == [
        f"7:{len(level) + 5}: {fault}"
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("`[[a]]`", "```\n{info}\n```", "[[1]](https://example.com)", "[[1]]", "[[ -f a ]]"),
        *("\\[[a]]", "[[1, 2], [3, 4]]", "say {info} first", "{name}", "{the date}"),
        *("a {.b}", "h2 and h3", "a::: b", "????", "a === 'b'", "!!!", "[a](https://b.com) {c}"),
    ],
)
def test_lookalikes_are_not_reported(text: str) -> None:
    assert below_notes(text) == []


def test_a_page_only_reports_marks_its_site_does_not_render() -> None:
    assert on_a_page("??? note\n    a\n") == [f"'??? note' is shown as plain text; {HEADING}"]
    assert on_a_page("??? note\n    a\n", "pymdownx.details") == []
    assert on_a_page("[a](https://example.com){.b}\n", "extra") == []
    assert on_a_page("!!! note\n    a\n") == []
    assert on_a_page("::: handbook.load\n") == []
