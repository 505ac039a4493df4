"""Markup that MkDocs would show as plain text is reported, and rendered markup is not."""

# ruff: noqa: E501 - each text and message is kept on one line

import markdown
import pytest

from handbook.source.docs import WrittenPage, docs
from handbook.source.site import read_site

TIGHT = "add an empty line between it and the text above"
SHALLOW = "this is not read as part of the item above; indent it by"


def diagnostics(text: str) -> list[str]:
    """Return the diagnostics for a page, as "line:column: message [code]"."""
    faults = WrittenPage(path="docs/a.md", text=text, is_template=True).faults
    return [f"{one.place.line}:{one.place.column}: {one.message} [{one.code}]" for one in faults]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Keys:\n- a\n- b\n", f"2:1: this is not read as a list: {TIGHT} [unread-list]"),
        ("Keys:\n1. a\n", f"2:1: this is not read as a list: {TIGHT} [unread-list]"),
        ("> Keys:\n> - a\n", f"2:3: this is not read as a list: {TIGHT} [unread-list]"),
        (
            "---\ntitle: A\n---\n\nKeys:\n- a\n",
            f"6:1: this is not read as a list: {TIGHT} [unread-list]",
        ),
        (
            "Keys:\n| a | b |\n|---|---|\n",
            f"2:1: this is not read as a table: {TIGHT} [unread-table]",
        ),
        ("- a\n  - b\n  - c\n", f"2:3: {SHALLOW} 2 more spaces [unread-list]"),
        ("1. a\n   - b\n", f"2:4: {SHALLOW} 1 more space [unread-list]"),
        ("- a\n    - b\n      - c\n", f"3:7: {SHALLOW} 2 more spaces [unread-list]"),
        ("- a\n\n  b\n", f"3:3: {SHALLOW} 2 more spaces [unread-list]"),
        ("1. a\n\n   ```\n   b\n   ```\n", f"3:4: {SHALLOW} 1 more space [unread-list]"),
        (
            "- [ ] a\n",
            "1:3: '[ ]' is shown as plain text; remove it, or turn the list into a checklist [unread-mark]",
        ),
        (
            "~~a~~\n",
            "1:1: strikethrough is not shown here; remove the words, or the '~' around them [unread-mark]",
        ),
        (
            "!!! tip\na\n",
            "1:1: this note is empty: indent each of its lines by four spaces [unread-mark]",
        ),
        (
            "!!! tip\n\n  a\n",
            "1:1: this note is empty: indent each of its lines by four spaces [unread-mark]",
        ),
        (
            "> [!TIP]\n> a\n",
            "1:3: '[!TIP]' is shown as plain text; write '!!! tip', and indent each line below it by four spaces, without '>' [unread-mark]",
        ),
        (
            "| a | b |\n| c | d |\n",
            "1:1: this is not read as a table: write '| --- | --- |' below its first line [unread-table]",
        ),
        (
            "See (a)[b.md].\n",
            (
                "1:5: this is not read as a link: the text of a link goes in square brackets, before the address; "
                "write '[a](b.md)' [unread-link]"
            ),
        ),
        (
            "| a | b |\n|---|---|\n| c | d | e |\n",
            (
                "3:11: this row has more cells than its table has columns: 'e' would be lost; "
                "move it into another cell, or write '\\|' for a literal "
                "bar [wrong-column]"
            ),
        ),
        (
            "| a | b |\n|---|---|\n| c | d |\nWords\n",
            (
                "4:1: this line is read as a row of the table above; add an empty line before it "
                "[unexpected-text]"
            ),
        ),
    ],
)
def test_markup_shown_as_plain_text_is_reported(text: str, fault: str) -> None:
    assert diagnostics(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "Keys:\n\n- a\n    - b\n\n    c\n\n        - d\n",
        "## Keys\n- a\n\t- b\n",
        "{% for key in keys %}\n- {{ key }}\n{% endfor %}\n",
        "| a | b |\n|---|---|\n{% for key in keys %}\n| {{ key }} | c |\n{% endfor %}\n",
        "| a | b |\n|---|---|\n| c | `d | e` |\n",
        "- a\n  goes on\n- b\n",
        "1. a\n   ```\n   b\n   ```\n",
        "```\nKeys:\n- a\n(a)[b.md]\n```\n",
        "In 2025 there were\n2026. So it was.\n",
        "> Keys:\n>\n> - a\n",
        "!!! note\n\n    a\n",
        "!!! note\n\n\ta\n",
        "!!! note\n  \n    a\n",
        "!!! note\n    a\n- b\n",
        "> !!! note\n>\n>     a\n",
        "  - a\n    - b\n",
        "  1. a\n\n2. b\n    - c\n",
        "> - a\n>     - b\n",
        ">  - a\n>     - b\n",
        '!!! warning "A"\n    a\n',
        "!!! note\n",
        "> [NOTE] a\n",
        "`[ ]` and `~~a~~`\n",
    ],
)
def test_markup_the_site_renders_is_not_reported(text: str) -> None:
    assert diagnostics(text) == []


@pytest.mark.parametrize(
    ("extension", "text"),
    [
        ("pymdownx.tasklist", "- [ ] a\n"),
        ("pymdownx.tilde", "~~a~~\n"),
        ("footnotes", "a[^1]\n\n[^1]: b c\n"),
        ("markdown.extensions.extra", "a[^1]\n\n[^1]: b c\n"),
    ],
)
@pytest.mark.parametrize("settings", ["", ":\n      a: b"])
def test_markup_rendered_by_an_extension_is_not_reported(
    extension: str, text: str, settings: str
) -> None:
    config = f"markdown_extensions:\n  - tables\n  - {extension}{settings}\n"
    with_it = read_site(lambda _: config)
    without = read_site(lambda _: "site_name: A\n")

    assert docs({"docs/a.md": text}, without).pages["docs/a.md"].faults
    assert not docs({"docs/a.md": text}, with_it).pages["docs/a.md"].faults


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Keys:\n- a\n", "Keys:\n\n- a\n"),
        ("Keys:\n| a | b |\n|---|---|\n", "Keys:\n\n| a | b |\n|---|---|\n"),
        ("- a\n  - b\n", "- a\n    - b\n"),
        ("1. a\n   - b\n", "1. a\n    - b\n"),
        ("- a\n\n  b\n", "- a\n\n    b\n"),
    ],
)
def test_the_cure_is_rendered_by_the_site(wrong: str, right: str) -> None:
    def shown(text: str) -> str:
        return markdown.markdown(text, extensions=["tables"])

    assert shown(wrong) != shown(right)
    assert diagnostics(right) == []
