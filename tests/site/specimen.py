"""A small handbook that has one of everything a page can show; its files stand in specimen/."""

from pathlib import Path

from tests.site.building import frame
from tests.support.handbooks import review

_FILES = Path(__file__).parent / "specimen"
# What it looks like on 21 November 2026: one procedure is current, one overdue.
_REVIEWED = {"shift-handover": ("2026-04-01", "2026-11-02"), "stocktaking": ("2025-10-01",)}


def specimen(root: Path) -> Path:
    """Write the handbook into a folder and return it."""
    files = {
        file.relative_to(_FILES).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(_FILES.rglob("*"))
        if file.is_file()
    }
    frame(root, files)
    for sop_id, days in _REVIEWED.items():
        review(root, sop_id, *days)
    return root
