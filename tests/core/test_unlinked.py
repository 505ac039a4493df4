"""Failed links are reported with the intended link, and nothing else is."""

import time

import pytest

from tests.core.documents import faults
from tests.core.kinds import said

SPACE = "a space in an address must be written as '%20'"
SWAPPED = "the text of a link goes in square brackets, before the address"
BARRED = "its text and its address each go in brackets of their own"
APART = "there must be no space between the text of a link and its address"


@pytest.mark.parametrize(
    ("written", "why", "link"),
    [
        ("[a](b c.md)", SPACE, "[a](b%20c.md)"),
        ("[a b](../../data/c d.md#e)", SPACE, "[a b](../../data/c%20d.md#e)"),
        ("[a](https://example.com/b c)", SPACE, "[a](https://example.com/b%20c)"),
        ('[a](b c.md "d")', SPACE, '[a](b%20c.md "d")'),
        ("[a](./b c 'd e')", SPACE, "[a](./b%20c 'd e')"),
        ("[a](the plan.PDF)", SPACE, "[a](the%20plan.PDF)"),
        ("(a)[https://example.com]", SWAPPED, "[a](https://example.com)"),
        ("(a b)[c.md#d]", SWAPPED, "[a b](c.md#d)"),
        ("[a|https://example.com]", BARRED, "[a](https://example.com)"),
        ("[[a|https://example.com]]", BARRED, "[a](https://example.com)"),
        ("[a] (https://example.com)", APART, "[a](https://example.com)"),
        ("[a]  (../b/c.md)", APART, "[a](../b/c.md)"),
    ],
)
def test_a_failed_link_is_reported(written: str, why: str, link: str) -> None:
    message = f"this is not read as a link: {why}; write {link!r} [unread-link]"

    assert faults(f"## Steps\n\n### A\n\n1. See {written} first\n") == [f"5:8: {message}"]
    assert faults(f"## Steps\n\n### A\n\n1. b\n\n## Notes\n\n{written}\n") == [f"9:1: {message}"]


def test_a_footnote_reference_is_reported() -> None:
    assert faults("## Steps\n\n### A\n\n1. Ask first[^1]\n\n[^1]: By mail.\n") == [
        (
            "5:13: this is not read as a footnote: '[^1]: ...' is not supported; write the "
            "note here, "
            "in brackets [unread-link]"
        )
    ]


def test_an_image_address_with_a_space_is_reported() -> None:
    assert faults('## Steps\n\n### A\n\n1. ![a](my pic.png "b")\n') == [
        (
            f"5:5: this is not read as an image: {SPACE}; write '![a](my%20pic.png \"b\")' "
            f"[unread-link]"
        )
    ]


@pytest.mark.parametrize(
    "written",
    [
        *("[maybe](if you like)", "(a)[b]", "[1] (see above)", "[a] and (https://example.com)"),
        *("`[a](b c.md)`", "\\[a](b c.md)", "\\(a)[b.md]", "(as `[a] (b.md)` says)"),
        *("[a](https://example.com)", '[a](https://example.com "b c")', "[ ] (b)"),
        *("(a)[b.md](https://example.com)", "(a)[https://example.com][b]", "[a\\] (b.md)"),
        *("[ ] (https://example.com)", "[x] (b.md)", "[^a-z]", "[^abc]"),
        *("[a|b]", "[a|b.md]", "`[^1]`", "\\[^1]", "[^1](b.md)"),
        *("[team] (#orders)", "(if any)[#orders]", "[a](b c 'd')"),
        *("[Note](see https://example.com too)", "[Note](see b.md and c)"),
    ],
)
def test_other_text_in_brackets_is_not_reported(written: str) -> None:
    assert faults(f"## Steps\n\n### A\n\n1. See {written} first\n") == []


def test_code_may_contain_failed_links() -> None:
    assert faults("## Steps\n\n### A\n\n1. b\n\n```\n[a](b c.md)\n(a)[b.md]\n```\n") == []


def test_a_template_placeholder_is_not_a_link() -> None:
    front = "---\ntitle: Letter\npurpose: To write one.\nfor: message\n---\n\n"

    assert said("templates", f"{front}[Name] (mailto:a@example.com)\n") == []
    assert len(said("templates", f"{front}(Ada)[mailto:a@example.com]\n")) == 1


def test_a_long_address_is_scanned_once() -> None:
    start = time.process_time()

    assert faults(f"## Steps\n\n### A\n\n1. [a] (b.md{'#c.md' * 40_000} d\n") == []
    assert time.process_time() - start < 5
