"""Bytes are decoded to text, or to one diagnostic that says where they cannot be."""

import os
from pathlib import Path

import pytest

from handbook.diagnostics import Diagnostic, Place, Severity, error
from handbook.source.text import (
    MAX_BYTES,
    UNPRINTABLE,
    ByteOffsets,
    Lines,
    byte_offsets,
    decode,
    read_text,
)


def refused(content: bytes) -> str:
    found = decode(content, "a.yaml")
    assert isinstance(found, Diagnostic)
    return str(found)


def test_a_place_is_formatted_as_editors_expect() -> None:
    assert str(Place("a/b.md", 3, 14)) == "a/b.md:3:14"


def test_a_diagnostic_is_one_line_with_its_code() -> None:
    fault = error(Place("a.md", 3, 14), "empty-label", "label 'Owner' has no value")

    assert str(fault) == "a.md:3:14: error: label 'Owner' has no value [empty-label]"


def test_diagnostics_sort_in_reading_order() -> None:
    faults = [
        Diagnostic(Place("b.md", 1, 1), Severity.ERROR, "z", "last"),
        Diagnostic(Place("a.md", 10, 1), Severity.ERROR, "z", "third"),
        Diagnostic(Place("a.md", 9, 2), Severity.WARNING, "a", "second"),
        Diagnostic(Place("a.md", 9, 1), Severity.WARNING, "z", "first"),
    ]

    assert [fault.message for fault in sorted(faults)] == ["first", "second", "third", "last"]


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfa: 1\n", "a.yaml") == "a: 1\n"


def test_only_the_first_byte_order_mark_is_removed() -> None:
    assert refused(b"\xef\xbb\xbf\xef\xbb\xbfa") == (
        "a.yaml:1:1: error: character U+FEFF cannot be printed; remove it [unreadable-file]"
    )


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n"])
def test_any_line_end_is_a_line_end(end: bytes) -> None:
    assert decode(b"a" + end + b"b" + end, "a.yaml") == "a\nb\n"


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"", "a.yaml") == ""


def test_a_byte_that_is_not_utf_8_is_named_with_its_place() -> None:
    assert refused("größe: 1\nname: Ren".encode() + b"\xe9\n") == (
        "a.yaml:2:10: error: byte 0xe9 is not UTF-8; save the file as UTF-8 [unreadable-file]"
    )


def test_the_place_of_a_bad_byte_counts_normalised_lines() -> None:
    assert refused(b"\xef\xbb\xbfa\rb\r\nc\xff") == (
        "a.yaml:3:2: error: byte 0xff is not UTF-8; save the file as UTF-8 [unreadable-file]"
    )


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfea\x00", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\xc3"],
    ids=["utf-16", "surrogate", "overlong", "beyond-unicode", "cut-off"],
)
def test_near_utf_8_is_refused(content: bytes) -> None:
    assert "is not UTF-8; save the file as UTF-8 [unreadable-file]" in refused(content)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x0b", "U+000B"),
        ("\x0c", "U+000C"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\x9b", "U+009B"),
        ("\u2028", "U+2028"),
        ("\u2029", "U+2029"),
        ("\ufffe", "U+FFFE"),
        ("\uffff", "U+FFFF"),
    ],
)
def test_a_character_that_cannot_be_printed_is_refused(character: str, name: str) -> None:
    assert refused(f"ab\nc{character}d".encode()) == (
        f"a.yaml:2:2: error: character {name} cannot be printed; remove it [unreadable-file]"
    )


@pytest.mark.parametrize("character", ["\t", "é", "\xa0", "€", "\u200d", "語", "\ufffd", "😀"])
def test_a_printable_character_is_read(character: str) -> None:
    assert decode(character.encode(), "a.yaml") == character


def test_no_surrogate_can_be_printed() -> None:
    assert all(UNPRINTABLE.match(chr(code)) for code in range(0xD800, 0xE000))


def test_a_file_of_the_largest_size_is_read() -> None:
    assert decode(b"a" * MAX_BYTES, "a.yaml") == "a" * MAX_BYTES


def test_a_larger_file_is_refused_whatever_its_content() -> None:
    assert refused(b"\xff" * (MAX_BYTES + 1)) == (
        "a.yaml:1:1: error: is larger than 1,000,000 bytes; split it [unreadable-file]"
    )


# --- files


def read(root: Path, path: str) -> str:
    return str(read_text(root / path, path))


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\n")

    assert read(tmp_path, "a.yaml") == "a: 1\n"


def test_a_huge_file_is_only_read_as_far_as_needed(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(2**40)

    assert read(tmp_path, "a.yaml") == (
        "a.yaml:1:1: error: is larger than 1,000,000 bytes; split it [unreadable-file]"
    )


def test_a_missing_file_is_a_diagnostic(tmp_path: Path) -> None:
    assert read(tmp_path, "a.yaml") == (
        "a.yaml:1:1: error: cannot be read: No such file or directory [unreadable-file]"
    )


def test_an_unreadable_file_is_a_diagnostic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_text("a: 1")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)

    assert read(tmp_path, "a.yaml") == (
        "a.yaml:1:1: error: cannot be read: Permission denied [unreadable-file]"
    )


def test_a_folder_with_the_name_of_a_file_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()

    assert read(tmp_path, "a.yaml") == (
        "a.yaml:1:1: error: is not a regular file; remove or rename it [unreadable-file]"
    )


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")

    assert read(tmp_path, "a.yaml") == (
        "a.yaml:1:1: error: is not a regular file; remove or rename it [unreadable-file]"
    )


@pytest.mark.parametrize("target", ["real.yaml", "/etc/passwd", "nowhere", "a.yaml"])
def test_a_symbolic_link_is_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "real.yaml").write_text("a: 1")
    (tmp_path / "a.yaml").symlink_to(target)

    assert read(tmp_path, "a.yaml") == (
        "a.yaml:1:1: error: 'a.yaml' is a symbolic link; put the file itself here [unreadable-file]"
    )


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").write_text("secret")
    (tmp_path / "sops").mkdir()
    (tmp_path / "sops" / "area").symlink_to(tmp_path / "elsewhere")

    assert read(tmp_path, "sops/area/a.md") == (
        "sops/area/a.md:1:1: error: 'area' is a symbolic link; put the file itself here "
        "[unreadable-file]"
    )


def test_the_handbook_itself_may_be_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.yaml").write_text("a: 1")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert read(tmp_path / "link", "a.yaml") == "a: 1"


# --- places


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (0, None, (1, 1, 1)),
        (0, 2, (1, 1, 2)),
        (1, 3, (1, 2, 2)),
        (4, 9, (2, 1, 5)),
        (5, 6, (2, 2, 1)),
        (10, 10, (3, 1, 1)),
        (11, 14, (4, 1, 3)),
    ],
)
def test_a_place_counts_characters_from_one(
    start: int, end: int | None, place: tuple[int, int, int]
) -> None:
    lines = Lines("a.md", "aé😀\n\tb cd\n\nxyz")

    assert lines.place(start, end) == Place("a.md", *place)


def test_a_multi_line_span_is_marked_on_its_first_line() -> None:
    assert Lines("a.md", "ab\ncd").place(0, 5) == Place("a.md", 1, 1, 2)


def test_trailing_whitespace_of_a_span_is_not_marked() -> None:
    assert Lines("a.md", "ab  \ncd").place(0, 5) == Place("a.md", 1, 1, 2)


def test_the_end_of_a_text_has_a_place() -> None:
    assert Lines("a.md", "ab\n").place(3) == Place("a.md", 2, 1)


def test_a_place_beyond_the_text_is_its_end() -> None:
    assert Lines("a.md", "ab").place(99, 100) == Place("a.md", 1, 3)


def test_a_place_before_the_text_is_its_start() -> None:
    assert Lines("a.md", "ab").place(-1) == Place("a.md", 1, 1)


def test_an_empty_text_has_a_place() -> None:
    assert Lines("a.md", "").place(0, 0) == Place("a.md", 1, 1)


def test_multi_byte_characters_are_listed_by_their_end() -> None:
    assert byte_offsets("aé€😀b") == ByteOffsets(ends=[3, 6, 10], more=[0, 1, 3, 6])


def test_ascii_text_has_no_multi_byte_characters() -> None:
    assert byte_offsets("abc") == ByteOffsets(ends=[], more=[0])
