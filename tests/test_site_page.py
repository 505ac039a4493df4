"""What is extracted from the HTML of a page: headings, anchors and search entries."""

from handbook.pages.page import (
    Heading,
    SearchEntry,
    anchors,
    found_words,
    headings,
    sections,
    words,
)

HTML = (
    '<h1 id="page--title">T</h1><p>before</p>'
    '<h2 id="a">One &amp; <code>two</code></h2><p>first</p><ul><li>second</li></ul>'
    '<h3 id="b" class="x">Three</h3><pre><code>code</code></pre><p>fourth</p>'
    '<h4 id="c">Four</h4>'
    '<h2 data-unsearched id="d">Five</h2><p>fifth</p>'
    "<h2>no anchor</h2><p>sixth</p>"
)


def test_headings_are_those_with_an_anchor_down_to_the_third_level() -> None:
    assert list(headings(HTML)) == [
        Heading(2, "a", "One & two"),
        Heading(3, "b", "Three"),
        Heading(2, "d", "Five"),
    ]


def test_search_has_sections_by_heading_without_code() -> None:
    assert list(sections(HTML, "T")) == [
        SearchEntry("a", "One & two", "first · second"),
        SearchEntry("b", "Three", "fourth"),
    ]


def test_every_anchor_is_known() -> None:
    assert anchors(HTML) == {"page--title", "a", "b", "c", "d"}


def test_words_are_those_a_reader_sees() -> None:
    assert words("<p>a &lt;b&gt;</p>\n<p>c<br>d</p>") == "a <b> c d"


def test_a_table_header_is_not_searched() -> None:
    table = "<table><thead><tr><th>Name</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>"

    assert found_words(table) == "x"
