"""Minified pages have few lines and short links, and the same content and appearance."""

import pytest

from macros.minify import minified


def test_line_breaks_before_blocks_are_removed_and_spaces_collapsed() -> None:
    html = (
        '<div class="a">\n\n  <p>Two\n   words, <b>bold</b>\n  <i>light</i></p>\n  <ul>\n'
        "    <li>One</li>\n\n    <li>Two</li>\n  </ul>\n</div>\n"
        "<button>A</button>\n<button>B</button>\n"
    )

    assert minified(html) == (
        '<div class="a"><p>Two\nwords, <b>bold</b>\n<i>light</i><ul><li>One<li>Two'
        "</ul></div>\n<button>A</button>\n<button>B</button>\n"
    )


def test_preformatted_text_is_unchanged() -> None:
    html = (
        "<pre><code>\n  if a:\n\n    <b>b</b>\n</code></pre>\n<textarea>\n one\n\n two\n</textarea>"
    )

    assert minified(html) == html


def test_a_script_keeps_its_lines() -> None:
    assert minified("<script>{\n  one()\n\n  two()\n}</script>\n<p>A</p>") == (
        "<script>{\none()\ntwo()\n}</script><p>A</p>"
    )


def test_a_link_within_a_folder_is_shortened() -> None:
    html = '<a href="../../procedures/b/#c">B</a> <a href="../../procedures/">All</a>'

    assert minified(html, "procedures/a/") == '<a href="../b/#c">B</a> <a href="../">All</a>'
    for address in ("", "procedures/", "roles/coo/", "procedures/page/2/", "404.html"):
        assert minified(html, address) == html


def test_text_about_links_and_tags_is_unchanged() -> None:
    html = '<p>&lt;a href="../../procedures/b/"&gt; data-unsearched&gt; it\'s</p>'

    assert minified(html, "procedures/a/") == html


def test_a_marker_for_the_build_is_removed() -> None:
    assert minified('<h2 id="a" data-unsearched>A</h2>') == '<h2 id="a">A</h2>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>A</li><li class=b>B</li></ul>", "<ul><li>A<li class=b>B</ul>"),
        ("<ol><li><p>A</p></li> <li>B</li></ol>", "<ol><li><p>A</li> <li>B</ol>"),
        ("<dl><dt>A</dt><dd>B</dd></dl>", "<dl><dt>A<dd>B</dl>"),
        ("<div><dt>A</dt></div>", "<div><dt>A</dt></div>"),
        ("<p>A</p><p>B</p><h2>C</h2>", "<p>A<p>B<h2>C</h2>"),
        ("<a><p>A</p></a><p>B</p> <p>C</p><picture>", "<a><p>A</p></a><p>B</p> <p>C</p><picture>"),
        (
            "<table><tr><th>A</th><td>B</td></tr><tr><td>C</td></tr></table>",
            "<table><tr><th>A<td>B<tr><td>C</table>",
        ),
        ("<pre><ul><li>A</li></ul></pre>", "<pre><ul><li>A</li></ul></pre>"),
    ],
)
def test_an_optional_end_tag_is_omitted(html: str, expected: str) -> None:
    assert minified(html) == expected
