"""A file that has gone and a new one are one renamed if they have most lines in common."""

from handbook.likeness import renamed

_ONE = b"a\nb\nc\nd\n"


def test_a_file_is_what_it_is_most_like_whatever_else_is_somewhat_like_it() -> None:
    gone = {"a.md": b"a\nb\nx\ny\n", "b.md": _ONE}

    assert renamed(gone, {"new.md": _ONE}) == {"b.md": "new.md"}
    assert renamed(gone, {"new.md": _ONE, "z.md": b"a\nb\nx\n"}) == {
        "a.md": "z.md",
        "b.md": "new.md",
    }


def test_what_shares_less_than_half_of_its_lines_is_another_file() -> None:
    assert renamed({"a.md": _ONE, "empty.md": b""}, {"new.md": b"a\nx\ny\n", "none.md": b""}) == {}
