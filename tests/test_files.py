"""Files are created and removed as a whole, or refused in one sentence."""

from pathlib import Path

import pytest

from scripts import files
from scripts.refusal import Refusal


def test_a_file_created_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "a" / "x.md"
    files.create(file, "first")

    with pytest.raises(Refusal, match="already exists; nothing was written"):
        files.create(file, "second")

    assert file.read_text(encoding="utf-8") == "first"
    assert [one.name for one in file.parent.iterdir()] == ["x.md"]


def test_a_file_system_without_hard_links_is_supported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    file = tmp_path / "x.md"

    files.create(file, "first")

    with pytest.raises(Refusal, match="already exists; nothing was written"):
        files.create(file, "second")
    assert file.read_text(encoding="utf-8") == "first"
    assert [one.name for one in tmp_path.iterdir()] == ["x.md"]


def test_a_file_that_cannot_be_removed_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.md").mkdir()

    with pytest.raises(Refusal, match=r"cannot remove '.*/x\.md': "):
        files.write_or_remove(tmp_path, "x.md", "")
