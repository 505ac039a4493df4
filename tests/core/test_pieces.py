"""Safe HTML becomes lines of text and links, and loses only its formatting."""

import pytest

from handbook.pieces import Piece, line, lines, plain

HERE = "procedures/order/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Open the board", (Piece("Open the board"),)),
        ("<b>Open</b> the\n  <code>#board</code>", (Piece("Open the #board"),)),
        ("a &lt;b&gt; &amp;amp; c", (Piece("a <b> &amp; c"),)),
        (
            'See the <a href="../../roles/coo/">COO</a>, at once',
            (Piece("See the "), Piece("COO", "roles/coo/"), Piece(", at once")),
        ),
        (
            '<a href="../../roles/coo/">COO</a>\n<a href="../../roles/cto/">CTO</a>',
            (Piece("COO", "roles/coo/"), Piece(" "), Piece("CTO", "roles/cto/")),
        ),
        ('<a href="#steps">here</a>', (Piece("here", "procedures/order/#steps"),)),
        ('<a href="https://example.com/a?b=c">there</a>', (Piece("there", "https://example.com/a?b=c"),)),
        ('<a href="mailto:a@example.com">write</a>', (Piece("write", "mailto:a@example.com"),)),
        ('<a href="javascript:x">no</a>', (Piece("no"),)),
        ('<a href="//evil.example/">no</a>', (Piece("no"),)),
        ("<a>no</a>", (Piece("no"),)),
        ('<img src="../../a.png" alt="A plan"> below', (Piece("A plan below"),)),
        ("<p>One.</p><p>Two.</p>", (Piece("One. Two."),)),
        (" ", ()),
    ],
)  # fmt: skip
def test_a_text_becomes_one_line(html: str, expected: tuple[Piece, ...]) -> None:
    assert line(html, HERE) == expected


def test_blocks_become_separate_lines() -> None:
    html = (
        '<div class="admonition"><p class="admonition-title">Note</p><p>Mind\nthe gap.</p></div>'
        "<ul><li>first</li><li>second<ul><li>inner</li></ul></li></ul>"
        "<table><thead><tr><th>Who</th><th>When</th></tr></thead>"
        '<tbody><tr><td><a href="../../roles/coo/">COO</a></td><td></td></tr></tbody></table>'
        "<pre><code>make it\n  so\n</code></pre>"
        "<figure><svg><title>Steps</title><text>drawn</text></svg>"
        "<figcaption>To scale.</figcaption></figure>"
    )

    assert [plain(one) for one in lines(html, HERE)] == [
        "Note",
        "Mind the gap.",
        "first",
        "second",
        "inner",
        "Who · When",
        "COO ·",
        "make it",
        "so",
        "To scale.",
    ]


def test_links_survive_in_lines() -> None:
    assert lines('<p>Ask <a href="../../roles/coo/">the COO</a></p>', HERE) == [
        (Piece("Ask "), Piece("the COO", "roles/coo/"))
    ]
