"""Tables of plain values as aligned text, Markdown or CSV."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date

from handbook.formats.characters import printable, width
from handbook.markup import plain

Value = str | int | date | None
Rows = Sequence[Sequence[Value]]

_GAP = "  "
# Prefixes that a spreadsheet would treat as the start of a formula.
_FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")


def cell_text(value: Value) -> str:
    """Return a value as displayed text; dates are in ISO format."""
    return "" if value is None else str(value)


def aligned(columns: Sequence[str], rows: Rows) -> str:
    """Return columns padded to their widest cell, numbers right-aligned, no trailing spaces."""
    cells = [[printable(cell_text(value)) for value in row] for row in rows]
    widths = [
        max(width(name), *(width(row[index]) for row in cells), 0)
        for index, name in enumerate(columns)
    ]
    right = [is_numeric(rows, index) for index in range(len(columns))]
    return "".join(
        _GAP.join(map(_padded, row, widths, right)).rstrip() + "\n" for row in [columns, *cells]
    )


def is_numeric(rows: Rows, index: int) -> bool:
    """Return whether a column contains only numbers."""
    values = [row[index] for row in rows if row[index] is not None]
    return bool(values) and all(isinstance(value, int) for value in values)


def _padded(text: str, columns: int, right: bool) -> str:
    padding = " " * (columns - width(text))
    return padding + text if right else text + padding


def markdown(columns: Sequence[str], rows: Rows) -> str:
    """Return a Markdown table with cells escaped."""
    rule = ["---:" if is_numeric(rows, index) else "---" for index in range(len(columns))]
    written = [[plain(cell_text(value)) for value in row] for row in [list(columns), *rows]]
    written.insert(1, rule)
    return "".join(f"| {' | '.join(row)} |\n" for row in written)


def comma_separated(columns: Sequence[str], rows: Rows) -> str:
    """Return CSV whose cells a spreadsheet never interprets as formulas."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_inert(name) for name in columns])
    writer.writerows([_inert(value) for value in row] for row in rows)
    return stream.getvalue()


def _inert(value: Value) -> str:
    """Return a cell escaped against formulas.

    Carriage returns, which csv may not quote, become line feeds.
    """
    text = re.sub(r"\r\n?", "\n", cell_text(value))
    if isinstance(value, str) and value.startswith(_FORMULA_PREFIXES):
        return f"'{text}"
    return text
