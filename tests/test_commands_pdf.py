"""`handbook pdf` writes PDFs atomically and refuses in one sentence."""

import os
import re
from pathlib import Path

import pytest

from handbook.pdf import typeset
from tests.support.commands import run, run_on_terminal, said
from tests.support.handbooks import procedure, write_handbook
from tests.support.pdfs import PrintedPdf

_FILES = {
    "sops/operations/supplies.md": procedure("Supplies", more="aliases: [Buying things]\n"),
    "sops/operations/waste.md": procedure("Waste"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path / "book", _FILES)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def _titles(file: Path) -> list[str]:
    return [mark.title for mark in PrintedPdf(file.read_bytes()).marks if mark.title[0] in "OSW"]


def test_the_whole_handbook_is_written_here_by_default(root: Path, here: Path) -> None:
    code, out, err = said(run(root, "pdf"))

    assert (code, err) == (0, "")
    assert re.fullmatch(r"handbook\.pdf: \d\d KB\n", out)
    assert [file.name for file in here.iterdir()] == ["handbook.pdf"]
    assert {"Operations", "Supplies", "Waste"} <= set(_titles(here / "handbook.pdf"))


def test_a_procedure_is_found_by_id_title_and_alias(root: Path, here: Path) -> None:
    for name in ("supplies", "Supplies", "buying  Things"):
        code, out, _ = said(run(root, "pdf", "--sop", name, "-o", "one.pdf"))

        assert code == 0
        assert re.fullmatch(r"one\.pdf: \d\d KB\n", out)
        assert _titles(here / "one.pdf") == ["Supplies", "Steps"]


def test_several_pdfs_are_written_under_their_own_names(root: Path, here: Path) -> None:
    asked = ("--sop", "waste", "--sop", "supplies", "--sop", "Waste", "--area", "operations")

    code, out, _ = said(run(root, "pdf", *asked, "--all", "--output-dir", "a/b"))

    assert code == 0
    names = ["area-operations.pdf", "waste.pdf", "supplies.pdf", "handbook.pdf"]
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        f"a/b/{name}" for name in names
    ]
    assert sorted(file.name for file in (here / "a/b").iterdir()) == sorted(names)


def test_a_pdf_goes_to_stdout(root: Path) -> None:
    result = run(root, "pdf", "--sop", "waste", "-o", "-")

    assert result.exit_code == 0
    assert _titles_of(result.stdout_bytes) == ["Waste", "Steps"]


def _titles_of(content: bytes) -> list[str]:
    return [mark.title for mark in PrintedPdf(content).marks if mark.title[0] in "OSW"]


def test_it_is_dated_as_requested(root: Path, here: Path) -> None:
    said(run(root, "pdf", "--sop", "waste", "--today", "2027-02-03"))

    sheets = PrintedPdf((here / "waste.pdf").read_bytes())
    assert "3 February 2027" in sheets.pages[0]
    assert sheets.reader.metadata is not None
    assert str(sheets.reader.metadata["/CreationDate"]) == "D:20270203000000Z"


def test_the_paper_size_is_an_option_or_a_setting(root: Path, here: Path) -> None:
    def height(*asked: str) -> int:
        said(run(root, "pdf", "--sop", "waste", *asked))
        page = PrintedPdf((here / "waste.pdf").read_bytes()).reader.pages[0]
        return int(page.mediabox.height)

    assert height() == 841
    assert height("--paper", "letter") == 792
    settings = root / "data" / "settings.yaml"
    settings.write_text(settings.read_text() + "paper: Letter\n", encoding="utf-8")
    assert height() == 792
    assert height("--paper", "A4") == 841


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["--sop", "suplies"], "unknown procedure: 'suplies'; did you mean 'supplies'?"),
        (["--sop", "x"], "unknown procedure: 'x'; 'handbook report contents' lists them"),
        (["--area", "operatoins"], "unknown area: 'operatoins'; did you mean 'operations'?"),
        (
            ["--sop", "waste", "--all", "-o", "x.pdf"],
            ("cannot write 2 PDFs to one file; write them to a folder with --output-dir"),
        ),
        (["-o", "no/x.pdf"], "cannot write 'no/x.pdf': No such file or directory"),
        (
            ["--sop", "waste", "--output-dir", "file/x"],
            "cannot write 'file/x/waste.pdf': Not a directory",
        ),
    ],
)
def test_an_impossible_request_is_one_sentence(
    root: Path, here: Path, asked: list[str], message: str
) -> None:
    (here / "file").touch()

    assert said(run(root, "pdf", *asked)) == (2, "", f"handbook: {message}\n")
    assert [file.name for file in here.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            ["-o", "a", "--output-dir", "b"],
            "--output and --output-dir cannot be combined; see 'handbook pdf --help'",
        ),
        (
            ["--paper", "A3"],
            (
                "invalid value for '--paper': 'A3' is not one of 'a4', 'letter'; "
                "see 'handbook pdf --help'"
            ),
        ),
        (
            ["--today", "soon"],
            (
                "invalid value for '--today': 'soon' is not a date; write one such as 2026-11-21; "
                "see 'handbook pdf --help'"
            ),
        ),
    ],
)
def test_a_usage_error_is_one_sentence(
    root: Path, here: Path, asked: list[str], message: str
) -> None:
    assert said(run(root, "pdf", *asked)) == (2, "", f"handbook pdf: {message}\n")
    assert list(here.iterdir()) == []


def test_an_existing_file_is_replaced_atomically(
    root: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "handbook.pdf").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", _full)

    code, _, err = said(run(root, "pdf"))

    assert (code, err) == (
        2,
        "handbook: cannot write 'handbook.pdf': No space left on device\n",
    )
    assert (here / "handbook.pdf").read_bytes() == b"old"
    assert [file.name for file in here.iterdir()] == ["handbook.pdf"]


def _full(*_: object) -> None:
    raise OSError(28, os.strerror(28))


def test_files_with_errors_are_skipped_and_reported(root: Path, here: Path) -> None:
    path = "sops/operations/broken.md"
    write_handbook(root, {path: "no front matter\n"}, base=False)

    code, _, err = said(run(root, "pdf"))

    assert code == 1
    assert err == "1 file has errors and was skipped; 'handbook check' lists the errors\n"
    assert said(run(root, "pdf", "--sop", "broken")) == (
        2,
        "",
        f"handbook: {path!r} has errors to fix first; 'handbook check {path}' lists them\n",
    )


def test_two_pdfs_with_the_same_name_are_refused(root: Path, here: Path) -> None:
    write_handbook(root, {"sops/operations/handbook.md": procedure("Handbook")}, base=False)

    assert said(run(root, "pdf", "--all", "--sop", "handbook")) == (
        2,
        "",
        "handbook: two of these PDFs would be named 'handbook.pdf'; export them one at a time\n",
    )


def test_letters_that_no_font_has_are_reported(
    root: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "_sets_with_system_fonts", lambda _: False)
    steps = "### Count\n\n1. Write \ua66e, then \ua66e\n"
    write_handbook(root, {"sops/operations/waste.md": procedure("Waste", steps=steps)}, base=False)

    code, out, err = said(run(root, "pdf", "--sop", "waste"))

    assert code == 0
    assert re.fullmatch(r"waste\.pdf: \d\d KB\n", out)
    assert err == (
        "no installed font has: \ua66e; each is shown as a box, and screen readers cannot read it; "
        "install a font that has them\n"
    )


def test_a_pdf_is_not_written_to_a_terminal(root: Path) -> None:
    session = run_on_terminal(["pdf", "--output", "-"], root)

    assert (session.code, session.screen) == (2, "")


def test_a_handbook_with_only_settings_is_exported(tmp_path: Path, here: Path) -> None:
    root = write_handbook(tmp_path / "bare", {"data/areas.yaml": "{}\n", "data/roles.yaml": "{}\n"})

    assert said(run(root, "pdf"))[0] == 0
    assert "Example handbook" in PrintedPdf((here / "handbook.pdf").read_bytes()).pages[0]
