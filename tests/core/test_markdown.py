"""Markdown becomes nodes with places, plain text, and HTML that contains only our markup."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.source.html import Renderer
from handbook.source.markdown import (
    MAX_DEPTH,
    Anchors,
    Finding,
    Node,
    TooDeep,
    parse,
    plain,
    slug,
)
from tests.core.rendering import href, html

# --- nodes and places


def test_nodes_have_offsets_in_characters() -> None:
    text = "é😀\n\n- **ß:** `x`\n"

    (first, second) = parse(text).nodes
    item = second.children[0]

    assert [text[node.start : node.end] for node in (first, second, *item.children)] == [
        "é😀\n",
        "- **ß:** `x`\n",
        "**ß:**",
        " ",
        "`x`",
    ]


def test_an_empty_text_has_no_nodes() -> None:
    assert parse("").nodes == []
    assert parse("\n \n").nodes == []


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("> " * 100 + "a", 2 * (MAX_DEPTH - 1)),
        ("- " * 100 + "a", None),
        ("*" * 200 + "a" + "*" * 200, None),
        ("[" * 0 + "![" * 100 + "a" + "](b)" * 100, None),
        ("".join("  " * depth + "- a\n" for depth in range(60)), None),
    ],
    ids=["quotes", "lists-on-one-line", "emphasis", "images", "indented-lists"],
)
def test_deep_nesting_is_refused(text: str, start: int | None) -> None:
    with pytest.raises(TooDeep, match=r"^nested deeper than 40 levels$") as refused:
        parse(text)

    assert refused.value.start == start if start is not None else refused.value.start < len(text)


def test_nesting_that_people_write_is_read() -> None:
    text = "".join("  " * depth + "- a\n" for depth in range(15))

    assert plain(parse(text).nodes) == "\n".join("a" * 15)


# --- findings


def test_links_and_images_are_found_with_their_places() -> None:
    text = "é [a](b.md) ![c](d.png) <https://e.example> <f@g.example> [h]\n\n[h]: i.md\n"

    found = parse(text).links

    assert [(link.text, text[link.start : link.end], link.image) for link in found] == [
        ("b.md", "[a](b.md)", False),
        ("d.png", "![c](d.png)", True),
        ("https://e.example", "<https://e.example>", False),
        ("mailto:f@g.example", "<f@g.example>", False),
        ("i.md", "[h]", False),
    ]


def test_links_in_code_are_not_links() -> None:
    assert parse("`[a](b)`\n\n    [a](b)\n\n```\n[a](b)\n```\n").links == []


def test_raw_html_is_found_as_a_block_or_tag() -> None:
    text = "a <b>c</b>\n\n<div>\n<p>x\n</div>\n\nd\n"

    assert parse(text).html == [
        Finding("<b>", 2, 5),
        Finding("</b>", 6, 10),
        Finding("<div>\n<p>x\n</div>", 12, 30),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a -->",
        "<!-- a\n\n**Owner:** b\n-->",
        "<!-- a --> <!-- b -->\n<!-- c -->",
        "<!---->",
        "- <!-- a -->",
        "> <!-- a\n> b -->",
        "<!-- <script>alert(1)</script> -->",
    ],
)
def test_a_comment_is_neither_found_nor_rendered(text: str) -> None:
    markup = parse(text)

    assert markup.html == []
    assert "a" not in Renderer(href, Anchors()).html(markup.nodes).replace("blockquote", "")


def test_a_comment_within_a_line_is_removed_from_it() -> None:
    assert html("a <!-- b --> c") == "<p>a  c</p>"
    assert plain(parse("a <!-- b --> c").nodes) == "a  c"


def test_html_next_to_a_comment_is_raw_html() -> None:
    assert [found.text for found in parse("<!-- a --> <script>").html] == ["<!-- a --> <script>"]
    assert [found.text for found in parse("<!-- never closed").html] == ["<!-- never closed"]


# --- plain text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# a\n\nb *c* **d** ~~e~~ `f` [g](h) ![i](j)", "a\nb c d e f g i"),
        ("a\nb", "a b"),
        ("a  \nb", "a\nb"),
        ("- a\n  - b\n- c", "a\nb\nc"),
        ("- [x] a\n- [ ] b", "a\nb"),
        ("| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
        ("> [!NOTE]\n> a", "a"),
        ("```python\nx = 1\n\ny = 2\n```", "x = 1\ny = 2"),
        ("a\n\n---\n\nb", "a\nb"),
        ("&lt;b&gt; &amp; &copy;", "<b> & ©"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_plain_text_has_no_markup(text: str, words: str) -> None:
    assert plain(parse(text).nodes) == words


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Severity levels", "severity-levels"),
        ("What, how & why?", "what-how-why"),
        ("Größe – Änderung", "größe-änderung"),
        ("a -- b", "a-b"),
        ("???", "section"),
        ("", "section"),
        ("-", "section"),
        ('"><script>', "script"),
    ],
)
def test_an_anchor_is_the_slug_of_its_heading(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_anchors_of_one_page_are_unique() -> None:
    anchors = Anchors()

    found = [anchors.add(title) for title in ("A", "a", "A!", "a-2", "b", "a")]

    assert found == ["a", "a-2", "a-3", "a-2-2", "b", "a-4"]


# --- HTML


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>"),
        ("~~a~~ `b`", "<p><del>a</del> <code>b</code></p>"),
        ("a\nb  \nc", "<p>a\nb<br>c</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("7. a", '<ol start="7"><li>a</li></ol>'),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        (
            "- [x] a\n- [ ] b",
            ('<ul><li><span class="box" role="img" aria-label="done">☑</span> a</li>'
            '<li><span class="box" role="img" aria-label="to do">☐</span> b</li></ul>'),
        ),
        ("# A b", '<h3 id="a-b">A b</h3>'),
        ("##### A", '<h5 id="a">A</h5>'),
        ("---", "<hr>"),
        ("> a", "<blockquote><p>a</p></blockquote>"),
        (
            "> [!WARNING]\n> a",
            ('<div class="admonition warning" role="note">'
            '<p class="admonition-title">Warning</p><p>a</p></div>'),
        ),
        ("```\na < b\n```", '<pre tabindex="0"><code>a &lt; b\n</code></pre>'),
        ("```c++ x\na\n```", '<pre tabindex="0"><code class="language-c++">a\n</code></pre>'),
        ('```"><script>\na\n```', '<pre tabindex="0"><code>a\n</code></pre>'),
        ("    a", '<pre tabindex="0"><code>a</code></pre>'),
        (
            '| "a" | b |\n|---|---|\n| c | d |',
            ('<table><thead><tr><th scope="col">"a"</th><th scope="col">b</th></tr></thead>'
            '<tbody><tr><td data-label="&quot;a&quot;">c</td><td data-label="b">d</td></tr>'
            "</tbody></table>"),
        ),
        ("[a](https://x.example/?b&c)", '<p><a href="https://x.example/?b&amp;c">a</a></p>'),
        ("[a](<https://x.example/b c>)", '<p><a href="https://x.example/b%20c">a</a></p>'),
        ("[a](../finance/pay.md)", '<p><a href="../../procedures/pay/">a</a></p>'),
        ("[a](#b-c)", '<p><a href="#b-c">a</a></p>'),
        ("[a](nowhere.txt)", '<p><span class="no-link">a</span></p>'),
        ("<a@b.example>", '<p><a href="mailto:a@b.example">a@b.example</a></p>'),
        (
            "![a *b*](../../docs/c.png)",
            '<p><img src="../../c.png" alt="a b" loading="lazy"></p>',
        ),
        ("![a](https://x.example/b.png)", '<p><span class="no-link">a</span></p>'),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        ("<div>\na\n</div>", "<p>&lt;div&gt;\na\n&lt;/div&gt;</p>"),
        ("&lt;script&gt; &#60;b&#62;", "<p>&lt;script&gt; &lt;b&gt;</p>"),
        ("&#27;[31m&#0;&#x9b;", "<p>\ufffd[31m\ufffd\ufffd</p>"),
    ],
)  # fmt: skip
def test_markdown_is_rendered_as_on_forges_except_for_raw_html(text: str, rendered: str) -> None:
    assert html(text) == rendered


def test_repeated_headings_get_their_own_anchors() -> None:
    assert html("# a\n\n# a") == '<h3 id="a">a</h3><h3 id="a-2">a</h3>'


_CHARACTERS = st.sampled_from(
    [*"<>&*_[]()!#|- \n\ta1é😀`", "```", "| a |\n|-|\n", "> ", "- [x] ", "**é:** ", "<!--", "&amp;"]
)


def _walk(nodes: Sequence[Node]) -> list[Node]:
    return [found for node in nodes for found in (node, *_walk(node.children))]


@settings(max_examples=500)
@given(st.lists(_CHARACTERS, max_size=25).map("".join))
def test_every_node_lies_within_its_text(text: str) -> None:
    for node in _walk(parse(text).nodes):
        assert 0 <= node.start <= node.end <= len(text)


# --- time

HOSTILE = {
    "open-brackets": "[" * 100_000,
    "open-images": "![" * 50_000,
    "open-links": "[a](" * 25_000,
    "nested-links": "[" * 20_000 + "a" + "](b)" * 20_000,
    "brackets": "[" * 50_000 + "]" * 50_000,
    "strong": "**a " * 25_000,
    "emphasis": "*a_ " * 25_000,
    "mixed-emphasis": "*a**" * 25_000,
    "long-emphasis": "a**b" + "c* " * 30_000,
    "backticks": "".join("e" + "`" * size for size in range(1, 450)),
    "less-than": "<" * 100_000,
    "tags": "<a " * 33_000,
    "comments": "<!--" * 25_000,
    "declarations": "<!A " * 25_000,
    "instructions": "<?" * 50_000,
    "cdata": "<![CDATA[" * 11_000,
    "entities": "&amp;" * 20_000,
    "quotes": ">" * 100_000,
    "bullets": "- " * 50_000,
    "numbers": "1. " * 33_000,
    "same-headings": "# a\n" * 25_000,
    "underlined-headings": "a\n=\n" * 25_000,
    "wide-table": "a|" * 500 + "\n" + "-|" * 500 + "\n" + "x\n" * 5_000,
    "references": "[a]: b\n" * 10_000 + "[a]" * 10_000,
    "reference-bomb": "[a]: " + "x" * 20_000 + "\n\n" + "[a]" * 500,
    "spaces": "a" + " " * 100_000 + "b",
    "blank-lines": "a\n" + " \n" * 50_000 + "b",
    "fences": "```\n" * 25_000,
    "open-parentheses": "[a](" + "(" * 100_000,
    "tildes": "~~a" * 33_000,
    "backslashes": "\\" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_answers_within_seconds(name: str) -> None:
    start = time.process_time()

    try:
        markup = parse(HOSTILE[name])
        plain(markup.nodes)
        # Each reference repeats the bomb's text, up to its own length.
        Renderer(href, Anchors()).html(markup.nodes)
    except TooDeep:
        pass

    assert time.process_time() - start < 10
