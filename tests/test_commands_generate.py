"""The generated benchmark handbook is valid and reproducible."""

from pathlib import Path

from click.testing import CliRunner

from handbook.load import load
from scripts.generate_handbook import main
from tests.support.commands import run, said


def _generate(folder: Path, procedures: int, seed: int) -> dict[str, bytes]:
    arguments = [str(folder), "--procedures", str(procedures), "--seed", str(seed)]
    assert said(CliRunner().invoke(main, arguments)) == (0, "", "")
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_it_has_no_errors_and_the_requested_number_of_procedures(tmp_path: Path) -> None:
    folder = tmp_path / "invented"
    files = _generate(folder, 40, 1)

    result = run(folder, "check")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].endswith(
        "(40 procedures, 40 processes: 0 not documented)"
    )
    sizes = [len(content) for path, content in files.items() if path.startswith("sops/")]
    assert 3_000 < sum(sizes) / len(sizes) < 5_000
    handbook = load(folder).handbook
    assert len(handbook.reviews) == 26
    assert {"list", "table", "alert"} == {
        kind
        for kind, mark in (("list", "1. "), ("table", "| --- |"), ("alert", "> [!NOTE]"))
        if all(mark in content.decode() for path, content in files.items() if path[:4] == "sops")
    }


def test_the_same_arguments_produce_the_same_bytes(tmp_path: Path) -> None:
    first = _generate(tmp_path / "a", 5, 7)

    assert _generate(tmp_path / "b", 5, 7) == first
    assert _generate(tmp_path / "c", 5, 8) != first


def test_the_smallest_handbook_is_valid(tmp_path: Path) -> None:
    _generate(tmp_path / "a", 1, 1)

    assert run(tmp_path / "a", "check").exit_code == 0


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")

    result = CliRunner().invoke(main, [str(tmp_path)])

    assert result.exit_code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
