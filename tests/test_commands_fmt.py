"""`handbook fmt` previews, writes on request, and skips files whose meaning would change."""

from pathlib import Path

import pytest

from tests.core.test_canonical import CLEAN, MESSY, SOP
from tests.support.commands import run, said
from tests.support.handbooks import procedure, write_handbook


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a handbook with one file that is not in canonical form."""
    return write_handbook(tmp_path, {SOP: MESSY})


def test_differences_are_shown_and_nothing_is_written(root: Path) -> None:
    code, out, remarked = said(run(root, "fmt"))

    assert code == 1
    assert out.startswith(f"--- a/{SOP}\n+++ b/{SOP}\n@@ ")
    assert "-**Trigger:** the shelf is empty\n" in out
    assert "+**Triggers:** the shelf is empty\n" in out
    assert remarked == "1 of 3 files would change; apply with --write\n"
    assert (root / SOP).read_text(encoding="utf-8") == MESSY


def test_formatting_is_idempotent(root: Path) -> None:
    first = said(run(root, "fmt", "--write"))
    second = said(run(root, "fmt", "--write"))

    assert (first[0], first[2]) == (0, "formatted 1 of 3 files\n")
    assert (root / SOP).read_text(encoding="utf-8") == CLEAN
    assert second == (0, "", "formatted 0 of 3 files\n")


def test_crlf_line_endings_are_a_difference(root: Path) -> None:
    (root / SOP).write_bytes(CLEAN.replace("\n", "\r\n").encode())

    _, shown, _ = said(run(root, "fmt"))
    assert shown == f"{SOP}: line endings would change from CR LF to LF\n"
    assert said(run(root, "fmt", "--write"))[0] == 0
    assert (root / SOP).read_bytes() == CLEAN.encode()


def test_a_file_whose_meaning_would_change_is_skipped_and_reported(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.canonical.markdown.formatted", lambda text: f"{text}\nMore.\n")

    assert said(run(root, "--no-cache", "fmt", "--write")) == (
        0,
        "",
        (f"{SOP} was skipped: formatting would change its meaning\nformatted 0 of 3 files\n"),
    )
    assert (root / SOP).read_text(encoding="utf-8") == MESSY


def test_only_the_given_paths_are_formatted(root: Path) -> None:
    assert said(run(root, "fmt", "data")) == (0, "", "0 of 2 files would change\n")
    assert said(run(root, "fmt", "nowhere"))[0] == 2


def test_an_unreadable_file_is_skipped_and_reported(root: Path) -> None:
    write_handbook(root, {"sops/operations/odd.md": "No front matter\n"}, base=False)

    odd = "sops/operations/odd.md"
    note = f"{odd} has errors and was skipped; 'handbook check' lists them\n"

    assert said(run(root, "fmt", "--write", odd)) == (1, "", f"{note}formatted 0 of 0 files\n")
    assert said(run(root, "fmt", "--write"))[2].startswith(note)
    assert said(run(root, "fmt", "data")) == (0, "", "0 of 2 files would change\n")
    assert (root / odd).read_text() == "No front matter\n"


def test_files_outside_registers_are_not_formatted(root: Path) -> None:
    write_handbook(root, {"docs/index.md": "*  a\n"}, base=False)

    assert said(run(root, "fmt", "docs/index.md")) == (
        0,
        "",
        (
            "no files to format; only files of registers have a canonical form\n"
            "0 of 0 files would change\n"
        ),
    )


def test_files_created_by_new_are_in_canonical_form(root: Path) -> None:
    given = ("--process", "none", "--area", "operations", "--owner", "COO")
    more = ("--purpose", "Keep them alive", "--action", "Water them")
    run(root, "new", "sop", "Water plants", *given, *more)
    written = "sops/operations/water-plants.md"

    assert (root / written).exists()
    assert said(run(root, "fmt", written)) == (0, "", "0 of 1 file would change\n")
    assert procedure() != MESSY
