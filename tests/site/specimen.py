"""A small handbook with one of everything a page can show; its files are in specimen/."""

from collections.abc import Mapping
from pathlib import Path

from tests.site.building import write_source
from tests.support.handbooks import review
from tests.support.history import Repository

_FILES = Path(__file__).parent / "specimen"
# On 21 November 2026, one procedure is current and one is overdue.
_REVIEWED = {"shift-handover": ("2026-04-01", "2026-11-02"), "stocktaking": ("2025-10-01",)}


# Current texts of files and their earlier versions, both of which are committed to git.
_BEFORE = {
    "sops/operations/shift-handover.md": ("**Owner:** Day warden", "**Owner:** Storekeeper"),
    "sops/warehouse/stocktaking.md": ("1. ", "1. Sit down and "),
    "data/tools.yaml": ("title: Telex", "title: Teleprinter"),
}


def specimen(root: Path) -> Path:
    """Write the handbook into a folder and return it."""
    files = {
        file.relative_to(_FILES).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(_FILES.rglob("*"))
        if file.is_file()
    }
    write_source(root, files)
    # This procedure was reviewed before it changed.
    old = "sops/warehouse/stocktaking.md"
    (root / old).write_text(_before(files, old), encoding="utf-8", newline="")
    for sop_id, days in _REVIEWED.items():
        review(root, sop_id, *days)
    _commit(root, files)
    return root


def _commit(root: Path, files: Mapping[str, str]) -> None:
    """Commit the handbook as it was on 3 November, and as it has been since 18 November."""
    repository = Repository(root)
    repository.git("init", "--quiet", "--initial-branch=main")
    for path in _BEFORE:
        (root / path).write_text(_before(files, path), encoding="utf-8", newline="")
    for day in ("2026-11-03", "2026-11-18"):
        repository.git("add", "data", "docs", "sops")
        repository.git("commit", "--quiet", "--message", "x", when=f"{day}T12:00:00Z")
        for path in _BEFORE:
            (root / path).write_text(files[path], encoding="utf-8", newline="")


def _before(files: Mapping[str, str], path: str) -> str:
    now, before = _BEFORE[path]
    assert now in files[path]
    return files[path].replace(now, before)
