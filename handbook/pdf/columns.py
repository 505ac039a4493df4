"""The columns of a table: their widths and alignment, derived from their content."""

import math
from typing import Any

from handbook.pdf.pieces import Piece, Pieces, words

# The width of the page and the gap between columns, in characters.
_ROW = 96.0
_GAP = 2
# The width of a column grows with this power of its text length.
_EXPONENT = 0.6
# A cell with more characters lets rows break across pages.
_TALL = 600


def without_empty_columns(table: dict[str, Any]) -> dict[str, Any]:
    """Return the head and rows of a table without empty columns."""
    kept = [
        index for index in range(len(table["head"])) if any(row[index] for row in table["rows"])
    ]
    rows = [[row[index] for index in kept] for row in table["rows"]]
    return {"head": [table["head"][index] for index in kept], "rows": rows} if kept else {}


def layout(table: dict[str, Any]) -> dict[str, Any]:
    """Return the column widths of a table, which columns are numeric, and if rows may break.

    A column of short texts fits its longest one (0); the others share the remaining width.
    """
    rows: list[list[Pieces]] = [table["head"], *table["rows"]]
    columns = [[_length(row[index]) for row in rows] for index in range(len(rows[0]))]
    longest = [max(lengths) for lengths in columns]
    widths = [0.0] * len(longest)
    room = _ROW
    left = sorted(range(len(longest)), key=lambda index: longest[index])
    while left and longest[left[0]] <= room / len(left):
        room -= longest[left.pop(0)] + _GAP
    figures = [all(_is_figure(row[index]) for row in rows[1:]) for index in range(len(widths))]
    # Spare width goes to the last column, unless its figures are aligned with the page's edge.
    spare = longest.index(max(longest)) if figures[-1] else len(longest) - 1
    for index in left or [spare]:
        widths[index] = _share(longest[index])
    return {"widths": widths, "figures": figures, "tall": max(map(max, columns)) > _TALL}


def _share(length: int) -> float:
    return round(math.pow(max(length, 1), _EXPONENT), 2)


def _length(cell: Pieces) -> int:
    """Return the width of a cell's longest line, in characters."""
    signs = sum(isinstance(one, dict) and one["is"] in {"chip", "page"} for one in cell)
    breaks = 1 + sum(isinstance(one, dict) and one["is"] == "br" for one in cell)
    return int((len(words(cell)) + 3 * signs) / breaks)


def _is_figure(cell: Pieces) -> bool:
    if cell and all(_is_page(one) for one in cell):
        return True
    return words(cell).replace(",", "").isdigit() or words(cell) == "none"


def _is_page(one: Piece) -> bool:
    return isinstance(one, dict) and one["is"] == "page"
