"""Rows of plain values as text: aligned columns, Markdown, CSV."""

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
# What a spreadsheet would take for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def shown(value: Value) -> str:
    """Return a value as people read it; dates are ISO."""
    return "" if value is None else str(value)


def aligned(columns: Sequence[str], rows: Rows) -> str:
    """Return columns padded to their widest cell, numbers to the right; no line ends in a space."""
    cells = [[printable(shown(value)) for value in row] for row in rows]
    widths = [
        max(width(name), *(width(row[index]) for row in cells), 0)
        for index, name in enumerate(columns)
    ]
    right = [is_numeric(rows, index) for index in range(len(columns))]
    return "".join(
        _GAP.join(map(_padded, row, widths, right)).rstrip() + "\n" for row in [columns, *cells]
    )


def is_numeric(rows: Rows, index: int) -> bool:
    """Return whether a column holds numbers and nothing else."""
    values = [row[index] for row in rows if row[index] is not None]
    return bool(values) and all(isinstance(value, int) for value in values)


def _padded(text: str, columns: int, right: bool) -> str:
    padding = " " * (columns - width(text))
    return padding + text if right else text + padding


def markdown(columns: Sequence[str], rows: Rows) -> str:
    """Return a table for a Markdown page: no cell can break its row or become markup."""
    rule = ["---:" if is_numeric(rows, index) else "---" for index in range(len(columns))]
    written = [[plain(shown(value)) for value in row] for row in [list(columns), *rows]]
    written.insert(1, rule)
    return "".join(f"| {' | '.join(row)} |\n" for row in written)


def comma_separated(columns: Sequence[str], rows: Rows) -> str:
    """Return CSV that a spreadsheet reads as text and numbers, never as formulas."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_inert(name) for name in columns])
    writer.writerows([_inert(value) for value in row] for row in rows)
    return stream.getvalue()


def _inert(value: Value) -> str:
    """Return a text that is no formula; the writer would not quote a lone carriage return."""
    text = re.sub(r"\r\n?", "\n", shown(value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{text}"
    return text
