"""Our HTML is converted to equivalent Markdown, and plain text never becomes markup."""

import re
from html import escape, unescape

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.assistants.convert import Link, Writer

_GFM = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)


def markdown(html: str, link: Link) -> str:
    return Writer().markdown(html, link)


def _same(address: str) -> str:
    return address


def _read(text: str) -> str:
    """Return Markdown as rendered by another program."""
    return pyromark.html(text, options=_GFM)


def _plain(html: str) -> str:
    """Return the text of HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>two</p>", "One\n\ntwo\n"),
        ("<div>One <strong>big</strong> <em>day</em></div>", "One **big** *day*\n"),
        ("<p>a<strong> b </strong>c</p>", "a **b** c\n"),
        ("<h2 id='x'>Steps <span>now</span></h2>", "## Steps now\n"),
        ("<p><a href='../x/'>It</a> and <a href='a b'>that</a></p>",
         "[It](../x/) and [that](<a b>)\n"),
        ("<ul><li>One</li><li><p>Two</p><p>more</p></li></ul>", "- One\n- Two\n\n  more\n"),
        ("<ol start='3'><li>C</li><li>D</li></ol>", "3. C\n4. D\n"),
        ("<ol><li>A<ul><li>a</li></ul></li></ol>", "1. A\n   - a\n"),
        ("<ol><li><h3>A</h3><p>a</p></li></ol>", "### A\n\na\n"),
        ("<ul><li><div>A</div> <div><span>b</span></div></li></ul>", "- A · b\n"),
        ("<dl><dt>Owner</dt><dd>COO</dd><dt>In</dt><dd><ul><li>A</li></ul></dd></dl>",
         "- **Owner:** COO\n- **In:**\n  - A\n"),
        ("<dl><dt>Empty</dt><dd></dd></dl>", "- **Empty:**\n"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td></tr></table>",
         "| A | B |\n| --- | --- |\n| 1\\|2 |  |\n"),
        ("<table><tr><th>A</th></tr><tr><td><p>1</p><p>2</p></td></tr></table>",
         "| A |\n| --- |\n| 1 2 |\n"),
        ("<blockquote><p>One</p><p>two</p></blockquote>", "> One\n>\n> two\n"),
        ("<pre><code>a &lt; b\n  ```\n</code></pre>", "````\na < b\n  ```\n````\n"),
        ("<p><code>a`b</code> <code></code></p>", "``a`b``\n"),
        ("<details><summary>More</summary><p>It</p></details>", "**More**\n\nIt\n"),
        ("<details><summary>More</summary><svg><p>no</p></svg></details><p>a</p>", "a\n"),
        ("<p>a<br>b</p>", "a\\\nb\n"),
        ("<ul><li><input type='checkbox'>Do</li></ul>", "- [ ] Do\n"),
        ("<p><img src='x.png' alt='The board'> here</p>", "The board here\n"),
        ("<p hidden>No</p><p>Yes</p><span aria-hidden='true'>No</span>", "Yes\n"),
        ("<div class='hb-tasks'><a href='x'>Print</a></div><p>a</p>", "a\n"),
        ("<p class='hb-meta'><span>Owner: A</span> <span>When: b</span></p>",
         "Owner: A · When: b\n"),
        ("<p><span class='hb-label'>Outputs</span> notes</p>", "**Outputs:** notes\n"),
        ("<p><a href='x'>A</a> <span class='hb-sub'>What</span></p>", "[A](x) · What\n"),
        ("<p><span class='hb-sub'>What it is</span></p>", "What it is\n"),
        ("<p>A<span class='hb-sub'> </span></p>", "A\n"),
        ("<p>1. No list</p><p># no heading</p><p>- nor that</p><p>+ nor</p>",
         "1\\. No list\n\n\\# no heading\n\n\\- nor that\n\n\\+ nor\n"),
        ("<p>5 &lt; 6, &lt;b&gt;, a_b _c_ [x](y) &amp;amp;</p>",
         "5 < 6, \\<b>, a_b \\_c\\_ \\[x\\](y) \\&amp;\n"),
        ("<div class='hb-tasks'><div>a</div>b</div><p>c</p>", "c\n"),
        ("<p>a <span hidden>b<span>c</span>d</span> e</p>", "a e\n"),
        ("<p><code>a <em>b</em><br>c_d</code></p>", "`a bc_d`\n"),
        ("<ul><li><svg><p>no</p></svg>A</li> <li><em>B</em></li></ul>", "- A\n- *B*\n"),
        ("<li>a</li><dd>b</dd><td>c</td><dt>d</dt>", "a\n\nb\n\nc\n\nd\n"),
        ("<P>a <B>b</B ></P><p>c", "a **b**\n\nc\n"),
        ("<p>a</em> b</p><!-- <p>no</p> --><p/>c", "a b\n\nc\n"),
        ("<p>open<b>never", "open**never**\n"),
        ("", "\n"),
    ],
)  # fmt: skip
def test_each_element_has_a_markdown_form(html: str, expected: str) -> None:
    assert markdown(html.replace("'", '"'), _same) == expected


def test_a_conversion_is_independent_of_earlier_ones() -> None:
    writer = Writer()
    pages = ["<ol><li><pre>a <b>", "<p>b", "<dl><dt>c<table><tr><td>d", "<h1>e <em>f"]

    converted = [writer.markdown(page, _same) for page in (*pages, *reversed(pages))]

    assert converted == [markdown(page, _same) for page in (*pages, *reversed(pages))]


def test_a_link_without_a_target_becomes_its_text() -> None:
    assert markdown('<p><a href="#x">Up</a> there</p>', lambda _: None) == "Up there\n"


_FORMS = (
    "<p>{}</p>",
    "<ul><li>{}</li><li>b</li></ul>",
    "<ol><li>{}</li></ol>",
    "<dl><dt>Term</dt><dd>{}</dd></dl>",
    "<blockquote><p>{}</p></blockquote>",
    "<table><tr><th>A</th></tr><tr><td>{}</td></tr></table>",
    "<table><tr><th>A</th></tr><tr><td><p>{}</p></td></tr></table>",
    "<h2>{}</h2>",
    "<p>a | b<br>{}</p>",
    '<p><a href="x">{}</a></p>',
    "<p><strong>{}</strong></p>",
    "<p><code>{}</code></p>",
    "<pre><code>{}</code></pre>",
)
_WORDS = st.text(
    st.one_of(
        st.sampled_from("\\`*_{}[]()#+-.!|<>&;:\"'~=^$@/ \n0123456789ab"),
        st.characters(codec="utf-8", exclude_categories=["C", "Z"]),
    ),
    max_size=40,
)


@given(text=_WORDS, form=st.sampled_from(_FORMS))
def test_text_stays_text_everywhere(text: str, form: str) -> None:
    html = form.format(escape(text))

    shown = _read(markdown(html, _same))

    usual = _read(markdown(form.format("a word"), _same))
    assert {*re.findall(r"<(\w+)", shown)} <= {*re.findall(r"<(\w+)", usual)}
    assert "".join(_plain(shown).replace("Term:", "Term").split()) == "".join(_plain(html).split())


@given(st.text(st.sampled_from("<>/=\"'abpul -!&;"), max_size=60))
def test_no_html_crashes_the_conversion(html: str) -> None:
    assert markdown(html, _same).endswith("\n")


def test_deeply_nested_text_is_kept() -> None:
    html = "<ul><li>" * 5_000 + "deep" + "</li></ul>" * 5_000 + "<p>after</p>"

    words = markdown(html, _same).split()

    assert words[-2:] == ["deep", "after"]
