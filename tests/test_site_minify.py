"""A page is written on few lines and with short links, and says and shows the same."""

import pytest

from macros.minify import minified


def test_no_line_is_begun_before_a_block_and_one_space_is_left_between_words() -> None:
    html = (
        '<div class="a">\n\n  <p>Two\n   words, <b>bold</b>\n  <i>light</i></p>\n  <ul>\n'
        "    <li>One</li>\n\n    <li>Two</li>\n  </ul>\n</div>\n"
        "<button>A</button>\n<button>B</button>\n"
    )

    assert minified(html) == (
        '<div class="a"><p>Two\nwords, <b>bold</b>\n<i>light</i><ul><li>One<li>Two'
        "</ul></div>\n<button>A</button>\n<button>B</button>\n"
    )


def test_text_whose_lines_are_shown_stays_as_it_is() -> None:
    html = (
        "<pre><code>\n  if a:\n\n    <b>b</b>\n</code></pre>\n<textarea>\n one\n\n two\n</textarea>"
    )

    assert minified(html) == html


def test_a_script_keeps_its_lines() -> None:
    assert minified("<script>{\n  one()\n\n  two()\n}</script>\n<p>A</p>") == (
        "<script>{\none()\ntwo()\n}</script><p>A</p>"
    )


def test_a_link_to_a_page_in_the_same_folder_is_short() -> None:
    html = '<a href="../../procedures/b/#c">B</a> <a href="../../procedures/">All</a>'

    assert minified(html, "procedures/a/") == '<a href="../b/#c">B</a> <a href="../">All</a>'
    for address in ("", "procedures/", "roles/coo/", "procedures/page/2/", "404.html"):
        assert minified(html, address) == html


def test_what_a_text_says_of_links_and_marks_is_not_touched() -> None:
    html = '<p>&lt;a href="../../procedures/b/"&gt; data-unsearched&gt; it\'s</p>'

    assert minified(html, "procedures/a/") == html


def test_a_mark_for_the_build_is_left_out() -> None:
    assert minified('<h2 id="a" data-unsearched>A</h2>') == '<h2 id="a">A</h2>'


@pytest.mark.parametrize(
    ("html", "told"),
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
def test_an_end_is_left_out_where_what_follows_tells_it(html: str, told: str) -> None:
    assert minified(html) == told
