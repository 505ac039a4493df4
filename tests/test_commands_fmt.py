"""`handbook fmt` shows first, writes when told to, and leaves what it could only change."""

from pathlib import Path

import pytest

from tests.core.test_canonical import CLEAN, MESSY, SOP
from tests.support.commands import run, said
from tests.support.handbooks import procedure, write_handbook


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook with one file that is not in canonical form."""
    return write_handbook(tmp_path, {SOP: MESSY})


def test_the_difference_is_shown_and_nothing_is_written(root: Path) -> None:
    code, out, remarked = said(run(root, "fmt"))

    assert code == 1
    assert out.startswith(f"--- a/{SOP}\n+++ b/{SOP}\n@@ ")
    assert "-**Trigger:** the shelf is empty\n" in out
    assert "+**Triggers:** the shelf is empty\n" in out
    assert remarked == "1 of 3 files would change; --write changes them\n"
    assert (root / SOP).read_text(encoding="utf-8") == MESSY


def test_written_once_there_is_nothing_left_to_do(root: Path) -> None:
    first = said(run(root, "fmt", "--write"))
    second = said(run(root, "fmt", "--write"))

    assert (first[0], first[2]) == (0, "wrote 1 of 3 files\n")
    assert (root / SOP).read_text(encoding="utf-8") == CLEAN
    assert second == (0, "", "nothing to do in 3 files\n")


def test_line_ends_of_another_system_are_a_difference(root: Path) -> None:
    (root / SOP).write_bytes(CLEAN.replace("\n", "\r\n").encode())

    _, shown, _ = said(run(root, "fmt"))
    assert shown == f"{SOP}: lines that end with CR LF would end with LF\n"
    assert said(run(root, "fmt", "--write"))[0] == 0
    assert (root / SOP).read_bytes() == CLEAN.encode()


def test_what_would_say_something_else_in_its_form_is_left_and_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.canonical.markdown.formatted", lambda text: f"{text}\nMore.\n")

    assert said(run(root, "--no-cache", "fmt", "--write")) == (
        0,
        "",
        (
            f"{SOP} is left as it is: in canonical form it would say something else\n"
            "nothing to do in 3 files\n"
        ),
    )
    assert (root / SOP).read_text(encoding="utf-8") == MESSY


def test_only_what_is_asked_for_is_looked_at(root: Path) -> None:
    assert said(run(root, "fmt", "data")) == (0, "", "0 of 2 files would change\n")
    assert said(run(root, "fmt", "nowhere"))[0] == 2


def test_a_file_that_cannot_be_read_is_left_and_told(root: Path) -> None:
    write_handbook(root, {"sops/operations/odd.md": "No front matter\n"}, base=False)

    odd = "sops/operations/odd.md"
    told = f"{odd} has errors and is left as it is; 'handbook check' says what is wrong\n"

    assert said(run(root, "fmt", "--write", odd)) == (1, "", f"{told}nothing to do in 0 files\n")
    assert said(run(root, "fmt", "--write"))[2].startswith(told)
    assert said(run(root, "fmt", "data")) == (0, "", "0 of 2 files would change\n")
    assert (root / odd).read_text() == "No front matter\n"


def test_what_is_in_no_register_has_no_form(root: Path) -> None:
    write_handbook(root, {"docs/index.md": "*  a\n"}, base=False)

    assert said(run(root, "fmt", "docs/index.md")) == (
        0,
        "",
        (
            "nothing there is in a register, and only what is has a canonical form\n"
            "0 of 0 files would change\n"
        ),
    )


def test_what_handbook_new_writes_is_in_canonical_form(root: Path) -> None:
    given = ("--process", "none", "--area", "operations", "--owner", "COO")
    more = ("--purpose", "Keep them alive", "--action", "Water them")
    run(root, "new", "sop", "Water plants", *given, *more)
    written = "sops/operations/water-plants.md"

    assert (root / written).exists()
    assert said(run(root, "fmt", written)) == (0, "", "0 of 1 file would change\n")
    assert procedure() != MESSY
