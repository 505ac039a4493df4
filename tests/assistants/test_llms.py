"""The list of pages for assistants stays short."""

from datetime import date
from pathlib import Path

import pytest

from handbook.assistants import llms as module
from handbook.assistants.llms import ListedPage, llms
from handbook.assistants.page import Origin
from handbook.load import load
from tests.support.handbooks import procedure, write_handbook

PAGES = (
    ListedPage("areas/operations/", "Operations", "What keeps us going."),
    ListedPage("procedures/stock/", "Stock", "Count what is there."),
    ListedPage("procedures/supplies/", "Supplies", ""),
)


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (
            2,
            (
                "## Procedures: Operations\n\n"
                "- [Stock](procedures/stock/index.md): Count what is there.\n"
                "- [Supplies](procedures/supplies/index.md)\n"
            ),
        ),
        (
            1,
            (
                "## Procedures, by area\n\n"
                "- [Operations](areas/operations/index.md): What keeps us going.\n"
            ),
        ),
    ],
)
def test_many_procedures_are_listed_by_area(
    most: int, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MAX_PROCEDURES", most)
    files = {
        "sops/operations/stock.md": procedure("Stock"),
        "sops/operations/supplies.md": procedure("Supplies"),
    }
    handbook = load(write_handbook(tmp_path, files)).handbook

    text = llms(handbook, PAGES, "How we work.", Origin("Example", date(2026, 11, 21), ""))

    (section,) = (part for part in text.split("\n\n## ") if part.startswith("Procedures"))
    assert f"## {section}\n" == expected
